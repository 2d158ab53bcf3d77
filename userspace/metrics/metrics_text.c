// SPDX-License-Identifier: GPL-2.0
/*
 * Series as text, in Prometheus' classic format and in OpenMetrics 1.0.
 * Which series there are is the business of metrics.c.
 */
#include "metrics/metrics_text.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

#define NO_CHARACTER "\xef\xbf\xbd" /* U+FFFD */

const char *metrics_text_type(enum metrics_dialect dialect)
{
	return dialect == METRICS_OPEN ?
		       "application/openmetrics-text; version=1.0.0; charset=utf-8" :
		       "text/plain; version=0.0.4; charset=utf-8";
}

/*
 * One octet that is not UTF-8 costs the whole scrape: Prometheus refuses it.
 * The name of a device may hold any.
 */
static void put_escaped(FILE *out, const char *text, const char *quoted)
{
	size_t left = strlen(text);
	unsigned int len;
	uint32_t code;

	for (; left; text += len, left -= len) {
		len = utf8_decode(text, left, &code);
		if (!len) {
			fputs(NO_CHARACTER, out);
			len = 1;
		} else if (*text == '\n') {
			fputs("\\n", out);
		} else if (len == 1 && strchr(quoted, *text)) {
			fputc('\\', out);
			fputc(*text, out);
		} else {
			fwrite(text, 1, len, out);
		}
	}
}

/* OpenMetrics knows a family by what its series have in common. */
static int name_len(const struct metrics_family *family,
		    enum metrics_dialect dialect)
{
	static const char *const suffixes[] = {
		[METRICS_COUNTER] = "_total",
		[METRICS_GAUGE] = "",
		[METRICS_INFO] = "_info",
	};
	size_t len = strlen(family->name);

	if (dialect == METRICS_OPEN)
		len -= strlen(suffixes[family->type]);
	return (int)len;
}

void metrics_text_family(FILE *out, const struct metrics_family *family,
			 enum metrics_dialect dialect)
{
	static const char *const types[METRICS_DIALECT_MAX][3] = {
		[METRICS_CLASSIC] = { "counter", "gauge", "gauge" },
		[METRICS_OPEN] = { "counter", "gauge", "info" },
	};
	int len = name_len(family, dialect);

	fprintf(out, "# HELP %.*s ", len, family->name);
	put_escaped(out, family->help, dialect == METRICS_OPEN ? "\\\"" : "\\");
	fprintf(out, "\n# TYPE %.*s %s\n", len, family->name,
		types[dialect][family->type]);
}

void metrics_text_series(FILE *out, const struct metrics_family *family,
			 const char *const *values, uint64_t value)
{
	const char *label = family->labels;
	char mark = '{';
	size_t len;

	fputs(family->name, out);
	for (; *label; label += len + (label[len] == ',')) {
		len = strcspn(label, ",");
		fputc(mark, out);
		fwrite(label, 1, len, out);
		fputs("=\"", out);
		put_escaped(out, *values ? *values : "none", "\\\"");
		fputc('"', out);
		mark = ',';
		values++;
	}
	fprintf(out, "%s %" PRIu64 "\n", *family->labels ? "}" : "", value);
}

void metrics_text_end(FILE *out, enum metrics_dialect dialect)
{
	if (dialect == METRICS_OPEN)
		fputs("# EOF\n", out);
}
