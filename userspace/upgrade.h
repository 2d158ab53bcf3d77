/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Programs of another build in the place of those that are pinned, on the same
 * maps (DESIGN 6). The ports get theirs by attach_port().
 */
#ifndef LENSCAP_UPGRADE_H
#define LENSCAP_UPGRADE_H

#include <stdbool.h>

#include "fault.h"
#include "object.h"
#include "slots.h"

struct upgrade {
	bool begun;
	struct object old; /* the programs that were pinned */
};

#define UPGRADE_NONE               \
	{                          \
		.old = OBJECT_NONE \
	}

/*
 * Where obj, as it is pinned in dir, is of another build: load this build's
 * programs onto its maps, pin them and put them into obj. 0, also where nothing
 * is to be done, or a negative errno with the cause in fault.
 */
int upgrade_begin(struct upgrade *upgrade, const char *dir, struct object *obj,
		  struct fault *fault);

/* Take it back: the programs of before, in the pins and in obj. */
void upgrade_undo(struct upgrade *upgrade, const char *dir, struct object *obj);

/* All ports have them: note which build it is. True if there was one. */
bool upgrade_done(const struct upgrade *upgrade, struct slots *slots);

void upgrade_end(struct upgrade *upgrade);

#endif
