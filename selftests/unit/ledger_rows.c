// SPDX-License-Identifier: GPL-2.0
/*
 * What a record says of counters and census: deltas, full only when new or
 * changed and once a month, floods as numbers. No file, no kernel.
 */
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "record/ledger_rows.h"

#define NOW 1800000000

static struct ledger_state state;
static char line[65536]; /* the last one */

static struct census_device device;
static struct census_attempt attempt;
static struct census_name names[2];
static struct counter_row counter = {
	.interface = "lan0",
	.zone = "hall",
	.direction = "ingress",
	.group = "cams",
	.verdict = "drop",
};

static struct census census = { .devices = &device,
				.device_count = 1,
				.attempts = &attempt,
				.attempt_count = 1 };
static struct counters counters = { .rows = &counter, .count = 1 };

static void reset(void)
{
	int kind;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++)
		ledger_table_free(&state.tables[kind]);
	memset(&state, 0, sizeof(state));
	device = (struct census_device){
		.mac = 0x4419b6000001,
		.interface = "lan0",
		.zone = "hall",
		.vlan = -1,
		.frames = 10,
		.bytes = 1000,
		.dropped = 4,
		.ipv4 = 0x0a140005,
		.first_seen = 1000ll * (NOW - 60),
		.last_seen = 1000ll * (NOW - 5),
	};
	attempt = (struct census_attempt){
		.mac = device.mac,
		.interface = "lan0",
		.vlan = -1,
		.l3 = 4,
		.proto = 6,
		.peer = { 0, 0xcb007109 },
		.port = 443,
		.from_port = -1,
		.verdict = LC_DROP,
		.frames = 4,
		.bytes = 400,
		.first_seen = device.first_seen,
		.last_seen = device.last_seen,
		.names = names,
	};
	counter.frames = 10;
	counter.bytes = 1000;
}

static void take(const char *month)
{
	struct ledger_rows rows = { .state = &state, .now = NOW };
	size_t len;
	char *text;

	strcpy(rows.month, month);
	ledger_rows_open(&rows);
	ledger_rows_counters(&rows, &counters);
	ledger_rows_census(&rows, &census);
	text = ledger_rows_line(&rows, json_pack("{s:i}", "seq", 1), &len);
	snprintf(line, sizeof(line), "%s", text ? text : "");
	free(text);
	ledger_rows_free(&rows);
}

static void has(const char *part, const char *name)
{
	if (!strstr(line, part))
		ksft_print_msg("no %s in %s", part, line);
	ksft_test_result(strstr(line, part), "%s\n", name);
}

static void is(const char *want, const char *name)
{
	if (strcmp(line, want))
		ksft_print_msg("got %swanted %s", line, want);
	ksft_test_result(!strcmp(line, want), "%s\n", name);
}

static void deltas(void)
{
	reset();
	take("2027-01");
	has("\"devices\":[{\"id\":1,\"mac\":\"44:19:b6:00:00:01\"",
	    "a new device in full");
	has("\"seen\":{\"devices\":[[1,10,1000,4,0,5]],\"counters\":[[1,10,1000]],\"attempts\":[[1,4,400,5]]}}\n",
	    "and all it did");
	take("2027-01");
	is("{\"seq\":1}\n", "nothing of one that is silent");
	device.frames = 15;
	device.bytes = 1700;
	counter.frames = 12;
	counter.bytes = 1250;
	take("2027-01");
	is("{\"seq\":1,\"seen\":{\"devices\":[[1,5,700,0,0,5]],\"counters\":[[1,2,250]]}}\n",
	   "what was added since, by number");
}

static void changes(void)
{
	device.ipv4 = 0x0a140006;
	device.frames++;
	take("2027-01");
	has("\"devices\":[{\"id\":1,", "a changed device in full");
	has("\"ipv4\":\"10.20.0.6\"", "with what is new of it");
	device.frames++;
	take("2027-02");
	has("\"devices\":[{\"id\":1,", "an active one once in each month");
	take("2027-02");
	is("{\"seq\":1}\n", "and no more");
	device.first_seen -= 3000;
	take("2027-02");
	is("{\"seq\":1}\n", "a first time that wavers is no change");
}

static void maps(void)
{
	device.frames = 3;
	device.bytes = 30;
	device.dropped = 0;
	take("2027-02");
	is("{\"seq\":1,\"seen\":{\"devices\":[[1,3,30,0,0,5]]}}\n",
	   "counts that fell begin at 0");
	ledger_state_reset(&state);
	take("2027-02");
	has("[[1,3,30,0,0,5]]", "as do those of new maps");
}

static void name(const char *text)
{
	snprintf(names[attempt.name_count].name, sizeof(names[0].name), "%s",
		 text);
	attempt.name_count++;
}

static void named(void)
{
	reset();
	name("b.example");
	take("2027-01");
	has("\"names\":[\"dns:b.example\"]", "a name");
	attempt.name_count = 0;
	name("a.example");
	take("2027-01");
	has("\"names\":[\"dns:a.example\",\"dns:b.example\"]",
	    "one that the kernel forgot stays beside a new one");
	attempt.name_count = 0;
	take("2027-01");
	is("{\"seq\":1}\n", "none at all is no change");
}

static void floods(void)
{
	json_t *head = json_object();
	struct ledger_rows rows = { .state = &state };

	reset();
	device.state = CENSUS_FLOOD;
	attempt.flood = true;
	take("2027-01");
	has("{\"seq\":1,\"counters\":", "no row of a flood");
	ksft_test_result(!strstr(line, "44:19:b6"), "nor its address\n");
	ledger_rows_totals(&rows, &census, head);
	ksft_test_result(json_integer_value(json_object_get(
				 json_object_get(head, "flood"), "lan0")) == 1,
			 "but how many\n");
	json_decref(head);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(17);
	deltas();
	changes();
	maps();
	named();
	floods();
	reset();
	ksft_finished();
}
