/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Addresses: kinds that stand fixed, and the class that a policy puts one into.
 * What a class means is for those who ask.
 */
#ifndef LENSCAP_ADDRESS_H
#define LENSCAP_ADDRESS_H

#include "state.h"

static __always_inline bool addr_is4(const struct lc_addr *a, __u32 prefix,
				     __u32 bits)
{
	return ((__u32)a->lo ^ prefix) >> (32 - bits) == 0;
}

static __always_inline bool addr_is_fe80(const struct lc_addr *a)
{
	return a->hi >> 54 == 0xfe80 >> 6;
}

static __always_inline bool addr_is_ff02(const struct lc_addr *a)
{
	return a->hi >> 48 == 0xff02;
}

static __always_inline bool addr_is_zero(const struct lc_addr *a)
{
	return !a->hi && !a->lo;
}

/* The other end. */
static __always_inline const struct lc_addr *
frame_peer(const struct lc_frame *f)
{
	return f->direction == LC_INGRESS ? &f->dst : &f->src;
}

static __always_inline __u32 addr_class(const struct lc_slot *slot, bool v6,
					const struct lc_addr *addr)
{
	return v6 ? addr6_class(slot->addr6, addr) :
		    addr4_class(slot->rules, addr->lo);
}

#ifdef LENSCAP_WITH_MAPS

/*
 * A function of its own, asked from several places: the verifier reads it once.
 * Together with its callers it must keep within the stack (512 bytes), which is
 * why matching is another one. Scalars only.
 */
OWN_FUNCTION int class_call(__u32 number, __u32 v6, __u64 hi, __u64 lo)
{
	struct lc_slot slot = { .live = number };
	struct lc_addr addr = { .hi = hi, .lo = lo };

	if (!slot_open_rules(&slot) || !slot_open_addr6(&slot))
		return 0;
	return addr_class(&slot, v6, &addr);
}

static __always_inline __u32 frame_class(const struct lc_frame *f,
					 const struct lc_slot *slot,
					 const struct lc_addr *addr)
{
	return class_call(slot_number(slot), f->l3 == LC_L3_IPV6, addr->hi,
			  addr->lo);
}

#else /* for userspace tests, which have one slot, in plain memory */

static inline __u32 frame_class(const struct lc_frame *f,
				const struct lc_slot *slot,
				const struct lc_addr *addr)
{
	return addr_class(slot, f->l3 == LC_L3_IPV6, addr);
}

#endif

#endif
