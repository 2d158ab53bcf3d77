/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of the census's reader share among themselves. All of it works
 * on plain memory; census.c alone knows the kernel. Nobody else includes this
 * but tests.
 */
#ifndef LENSCAP_CENSUS_PARTS_H
#define LENSCAP_CENSUS_PARTS_H

#include "census/census.h"

struct census_row {
	struct lc_device device; /* attempts: of no meaning */
	struct lc_device_addr6 addr6;
	uint64_t unnamed;
};

/* What all processors saw, added up: a device or an attempt is one row. */
struct census_sums {
	struct census_row *devices; /* in no order */
	size_t device_count;
	struct lc_attempt *attempts;
	size_t attempt_count;
	uint64_t unplaced;
	uint64_t displaced;
	uint64_t unnamed;
	uint64_t events_lost;
	size_t device_places; /* of the fullest processor */
	size_t attempt_places;
};

/*
 * attempts false: only how many there are, on the fullest processor. 0 or
 * -ENOMEM with *sums untouched. The programs may write meanwhile.
 */
int census_add_up(const struct lc_census *cpu, unsigned int count,
		  bool attempts, struct census_sums *sums);
void census_sums_free(struct census_sums *sums);

/* Later by ticks, which begin anew after 32 bits. */
static inline bool census_later(uint32_t tick, uint32_t than)
{
	return (int32_t)(tick - than) > 0;
}

/* What ticks are told by. */
struct census_clock {
	uint64_t count; /* jiffies */
	uint64_t tick_ns; /* nanoseconds of a jiffy */
	int64_t now; /* ms since the epoch, at that jiffy */
};

/* When a tick began, ms since the epoch. Those to come count as now. */
int64_t census_time(const struct census_clock *clock, uint32_t tick);

/* Names of attempts, in the order of whose they are, then latest first. */
struct census_names {
	struct lc_name_key *keys;
	struct census_name *names;
	size_t count;
};

/* 0 or a negative errno with *names untouched. */
int census_names_read(int map_fd, struct census_names *names);
/* Any order; the arrays are taken over. 0, or -ENOMEM and they are freed. */
int census_names_order(struct census_names *names);
void census_names_free(struct census_names *names);

/* The first of an attempt's names, and how many; NULL where there is none. */
const struct census_name *census_names_of(const struct census_names *names,
					  const struct lc_attempt *attempt,
					  size_t *count);

/*
 * Rows in order, with words for ids and times for ticks. seen->names are taken
 * over. 0 or -ENOMEM with *census untouched.
 */
int census_build(struct census_sums *sums, const struct census_clock *clock,
		 const struct names *names, const struct history *history,
		 struct census_names *seen, struct census **census);

/* Take the marks of a device away. How many there were. */
int census_take_out(struct lc_census *cpu, unsigned int count, uint64_t mac);

#endif
