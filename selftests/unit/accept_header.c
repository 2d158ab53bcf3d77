// SPDX-License-Identifier: GPL-2.0
/*
 * Which dialect of metrics a header Accept gets: what Prometheus sends, weights,
 * and headers that nobody should send.
 */
#include "metrics/accept.h"
#include "kselftest.h"

#define OPEN "application/openmetrics-text"

static const struct {
	const char *header;
	enum metrics_dialect dialect;
} cases[] = {
	{ NULL, METRICS_CLASSIC },
	{ "", METRICS_CLASSIC },
	{ "*/*", METRICS_CLASSIC },
	{ "text/html,application/xhtml+xml,*/*;q=0.8", METRICS_CLASSIC },
	/* Prometheus 2.42 and 2.53, and a text/plain-only scrape of 3.0 */
	{ OPEN ";version=1.0.0," OPEN
	       ";version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
	  METRICS_OPEN },
	{ "application/vnd.google.protobuf;encoding=delimited;q=0.6," OPEN
	  ";version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
	  METRICS_OPEN },
	{ "text/plain;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5",
	  METRICS_CLASSIC },
	{ OPEN, METRICS_OPEN },
	{ "Application/OpenMetrics-Text; Version=\"1.0.0\"", METRICS_OPEN },
	{ OPEN " ; version = 1.0.0", METRICS_CLASSIC },
	{ OPEN ";version=2.0.0", METRICS_CLASSIC },
	{ OPEN ";version=0.0.1", METRICS_CLASSIC },
	{ OPEN ";q=0", METRICS_CLASSIC },
	{ OPEN ";q=0.000, text/plain", METRICS_CLASSIC },
	{ OPEN ";q=0.4, text/plain;q=0.5", METRICS_CLASSIC },
	{ "text/plain;q=0.4, " OPEN ";q=0.5", METRICS_OPEN },
	{ OPEN ", text/plain", METRICS_OPEN },
	/* the most exact range counts for the type */
	{ OPEN ";q=0.5, text/plain;q=0.1, */*;q=0.9", METRICS_OPEN },
	{ OPEN ";q=0.5, text/*;q=0.8, */*;q=0.1", METRICS_CLASSIC },
	{ OPEN ";q=0.5, */*;q=0.8", METRICS_CLASSIC },
	{ OPEN ";q=1.001", METRICS_CLASSIC },
	{ OPEN ";q=2", METRICS_CLASSIC },
	{ OPEN ";q=0.1234", METRICS_CLASSIC },
	{ OPEN ";q=", METRICS_CLASSIC },
	{ OPEN ";q", METRICS_OPEN },
	{ OPEN ";q=x", METRICS_CLASSIC },
	{ OPEN ";a=\"x,text/plain;q=0.9\";q=0.5", METRICS_OPEN },
	{ ";;;,,,=,\"", METRICS_CLASSIC },
	{ "\"" OPEN, METRICS_CLASSIC },
	{ "," OPEN ",", METRICS_OPEN },
	{ OPEN "x", METRICS_CLASSIC },
	{ "x" OPEN, METRICS_CLASSIC },
	{ OPEN ";a=\"\\", METRICS_OPEN },
};

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(sizeof(cases) / sizeof(*cases));
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *header = cases[i].header;
		const char *shown = header ? header : "";

		ksft_test_result(accept_dialect(header) == cases[i].dialect,
				 "\"%s\"\n", shown);
	}
	ksft_finished();
}
