// SPDX-License-Identifier: GPL-2.0
/*
 * Entries of a hash map, counted.
 * What they hold is read and thrown away, for the kernel keeps no count.
 */
#include "maps/map_fill.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>

#include "maps/map_batch.h"

#define BATCH 8192

static int add(void *to, size_t count)
{
	*(size_t *)to += count;
	return 0;
}

int map_fill(int map_fd, size_t *count)
{
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);
	size_t total = 0;
	struct map_batch batch = { .room = BATCH, .take = add, .to = &total };
	int err = -ENOMEM;

	if (bpf_obj_get_info_by_fd(map_fd, &info, &len))
		return -errno;
	batch.keys = calloc(BATCH, info.key_size);
	batch.values = calloc(BATCH, info.value_size);
	if (batch.keys && batch.values)
		err = map_batch_each(map_fd, &batch);
	free(batch.keys);
	free(batch.values);
	if (!err)
		*count = total;
	return err;
}
