// SPDX-License-Identifier: GPL-2.0
/*
 * Which command a word means: its name, what begins one name alone, and never
 * what changes the router by a part of its name.
 */
#include <string.h>

#include "kselftest.h"
#include "verbs.h"

static const struct verb verbs[] = {
	{ "apply", NULL, "", "" },   { "attempts", NULL, "", "" },
	{ "confirm", NULL, "", "" }, { "counters", NULL, "", "" },
	{ "devices", NULL, "", "" }, { "permit", NULL, "", "" },
	{ "permits", NULL, "", "" }, { "rollback", NULL, "", "" },
	{ "show", NULL, "", "" },    { "showing", NULL, "", "" },
	{ "status", NULL, "", "" },  { "unload", NULL, "", "" },
};

static const struct {
	const char *word;
	const char *verb;
} cases[] = {
	{ "devices", "devices" },
	{ "dev", "devices" },
	{ "d", "devices" },
	{ "at", "attempts" },
	{ "cou", "counters" },
	{ "show", "show" }, /* a name wins over what it begins */
	{ "showi", "showing" },
	{ "sho", "nothing" },
	{ "s", "nothing" },
	{ "co", "nothing" },
	{ "a", "nothing" },
	{ "permit", "permit" },
	{ "permi", "nothing" },
	{ "ap", "nothing" },
	{ "appl", "nothing" },
	{ "apply", "apply" },
	{ "conf", "nothing" },
	{ "unloa", "nothing" },
	{ "r", "nothing" },
	{ "rollback", "rollback" },
	{ "devicess", "nothing" },
	{ "Dev", "nothing" },
	{ "", "nothing" },
};

int main(void)
{
	const struct verb *verb;
	const char *got;
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 1);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		verb = verbs_find(verbs, ARRAY_SIZE(verbs), cases[i].word);
		got = verb ? verb->name : "nothing";
		ksft_test_result(!strcmp(got, cases[i].verb), "\"%s\": %s\n",
				 cases[i].word, got);
	}
	ksft_test_result(!verbs_find(verbs, 0, "devices"),
			 "no verbs, no verb\n");
	ksft_finished();
}
