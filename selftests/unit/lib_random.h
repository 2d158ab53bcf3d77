/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Numbers that look random and are the same in every run, by a seed that a
 * failing test prints. No test of its own, and nothing to keep secrets with.
 */
#ifndef LIB_RANDOM_H
#define LIB_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct rng {
	uint64_t seed; /* of the whole run, to be printed */
	uint64_t state;
};

static inline struct rng rng_new(uint64_t seed)
{
	return (struct rng){ seed, seed * 0xff51afd7ed558ccdull };
}

static inline uint64_t rng_next(struct rng *rng)
{
	uint64_t x = rng->state += 0x9e3779b97f4a7c15ull;

	x = (x ^ x >> 31) * 0xd6e8feb86659fd93ull;
	x = (x ^ x >> 29) * 0xc4ceb9fe1a85ec53ull;
	return x ^ x >> 32;
}

/* 0 .. n - 1; n > 0. */
static inline uint64_t rng_below(struct rng *rng, uint64_t n)
{
	return rng_next(rng) % n;
}

/* True so many times in a hundred. */
static inline bool rng_chance(struct rng *rng, unsigned int percent)
{
	return rng_below(rng, 100) < percent;
}

#endif
