/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The switch between the slots, asked of the kernel (lenscap_switch): at once,
 * or until a confirmation comes. What is filled and attached before is deploy.h.
 */
#ifndef LENSCAP_SWITCH_H
#define LENSCAP_SWITCH_H

#include <stdint.h>

#include "maps/object.h"

#define SWITCH_SECONDS_MAX ((int64_t)(LC_CONFIRM_MAX / LC_SECOND))

/*
 * Put the slot in force. id 0: for good; else until seconds (1 to
 * SWITCH_SECONDS_MAX) have passed, unless switch_confirm() comes before. 0, or
 * a negative errno: -EBUSY another one waits to be confirmed.
 */
int switch_to(const struct object *obj, unsigned int slot, uint32_t id,
	      int64_t seconds);

/* Keep what id put in force, or take it back: 0, or -ESTALE it waits no more. */
int switch_confirm(const struct object *obj, uint32_t id);
int switch_back(const struct object *obj, uint32_t id);

/* Say what the slot is that is not in force. 0 or a negative errno. */
int switch_idle(const struct object *obj, enum lc_idle idle);

#endif
