// SPDX-License-Identifier: GPL-2.0
/*
 * So many in a minute, and each of the others in a number, once.
 */
#include "base/allowance.h"
#include "kselftest.h"

#define MINUTE ALLOWANCE_WINDOW

static unsigned int take(struct allowance *allowance, unsigned int count,
			 uint64_t now)
{
	unsigned int taken = 0;

	while (count--)
		taken += allowance_take(allowance, now);
	return taken;
}

int main(void)
{
	struct allowance some = { .most = 5 };

	ksft_print_header();
	ksft_set_plan(10);
	ksft_test_result(take(&some, 3, 1000) == 3, "below the most, all\n");
	ksft_test_result(take(&some, 10, 1000 + MINUTE - 1) == 2,
			 "the most in a minute\n");
	ksft_test_result(!allowance_more(&some, 1000 + MINUTE - 1, false),
			 "no number before it is over\n");
	ksft_test_result(allowance_more(&some, 1000 + MINUTE, false) == 8,
			 "then how many there were\n");
	ksft_test_result(!allowance_more(&some, 1000 + MINUTE, false),
			 "once\n");
	ksft_test_result(take(&some, 5, 1000 + MINUTE) == 5,
			 "and another minute begins\n");
	ksft_test_result(take(&some, 9, 1000 + 3 * MINUTE) == 5,
			 "one that was full and over leaves nothing\n");
	ksft_test_result(allowance_more(&some, 1001 + 3 * MINUTE, true) == 4,
			 "at the end the number comes early\n");
	ksft_test_result(take(&some, 7, 2000 + 3 * MINUTE) == 5,
			 "a number begins a minute\n");
	/* it is told before anything is taken again */
	ksft_test_result(!take(&some, 7, 5000 + 5 * MINUTE) &&
				 allowance_more(&some, 5000 + 5 * MINUTE,
						false) == 9,
			 "what is not told yet stays in it\n");
	ksft_finished();
}
