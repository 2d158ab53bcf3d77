/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The two slots of the maps as memory: fill the idle one, switch to it.
 * What goes into a slot is compile.h; what maps there are is object.h.
 */
#ifndef LENSCAP_SLOTS_H
#define LENSCAP_SLOTS_H

#include <lenscap.h>
#include <stdbool.h>

#include "base/fault.h"
#include "maps/object.h"

/* What a slot is filled from. */
struct slot_image {
	struct lc_hot_slot hot;
	struct lc_rule_slot rules;
	struct lc_addr6_slot addr6;
};

/* Views of the mapped maps; the memory belongs to struct slots. */
struct slots {
	struct lc_hot *hot;
	struct lc_rule_slot *rules[LC_SLOTS];
	struct lc_addr6_slot *addr6[LC_SLOTS];
	void *rules_base; /* private: what munmap() wants */
	void *addr6_base;
};

/*
 * Map obj's slot maps. write false: reading only. 0, or a negative errno with
 * the cause in fault and *slots untouched. The descriptors may be closed after.
 */
int slots_map(const struct object *obj, bool write, struct slots *slots,
	      struct fault *fault);
void slots_unmap(struct slots *slots);

/* The slot in force, 0 or 1, read once. */
unsigned int slots_live(const struct slots *slots);

/* The interface in slot n, NULL where it is not in its policy. */
const struct lc_iface *slots_iface(const struct slots *slots, unsigned int n,
				   unsigned int ifindex);

/* True when slot n holds exactly this image. */
bool slots_equal(const struct slots *slots, unsigned int n,
		 const struct slot_image *image);

/*
 * Wait until no program can still be reading the idle slot: an RCU grace
 * period. Must come before the first slots_fill() after a switch.
 */
int slots_grace(const struct object *obj, struct fault *fault);

/* Copy the image into slot n, which must be idle. */
void slots_fill(struct slots *slots, unsigned int n,
		const struct slot_image *image);

/*
 * Put slot n in force in a private copy, ordered after slots_fill(). What is
 * attached is switched by the kernel: switch.h.
 */
void slots_flip(struct slots *slots, unsigned int n);

/* What the programs write into tags (struct lcg_tag) from now on, 0: none. */
void slots_tag_key(struct slots *slots, __u32 key);

#endif
