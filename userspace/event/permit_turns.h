/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Permits that began and ended between two looks, told: timers of the kernel end
 * them, and commands. What a permit is, permit.h.
 */
#ifndef LENSCAP_PERMIT_TURNS_H
#define LENSCAP_PERMIT_TURNS_H

#include <stdbool.h>

#include "event/event.h"
#include "permit/permit.h"
#include "slot/live.h"

/* As at the last look. All zero to begin with. */
struct permit_turns {
	bool known; /* there was a look */
	struct permits before;
};

/* live NULL: nothing is applied. At the first look nothing is told. */
void permit_turns_look(struct permit_turns *turns, const struct live *live,
		       enum event_form form);
void permit_turns_free(struct permit_turns *turns);

#endif
