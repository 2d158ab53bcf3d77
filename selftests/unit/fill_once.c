// SPDX-License-Identifier: GPL-2.0
/*
 * A table that becomes full is told once, however its rows come and go about that,
 * and again only after it had room.
 */
#include "event/fill.h"
#include "kselftest.h"

static uint64_t now = 5000;

static bool look(struct fill *fill, uint64_t taken, uint64_t lost)
{
	return fill_look(fill, taken, 100, lost, now);
}

int main(void)
{
	struct fill fill = { 0 }, lossy = { 0 }, late = { 0 };
	unsigned int told = 0, i;

	ksft_print_header();
	ksft_set_plan(10);
	ksft_test_result(!look(&fill, 94, 0), "94 of 100\n");
	ksft_test_result(look(&fill, 95, 0), "95 are full\n");
	for (i = 0; i < 10; i++)
		told += look(&fill, i % 2 ? 85 : 100, 0);
	ksft_test_result(!told, "up and down about it is no news\n");
	ksft_test_result(!look(&fill, 84, 0) && look(&fill, 100, 0),
			 "after it had room it is\n");
	ksft_test_result(!look(&lossy, 10, 0) && look(&lossy, 10, 1),
			 "what finds no place is, too\n");
	ksft_test_result(!look(&lossy, 10, 2), "once\n");
	look(&lossy, 10, 2);
	ksft_test_result(!look(&lossy, 10, 3), "nor after a while without\n");
	now += FILL_QUIET;
	look(&lossy, 10, 3);
	ksft_test_result(look(&lossy, 10, 4), "after a long one it is\n");
	now += FILL_QUIET;
	look(&lossy, 10, 4);
	ksft_test_result(!look(&lossy, 10, 0),
			 "a table that was made anew is none\n");
	ksft_test_result(look(&late, 10, 7),
			 "what was lost before the first look is told\n");
	ksft_finished();
}
