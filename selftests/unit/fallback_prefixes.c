// SPDX-License-Identifier: GPL-2.0
/*
 * The addresses of the fallback: prefixes within prefixes become ranges that
 * do not touch, single addresses stand apart.
 */
#include <stdlib.h>
#include <string.h>

#include "guard/fallback.h"
#include "kselftest.h"
#include "lib_guard.h"
#include "port/netdev.h"

#define POLICY "version: 1\ninterfaces: [{name: lan0}]\ngroups:\n"
#define BANNED(list) "- {name: banned, prefixes: [" list "]}\n"
#define WATCHED(list) "- {name: watched, mode: monitor, prefixes: [" list "]}\n"

static const struct {
	const char *name;
	const char *policy;
	const char *defines; /* NULL: there is no fallback */
} cases[] = {
	{ "one prefix", POLICY BANNED("\"44:19:b6/24\""),
	  "define prefixes = {\n"
	  "\t44:19:b6:00:00:00-44:19:b6:ff:ff:ff : jump class_1,\n"
	  "}\n\n" },
	{ "neighbours are one range",
	  POLICY BANNED(
		  "\"44:19:b6/24\", \"44:19:b7/24\", \"44:19:b8:00:00:00/28\""),
	  "define prefixes = {\n"
	  "\t44:19:b6:00:00:00-44:19:b8:0f:ff:ff : jump class_1,\n"
	  "}\n\n" },
	{ "what is watched parts what is not",
	  POLICY BANNED("\"44:19:b6/24\"") WATCHED("\"44:19:b6:10:00:00/28\""),
	  "define prefixes = {\n"
	  "\t44:19:b6:00:00:00-44:19:b6:0f:ff:ff : jump class_1,\n"
	  "\t44:19:b6:10:00:00-44:19:b6:1f:ff:ff : jump class_2,\n"
	  "\t44:19:b6:20:00:00-44:19:b6:ff:ff:ff : jump class_1,\n"
	  "}\n\n" },
	{ "at both ends, and three deep",
	  POLICY BANNED("\"44:19:b6/24\", \"44:19:b6:20:10:00/36\"") WATCHED(
		  "\"44:19:b6:00:00:00/28\", \"44:19:b6:20:00:00/28\", \"44:19:b6:f0:00:00/28\""),
	  "define prefixes = {\n"
	  "\t44:19:b6:00:00:00-44:19:b6:0f:ff:ff : jump class_2,\n"
	  "\t44:19:b6:10:00:00-44:19:b6:1f:ff:ff : jump class_1,\n"
	  "\t44:19:b6:20:00:00-44:19:b6:20:0f:ff : jump class_2,\n"
	  "\t44:19:b6:20:10:00-44:19:b6:20:1f:ff : jump class_1,\n"
	  "\t44:19:b6:20:20:00-44:19:b6:2f:ff:ff : jump class_2,\n"
	  "\t44:19:b6:30:00:00-44:19:b6:ef:ff:ff : jump class_1,\n"
	  "\t44:19:b6:f0:00:00-44:19:b6:ff:ff:ff : jump class_2,\n"
	  "}\n\n" },
	{ "the last prefix of all",
	  POLICY BANNED("\"fe:ff:ff/24\", \"fe:ff:ff:ff:ff:f0/48\""),
	  "define prefixes = {\n"
	  "\tfe:ff:ff:00:00:00-fe:ff:ff:ff:ff:ff : jump class_1,\n"
	  "}\n\n"
	  "define macs = {\n"
	  "\tfe:ff:ff:ff:ff:f0 : jump class_1,\n"
	  "}\n\n" },
	{ "single addresses, neighbours too",
	  POLICY BANNED("\"00:11:22:33:44:55/48\", \"00:11:22:33:44:57/48\""),
	  "define macs = {\n"
	  "\t00:11:22:33:44:55 : jump class_1,\n"
	  "\t00:11:22:33:44:57 : jump class_1,\n"
	  "}\n\n" },
	{ "only watched", POLICY WATCHED("\"44:19:b6/24\""), NULL },
	{ "all is only watched",
	  "mode: monitor\n" POLICY BANNED("\"44:19:b6/24\""), NULL },
	{ "boot says pass",
	  "boot: {on-failure: pass}\n" POLICY BANNED("\"44:19:b6/24\""), NULL },
	{ "boot says drop",
	  "boot: {on-failure: drop}\n" POLICY BANNED("\"44:19:b6/24\""),
	  "define prefixes = {\n"
	  "\t44:19:b6:00:00:00-44:19:b6:ff:ff:ff : jump class_1,\n"
	  "}\n\n" },
};

/* From the first define to the first table. */
static bool same_defines(const char *text, const char *wanted)
{
	const char *from = text ? strstr(text, "define ") : NULL;
	const char *to = from ? strstr(from, "table ") : NULL;

	if (!text || !wanted)
		return !text && !wanted;
	return to && (size_t)(to - from) == strlen(wanted) &&
	       !memcmp(from, wanted, to - from);
}

int main(void)
{
	const struct netdevs none = { 0 };
	struct lib_guard_made made;
	size_t i, len;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct fallback_input in = { .devs = &none };
		char *text;
		bool same;

		lib_guard_begin(cases[i].policy, &made);
		in.policy = made.policy;
		in.site = made.site;
		in.listing = made.listing;
		if (fallback_text(&in, &text, &len))
			ksft_exit_fail_msg("no text\n");
		same = same_defines(text, cases[i].defines);
		if (!same)
			ksft_print_msg("%s", text ? text : "nothing");
		ksft_test_result(same, "%s\n", cases[i].name);
		free(text);
		lib_guard_end(&made);
	}
	ksft_finished();
}
