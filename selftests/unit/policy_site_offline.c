// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces and zones without a look at a machine: names, patterns that
 * stand for devices, own zones before named ones, what zones inherit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"
#include "policy/site.h"

#define TOP "version: 1\n"
#define GROUPS "groups: [{name: g, vendors: [dahua]}]\n"

static const struct {
	const char *name;
	const char *policy;
	const char *interface;
	const char *site; /* see print_site() */
} cases[] = {
	{
		"names",
		TOP GROUPS
		"interfaces: [{name: b, unlisted: drop}, {name: a, on-link: [10.0.0.0/8]}]\n",
		NULL,
		"1 b drop\n2 a pass 10.0.0.0/8\n",
	},
	{
		"zones stand behind the interfaces' own and take their unlisted",
		TOP GROUPS
		"interfaces: [{name: a}, {name: b, unlisted: drop}]\n"
		"zones:\n"
		"- {name: x, interface: b, vlans: [1], mode: monitor}\n"
		"- {name: y, interface: b, vlans: [2], unlisted: pass}\n"
		"- {name: z, interface: a, vlans: [3], unlisted: drop}\n",
		NULL,
		"1 a pass\n2 b drop\nx of b drop monitor\ny of b pass\nz of a drop\n",
	},
	{
		"a pattern is the one that was asked for",
		TOP GROUPS "interfaces: [{match: lan*}]\n",
		"lan7",
		"1 lan7 pass\n",
	},
	{
		"a pattern is what zones and groups name",
		TOP
		"interfaces: [{match: lan*}, {match: wan*}]\n"
		"zones: [{name: x, interface: lan1, vlans: [1]}, {name: lany, interface: lan1, vlans: [2]}]\n"
		"groups: [{name: g, vendors: [dahua], zones: [lan2, lany, wan0]}]\n",
		NULL,
		"1 lan1 pass\n2 lan2 pass\n3 wan0 pass\nx of lan1 pass\nlany of lan1 pass\n",
	},
	{
		"a pattern stands for itself when nothing is named",
		TOP GROUPS "interfaces: [{match: lan*}]\n",
		NULL,
		"1 lan* pass\n",
	},
	{
		"the first entry that fits wins",
		TOP GROUPS
		"interfaces: [{match: lan*, unlisted: drop}, {name: lan0}]\n",
		"lan0",
		"1 lan0 drop\n",
	},
	{
		"a name that an entry has is taken as it is",
		TOP GROUPS "interfaces: [{name: lan0}, {name: lan1}]\n",
		"lan1",
		"1 lan0 pass\n2 lan1 pass\n",
	},
	{
		"a name that fits no entry",
		TOP GROUPS "interfaces: [{name: lan0}, {match: lan?}]\n",
		"wan0",
		"no entry under \"interfaces\" fits \"wan0\"\n",
	},
};

/* "IFINDEX NAME pass|drop ON-LINK\n" and "ZONE of NAME pass|drop [monitor]\n". */
static void print_site(FILE *out, const struct site *site)
{
	const struct site_interface *at = site->interfaces;
	const struct site_zone *zone;
	char text[ADDR_TEXT_LEN];
	size_t i;

	for (i = 0; i < site->zone_count; i++) {
		zone = &site->zones[i];
		if (i < site->interface_count)
			fprintf(out, "%u ", at[i].ifindex);
		fputs(zone->name, out);
		if (zone->entry)
			fprintf(out, " of %s", at[zone->interface].name);
		else if (zone->interface != i || at[i].zone != i ||
			 strcmp(zone->name, at[i].name))
			fputs(" (misplaced)", out);
		fprintf(out, " %s%s", zone->unlisted_drop ? "drop" : "pass",
			zone->monitor ? " monitor" : "");
		if (!zone->entry && at[i].on_link.count) {
			addr_prefix_format(at[i].on_link.items, text);
			fprintf(out, " %s", text);
		}
		fputc('\n', out);
	}
}

static bool run(size_t i)
{
	struct policy *policy = NULL;
	struct site *site = NULL;
	char *findings, *text = NULL;
	struct diag *diag;
	size_t len;
	FILE *out;
	bool right;
	int err;

	if (lib_load(cases[i].policy, strlen(cases[i].policy), &policy,
		     &findings, &diag))
		ksft_exit_fail_msg("not valid: %s", findings);
	err = site_offline(policy, cases[i].interface, diag, &site);
	out = open_memstream(&text, &len);
	if (!err)
		print_site(out, site);
	else if (err == -ENODEV && diag_finding(diag, 0))
		fprintf(out, "%s\n", diag_finding(diag, 0)->text);
	fclose(out);
	right = !strcmp(text, cases[i].site);
	if (!right)
		ksft_print_msg("%d: %s", err, text);
	site_free(site);
	policy_free(policy);
	diag_free(diag);
	free(findings);
	free(text);
	return right;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases));
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(run(i), "%s\n", cases[i].name);
	lib_free_vendors();
	ksft_finished();
}
