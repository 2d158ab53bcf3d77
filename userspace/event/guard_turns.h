/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ports that the guard closed and opened between two looks, told.
 * What the guard does, and when: lenscap_guard.h.
 */
#ifndef LENSCAP_GUARD_TURNS_H
#define LENSCAP_GUARD_TURNS_H

#include <stdbool.h>
#include <stddef.h>

#include "event/event.h"
#include "guard/guard_reply.h"

/* As at the last look. All zero to begin with. */
struct guard_turns {
	bool known; /* the guard answered */
	struct guard_port *ports; /* ascending by ifindex */
	size_t count;
};

/* At the first look nothing is told. sha256: of the policy in force, or NULL. */
void guard_turns_look(struct guard_turns *turns, const char *sha256,
		      enum event_form form);
void guard_turns_free(struct guard_turns *turns);

/*
 * What became of a port: EVENT_GUARD_CLOSED, EVENT_GUARD_OPENED, or EVENT_MAX
 * where there is nothing to tell: a port begins closed, which is no news.
 */
enum event_kind guard_turns_kind(const struct guard_turns *before,
				 const struct guard_port *now);

#endif
