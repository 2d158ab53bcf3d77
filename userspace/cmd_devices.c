// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap devices: who was seen, since when, and where.
 * How the census is read stands in census.c.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "base/human.h"
#include "base/mac.h"
#include "base/table.h"
#include "base/text.h"
#include "census/census_list.h"
#include "cmd.h"
#include "options.h"

static const struct census_device *at(const void *row)
{
	return row;
}

static int by_mac(const void *a, const void *b)
{
	return census_by_number(at(b)->mac, at(a)->mac);
}

static int by_vendor(const void *a, const void *b)
{
	return text_compare(at(a)->vendor, at(b)->vendor);
}

static int by_ipv4(const void *a, const void *b)
{
	return census_by_number(at(b)->ipv4, at(a)->ipv4);
}

static int by_frames(const void *a, const void *b)
{
	return census_by_number(at(a)->frames, at(b)->frames);
}

static int by_bytes(const void *a, const void *b)
{
	return census_by_number(at(a)->bytes, at(b)->bytes);
}

static int by_dropped(const void *a, const void *b)
{
	return census_by_number(at(a)->dropped + at(a)->would_drop,
				at(b)->dropped + at(b)->would_drop);
}

static int by_first(const void *a, const void *b)
{
	return census_by_number(at(a)->first_seen, at(b)->first_seen);
}

static int by_last(const void *a, const void *b)
{
	return census_by_number(at(a)->last_seen, at(b)->last_seen);
}

static const struct census_order orders[] = {
	{ "interface", NULL },	   { "mac", by_mac },
	{ "vendor", by_vendor },   { "ipv4", by_ipv4 },
	{ "frames", by_frames },   { "bytes", by_bytes },
	{ "dropped", by_dropped }, { "first", by_first },
	{ "last", by_last },	   { NULL, NULL },
};

static bool chosen(const struct census_list *list, const void *row)
{
	return census_filter_device(&list->filter, row);
}

static const void *rows(const struct census *census, size_t *count,
			size_t *row_size, uint64_t *lost)
{
	*count = census->device_count;
	*row_size = sizeof(*census->devices);
	*lost = census->unplaced;
	return census->devices;
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

static json_t *row_json(const struct census_list *list, const void *row)
{
	const struct census_device *d = row;
	char mac[MAC_TEXT_LEN], first[ENVELOPE_TIME_LEN];
	char last[ENVELOPE_TIME_LEN];

	mac_format(d->mac, mac);
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:s, s:b}",
		"mac", mac, "interface", envelope_text(d->interface), "zone",
		envelope_text(d->zone), "vlan",
		d->vlan < 0 ? json_null() : json_integer(d->vlan), "vendor",
		envelope_text(d->vendor), "parent",
		envelope_text(census_look_parent(&list->look, d->vendor)),
		"group", envelope_text(d->group), "first_seen",
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

/* ---- for people ---------------------------------------------------------- */

static bool shown(const struct census_list *list, const struct census_device *d)
{
	return list->all || d->state != CENSUS_FLOOD;
}

/* Columns that would say nothing are left out: terminals are narrow. */
struct columns {
	bool zone;
	bool vlan;
	bool would;
};

static void choose_columns(const struct census_list *list,
			   struct columns *columns)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct census_device *d = list->rows[i];

		if (!shown(list, d))
			continue;
		columns->zone |= text_compare(d->zone, d->interface) != 0;
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

static void add_row(struct table *table, const struct census_list *list,
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
	table_text(table,
		   human_ago(list->look.census->now, d->first_seen, buf));
	table_text(table, human_ago(list->look.census->now, d->last_seen, buf));
	table_text(table, census_state_text(d->state));
}

static int by_slug(const void *left, const void *right)
{
	return text_compare(*(const char *const *)left,
			    *(const char *const *)right);
}

/* "12 devices: 8 hikvision, 4 dahua" */
static int print_total(const struct census_list *list, size_t devices,
		       size_t stale, size_t past)
{
	const char **slugs = calloc(devices + 1, sizeof(*slugs));
	size_t i, same, count = 0;

	if (!slugs)
		return cmd_fail("out of memory");
	for (i = 0; i < list->count; i++)
		if (at(list->rows[i])->state != CENSUS_FLOOD)
			slugs[count++] = at(list->rows[i])->vendor;
	qsort(slugs, count, sizeof(*slugs), by_slug);
	printf("\n%zu device%s", count, count == 1 ? "" : "s");
	for (i = 0; i < count; i += same) {
		for (same = 1; i + same < count; same++)
			if (text_compare(slugs[i], slugs[i + same]))
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
static void print_floods(const struct census_list *list)
{
	const struct census *census = list->look.census;
	size_t i, begin, count;
	char buf[HUMAN_LEN];

	for (begin = 0; begin < census->device_count; begin = i) {
		const char *interface = census->devices[begin].interface;

		count = 0;
		for (i = begin; i < census->device_count; i++) {
			const struct census_device *d = &census->devices[i];

			if (text_compare(d->interface, interface))
				break;
			count += d->state == CENSUS_FLOOD &&
				 census_filter_device(&list->filter, d);
		}
		if (count)
			printf("%s%s more on %s were seen for a moment only and are taken for forged%s\n",
			       list->all ? "of these, " : "",
			       human_count(count, buf),
			       interface ? interface : "an unknown interface",
			       list->all ? "" : "; --all lists them");
	}
}

static void print_lost(const struct census_list *list)
{
	char buf[HUMAN_LEN];

	if (list->look.census->displaced)
		printf("%s devices that were seen for a moment only gave way to others in the kernel's table\n",
		       human_count(list->look.census->displaced, buf));
	if (list->look.census->unplaced)
		printf("NOT complete: %s frames came from devices that found no place in the kernel's table\n",
		       human_count(list->look.census->unplaced, buf));
}

static int print_text(const struct census_list *list)
{
	char since[ENVELOPE_TIME_LEN];
	size_t i, devices = 0, stale = 0, past = 0;
	struct columns columns = { 0 };
	struct table *table;
	int ret = CMD_DONE;

	if (!list->count) {
		printf(census_filter_any(&list->filter) ?
			       "no such device was seen since %s\n" :
			       "no listed device was seen since %s\n",
		       envelope_time(list->look.live.since, since));
		print_lost(list);
		return cmd_flush();
	}
	choose_columns(list, &columns);
	table = new_table(&columns);
	for (i = 0; i < list->count; i++) {
		devices += at(list->rows[i])->state != CENSUS_FLOOD;
		stale += at(list->rows[i])->state == CENSUS_STALE;
		past += at(list->rows[i])->past;
		if (shown(list, list->rows[i]))
			add_row(table, list, &columns, list->rows[i]);
	}
	if (devices || list->all)
		ret = table_print(table);
	else
		table_free(table);
	if (ret == CMD_DONE)
		ret = print_total(list, devices, stale, past);
	if (ret != CMD_DONE)
		return ret;
	print_floods(list);
	print_lost(list);
	return cmd_flush();
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"List the devices of listed makers that were seen, with their addresses, and how\n"
		"much they sent. What was seen before the last boot is taken from the ledger.",
	.max_operands = 0,
};

static const struct census_listing listing = {
	.verb = "devices",
	.schema = "devices/1",
	.orders = orders,
	.columns = keys,
	.rows = rows,
	.chosen = chosen,
	.json = row_json,
	.text = print_text,
};

int cmd_devices(int argc, char **argv)
{
	struct census_list list = {
		.of = &listing,
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.sort = "interface",
	};
	const struct option_def defs[] = {
		CENSUS_FILTER_OPTIONS(&list.filter),
		{ "sort", "KEY",
		  "by interface, mac, vendor, ipv4, frames, bytes, dropped, first or last",
		  NULL, &list.sort },
		{ "all", NULL, "list those too that are taken for forged",
		  &list.all, NULL },
		{ "csv", NULL, "print CSV, for spreadsheets", &list.csv, NULL },
		OPTION_JSON(&list.json),
		OPTION_PIN(&list.pin),
		OPTION_STATE(&list.state),
		OPTION_END,
	};
	int err = options_parse(&usage, defs, argc, argv);

	if (err < 0)
		return options_exit(err);
	err = census_list_check(&list);
	return err == CMD_DONE ? census_list_show(&list) : err;
}
