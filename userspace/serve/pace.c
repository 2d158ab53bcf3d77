// SPDX-License-Identifier: GPL-2.0
/*
 * When what is wanted is tried.
 * What it is stands in follow.c; how it is done, in again.c.
 */
#include "serve/pace.h"

#include <stddef.h>

static struct pace_try *find(const struct pace *pace)
{
	size_t i;

	for (i = 0; i < PACE_TRIES; i++)
		if (pace->tries[i].wanted == pace->wanted)
			return (struct pace_try *)&pace->tries[i];
	return NULL;
}

static uint64_t later(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static uint64_t sooner(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

void pace_want(struct pace *pace, uint64_t wanted, uint64_t now)
{
	if (pace->wanted == wanted)
		return;
	/* what was tried has had its time */
	if (!pace->wanted || find(pace))
		pace->first = now;
	pace->wanted = wanted;
	pace->news = now;
}

void pace_news(struct pace *pace, uint64_t now)
{
	struct pace_try *held = pace->wanted ? find(pace) : NULL;

	pace->news = now;
	if (held)
		held->wait = sooner(held->wait, PACE_NEWS);
}

int64_t pace_left(const struct pace *pace, uint64_t now)
{
	const struct pace_try *held;
	uint64_t due;

	if (!pace->wanted)
		return -1;
	due = sooner(pace->news + PACE_QUIET, pace->first + PACE_PATIENCE);
	held = find(pace);
	if (held)
		due = later(due, held->last + held->wait);
	return due > now ? (int64_t)(due - now) : 0;
}

void pace_tried(struct pace *pace, uint64_t now)
{
	struct pace_try *held = find(pace);
	size_t i;

	if (!held) {
		held = pace->tries;
		for (i = 1; i < PACE_TRIES; i++)
			if (pace->tries[i].last < held->last)
				held = &pace->tries[i];
		*held = (struct pace_try){ .wanted = pace->wanted };
	}
	if (!held->wait ||
	    now - held->last > later(PACE_MEMORY, 2 * held->wait))
		held->wait = PACE_FIRST;
	else
		held->wait = sooner(2 * held->wait, PACE_MOST);
	held->last = now;
	pace->first = now;
}
