// SPDX-License-Identifier: GPL-2.0
/*
 * The words for reasons, verdicts and directions.
 * The numbers and what they mean stand in lenscap.h.
 */
#include "policy/reason.h"

#include <lenscap.h>
#include <stddef.h>
#include <string.h>

#include "base/array.h"

static const char *const reasons[] = {
	[LC_REASON_NONE] = NULL,
	[LC_REASON_UNLISTED] = "unlisted",
	[LC_REASON_NOT_IN_POLICY] = "not-in-policy",
	[LC_REASON_MULTICAST_SOURCE] = "multicast-source",
	[LC_REASON_VLAN_DEPTH] = "vlan-depth",
	[LC_REASON_ETHERTYPE] = "ethertype",
	[LC_REASON_HEADER_CUT] = "header-cut",
	[LC_REASON_LENGTH] = "length",
	[LC_REASON_SOURCE_ROUTE] = "source-route",
	[LC_REASON_EXTENSION_CHAIN] = "extension-chain",
	[LC_REASON_TUNNEL] = "tunnel",
	[LC_REASON_PROTOCOL] = "protocol",
	[LC_REASON_ROUTER_ADVERTISEMENT] = "router-advertisement",
	[LC_REASON_REDIRECT] = "redirect",
	[LC_REASON_DHCP_SERVER] = "dhcp-server",
	[LC_REASON_ARP_SENDER] = "arp-sender",
	[LC_REASON_ND_LINK_ADDRESS] = "nd-link-address",
	[LC_REASON_DHCP_CHADDR] = "dhcp-chaddr",
	[LC_REASON_SOURCE_ADDRESS] = "source-address",
	[LC_REASON_HOUSEKEEPING] = "housekeeping",
	[LC_REASON_ICMP_ERROR] = "icmp-error",
	[LC_REASON_RULE] = "rule",
	[LC_REASON_DEFAULT] = "default",
	[LC_REASON_CAPTURE_CUT] = "capture-cut",
	[LC_REASON_OTHER] = "other",
	[LC_REASON_FLOW] = "flow",
	[LC_REASON_RATE] = "rate",
	[LC_REASON_ROUTING_HEADER] = "routing-header",
	[LC_REASON_SOURCE_GUARD] = "source-guard",
	[LC_REASON_FRAGMENT] = "fragment",
	[LC_REASON_NOT_HOUSEKEEPING] = "not-housekeeping",
	[LC_REASON_ICMP_UNBOUND] = "icmp-unbound",
	[LC_REASON_PERMIT] = "permit",
};

static const char *const verdicts[] = {
	[LC_PASS] = "pass",
	[LC_DROP] = "drop",
	[LC_WOULD_DROP] = "would-drop",
};

static const char *const directions[] = {
	[LC_INGRESS] = "ingress",
	[LC_EGRESS] = "egress",
};

_Static_assert(ARRAY_SIZE(reasons) == LC_REASON_MAX, "a reason has no word");
_Static_assert(ARRAY_SIZE(verdicts) == LC_VERDICT_MAX, "a verdict has no word");
_Static_assert(ARRAY_SIZE(directions) == LC_DIRECTION_MAX,
	       "a direction has no word");

const char *reason_text(unsigned int reason)
{
	return reason < ARRAY_SIZE(reasons) ? reasons[reason] : NULL;
}

const char *verdict_text(unsigned int verdict)
{
	return verdict < ARRAY_SIZE(verdicts) ? verdicts[verdict] : NULL;
}

enum colour verdict_colour(const char *verdict)
{
	if (!verdict || !strcmp(verdict, verdicts[LC_PASS]))
		return COLOUR_NONE;
	return strcmp(verdict, verdicts[LC_DROP]) ? COLOUR_YELLOW : COLOUR_RED;
}

const char *direction_text(unsigned int direction)
{
	return direction < ARRAY_SIZE(directions) ? directions[direction] :
						    NULL;
}
