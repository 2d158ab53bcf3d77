// SPDX-License-Identifier: GPL-2.0
/*
 * Programs of another build in the place of those that are pinned.
 * When that comes stands in deploy.c.
 */
#include "upgrade.h"

#include <errno.h>
#include <string.h>

#include "pins.h"

static void swap_programs(struct object *a, struct object *b)
{
	int i, fd;

	for (i = 0; i < OBJECT_PROG_MAX; i++) {
		fd = a->progs[i];
		a->progs[i] = b->progs[i];
		b->progs[i] = fd;
	}
}

int upgrade_begin(struct upgrade *upgrade, const char *dir, struct object *obj,
		  struct fault *fault)
{
	struct lc_control control;
	int err = pins_control(obj, &control);

	if (err)
		return fault_set(fault, err, "%s cannot be read: %s", dir,
				 strerror(-err));
	if (control.build == object_build())
		return 0;
	err = object_load_onto(obj, &upgrade->old, fault);
	if (err)
		return err;
	swap_programs(obj, &upgrade->old);
	upgrade->begun = true;
	err = pins_replace_programs(dir, obj);
	if (err)
		fault_set(fault, err, "cannot pin the programs in %s: %s", dir,
			  strerror(-err));
	return err;
}

void upgrade_undo(struct upgrade *upgrade, const char *dir, struct object *obj)
{
	if (!upgrade->begun)
		return;
	swap_programs(obj, &upgrade->old);
	upgrade->begun = false;
	pins_replace_programs(dir, obj);
}

bool upgrade_done(const struct upgrade *upgrade, struct slots *slots)
{
	if (upgrade->begun)
		slots->hot->control.build = object_build();
	return upgrade->begun;
}

void upgrade_end(struct upgrade *upgrade)
{
	object_close(&upgrade->old);
}
