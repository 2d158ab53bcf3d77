// SPDX-License-Identifier: GPL-2.0
/*
 * What comes from outside, as it stands in HTML, in CSS and in CSV.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/html.h"
#include "kselftest.h"

typedef void (*writer)(FILE *out, const char *text);

static void check(writer write, const char *text, const char *want,
		  const char *name)
{
	char *got = NULL;
	size_t len;
	FILE *out = open_memstream(&got, &len);
	bool same;

	write(out, text);
	fclose(out);
	same = !strcmp(got, want);
	if (!same)
		ksft_print_msg("got %s\n", got);
	ksft_test_result(same, "%s\n", name);
	free(got);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(18);
	check(html_text, "<a href=\"x\" id='y'>&amp;",
	      "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;",
	      "HTML: tags, quotes, ampersands");
	check(html_text, "\xd7\x90 \xc3\xa4 \xf0\x9f\x93\xb7",
	      "\xd7\x90 \xc3\xa4 \xf0\x9f\x93\xb7", "HTML: letters stay");
	check(html_text, "a\xe2\x80\256b\x1b[2J", "a\\u{202E}b\\u{001B}[2J",
	      "HTML: controls are shown");
	check(html_text, "\xff<\xc3", "\\x{FF}&lt;\\x{C3}",
	      "HTML: so is what is not UTF-8");
	check(html_text, "\xe2\x80", "\\x{E2}\\x{80}",
	      "HTML: and what is cut short");
	check(html_foreign, "<", "<bdi>&lt;</bdi>", "HTML: kept apart");
	check(html_css_text, "a\"b\\c</style>\n",
	      "a\\22 b\\5c c\\3c /style\\3e \\a ",
	      "CSS: strings end where they do");
	check(csv_cell, "plain text", "plain text", "CSV: plain");
	check(csv_cell, "a,b", "\"a,b\"", "CSV: a comma");
	check(csv_cell, "a\"b\r\nc", "\"a\"\"b\r\nc\"",
	      "CSV: quotes and lines");
	check(csv_cell, "=1+1", "\"'=1+1\"", "CSV: a formula");
	check(csv_cell, "+1", "\"'+1\"", "CSV: with a plus");
	check(csv_cell, "-1", "\"'-1\"", "CSV: with a minus");
	check(csv_cell, "@A1", "\"'@A1\"", "CSV: with an at");
	check(csv_cell, "\t=1", "\"'\t=1\"", "CSV: behind a tab");
	check(csv_cell, "\r=1", "\"'\r=1\"", "CSV: behind a return");
	check(csv_cell, "\n =1", "\"'\n =1\"", "CSV: behind spaces");
	check(csv_cell, "a=1", "a=1", "CSV: not at the beginning");
	ksft_finished();
}
