// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap attempts: whom the devices attempted to reach, and whether they could.
 * How the census is read stands in census.c.
 */
#define _GNU_SOURCE /* qsort_r() */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "census/census_filter.h"
#include "census/census_look.h"
#include "cmd.h"
#include "base/csv.h"
#include "base/envelope.h"
#include "base/human.h"
#include "base/mac.h"
#include "options.h"
#include "policy/reason.h"
#include "base/table.h"

struct showing {
	struct census_look look;
	struct census_filter filter;
	const char *verdict; /* only those; NULL: any */
	const char *sort;
	bool all; /* with those of devices that are taken for forged */
	const struct census_attempt **rows; /* chosen */
	size_t count;
};

static int by_number(uint64_t a, uint64_t b)
{
	return (a < b) - (a > b);
}

static int by_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int by_address(const struct census_attempt *a,
		      const struct census_attempt *b)
{
	int diff = by_number(b->l3, a->l3);

	if (!diff)
		diff = by_number(b->peer[0], a->peer[0]);
	return diff ? diff : by_number(b->peer[1], a->peer[1]);
}

static const char *name_of(const struct census_attempt *a)
{
	return a->name_count ? a->names[0].name : NULL;
}

static int by_first(const struct census_attempt *a,
		    const struct census_attempt *b)
{
	return by_number(a->first_seen, b->first_seen);
}

static int by_mac(const struct census_attempt *a,
		  const struct census_attempt *b)
{
	return by_number(b->mac, a->mac);
}

static int by_vendor(const struct census_attempt *a,
		     const struct census_attempt *b)
{
	return by_text(a->vendor, b->vendor);
}

static int by_peer(const struct census_attempt *a,
		   const struct census_attempt *b)
{
	return by_address(a, b);
}

static int by_name(const struct census_attempt *a,
		   const struct census_attempt *b)
{
	return by_text(name_of(a), name_of(b));
}

static int by_frames(const struct census_attempt *a,
		     const struct census_attempt *b)
{
	return by_number(a->frames, b->frames);
}

static int by_bytes(const struct census_attempt *a,
		    const struct census_attempt *b)
{
	return by_number(a->bytes, b->bytes);
}

static const struct sort {
	const char *name;
	int (*by)(const struct census_attempt *a,
		  const struct census_attempt *b);
} sorts[] = {
	{ "last", NULL },	 { "first", by_first }, { "mac", by_mac },
	{ "vendor", by_vendor }, { "peer", by_peer },	{ "name", by_name },
	{ "frames", by_frames }, { "bytes", by_bytes }, { NULL, NULL },
};

static int compare(const void *left, const void *right, void *arg)
{
	const struct census_attempt *a =
		*(const struct census_attempt *const *)left;
	const struct census_attempt *b =
		*(const struct census_attempt *const *)right;
	const struct sort *sort = arg;
	int order = sort->by ? sort->by(a, b) : 0;

	/* as they stood: the latest first */
	return order ? order : (a > b) - (a < b);
}

static const struct sort *find_sort(const char *name)
{
	const struct sort *sort;

	for (sort = sorts; sort->name; sort++)
		if (!strcmp(sort->name, name))
			break;
	return sort;
}

static bool chosen(const struct showing *s, const struct census_attempt *a)
{
	return census_filter_attempt(&s->filter, a) &&
	       (!s->verdict || !by_text(s->verdict, verdict_text(a->verdict)));
}

static int choose(struct showing *s)
{
	const struct census *census = s->look.census;
	size_t i;

	s->rows = calloc(census->attempt_count + 1, sizeof(*s->rows));
	if (!s->rows)
		return cmd_fail("out of memory");
	for (i = 0; i < census->attempt_count; i++)
		if (chosen(s, &census->attempts[i]))
			s->rows[s->count++] = &census->attempts[i];
	qsort_r(s->rows, s->count, sizeof(*s->rows), compare,
		(void *)find_sort(s->sort));
	return CMD_DONE;
}

/* ---- for programs -------------------------------------------------------- */

static const char *const keys[] = {
	"mac",	      "vendor",	   "parent",  "group",	"interface",
	"zone",	      "vlan",	   "peer",    "proto",	"port",
	"from_port",  "name",	   "verdict", "frames", "bytes",
	"first_seen", "last_seen", "flood",   NULL,
};

static json_t *number_or_null(int number)
{
	return number < 0 ? json_null() : json_integer(number);
}

static json_t *time_json(int64_t ms)
{
	char text[ENVELOPE_TIME_LEN];

	return json_string(envelope_time(ms / 1000, text));
}

static json_t *names_json(const struct census_attempt *a)
{
	json_t *names = json_array();
	size_t i;

	for (i = 0; i < a->name_count; i++)
		json_array_append_new(
			names,
			json_pack("{s:o, s:o, s:o, s:o, s:I}", "name",
				  envelope_text(a->names[i].name), "source",
				  envelope_text(census_source_text(
					  a->names[i].source)),
				  "first_seen",
				  time_json((int64_t)a->names[i].first),
				  "last_seen",
				  time_json((int64_t)a->names[i].last), "seen",
				  (json_int_t)a->names[i].seen));
	return names;
}

static json_t *row_json(const struct showing *s, const struct census_attempt *a)
{
	char mac[MAC_TEXT_LEN], peer[CENSUS_ADDRESS_LEN], proto[8];

	mac_format(a->mac, mac);
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o, s:b}",
		"mac", mac, "vendor", envelope_text(a->vendor), "parent",
		envelope_text(census_look_parent(&s->look, a->vendor)), "group",
		envelope_text(a->group), "interface",
		envelope_text(a->interface), "zone", envelope_text(a->zone),
		"vlan", number_or_null(a->vlan), "peer",
		census_address_text(a->l3, a->peer, peer), "proto",
		census_proto_text(a->proto, a->l3, proto), "port",
		number_or_null(a->port), "from_port",
		number_or_null(a->from_port), "name", envelope_text(name_of(a)),
		"names", names_json(a), "verdict",
		envelope_text(verdict_text(a->verdict)), "frames",
		(json_int_t)a->frames, "bytes", (json_int_t)a->bytes,
		"first_seen", time_json(a->first_seen), "last_seen",
		time_json(a->last_seen), "flood", a->flood);
}

static int print_data(const struct showing *s, bool csv)
{
	json_t *env = envelope_new("attempts/1");
	size_t i;

	if (!env)
		return envelope_print(NULL);
	if (s->look.live.since)
		envelope_set_since(env, s->look.live.since);
	/* with those of devices that found no place themselves */
	envelope_set_lost(env, s->look.census->unnamed);
	for (i = 0; i < s->count; i++) {
		if (json_array_append_new(envelope_rows(env),
					  row_json(s, s->rows[i]))) {
			json_decref(env);
			return envelope_print(NULL);
		}
	}
	return csv_envelope(env, csv ? keys : NULL);
}

/* ---- for people ---------------------------------------------------------- */

/* "tcp 443", "icmp", "tcp from 554": the device's own port, it answered */
static void add_service(struct table *table, const struct census_attempt *a)
{
	char proto[8], text[32];
	const char *word = census_proto_text(a->proto, a->l3, proto);

	if (a->from_port >= 0)
		snprintf(text, sizeof(text), "%s from %d", word, a->from_port);
	else if (a->port >= 0)
		snprintf(text, sizeof(text), "%s %d", word, a->port);
	else
		snprintf(text, sizeof(text), "%s", word);
	table_text(table, text);
}

static void add_row(struct table *table, const struct showing *s,
		    const struct census_attempt *a)
{
	char text[CENSUS_ADDRESS_LEN], buf[HUMAN_LEN];
	char zone[2 * LC_NAME_LEN + 16];

	mac_format(a->mac, buf);
	table_text(table, buf);
	table_text(table, a->vendor);
	if (a->vlan >= 0)
		snprintf(zone, sizeof(zone), "%s.%d",
			 a->interface ? a->interface : "?", a->vlan);
	table_text(table, a->vlan >= 0 ? zone : a->interface);
	table_text(table, a->zone);
	table_text(table, a->group);
	table_text(table, census_address_text(a->l3, a->peer, text));
	add_service(table, a);
	table_text(table, verdict_text(a->verdict));
	table_number(table, a->frames);
	table_text(table, human_size(a->bytes, buf));
	table_text(table, human_ago(s->look.census->now, a->first_seen, buf));
	table_text(table, human_ago(s->look.census->now, a->last_seen, buf));
	table_text(table, name_of(a));
}

static int by_device(const void *left, const void *right)
{
	return by_number(*(const uint64_t *)right, *(const uint64_t *)left);
}

static size_t count_devices(const struct showing *s)
{
	uint64_t *macs = calloc(s->count + 1, sizeof(*macs));
	size_t i, count = 0, devices = 0;

	for (i = 0; macs && i < s->count; i++)
		if (s->all || !s->rows[i]->flood)
			macs[count++] = s->rows[i]->mac;
	if (macs)
		qsort(macs, count, sizeof(*macs), by_device);
	for (i = 0; i < count; i++)
		devices += !i || macs[i] != macs[i - 1];
	free(macs);
	return devices;
}

static void print_notes(const struct showing *s, size_t flood)
{
	const struct census *census = s->look.census;
	char buf[HUMAN_LEN];

	if (flood && !s->all)
		printf("%s more of devices that are taken for forged; --all lists them\n",
		       human_count(flood, buf));
	if (census->unnamed)
		printf("NOT complete: %s frames went to peers that found no place in the kernel's table\n",
		       human_count(census->unnamed, buf));
}

static int print_text(const struct showing *s)
{
	char since[ENVELOPE_TIME_LEN];
	size_t i, shown = 0, flood = 0, devices;
	struct table *table;
	int ret = CMD_DONE;

	table = table_new(
		"MAC|VENDOR|INTERFACE|ZONE|GROUP|PEER|SERVICE|VERDICT|>FRAMES|>BYTES|>FIRST SEEN|>LAST SEEN|NAME");
	for (i = 0; i < s->count; i++) {
		flood += s->rows[i]->flood;
		if (s->rows[i]->flood && !s->all)
			continue;
		add_row(table, s, s->rows[i]);
		shown++;
	}
	if (shown) {
		ret = table_print(table);
		devices = count_devices(s);
		printf("\n%zu attempt%s of %zu device%s\n", shown,
		       shown == 1 ? "" : "s", devices, devices == 1 ? "" : "s");
	} else {
		table_free(table);
		printf("no %s attempted to reach anybody since %s\n",
		       census_filter_any(&s->filter) || s->verdict ?
			       "such device" :
			       "listed device",
		       envelope_time(s->look.live.since, since));
	}
	if (ret != CMD_DONE)
		return ret;
	print_notes(s, flood);
	return cmd_flush();
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"List whom the devices of listed makers attempted to reach: address, service, the\n"
		"name they asked for, and the verdict. A name is what the device itself sent.",
	.max_operands = 0,
};

struct wanted {
	const char *pin;
	const char *state;
	bool json;
	bool csv;
};

static int look_and_show(struct showing *s, const struct wanted *wanted)
{
	struct fault fault = { "" };
	int ret;

	if (census_look_open(wanted->pin, wanted->state, &s->look, &fault))
		return cmd_fail("%s", fault.text);
	ret = census_filter_ready(&s->filter, "attempts", &s->look);
	if (ret == CMD_DONE)
		ret = choose(s);
	if (ret == CMD_DONE)
		ret = wanted->json || wanted->csv ? print_data(s, wanted->csv) :
						    print_text(s);
	free(s->rows);
	census_look_close(&s->look);
	return ret;
}

static int check_options(const struct showing *s, const struct wanted *wanted)
{
	unsigned int verdict;

	if (!find_sort(s->sort)->name)
		return cmd_misuse(
			"attempts: --sort %s: the keys are last, first, mac, vendor, peer, name, frames and bytes",
			s->sort);
	for (verdict = 0; s->verdict && verdict < LC_VERDICT_MAX; verdict++)
		if (!strcmp(s->verdict, verdict_text(verdict)))
			break;
	if (s->verdict && verdict == LC_VERDICT_MAX)
		return cmd_misuse(
			"attempts: --verdict %s: the words are pass, drop and would-drop",
			s->verdict);
	if (wanted->json && wanted->csv)
		return cmd_misuse(
			"attempts: --json and --csv are two forms of the same: give one");
	return CMD_DONE;
}

int cmd_attempts(int argc, char **argv)
{
	struct showing s = { .sort = "last" };
	struct wanted wanted = { OPTIONS_PIN_DEFAULT, OPTIONS_STATE_DEFAULT,
				 false, false };
	const struct option_def defs[] = {
		CENSUS_FILTER_OPTIONS(&s.filter),
		{ "verdict", "WORD", "only pass, drop or would-drop", NULL,
		  &s.verdict },
		{ "sort", "KEY",
		  "by last, first, mac, vendor, peer, name, frames or bytes",
		  NULL, &s.sort },
		{ "all", NULL,
		  "list those too of devices that are taken for forged", &s.all,
		  NULL },
		{ "csv", NULL, "print CSV, for spreadsheets", &wanted.csv,
		  NULL },
		OPTION_JSON(&wanted.json),
		OPTION_PIN(&wanted.pin),
		OPTION_STATE(&wanted.state),
		OPTION_END,
	};
	int err = options_parse(&usage, defs, argc, argv);

	if (err < 0)
		return options_exit(err);
	err = check_options(&s, &wanted);
	return err == CMD_DONE ? look_and_show(&s, &wanted) : err;
}
