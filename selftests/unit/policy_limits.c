// SPDX-License-Identifier: GPL-2.0
/*
 * Every limit of DESIGN 4: what is just within it loads, one more is an error
 * that names it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

static void interfaces(FILE *out, unsigned int count)
{
	unsigned int i;

	fputs("version: 1\ngroups: []\ninterfaces:\n", out);
	for (i = 0; i < count; i++)
		fprintf(out, "- name: lan%u\n", i);
}

static void zones(FILE *out, unsigned int count)
{
	unsigned int i;

	fputs(HEAD "groups: []\nzones:\n", out);
	for (i = 0; i < count; i++)
		fprintf(out, "- {name: z%u, interface: lan0, vlans: [%u]}\n", i,
			i + 1);
}

static void groups(FILE *out, unsigned int count)
{
	unsigned int i;

	fputs(HEAD "groups:\n", out);
	for (i = 0; i < count; i++)
		fprintf(out, "- {name: g%u, prefixes: [\"00:00:%02x/24\"]}\n",
			i, i);
}

static void rules_of_group(FILE *out, unsigned int group, unsigned int count)
{
	unsigned int i;

	fprintf(out, "- {name: g%u, prefixes: [\"00:00:%02x/24\"], rules: [",
		group, group);
	for (i = 0; i < count; i++)
		fprintf(out, "{name: r%u, peer: any, action: drop},", i);
	fputs("]}\n", out);
}

static void rules(FILE *out, unsigned int count)
{
	fputs(HEAD "groups:\n", out);
	rules_of_group(out, 0, count);
}

static void all_rules(FILE *out, unsigned int count)
{
	unsigned int i;

	fputs(HEAD "groups:\n", out);
	for (i = 0; count; i++) {
		unsigned int some = count < 200 ? count : 200;

		rules_of_group(out, i, some);
		count -= some;
	}
}

static void macs(FILE *out, unsigned int count)
{
	unsigned int i;

	fputs(HEAD "groups:\n- {name: h, prefixes: [\"44:19:b6/24\"]}\n"
		   "- name: g\n  macs:\n",
	      out);
	for (i = 1; i < count; i++)
		fprintf(out, "  - 00:00:00:%02x:%02x:%02x\n", i >> 16 & 255,
			i >> 8 & 255, i & 255);
}

static void endpoint_addresses(FILE *out, unsigned int count)
{
	unsigned int i;

	fputs(HEAD "groups: []\nendpoints:\n  b: [192.0.2.1]\n  a:\n", out);
	for (i = 1; i < count; i++)
		fprintf(out, "  - 10.%u.%u.%u\n", i >> 16 & 255, i >> 8 & 255,
			i & 255);
}

static void includes(FILE *out, unsigned int count)
{
	unsigned int i;

	/* They need not exist: up to the limit each is looked for. */
	fputs(HEAD "groups: []\ninclude: [", out);
	for (i = 0; i < count; i++)
		fprintf(out, "%u,", i);
	fputs("]\n", out);
}

static const struct {
	const char *name;
	void (*write)(FILE *out, unsigned int count);
	unsigned int limit;
	const char *error; /* with one more than the limit */
	bool invalid; /* also within the limit, for another cause */
} cases[] = {
	{
		"interfaces",
		interfaces,
		64,
		"4:1: \"interfaces\" has 65 entries; the limit is 64\n",
		false,
	},
	{
		"zones",
		zones,
		64,
		"5:1: \"zones\" has 65 entries; the limit is 64\n",
		false,
	},
	{
		"groups",
		groups,
		64,
		"4:1: \"groups\" has 65 entries; the limit is 64\n",
		false,
	},
	{
		"rules of a group",
		rules,
		256,
		"4:48: group \"g0\": \"rules\" has 257 entries; the limit is 256\n",
		false,
	},
	{
		"rules of all groups",
		all_rules,
		1024,
		"9:48: group \"g5\": more than 1024 rules in all groups together\n",
		false,
	},
	{
		"MAC prefixes",
		macs,
		65536,
		"7:3: group \"g\": more than 65536 prefixes and macs in all groups together\n",
		false,
	},
	{
		"address prefixes",
		endpoint_addresses,
		65536,
		"65542:5: endpoint \"a\": more than 65536 address prefixes in endpoints, peers and groups\n",
		false,
	},
	{
		"included files",
		includes,
		16,
		"4:10: \"include\" has 17 entries; the limit is 16\n",
		true,
	},
};

/* The errors, without the warnings; "" when valid. */
static char *errors(size_t i, unsigned int count)
{
	struct policy *policy = NULL;
	char *text = NULL, *findings, *line, *end, *kept;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	cases[i].write(out, count);
	fclose(out);
	lib_load(text, len, &policy, &findings, NULL);
	policy_free(policy);
	free(text);
	kept = calloc(1, strlen(findings) + 1);
	for (line = findings; *line; line = end) {
		end = strchr(line, '\n') + 1;
		if (strncmp(strstr(line, ": "), ": warning: ", 11))
			strncat(kept, line, end - line);
	}
	free(findings);
	return kept;
}

int main(void)
{
	char *within, *past;
	bool ok;
	size_t i;

	ksft_print_header();
	ksft_set_plan(2 * ARRAY_SIZE(cases));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		within = errors(i, cases[i].limit);
		past = errors(i, cases[i].limit + 1);
		ok = !*within;
		if (cases[i].invalid)
			ok = !strstr(within, "limit");
		ksft_test_result(ok, "%u %s\n", cases[i].limit, cases[i].name);
		if (*within && !cases[i].invalid)
			ksft_print_msg("%.300s", within);
		ksft_test_result(!strncmp(past, cases[i].error,
					  strlen(cases[i].error)),
				 "one more is an error\n");
		if (strncmp(past, cases[i].error, strlen(cases[i].error)))
			ksft_print_msg("%.300s", past);
		free(within);
		free(past);
	}
	vendor_table_free((struct vendor_table *)lib_vendors());
	ksft_finished();
}
