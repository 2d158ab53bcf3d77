// SPDX-License-Identifier: GPL-2.0
/*
 * Entries of a hash map, counted by the batch: one system call for thousands.
 * What they hold is read and thrown away, for the kernel keeps no count.
 */
#include "maps/map_fill.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>

#define BATCH 8192

/* The kernel gives whole hash buckets: a batch must hold the fullest one. */
static int count_batches(int map_fd, void *keys, void *values, size_t *count)
{
	__u32 in = 0, out = 0, got;
	size_t total = 0;
	int err = 0;

	while (!err) {
		got = BATCH;
		err = bpf_map_lookup_batch(map_fd, total ? &in : NULL, &out,
					   keys, values, &got, NULL);
		if (err && errno != ENOENT)
			return -errno;
		total += got;
		in = out;
		/* in is the beginning as long as total is 0 */
		if (!got)
			break;
	}
	*count = total;
	return 0;
}

int map_fill(int map_fd, size_t *count)
{
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);
	void *keys, *values;
	int err = -ENOMEM;

	if (bpf_obj_get_info_by_fd(map_fd, &info, &len))
		return -errno;
	keys = calloc(BATCH, info.key_size);
	values = calloc(BATCH, info.value_size);
	if (keys && values)
		err = count_batches(map_fd, keys, values, count);
	free(keys);
	free(values);
	return err;
}
