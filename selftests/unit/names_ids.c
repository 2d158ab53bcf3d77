// SPDX-License-Identifier: GPL-2.0
/*
 * Ids by name: dense, stable, apart by kind and by group, bounded.
 * The map they are kept in is tried by prog_run/names_map.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kselftest.h"
#include "maps/names.h"

static void stable(struct names *names)
{
	int a = names_id(names, LC_NAME_GROUP, 0, "cameras");
	int b = names_id(names, LC_NAME_GROUP, 0, "phones");
	int zone = names_id(names, LC_NAME_ZONE, 0, "cameras");

	ksft_test_result(a > 0 && b > 0 && a != b, "two names, two ids\n");
	ksft_test_result(names_id(names, LC_NAME_GROUP, 0, "cameras") == a,
			 "the same name again has the same id\n");
	ksft_test_result(zone > 0 &&
				 !strcmp(names_text(names, LC_NAME_ZONE, zone),
					 "cameras"),
			 "a kind does not see the names of another\n");
	ksft_test_result(
		!strcmp(names_text(names, LC_NAME_GROUP, a), "cameras") &&
			!strcmp(names_text(names, LC_NAME_GROUP, b), "phones"),
		"ids give their names back\n");
}

static void rules(struct names *names)
{
	int one = names_id(names, LC_NAME_RULE, 1, "clock");
	int two = names_id(names, LC_NAME_RULE, 2, "clock");

	ksft_test_result(one > 0 && two > 0 && one != two,
			 "one rule name in two groups, two ids\n");
	ksft_test_result(names_id(names, LC_NAME_RULE, 2, "clock") == two,
			 "found again by its group\n");
}

static void bounds(struct names *names)
{
	char name[LC_NAME_LEN + 1];
	int i, id = 0;

	ksft_test_result(!names_text(names, LC_NAME_GROUP, 0) &&
				 !names_text(names, LC_NAME_GROUP, 200) &&
				 !names_text(names, LC_NAME_GROUP, 256) &&
				 !names_text(names, LC_NAME_RULE, 1u << 31),
			 "0 and unknown ids have no name\n");
	memset(name, 'a', LC_NAME_LEN);
	name[LC_NAME_LEN] = '\0';
	ksft_test_result(names_id(names, LC_NAME_GROUP, 0, name) == -EINVAL &&
				 names_id(names, LC_NAME_GROUP, 0, "") ==
					 -EINVAL,
			 "a name too long and an empty one are refused\n");
	name[LC_NAME_LEN - 1] = '\0';
	ksft_test_result(names_id(names, LC_NAME_GROUP, 0, name) > 0,
			 "the longest name fits\n");
	for (i = 0; i < 300 && id >= 0; i++) {
		snprintf(name, sizeof(name), "if%d", i);
		id = names_id(names, LC_NAME_IFACE, 0, name);
	}
	ksft_test_result(i == 256 && id == -ENOSPC,
			 "255 interfaces fit, the next is refused (%d)\n", i);
	ksft_test_result(names_id(names, LC_NAME_IFACE, 0, "if254") == 255,
			 "those that fitted keep their ids\n");
	for (i = 0, id = 0; i < 5000 && id >= 0; i++) {
		snprintf(name, sizeof(name), "rule%d", i);
		id = names_id(names, LC_NAME_RULE, 7, name);
	}
	ksft_test_result(id == -ENOSPC && i == 4095 - 2 + 1,
			 "as many rules as there are ids (%d)\n", i);
}

int main(void)
{
	struct names *names;

	ksft_print_header();
	ksft_set_plan(12);
	if (names_load(-1, &names))
		ksft_exit_fail_msg("out of memory\n");
	stable(names);
	rules(names);
	bounds(names);
	names_free(names);
	ksft_finished();
}
