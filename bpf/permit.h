/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Permits: DESIGN 5.11. Which one lets a device open, and whether that still
 * holds. How they begin and end is permit_timer.h, who asks is decide.h.
 */
#ifndef LENSCAP_PERMIT_ALLOW_H
#define LENSCAP_PERMIT_ALLOW_H

#include "state.h"

/* What a device wants to open, beside the address: in one word. */
enum lc_wish {
	LC_WISH_PORT = 0, /* 16 bits */
	LC_WISH_PROTO = 16, /* enum lc_proto */
	LC_WISH_FAMILY = 24, /* 4 or 6 */
};

/* The group's flags as they are while any permit is active: devices may open. */
static __always_inline __u32 permit_flags(const struct lc_slot *slot,
					  const struct lc_group *group)
{
	_Static_assert(LC_LIVE_PERMITS << 3 == LC_GROUP_DEVICE_OPENS,
		       "one bit becomes the other");

	return group->flags | (slot->live & LC_LIVE_PERMITS) << 3;
}

/* Places that are not in use are zero and match nothing. */
static __always_inline bool permit_has_peer(const struct lc_permit *permit,
					    __u64 hi, __u64 lo, __u32 family)
{
	const struct lc_permit_peer *peer = permit->peers;
	__u32 hit = permit->any;
	int i;

	for (i = 0; i < LC_PERMIT_PEERS && peer->family; i++, peer++)
		hit |= !((peer->family ^ family) |
			 ((peer->hi ^ hi) & peer->mask_hi) |
			 ((peer->lo ^ lo) & peer->mask_lo));
	return hit;
}

static __always_inline bool permit_has_port(const struct lc_permit *permit,
					    __u32 port)
{
	const struct lc_permit_ports *range = permit->ports;
	__u32 hit = permit->any_port;
	int i;

	for (i = 0; i < LC_PERMIT_PORTS && range->low; i++, range++)
		hit |= (port >= range->low) & (port <= range->high);
	return hit;
}

/*
 * The id of the permit at index if it is active and allows that, else 0. A
 * function of its own, so that the verifier reads it once, not once for each
 * permit; its stack comes on top of permit_call()'s.
 */
OWN_FUNCTION __u32 permit_fits(__u32 index, __u64 hi, __u64 lo, __u32 wish)
{
	const struct lc_permit *permit = permit_at(index);
	__u32 id;

	if (!permit)
		return 0;
	id = *(const volatile __u32 *)&permit->id;
	if (!(permit->protos >> (wish >> LC_WISH_PROTO & 3) & 1) ||
	    !permit_has_port(permit, wish & 0xffff) ||
	    !permit_has_peer(permit, hi, lo, wish >> LC_WISH_FAMILY))
		return 0;
	return id;
}

/*
 * What opens the flow, as lc_flow.opened_by has it, or 0. hi, lo: the address
 * of the peer; wish: enum lc_wish. A function of its own for the sake of the
 * stack, as are others (address.h).
 */
OWN_FUNCTION __u64 permit_call(__u64 mac, __u64 hi, __u64 lo, __u32 wish)
{
	__u64 left = permit_mask(mac);
	__u32 index, id;
	int i;

	for (i = 0; i < LC_PERMITS && left; i++) {
		index = lowest_bit(left);
		left &= left - 1;
		id = permit_fits(index, hi, lo, wish);
		if (id)
			return (__u64)id << 32 | LC_OPENED_PERMIT | index;
	}
	return 0;
}

/* As permit_call(), for what the frame would open. */
static __always_inline __u64 permit_opens(const struct lc_frame *f)
{
	return permit_call(f->mac, f->dst.hi, f->dst.lo,
			   f->dport | (__u32)f->proto << LC_WISH_PROTO |
				   (f->l3 == LC_L3_IPV6 ? 6u : 4u)
					   << LC_WISH_FAMILY);
}

/* Is the permit that opened the flow active, and the same one? */
OWN_FUNCTION int permit_holds(__u64 by)
{
	const struct lc_permit *permit = permit_at(by & (LC_PERMITS - 1));

	return permit && *(const volatile __u32 *)&permit->id == by >> 32;
}

#endif
