/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Programs of another build in the place of those that are pinned, on the same
 * maps (DESIGN 6). The ports get theirs by attach_port().
 */
#ifndef LENSCAP_UPGRADE_H
#define LENSCAP_UPGRADE_H

#include <stdbool.h>

#include "base/fault.h"
#include "maps/object.h"
#include "maps/slots.h"

struct upgrade {
	bool begun;
	bool can_shadow; /* the new ones */
	__u64 build; /* what the control block named before */
	struct object old; /* the programs that were pinned */
};

#define UPGRADE_NONE               \
	{                          \
		.old = OBJECT_NONE \
	}

/*
 * Where obj, as it is pinned in dir, is of another build: load this build's
 * programs onto its maps, pin them and put them into obj. From then until
 * upgrade_done() the control block names no build. 0, also where nothing is to
 * be done, or a negative errno with the cause in fault.
 */
int upgrade_begin(struct upgrade *upgrade, const char *dir, struct object *obj,
		  struct slots *slots, struct fault *fault);

/*
 * Take it back: the programs of before, in the pins and in obj; the ports are
 * the caller's, then upgrade_undone(). 0 or a negative errno.
 */
int upgrade_undo(struct upgrade *upgrade, const char *dir, struct object *obj);
void upgrade_undone(const struct upgrade *upgrade, struct slots *slots);

/* All ports have them: note which build it is. True if there was one. */
bool upgrade_done(const struct upgrade *upgrade, struct slots *slots);

void upgrade_end(struct upgrade *upgrade);

#endif
