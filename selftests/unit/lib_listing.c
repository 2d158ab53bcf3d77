// SPDX-License-Identifier: GPL-2.0
/*
 * What tests of listings share: a policy as text in, who is listed out.
 * No test of its own.
 */
#include "lib_listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"
#include "policy/listing.h"
#include "base/mac.h"

static void print_entry(FILE *out, const struct policy *policy,
			const struct site *site, const struct listing *listing,
			const struct listing_entry *entry)
{
	const uint8_t *group = listing->vectors[entry->vector].group;
	char prefix[MAC_PREFIX_TEXT_LEN];
	size_t i;

	mac_prefix_format(entry->mac, entry->bits, prefix);
	fprintf(out, "%s %s", prefix,
		entry->vendor == VENDOR_NONE ?
			"-" :
			lib_vendors()->vendors[entry->vendor].slug);
	for (i = 0; i < site->zone_count; i++) {
		if (group[i])
			fprintf(out, " %s=%s", site->zones[i].name,
				policy->groups[group[i] - 1].name);
	}
	fputc('\n', out);
}

char *lib_listing(const char *text)
{
	struct listing *listing = NULL;
	struct policy *policy = NULL;
	const struct diag_finding *f;
	struct site *site = NULL;
	char *findings, *result = NULL;
	struct diag *diag;
	size_t len, i;
	FILE *out;
	int err;

	if (lib_load(text, strlen(text), &policy, &findings, &diag))
		ksft_exit_fail_msg("not valid: %s", findings);
	free(findings);
	if (site_offline(policy, NULL, diag, &site))
		ksft_exit_fail_msg("no site\n");
	err = listing_make(policy, site, lib_vendors(), diag, &listing);
	out = open_memstream(&result, &len);
	for (i = 0; listing && i < listing->count; i++)
		print_entry(out, policy, site, listing, &listing->entries[i]);
	for (i = 0; (f = diag_finding(diag, i)); i++) {
		if (f->error)
			fprintf(out, "%u:%u: %s\n", f->where.line,
				f->where.column, f->text);
	}
	fclose(out);
	if (!err != !!listing || (err && err != -EINVAL))
		ksft_exit_fail_msg("listing_make() returned %d\n", err);
	listing_free(listing);
	site_free(site);
	policy_free(policy);
	diag_free(diag);
	return result;
}

int lib_listing_table(const char *vendors, const struct listing_case *cases,
		      size_t count)
{
	char *listing;
	size_t i;

	ksft_print_header();
	ksft_set_plan(count);
	lib_use_vendors(vendors);
	for (i = 0; i < count; i++) {
		listing = lib_listing(cases[i].policy);
		if (strcmp(listing, cases[i].listing)) {
			ksft_print_msg("expected:\n");
			printf("%s# but got:\n%s", cases[i].listing, listing);
		}
		ksft_test_result(!strcmp(listing, cases[i].listing), "%s\n",
				 cases[i].name);
		free(listing);
	}
	lib_free_vendors();
	ksft_finished();
	return KSFT_FAIL;
}
