// SPDX-License-Identifier: GPL-2.0
/*
 * Words for what stands in a frame: addresses, ports, protocols, messages.
 * Nothing about what a policy makes of them.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "replay/explain_parts.h"

static struct addr_prefix prefix_of(const struct lc_frame *f,
				    const struct lc_addr *addr)
{
	struct addr_prefix prefix = { .v6 = f->l3 == LC_L3_IPV6 };
	unsigned int i;

	prefix.bits = prefix.v6 ? 128 : 32;
	for (i = 0; i < 8 && prefix.v6; i++) {
		prefix.addr[i] = addr->hi >> (56 - 8 * i);
		prefix.addr[8 + i] = addr->lo >> (56 - 8 * i);
	}
	for (i = 0; i < 4 && !prefix.v6; i++)
		prefix.addr[i] = addr->lo >> (24 - 8 * i);
	return prefix;
}

struct addr_prefix explain_peer(const struct lc_frame *f)
{
	return prefix_of(f, f->direction == LC_INGRESS ? &f->dst : &f->src);
}

void explain_address(const struct lc_frame *f, const struct lc_addr *addr,
		     char buf[EXPLAIN_END_LEN])
{
	struct addr_prefix prefix = prefix_of(f, addr);

	addr_prefix_format(&prefix, buf);
}

bool explain_has_ports(const struct lc_frame *f)
{
	return f->proto <= LC_PROTO_UDP && f->fragment != LC_FRAG_LATER;
}

void explain_end(const struct lc_frame *f, const struct lc_addr *addr,
		 uint16_t port, char buf[EXPLAIN_END_LEN])
{
	char text[EXPLAIN_END_LEN];

	explain_address(f, addr, text);
	if (!explain_has_ports(f) || f->l3 < LC_L3_IPV4)
		strcpy(buf, text);
	else
		snprintf(buf, EXPLAIN_END_LEN,
			 f->l3 == LC_L3_IPV6 ? "[%.50s]:%u" : "%.50s:%u", text,
			 port);
}

const char *explain_proto(const struct lc_frame *f, char buf[32])
{
	static const struct {
		uint8_t number;
		const char *name;
	} protos[] = {
		{ IPPROTO_ICMP, "ICMP" }, { IPPROTO_IGMP, "IGMP" },
		{ IPPROTO_IPIP, "IPIP" }, { IPPROTO_TCP, "TCP" },
		{ IPPROTO_UDP, "UDP" },	  { IPPROTO_IPV6, "6in4" },
		{ IPPROTO_GRE, "GRE" },	  { IPPROTO_ESP, "ESP" },
		{ IPPROTO_AH, "AH" },	  { IPPROTO_ICMPV6, "ICMPv6" },
		{ IPPROTO_NONE, "none" }, { IPPROTO_SCTP, "SCTP" },
		{ 115, "L2TP" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(protos); i++)
		if (protos[i].number == f->ip_proto)
			return protos[i].name;
	snprintf(buf, 32, "protocol %u", f->ip_proto);
	return buf;
}

const char *explain_message(unsigned int message)
{
	static const char *const messages[] = {
		[LC_MSG_RS] = "a router solicitation",
		[LC_MSG_NS] = "a neighbour solicitation",
		[LC_MSG_NA] = "a neighbour advertisement",
		[LC_MSG_DHCP_CLIENT] = "a DHCP client's message",
		[LC_MSG_RA] = "a router advertisement",
		[LC_MSG_REDIRECT] = "a redirect",
		[LC_MSG_DHCP_RELAY] = "a DHCP relay's message",
		[LC_MSG_DHCP_SERVER] = "a DHCP server's message",
		[LC_MSG_IGMP] = "an IGMP report",
		[LC_MSG_IGMP_QUERY] = "an IGMP query",
		[LC_MSG_MLD] = "an MLD report",
		[LC_MSG_MLD_QUERY] = "an MLD query",
		[LC_MSG_ICMP_ERROR] = "an ICMP error",
		[LC_MSG_ARP] = "ARP",
		[LC_MSG_ARP_PROBE] = "an ARP probe",
	};

	return message < ARRAY_SIZE(messages) ? messages[message] : NULL;
}
