/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which addresses a device may call its own: DESIGN 5.5, ingress only.
 * Facts and classes of addresses alone.
 */
#ifndef LENSCAP_SOURCE_H
#define LENSCAP_SOURCE_H

#include "address.h"

/* Sources that no device can own. */
static __always_inline bool bad_source(const struct lc_frame *f)
{
	if (f->l3 == LC_L3_IPV6)
		return f->src.hi >> 56 == 0xff ||
		       (!f->src.hi && f->src.lo == 1);
	if (f->l3 != LC_L3_IPV4 && f->l3 != LC_L3_ARP)
		return false;
	return addr_is4(&f->src, 0x7f000000, 8) ||
	       addr_is4(&f->src, 0xe0000000, 4) ||
	       addr_is4(&f->src, 0xffffffff, 32);
}

/* What a device says before it has an address, or to its link alone. */
static __always_inline bool source_exempt(const struct lc_frame *f)
{
	if (f->l3 == LC_L3_IPV6 && addr_is_fe80(&f->src))
		return addr_is_fe80(&f->dst) || addr_is_ff02(&f->dst);
	if (!addr_is_zero(&f->src))
		return false;
	if (f->message == LC_MSG_NS) /* address detection, RFC 4862 5.4.2 */
		return f->dst.hi == 0xff02000000000000ull &&
		       f->dst.lo >> 24 == 0x1ff;
	return f->message == LC_MSG_MLD || f->message == LC_MSG_ARP_PROBE ||
	       (f->l3 == LC_L3_IPV4 && f->message == LC_MSG_DHCP_CLIENT);
}

static __always_inline bool source_guarded(const struct lc_frame *f,
					   const struct lc_slot *slot)
{
	__u32 class = frame_class(f, slot, &f->src);

	return slot_class(slot, class)->guard >> f->group_index & 1;
}

/* An advertisement claims its target as ARP does its sender. */
static __always_inline bool claim_guarded(const struct lc_frame *f,
					  const struct lc_slot *slot)
{
	return !f->claim ||
	       (slot_class(slot, f->claim - 1)->guard >> f->group_index & 1);
}

static __always_inline enum lc_reason
refuse_source(const struct lc_frame *f, const struct lc_slot *slot,
	      const struct lc_group *group)
{
	if (bad_source(f))
		return LC_REASON_SOURCE_ADDRESS;
	if (!(group->flags & LC_GROUP_GUARD) || f->l3 == LC_L3_EAPOL)
		return LC_REASON_NONE;
	if ((!source_exempt(f) && !source_guarded(f, slot)) ||
	    !claim_guarded(f, slot))
		return LC_REASON_SOURCE_GUARD;
	return LC_REASON_NONE;
}

#endif
