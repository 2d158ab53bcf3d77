// SPDX-License-Identifier: GPL-2.0
/*
 * When what is wanted is tried: soon after the last news, not for ever put off,
 * and ever more rarely where it does not help.
 */
#include "kselftest.h"
#include "serve/pace.h"

/* Try until one is due later than that; how many there were. */
static unsigned int tries_until(struct pace *pace, uint64_t from, uint64_t end)
{
	unsigned int tries = 0;
	int64_t left;

	while ((left = pace_left(pace, from)) >= 0 && from + left < end) {
		from += left;
		pace_tried(pace, from);
		tries++;
	}
	return tries;
}

static void test_quiet(void)
{
	struct pace pace = { 0 };

	ksft_test_result(pace_left(&pace, 5000) == -1, "nothing is wanted\n");
	pace_want(&pace, 7, 5000);
	ksft_test_result(pace_left(&pace, 5000) == PACE_QUIET,
			 "it waits for quiet\n");
	pace_news(&pace, 5200);
	ksft_test_result(pace_left(&pace, 5200) == PACE_QUIET,
			 "news put it off\n");
	pace_news(&pace, 5000 + PACE_PATIENCE);
	ksft_test_result(!pace_left(&pace, 5000 + PACE_PATIENCE),
			 "but not for ever\n");
	pace_want(&pace, 0, 7100);
	ksft_test_result(pace_left(&pace, 7100) == -1,
			 "nothing is wanted any more\n");
}

static void test_rarely(void)
{
	struct pace pace = { 0 };
	unsigned int tries;

	pace_want(&pace, 7, 1000);
	tries = tries_until(&pace, 1000, 3600000);
	ksft_test_result(tries >= 15 && tries <= 25,
			 "%u tries an hour of what does not help\n", tries);
	ksft_test_result(pace_left(&pace, 3600000) <= PACE_MOST,
			 "and still some\n");
	pace_news(&pace, 3600000);
	ksft_test_result(pace_left(&pace, 3600000) <= PACE_NEWS,
			 "soon, where something was told of the devices\n");
	pace_want(&pace, 8, 3600000);
	ksft_test_result(pace_left(&pace, 3600000) == PACE_QUIET,
			 "what is wanted newly is not kept waiting\n");
}

/* Put right each time, and undone each time by somebody. */
static void test_flapping(void)
{
	struct pace pace = { 0 };
	unsigned int tries = 0;
	uint64_t now;

	for (now = 1000; now < 3600000; now += 100) {
		pace_want(&pace, 7, now);
		if (pace_left(&pace, now))
			continue;
		pace_tried(&pace, now);
		pace_want(&pace, 0, now + 50);
		tries++;
	}
	ksft_test_result(tries >= 10 && tries <= 25,
			 "%u tries an hour against somebody\n", tries);
	pace_want(&pace, 0, now);
	pace_want(&pace, 7, now + 3 * PACE_MOST);
	ksft_test_result(pace_left(&pace, now + 3 * PACE_MOST) == PACE_QUIET,
			 "long after, it is new\n");
	pace_tried(&pace, now + 3 * PACE_MOST + PACE_QUIET);
	ksft_test_result(pace_left(&pace, now + 3 * PACE_MOST + PACE_QUIET) ==
				 PACE_FIRST,
			 "and waits no longer than at first\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(12);
	test_quiet();
	test_rarely();
	test_flapping();
	ksft_finished();
}
