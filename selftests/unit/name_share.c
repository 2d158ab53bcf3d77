// SPDX-License-Identifier: GPL-2.0
/*
 * A device that makes names up has its share of them in a day and no more, and no
 * other device has less for it.
 */
#include "kselftest.h"
#include "census/name_share.h"

#define DAY (24 * 3600 * 1000ll)
#define MAC 0x4419b6000005ull

static struct name_share share;

static unsigned int take(uint64_t place, unsigned int times, int64_t now)
{
	unsigned int taken = 0;

	while (times--)
		taken += name_share_take(&share, place, now);
	return taken;
}

int main(void)
{
	unsigned int i, taken = 0;

	ksft_print_header();
	ksft_set_plan(4);
	ksft_test_result(take(MAC, 10000, DAY) == NAME_SHARE_DAY,
			 "of 10,000 names of a device, its share\n");
	ksft_test_result(take(MAC + 1, 10, DAY) == 10, "another has its own\n");
	ksft_test_result(take(MAC, 10, 2 * DAY) == 10, "the next day, more\n");
	for (i = 0; i < 4096; i++)
		taken += take(MAC + 0x100 + i, 1, DAY);
	ksft_test_result(taken == 4096, "a name each of 4,096 devices\n");
	ksft_finished();
}
