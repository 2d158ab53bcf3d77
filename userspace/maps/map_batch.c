// SPDX-License-Identifier: GPL-2.0
/*
 * All entries of a map, a batch at a time.
 * What they mean is for others.
 */
#include "maps/map_batch.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdbool.h>

int map_batch_each(int map_fd, const struct map_batch *batch)
{
	LIBBPF_OPTS(bpf_map_batch_opts, opts);
	__u32 at = 0, next = 0, count;
	bool begun = false, end = false;
	int err = 0;

	while (!end && !err) {
		count = (__u32)batch->room;
		if (bpf_map_lookup_batch(map_fd, begun ? &at : NULL, &next,
					 batch->keys, batch->values, &count,
					 &opts)) {
			if (errno != ENOENT)
				return -errno;
			end = true;
		}
		end |= !count;
		begun = true;
		at = next;
		err = batch->take(batch->to, count);
	}
	return err;
}
