/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the live screen shows: all that is in force and counted, read at once, and
 * how much of it is new since the reading before. How it looks is top_screen.h.
 */
#ifndef LENSCAP_TOP_DATA_H
#define LENSCAP_TOP_DATA_H

#include "base/fault.h"
#include "census/census.h"
#include "census/counters.h"
#include "slot/live.h"
#include "slot/state.h"

enum top_pane {
	TOP_DEVICES, /* struct census_device */
	TOP_ATTEMPTS, /* struct census_attempt */
	TOP_COUNTERS, /* struct counter_row */
	TOP_PANE_MAX
};

enum top_sort {
	TOP_BY_RATE,
	TOP_BY_FRAMES,
	TOP_BY_LAST, /* seen; counters as TOP_BY_RATE */
	TOP_BY_ORDER, /* as the commands list them */
	TOP_SORT_MAX
};

/* Rates are frames a second, below 0 where there was no reading before. */
struct top_row {
	uint64_t id; /* the same in each reading */
	const void *what;
	uint64_t frames;
	uint64_t dropped;
	int64_t last; /* seen, ms since the epoch */
	size_t order;
	double rate;
	double drop_rate;
};

struct top_list {
	struct top_row *rows; /* by id */
	size_t count;
};

struct top_data {
	bool there; /* false: fault says why nothing else is */
	struct fault fault;
	double at; /* seconds of CLOCK_MONOTONIC */
	struct live live;
	struct census *census;
	struct counters counters;
	struct state *state;
	struct top_list lists[TOP_PANE_MAX];
	double verdict_rate[LC_VERDICT_MAX];
	uint64_t verdict_frames[LC_VERDICT_MAX];
};

/*
 * Read anew. before: the reading to compare with, or NULL. 0, -ENOENT where
 * nothing is applied, or another negative errno: then data->there is false.
 */
int top_data_read(const char *pin, const char *state_dir,
		  const struct top_data *before, struct top_data *data);
void top_data_free(struct top_data *data);

/* Put rows of a list, which are not the data's own, in order. */
void top_data_sort(struct top_row *rows, size_t count, enum top_sort by,
		   bool reverse);

#endif
