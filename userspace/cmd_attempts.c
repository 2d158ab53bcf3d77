// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap attempts: whom the devices attempted to reach, and whether they could.
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
#include "policy/reason.h"

static const struct census_attempt *at(const void *row)
{
	return row;
}

static const char *name_of(const struct census_attempt *a)
{
	return a->name_count ? a->names[0].name : NULL;
}

static int by_first(const void *a, const void *b)
{
	return census_by_number(at(a)->first_seen, at(b)->first_seen);
}

static int by_mac(const void *a, const void *b)
{
	return census_by_number(at(b)->mac, at(a)->mac);
}

static int by_vendor(const void *a, const void *b)
{
	return text_compare(at(a)->vendor, at(b)->vendor);
}

static int by_peer(const void *a, const void *b)
{
	int diff = census_by_number(at(b)->l3, at(a)->l3);

	if (!diff)
		diff = census_by_number(at(b)->peer[0], at(a)->peer[0]);
	return diff ? diff : census_by_number(at(b)->peer[1], at(a)->peer[1]);
}

static int by_name(const void *a, const void *b)
{
	return text_compare(name_of(at(a)), name_of(at(b)));
}

static int by_frames(const void *a, const void *b)
{
	return census_by_number(at(a)->frames, at(b)->frames);
}

static int by_bytes(const void *a, const void *b)
{
	return census_by_number(at(a)->bytes, at(b)->bytes);
}

static const struct census_order orders[] = {
	{ "last", NULL },	 { "first", by_first }, { "mac", by_mac },
	{ "vendor", by_vendor }, { "peer", by_peer },	{ "name", by_name },
	{ "frames", by_frames }, { "bytes", by_bytes }, { NULL, NULL },
};

static bool chosen(const struct census_list *list, const void *row)
{
	const struct census_attempt *a = row;

	return census_filter_attempt(&list->filter, a) &&
	       (!list->verdict ||
		!text_compare(list->verdict, verdict_text(a->verdict)));
}

static const void *rows(const struct census *census, size_t *count,
			size_t *row_size, uint64_t *lost)
{
	*count = census->attempt_count;
	*row_size = sizeof(*census->attempts);
	/* with those of devices that found no place themselves */
	*lost = census->unnamed;
	return census->attempts;
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

static json_t *row_json(const struct census_list *list, const void *row)
{
	const struct census_attempt *a = row;
	char mac[MAC_TEXT_LEN], peer[CENSUS_ADDRESS_LEN], proto[8];

	mac_format(a->mac, mac);
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o, s:b}",
		"mac", mac, "vendor", envelope_text(a->vendor), "parent",
		envelope_text(census_look_parent(&list->look, a->vendor)),
		"group", envelope_text(a->group), "interface",
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

static void add_row(struct table *table, const struct census_list *list,
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
	table_colour(table, verdict_colour(verdict_text(a->verdict)));
	table_number(table, a->frames);
	table_text(table, human_size(a->bytes, buf));
	table_text(table,
		   human_ago(list->look.census->now, a->first_seen, buf));
	table_text(table, human_ago(list->look.census->now, a->last_seen, buf));
	table_text(table, name_of(a));
}

static int by_device(const void *left, const void *right)
{
	return census_by_number(*(const uint64_t *)right,
				*(const uint64_t *)left);
}

static size_t count_devices(const struct census_list *list)
{
	uint64_t *macs = calloc(list->count + 1, sizeof(*macs));
	size_t i, count = 0, devices = 0;

	for (i = 0; macs && i < list->count; i++)
		if (list->all || !at(list->rows[i])->flood)
			macs[count++] = at(list->rows[i])->mac;
	if (macs)
		qsort(macs, count, sizeof(*macs), by_device);
	for (i = 0; i < count; i++)
		devices += !i || macs[i] != macs[i - 1];
	free(macs);
	return devices;
}

static void print_notes(const struct census_list *list, size_t flood)
{
	const struct census *census = list->look.census;
	char buf[HUMAN_LEN];

	if (flood && !list->all)
		printf("%s more of devices that are taken for forged; --all lists them\n",
		       human_count(flood, buf));
	if (census->unnamed)
		printf("NOT complete: %s frames went to peers that found no place in the kernel's table\n",
		       human_count(census->unnamed, buf));
}

static int print_text(const struct census_list *list)
{
	char since[ENVELOPE_TIME_LEN];
	size_t i, shown = 0, flood = 0, devices;
	struct table *table;
	int ret = CMD_DONE;

	table = table_new(
		"MAC|VENDOR|INTERFACE|ZONE|GROUP|PEER|SERVICE|VERDICT|>FRAMES|>BYTES|>FIRST SEEN|>LAST SEEN|NAME");
	for (i = 0; i < list->count; i++) {
		flood += at(list->rows[i])->flood;
		if (at(list->rows[i])->flood && !list->all)
			continue;
		add_row(table, list, list->rows[i]);
		shown++;
	}
	if (shown) {
		ret = table_print(table);
		devices = count_devices(list);
		printf("\n%zu attempt%s of %zu device%s\n", shown,
		       shown == 1 ? "" : "s", devices, devices == 1 ? "" : "s");
	} else {
		table_free(table);
		printf("no %s attempted to reach anybody since %s\n",
		       census_filter_any(&list->filter) || list->verdict ?
			       "such device" :
			       "listed device",
		       envelope_time(list->look.live.since, since));
	}
	if (ret != CMD_DONE)
		return ret;
	print_notes(list, flood);
	return cmd_flush();
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"List whom the devices of listed makers attempted to reach: address, service, the\n"
		"name they asked for, and the verdict. A name is what the device itself sent.",
	.max_operands = 0,
};

static const struct census_listing listing = {
	.verb = "attempts",
	.schema = "attempts/1",
	.orders = orders,
	.columns = keys,
	.rows = rows,
	.chosen = chosen,
	.json = row_json,
	.text = print_text,
};

static int check_options(const struct census_list *list)
{
	unsigned int verdict;

	for (verdict = 0; list->verdict && verdict < LC_VERDICT_MAX; verdict++)
		if (!strcmp(list->verdict, verdict_text(verdict)))
			break;
	if (list->verdict && verdict == LC_VERDICT_MAX)
		return cmd_misuse(
			"attempts: --verdict %s: the words are pass, drop and would-drop",
			list->verdict);
	return census_list_check(list);
}

int cmd_attempts(int argc, char **argv)
{
	struct census_list list = {
		.of = &listing,
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.sort = "last",
	};
	const struct option_def defs[] = {
		CENSUS_FILTER_OPTIONS(&list.filter),
		{ "verdict", "pass|drop|would-drop", "only those", NULL,
		  &list.verdict },
		{ "sort", "KEY",
		  "by last, first, mac, vendor, peer, name, frames or bytes",
		  NULL, &list.sort },
		{ "all", NULL,
		  "list those too of devices that are taken for forged",
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
	err = check_options(&list);
	return err == CMD_DONE ? census_list_show(&list) : err;
}
