/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard's part of a switch of policy: the next table beside the current
 * one, then in its place, so that no prefix is in neither (lenscap_guard.h).
 */
#ifndef LENSCAP_GUARD_SWITCH_H
#define LENSCAP_GUARD_SWITCH_H

#include "guard/guard.h"
#include "guard/guard_record.h"

struct netdevs;
struct site;

/* All zero is one with no guard there. */
struct guard_switch {
	struct guard *guard; /* NULL: the module is not loaded */
	struct guard_table *table;
	struct guard_status status; /* as it was before */
	bool enabled;
	struct guard_record record; /* where enabled */
	bool staged;
};

/*
 * Stage the table of in. live: the identity of the policy in force, or NULL;
 * what a run that was cut short left staged for it is committed first. state:
 * where the record stands. 0, also without the module, or a negative errno with
 * the cause in fault; guard_switch_end() in either case.
 */
int guard_switch_begin(struct guard_switch *sw,
		       const struct guard_table_input *in, const char *live,
		       const char *state, struct fault *fault);

/*
 * Tags are proof only where programs run on ports themselves. 0, or -EOPNOTSUPP
 * with what stands in the way in fault.
 */
int guard_switch_check_tag(const struct site *site, const struct netdevs *devs,
			   struct fault *fault);

/* What the programs must put into tags from now on, 0: write none. */
uint32_t guard_switch_key(const struct guard_switch *sw);

/* After the switch. 0 or a negative errno with the cause in fault. */
int guard_switch_commit(struct guard_switch *sw, struct fault *fault);

/*
 * The same once it is sure that a switch stays, by whoever is there then: what
 * is staged for the policy in force becomes the table, what is staged for
 * another is forgotten. sha256: its identity, or NULL for none. 0, also without
 * the module, or a negative errno with the cause in fault.
 */
int guard_switch_settle(const char *sha256, const char *state,
			struct fault *fault);

/* Instead of guard_switch_commit(). */
void guard_switch_undo(struct guard_switch *sw);
void guard_switch_end(struct guard_switch *sw);

#endif
