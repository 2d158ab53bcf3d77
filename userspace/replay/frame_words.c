// SPDX-License-Identifier: GPL-2.0
/*
 * The words of a frame, as the grammar in frame.h has them.
 * What they leave out is frame_fill.c, what becomes of them frame_build.c.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mac.h"
#include "base/number.h"
#include "base/suggest.h"
#include "replay/frame_parts.h"

#define WORDS_MAX 48
#define WORD_MAX 64 /* with its NUL; an IPv6 address with a port has 54 */
#define VLAN_MAX 4094
#define AFTER_MAX (UINT64_C(366) * 86400) /* seconds; a policy's year */

struct words {
	char word[WORDS_MAX][WORD_MAX];
	size_t count;
	size_t at;
	const struct frame_wrong *wrong;
};

const char *const frame_proto_words[FRAME_PROTO_MAX] = {
	[FRAME_TCP] = "tcp",
	[FRAME_UDP] = "udp",
	[FRAME_ICMP] = "icmp",
	[FRAME_ARP] = "arp",
	[FRAME_DHCP] = "dhcp",
	[FRAME_ND] = "nd",
	[FRAME_IGMP] = "igmp",
	[FRAME_MLD] = "mld",
	[FRAME_EAPOL] = "eapol",
	[FRAME_NUMBER] = "proto",
	[FRAME_ETHERTYPE] = "ethertype",
};

/* The protocols a detail is for, a bit each. */
#define OF(proto) (1u << FRAME_##proto)
#define OF_ALL ((1u << FRAME_PROTO_MAX) - 1)
#define OF_IP (OF_ALL & ~(OF(ARP) | OF(EAPOL) | OF(ETHERTYPE)))
#define OF_FILLED (OF_ALL & ~(OF(ND) | OF(IGMP) | OF(MLD)))

enum detail_what {
	DETAIL_KIND,
	DETAIL_FLAG,
	DETAIL_TYPE,
	DETAIL_CODE,
	DETAIL_ID,
	DETAIL_TTL,
	DETAIL_LENGTH,
	DETAIL_INNER,
	DETAIL_AFTER,
	DETAIL_QUOTES,
};

static const struct detail {
	const char *word;
	unsigned int protos;
	enum detail_what what;
	unsigned int value; /* the kind, the flag; else the highest number */
} details[] = {
	{ "fin", OF(TCP), DETAIL_FLAG, 0x01 },
	{ "syn", OF(TCP), DETAIL_FLAG, 0x02 },
	{ "rst", OF(TCP), DETAIL_FLAG, 0x04 },
	{ "psh", OF(TCP), DETAIL_FLAG, 0x08 },
	{ "ack", OF(TCP), DETAIL_FLAG, 0x10 },
	{ "request", OF(ICMP) | OF(ARP), DETAIL_KIND, FRAME_REQUEST },
	{ "reply", OF(ICMP) | OF(ARP), DETAIL_KIND, FRAME_REPLY },
	{ "type", OF(ICMP), DETAIL_TYPE, UINT8_MAX },
	{ "code", OF(ICMP), DETAIL_CODE, UINT8_MAX },
	{ "quotes", OF(ICMP), DETAIL_QUOTES, 0 },
	{ "id", OF(ICMP), DETAIL_ID, UINT16_MAX },
	{ "ns", OF(ND), DETAIL_KIND, FRAME_NS },
	{ "na", OF(ND), DETAIL_KIND, FRAME_NA },
	{ "rs", OF(ND), DETAIL_KIND, FRAME_RS },
	{ "ra", OF(ND), DETAIL_KIND, FRAME_RA },
	{ "redirect", OF(ND), DETAIL_KIND, FRAME_REDIRECT },
	{ "client", OF(DHCP), DETAIL_KIND, FRAME_CLIENT },
	{ "server", OF(DHCP), DETAIL_KIND, FRAME_SERVER },
	{ "report", OF(IGMP) | OF(MLD), DETAIL_KIND, FRAME_REPORT },
	{ "query", OF(IGMP) | OF(MLD), DETAIL_KIND, FRAME_QUERY },
	{ "leave", OF(IGMP) | OF(MLD), DETAIL_KIND, FRAME_LEAVE },
	{ "inner", OF(ARP) | OF(ND) | OF(DHCP), DETAIL_INNER, 0 },
	{ "ttl", OF_IP, DETAIL_TTL, UINT8_MAX },
	{ "length", OF_FILLED, DETAIL_LENGTH, FRAME_LENGTH_MAX },
	{ "after", OF_ALL, DETAIL_AFTER, 0 },
};

int frame_wrong(const struct frame_wrong *wrong, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(wrong->text, wrong->size, fmt, args);
	va_end(args);
	return -EINVAL;
}

/* Printable ASCII alone, so that what is quoted later harms no terminal. */
static int split(const char *text, struct words *words)
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
		if (len >= WORD_MAX)
			return frame_wrong(words->wrong,
					   "\"%.24s...\" is too long a word",
					   at);
		if (words->count == WORDS_MAX)
			return frame_wrong(words->wrong,
					   "it has more than %d words",
					   WORDS_MAX);
		memcpy(words->word[words->count], at, len);
		words->word[words->count++][len] = '\0';
	}
	return 0;
}

/* NULL at the end. */
static const char *peek(const struct words *words)
{
	return words->at < words->count ? words->word[words->at] : NULL;
}

static bool take(struct words *words, const char *word)
{
	const char *next = peek(words);

	if (!next || strcmp(next, word))
		return false;
	words->at++;
	return true;
}

/* Decimal, or hexadecimal with 0x; behind what. */
static int take_number(struct words *words, const char *what, unsigned int min,
		       unsigned int max, unsigned int *number)
{
	const char *word = peek(words), *end;
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

static int take_mac(struct words *words, const char *what, uint64_t *mac)
{
	const char *word = peek(words);

	if (!word || mac_parse(word, mac))
		return frame_wrong(
			words->wrong,
			"%s%s%s behind \"%s\": expected a MAC address, like 44:19:b6:00:00:01",
			word ? "\"" : "nothing", word ? word : "",
			word ? "\"" : "", what);
	words->at++;
	return 0;
}

/* "130s", "5m", "2h" */
static int take_after(struct words *words, uint64_t *ns)
{
	const char *word = peek(words), *end = "";
	uint64_t value = 0, unit = 0;

	if (word && !number_read(word, &end, &value) && *end && !end[1])
		unit = *end == 's' ? 1 :
		       *end == 'm' ? 60 :
		       *end == 'h' ? 3600 :
				     0;
	if (!unit || value > AFTER_MAX / unit)
		return frame_wrong(
			words->wrong,
			"%s%s%s behind \"after\": expected how long, like 130s, 5m or 2h",
			word ? "\"" : "nothing", word ? word : "",
			word ? "\"" : "");
	words->at++;
	*ns = value * unit * UINT64_C(1000000000);
	return 0;
}

/* ---- in lan0 vlan 101 ---------------------------------------------------------------- */

static bool interface_ok(const char *name)
{
	return *name && strlen(name) < IFNAMSIZ && !strpbrk(name, "/:\"\\%*?[");
}

static int take_tags(struct words *words, struct frame_words *out)
{
	unsigned int vlan;
	int err;

	while (take(words, "vlan")) {
		if (out->tag_count == FRAME_TAGS_MAX)
			return frame_wrong(
				words->wrong,
				"a third \"vlan\": a frame has at most two");
		err = take_number(words, "vlan", 0, VLAN_MAX, &vlan);
		if (err)
			return err;
		out->tags[out->tag_count++] = (uint16_t)vlan;
	}
	return 0;
}

static int take_place(struct words *words, struct frame_words *out)
{
	const char *word;
	int err;

	out->out = take(words, "out");
	if (!out->out && !take(words, "in"))
		return frame_wrong(words->wrong,
				   "it must begin with in or out");
	word = peek(words);
	if (!word || !strcmp(word, "from") || !interface_ok(word))
		return frame_wrong(
			words->wrong,
			"an interface's name must stand behind in or out");
	snprintf(out->interface, sizeof(out->interface), "%s", word);
	words->at++;
	err = take_tags(words, out);
	if (err)
		return err;
	if (!take(words, "from")) {
		word = peek(words);
		return frame_wrong(
			words->wrong, "%s%s%s: expected \"from\"%s",
			word ? "\"" : "its end", word ? word : "",
			word ? "\"" : "",
			out->tag_count < FRAME_TAGS_MAX ? " or \"vlan\"" : "");
	}
	return 0;
}

/* ---- from 44:19:b6:00:00:01 10.20.1.5:40000 ------------------------------------------ */

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
	char address[WORD_MAX], *close, *colon;

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
static int take_end(struct words *words, struct frame_end *end)
{
	const char *word = peek(words);

	if (word && !mac_parse(word, &end->mac)) {
		end->has_mac = true;
		words->at++;
		word = peek(words);
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
static int check_no_to(const struct words *words)
{
	const char *word = peek(words);
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

static int take_ends(struct words *words, struct frame_words *out)
{
	int err = take_end(words, &out->from);

	if (err)
		return err;
	if (!out->from.has_mac && !out->from.has_ip) {
		const char *word = peek(words);

		if (!word || !strcmp(word, "to"))
			return frame_wrong(
				words->wrong,
				"nothing stands between from and to");
		return frame_wrong(
			words->wrong,
			"\"%s\" behind \"from\": expected a MAC address or an address",
			word);
	}
	if (!take(words, "to"))
		return check_no_to(words);
	err = take_end(words, &out->to);
	if (!err && !out->to.has_mac && !out->to.has_ip) {
		const char *word = peek(words);

		return frame_wrong(
			words->wrong,
			"%s%s%s behind \"to\": expected a MAC address or an address",
			word ? "\"" : "nothing", word ? word : "",
			word ? "\"" : "");
	}
	return err;
}

/* ---- tcp syn length 200 --------------------------------------------------------------- */

static const char *hint(const char *word, const char *const *known,
			size_t count, char *text, size_t size)
{
	const char *near = suggest(word, known, count);

	*text = '\0';
	if (near)
		snprintf(text, size, " (did you mean \"%s\"?)", near);
	return text;
}

static int take_proto(struct words *words, struct frame_words *out)
{
	const char *word = peek(words);
	char near[48];
	size_t i;

	if (!word)
		return frame_wrong(
			words->wrong,
			"it must end with what the frame is: tcp, udp, icmp, arp, dhcp, nd, igmp, mld, eapol, proto N or ethertype N");
	for (i = 0; i < FRAME_PROTO_MAX; i++)
		if (!strcmp(word, frame_proto_words[i]))
			break;
	if (i == FRAME_PROTO_MAX)
		return frame_wrong(
			words->wrong,
			"\"%s\"%s: expected tcp, udp, icmp, arp, dhcp, nd, igmp, mld, eapol, proto N or ethertype N",
			word,
			hint(word, frame_proto_words, FRAME_PROTO_MAX, near,
			     sizeof(near)));
	out->proto = (enum frame_proto)i;
	words->at++;
	if (out->proto == FRAME_NUMBER)
		return take_number(words, "proto", 0, UINT8_MAX, &out->number);
	if (out->proto == FRAME_ETHERTYPE)
		return take_number(words, "ethertype", 0, UINT16_MAX,
				   &out->number);
	return 0;
}

static int unknown_detail(struct words *words, const struct frame_words *out)
{
	const char *known[ARRAY_SIZE(details)], *word = peek(words);
	size_t count = 0, i;
	char near[48];

	for (i = 0; i < ARRAY_SIZE(details); i++) {
		if (details[i].protos >> out->proto & 1)
			known[count++] = details[i].word;
		else if (!strcmp(details[i].word, word))
			return frame_wrong(words->wrong,
					   "\"%s\" says nothing about %s", word,
					   frame_proto_words[out->proto]);
	}
	return frame_wrong(words->wrong,
			   "\"%s\"%s: expected the end, or more about the %s",
			   word, hint(word, known, count, near, sizeof(near)),
			   frame_proto_words[out->proto]);
}

static int take_kind(struct words *words, const struct detail *detail,
		     struct frame_words *out)
{
	if (out->kind)
		return frame_wrong(words->wrong,
				   "\"%s\": what message it is was said before",
				   detail->word);
	out->kind = (enum frame_kind)detail->value;
	return 0;
}

static int take_quotes(struct words *words, struct frame_words *out)
{
	const char *word = peek(words);

	out->quotes = take(words, "tcp") ? FRAME_NEXT_TCP :
		      take(words, "udp") ? FRAME_NEXT_UDP :
					   0;
	if (out->quotes)
		return 0;
	return frame_wrong(words->wrong,
			   "%s%s%s behind \"quotes\": expected tcp or udp",
			   word ? "\"" : "nothing", word ? word : "",
			   word ? "\"" : "");
}

static int take_value(struct words *words, const struct detail *detail,
		      struct frame_words *out)
{
	unsigned int number = 0;
	int err;

	if (detail->what == DETAIL_KIND)
		return take_kind(words, detail, out);
	if (detail->what == DETAIL_INNER) {
		out->has_inner = true;
		return take_mac(words, detail->word, &out->inner);
	}
	if (detail->what == DETAIL_AFTER)
		return take_after(words, &out->after_ns);
	if (detail->what == DETAIL_QUOTES)
		return take_quotes(words, out);
	if (detail->what == DETAIL_FLAG) {
		out->tcp_flags |= (uint8_t)detail->value;
		return 0;
	}
	err = take_number(words, detail->word, 0, detail->value, &number);
	if (detail->what == DETAIL_ID) {
		out->id = (uint16_t)number;
	} else if (detail->what == DETAIL_TTL) {
		out->has_ttl = true;
		out->ttl = (uint8_t)number;
	} else if (detail->what == DETAIL_LENGTH) {
		out->has_length = true;
		out->length = number;
	} else if (detail->what == DETAIL_CODE) {
		out->code = (uint8_t)number;
	} else if (!err) {
		out->type = (uint8_t)number;
		err = out->kind ?
			      frame_wrong(
				      words->wrong,
				      "\"type\": what message it is was said before") :
			      0;
		out->kind = FRAME_TYPE;
	}
	return err;
}

static int take_details(struct words *words, struct frame_words *out)
{
	bool seen[ARRAY_SIZE(details)] = { false };
	const char *word;
	size_t i;
	int err = 0;

	out->id = 1;
	while (!err && (word = peek(words))) {
		for (i = 0; i < ARRAY_SIZE(details); i++)
			if (!strcmp(details[i].word, word) &&
			    details[i].protos >> out->proto & 1)
				break;
		if (i == ARRAY_SIZE(details))
			return unknown_detail(words, out);
		if (seen[i])
			return frame_wrong(words->wrong, "\"%s\" stands twice",
					   word);
		seen[i] = true;
		words->at++;
		err = take_value(words, &details[i], out);
	}
	return err;
}

/* The commonest slip: an end that is told too little, or not at all. */
static int check_ends(const struct words *words, const struct frame_words *out)
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
	struct words list = { .wrong = wrong };
	struct frame_words made = { 0 };
	int err = split(text, &list);

	if (!err)
		err = take_place(&list, &made);
	if (!err)
		err = take_ends(&list, &made);
	if (!err)
		err = take_proto(&list, &made);
	if (!err)
		err = take_details(&list, &made);
	if (!err)
		err = check_ends(&list, &made);
	if (!err)
		*words = made;
	return err;
}
