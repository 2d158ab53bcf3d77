// SPDX-License-Identifier: GPL-2.0
/*
 * Random ranges of ports, IPv4 and IPv6 addresses, swept into classes: every
 * number at and beside an end has just the marks of the ranges it is in.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_random.h"
#include "compile/sweep.h"

#define RANGES_MAX 300

struct space {
	const char *name;
	struct sweep_key max; /* the largest number */
	unsigned int near; /* ends stand within so many numbers, 0: anywhere */
	unsigned int marks;
	unsigned int ranges;
	unsigned int rounds;
};

static const struct space spaces[] = {
	{ "ports", { 0, 65535 }, 0, 12, 300, 4 },
	{ "few ports, many ranges", { 0, 15 }, 0, 2048, 40, 100 },
	{ "IPv4", { 0, 0xffffffff }, 0, 64, 300, 4 },
	{ "IPv4, close together", { 0, 0xffffffff }, 40, 5, 60, 60 },
	{ "IPv6", { ~0ull, ~0ull }, 0, 2048, 300, 4 },
	{ "IPv6, close together", { ~0ull, ~0ull }, 40, 5, 60, 60 },
};

struct range {
	struct sweep_key first;
	struct sweep_key last;
	unsigned int mark;
};

static bool above(struct sweep_key a, struct sweep_key b)
{
	return a.hi > b.hi || (a.hi == b.hi && a.lo > b.lo);
}

static struct sweep_key step(struct sweep_key key, int64_t by)
{
	struct sweep_key moved = { key.hi, key.lo + by };

	if (by > 0 && moved.lo < key.lo)
		moved.hi++;
	if (by < 0 && moved.lo > key.lo)
		moved.hi--;
	return moved;
}

/* Anywhere; or near the first, the last, the turn of the lower half. */
static struct sweep_key random_key(struct rng *rng, const struct space *space)
{
	const struct sweep_key none = { 0, 0 }, turn = { 1ull << 63, 0 };
	int64_t by;

	if (rng_chance(rng, 3))
		return rng_chance(rng, 50) ? none : space->max;
	if (!space->near)
		return (struct sweep_key){ rng_next(rng) & space->max.hi,
					   rng_next(rng) & space->max.lo };
	by = rng_below(rng, space->near);
	switch (rng_below(rng, space->max.hi ? 3 : 2)) {
	case 0:
		return step(none, by);
	case 1:
		return step(space->max, -by);
	default:
		return step(turn, by - space->near / 2);
	}
}

static struct range random_range(struct rng *rng, const struct space *space)
{
	struct range range = {
		.first = random_key(rng, space),
		.last = random_key(rng, space),
		.mark = rng_below(rng, space->marks),
	};
	struct sweep_key swap = range.first;

	if (rng_chance(rng, 20))
		range.last = range.first;
	if (above(range.first, range.last)) {
		range.first = range.last;
		range.last = swap;
	}
	return range;
}

/* Class by counting: the bounds that are not above the key. */
static unsigned int class_of(const struct sweep_result *result,
			     struct sweep_key key)
{
	size_t i = 0;

	while (i < result->count && !above(result->bounds[i], key))
		i++;
	return result->classes[i];
}

static bool key_right(const struct sweep_classes *classes,
		      const struct sweep_result *result,
		      const struct range *ranges, size_t count,
		      struct sweep_key key)
{
	uint64_t set[SWEEP_WORDS] = { 0 };
	unsigned int class = class_of(result, key);
	size_t i;

	for (i = 0; i < count; i++)
		if (!above(ranges[i].first, key) && !above(key, ranges[i].last))
			set[ranges[i].mark / 64] |= 1ull
						    << (ranges[i].mark % 64);
	for (i = 0; i < SWEEP_MARKS; i++)
		if (sweep_classes_has(classes, class, i) !=
		    (set[i / 64] >> (i % 64) & 1)) {
			ksft_print_msg("%llx:%llx, class %u, mark %zu\n",
				       (unsigned long long)key.hi,
				       (unsigned long long)key.lo, class, i);
			return false;
		}
	return true;
}

/* No bound, no class and no change of class that is not needed. */
static bool as_few_as_can_be(const struct sweep_classes *classes,
			     const struct sweep_result *result)
{
	size_t i, j;

	for (i = 0; i < result->count; i++) {
		if (result->classes[i] == result->classes[i + 1])
			return false;
		if (i && !above(result->bounds[i], result->bounds[i - 1]))
			return false;
	}
	for (i = 0; i < classes->count; i++)
		for (j = 0; j < i; j++)
			if (!memcmp(classes->sets[i], classes->sets[j],
				    sizeof(classes->sets[i])))
				return false;
	return true;
}

static bool all_right(const struct space *space,
		      const struct sweep_classes *classes,
		      const struct sweep_result *result,
		      const struct range *ranges, size_t count)
{
	struct sweep_key key;
	size_t i;
	int by;

	for (i = 0; i < 2 * count; i++)
		for (by = -1; by <= 1; by++) {
			key = i % 2 ? ranges[i / 2].last : ranges[i / 2].first;
			key = step(key, by);
			if (!above(key, space->max) &&
			    !key_right(classes, result, ranges, count, key))
				return false;
		}
	return key_right(classes, result, ranges, count,
			 (struct sweep_key){ 0, 0 }) &&
	       key_right(classes, result, ranges, count, space->max);
}

/* Two sweeps share their classes, as those of IPv4 and IPv6 do. */
static bool round_right(struct rng *rng, const struct space *space)
{
	static struct range ranges[2][RANGES_MAX];
	struct sweep_result results[2];
	struct sweep_classes classes;
	size_t count = 1 + rng_below(rng, space->ranges), i;
	bool right = true, open;
	int which;

	if (sweep_classes_init(&classes))
		ksft_exit_fail_msg("out of memory\n");
	for (which = 0; which < 2; which++) {
		struct sweep sweep = { 0 };

		for (i = 0; i < count; i++) {
			struct range *r = &ranges[which][i];

			*r = random_range(rng, space);
			open = !above(space->max, r->last);
			/* the end of a smaller space may be named or open */
			if (!space->max.hi && rng_chance(rng, 50))
				open = false;
			if (sweep_add(&sweep, r->first, r->last, open, r->mark))
				ksft_exit_fail_msg("out of memory\n");
		}
		if (sweep_run(&sweep, &classes, &results[which]))
			ksft_exit_fail_msg("sweep_run() failed\n");
		sweep_free(&sweep);
	}
	for (which = 0; which < 2; which++) {
		right &= all_right(space, &classes, &results[which],
				   ranges[which], count) &&
			 as_few_as_can_be(&classes, &results[which]);
		sweep_result_free(&results[which]);
	}
	sweep_classes_free(&classes);
	return right;
}

/* Number k carries the marks of its bits: no two numbers are of one class. */
static int count_up(unsigned int bits, size_t *count)
{
	struct sweep_result untouched = { .count = 4711 }, result = untouched;
	struct sweep_classes classes;
	struct sweep sweep = { 0 };
	unsigned int bit;
	uint64_t k;
	int err;

	if (sweep_classes_init(&classes))
		ksft_exit_fail_msg("out of memory\n");
	for (bit = 0; bit < bits; bit++)
		for (k = 1ull << bit; k < 1ull << bits; k += 2ull << bit)
			if (sweep_add(&sweep, (struct sweep_key){ 0, k },
				      (struct sweep_key){ 0, k + (1ull << bit) -
								     1 },
				      false, bit))
				ksft_exit_fail_msg("out of memory\n");
	err = sweep_run(&sweep, &classes, &result);
	*count = classes.count;
	if (err)
		ksft_test_result(!memcmp(&result, &untouched, sizeof(result)),
				 "the result is untouched then\n");
	else
		sweep_result_free(&result);
	sweep_free(&sweep);
	sweep_classes_free(&classes);
	return err;
}

int main(void)
{
	struct rng rng;
	unsigned int i, n;
	size_t count;
	bool right;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(spaces) + 3);
	for (i = 0; i < ARRAY_SIZE(spaces); i++) {
		for (n = 0, right = true; n < spaces[i].rounds && right; n++) {
			rng = rng_new(i * 1000 + n);
			right = round_right(&rng, &spaces[i]);
		}
		if (!right)
			ksft_print_msg("seed %u\n", i * 1000 + n - 1);
		ksft_test_result(right, "%s\n", spaces[i].name);
	}
	ksft_test_result(!count_up(16, &count) && count == 65536,
			 "65,536 classes\n");
	ksft_test_result(count_up(17, &count) == -E2BIG, "no more than that\n");
	ksft_finished();
}
