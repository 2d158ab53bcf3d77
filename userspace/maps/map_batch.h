/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All entries of a map, a batch at a time: one system call for thousands.
 * What they mean is for others.
 */
#ifndef LENSCAP_MAP_BATCH_H
#define LENSCAP_MAP_BATCH_H

#include <stddef.h>

/* Keys and values of a batch, in memory of the caller's. */
struct map_batch {
	void *keys;
	void *values;
	size_t room; /* entries; a hash gives whole buckets: the fullest must fit */
	/* 0, or a negative errno, which ends it; so many of them are filled */
	int (*take)(void *to, size_t count);
	void *to;
};

/*
 * Entries of a hash that come and go meanwhile may be met twice, or not at all.
 * 0, what take() returned, or a negative errno of the kernel.
 */
int map_batch_each(int map_fd, const struct map_batch *batch);

#endif
