// SPDX-License-Identifier: GPL-2.0
/*
 * The resolved policy reads back to itself, and its identity depends on what
 * it says: not on layout or permits, but on every word that has an effect.
 */
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

#define EXPECTED "../shared/expected/*.yaml"

struct result {
	char *resolved;
	char sha256[65];
	char base_sha256[65];
};

static bool load(const char *text, struct result *result)
{
	struct policy *policy = NULL;
	char *findings;

	if (lib_load(text, strlen(text), &policy, &findings, NULL))
		ksft_print_msg("%s", findings);
	free(findings);
	if (!policy)
		return false;
	result->resolved = strdup(policy->resolved);
	memcpy(result->sha256, policy->sha256, 65);
	memcpy(result->base_sha256, policy->base_sha256, 65);
	policy_free(policy);
	return true;
}

static bool reads_back(const char *text)
{
	struct result first, second;
	bool same;

	if (!load(text, &first))
		return false;
	if (!load(first.resolved, &second)) {
		free(first.resolved);
		return false;
	}
	same = !strcmp(first.resolved, second.resolved) &&
	       !strcmp(first.sha256, second.sha256);
	free(first.resolved);
	free(second.resolved);
	return same;
}

/* 1 when both have one identity, 0 when not, -1 when one is not valid. */
static int same_identity(const char *a, const char *b)
{
	struct result first, second;

	if (!load(a, &first))
		return -1;
	free(first.resolved);
	if (!load(b, &second))
		return -1;
	free(second.resolved);
	return !strcmp(first.sha256, second.sha256);
}

/* The full policy with one text in place of another. */
static char *altered(const char *from, const char *to)
{
	const char *at = strstr(lib_policy_full, from);
	char *text = malloc(strlen(lib_policy_full) + strlen(to) + 1);

	if (!at || !text)
		ksft_exit_fail_msg("\"%s\" is not in the text\n", from);
	memcpy(text, lib_policy_full, at - lib_policy_full);
	strcpy(text + (at - lib_policy_full), to);
	strcat(text, at + strlen(from));
	return text;
}

static const char *const different[][2] = {
	{ "ministry", "minister" },
	{ "2026.4", "2026.5" },
	{ "owner: noc", "owner: me" },
	{ "decision 123", "decision 124" },
	{ "note: why", "note: because" },
	{ "peer: any", "peer: 10.0.0.1" },
	{ "none-of-it", "nothing" },
	{ "two\n", "three\n" },
	{ "00:11:22:33:44:55\"]\n  mode", "00:11:22:33:44:56\"]\n  mode" },
	{ "match: \"cam*", "match: \"cam?" },
	{ "mode: monitor\nboot", "mode: enforce\nboot" },
	{ "on-failure: pass", "on-failure: drop" },
	{ "unlisted: drop", "unlisted: pass" },
	{ "xdp: generic", "xdp: auto" },
	{ "10.20.0.0/16", "10.20.0.0/15" },
	{ ", on-link: []", "" },
	{ "\"110-119\"", "\"110-118\"" },
	{ ", unlisted: pass", "" },
	{ "[4094]", "[4093]" },
	{ "fd20::10", "fd20::11" },
	{ "a note", "another note" },
	{ "[hall, lan0, cam9]", "[hall, lan0]" },
	{ "hikvision, any-camera", "hikvision" },
	{ "44:19:b6/24", "44:19:b7/24" },
	{ "  mode: monitor\n  addr", "  addr" },
	{ "[eapol, arp]", "[arp]" },
	{ "dhcp-servers: [10.20.0.1]", "dhcp-servers: [10.20.0.2]" },
	{ "proto: tcp", "proto: udp" },
	{ "554, ", "" },
	{ "initiated-by: peer", "initiated-by: device" },
	{ "default: pass", "default: drop" },
	{ "50Mbit", "51Mbit" },
	{ "1mib", "2mib" },
	{ "expect: would-drop", "expect: drop" },
};

static const char *const alike[][2] = {
	{ "version: 1\n", "# a comment\nversion:   1\n" },
	{ "why: x", "why: y" }, /* a permit */
	{ "[eapol, arp]", "[arp, eapol]" },
	{ "44:19:b6/24", "44:19:B6:00:00:00/24" },
	{ "50Mbit", "50000kbit" },
	{ "554, \"8000", "\"554\", \"8000" },
	{ "101, \"110-119\"", "\"110-119\", 101" },
	{ "fd20::10", "fd20:0:0::0010" },
};

static void test_pairs(void)
{
	char *text;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(different); i++) {
		text = altered(different[i][0], different[i][1]);
		ksft_test_result(!same_identity(lib_policy_full, text),
				 "another identity: change %zu\n", i);
		free(text);
	}
	for (i = 0; i < ARRAY_SIZE(alike); i++) {
		text = altered(alike[i][0], alike[i][1]);
		ksft_test_result(same_identity(lib_policy_full, text) == 1,
				 "the same identity: change %zu\n", i);
		free(text);
	}
}

static void test_base(void)
{
	struct result a, b;
	bool ok = load(GROUP, &a) && load("# more\n" GROUP, &b);

	if (!ok)
		ksft_exit_fail_msg("a policy is not valid\n");
	ksft_test_result(!strcmp(a.sha256, b.sha256) &&
				 strcmp(a.base_sha256, b.base_sha256),
			 "base_sha256 is that of the bytes\n");
	free(a.resolved);
	free(b.resolved);
}

static void test_expected(void)
{
	size_t i, good = 0;
	glob_t found;

	if (glob(EXPECTED, 0, NULL, &found)) {
		ksft_test_result_skip("no policies at " EXPECTED "\n");
		return;
	}
	for (i = 0; i < found.gl_pathc; i++) {
		struct diag *diag = diag_new();
		struct policy *policy = NULL;

		policy_load(found.gl_pathv[i], lib_vendors(), diag, &policy);
		if (policy && reads_back(policy->resolved))
			good++;
		else
			ksft_print_msg("%s\n", found.gl_pathv[i]);
		policy_free(policy);
		diag_free(diag);
	}
	ksft_test_result(good == found.gl_pathc,
			 "%zu policies at " EXPECTED " load and read back\n",
			 found.gl_pathc);
	globfree(&found);
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(different) + ARRAY_SIZE(alike) + 4);
	ksft_test_result(reads_back(lib_policy_full),
			 "every key of the grammar reads back\n");
	ksft_test_result(
		reads_back(
			GROUP
			"  note: \"\\\"quoted\\\" \\\\ a: [b] # \\t\\n- c\"\n"
			"  vendors: [dahua]\n"),
		"a note of difficult characters reads back\n");
	test_pairs();
	test_base();
	test_expected();
	vendor_table_free((struct vendor_table *)lib_vendors());
	ksft_finished();
}
