// SPDX-License-Identifier: GPL-2.0
/*
 * The nearest of some words: slips of all kinds are seen through, other words
 * are not taken for slips.
 */
#include <string.h>

#include "kselftest.h"
#include "base/suggest.h"

static const char *const words[] = { "hikvision", "hikmicro", "dahua",
				     "any",	  "tcp",      "initiated-by",
				     "nd" };

static const struct {
	const char *word;
	const char *suggestion;
} cases[] = {
	{ "hikvison", "hikvision" }, /* left out */
	{ "hikvisiion", "hikvision" }, /* one too many */
	{ "hikvisoin", "hikvision" }, /* swapped */
	{ "HikVision", "hikvision" },
	{ "hik-vision", "hikvision" },
	{ "hikmcro", "hikmicro" }, /* the nearer one */
	{ "initiatedby", "initiated-by" },
	{ "initiated_by", "initiated-by" },
	{ "duaha", "dahua" },
	{ "tpc", "tcp" },
	{ "and", "any" },
	{ "udp", "nothing" }, /* two of three letters */
	{ "nt", "nd" },
	{ "x", "nothing" },
	{ "n", "nothing" }, /* one letter of two is no slip */
	{ "", "nothing" },
	{ "axis", "nothing" },
	{ "hikvision-europe", "nothing" },
	{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	  "nothing" },
};

int main(void)
{
	const char *got;
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 1);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		got = suggest(cases[i].word, words, ARRAY_SIZE(words));
		got = got ? got : "nothing";
		ksft_test_result(!strcmp(got, cases[i].suggestion),
				 "\"%s\": %s\n", cases[i].word, got);
	}
	ksft_test_result(!suggest("tpc", words, 0),
			 "no words, no suggestion\n");
	ksft_finished();
}
