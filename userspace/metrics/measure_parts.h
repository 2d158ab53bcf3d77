/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The parts of measure.c: each prints some families. How many series each family
 * may have stands here, for the sum of it is promised.
 */
#ifndef LENSCAP_MEASURE_PARTS_H
#define LENSCAP_MEASURE_PARTS_H

#include "metrics/measure.h"
#include "metrics/metrics.h"

/* Where a label is given up first, a quarter more may be left by that. */
enum measure_limit {
	LIMIT_FRAMES = 1400,
	LIMIT_BYTES = 700,
	LIMIT_VENDORS = 400,
	LIMIT_RULES = 500,
	LIMIT_OUTBOUND = 300,
	LIMIT_DEVICES = 300,
	LIMIT_REST = 300, /* by interface: at most 64 of them */
	LIMIT_GUARD = 100, /* without a policy more ports than that may be */
	LIMIT_ONES = 60, /* what has a series or a few, all together */
};

/* A fold of all labels but those kept leaves fewer than this. */
#define LIMIT_KEPT 12

_Static_assert((LIMIT_FRAMES + LIMIT_VENDORS + LIMIT_RULES + LIMIT_OUTBOUND +
		LIMIT_DEVICES) * 5 / 4 +
			       LIMIT_BYTES + LIMIT_REST + LIMIT_GUARD +
			       LIMIT_ONES + 8 * LIMIT_KEPT <=
		       METRICS_MAX_SERIES,
	       "more series than were promised");

struct measure {
	FILE *out;
	enum metrics_dialect dialect;
	const struct overview *overview;
	int err; /* the first; nothing is printed after it */
};

/* Print one, and free it. */
void measure_family(struct measure *measure, struct metrics *metrics);

/* One series without labels. */
void measure_one(struct measure *measure, enum metrics_type type,
		 const char *name, const char *help, uint64_t value);

/* Frames, bytes, vendors, rules, what was refused; where something is pinned. */
void measure_counters(struct measure *measure);
/* The census. */
void measure_devices(struct measure *measure);
/* How full which table is. */
void measure_tables(struct measure *measure);

#endif
