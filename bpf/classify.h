/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where a frame is and to which group its device belongs (DESIGN 5, 1 and 2).
 * Reads the link-layer facts only; the way of every unlisted frame ends here.
 */
#ifndef LENSCAP_CLASSIFY_H
#define LENSCAP_CLASSIFY_H

#include "tables.h"

#define LC_MAC_MULTICAST (1ull << 40)
#define LC_MAC_LOCAL (1ull << 41)

static __always_inline const struct lc_iface *
classify_iface(struct lc_frame *f, const struct lc_slot *slot)
{
	const struct lc_hot_slot *hot = slot->hot;
	__u32 bucket = lc_iface_bucket(f->ifindex, hot->head.iface_seed);
	const struct lc_iface *iface;

	iface = &hot->ifaces[lc_index(bucket, LC_IFACE_BUCKETS)];
	return hot->head.policy && iface->ifindex == f->ifindex ? iface : NULL;
}

static __always_inline void classify_zone(struct lc_frame *f,
					  const struct lc_slot *slot,
					  const struct lc_iface *iface)
{
	const struct lc_hot_slot *hot = slot->hot;
	const struct lc_zone *zone;

	f->iface_index = iface->index;
	f->iface_id = iface->id;
	f->zone_index = iface->zone;
	if (iface->flags & LC_IFACE_VLAN_ZONES)
		f->zone_index = hot->vlan_zone[lc_index(f->iface_index,
							LC_MAX_INTERFACES)]
					      [lc_index(f->vlan, LC_VLANS)];
	zone = &hot->zones[lc_index(f->zone_index, LC_ZONE_SLOTS)];
	f->zone_id = zone->id;
	f->monitor = (hot->head.flags & LC_SLOT_MONITOR) ||
		     (zone->flags & LC_ZONE_MONITOR);
}

/* A class lists the device only in the zones that its vector names. */
static __always_inline bool classify_listed(struct lc_frame *f,
					    const struct lc_slot *slot,
					    __u32 class_index)
{
	const struct lc_rule_slot *rules = slot->rules;
	const struct lc_class *class;
	__u64 vector;
	__u8 group;

	class = &rules->classes[lc_index(class_index, LC_CLASSES)];
	vector = lc_index(class->zone_vector, LC_ZONE_VECTORS);
	group = rules->group_of[vector][lc_index(f->zone_index, LC_ZONE_SLOTS)];
	if (!group)
		return false;
	f->listed = 1;
	f->group_index = group - 1;
	f->group_id = rules->groups[lc_index(f->group_index, LC_MAX_GROUPS)].id;
	f->vendor = class->vendor;
	return true;
}

/* Longest first; a prefix that lists the device elsewhere does not hide one. */
static __always_inline bool classify_mac(struct lc_frame *f,
					 const struct lc_slot *slot, __u64 mac,
					 __u32 lengths)
{
	__u32 shift, class;
	int i;

#pragma unroll
	for (i = 0; i < LC_LEN_MAX; i++) {
		if (!(lengths & 1u << i))
			continue;
		shift = length_shift(i);
		class = prefix_class(slot->hot, mac >> shift << shift, i);
		if (class && classify_listed(f, slot, class))
			return true;
	}
	return false;
}

static __always_inline void classify_group(struct lc_frame *f,
					   const struct lc_slot *slot)
{
	__u32 lengths = slot->hot->head.lengths;

	/* macs are exact, the rest is meant for the second address too */
	if (!classify_mac(f, slot, f->mac, lengths) && (f->mac & LC_MAC_LOCAL))
		classify_mac(f, slot, f->mac & ~LC_MAC_LOCAL,
			     lengths & ~(1u << LC_LEN_48));
}

/* What an unlisted frame gets: nothing, unless its zone is for listed ones. */
static __always_inline void classify_unlisted(struct lc_frame *f,
					      const struct lc_slot *slot)
{
	__u8 flags =
		slot->hot->zones[lc_index(f->zone_index, LC_ZONE_SLOTS)].flags;

	if (f->direction == LC_INGRESS && (flags & LC_ZONE_UNLISTED_DROP))
		frame_judge(f, LC_DROP, LC_REASON_UNLISTED);
}

#endif
