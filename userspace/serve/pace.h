/* SPDX-License-Identifier: GPL-2.0 */
/*
 * When what is wanted is tried: once things are quiet, and ever more rarely where
 * it did not help. What is wanted is a number here (follow_digest()); times are
 * milliseconds of one clock.
 */
#ifndef LENSCAP_PACE_H
#define LENSCAP_PACE_H

#include <stdbool.h>
#include <stdint.h>

#define PACE_QUIET 300 /* after the last news ... */
#define PACE_PATIENCE 2000 /* ... but no later than this after the first */
#define PACE_FIRST 2000 /* before a second try, doubled for each more */
#define PACE_NEWS 10000 /* at most that, once something was told of */
#define PACE_MOST 300000
#define PACE_MEMORY 60000 /* what comes back later than that is new */
#define PACE_TRIES 16

struct pace_try {
	uint64_t wanted; /* 0: free */
	uint64_t last;
	uint64_t wait; /* from last on */
};

/* All zero to begin with. */
struct pace {
	uint64_t wanted; /* 0: nothing */
	uint64_t first; /* since when something untried is */
	uint64_t news;
	struct pace_try tries[PACE_TRIES];
};

/* What is wanted, as looked up now. */
void pace_want(struct pace *pace, uint64_t wanted, uint64_t now);

/* Something was told of the devices. */
void pace_news(struct pace *pace, uint64_t now);

/* In how many milliseconds to try; 0: now; -1: not for this. */
int64_t pace_left(const struct pace *pace, uint64_t now);

/* It is tried now. */
void pace_tried(struct pace *pace, uint64_t now);

#endif
