// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as a site's report: it is refused in words, or gives a page without
 * a tag that is not ours, CSV, and JSON that reads back to the same.
 */
#include <stdlib.h>
#include <string.h>

#include "lib_fuzz.h"
#include "report/report_csv.h"
#include "report/report_html.h"
#include "report/report_json.h"

static void json_of(const struct report *report, char **text, size_t *len)
{
	struct report_sum *sum = report_sum(report);
	FILE *out = open_memstream(text, len);

	FUZZ_MUST(sum && out);
	FUZZ_MUST(!report_json_write(report, sum, out));
	FUZZ_MUST(!fclose(out));
	report_sum_free(sum);
}

static void page_of(const struct report *report, unsigned int language)
{
	struct report_sum *sum = report_sum(report);
	char *text;
	size_t len;

	FUZZ_MUST(sum);
	FUZZ_MUST(!report_html(report, sum, report_language(language), &text,
			       &len));
	FUZZ_MUST(strlen(text) == len);
	FUZZ_MUST(!strstr(text, "<script") && !strstr(text, "<img") &&
		  !strstr(text, "<a href=\"h"));
	free(text);
	report_sum_free(sum);
}

/* No cell is what a spreadsheet computes, with quotes around it or without. */
static void table_of(const struct report *report)
{
	bool quoted = false, begins = true;
	char *text, *at;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	FUZZ_MUST(out && !report_csv_table(report, "attempts", out));
	FUZZ_MUST(!fclose(out));
	for (at = text; *at; at++) {
		if (*at == '"') {
			quoted = !quoted;
			continue;
		}
		FUZZ_MUST(!begins || !strchr("=+-@\t", *at));
		begins = !quoted && (*at == ',' || *at == '\n');
	}
	free(text);
}

static void again(const char *text, size_t len)
{
	struct report *report = report_new();
	struct fault fault = { "" };
	char *other;
	size_t other_len;

	FUZZ_MUST(report);
	FUZZ_MUST(!report_json_read(fuzz_file(1, text, len), report, &fault));
	/* but for when it was made */
	json_of(report, &other, &other_len);
	FUZZ_MUST(other_len == len && !memcmp(other, text, len));
	free(other);
	report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct report *report = report_new();
	struct fault fault = { "" };
	char *text;
	size_t len;
	int err;

	FUZZ_MUST(report);
	err = report_json_read(fuzz_file(0, data, size), report, &fault);
	if (err) {
		FUZZ_MUST(*fault.text);
	} else {
		json_of(report, &text, &len);
		again(text, len);
		free(text);
		page_of(report, size % 2);
		table_of(report);
	}
	report_free(report);
	return 0;
}
