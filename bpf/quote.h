/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The packet inside an ICMP error. A function of its own, as those in chains.h
 * are; what its answer means is for decide.h.
 */
#ifndef LENSCAP_QUOTE_H
#define LENSCAP_QUOTE_H

#include "chains.h"

static __always_inline __u8 transport_proto(__u8 l3, __u8 ip_proto)
{
	if (ip_proto == IPPROTO_TCP)
		return LC_PROTO_TCP;
	if (ip_proto == IPPROTO_UDP)
		return LC_PROTO_UDP;
	if (ip_proto == (l3 == LC_L3_IPV6 ? LC_IPPROTO_ICMPV6 : IPPROTO_ICMP))
		return LC_PROTO_ICMP;
	return LC_PROTO_OTHER;
}

static __always_inline bool is_echo(__u8 l3, __u8 type)
{
	return l3 == LC_L3_IPV6 ? type == 128 || type == 129 :
				  type == 8 || type == 0;
}

/* The first eight bytes behind the quoted header: ports, or type and id. */
static __always_inline __u64 quote_ports(struct lc_frame *f, __u32 off,
					 __u8 ip_proto)
{
	struct icmp_header *icmp = frame_at(f, off, sizeof(*icmp));
	__u8 proto = transport_proto(f->l3, ip_proto);
	__u16 *ports = (void *)icmp, sport = 0, dport = 0;
	bool echo = false;

	if (!icmp)
		return 0;
	if (proto <= LC_PROTO_UDP) {
		sport = bpf_ntohs(ports[0]);
		dport = bpf_ntohs(ports[1]);
	} else if (proto == LC_PROTO_ICMP) {
		echo = is_echo(f->l3, icmp->type);
		sport = bpf_ntohs(icmp->id);
		dport = sport;
	}
	return 1ull << LC_QUOTE_BOUND | (__u64)echo << LC_QUOTE_ECHO |
	       (__u64)proto << LC_QUOTE_PROTO |
	       (__u64)ip_proto << LC_QUOTE_IP_PROTO |
	       (__u64)sport << LC_QUOTE_SPORT | (__u64)dport << LC_QUOTE_DPORT;
}

static __always_inline __u64 quote4(struct lc_frame *f)
{
	struct ipv4_header *outer = frame_at(f, f->l3_off, sizeof(*outer));
	struct ipv4_header *ip = frame_at(f, f->off, sizeof(*ip));
	__u32 header;

	if (!outer || !ip)
		return 0;
	header = (ip->version_ihl & 0x0f) * 4;
	if (ip->version_ihl >> 4 != 4 || header < sizeof(*ip) ||
	    (bpf_ntohs(ip->frag) & 0x1fff) || ip->src != outer->dst ||
	    ip->dst != outer->src)
		return 0;
	return quote_ports(f, f->off + header, ip->proto);
}

static __always_inline bool addr6_same(const __u32 *a, const __u32 *b)
{
	return a[0] == b[0] && a[1] == b[1] && a[2] == b[2] && a[3] == b[3];
}

static __always_inline __u64 quote6(struct lc_frame *f)
{
	struct ipv6_header *outer = frame_at(f, f->l3_off, sizeof(*outer));
	struct ipv6_header *ip = frame_at(f, f->off, sizeof(*ip));

	if (!outer || !ip || ip->version >> 4 != 6 ||
	    !addr6_same(ip->src, outer->dst) ||
	    !addr6_same(ip->dst, outer->src))
		return 0;
	return quote_ports(f, f->off + sizeof(*ip), ip->next);
}

/*
 * An error may quote less than it takes to know: then it is bound to nothing.
 * A capture that holds less is another matter, and told in the bits unused.
 */
static __always_inline __u64 quote(struct lc_frame *f)
{
	__u64 found = f->l3 == LC_L3_IPV6 ? quote6(f) : quote4(f);

	return f->reason == LC_REASON_CAPTURE_CUT ? 1ull << LC_QUOTE_CUT :
						    found;
}

/* offs: of the outer header, and << 16 of the one quoted. */
OWN_FUNCTION __u64 quote_xdp(struct xdp_md *ctx, __u32 offs, __u32 to, __u32 l3)
{
	struct lc_frame f = WALK_FRAME(ctx, offs >> 16, to);

	f.l3_off = offs & 0xffff;
	f.l3 = l3;
	return quote(&f);
}

OWN_FUNCTION __u64 quote_tc(struct __sk_buff *ctx, __u32 offs, __u32 to,
			    __u32 l3)
{
	struct lc_frame f = WALK_FRAME(ctx, offs >> 16, to);

	f.l3_off = offs & 0xffff;
	f.l3 = l3;
	return quote(&f);
}

static __always_inline void walk_quote(struct lc_frame *f)
{
	__u32 at = f->off + sizeof(struct icmp_header);
	__u32 offs = f->l3_off | at << 16;

	if (f->direction == LC_INGRESS)
		f->quote = quote_xdp(f->ctx, offs, f->end, f->l3);
	else
		f->quote = quote_tc(f->ctx, offs, f->end, f->l3);
	if (f->quote == 1ull << LC_QUOTE_CUT)
		f->reason = LC_REASON_CAPTURE_CUT;
}

#endif
