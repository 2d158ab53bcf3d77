/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The transport header, and the messages inside that have rules of their own.
 * Nothing below IP, and no judgement.
 */
#ifndef LENSCAP_PARSE_TRANSPORT_H
#define LENSCAP_PARSE_TRANSPORT_H

#include "quote.h"

#define ICMP_V4_REDIRECT 5
#define ICMP_V4_ROUTER 9 /* RFC 1256 */
#define ICMP_V6_RS 133
#define ICMP_V6_RA 134
#define ICMP_V6_NS 135
#define ICMP_V6_NA 136
#define ICMP_V6_REDIRECT 137

static __always_inline void parse_tcp(struct lc_frame *f)
{
	struct tcp_header *tcp = frame_at(f, f->off, sizeof(*tcp));
	__u32 len;

	if (!tcp)
		return;
	f->sport = bpf_ntohs(tcp->sport);
	f->dport = bpf_ntohs(tcp->dport);
	f->tcp_flags = tcp->flags;
	len = (tcp->offset >> 4) * 4;
	if (len < sizeof(*tcp) || f->off + len > f->end)
		f->reason = LC_REASON_LENGTH;
}

/*
 * To a server's port, or a relay's: whose hardware address does it give? What
 * it comes from does not matter here, only what may be housekeeping (ports of
 * both ends) does.
 */
static __always_inline void parse_bootp(struct lc_frame *f)
{
	struct bootp_message *bootp;

	if (f->sport == 68)
		f->message = LC_MSG_DHCP_CLIENT;
	if (f->direction == LC_EGRESS)
		return;
	bootp = frame_at(f, f->off + sizeof(struct udp_header), sizeof(*bootp));
	if (!bootp)
		return;
	if (bootp->op == 2)
		f->message = LC_MSG_DHCP_SERVER;
	else if (bootp->htype != 1 || bootp->hlen != 6 ||
		 !mac_equal(bootp->chaddr, f->mac))
		f->bad_link_address = LC_REASON_DHCP_CHADDR;
	else if (bootp->giaddr)
		f->message = LC_MSG_DHCP_RELAY;
}

/* A relay's message is answered to whom it names (RFC 8415 19). */
static __always_inline void parse_dhcp6(struct lc_frame *f)
{
	__u8 *type = frame_at(f, f->off + sizeof(struct udp_header), 1);

	f->message = LC_MSG_DHCP_CLIENT;
	if (f->direction == LC_INGRESS && type && (*type == 12 || *type == 13))
		f->message = LC_MSG_DHCP_RELAY;
}

/*
 * What a device sends to a client's port is a server's message, from whatever
 * port; what it gets is one only from a server's.
 */
static __always_inline void parse_dhcp(struct lc_frame *f)
{
	bool in = f->direction == LC_INGRESS;

	if (f->l3 == LC_L3_IPV4 && f->dport == 67)
		parse_bootp(f);
	else if (f->l3 == LC_L3_IPV4 && f->dport == 68 &&
		 (in || f->sport == 67))
		f->message = LC_MSG_DHCP_SERVER;
	else if (f->l3 == LC_L3_IPV6 && f->dport == 546 &&
		 (in || f->sport == 547))
		f->message = LC_MSG_DHCP_SERVER;
	else if (f->l3 == LC_L3_IPV6 && f->dport == 547 && f->sport == 546)
		parse_dhcp6(f);
}

static __always_inline void parse_udp(struct lc_frame *f)
{
	struct udp_header *udp = frame_at(f, f->off, sizeof(*udp));
	__u32 len;

	if (!udp)
		return;
	f->sport = bpf_ntohs(udp->sport);
	f->dport = bpf_ntohs(udp->dport);
	len = bpf_ntohs(udp->len);
	if (len < sizeof(*udp) ||
	    (f->fragment == LC_FRAG_NONE && f->off + len > f->end)) {
		f->reason = LC_REASON_LENGTH;
		return;
	}
	parse_dhcp(f);
}

static __always_inline void parse_nd(struct lc_frame *f, __u8 type)
{
	__u32 fixed = type == ICMP_V6_RS ? 8 : 24;

	f->message = type == ICMP_V6_RS ? LC_MSG_RS :
		     type == ICMP_V6_NS ? LC_MSG_NS :
					  LC_MSG_NA;
	if (f->off + fixed > f->end)
		f->reason = LC_REASON_HEADER_CUT;
	else if (f->direction == LC_INGRESS)
		walk_nd_options(f, f->off + fixed);
}

/* RFC 1812 4.3.2.3 and RFC 4443 2.4 (c): errors longer than this are not. */
static __always_inline void parse_icmp_error(struct lc_frame *f, __u32 l3_len)
{
	f->message = LC_MSG_ICMP_ERROR;
	if (f->fragment != LC_FRAG_NONE)
		return;
	if (l3_len <= (f->l3 == LC_L3_IPV6 ? 1280 : 576))
		walk_quote(f);
}

static __always_inline void parse_icmp4(struct lc_frame *f, __u8 type,
					__u32 l3_len)
{
	if (type == ICMP_V4_REDIRECT)
		f->message = LC_MSG_REDIRECT;
	else if (type == ICMP_V4_ROUTER)
		f->message = LC_MSG_RA;
	else if (type == 3 || type == 4 || type == 11 || type == 12)
		parse_icmp_error(f, l3_len);
}

static __always_inline void parse_icmp6(struct lc_frame *f, __u8 type,
					__u8 code, __u32 l3_len)
{
	if (type >= 1 && type <= 4)
		parse_icmp_error(f, l3_len);
	else if (type == ICMP_V6_RA)
		f->message = LC_MSG_RA;
	else if (type == ICMP_V6_REDIRECT)
		f->message = LC_MSG_REDIRECT;
	else if (type == 130)
		f->message = LC_MSG_MLD_QUERY;
	else if (type == 131 || type == 132 || type == 143)
		f->message = LC_MSG_MLD;
	else if (type == ICMP_V6_RS || type == ICMP_V6_NS || type == ICMP_V6_NA)
		parse_nd(f, type);
	/* another code is another message; a device's RA is one in any case */
	if (code && ((f->message >= LC_MSG_RS && f->message <= LC_MSG_NA) ||
		     (f->message == LC_MSG_RA && f->direction == LC_EGRESS)))
		f->message = LC_MSG_NONE;
}

static __always_inline void parse_icmp(struct lc_frame *f, __u32 l3_len)
{
	struct icmp_header *icmp = frame_at(f, f->off, sizeof(*icmp));

	if (!icmp)
		return;
	f->echo = is_echo(f->l3, icmp->type);
	if (f->echo) {
		f->sport = bpf_ntohs(icmp->id);
		f->dport = f->sport;
	} else if (f->l3 == LC_L3_IPV4) {
		parse_icmp4(f, icmp->type, l3_len);
	} else {
		parse_icmp6(f, icmp->type, icmp->code, l3_len);
	}
}

static __always_inline void parse_igmp(struct lc_frame *f)
{
	struct icmp_header *igmp = frame_at(f, f->off, sizeof(*igmp));

	if (igmp)
		f->message = igmp->type == 0x11 ? LC_MSG_IGMP_QUERY :
						  LC_MSG_IGMP;
}

static __always_inline bool is_tunnel(__u8 proto)
{
	return proto == IPPROTO_IPIP || proto == IPPROTO_IPV6 ||
	       proto == IPPROTO_GRE || proto == LC_IPPROTO_L2TP;
}

static __always_inline void parse_transport(struct lc_frame *f)
{
	__u32 l3_len = f->end - f->l3_off;

	f->proto = transport_proto(f->l3, f->ip_proto);
	if (is_tunnel(f->ip_proto))
		f->reason = LC_REASON_TUNNEL;
	else if (f->fragment == LC_FRAG_LATER)
		return;
	else if (f->proto == LC_PROTO_TCP)
		parse_tcp(f);
	else if (f->proto == LC_PROTO_UDP)
		parse_udp(f);
	else if (f->proto == LC_PROTO_ICMP)
		parse_icmp(f, l3_len);
	else if (f->ip_proto == IPPROTO_IGMP && f->l3 == LC_L3_IPV4)
		parse_igmp(f);
}

#endif
