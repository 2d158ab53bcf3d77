// SPDX-License-Identifier: GPL-2.0
/*
 * The report's words: each language has all of them, with the same arguments,
 * and writes numbers and dates its own way.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "report/report_words.h"

/* Which arguments a text uses, a bit each; -1 where its braces are odd. */
static int arguments(const char *text)
{
	int used = 0;

	for (; (text = strchr(text, '{')); text++) {
		const char *end = strchr(text, '}'), *bar;

		if (!end || text[1] < '0' || text[1] >= '0' + REPORT_ARGS_MAX)
			return -1;
		if (text[2] == '}') {
			used |= 1 << (text[1] - '0');
			continue;
		}
		bar = text[2] == ':' ? strchr(text, '|') : NULL;
		if (!bar || bar > end)
			return -1;
	}
	return used;
}

/* A figure's label has its number beside it, not in it. */
static bool agrees(const char *text, const char *first)
{
	return arguments(text) >= 0 && arguments(text) == arguments(first);
}

static void complete(const struct report_language *language)
{
	const struct report_language *first = report_language(0);
	int word, missing = 0, odd = 0;

	for (word = 0; word < WORD_MAX; word++) {
		const char *text = language->words[word];

		if (!text || !*text) {
			ksft_print_msg("%s lacks word %d\n", language->code,
				       word);
			missing++;
		} else if (!agrees(text, first->words[word])) {
			ksft_print_msg("%s: \"%s\"\n", language->code, text);
			odd++;
		}
	}
	ksft_test_result(!missing, "%s has all words\n", language->code);
	ksft_test_result(!odd, "%s has the arguments of the first language\n",
			 language->code);
}

static bool says(const struct report_language *language, enum report_word word,
		 const struct report_arg *args, const char *want)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);
	bool same;

	report_say(out, language, word, args);
	fclose(out);
	same = !strcmp(text, want);
	if (!same)
		ksft_print_msg("got \"%s\"\n", text);
	free(text);
	return same;
}

static void written(void)
{
	const struct report_language *en = report_language_find("en");
	const struct report_language *de = report_language_find("de");
	char number[REPORT_NUMBER_LEN], date[REPORT_DATE_LEN];

	ksft_test_result(
		says(en, WORD_SITES, REPORT_ARGS(ARG_NUMBER(1)), "1 site") &&
			says(en, WORD_SITES, REPORT_ARGS(ARG_NUMBER(1234567)),
			     "1,234,567 sites") &&
			says(de, WORD_SITES, REPORT_ARGS(ARG_NUMBER(1000)),
			     "1.000 Standorte"),
		"one, many and thousands\n");
	ksft_test_result(says(en, WORD_VERDICT_PASSED_BY,
			      REPORT_ARGS(ARG_TEXT("a{0}b{9}")),
			      "passed by rule a{0}b{9}"),
			 "braces in an argument are text\n");
	ksft_test_result(!strcmp(report_moment(en, 1796083200, date),
				 "1 December 2026, 00:00 UTC") &&
				 !strcmp(report_date(de, 1772409600, date),
					 "2. März 2026") &&
				 !*report_date(en, 0, date),
			 "dates\n");
	ksft_test_result(
		!strcmp(report_percent(en, 9921, 10000, number), "99.2 %") &&
			!strcmp(report_percent(de, 1, 3, number), "33,3 %"),
		"percentages\n");
	ksft_test_result(
		!strcmp(report_percent(en, 999999999, 1000000000, number),
			"99.9 %") &&
			!strcmp(report_percent(en, 7, 7, number), "100.0 %") &&
			!strcmp(report_percent(en, 0, 0, number), "0.0 %"),
		"which are not rounded up to all\n");
	ksft_test_result(!strcmp(report_number(en, UINT64_MAX, number),
				 "18,446,744,073,709,551,615"),
			 "the largest number\n");
	ksft_test_result(!report_language_find("tlh"),
			 "a language that there is not\n");
}

int main(void)
{
	unsigned int i;

	ksft_print_header();
	ksft_set_plan(11);
	for (i = 0; report_language(i); i++)
		complete(report_language(i));
	written();
	ksft_finished();
}
