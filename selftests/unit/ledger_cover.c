// SPDX-License-Identifier: GPL-2.0
/*
 * How much of a time records cover: reboots, missed hours, no policy, clocks.
 * Where records come from is unit/ledger_span.c's.
 */
#include <stdio.h>
#include <string.h>

#include "kselftest.h"
#include "ledger/ledger_cover.h"

#define HOUR 3600
#define T0 (1000 * HOUR) /* where the span begins */

static struct ledger_cover cover;

static void begin(int hours)
{
	ledger_cover_free(&cover);
	memset(&cover, 0, sizeof(cover));
	cover.from = T0;
	cover.to = T0 + hours * HOUR;
}

/* Seconds behind T0; boot and maps by number, maps 0: none. */
static void add(int at, int boot, unsigned int maps, int since, bool policy,
		bool judging)
{
	struct ledger_cover_record record = {
		.time = T0 + at,
		.since = maps ? T0 + since : 0,
		.maps = maps,
		.policy = policy,
		.judging = judging,
	};

	snprintf(record.boot_id, sizeof(record.boot_id), "boot %d", boot);
	ledger_cover_add(&cover, &record);
}

/* want: "from-to cause", seconds behind T0, separated by blanks. */
static void is(int covered, const char *want, const char *name)
{
	static const char causes[] = "<>bpar";
	char got[512] = "", one[64];
	size_t i;

	ledger_cover_end(&cover);
	for (i = 0; i < cover.gap_count; i++) {
		snprintf(one, sizeof(one), "%s%d-%d%c", i ? " " : "",
			 (int)(cover.gaps[i].from - T0),
			 (int)(cover.gaps[i].to - T0),
			 causes[cover.gaps[i].cause]);
		strcat(got, one);
	}
	if (cover.covered != covered || strcmp(got, want))
		ksft_print_msg("got %d \"%s\", wanted %d \"%s\"\n",
			       (int)cover.covered, got, covered, want);
	ksft_test_result(cover.covered == covered && !strcmp(got, want), "%s\n",
			 name);
}

static void hours(void)
{
	int i;

	begin(3);
	for (i = -1; i <= 3; i++)
		add(i * HOUR, 1, 5, -9 * HOUR, true, true);
	is(3 * HOUR, "", "a record each hour covers all");

	begin(3);
	add(-10, 1, 5, -9 * HOUR, true, true);
	add(3 * HOUR + 5, 1, 5, -9 * HOUR, true, true);
	is(0, "0-10800r", "two records three hours apart do not");

	begin(2);
	add(0, 1, 5, -9 * HOUR, true, true);
	add(HOUR, 1, 5, -9 * HOUR, true, true);
	is(HOUR, "3600-7200>", "nothing is covered behind the last");

	begin(2);
	is(0, "0-7200<", "no record covers nothing");

	begin(2);
	add(HOUR, 1, 5, HOUR / 2, true, true);
	add(2 * HOUR, 1, 5, HOUR / 2, true, true);
	is(HOUR + HOUR / 2, "0-1800<", "the first one covers back to its maps");
}

static void boots(void)
{
	begin(4);
	add(0, 1, 5, -HOUR, true, true);
	add(HOUR, 1, 5, -HOUR, true, true);
	add(2 * HOUR, 2, 5, HOUR + 600, true, true);
	add(3 * HOUR, 2, 5, HOUR + 600, true, true);
	add(4 * HOUR, 2, 5, HOUR + 600, true, true);
	is(4 * HOUR - 600, "3600-4200b",
	   "a reboot is a gap up to its maps, also where these have the same number");

	begin(2);
	add(0, 1, 5, -HOUR, true, true);
	add(HOUR, 1, 5, -HOUR, true, true);
	add(HOUR + 60, 2, 0, 0, false, false);
	add(HOUR + 600, 2, 7, HOUR + 500, true, true);
	add(2 * HOUR, 2, 7, HOUR + 500, true, true);
	is(2 * HOUR - 500, "3600-3660b 3660-4100p",
	   "a boot without a policy, until one is applied");
}

static void policies(void)
{
	begin(2);
	add(0, 1, 5, -HOUR, true, true);
	add(600, 1, 5, -HOUR, true, true); /* unload */
	add(HOUR, 1, 6, 1200, true, true);
	add(2 * HOUR, 1, 6, 1200, true, true);
	is(2 * HOUR - 600, "600-1200p", "unload and apply leave a gap");

	begin(2);
	add(0, 1, 5, -HOUR, true, true);
	add(HOUR, 1, 5, -HOUR, true, false);
	add(HOUR + 60, 1, 5, -HOUR, true, true);
	add(2 * HOUR, 1, 5, -HOUR, true, true);
	is(HOUR - 60, "0-3660a",
	   "where a device had lost its programs, since the record before");

	begin(1);
	add(0, 1, 5, -HOUR, false, false);
	add(HOUR, 1, 5, -HOUR, true, true);
	is(0, "0-3600p", "maps under the empty slot judge nothing");
}

static void clocks(void)
{
	begin(2);
	add(0, 1, 5, -HOUR, true, true);
	add(HOUR, 1, 5, -HOUR, true, true);
	add(HOUR / 2, 1, 5, -HOUR, true, true);
	add(2 * HOUR, 1, 5, -HOUR, true, true);
	is(2 * HOUR, "", "a clock set back covers no hour twice");

	begin(1);
	add(0, 1, 5, -HOUR, true, true);
	add(HOUR, 2, 6, -5 * HOUR, true, true);
	is(HOUR, "", "maps that claim to be older than the record before");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(12);
	hours();
	boots();
	policies();
	clocks();
	ledger_cover_free(&cover);
	ksft_finished();
}
