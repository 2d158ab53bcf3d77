// SPDX-License-Identifier: GPL-2.0
/*
 * A listing as large as it may be: sorted, no prefix twice, each vector once;
 * and one prefix more, which comes from a vendor, is an error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_listing.h"
#include "lib_policy.h"
#include "policy/listing.h"

static const char vendors[] = "vendor\tmaker\t-\t-\t-\tMaker\n"
			      "44:00:02/24\tmaker\tMA-L\tMaker Ltd\n";

static const char too_many[] =
	"0:0: the groups list 65537 MAC prefixes with those of their vendors; the limit is 65536\n";

/* Groups in zones of their own list parts of 65,536 MACs, last ones first. */
static char *write_policy(const char *more)
{
	char *text = NULL;
	unsigned int g, i;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	fputs("version: 1\ninterfaces: [{name: lan0}]\nzones:\n", out);
	for (g = 0; g < 16; g++)
		fprintf(out, "- {name: z%u, interface: lan0, vlans: [%u]}\n", g,
			g + 1);
	fputs("groups:\n", out);
	for (g = 0; g < 16; g++) {
		fprintf(out, "- name: g%u\n  zones: [z%u]\n%s  macs:\n", g, g,
			g ? "" : more);
		for (i = 4096; i--;)
			fprintf(out, "  - 00:%02x:00:00:%02x:%02x\n", g, i >> 8,
				i & 255);
	}
	fclose(out);
	return text;
}

static bool in_order(const struct listing *listing)
{
	const struct listing_entry *e = listing->entries;
	size_t i;

	for (i = 1; i < listing->count; i++) {
		if (e[i - 1].mac > e[i].mac ||
		    (e[i - 1].mac == e[i].mac && e[i - 1].bits >= e[i].bits))
			return false;
	}
	return true;
}

static bool vectors_once(const struct listing *listing)
{
	size_t i, j;

	for (i = 0; i < listing->vector_count; i++) {
		for (j = 0; j < i; j++) {
			if (!memcmp(&listing->vectors[i], &listing->vectors[j],
				    sizeof(*listing->vectors)))
				return false;
		}
	}
	return listing->vector_count == 16;
}

int main(void)
{
	struct listing *listing = NULL;
	struct policy *policy = NULL;
	char *text, *findings, *listed;
	struct site *site = NULL;
	struct diag *diag;

	ksft_print_header();
	ksft_set_plan(4);
	lib_use_vendors(vendors);
	text = write_policy("");
	if (lib_load(text, strlen(text), &policy, &findings, &diag) ||
	    site_offline(policy, NULL, diag, &site) ||
	    listing_make(policy, site, lib_vendors(), diag, &listing))
		ksft_exit_fail_msg("not made: %s", findings);
	ksft_test_result(listing->count == 65536, "65536 prefixes\n");
	ksft_test_result(in_order(listing), "sorted, none twice\n");
	ksft_test_result(vectors_once(listing), "a vector for each zone\n");
	listing_free(listing);
	site_free(site);
	policy_free(policy);
	diag_free(diag);
	free(findings);
	free(text);

	text = write_policy("  vendors: [maker]\n");
	listed = lib_listing(text);
	ksft_test_result(!strcmp(listed, too_many), "one more is an error\n");
	free(listed);
	free(text);
	lib_free_vendors();
	ksft_finished();
}
