// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap counters: what was passed and dropped, and why.
 * How they are read stands in counters.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/envelope.h"
#include "base/table.h"
#include "census/counters.h"
#include "cmd.h"
#include "options.h"
#include "policy/reason.h"
#include "slot/live.h"

static json_t *row_json(const struct counter_row *row)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I}",
			 "interface", envelope_text(row->interface), "zone",
			 envelope_text(row->zone), "direction",
			 envelope_text(row->direction), "group",
			 envelope_text(row->group), "vendor",
			 envelope_text(row->vendor), "verdict",
			 envelope_text(row->verdict), "reason",
			 envelope_text(row->reason), "rule",
			 envelope_text(row->rule), "frames",
			 (json_int_t)row->frames, "bytes",
			 (json_int_t)row->bytes);
}

static int print_json(const struct live *live, const struct counters *counters)
{
	json_t *env = envelope_new("counters/1");
	size_t i;

	if (!env)
		return envelope_print(NULL);
	if (live->since)
		envelope_set_since(env, live->since);
	for (i = 0; i < counters->count; i++) {
		if (json_array_append_new(envelope_rows(env),
					  row_json(&counters->rows[i]))) {
			json_decref(env);
			return envelope_print(NULL);
		}
	}
	return envelope_print(env);
}

static int print_text(const struct live *live, const struct counters *counters)
{
	char since[ENVELOPE_TIME_LEN];
	struct table *table;
	size_t i;

	if (!counters->count) {
		printf("nothing was counted since %s: no listed device has sent or received a frame\n",
		       envelope_time(live->since, since));
		return cmd_flush();
	}
	table = table_new(
		"INTERFACE|ZONE|DIRECTION|GROUP|VENDOR|VERDICT|REASON|RULE|>FRAMES|>BYTES");
	for (i = 0; i < counters->count; i++) {
		const struct counter_row *row = &counters->rows[i];

		table_text(table, row->interface);
		table_text(table, row->zone);
		table_text(table, row->direction);
		table_text(table, row->group);
		table_text(table, row->vendor);
		table_text(table, row->verdict);
		table_colour(table, verdict_colour(row->verdict));
		table_text(table, row->reason);
		table_text(table, row->rule);
		table_number(table, row->frames);
		table_number(table, row->bytes);
	}
	return table_print(table);
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Print the counters: what listed devices sent and received, and what was dropped.\n"
		"They begin with the first apply and outlive every switch. Frames of unlisted\n"
		"devices that pass are not counted.",
	.max_operands = 0,
};

int cmd_counters(int argc, char **argv)
{
	const char *pin = OPTIONS_PIN_DEFAULT;
	const char *state = NULL;
	bool json = false;
	const struct option_def defs[] = {
		OPTION_JSON(&json),
		OPTION_PIN(&pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	struct fault fault = { "" };
	struct counters counters;
	struct live live;
	int ret, err;

	err = options_parse(&usage, defs, argc, argv);
	if (err < 0)
		return options_exit(err);
	if (live_open(pin, &live, &fault))
		return cmd_fail("%s", fault.text);
	err = counters_read(live.obj.maps[OBJECT_COUNTERS], live.names,
			    &counters);
	if (err) {
		live_close(&live);
		return cmd_fail("the counters cannot be read: %s",
				strerror(-err));
	}
	ret = json ? print_json(&live, &counters) :
		     print_text(&live, &counters);
	counters_free(&counters);
	live_close(&live);
	return ret;
}
