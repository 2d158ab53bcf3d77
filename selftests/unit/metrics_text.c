// SPDX-License-Identifier: GPL-2.0
/*
 * The text format of metrics: escapes, sums, order, folding.
 * What is measured is tried by cli/metrics.sh.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "metrics.h"

static char *text;
static size_t size;

static int print(struct metrics *metrics)
{
	FILE *out;
	int err;

	free(text);
	text = NULL;
	out = open_memstream(&text, &size);
	err = metrics_print(metrics, out);
	fclose(out);
	return err;
}

static const struct metrics_family family = {
	.name = "t_total",
	.help = "A test.",
	.type = METRICS_COUNTER,
	.labels = "zone,reason,verdict",
	.kept = "verdict",
	.limit = 3,
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

	add(metrics, "b", "x", "drop", 1);
	add(metrics, "a", NULL, "drop", 0);
	add(metrics, "b", "x", "drop", 5000000000ull);
	ksft_test_result(
		!print(metrics) &&
			!strcmp(text,
				"# HELP t_total A test.\n"
				"# TYPE t_total counter\n"
				"t_total{zone=\"a\",reason=\"none\",verdict=\"drop\"} 0\n"
				"t_total{zone=\"b\",reason=\"x\",verdict=\"drop\"} 5000000001\n"),
		"sums, order, none for what is not there\n");
	metrics = metrics_new(&family);
	add(metrics, "a\"b\\c\nd", "x", "drop", 1);
	ksft_test_result(!print(metrics) &&
				 strstr(text, "{zone=\"a\\\"b\\\\c\\nd\","),
			 "quotes, backslashes and line ends are escaped\n");
	ksft_test_result(!print(metrics_new(&family)) && !*text,
			 "a family without series is silent\n");
}

static void folded(void)
{
	struct metrics *metrics = metrics_new(&family);
	char name[16];
	int i;

	for (i = 0; i < 10; i++) {
		snprintf(name, sizeof(name), "z%d", i);
		add(metrics, name, "x", i % 2 ? "drop" : "pass", 1);
	}
	ksft_test_result(!print(metrics),
			 "ten series where three are allowed\n");
	ksft_test_result(strstr(text, "zone=\"z2\"") && !strstr(text, "z3"),
			 "the first three stay\n");
	ksft_test_result(
		strstr(text,
		       "{zone=\"other\",reason=\"other\",verdict=\"drop\"} 4\n") &&
			strstr(text,
			       "{zone=\"other\",reason=\"other\",verdict=\"pass\"} 3\n"),
		"the rest is added up as other, apart by verdict\n");
}

static void gauge(void)
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
	ksft_test_result(!print(metrics) && strstr(text, "gauge\nt_bare 7\n"),
			 "a gauge without labels\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(7);
	plain();
	folded();
	gauge();
	free(text);
	ksft_finished();
}
