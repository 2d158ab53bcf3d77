// SPDX-License-Identifier: GPL-2.0
/*
 * Words as people write them: addresses, prefixes, ports, times, numbers,
 * permits, frames, options. What is taken reads back the same, what is refused changes nothing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/addr.h"
#include "cmd.h"
#include "base/envelope.h"
#include "guard/guard_table.h"
#include "lib_fuzz.h"
#include "base/mac.h"
#include "base/number.h"
#include "options.h"
#include "permit/permit_text.h"
#include "permit/permit_words.h"
#include "base/ports.h"
#include "frame/frame.h"
#include "base/rfc3339.h"
#include "base/suggest.h"
#include "base/utf8.h"

#define YEAR_10000 INT64_C(253402300800)
#define ARGS_MAX 40
#define WORDS_MAX 100

/* ---- MAC addresses ------------------------------------------------------------------ */

static void mac(const char *text)
{
	char buf[MAC_TEXT_LEN];
	uint64_t mac = 77, again;

	if (mac_parse(text, &mac)) {
		FUZZ_MUST(mac == 77);
		return;
	}
	FUZZ_MUST(mac <= MAC_ALL && strlen(text) == sizeof(buf) - 1);
	mac_format(mac, buf);
	FUZZ_MUST(!mac_parse(buf, &again) && again == mac);
}

static void mac_prefix(const char *text)
{
	char buf[MAC_PREFIX_TEXT_LEN];
	uint64_t mac = 77, again;
	unsigned int bits = 99, bits_again;
	int err = mac_prefix_parse(text, &mac, &bits);

	if (err) {
		FUZZ_MUST(err == -EINVAL || err == -EDOM || err == -ERANGE);
		FUZZ_MUST(mac == 77 && bits == 99);
		return;
	}
	FUZZ_MUST(mac_prefix_len_ok(bits) && !(mac & ~mac_mask(bits)));
	mac_prefix_format(mac, bits, buf);
	FUZZ_MUST(!mac_prefix_parse(buf, &again, &bits_again));
	FUZZ_MUST(again == mac && bits_again == bits);
}

/* ---- IP prefixes -------------------------------------------------------------------- */

static bool has_bit(const struct addr_prefix *p, unsigned int bit)
{
	return p->addr[bit / 8] >> (7 - bit % 8) & 1;
}

static bool covers(const struct addr_prefix *outer,
		   const struct addr_prefix *inner)
{
	unsigned int bit;

	if (outer->v6 != inner->v6 || outer->bits > inner->bits)
		return false;
	for (bit = 0; bit < outer->bits; bit++)
		if (has_bit(outer, bit) != has_bit(inner, bit))
			return false;
	return true;
}

/* True: *p was read. */
static bool addr(const char *text, struct addr_prefix *p)
{
	struct addr_prefix before, again;
	char buf[ADDR_TEXT_LEN];
	unsigned int bit;
	int err;

	memset(&before, 0x5a, sizeof(before));
	*p = before;
	err = addr_prefix_parse(text, p);
	FUZZ_MUST(!err || err == -EINVAL || err == -EDOM ||
		  err == -EAFNOSUPPORT || err == -ERANGE);
	if (err && err != -ERANGE) {
		FUZZ_MUST(!memcmp(p, &before, sizeof(before)));
		return false;
	}
	FUZZ_MUST(p->bits <= (p->v6 ? 128 : 32));
	for (bit = p->bits; bit < 128; bit++)
		FUZZ_MUST(!has_bit(p, bit));
	addr_prefix_format(p, buf);
	FUZZ_MUST(strlen(buf) < sizeof(buf));
	if (addr_prefix_parse(buf, &again))
		fuzz_broken("%s became %s, which is refused", text, buf);
	FUZZ_MUST(!addr_prefix_compare(p, &again));
	return true;
}

static void addrs(const char *left, const char *right)
{
	struct addr_prefix a, b;

	if (!addr(left, &a) || !addr(right, &b))
		return;
	FUZZ_MUST(addr_prefix_covers(&a, &b) == covers(&a, &b));
	FUZZ_MUST(addr_prefix_covers(&a, &a));
	FUZZ_MUST((addr_prefix_compare(&a, &b) < 0) ==
		  (addr_prefix_compare(&b, &a) > 0));
	FUZZ_MUST(!addr_prefix_compare(&a, &b) ==
		  (covers(&a, &b) && covers(&b, &a)));
}

/* ---- numbers, ports, times ------------------------------------------------------------ */

static void number(const char *text)
{
	uint64_t value = 77;
	const char *end = NULL;
	char buf[24];
	int err = number_read(text, &end, &value);

	if (err) {
		FUZZ_MUST(err == -EINVAL || err == -ERANGE);
		FUZZ_MUST(value == 77 && !end);
		return;
	}
	snprintf(buf, sizeof(buf), "%" PRIu64, value);
	FUZZ_MUST((size_t)(end - text) == strlen(buf) &&
		  !strncmp(text, buf, end - text));
}

static void ports(const char *text)
{
	struct port_range range = { 7, 7 }, again;
	char buf[PORT_TEXT_LEN];
	int err = port_range_parse(text, &range);

	if (err) {
		FUZZ_MUST(err == -EINVAL || err == -ERANGE || err == -EDOM);
		FUZZ_MUST(range.low == 7 && range.high == 7);
		return;
	}
	FUZZ_MUST(range.low && range.low <= range.high);
	port_range_format(&range, buf);
	FUZZ_MUST(!port_range_parse(buf, &again));
	FUZZ_MUST(again.low == range.low && again.high == range.high);
	FUZZ_MUST(port_ranges_have(&range, 1, range.low));
	FUZZ_MUST(port_ranges_have(&range, 1, range.high));
	FUZZ_MUST(!port_ranges_have(&range, 1, range.low - 1));
	FUZZ_MUST(range.high == 65535 ||
		  !port_ranges_have(&range, 1, range.high + 1));
}

static void same_time(int64_t seconds)
{
	char buf[RFC3339_LEN];
	int64_t again;

	rfc3339_format(seconds, buf);
	if (rfc3339_parse(buf, &again) || again != seconds)
		fuzz_broken("%" PRId64 " is \"%s\", which is another time",
			    seconds, buf);
}

static void times(const char *text, struct fuzz_input in)
{
	int64_t seconds = -77;

	if (rfc3339_parse(text, &seconds))
		FUZZ_MUST(seconds == -77);
	else
		FUZZ_MUST(seconds >= 0 && seconds < YEAR_10000);
	if (seconds >= 0)
		same_time(seconds);
	same_time(fuzz_take(&in, 8) % YEAR_10000);
}

/* ---- permits ----------------------------------------------------------------------------- */

static int find_endpoint(void *data, const char *name, struct addr_list *list)
{
	static struct addr_prefix recorder[] = { { .bits = 32 },
						 { .bits = 64, .v6 = true } };

	if (strcmp(name, "recorder"))
		return -ENOENT;
	*list = (struct addr_list){ .items = recorder, .count = 2 };
	return 0;
}

static void check_permit(const struct permit *permit)
{
	const struct lc_permit *what = &permit->what;
	char service[PERMIT_PORTS_LEN];
	struct addr_prefix prefix;
	size_t peers = 0;

	while (permit_peer(what, peers, &prefix))
		peers++;
	FUZZ_MUST(peers <= LC_PERMIT_PEERS && what->any == !peers);
	FUZZ_MUST(what->protos && !(what->protos >> LC_PROTO_MAX));
	FUZZ_MUST(permit->note.mac_count &&
		  permit->note.mac_count <= LC_PERMIT_MACS);
	FUZZ_MUST(permit->seconds > 0 && permit->seconds <= PERMIT_SECONDS_MAX);
	permit_service(permit, service);
	FUZZ_MUST(*service && strlen(service) < sizeof(service));
}

static void permit(const char *line)
{
	static const struct permit_endpoints endpoints = { find_endpoint,
							   NULL };
	char *copy = fuzz_exact(line, strlen(line) + 1), *rest = copy;
	struct permit permit = { 0 }, before = permit;
	struct fault fault = { "" };
	char *words[WORDS_MAX], *word;
	int64_t seconds = -77;
	size_t count = 0;

	if (permit_duration_parse(line, &seconds))
		FUZZ_MUST(seconds == -77);
	else
		FUZZ_MUST(seconds > 0 && seconds <= PERMIT_SECONDS_MAX);
	if (permit_why_parse(line, &permit.note, &fault))
		FUZZ_MUST(*fault.text && !*permit.note.why);
	else
		FUZZ_MUST(fuzz_harmless(line) &&
			  !strcmp(permit.note.why, line));
	permit = before;
	while (count < WORDS_MAX && (word = strsep(&rest, " ")))
		words[count++] = word;
	if (!permit_words_parse(words, count, &endpoints, &permit, &fault))
		check_permit(&permit);
	else
		FUZZ_MUST(*fault.text &&
			  !memcmp(&permit, &before, sizeof(permit)));
	free(copy);
}

/* ---- frames ------------------------------------------------------------------------------ */

static void frame(const char *text)
{
	char wrong[FRAME_WRONG_MAX] = "";
	struct frame before, frame;

	memset(&before, 0x5a, sizeof(before));
	frame = before;
	if (frame_from_words(text, &frame, wrong, sizeof(wrong))) {
		FUZZ_MUST(*wrong && fuzz_harmless(wrong));
		FUZZ_MUST(!memcmp(&frame, &before, sizeof(frame)));
		return;
	}
	FUZZ_MUST(fuzz_harmless(text) || strchr(text, '\t'));
	FUZZ_MUST(frame.len >= 60 && frame.len <= FRAME_LENGTH_MAX);
	FUZZ_MUST(*frame.interface && frame.mac <= MAC_ALL);
	FUZZ_MUST(!memcmp(frame.bytes + (frame.out ? 0 : 6),
			  (uint8_t[]){ frame.mac >> 40, frame.mac >> 32,
				       frame.mac >> 24, frame.mac >> 16,
				       frame.mac >> 8, frame.mac },
			  6));
}

/* ---- texts ------------------------------------------------------------------------------- */

static void identity(const char *text)
{
	uint8_t id[LCG_ID_BYTES];
	char again[65];

	if (guard_id_parse(text, id))
		return;
	guard_id_format(id, again);
	FUZZ_MUST(!strcmp(text, again));
}

static void texts(const char *text)
{
	static const char *const known[] = { "any",    "hikvision", "dahua",
					     "unload", "",	    "rule" };
	size_t len = strlen(text), i, count = FUZZ_COUNT(known);
	bool harmless = fuzz_harmless(text);
	char *copy = fuzz_exact(text, len + 1);
	const char *near = suggest(text, known, count);
	json_t *json = envelope_text(text);

	utf8_make_harmless(copy);
	FUZZ_MUST(strlen(copy) == len && fuzz_harmless(copy));
	FUZZ_MUST(!harmless || !strcmp(copy, text));
	free(copy);
	for (i = 0; i < count && near != known[i]; i++)
		;
	FUZZ_MUST(!near || (i < count && *near));
	for (i = 0; i < count; i++)
		if (*text && !strcmp(text, known[i]))
			FUZZ_MUST(near == known[i]);
	FUZZ_MUST(json_is_string(json));
	json_decref(json);
}

/* Bytes that end where they end, without a NUL. */
static void characters(struct fuzz_input in)
{
	char *bytes = fuzz_exact(in.data, in.size);
	unsigned int size;
	uint32_t code;
	size_t i;

	for (i = 0; i < in.size; i += size) {
		size = utf8_decode(bytes + i, in.size - i, &code);
		FUZZ_MUST(size <= 4 && size <= in.size - i);
		FUZZ_MUST(!size || code <= 0x10ffff);
		if (!size)
			size = 1;
	}
	free(bytes);
}

/* ---- options ------------------------------------------------------------------------------- */

static unsigned int said;

/* In the place of say.c: counted, not printed. */
int cmd_misuse(const char *fmt, ...)
{
	char text[4096];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	said++;
	return CMD_USAGE;
}

int cmd_fail(const char *fmt, ...)
{
	return CMD_FAILED;
}

void cmd_warn(const char *fmt, ...)
{
}

int cmd_flush(void)
{
	return CMD_DONE;
}

static int position(char *const *args, int count, const char *arg)
{
	int i;

	for (i = 0; i < count && args[i] != arg; i++)
		;
	return i;
}

/* All arguments are there still, and last the operands in their order. */
static void check_args(char *const *args, char *const *given, int count,
		       int first)
{
	bool all = false; /* behind "--" */
	int i;

	for (i = 0; i < count; i++)
		FUZZ_MUST(position(args, count, given[i]) < count);
	for (i = 1; i < count; i++) {
		if (all || given[i][0] != '-' || !given[i][1])
			FUZZ_MUST(first < count && args[first++] == given[i]);
		else if (!strcmp(given[i], "--"))
			all = true;
		else if (!strcmp(given[i], "--pin") ||
			 !strcmp(given[i], "--state"))
			i++;
	}
	FUZZ_MUST(first == count);
}

static bool is_within(char *const *given, int count, const char *value)
{
	int i;

	for (i = 1; i < count; i++)
		if (value >= given[i] && value <= given[i] + strlen(given[i]))
			return true;
	return false;
}

static void options(char *line, unsigned int least, int most)
{
	char *args[ARGS_MAX + 1] = { "verb" }, *given[ARGS_MAX + 1], *word;
	const char *pin = NULL, *hidden = NULL;
	bool json = false;
	const struct option_def defs[] = {
		OPTION_JSON(&json),
		OPTION_PIN(&pin),
		{ "state", "DIR", NULL, NULL, &hidden },
		OPTION_END,
	};
	const struct options_usage usage = {
		.operands = "FILE",
		.about = "Text.",
		.min_operands = least,
		.max_operands = most,
	};
	int count = 1, first;

	while (count < ARGS_MAX && (word = strsep(&line, "\n")))
		args[count++] = word;
	args[count] = NULL;
	memcpy(given, args, sizeof(given));
	said = 0;
	first = options_parse(&usage, defs, count, args);
	FUZZ_MUST(first == OPTIONS_HELP || first == OPTIONS_BAD || first > 0);
	FUZZ_MUST(said == (first == OPTIONS_BAD));
	if (first < 0)
		return;
	FUZZ_MUST(!args[count] && args[0] == given[0] && first <= count);
	FUZZ_MUST(count - first >= (int)least);
	FUZZ_MUST(most < 0 || count - first <= most);
	check_args(args, given, count, first);
	FUZZ_MUST(!pin || (*pin && is_within(given, count, pin)));
	FUZZ_MUST(!hidden || (*hidden && is_within(given, count, hidden)));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	/* where --help goes */
	return freopen("/dev/null", "w", stdout) ? 0 : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size }, rest;
	unsigned int how = fuzz_take(&in, 1);
	struct addr_prefix unused;
	char *text, *second;

	rest = in;
	text = fuzz_text(&rest, rest.size);
	if (how % 2) {
		options(text, how >> 1 & 1, (int)(how >> 2 & 3) - 1);
		free(text);
		return 0;
	}
	mac(text);
	mac_prefix(text);
	addr(text, &unused);
	number(text);
	ports(text);
	times(text, in);
	identity(text);
	permit(text);
	frame(text);
	texts(text);
	characters(in);
	second = strchr(text, ' ');
	if (second) {
		*second++ = '\0';
		addrs(text, second);
	}
	free(text);
	return 0;
}
