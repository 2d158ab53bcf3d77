// SPDX-License-Identifier: GPL-2.0
/*
 * What this version checks but does not enforce is accepted by the reader and
 * refused by policy_refuse_deferred(), one sentence a feature.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

#define SAYS(what) \
	"\"" what  \
	"\" is checked but not enforced by this version; remove it to apply\n"

static const struct {
	const char *name;
	const char *text;
	const char *findings; /* of policy_refuse_deferred() */
} cases[] = {
	{
		"nothing",
		RULES "  - {name: a, peer: 10.0.0.1, initiated-by: either}\n"
		      "  - {name: b, peer: any, action: drop}\n",
		"",
	},
	{
		"what opens flows, addresses, rate",
		GROUP "  addresses: [10.0.0.1]\n  rate: {per-device: 1mbit}\n"
		      "  rules:\n"
		      "  - {name: a, peer: 10.0.0.1, initiated-by: peer}\n"
		      "  - {name: b, peer: 10.0.0.1, initiated-by: device}\n",
		"",
	},
	{
		"tests; neither boot nor permits",
		GROUP "boot: {on-failure: drop}\ntests: []\npermits: []\n",
		"7:1: " SAYS("tests"),
	},
};

static bool run(size_t i)
{
	struct diag *loading, *diag = diag_new();
	const struct diag_finding *f;
	struct policy *policy = NULL;
	char *findings, *text = NULL;
	size_t n, len;
	FILE *out;
	int err;
	bool right;

	err = lib_load(cases[i].text, strlen(cases[i].text), &policy, &findings,
		       &loading);
	free(findings);
	if (err)
		ksft_exit_fail_msg("not valid\n");
	err = policy_refuse_deferred(policy, diag);
	out = open_memstream(&text, &len);
	for (n = 0; (f = diag_finding(diag, n)); n++)
		fprintf(out, "%u:%u: %s\n", f->where.line, f->where.column,
			f->text);
	fclose(out);
	right = !strcmp(text, cases[i].findings) && !err == !*text;
	if (!right)
		ksft_print_msg("%d, %s", err, text);
	free(text);
	policy_free(policy);
	diag_free(loading);
	diag_free(diag);
	return right;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases));
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(run(i), "%s\n", cases[i].name);
	vendor_table_free((struct vendor_table *)lib_vendors());
	ksft_finished();
}
