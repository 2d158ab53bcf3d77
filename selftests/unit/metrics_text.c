// SPDX-License-Identifier: GPL-2.0
/*
 * Metrics as text: escapes, sums, order, folding, and what the two dialects
 * have differently. What is measured is tried by cli/metrics.sh.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "metrics/metrics.h"

static char *text;
static size_t size;

static int print(struct metrics *metrics, enum metrics_dialect dialect)
{
	FILE *out;
	int err;

	free(text);
	text = NULL;
	out = open_memstream(&text, &size);
	err = metrics_print(metrics, out, dialect);
	fclose(out);
	return err;
}

static const struct metrics_family family = {
	.name = "t_total",
	.help = "A \"test\".",
	.type = METRICS_COUNTER,
	.labels = "zone,reason,verdict",
	.lossy = "reason",
	.kept = "verdict",
	.limit = 4,
};

static void add(struct metrics *metrics, const char *zone, const char *reason,
		const char *verdict, uint64_t value)
{
	const char *const values[] = { zone, reason, verdict };

	metrics_add(metrics, values, value);
}

static void plain(void)
{
	struct metrics *metrics = metrics_new(&family);
	char again[] = "b";

	add(metrics, "b", "x", "drop", 1);
	add(metrics, "a", NULL, "drop", 0);
	add(metrics, again, "x", "drop", 5000000000ull);
	ksft_test_result(
		!print(metrics, METRICS_CLASSIC) &&
			!strcmp(text,
				"# HELP t_total A \"test\".\n"
				"# TYPE t_total counter\n"
				"t_total{zone=\"a\",reason=\"none\",verdict=\"drop\"} 0\n"
				"t_total{zone=\"b\",reason=\"x\",verdict=\"drop\"} 5000000001\n"),
		"sums, order, none for what is not there\n");
	metrics = metrics_new(&family);
	add(metrics, "a\"b\\c\nd\xff\xe2\x82", "x", "drop", 1);
	ksft_test_result(
		!print(metrics, METRICS_CLASSIC) &&
			strstr(text,
			       "{zone=\"a\\\"b\\\\c\\nd\xef\xbf\xbd\xef\xbf\xbd"),
		"quotes, backslashes, line ends are escaped, and what is no UTF-8\n");
	ksft_test_result(!print(metrics_new(&family), METRICS_CLASSIC) &&
				 !strcmp(strchr(text, '\n'),
					 "\n# TYPE t_total counter\n"),
			 "a family without series says that there is one\n");
}

static void folded_once(void)
{
	struct metrics *metrics = metrics_new(&family);
	static const char *const reasons[] = { "r0", "r1", "r2", "r3", "r4",
					       "r5", "r6", "r7", "r8", "r9" };
	int i;

	for (i = 0; i < 10; i++)
		add(metrics, "z", reasons[i], "drop", 1);
	ksft_test_result(!print(metrics, METRICS_CLASSIC) &&
				 strstr(text, "reason=\"r3\"") &&
				 !strstr(text, "reason=\"r4\""),
			 "ten series where four are allowed: they stay\n");
	ksft_test_result(
		!!strstr(text,
			 "{zone=\"z\",reason=\"other\",verdict=\"drop\"} 6\n"),
		"the reason of the rest is other, and its zone what it was\n");
}

static void folded_twice(void)
{
	struct metrics *metrics = metrics_new(&family);
	char names[10][16];
	int i;

	for (i = 0; i < 10; i++) {
		snprintf(names[i], sizeof(names[i]), "z%d", i);
		add(metrics, names[i], "x", i % 2 ? "drop" : "pass", 1);
	}
	ksft_test_result(!print(metrics, METRICS_CLASSIC) &&
				 strstr(text, "zone=\"z3\"") &&
				 !strstr(text, "z4"),
			 "where the reason does not help, zones go too\n");
	ksft_test_result(
		strstr(text,
		       "{zone=\"other\",reason=\"other\",verdict=\"drop\"} 3\n") &&
			strstr(text,
			       "{zone=\"other\",reason=\"other\",verdict=\"pass\"} 3\n"),
		"the rest is added up as other, apart by verdict\n");
}

static void many(void)
{
	struct metrics *metrics = metrics_new(&family);
	int i;

	for (i = 0; i < 100000; i++)
		add(metrics, i % 2 ? "a" : "b", i % 3 ? "x" : "y", "drop", 1);
	ksft_test_result(
		!print(metrics, METRICS_CLASSIC) &&
			strstr(text,
			       "{zone=\"a\",reason=\"x\",verdict=\"drop\"} 33333\n") &&
			strstr(text,
			       "{zone=\"b\",reason=\"y\",verdict=\"drop\"} 16667\n"),
		"a hundred thousand are four\n");
}

static void open_metrics(void)
{
	static const struct metrics_family info = {
		.name = "t_info",
		.help = "How.",
		.type = METRICS_INFO,
		.labels = "how",
		.limit = 3,
	};
	struct metrics *metrics = metrics_new(&family);
	const char *how = "so";

	add(metrics, "a", "x", "drop", 7);
	ksft_test_result(
		!print(metrics, METRICS_OPEN) &&
			!strcmp(text,
				"# HELP t A \\\"test\\\".\n"
				"# TYPE t counter\n"
				"t_total{zone=\"a\",reason=\"x\",verdict=\"drop\"} 7\n"),
		"OpenMetrics: a counter's family has no _total\n");
	metrics = metrics_new(&info);
	metrics_add(metrics, &how, 1);
	ksft_test_result(!print(metrics, METRICS_OPEN) &&
				 !strcmp(text, "# HELP t How.\n# TYPE t info\n"
					       "t_info{how=\"so\"} 1\n"),
			 "OpenMetrics: an info is one\n");
	metrics = metrics_new(&info);
	metrics_add(metrics, &how, 1);
	ksft_test_result(!print(metrics, METRICS_CLASSIC) &&
				 strstr(text, "# TYPE t_info gauge\n"),
			 "classic: an info is a gauge\n");
}

static void without_labels(void)
{
	const struct metrics_family bare = {
		.name = "t_bare",
		.help = "A test.",
		.type = METRICS_GAUGE,
		.labels = "",
		.limit = 3,
	};
	struct metrics *metrics = metrics_new(&bare);

	metrics_add(metrics, NULL, 7);
	ksft_test_result(!print(metrics, METRICS_OPEN) &&
				 strstr(text, "gauge\nt_bare 7\n"),
			 "a gauge without labels\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(12);
	plain();
	folded_once();
	folded_twice();
	many();
	open_metrics();
	without_labels();
	free(text);
	ksft_finished();
}
