// SPDX-License-Identifier: GPL-2.0
/*
 * What the ledger knows by number: found by what it is and by its number, taken
 * out again, and let go where there is hardly room for others.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "ledger/ledger_state.h"

static struct ledger_state state;

static void keys(void)
{
	struct ledger_table *table = &state.tables[LEDGER_COUNTERS];
	struct ledger_row *row = ledger_table_add(table, 0, "a", "{}");

	ksft_test_result(row && row->id == 1, "numbers begin at 1\n");
	row = ledger_table_add(table, 7, "b", "{}");
	ksft_test_result(row && row->id == 7 &&
				 ledger_table_add(table, 0, "c", "{}")->id == 8,
			 "and go on behind the highest\n");
	ksft_test_result(ledger_table_find(table, "b") ==
					 ledger_table_by_id(table, 7) &&
				 !ledger_table_find(table, "d") &&
				 !ledger_table_by_id(table, 2),
			 "found by key and by number\n");
}

static void objects(void)
{
	json_t *null = json_loads(
		"{\"mac\":\"m\",\"interface\":null,\"vlan\":7}", 0, NULL);
	json_t *text = json_loads(
		"{\"mac\":\"m\",\"interface\":\"-\",\"vlan\":7}", 0, NULL);
	json_t *less =
		json_loads("{\"mac\":\"m\",\"interface\":\"-\"}", 0, NULL);
	char *a = ledger_key(LEDGER_DEVICES, null);
	char *b = ledger_key(LEDGER_DEVICES, text);

	ksft_test_result(a && b && strcmp(a, b),
			 "what is null is no name of any kind\n");
	ksft_test_result(!ledger_key(LEDGER_DEVICES, less) &&
				 !ledger_key(LEDGER_DEVICES, NULL),
			 "what lacks a member has no key\n");
	free(a);
	free(b);
	json_decref(null);
	json_decref(text);
	json_decref(less);
}

static void full(void)
{
	struct ledger_table *table = &state.tables[LEDGER_DEVICES];
	const unsigned int most = LEDGER_ROWS_MAX / 4 * 3;
	struct ledger_row *row;
	unsigned int i;
	char key[64];

	for (i = 0; i < most - 1; i++) {
		snprintf(key, sizeof(key), "%u", i);
		row = ledger_table_add(table, 0, key, "{}");
		if (!row)
			ksft_exit_fail_msg("no room\n");
		row->last = i;
	}
	ledger_state_trim(&state);
	ksft_test_result(table->count == most - 1,
			 "nobody goes while there is room\n");
	ledger_table_add(table, 0, "last", "{}")->last = i;
	ledger_state_trim(&state);
	ksft_test_result(table->count == most / 2 &&
				 !ledger_table_find(table, "0") &&
				 ledger_table_find(table, "last"),
			 "then those who were not seen for longest\n");
	row = ledger_table_find(table, "last");
	ksft_test_result(row && ledger_table_by_id(table, row->id) == row &&
				 ledger_table_add(table, 0, "n", "{}")->id ==
					 most + 1,
			 "numbers stay, and none is used again\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(8);
	keys();
	objects();
	full();
	ledger_table_free(&state.tables[LEDGER_DEVICES]);
	ledger_table_free(&state.tables[LEDGER_COUNTERS]);
	ksft_finished();
}
