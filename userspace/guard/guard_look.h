/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard as it is: the module, whether it is enabled, its tables, its ports.
 * For status, metrics and guard status; nothing is changed or printed here.
 */
#ifndef LENSCAP_GUARD_LOOK_H
#define LENSCAP_GUARD_LOOK_H

#include <jansson.h>

#include "guard/guard.h"
#include "guard/guard_record.h"

struct netdevs;

struct guard_look {
	bool loaded; /* the module, in this kernel */
	bool enabled; /* the record says so */
	struct guard_record record; /* where enabled */
	bool answers; /* what follows was told by the guard */
	struct fault why; /* where it is loaded and does not answer */
	struct guard_status status;
	struct guard_port *ports; /* in this network namespace */
	size_t port_count;
	struct netdevs *devs; /* NULL where they cannot be listed */
};

/* How an interface stands with the guard. */
enum guard_shut {
	GUARD_SHUT_UNKNOWN = -1, /* no guarded port is it, or is below it */
	GUARD_SHUT_NO,
	GUARD_SHUT_YES, /* one of them is closed */
};

/* Look; state: where the record stands. What cannot be told is left out. */
void guard_look(const char *state, struct guard_look *look);
void guard_look_free(struct guard_look *look);

enum guard_shut guard_look_shut(const struct guard_look *look,
				unsigned int ifindex);
/* True when any port is closed. */
bool guard_look_any_shut(const struct guard_look *look);

/* Is the table there, and that of the policy with this identity? */
bool guard_look_holds(const struct guard_held *held, const char *sha256);

/*
 * In a word: "absent", "unknown" (it does not answer), "empty" (no table here),
 * "closed" or "open".
 */
const char *guard_look_state(const struct guard_look *look, bool closed);

/*
 * The object that status and guard status share. sha256: of the policy in
 * force, or NULL. NULL when out of memory.
 */
json_t *guard_look_json(const struct guard_look *look, bool closed,
			const char *sha256);

#endif
