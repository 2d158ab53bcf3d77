// SPDX-License-Identifier: GPL-2.0
/*
 * Housekeeping told: what it is, and what keeps a message from being it. The
 * conditions themselves are bpf/housekeeping.h.
 */
#include <linux/if_ether.h>
#include <stdio.h>

#include "policy/policy_read.h"
#include "replay/explain_phases.h"

unsigned int explain_house_of(const struct lc_frame *f)
{
	if (f->ethertype == ETH_P_ARP)
		return LC_HK_ARP;
	if (f->ethertype == ETH_P_PAE)
		return LC_HK_EAPOL;
	switch (f->message) {
	case LC_MSG_RS:
	case LC_MSG_NS:
	case LC_MSG_NA:
	case LC_MSG_RA:
		return f->l3 == LC_L3_IPV6 ? LC_HK_ND : 0;
	case LC_MSG_DHCP_CLIENT:
	case LC_MSG_DHCP_SERVER:
	case LC_MSG_DHCP_RELAY:
		return LC_HK_DHCP;
	case LC_MSG_IGMP:
	case LC_MSG_IGMP_QUERY:
		return LC_HK_IGMP;
	case LC_MSG_MLD:
	case LC_MSG_MLD_QUERY:
		return LC_HK_MLD;
	default:
		return 0;
	}
}

static const char *name_of(unsigned int house)
{
	size_t i;

	for (i = 0; i < POLICY_HOUSEKEEPING; i++)
		if (house == 1u << i)
			return policy_housekeeping_names[i];
	return "?";
}

/* What is wrong with the hop limit, or NULL. */
static const char *wrong_ttl(const struct lc_frame *f, unsigned int house)
{
	if (house == LC_HK_ND && f->ttl != 255)
		return "its hop limit is not 255: it may have been forwarded";
	if ((house == LC_HK_IGMP || house == LC_HK_MLD) && f->ttl != 1)
		return "its TTL is not 1, as what stays on the link has it";
	return NULL;
}

/* The first condition that does not hold, in the order of the programs. */
static const char *why_not(const struct explain_telling *t, unsigned int house)
{
	const struct explain_steps *steps = t->steps;
	const struct lc_frame *f = &steps->parsed;
	bool in = f->direction == LC_INGRESS;

	if (f->fragment)
		return "a fragment is none";
	if (in && f->message <= LC_MSG_DHCP_CLIENT && !steps->source_on_link)
		return "its source is not on the link";
	if (wrong_ttl(f, house))
		return wrong_ttl(f, house);
	if (house == LC_HK_IGMP && !steps->source_on_link)
		return "its source is not on the link";
	if (house == LC_HK_MLD && !steps->source_link_local)
		return "its source is neither in fe80::/10 nor ::";
	if (f->message == LC_MSG_DHCP_RELAY)
		return "a relay's message is a server's business";
	if (!in && house == LC_HK_DHCP)
		return "it is no answer of a server on the link or in dhcp-servers";
	if (house == LC_HK_DHCP)
		return "its destination is neither on the link nor in dhcp-servers";
	if (!in)
		return "it is not what a device is sent on its link";
	return "its destination is not on the link";
}

static void tell_link(struct explain_telling *t, unsigned int house)
{
	const struct lc_frame *judged = &t->steps->judged;

	if (judged->reason == LC_REASON_HOUSEKEEPING)
		explain_say(t, EXPLAIN_HOUSEKEEPING, EXPLAIN_DECIDES,
			    "%s, which the group's housekeeping names",
			    name_of(house));
	else
		explain_say(
			t, EXPLAIN_HOUSEKEEPING, EXPLAIN_GOES_ON,
			"%s, but not a request or reply as Ethernet and IPv4 have them",
			name_of(house));
}

void explain_tell_house(struct explain_telling *t)
{
	const struct lc_frame *f = &t->steps->parsed;
	unsigned int house = explain_house_of(f);
	const char *message = explain_message(f->message);

	if (f->l3 < LC_L3_IPV4)
		tell_link(t, house);
	else if (!house)
		explain_say(t, EXPLAIN_HOUSEKEEPING, EXPLAIN_NOT_ASKED,
			    "it is none");
	else if (t->steps->housekeeping)
		explain_say(t, EXPLAIN_HOUSEKEEPING, EXPLAIN_DECIDES,
			    "%s, which stays on the link (%s)", message,
			    name_of(house));
	else if (!(t->group->housekeeping & house))
		explain_say(t, EXPLAIN_HOUSEKEEPING, EXPLAIN_GOES_ON,
			    "%s, and the group's housekeeping does not name %s",
			    message, name_of(house));
	else
		explain_say(t, EXPLAIN_HOUSEKEEPING, EXPLAIN_GOES_ON,
			    "%s, but %s", message, why_not(t, house));
}
