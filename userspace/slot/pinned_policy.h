/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A policy read again from its pinned text, for this machine as it is now.
 * Nothing is applied here.
 */
#ifndef LENSCAP_PINNED_POLICY_H
#define LENSCAP_PINNED_POLICY_H

#include "guard/guard_table.h"
#include "policy/vendor.h"
#include "slot/live.h"

struct pinned_policy {
	struct vendor_table vendors;
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
};

/*
 * The policy in force, or with pinned_policy_load_nth() the one under that
 * number (pins_read_text()), of which info is noted. 0, or a negative errno with
 * the cause in fault: where the text does not give the identity that is noted
 * (another vendor table made it), -ESTALE. pinned_policy_free() in either case.
 */
int pinned_policy_load(const struct live *live, struct pinned_policy *pp,
		       struct fault *fault);
int pinned_policy_load_nth(const struct live *live, unsigned int n,
			   const struct lc_policy_info *info,
			   struct pinned_policy *pp, struct fault *fault);
/* Instead, from a file, with the vendors at hand; there is no identity to keep. */
int pinned_policy_load_file(const char *path, struct pinned_policy *pp,
			    struct fault *fault);
void pinned_policy_free(struct pinned_policy *pp);

/* policy_load_saved() of such a text, with what it returns. */
int pinned_policy_parse(const char *text, size_t len,
			const struct vendor_table *vendors, struct diag *diag,
			struct policy **policy);

/* What guard_table_make() wants; devs NULL. */
struct guard_table_input pinned_policy_guard(const struct pinned_policy *pp);

#endif
