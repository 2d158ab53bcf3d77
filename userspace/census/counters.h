/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The counters, added up over the processors and with names for ids.
 * What counts them is bpf/account.h; how they are shown is the commands'.
 */
#ifndef LENSCAP_COUNTERS_H
#define LENSCAP_COUNTERS_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "maps/names.h"

/* Strings belong to the names or are static; NULL where there is none. */
struct counter_row {
	uint64_t key;
	const char *interface;
	const char *zone;
	const char *direction;
	const char *group;
	const char *vendor;
	const char *verdict; /* NULL: frames that found no row of their own */
	const char *reason;
	const char *rule;
	uint64_t frames;
	uint64_t bytes;
};

struct counters {
	struct counter_row *rows; /* by the order of the members above */
	size_t count;
	unsigned int used; /* rows taken on the fullest processor */
};

/* 0 or a negative errno with *counters untouched. names must outlive it. */
int counters_read(int map_fd, const struct names *names,
		  struct counters *counters);
void counters_free(struct counters *counters);

#endif
