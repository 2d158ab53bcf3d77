/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tests of a policy, run through the programs that apply would attach.
 * What their words are stands in frame.h; nothing that is in force is touched.
 */
#ifndef LENSCAP_TRIAL_H
#define LENSCAP_TRIAL_H

#include "base/fault.h"
#include "policy/listing.h"
#include "policy/site.h"

struct vendor_table;

struct trial_input {
	const struct policy *policy;
	const struct vendor_table *vendors;
	/*
	 * Where the policy is judged. Tests of interfaces that this lacks run
	 * as if they were there (site_offline()), and are warned of.
	 */
	const struct site *site;
	const struct listing *listing;
	bool made_up; /* site is site_offline()'s: none of it is here */
	const char *why; /* with made_up: what is wrong here; or NULL */
};

/*
 * Each test begins without flows; its frames share them, in order. Permits are
 * not asked. A frame whose verdict differs is an error in diag where it stands.
 * 0, -EINVAL with errors in diag, or another negative errno with the cause in
 * fault: then the tests could not be run.
 */
int trial_run(const struct trial_input *input, struct diag *diag,
	      struct fault *fault);

#endif
