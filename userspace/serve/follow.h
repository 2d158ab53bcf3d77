/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The devices as they are beside the policy in force: what is to be attached,
 * was lost, hides tags, has other addresses. Looked up, nothing is changed here.
 * When something is done about it is pace.h.
 */
#ifndef LENSCAP_FOLLOW_H
#define LENSCAP_FOLLOW_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "slot/live.h"

enum follow_kind {
	FOLLOW_NEW, /* the policy means this device, and does not judge it yet */
	FOLLOW_LOST, /* one of the programs is not attached any more */
	FOLLOW_HIDDEN, /* receive VLAN offload hides the tags of its zones */
	FOLLOW_ADDRESSES, /* the slot has other addresses than the interface */
	FOLLOW_GONE, /* the slot has a device that is gone */
	FOLLOW_EXTRA, /* attached, and not in the slot */
	FOLLOW_STAGED, /* a table is left staged in the guard */
	FOLLOW_ORDER, /* another tcx program stands before ours */
	FOLLOW_MAX
};

struct follow_finding {
	enum follow_kind kind;
	enum lc_direction direction; /* FOLLOW_LOST; else LC_DIRECTION_MAX */
	unsigned int ifindex; /* 0: of no device */
	unsigned int other; /* id of an XDP program in our way, or 0 */
	char name[IFNAMSIZ]; /* the policy's word for it */
};

#define FOLLOW_ROOM 512 /* findings; of more, the first are enough */

struct follow_findings {
	size_t count;
	struct follow_finding items[FOLLOW_ROOM];
};

struct follow;

/* NULL when out of memory. */
struct follow *follow_new(void);
void follow_free(struct follow *follow);

/*
 * Compare; the policy is read when it is another than at the last look. Without
 * policy in force, and from another network namespace, nothing is found. 0, or
 * a negative errno with the cause in fault and nothing found.
 */
int follow_look(struct follow *follow, const struct live *live,
		const char *state, struct follow_findings *findings,
		struct fault *fault);

/* The same finding in that list (but for `other`), or NULL. */
const struct follow_finding *follow_find(const struct follow_findings *findings,
					 const struct follow_finding *finding);

/* A number for all that is wanted: the same for the same; 0 for nothing. */
uint64_t follow_digest(const struct follow_findings *findings);

#endif
