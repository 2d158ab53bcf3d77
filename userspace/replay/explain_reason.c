// SPDX-License-Identifier: GPL-2.0
/*
 * What a reason means for one frame, and what would have to be otherwise where
 * no rule can help. The words for reasons themselves are policy/reason.c.
 */
#include "base/array.h"
#include "replay/explain_parts.h"

/* These let a frame pass, or the phase that has them tells why. */
#define TOLD_ELSEWHERE     \
	{                  \
		NULL, NULL \
	}

static const struct {
	const char *why;
	const char *otherwise; /* NULL: a rule can let it pass */
} said[] = {
	[LC_REASON_NONE] = TOLD_ELSEWHERE,
	[LC_REASON_UNLISTED] = {
		"the zone says unlisted: drop, and no group lists the device there",
		"list the device in a group (macs, prefixes, vendors), or let the zone have unlisted: pass",
	},
	[LC_REASON_MULTICAST_SOURCE] = {
		"the source is a group address, which no device may send from",
		"nothing in a policy: the frame must come from a single device's address",
	},
	[LC_REASON_VLAN_DEPTH] = {
		"it has more than two VLAN tags, and nothing behind them is looked at",
		"nothing in a policy: the frame must come with two tags at most",
	},
	[LC_REASON_ETHERTYPE] = {
		"its EtherType is neither IPv4 nor IPv6, nor housekeeping that the group names",
		"nothing in a policy, unless it is ARP or EAPOL, which housekeeping can name",
	},
	[LC_REASON_HEADER_CUT] = {
		"a header reaches past the end of the frame",
		"nothing in a policy: the frame must hold its headers whole",
	},
	[LC_REASON_LENGTH] = {
		"a length in it cannot be true",
		"nothing in a policy: the lengths in the frame must be true",
	},
	[LC_REASON_SOURCE_ROUTE] = {
		"an IPv4 option says where it is to go, other than its address",
		"nothing in a policy: the frame must come without source route",
	},
	[LC_REASON_ROUTING_HEADER] = {
		"an IPv6 routing header says where it is to go, other than its address",
		"nothing in a policy: the frame must come without such a routing header",
	},
	[LC_REASON_EXTENSION_CHAIN] = {
		"it has more than eight IPv6 extension headers",
		"nothing in a policy: the frame must come with eight at most",
	},
	[LC_REASON_TUNNEL] = {
		"it carries another network's packets, which no rule can name",
		"nothing in a policy: tunnels are refused whatever the rules say",
	},
	[LC_REASON_PROTOCOL] = {
		"no rule takes a protocol other than TCP, UDP and ICMP here; one that does has proto any and no ports",
		NULL,
	},
	[LC_REASON_ROUTER_ADVERTISEMENT] = {
		"no device may say that it is a router",
		"nothing in a policy: refused whatever the rules say",
	},
	[LC_REASON_REDIRECT] = {
		"no device may send others elsewhere",
		"nothing in a policy: refused whatever the rules say",
	},
	[LC_REASON_DHCP_SERVER] = {
		"no device may answer as a DHCP server",
		"nothing in a policy: refused whatever the rules say",
	},
	[LC_REASON_ARP_SENDER] = {
		"the sender's hardware address in it is not the one that the frame comes from",
		"nothing in a policy: both addresses in the frame must be the device's",
	},
	[LC_REASON_ND_LINK_ADDRESS] = {
		"a link-layer address in it is not the one that the frame comes from",
		"nothing in a policy: both addresses in the frame must be the device's",
	},
	[LC_REASON_DHCP_CHADDR] = {
		"the client's hardware address in it is not the one that the frame comes from",
		"nothing in a policy: both addresses in the frame must be the device's",
	},
	[LC_REASON_SOURCE_ADDRESS] = {
		"no device can have that address as its own (loopback, multicast, broadcast)",
		"nothing in a policy: the frame must come from an address of the device's own",
	},
	[LC_REASON_SOURCE_GUARD] = {
		"it is not among the group's addresses",
		"the group's addresses must hold the address that the frame comes from (or claims)",
	},
	[LC_REASON_RATE] = {
		"the device has sent more than the group's rate lets it",
		"the group's rate must be higher or its burst larger, or the device must wait",
	},
	[LC_REASON_CAPTURE_CUT] = {
		"the capture holds too little of the frame to say",
		"nothing in a policy: capture whole frames (tcpdump -s 0)",
	},
	[LC_REASON_OTHER] = {
		"the programs could not open the tables of the policy",
		"apply the policy again",
	},
	[LC_REASON_NOT_IN_POLICY] = TOLD_ELSEWHERE,
	[LC_REASON_HOUSEKEEPING] = TOLD_ELSEWHERE,
	[LC_REASON_ICMP_ERROR] = TOLD_ELSEWHERE,
	[LC_REASON_RULE] = TOLD_ELSEWHERE,
	[LC_REASON_DEFAULT] = TOLD_ELSEWHERE,
	[LC_REASON_FLOW] = TOLD_ELSEWHERE,
	[LC_REASON_FRAGMENT] = TOLD_ELSEWHERE,
	[LC_REASON_NOT_HOUSEKEEPING] = TOLD_ELSEWHERE,
	[LC_REASON_ICMP_UNBOUND] = TOLD_ELSEWHERE,
	[LC_REASON_PERMIT] = TOLD_ELSEWHERE,
};

_Static_assert(ARRAY_SIZE(said) == LC_REASON_MAX,
	       "a reason has no cause in words");

const char *explain_reason(unsigned int reason)
{
	return reason < LC_REASON_MAX && said[reason].why ? said[reason].why :
							    "";
}

const char *explain_otherwise(unsigned int reason)
{
	return reason < LC_REASON_MAX ? said[reason].otherwise : NULL;
}
