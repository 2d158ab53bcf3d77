/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The row that counts frames of one kind: its key, where it stands, how it is
 * made. When a frame is counted is for account.h and census.h.
 */
#ifndef LENSCAP_COUNTERS_H
#define LENSCAP_COUNTERS_H

#include "frame.h"
#include "maps.h"

static __always_inline __u64 counter_key(const struct lc_frame *f)
{
	return 1 | (__u64)f->direction << LC_KEY_DIRECTION |
	       (__u64)f->verdict << LC_KEY_VERDICT |
	       (__u64)f->reason << LC_KEY_REASON |
	       (__u64)f->iface_id << LC_KEY_IFACE |
	       (__u64)f->zone_id << LC_KEY_ZONE |
	       (__u64)f->group_id << LC_KEY_GROUP |
	       (__u64)f->vendor << LC_KEY_VENDOR |
	       (__u64)f->rule << LC_KEY_RULE;
}

/*
 * Each direction has a half of the table of its own, for a frame on its way
 * out may be interrupted by one coming in; in a half there is one writer. The
 * last row of a half is for what finds no place. Which one it is goes to *at.
 */
static __always_inline struct lc_counter *counter_find(__u64 key, __u32 *at)
{
	__u32 egress = LC_KEY_GET(key, LC_KEY_DIRECTION, LC_KEY_VERDICT);
	__u32 base = egress ? LC_COUNTERS / 2 : 0;
	__u32 row = lc_counter_row(key);
	struct lc_counter *counter;
	__u32 index, i;

	for (i = 0; i < LC_COUNTER_PROBES; i++) {
		index = base + ((row + i) & (LC_COUNTERS / 2 - 1));
		if (index == base + LC_COUNTERS / 2 - 1)
			continue;
		counter = bpf_map_lookup_elem(&counters, &index);
		*at = index;
		if (!counter)
			return NULL;
		if (!counter->key)
			counter->key = key;
		if (counter->key == key)
			return counter;
	}
	index = base + LC_COUNTERS / 2 - 1;
	counter = bpf_map_lookup_elem(&counters, &index);
	*at = index;
	if (!counter)
		return NULL;
	counter->key = 1 | egress << LC_KEY_DIRECTION |
		       (__u64)LC_REASON_OTHER << LC_KEY_REASON;
	return counter;
}

static __always_inline void counter_add(struct lc_counter *counter,
					__u32 frames, __u64 bytes)
{
	if (!counter)
		return;
	counter->frames += frames;
	counter->bytes += bytes;
}

#endif
