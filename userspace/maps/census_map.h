/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The census's map: how large it is made, its seed, and how it is looked at.
 * What its rows mean is census.h.
 */
#ifndef LENSCAP_CENSUS_MAP_H
#define LENSCAP_CENSUS_MAP_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>

struct census_map {
	struct lc_census *cpu; /* the kernel's own memory, an element each */
	unsigned int count;
	size_t size;
};

/*
 * How many elements it has, or (fd -1) is to get: one for each processor up to
 * the last that is there now, and one more.
 */
unsigned int census_map_entries(int fd);

/* Where rows stand, no device may know beforehand. 0 or a negative errno. */
int census_map_seed(int fd);

/* Map it; write: to forget rows. 0 or a negative errno. */
int census_map_open(int fd, bool write, struct census_map *map);
void census_map_close(struct census_map *map);

#endif
