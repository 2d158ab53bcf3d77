/* SPDX-License-Identifier: GPL-2.0 */
/*
 * BPF maps in plain memory, each known by the address of its declaration.
 * What they hold is not known here.
 */
#ifndef LENSCAP_CROSS_MAPS_H
#define LENSCAP_CROSS_MAPS_H

#include <stddef.h>

/* As declared: a type of the kernel's, how many, and sizes in bytes. */
struct map_shape {
	unsigned int type;
	unsigned int entries;
	size_t key;
	size_t value;
};

/* Like the kernel's helpers of these names; the memory lasts till the end. */
void *map_lookup(const void *map, struct map_shape shape, const void *key);
long map_update(const void *map, struct map_shape shape, const void *key,
		const void *value, unsigned long long flags);

/* Let an array's elements stand where the caller has them, from now on. */
void map_place(const void *map, void *elements);

#endif
