/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is in force, opened for reading: pins, live slot, its identity, names.
 * Nothing here changes anything.
 */
#ifndef LENSCAP_LIVE_H
#define LENSCAP_LIVE_H

#include <lenscap.h>
#include <stdbool.h>
#include <time.h>

#include "base/fault.h"
#include "maps/names.h"
#include "maps/object.h"
#include "maps/slots.h"
#include "policy/site.h"
#include "port/attach.h"
#include "slot/pending.h"

struct live {
	struct object obj;
	struct attach at; /* for attach_look() */
	struct slots slots; /* read only */
	struct names *names;
	unsigned int slot; /* in force */
	bool policy; /* false: the empty slot is in force */
	struct lc_policy_info info; /* strings end; zeroed without policy */
	struct lc_control control;
	struct pending pending;
	time_t since; /* when the counters began */
};

/*
 * 0, or with the cause in fault: -ENOENT nothing is applied, or another
 * negative errno (pins_open()). dir is kept, not copied. live_close() after.
 */
int live_open(const char *dir, struct live *live, struct fault *fault);
void live_close(struct live *live);

/* The resolved policy in force: 0 or a negative errno; the caller frees. */
int live_text(const struct live *live, char **text);

/*
 * Read policy_info of a slot (or LC_INFO_ASIDE), with all strings ended. 0 or a
 * negative errno.
 */
int live_read_info(const struct object *obj, unsigned int slot,
		   struct lc_policy_info *info);

/* The interface in the live slot, NULL where it is not in the policy. */
const struct lc_iface *live_iface(const struct live *live,
				  unsigned int ifindex);

/*
 * Those devices of the live slot that have our programs on them, and are not
 * here by their name; how many.
 */
size_t live_held(const struct live *live,
		 struct site_held held[LC_MAX_INTERFACES]);

#endif
