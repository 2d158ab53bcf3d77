/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Permits as they are in the kernel: which are active, begin, end (DESIGN 6).
 * Not what is written of them: permit_words.h, permit_text.h, permit_sync.h.
 */
#ifndef LENSCAP_PERMIT_H
#define LENSCAP_PERMIT_H

#include <lenscap.h>
#include <stddef.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/fault.h"
#include "maps/object.h"
#include "maps/slots.h"
#include "policy/policy.h"

struct permit {
	struct lc_permit what; /* what.id 0: an id is made for it */
	struct lc_permit_note note; /* its strings end */
	uint32_t index; /* where it stands once it is active */
	int64_t seconds; /* from 1 to PERMIT_SECONDS_MAX; what is left of it */
};

struct permits {
	struct permit *items;
	size_t count;
};

#define PERMIT_SECONDS_MAX ((int64_t)(LC_PERMIT_MAX / LC_SECOND))

/* The active ones, oldest first. 0 or a negative errno; permits_free() after. */
int permits_read(const struct object *obj, struct permits *permits);
void permits_free(struct permits *permits);

/* Room for count in permits, which has none. 0 or -ENOMEM. */
int permits_alloc(struct permits *permits, size_t count);

/*
 * Make them active, each for its seconds; ids and indexes are filled in. What
 * cannot begin ends the call: those before it are active. 0, or a negative
 * errno with the cause in fault. The caller holds the lock.
 */
int permits_begin(const struct object *obj, struct permits *permits,
		  struct fault *fault);

/* 0, or a negative errno: -ESTALE it has ended already. */
int permit_end(const struct object *obj, const struct permit *permit);

/* Fill in the peer: any, or prefixes of at most LC_PERMIT_PEERS, else -E2BIG. */
int permit_set_peer(struct lc_permit *what, bool any,
		    const struct addr_list *prefixes);

/* Protocol and at most LC_PERMIT_PORTS ranges (0: all), else -E2BIG. */
int permit_set_ports(struct lc_permit *what, enum rule_proto proto,
		     const struct port_range *ports, size_t count);
enum rule_proto permit_proto(const struct lc_permit *what);

/* Prefix i of the peer; false past the last. */
bool permit_peer(const struct lc_permit *what, size_t i,
		 struct addr_prefix *prefix);

/* Is the device listed in any zone of the slot in force? */
bool permit_listed(const struct slots *slots, uint64_t mac);

#endif
