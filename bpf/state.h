/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What lasts from one frame to the next: the clock, flows, rates, permits; and
 * the one length asked of the kernel. What they mean: flows.h, rate.h, permit.h.
 */
#ifndef LENSCAP_STATE_H
#define LENSCAP_STATE_H

#include "tables.h"

#ifdef LENSCAP_WITH_MAPS

#include "maps.h"

/* The capture's clock, where there is one. */
static __always_inline __u64 clock_replayed(__u64 live)
{
	struct lc_replay *r = replay_block();

	if (!lc_replay_on)
		return live;
	return r ? r->now_ns : 0;
}

/*
 * For idle times, in ns. Jiffies, which the verifier turns into a load on
 * 64-bit machines; a clock that is asked would cost as much as the rest of a
 * flow's look-up. The first interrupt out of idle brings them up to date.
 */
static __always_inline __u64 clock_coarse(void)
{
	return clock_replayed(lc_replay_on ? 0 : bpf_jiffies64() * lc_tick_ns);
}

/* For rates, where a jiffy may be more than a whole burst. */
static __always_inline __u64 clock_fine(void)
{
	return clock_replayed(lc_replay_on ? 0 : bpf_ktime_get_ns());
}

/* All of a frame that came in, in however many buffers. */
static __always_inline __u64 frame_length(const struct lc_frame *f)
{
	return lc_replay_on ? f->len : bpf_xdp_get_buff_len(f->ctx);
}

/*
 * opener: the direction of the frames that open; NULL if there is none. The
 * kernel may give an entry away while we hold it: write to it only what does no
 * harm in another flow.
 */
static __always_inline struct lc_flow *flow_find(enum lc_direction opener,
						 const struct lc_flow_key *key)
{
	return opener == LC_EGRESS ? bpf_map_lookup_elem(&flows_peer, key) :
				     bpf_map_lookup_elem(&flows_device, key);
}

/*
 * Without room the frame passes, and the next that opens tries again. Who saw
 * that there was none asks again after this, and must then find it: hence an
 * operation with a result, which is a barrier (recent.h has the other one).
 */
static __always_inline void flow_put(enum lc_direction opener,
				     const struct lc_flow_key *key,
				     const struct lc_flow *flow)
{
	__u32 *opened = &lenscap_hot.opened[lc_opened_index(key->mac)], before;

	if (opener == LC_EGRESS)
		bpf_map_update_elem(&flows_peer, key, flow, BPF_ANY);
	else
		bpf_map_update_elem(&flows_device, key, flow, BPF_ANY);
	before = __sync_fetch_and_add(opened, 1);
	asm volatile("" : : "r"(before));
}

/* The device's bucket, made full if it is new; NULL if there is no room. */
static __always_inline struct lc_rate *rate_find(const struct lc_rate_key *key,
						 __u64 now)
{
	struct lc_rate *rate = bpf_map_lookup_elem(&rates, key);
	struct lc_rate full = { .full_at = now };

	if (rate)
		return rate;
	bpf_map_update_elem(&rates, key, &full, BPF_NOEXIST);
	return bpf_map_lookup_elem(&rates, key);
}

/* NULL where there is no such index. */
static __always_inline const struct lc_permit *permit_at(__u32 index)
{
	return bpf_map_lookup_elem(&permits, &index);
}

/* Which permits are for the device, a bit for each index. */
static __always_inline __u64 permit_mask(__u64 mac)
{
	const __u64 *mask = bpf_map_lookup_elem(&permit_macs, &mac);

	return mask ? *(const volatile __u64 *)mask : 0;
}

#else /* userspace tests keep them in tables of their own */

__u64 clock_coarse(void);
__u64 clock_fine(void);
__u64 frame_length(const struct lc_frame *f);
struct lc_flow *flow_find(enum lc_direction opener,
			  const struct lc_flow_key *key);
void flow_put(enum lc_direction opener, const struct lc_flow_key *key,
	      const struct lc_flow *flow);
struct lc_rate *rate_find(const struct lc_rate_key *key, __u64 now);
const struct lc_permit *permit_at(__u32 index);
__u64 permit_mask(__u64 mac);

#endif

#endif
