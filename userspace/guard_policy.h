/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The policy in force, read again from its pinned text, so that the guard's
 * table can be made of it. Nothing is applied here.
 */
#ifndef LENSCAP_GUARD_POLICY_H
#define LENSCAP_GUARD_POLICY_H

#include "guard_table.h"
#include "live.h"
#include "vendor.h"

struct guard_policy {
	struct vendor_table vendors;
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
};

/*
 * 0, or a negative errno with the cause in fault: when the text does not give
 * the identity that is in force (another vendor table made it), -ESTALE.
 * guard_policy_free() in either case.
 */
int guard_policy_load(const struct live *live, struct guard_policy *gp,
		      struct fault *fault);
void guard_policy_free(struct guard_policy *gp);

/* What guard_table_make() wants; devs NULL. */
struct guard_table_input guard_policy_input(const struct guard_policy *gp);

#endif
