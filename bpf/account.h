/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one exit: monitor, counters, and what replay wants to know.
 * Does not judge; per-CPU memory only, so no cache line is shared. Rows: counters.h.
 */
#ifndef LENSCAP_ACCOUNT_H
#define LENSCAP_ACCOUNT_H

#include "counters.h"

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

/* After this the verdict is what becomes of the frame; again, it changes nothing. */
static __always_inline void frame_settle(struct lc_frame *f)
{
	if (f->verdict == LC_DROP && f->monitor)
		f->verdict = LC_WOULD_DROP;
}

/*
 * Unlisted frames that pass are not counted; what came from listed devices the
 * census counts with the rest.
 */
static __always_inline bool counted_here(const struct lc_frame *f)
{
	if (!f->listed)
		return f->verdict != LC_PASS;
	return f->direction == LC_EGRESS || lc_replay_on;
}

/* true: let the frame go on. */
static __always_inline bool account(struct lc_frame *f, __u32 frames,
				    __u64 bytes)
{
	__u32 at;

	frame_settle(f);
	if (lc_replay_on)
		replay_tell(f);
	if (counted_here(f))
		counter_add(counter_find(counter_key(f), &at), frames, bytes);
	return f->verdict != LC_DROP;
}

#endif
