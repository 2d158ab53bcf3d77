// SPDX-License-Identifier: GPL-2.0
/*
 * Numbers and times as people say them, and cells as spreadsheets read them.
 * What is put into them is tried by cli/devices.sh and cli/census_hostile.sh.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/human.h"
#include "kselftest.h"

static bool size_is(uint64_t bytes, const char *wanted)
{
	char buf[HUMAN_LEN];

	return !strcmp(human_size(bytes, buf), wanted);
}

static bool ago_is(int64_t seconds, const char *wanted)
{
	char buf[HUMAN_LEN];

	return !strcmp(human_ago(1000000000, 1000000000 - seconds * 1000, buf),
		       wanted);
}

static bool count_is(uint64_t count, const char *wanted)
{
	char buf[HUMAN_LEN];

	return !strcmp(human_count(count, buf), wanted);
}

static void human(void)
{
	ksft_test_result(
		size_is(0, "0 B") && size_is(999, "999 B") &&
			size_is(1000, "1.0 kB") && size_is(9999, "9.9 kB") &&
			size_is(10000, "10 kB") && size_is(999999, "999 kB") &&
			size_is(1000000, "1.0 MB") &&
			size_is(UINT64_MAX, "18 EB"),
		"sizes\n");
	ksft_test_result(
		ago_is(-5, "now") && ago_is(0, "now") && ago_is(1, "1 s ago") &&
			ago_is(119, "119 s ago") && ago_is(120, "2 min ago") &&
			ago_is(7199, "119 min ago") &&
			ago_is(7200, "2 h ago") &&
			ago_is(48 * 3600, "2 days ago"),
		"times\n");
	ksft_test_result(count_is(0, "0") && count_is(999, "999") &&
				 count_is(1000, "1,000") &&
				 count_is(UINT64_MAX,
					  "18,446,744,073,709,551,615"),
			 "counts\n");
}

/* The text of one row with these cells. */
static bool row_is(const char *const *cells, const char *wanted)
{
	char *text = NULL;
	struct csv csv = { 0 };
	size_t len;
	bool same;

	csv.out = open_memstream(&text, &len);
	for (; *cells; cells++)
		csv_text(&csv, *cells);
	csv_end(&csv);
	fclose(csv.out);
	same = !strcmp(text, wanted);
	if (!same)
		ksft_print_msg("got %s", text);
	free(text);
	return same;
}

static void cells(void)
{
	static const char *const plain[] = { "a", "", "b c", NULL };
	static const char *const quoted[] = { "a,b", "a\"b", "a\nb", NULL };
	static const char *const formulas[] = { "=1",  "+1",  "-1", "@a",
						"\t1", "\r1", NULL };
	static const char *const both[] = { "=\"a,b\"", "a=1", NULL };

	ksft_test_result(row_is(plain, "a,,b c\r\n"), "plain cells\n");
	ksft_test_result(row_is(quoted, "\"a,b\",\"a\"\"b\",\"a\nb\"\r\n"),
			 "quotes where needed\n");
	ksft_test_result(
		row_is(formulas,
		       "\"'=1\",\"'+1\",\"'-1\",\"'@a\",\"'\t1\",\"'\r1\"\r\n"),
		"formulas get an apostrophe\n");
	ksft_test_result(row_is(both, "\"'=\"\"a,b\"\"\",a=1\r\n"),
			 "and both\n");
}

static void values(void)
{
	static const char *const keys[] = { "b", "a", "none", "c", "d", NULL };
	json_t *rows = json_pack("[{s:i, s:s, s:b, s:[]}, {s:n}]", "a", -1, "b",
				 "x", "c", 1, "d", "a");
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	csv_json(out, rows, keys);
	fclose(out);
	ksft_test_result(!strcmp(text,
				 "b,a,none,c,d\r\nx,-1,,true,\r\n,,,,\r\n"),
			 "values of objects, by key\n");
	free(text);
	json_decref(rows);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(8);
	human();
	cells();
	values();
	ksft_finished();
}
