/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How much a device may send: DESIGN 5.12, a token bucket for each.
 * Decides nothing but whether this frame still fits.
 */
#ifndef LENSCAP_RATE_H
#define LENSCAP_RATE_H

#include "state.h"

/* Another processor may take from the same bucket: then the frame drops. */
#define LC_RATE_TRIES 8

/* The clock wraps every nine years: what is not ahead by less is past. */
#define LC_RATE_AHEAD (1ull << 60) /* above any burst: 2^56 at 8 kbit/s */

/* bytes: up to 2^20 (BIG TCP); the product stays below 2^64 at 8 kbit/s. */
static __always_inline __u64 rate_units(const struct lc_group *group,
					__u64 bytes)
{
	return bytes * group->rate_cost >> LC_RATE_SHIFT;
}

/* Take a frame's bytes from the bucket, or leave it as it is. */
static __always_inline bool rate_take(struct lc_rate *rate, __u64 now,
				      __u64 units, __u64 burst)
{
	__u64 from, ahead;
	int i;

	for (i = 0; i < LC_RATE_TRIES; i++) {
		from = *(volatile __u64 *)&rate->full_at;
		ahead = from - now;
		if (ahead >= LC_RATE_AHEAD)
			ahead = 0;
		if (ahead + units > burst)
			return false;
		if (__sync_val_compare_and_swap(&rate->full_at, from,
						now + ahead + units) == from)
			return true;
	}
	return false;
}

/*
 * A function of its own, for the few that have a rate: rare, and costly anyway.
 * place: ifindex, << 32 the VLAN. units and burst as in struct lc_rate.
 */
OWN_FUNCTION int rate_call(__u64 mac, __u64 place, __u64 units, __u64 burst)
{
	struct lc_rate_key key = {
		.mac = mac,
		.ifindex = place,
		.vlan = place >> 32,
	};
	__u64 now = clock_fine() << LC_RATE_UNITS_SHIFT;
	struct lc_rate *rate = rate_find(&key, now);

	return rate && rate_take(rate, now, units, burst);
}

static __always_inline bool rate_fits(const struct lc_frame *f,
				      const struct lc_group *group)
{
	return rate_call(f->mac, f->ifindex | (__u64)f->vlan << 32,
			 rate_units(group, frame_length(f)), group->rate_burst);
}

#endif
