// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap devices: who was seen, since when, and where.
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
#include "base/table.h"

struct showing {
	struct census_look look;
	struct census_filter filter;
	const char *sort;
	bool all; /* with those that are taken for forged */
	const struct census_device **rows; /* chosen */
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

static int by_mac(const struct census_device *a, const struct census_device *b)
{
	return by_number(b->mac, a->mac);
}

static int by_vendor(const struct census_device *a,
		     const struct census_device *b)
{
	return by_text(a->vendor, b->vendor);
}

static int by_ipv4(const struct census_device *a, const struct census_device *b)
{
	return by_number(b->ipv4, a->ipv4);
}

static int by_frames(const struct census_device *a,
		     const struct census_device *b)
{
	return by_number(a->frames, b->frames);
}

static int by_bytes(const struct census_device *a,
		    const struct census_device *b)
{
	return by_number(a->bytes, b->bytes);
}

static int by_dropped(const struct census_device *a,
		      const struct census_device *b)
{
	return by_number(a->dropped + a->would_drop,
			 b->dropped + b->would_drop);
}

static int by_first(const struct census_device *a,
		    const struct census_device *b)
{
	return by_number(a->first_seen, b->first_seen);
}

static int by_last(const struct census_device *a, const struct census_device *b)
{
	return by_number(a->last_seen, b->last_seen);
}

static const struct sort {
	const char *name;
	int (*by)(const struct census_device *a, const struct census_device *b);
} sorts[] = {
	{ "interface", NULL },	   { "mac", by_mac },
	{ "vendor", by_vendor },   { "ipv4", by_ipv4 },
	{ "frames", by_frames },   { "bytes", by_bytes },
	{ "dropped", by_dropped }, { "first", by_first },
	{ "last", by_last },	   { NULL, NULL },
};

static int compare(const void *left, const void *right, void *arg)
{
	const struct census_device *a =
		*(const struct census_device *const *)left;
	const struct census_device *b =
		*(const struct census_device *const *)right;
	const struct sort *sort = arg;
	int order = sort->by ? sort->by(a, b) : 0;

	/* as they stood: by interface, VLAN, MAC */
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

static int choose(struct showing *s)
{
	const struct census *census = s->look.census;
	size_t i;

	s->rows = calloc(census->device_count + 1, sizeof(*s->rows));
	if (!s->rows)
		return cmd_fail("out of memory");
	for (i = 0; i < census->device_count; i++)
		if (census_filter_device(&s->filter, &census->devices[i]))
			s->rows[s->count++] = &census->devices[i];
	qsort_r(s->rows, s->count, sizeof(*s->rows), compare,
		(void *)find_sort(s->sort));
	return CMD_DONE;
}

/* ---- for programs -------------------------------------------------------- */

static const char *const keys[] = {
	"mac",
	"interface",
	"zone",
	"vlan",
	"vendor",
	"parent",
	"group",
	"first_seen",
	"last_seen",
	"frames",
	"bytes",
	"dropped_frames",
	"would_drop_frames",
	"unnamed_frames",
	"attempts",
	"ipv4",
	"ipv6",
	"state",
	"past",
	NULL,
};

static json_t *row_json(const struct showing *s, const struct census_device *d)
{
	char mac[MAC_TEXT_LEN], first[ENVELOPE_TIME_LEN];
	char last[ENVELOPE_TIME_LEN];

	mac_format(d->mac, mac);
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:s, s:b}",
		"mac", mac, "interface", envelope_text(d->interface), "zone",
		envelope_text(d->zone), "vlan",
		d->vlan < 0 ? json_null() : json_integer(d->vlan), "vendor",
		envelope_text(d->vendor), "parent",
		envelope_text(census_look_parent(&s->look, d->vendor)), "group",
		envelope_text(d->group), "first_seen",
		envelope_time(d->first_seen / 1000, first), "last_seen",
		envelope_time(d->last_seen / 1000, last), "frames",
		(json_int_t)d->frames, "bytes", (json_int_t)d->bytes,
		"dropped_frames", (json_int_t)d->dropped, "would_drop_frames",
		(json_int_t)d->would_drop, "unnamed_frames",
		(json_int_t)d->unnamed, "attempts", (json_int_t)d->attempts,
		"ipv4", census_ipv4_json(d->ipv4), "ipv6",
		census_ipv6_json(d->ipv6), "state", census_state_text(d->state),
		"past", d->past);
}

static int print_data(const struct showing *s, bool csv)
{
	json_t *env = envelope_new("devices/1");
	size_t i;

	if (!env)
		return envelope_print(NULL);
	if (s->look.live.since)
		envelope_set_since(env, s->look.live.since);
	envelope_set_lost(env, s->look.census->unplaced);
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

static bool shown(const struct showing *s, const struct census_device *d)
{
	return s->all || d->state != CENSUS_FLOOD;
}

/* Columns that would say nothing are left out: terminals are narrow. */
struct columns {
	bool zone;
	bool vlan;
	bool would;
};

static void choose_columns(const struct showing *s, struct columns *columns)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct census_device *d = s->rows[i];

		if (!shown(s, d))
			continue;
		columns->zone |= by_text(d->zone, d->interface) != 0;
		columns->vlan |= d->vlan >= 0;
		columns->would |= d->would_drop != 0;
	}
}

static struct table *new_table(const struct columns *columns)
{
	char head[160];

	snprintf(
		head, sizeof(head),
		"MAC|VENDOR|INTERFACE%s%s|GROUP|ADDRESS|>FRAMES|>BYTES|>DROPPED%s|>ATTEMPTS|>FIRST SEEN|>LAST SEEN|STATE",
		columns->zone ? "|ZONE" : "", columns->vlan ? "|VLAN" : "",
		columns->would ? "|>WOULD DROP" : "");
	return table_new(head);
}

static void add_row(struct table *table, const struct showing *s,
		    const struct columns *columns,
		    const struct census_device *d)
{
	char text[CENSUS_ADDRESS_LEN], buf[HUMAN_LEN];
	const uint64_t ipv4[2] = { 0, d->ipv4 };
	const char *address = NULL;

	if (d->ipv4)
		address = census_address_text(4, ipv4, text);
	else if (d->ipv6[0] || d->ipv6[1])
		address = census_address_text(6, d->ipv6, text);
	mac_format(d->mac, buf);
	table_text(table, buf);
	table_text(table, d->vendor);
	table_text(table, d->interface);
	if (columns->zone)
		table_text(table, d->zone);
	if (columns->vlan && d->vlan >= 0)
		table_number(table, d->vlan);
	else if (columns->vlan)
		table_text(table, NULL);
	table_text(table, d->group);
	table_text(table, address);
	table_number(table, d->frames);
	table_text(table, human_size(d->bytes, buf));
	table_number(table, d->dropped);
	if (columns->would)
		table_number(table, d->would_drop);
	table_number(table, d->attempts);
	table_text(table, human_ago(s->look.census->now, d->first_seen, buf));
	table_text(table, human_ago(s->look.census->now, d->last_seen, buf));
	table_text(table, census_state_text(d->state));
}

static int by_slug(const void *left, const void *right)
{
	return by_text(*(const char *const *)left, *(const char *const *)right);
}

/* "12 devices: 8 hikvision, 4 dahua" */
static int print_total(const struct showing *s, size_t devices, size_t stale,
		       size_t past)
{
	const char **slugs = calloc(devices + 1, sizeof(*slugs));
	size_t i, same, count = 0;

	if (!slugs)
		return cmd_fail("out of memory");
	for (i = 0; i < s->count; i++)
		if (s->rows[i]->state != CENSUS_FLOOD)
			slugs[count++] = s->rows[i]->vendor;
	qsort(slugs, count, sizeof(*slugs), by_slug);
	printf("\n%zu device%s", count, count == 1 ? "" : "s");
	for (i = 0; i < count; i += same) {
		for (same = 1; i + same < count; same++)
			if (by_text(slugs[i], slugs[i + same]))
				break;
		printf("%s%zu %s", i ? ", " : ": ", same,
		       slugs[i] ? slugs[i] : "of no known maker");
	}
	if (stale)
		printf("; %zu not seen for a week", stale);
	if (past)
		printf("; %zu known from the ledger alone", past);
	putchar('\n');
	free(slugs);
	return CMD_DONE;
}

/* Rows of one interface stand together in the census, whatever their order. */
static void print_floods(const struct showing *s)
{
	const struct census *census = s->look.census;
	size_t i, begin, count;
	char buf[HUMAN_LEN];

	for (begin = 0; begin < census->device_count; begin = i) {
		const char *interface = census->devices[begin].interface;

		count = 0;
		for (i = begin; i < census->device_count; i++) {
			const struct census_device *d = &census->devices[i];

			if (by_text(d->interface, interface))
				break;
			count += d->state == CENSUS_FLOOD &&
				 census_filter_device(&s->filter, d);
		}
		if (count)
			printf("%s%s more on %s were seen for a moment only and are taken for forged%s\n",
			       s->all ? "of these, " : "",
			       human_count(count, buf),
			       interface ? interface : "an unknown interface",
			       s->all ? "" : "; --all lists them");
	}
}

static void print_lost(const struct showing *s)
{
	char buf[HUMAN_LEN];

	if (s->look.census->displaced)
		printf("%s devices that were seen for a moment only gave way to others in the kernel's table\n",
		       human_count(s->look.census->displaced, buf));
	if (s->look.census->unplaced)
		printf("NOT complete: %s frames came from devices that found no place in the kernel's table\n",
		       human_count(s->look.census->unplaced, buf));
}

static int print_text(const struct showing *s)
{
	char since[ENVELOPE_TIME_LEN];
	size_t i, devices = 0, stale = 0, past = 0;
	struct columns columns = { 0 };
	struct table *table;
	int ret = CMD_DONE;

	if (!s->count) {
		printf(census_filter_any(&s->filter) ?
			       "no such device was seen since %s\n" :
			       "no listed device was seen since %s\n",
		       envelope_time(s->look.live.since, since));
		print_lost(s);
		return cmd_flush();
	}
	choose_columns(s, &columns);
	table = new_table(&columns);
	for (i = 0; i < s->count; i++) {
		devices += s->rows[i]->state != CENSUS_FLOOD;
		stale += s->rows[i]->state == CENSUS_STALE;
		past += s->rows[i]->past;
		if (shown(s, s->rows[i]))
			add_row(table, s, &columns, s->rows[i]);
	}
	if (devices || s->all)
		ret = table_print(table);
	else
		table_free(table);
	if (ret == CMD_DONE)
		ret = print_total(s, devices, stale, past);
	if (ret != CMD_DONE)
		return ret;
	print_floods(s);
	print_lost(s);
	return cmd_flush();
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"List the devices of listed makers that were seen, with their addresses, and how\n"
		"much they sent. What was seen before the last boot is taken from the ledger.",
	.max_operands = 0,
};

struct wanted {
	const char *pin;
	const char *state;
	bool json;
	bool csv;
};

static int show(struct showing *s, const struct wanted *wanted)
{
	int ret = choose(s);

	if (ret == CMD_DONE)
		ret = wanted->json || wanted->csv ? print_data(s, wanted->csv) :
						    print_text(s);
	free(s->rows);
	return ret;
}

static int look_and_show(struct showing *s, const struct wanted *wanted)
{
	struct fault fault = { "" };
	int ret;

	if (census_look_open(wanted->pin, wanted->state, &s->look, &fault))
		return cmd_fail("%s", fault.text);
	ret = census_filter_ready(&s->filter, "devices", &s->look);
	if (ret == CMD_DONE)
		ret = show(s, wanted);
	census_look_close(&s->look);
	return ret;
}

int cmd_devices(int argc, char **argv)
{
	struct showing s = { .sort = "interface" };
	struct wanted wanted = { OPTIONS_PIN_DEFAULT, OPTIONS_STATE_DEFAULT,
				 false, false };
	const struct option_def defs[] = {
		CENSUS_FILTER_OPTIONS(&s.filter),
		{ "sort", "KEY",
		  "by interface, mac, vendor, ipv4, frames, bytes, dropped, first or last",
		  NULL, &s.sort },
		{ "all", NULL, "list those too that are taken for forged",
		  &s.all, NULL },
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
	if (!find_sort(s.sort)->name)
		return cmd_misuse(
			"devices: --sort %s: the keys are interface, mac, vendor, ipv4, frames, bytes, dropped, first and last",
			s.sort);
	if (wanted.json && wanted.csv)
		return cmd_misuse(
			"devices: --json and --csv are two forms of the same: give one");
	return look_and_show(&s, &wanted);
}
