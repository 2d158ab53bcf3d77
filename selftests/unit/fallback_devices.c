// SPDX-License-Identifier: GPL-2.0
/*
 * The devices of the fallback: patterns as nft can say them, what stands on a
 * port, what is spared, and names that would break out of their quotes.
 */
#include <stdlib.h>
#include <string.h>

#include "guard/fallback_parts.h"
#include "kselftest.h"
#include "lib_guard.h"
#include "port/netdev.h"

#define GROUPS "groups: [{name: banned, prefixes: [\"44:19:b6/24\"]}]\n"

/* lan0 is the first interface of each policy, and has ifindex 1 there. */
static struct netdev devs[] = {
	{ .ifindex = 1, .name = "lan0", .master = 20 },
	{ .ifindex = 11, .name = "hall", .kind = "vlan", .lower = 1, .vlan = 5 },
	{ .ifindex = 12,
	  .name = "deep",
	  .kind = "vlan",
	  .lower = 11,
	  .vlan = 9 },
	{ .ifindex = 13, .name = "mv*", .kind = "macvlan", .lower = 1 },
	{ .ifindex = 14, .name = "a\" drop", .kind = "macvlan", .lower = 1 },
	{ .ifindex = 15,
	  .name = "away",
	  .kind = "vlan",
	  .lower = 30,
	  .vlan = 5 },
	{ .ifindex = 16, .name = "b\"", .kind = "vlan", .lower = 30 },
	{ .ifindex = 17, .name = "br0.5", .kind = "vlan", .lower = 20 },
	{ .ifindex = 20, .name = "br0", .kind = "bridge" },
	{ .ifindex = 30, .name = "wan0" },
	{ .ifindex = 31, .name = "lax", .kind = "bond" },
};

static const struct netdevs all = { .devs = devs, .count = ARRAY_SIZE(devs) };

static const struct {
	const char *entry;
	const char *text; /* NULL: no device can fit */
	bool begins;
} patterns[] = {
	{ "name: lan0", "lan0", false },
	{ "name: lan456789012345", "lan456789012345", false },
	{ "match: lan0", "lan0", false },
	{ "match: lan*", "lan", true },
	{ "match: lan?", "lan", true },
	{ "match: \"lan[0-3]\"", "lan", true },
	{ "match: \"[!w]*\"", "", true },
	{ "match: \"*\"", "", true },
	{ "match: 'lan\\*'", "lan", true },
	{ "match: 'a\"b*'", "a", true },
	{ "match: \"lan45678901234*\"", "lan45678901234", true },
	{ "match: \"lan456789012345*\"", "lan45678901234", true },
	{ "match: \"lan4567890123456*\"", NULL, false },
};

static const struct {
	const char *name;
	const char *policy;
	const char *line;
	int times; /* in all three tables */
} lines[] = {
	{ "what stands on a port", "interfaces: [{name: lan0}]\n" GROUPS,
	  "\t\tiifname { \"lan0\", \"hall\", \"deep\" } counter drop\n", 3 },
	{ "a name that looks like a pattern",
	  "interfaces: [{name: lan0}]\n" GROUPS,
	  "\t\tiifname \"mv*\" counter drop\n", 3 },
	{ "a name with a quote is cut", "interfaces: [{name: lan0}]\n" GROUPS,
	  "\t\tiifname \"a*\" counter drop\n", 3 },
	{ "VLAN devices elsewhere are spared, but for odd names",
	  "interfaces: [{name: lan0}]\n" GROUPS,
	  "\t\tiifname { \"away\", \"br0.5\" } accept\n", 3 },
	{ "VLAN devices that come later", "interfaces: [{name: lan0}]\n" GROUPS,
	  "\t\tmeta iifkind \"vlan\" counter drop\n", 3 },
	{ "devices that fit later", "interfaces: [{match: \"lan*\"}]\n" GROUPS,
	  "\t\tiifname \"lan*\" counter drop\n", 3 },
	{ "what a pattern says too much of is spared",
	  "interfaces: [{name: lan0}, {match: \"l[x]*\"}]\n" GROUPS,
	  "\t\tiifname { \"away\", \"br0.5\", \"lax\" } accept\n", 3 },
	{ "any device", "interfaces: [{match: \"*\"}]\n" GROUPS,
	  "\t\tcounter drop\n", 3 },
	{ "a group of one zone does not take what is elsewhere",
	  "interfaces: [{name: lan0}, {match: \"x*\"}]\n"
	  "groups: [{name: banned, zones: [lan0], prefixes: [\"44:19:b6/24\"]}]\n",
	  "\t\tiifname \"x*\" counter drop\n", 0 },
	{ "a zone by its tags, where they are seen",
	  "interfaces: [{name: lan0}]\n"
	  "zones: [{name: z, interface: lan0, vlans: [untagged, \"7-9\"], mode: monitor}]\n" GROUPS,
	  "\t\tiifname \"lan0\" ether type { 8021q, 8021ad } @ll,116,12 { 0, 7-9 } accept\n"
	  "\t\tiifname \"lan0\" ether type != { 8021q, 8021ad } accept\n"
	  "\t\tiifname \"lan0\" counter drop\n",
	  1 },
	{ "and by device, where they are not",
	  "interfaces: [{name: lan0}]\n"
	  "zones: [{name: z, interface: lan0, vlans: [5], mode: monitor}]\n" GROUPS,
	  "\t\tiifname { \"hall\", \"deep\" } accept\n", 3 },
};

static void test_pattern(size_t i)
{
	struct fallback_pattern pattern;
	struct lib_guard_made made;
	char policy[400];
	bool ok;

	snprintf(policy, sizeof(policy),
		 "version: 1\ninterfaces: [{%s}]\n" GROUPS, patterns[i].entry);
	lib_guard_begin(policy, &made);
	ok = fallback_pattern(&made.policy->interfaces[0], &pattern);
	if (!patterns[i].text)
		ok = !ok;
	else
		ok = ok && !strcmp(pattern.text, patterns[i].text) &&
		     pattern.begins == patterns[i].begins;
	ksft_test_result(ok, "%s\n", patterns[i].entry);
	lib_guard_end(&made);
}

static void test_line(size_t i)
{
	struct fallback_input in = { .devs = &all };
	char policy[600], *text, *at;
	struct lib_guard_made made;
	int times = 0;
	size_t len;

	snprintf(policy, sizeof(policy), "version: 1\n%s", lines[i].policy);
	lib_guard_begin(policy, &made);
	/* an offline site has a pattern in the place of a device */
	strcpy(made.site->interfaces[0].name, "lan0");
	at = strchr(made.site->interfaces[1].name, '*');
	if (at)
		*at = '0';
	in.policy = made.policy;
	in.site = made.site;
	in.listing = made.listing;
	if (fallback_text(&in, &text, &len) || !text)
		ksft_exit_fail_msg("no text\n");
	for (at = text; (at = strstr(at, lines[i].line)); at++)
		times++;
	if (times != lines[i].times)
		ksft_print_msg("%d times:\n%s", times, text);
	ksft_test_result(times == lines[i].times, "%s\n", lines[i].name);
	free(text);
	lib_guard_end(&made);
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(patterns) + ARRAY_SIZE(lines));
	for (i = 0; i < ARRAY_SIZE(patterns); i++)
		test_pattern(i);
	for (i = 0; i < ARRAY_SIZE(lines); i++)
		test_line(i);
	ksft_finished();
}
