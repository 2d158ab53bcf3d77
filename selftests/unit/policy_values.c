// SPDX-License-Identifier: GPL-2.0
/*
 * What a policy says is what stands in struct policy: every key of the
 * grammar once with a value that is not the default, and once left out.
 */
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

static bool same(const char *a, const char *b)
{
	return a && !strcmp(a, b);
}

static void test_top(const struct policy *p)
{
	ksft_test_result(
		same(p->name, "ministry") && same(p->revision, "2026.4") &&
			same(p->owner, "noc") && same(p->basis, "decision 123"),
		"policy\n");
	ksft_test_result(p->monitor && p->boot_pass && p->has_boot,
			 "mode, boot\n");
}

static void test_site(const struct policy *p)
{
	const struct policy_interface *i = p->interfaces;
	const struct policy_zone *z = p->zones;
	const struct policy_endpoint *e = p->endpoints;

	ksft_test_result(p->interface_count == 2 && same(i->name, "lan0") &&
				 !i->match && i->unlisted_drop &&
				 i->xdp == XDP_GENERIC && i->has_on_link &&
				 i->on_link.count == 1 &&
				 i->on_link.items[0].bits == 16 &&
				 i->where.line == 6 && i->where.column == 3,
			 "an interface\n");
	i++;
	ksft_test_result(!i->name && same(i->match, "cam*") &&
				 !i->unlisted_drop && i->xdp == XDP_NATIVE &&
				 i->has_on_link && !i->on_link.count,
			 "a pattern\n");
	ksft_test_result(p->zone_count == 2 && same(z->name, "hall") &&
				 same(z->interface, "lan0") &&
				 z->vlans[0] == 1 &&
				 z->vlans[1] == (1ull << 37 | 0x3ffull << 46) &&
				 !z->vlans[2] && z->has_unlisted &&
				 !z->unlisted_drop && !z->monitor,
			 "a zone\n");
	z++;
	ksft_test_result(z->vlans[63] == 1ull << 62 && !z->has_unlisted &&
				 z->monitor && same(z->interface, "cam7"),
			 "a zone on a pattern's device\n");
	ksft_test_result(p->endpoint_count == 2 && same(e->name, "recorder") &&
				 e->prefixes.count == 2 && !e->note &&
				 e->prefixes.items[0].bits == 32 &&
				 e->prefixes.items[1].v6 &&
				 same(e[1].name, "noted") &&
				 same(e[1].note, "a note"),
			 "endpoints\n");
}

static void test_group(const struct policy_group *g)
{
	ksft_test_result(same(g->name, "banned") && g->zone_count == 3 &&
				 same(g->zones[2], "cam9") &&
				 g->vendor_count == 2 &&
				 same(g->vendors[1], "any-camera") &&
				 g->vendor_where[1].column == 24,
			 "a group's zones and vendors\n");
	ksft_test_result(g->prefix_count == 3 &&
				 g->prefixes[0].mac == 0x4419b6000000 &&
				 g->prefixes[0].bits == 24 &&
				 g->prefixes[1].mac == 0x8c1f64abc000 &&
				 g->prefixes[1].bits == 36 &&
				 g->prefixes[2].mac == 0x001122334455 &&
				 g->prefixes[2].bits == 48,
			 "its prefixes and MACs\n");
	ksft_test_result(g->monitor && g->has_addresses &&
				 g->addresses.count == 2 &&
				 g->housekeeping == (LC_HK_EAPOL | LC_HK_ARP) &&
				 g->dhcp_servers.count == 1 && g->default_pass,
			 "its mode, addresses, housekeeping, default\n");
	ksft_test_result(g->rate_bits_per_second == 50000000 &&
				 g->rate_burst_bytes == 1 << 20 &&
				 same(g->note, "two\nlines\n"),
			 "its rate and note\n");
}

static void test_rules(const struct policy_group *g)
{
	const struct policy_rule *r = g->rules;
	const struct addr_prefix *list = r->peer.prefixes.items;

	ksft_test_result(
		g->rule_count == 2 && same(r->name, "r") &&
			r->proto == PROTO_TCP && r->port_count == 2 &&
			r->ports[0].low == 554 && r->ports[0].high == 554 &&
			r->ports[1].low == 8000 && r->ports[1].high == 8010 &&
			r->kind == LC_RULE_PEER && same(r->note, "why"),
		"a rule\n");
	ksft_test_result(r->peer.router && !r->peer.any &&
				 r->peer.prefixes.count == 4 &&
				 list[0].bits == 24 && list[1].addr[0] == 10 &&
				 list[2].v6 && list[3].addr[0] == 198 &&
				 same(r->peer.text,
				      "noted, router, recorder, 198.51.100.7"),
			 "its peers\n");
	r++;
	ksft_test_result(r->peer.any && !r->peer.prefixes.count &&
				 r->kind == LC_RULE_DROP &&
				 r->proto == PROTO_ANY && !r->port_count,
			 "a rule that drops\n");
}

static void test_rest(const struct policy *p)
{
	ksft_test_result(
		p->test_count == 2 && p->tests[0].count == 1 &&
			same(p->tests[0].expect[0], "would-drop") &&
			p->tests[1].count == 2 &&
			same(p->tests[1].frames[1],
			     "in lan0 vlan 5 from 44:19:b6:00:00:01 dhcp") &&
			same(p->tests[1].interfaces[1], "lan0") &&
			p->tests[1].frame_where[1].line ==
				p->tests[1].where.line &&
			p->tests[1].frame_where[1].column == 78 &&
			same(p->tests[1].expect[1], "drop"),
		"tests\n");
	ksft_test_result(p->permit_count == 1 &&
				 p->permits->until == 1788195600 &&
				 p->permits->macs[0] == 0x001122334455 &&
				 p->permits->proto == PROTO_UDP &&
				 same(p->permits->why, "x"),
			 "permits\n");
}

static void test_defaults(const struct policy *p)
{
	const struct policy_group *g = p->groups;

	ksft_test_result(!p->name && !p->monitor && !p->has_boot &&
				 !p->interfaces->unlisted_drop &&
				 p->interfaces->xdp == XDP_AUTO &&
				 !p->interfaces->has_on_link &&
				 !g->zone_count && !g->monitor &&
				 !g->has_addresses &&
				 g->housekeeping ==
					 (LC_HK_ARP | LC_HK_ND | LC_HK_DHCP) &&
				 !g->default_pass && !g->rate_bits_per_second &&
				 !g->note,
			 "what is left out has its default\n");
}

static struct policy *load(const char *text, struct diag **diag)
{
	struct policy *policy = NULL;
	char *findings;

	if (lib_load(text, strlen(text), &policy, &findings, diag))
		ksft_exit_fail_msg("not valid: %s", findings);
	free(findings);
	return policy;
}

int main(void)
{
	struct policy *policy;
	struct diag *diag;

	ksft_print_header();
	ksft_set_plan(17);
	policy = load(lib_policy_full, &diag);
	test_top(policy);
	test_site(policy);
	test_group(policy->groups);
	test_rules(policy->groups);
	test_rest(policy);
	policy_free(policy);
	diag_free(diag);
	policy = load(GROUP, &diag);
	test_defaults(policy);
	policy_free(policy);
	diag_free(diag);
	vendor_table_free((struct vendor_table *)lib_vendors());
	ksft_finished();
}
