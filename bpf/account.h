/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one exit: monitor, counters, and what replay wants to know.
 * Does not judge; per-CPU memory only, so no cache line is shared.
 */
#ifndef LENSCAP_ACCOUNT_H
#define LENSCAP_ACCOUNT_H

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
 * out may be interrupted by one coming in; in a half there is one writer.
 */
static __always_inline void count(const struct lc_frame *f, __u32 frames,
				  __u64 bytes)
{
	__u32 base = f->direction == LC_EGRESS ? LC_COUNTERS / 2 : 0;
	__u64 key = counter_key(f);
	__u32 row = lc_counter_row(key);
	struct lc_counter *counter;
	__u32 index, i;

	for (i = 0; i < LC_COUNTER_PROBES; i++) {
		index = base + ((row + i) & (LC_COUNTERS / 2 - 1));
		if (index == base + LC_COUNTERS / 2 - 1)
			continue;
		counter = bpf_map_lookup_elem(&counters, &index);
		if (!counter)
			return;
		if (!counter->key)
			counter->key = key;
		if (counter->key == key)
			goto found;
	}
	index = base + LC_COUNTERS / 2 - 1;
	counter = bpf_map_lookup_elem(&counters, &index);
	if (!counter)
		return;
	counter->key = 1 | (__u64)f->direction << LC_KEY_DIRECTION |
		       (__u64)LC_REASON_OTHER << LC_KEY_REASON;
found:
	counter->frames += frames;
	counter->bytes += bytes;
}

static __always_inline void replay_tell(const struct lc_frame *f)
{
	struct lc_replay *r = replay_block();

	if (!r)
		return;
	r->listed = f->listed;
	r->verdict = f->verdict;
	r->reason = f->reason;
	r->zone = f->zone_id;
	r->group = f->group_id;
	r->vendor = f->vendor;
	r->rule = f->rule;
}

/* true: let the frame go on. Unlisted frames that pass are not counted. */
static __always_inline bool account(struct lc_frame *f, __u32 frames,
				    __u64 bytes)
{
	if (f->verdict == LC_DROP && f->monitor)
		f->verdict = LC_WOULD_DROP;
	if (lc_replay_on)
		replay_tell(f);
	if (f->listed || f->verdict != LC_PASS)
		count(f, frames, bytes);
	return f->verdict != LC_DROP;
}

#endif
