// SPDX-License-Identifier: GPL-2.0
/*
 * Where an attempt's destination is, and by which rule it passed.
 */
#include "report/report_judge.h"

#include <netinet/in.h>
#include <string.h>

struct addr_prefix report_judge_peer(const struct census_attempt *attempt)
{
	struct addr_prefix prefix = { .v6 = attempt->l3 == 6 };
	unsigned int i, octets = prefix.v6 ? 16 : 4;

	prefix.bits = (uint8_t)(octets * 8);
	for (i = 0; i < octets; i++)
		prefix.addr[octets - 1 - i] =
			(uint8_t)(attempt->peer[1 - i / 8] >> (i % 8 * 8));
	return prefix;
}

static bool covered(const struct addr_list *list,
		    const struct addr_prefix *address)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (addr_prefix_covers(&list->items[i], address))
			return true;
	return false;
}

static const struct site_interface *
interface_of(const struct site *site, const struct census_attempt *attempt)
{
	int i = site && attempt->interface ?
			site_interface(site, attempt->interface) :
			-1;

	return i < 0 ? NULL : &site->interfaces[i];
}

/* RFC 6890: not routed on the internet. */
static enum report_reach reach4(uint32_t a)
{
	static const struct {
		uint32_t net;
		unsigned int bits;
	} private[] = {
		{ 0x00000000, 8 },  { 0x0a000000, 8 },	{ 0x64400000, 10 },
		{ 0x7f000000, 8 },  { 0xa9fe0000, 16 }, { 0xac100000, 12 },
		{ 0xc0a80000, 16 },
	};
	size_t i;

	if (a >> 28 == 0xe || a == 0xffffffff)
		return REPORT_MANY;
	for (i = 0; i < sizeof(private) / sizeof(*private); i++)
		if ((a ^ private[i].net) >> (32 - private[i].bits) == 0)
			return REPORT_PRIVATE;
	return REPORT_OUTSIDE;
}

static enum report_reach reach6(const uint8_t *a)
{
	static const uint8_t zeros[15];

	if (a[0] == 0xff)
		return REPORT_MANY;
	if (a[0] == 0xfe && (a[1] & 0xc0) == 0x80)
		return REPORT_LINK;
	if ((a[0] & 0xfe) == 0xfc || (!memcmp(a, zeros, 15) && a[15] < 2))
		return REPORT_PRIVATE;
	return REPORT_OUTSIDE;
}

enum report_reach report_judge_reach(const struct site *site,
				     const struct census_attempt *attempt)
{
	const struct site_interface *iface = interface_of(site, attempt);
	struct addr_prefix peer = report_judge_peer(attempt);
	enum report_reach reach = peer.v6 ? reach6(peer.addr) :
					    reach4((uint32_t)attempt->peer[1]);

	if (reach != REPORT_MANY && iface && covered(&iface->on_link, &peer))
		return REPORT_LINK;
	return reach;
}

static bool proto_fits(enum rule_proto proto, uint8_t number)
{
	switch (proto) {
	case PROTO_TCP:
		return number == IPPROTO_TCP;
	case PROTO_UDP:
		return number == IPPROTO_UDP;
	case PROTO_ICMP:
		return number == IPPROTO_ICMP || number == IPPROTO_ICMPV6;
	case PROTO_ANY:
		break;
	}
	return true;
}

static bool port_fits(const struct policy_rule *rule, int port)
{
	return !rule->port_count ||
	       (port > 0 && port_ranges_have(rule->ports, rule->port_count,
					     (uint16_t)port));
}

static bool rule_fits(const struct policy_rule *rule,
		      const struct site_interface *iface,
		      const struct census_attempt *attempt)
{
	struct addr_prefix peer = report_judge_peer(attempt);

	if (rule->kind != LC_RULE_EITHER && rule->kind != LC_RULE_DEVICE)
		return false;
	if (!proto_fits(rule->proto, attempt->proto))
		return false;
	if (!rule->peer.any && !covered(&rule->peer.prefixes, &peer) &&
	    !(rule->peer.router && iface && covered(&iface->own, &peer)))
		return false;
	return port_fits(rule, attempt->port) ||
	       (rule->kind == LC_RULE_EITHER &&
		port_fits(rule, attempt->from_port));
}

const char *report_judge_rule(const struct policy *policy,
			      const struct site *site,
			      const struct census_attempt *attempt)
{
	const struct site_interface *iface = interface_of(site, attempt);
	const struct policy_group *group = NULL;
	size_t i;

	for (i = 0; policy && attempt->group && i < policy->group_count; i++)
		if (!strcmp(policy->groups[i].name, attempt->group))
			group = &policy->groups[i];
	if (!group)
		return NULL;
	for (i = 0; i < group->rule_count; i++)
		if (rule_fits(&group->rules[i], iface, attempt))
			return group->rules[i].name;
	return group->default_pass ? "(default)" : NULL;
}
