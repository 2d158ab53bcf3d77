// SPDX-License-Identifier: GPL-2.0
/*
 * What tests of `diff` share: a policy as text in, all that is made of it out.
 * No test of its own.
 */
#include "lib_diff.h"

#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

void lib_side_make(const char *text, struct names *names, struct lib_side *side)
{
	struct compile_input input;
	char *findings = NULL;

	memset(side, 0, sizeof(*side));
	if (lib_load(text, strlen(text), &side->policy, &findings, &side->diag))
		ksft_exit_fail_msg("not valid: %s", findings);
	free(findings);
	if (site_offline(side->policy, NULL, side->diag, &side->site) ||
	    listing_make(side->policy, side->site, lib_vendors(), side->diag,
			 &side->listing))
		ksft_exit_fail_msg("no listing: %s\n", text);
	input = (struct compile_input){
		.policy = side->policy,
		.site = side->site,
		.listing = side->listing,
		.vendors = lib_vendors(),
		.names = names,
	};
	if (compile_slot(&input, side->diag, &side->image))
		ksft_exit_fail_msg("not compiled: %s\n", text);
}

void lib_side_free(struct lib_side *side)
{
	slot_image_free(side->image);
	listing_free(side->listing);
	site_free(side->site);
	policy_free(side->policy);
	diag_free(side->diag);
}
