// SPDX-License-Identifier: GPL-2.0
/*
 * Programs of another build in the place of those that are pinned.
 * When that comes stands in deploy.c.
 */
#include "slot/upgrade.h"

#include <string.h>

#include "maps/pins.h"

static void swap_programs(struct object *a, struct object *b)
{
	int i, fd;

	for (i = 0; i < OBJECT_PROG_MAX; i++) {
		fd = a->progs[i];
		a->progs[i] = b->progs[i];
		b->progs[i] = fd;
	}
}

/* Read by nobody but lenscap itself: frames do not meet it. */
static void name_build(struct slots *slots, __u64 build)
{
	__atomic_store_n(&slots->hot->control.build, build, __ATOMIC_RELEASE);
}

int upgrade_begin(struct upgrade *upgrade, const char *dir, struct object *obj,
		  struct slots *slots, struct fault *fault)
{
	int err;

	upgrade->build = slots->hot->control.build;
	if (upgrade->build == object_build())
		return 0;
	err = object_load_onto(obj, &upgrade->old, fault);
	if (err)
		return err;
	upgrade->can_shadow = upgrade->old.can_shadow;
	swap_programs(obj, &upgrade->old);
	upgrade->begun = true;
	/* a run cut short from here on is made good by the next, of any build */
	name_build(slots, 0);
	err = pins_replace_programs(dir, obj);
	if (err)
		fault_set(fault, err, "cannot pin the programs in %s: %s", dir,
			  strerror(-err));
	return err;
}

int upgrade_undo(struct upgrade *upgrade, const char *dir, struct object *obj)
{
	swap_programs(obj, &upgrade->old);
	return pins_replace_programs(dir, obj);
}

void upgrade_undone(const struct upgrade *upgrade, struct slots *slots)
{
	name_build(slots, upgrade->build);
}

bool upgrade_done(const struct upgrade *upgrade, struct slots *slots)
{
	if (upgrade->begun) {
		slots->hot->control.can_shadow = upgrade->can_shadow;
		name_build(slots, object_build());
	}
	return upgrade->begun;
}

void upgrade_end(struct upgrade *upgrade)
{
	object_close(&upgrade->old);
}
