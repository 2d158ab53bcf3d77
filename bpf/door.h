/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where the way of unlisted frames ends, 1 and 2 of DESIGN 5: no call and no
 * table but those that every frame meets. What is looked up is classify.h.
 */
#ifndef LENSCAP_DOOR_H
#define LENSCAP_DOOR_H

#include "classify.h"
#include "maps.h"

/*
 * Whom most frames come from ends here: NULL, and the frame passes. Else the
 * first octets are listed (f->listed), or the frame may not pass as it is.
 * Nothing but the address was parsed yet: each line of code that these frames
 * meet costs them more than what is done there.
 */
static __always_inline const struct lc_iface *
classify_door(struct lc_frame *f, const struct lc_slot *slot)
{
	const struct lc_iface *iface = classify_iface(f, slot);
	bool multicast = f->mac & LC_MAC_MULTICAST;

	frame_judge(f, LC_PASS, LC_REASON_UNLISTED);
	if (!iface) {
		f->reason = LC_REASON_NOT_IN_POLICY;
		return NULL;
	}
	f->listed = !multicast && filter_has(slot->hot, f->mac);
	/* replay names the zone of unlisted frames too */
	if (!f->listed && !(multicast && f->direction == LC_INGRESS) &&
	    !(iface->flags & LC_IFACE_UNLISTED_DROP) && !lc_replay_on)
		return NULL;
	f->zero = slot->hot->head.zero;
	f->iface_id = iface->id;
	return iface;
}

/* true: the device is listed here, and its group known. */
static __always_inline bool classify_device(struct lc_frame *f,
					    struct lc_slot *slot,
					    const struct lc_iface *iface)
{
	bool known = f->listed;

	f->listed = 0;
	classify_zone(f, slot, iface);
	if (f->mac & LC_MAC_MULTICAST) {
		if (f->direction == LC_INGRESS)
			frame_judge(f, LC_DROP, LC_REASON_MULTICAST_SOURCE);
		return false;
	}
	if (known && slot_open_rules(slot))
		classify_group(f, slot);
	if (!f->listed)
		classify_unlisted(f, slot);
	return f->listed;
}

#endif
