// SPDX-License-Identifier: GPL-2.0
/*
 * An unlisted frame meets no call, in either program: what is left of calls is
 * counted in the instructions that the JIT was given. No time is measured.
 */
#include <stdio.h>
#include <string.h>

#include "../bench/_calls.h"
#include "kselftest.h"
#include "lib_programs.h"
#include "maps/object.h"

static void check(const struct object *obj, enum lc_direction direction,
		  const char *name)
{
	int calls = calls_print(obj->progs[direction], name);

	if (calls > 0 && !programs_inlined())
		ksft_test_result_skip("%s: %d calls, before Linux 6.10\n", name,
				      calls);
	else
		ksft_test_result(calls == 0, "%s: no call\n", name);
}

int main(void)
{
	struct object obj = OBJECT_NONE;
	struct fault fault = { "" };

	ksft_print_header();
	ksft_set_plan(2);
	if (object_load(false, &obj, &fault))
		ksft_exit_fail_msg("%s\n", fault.text);
	check(&obj, LC_INGRESS, "ingress");
	check(&obj, LC_EGRESS, "egress");
	object_close(&obj);
	ksft_finished();
}
