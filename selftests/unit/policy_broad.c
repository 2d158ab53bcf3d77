// SPDX-License-Identifier: GPL-2.0
/*
 * Each broad vendor that a group names is warned about, with what else it
 * makes; any-camera and the others are not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

static bool warned(const char *slug, const char *also)
{
	struct policy *policy = NULL;
	char text[512], expected[512];
	char *findings;
	bool found;

	snprintf(text, sizeof(text),
		 "%s  housekeeping: [none]\n  vendors: [%s]\n", GROUP, slug);
	snprintf(
		expected, sizeof(expected),
		"7:13: warning: group \"g\": vendor \"%s\" makes more than cameras: this hits its %.200s too\n",
		slug, also);
	if (lib_load(text, strlen(text), &policy, &findings, NULL))
		ksft_print_msg("%s", findings);
	found = policy && !strcmp(findings, expected);
	if (*findings && !found)
		ksft_print_msg("%s", findings);
	policy_free(policy);
	free(findings);
	return found;
}

int main(void)
{
	const struct vendor_table *table = lib_vendors();
	size_t broad = 0, right = 0, wrong = 0, i;

	ksft_print_header();
	ksft_set_plan(3);
	for (i = 1; i <= table->n_vendors; i++) {
		const struct vendor *vendor = &table->vendors[i];
		bool warning = warned(vendor->slug, vendor->also_makes);

		broad += vendor->broad;
		right += vendor->broad && warning;
		wrong += !vendor->broad && warning;
	}
	ksft_test_result(broad && right == broad,
			 "each of %zu broad vendors is warned about\n", broad);
	ksft_test_result(!wrong, "no other vendor is\n");
	ksft_test_result(!warned("any-camera", ""), "any-camera is not\n");
	vendor_table_free((struct vendor_table *)table);
	ksft_finished();
}
