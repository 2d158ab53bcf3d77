// SPDX-License-Identifier: GPL-2.0
/*
 * The words of a frame, as the grammar in frame.h has them, up to its protocol:
 * that and what follows is frame_details.c, what they leave out frame_fill.c.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "base/number.h"
#include "frame/frame_parts.h"

#define VLAN_MAX 4094

int frame_wrong(const struct frame_wrong *wrong, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(wrong->text, wrong->size, fmt, args);
	va_end(args);
	return -EINVAL;
}

/* Printable ASCII alone, so that what is quoted later harms no terminal. */
static int split(const char *text, struct frame_list *words)
{
	const char *at;
	size_t len;

	if (strlen(text) > FRAME_TEXT_MAX)
		return frame_wrong(words->wrong,
				   "it is longer than 1,024 characters");
	for (at = text; *at; at++)
		if ((*at < ' ' || *at > '~') && *at != '\t')
			return frame_wrong(
				words->wrong,
				"character %zu is none that stands in a frame",
				(size_t)(at - text) + 1);
	for (at = text; *(at += strspn(at, " \t")); at += len) {
		len = strcspn(at, " \t");
		if (len >= FRAME_WORD_MAX)
			return frame_wrong(words->wrong,
					   "\"%.24s...\" is too long a word",
					   at);
		if (words->count == FRAME_LIST_MAX)
			return frame_wrong(words->wrong,
					   "it has more than %d words",
					   FRAME_LIST_MAX);
		memcpy(words->word[words->count], at, len);
		words->word[words->count++][len] = '\0';
	}
	return 0;
}

const char *frame_peek(const struct frame_list *words)
{
	return words->at < words->count ? words->word[words->at] : NULL;
}

bool frame_take(struct frame_list *words, const char *word)
{
	const char *next = frame_peek(words);

	if (!next || strcmp(next, word))
		return false;
	words->at++;
	return true;
}

int frame_take_number(struct frame_list *words, const char *what,
		      unsigned int min, unsigned int max, unsigned int *number)
{
	const char *word = frame_peek(words), *end;
	uint64_t value = 0;
	char *rest;
	int err = -EINVAL;

	if (!word)
		return frame_wrong(words->wrong,
				   "a number must stand behind \"%s\"", what);
	if (!strncmp(word, "0x", 2) && word[2] && strlen(word) <= 6 &&
	    strspn(word + 2, "0123456789abcdefABCDEF") == strlen(word + 2)) {
		value = strtoul(word + 2, &rest, 16);
		err = 0;
	} else if (!number_read(word, &end, &value) && !*end) {
		err = 0;
	}
	if (err || value < min || value > max)
		return frame_wrong(
			words->wrong,
			"\"%s\" behind \"%s\": expected a number from %u to %u",
			word, what, min, max);
	words->at++;
	*number = (unsigned int)value;
	return 0;
}

int frame_take_mac(struct frame_list *words, const char *what, uint64_t *mac)
{
	const char *word = frame_peek(words);

	if (!word || mac_parse(word, mac))
		return frame_wrong(
			words->wrong,
			"%s%s%s behind \"%s\": expected a MAC address, like 44:19:b6:00:00:01",
			word ? "\"" : "nothing", word ? word : "",
			word ? "\"" : "", what);
	words->at++;
	return 0;
}

/* ---- in lan0 vlan 101 ------------------------------------------------------------- */

static bool interface_ok(const char *name)
{
	return *name && strlen(name) < IFNAMSIZ && !strpbrk(name, "/:\"\\%*?[");
}

static int take_tags(struct frame_list *words, struct frame_words *out)
{
	unsigned int vlan;
	int err;

	while (frame_take(words, "vlan")) {
		if (out->tag_count == FRAME_TAGS_MAX)
			return frame_wrong(
				words->wrong,
				"a third \"vlan\": a frame has at most two");
		err = frame_take_number(words, "vlan", 0, VLAN_MAX, &vlan);
		if (err)
			return err;
		out->tags[out->tag_count++] = (uint16_t)vlan;
	}
	return 0;
}

static int take_place(struct frame_list *words, struct frame_words *out)
{
	const char *word;
	int err;

	out->out = frame_take(words, "out");
	if (!out->out && !frame_take(words, "in"))
		return frame_wrong(words->wrong,
				   "it must begin with in or out");
	word = frame_peek(words);
	if (!word || !strcmp(word, "from") || !interface_ok(word))
		return frame_wrong(
			words->wrong,
			"an interface's name must stand behind in or out");
	snprintf(out->interface, sizeof(out->interface), "%s", word);
	words->at++;
	err = take_tags(words, out);
	if (err)
		return err;
	if (!frame_take(words, "from")) {
		word = frame_peek(words);
		return frame_wrong(
			words->wrong, "%s%s%s: expected \"from\"%s",
			word ? "\"" : "its end", word ? word : "",
			word ? "\"" : "",
			out->tag_count < FRAME_TAGS_MAX ? " or \"vlan\"" : "");
	}
	return 0;
}

/* ---- from 44:19:b6:00:00:01 10.20.1.5:40000 --------------------------------------- */

static int parse_port(const char *text, struct frame_end *end)
{
	const char *rest;
	uint64_t value;

	if (number_read(text, &rest, &value) || *rest || value > UINT16_MAX)
		return -EINVAL;
	end->port = (uint16_t)value;
	end->has_port = true;
	return 0;
}

/* An address, of which no bit is a network's; one that maps IPv4 is none. */
static int parse_ip(const char *text, struct frame_end *end)
{
	if (strchr(text, '/') || addr_prefix_parse(text, &end->ip))
		return -EINVAL;
	end->has_ip = true;
	return 0;
}

static int parse_address(const char *word, struct frame_end *end)
{
	char address[FRAME_WORD_MAX], *close, *colon;

	snprintf(address, sizeof(address), "%s", word);
	if (*address == '[') {
		close = strchr(address, ']');
		if (!close || !strchr(address, ':'))
			return -EINVAL;
		*close++ = '\0';
		if (!strchr(address + 1, ':') || parse_ip(address + 1, end))
			return -EINVAL;
		if (!*close)
			return 0;
		return *close == ':' ? parse_port(close + 1, end) : -EINVAL;
	}
	colon = strchr(address, ':');
	if (!colon || strchr(colon + 1, ':'))
		return parse_ip(address, end);
	*colon = '\0';
	return parse_ip(address, end) ? -EINVAL : parse_port(colon + 1, end);
}

/* How an address begins, and no other word of the grammar does. */
static bool looks_like_address(const char *word)
{
	return strpbrk(word, ".:[") || (*word >= '0' && *word <= '9');
}

/* MAC and address, each once, in this order; either may be missing. */
static int take_end(struct frame_list *words, struct frame_end *end)
{
	const char *word = frame_peek(words);

	if (word && !mac_parse(word, &end->mac)) {
		end->has_mac = true;
		words->at++;
		word = frame_peek(words);
	}
	if (!word || !looks_like_address(word))
		return 0;
	if (parse_address(word, end))
		return frame_wrong(
			words->wrong,
			"\"%s\": expected %san address, like 10.20.1.5, 10.20.1.5:554 or [fd20::5]:554",
			word, end->has_mac ? "" : "a MAC address or ");
	words->at++;
	return 0;
}

/* Protocols with a destination of their own need none: frame_fill.c. */
static int check_no_to(const struct frame_list *words)
{
	const char *word = frame_peek(words);
	size_t i;

	if (!word)
		return frame_wrong(
			words->wrong,
			"it must say from whom and to whom: \"from A to B\"");
	for (i = 0; i < FRAME_PROTO_MAX; i++)
		if (!strcmp(word, frame_proto_words[i]))
			return 0;
	return frame_wrong(words->wrong, "\"%s\": expected \"to\"", word);
}

static int take_ends(struct frame_list *words, struct frame_words *out)
{
	int err = take_end(words, &out->from);

	if (err)
		return err;
	if (!out->from.has_mac && !out->from.has_ip) {
		const char *word = frame_peek(words);

		if (!word || !strcmp(word, "to"))
			return frame_wrong(
				words->wrong,
				"nothing stands between from and to");
		return frame_wrong(
			words->wrong,
			"\"%s\" behind \"from\": expected a MAC address or an address",
			word);
	}
	if (!frame_take(words, "to"))
		return check_no_to(words);
	err = take_end(words, &out->to);
	if (!err && !out->to.has_mac && !out->to.has_ip) {
		const char *word = frame_peek(words);

		return frame_wrong(
			words->wrong,
			"%s%s%s behind \"to\": expected a MAC address or an address",
			word ? "\"" : "nothing", word ? word : "",
			word ? "\"" : "");
	}
	return err;
}

/* The commonest slip: an end that is told too little, or not at all. */
static int check_ends(const struct frame_list *words,
		      const struct frame_words *out)
{
	if (!out->out && !out->from.has_mac)
		return frame_wrong(
			words->wrong,
			"behind \"in\" and \"from\" the device's MAC address must stand, as in \"in %s from 44:19:b6:00:00:01 10.20.1.5 to 10.20.0.10:554 tcp\"",
			out->interface);
	if (out->out && !out->to.has_mac)
		return frame_wrong(
			words->wrong,
			"behind \"out\" and \"to\" the device's MAC address must stand, as in \"out %s from 10.20.0.10 to 44:19:b6:00:00:01 10.20.1.5:554 tcp\"",
			out->interface);
	return 0;
}

int frame_words_parse(const char *text, struct frame_words *words,
		      const struct frame_wrong *wrong)
{
	struct frame_list list = { .wrong = wrong };
	struct frame_words made = { 0 };
	int err = split(text, &list);

	if (!err)
		err = take_place(&list, &made);
	if (!err)
		err = take_ends(&list, &made);
	if (!err)
		err = frame_details_parse(&list, &made);
	if (!err)
		err = check_ends(&list, &made);
	if (!err)
		*words = made;
	return err;
}
