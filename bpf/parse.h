/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From bytes to facts: link layer for every frame, the rest for listed ones.
 * With chains.h, quote.h and parse_transport.h the only part that reads the
 * packet; what it cannot follow it names, and leaves to decide.h.
 */
#ifndef LENSCAP_PARSE_H
#define LENSCAP_PARSE_H

#include <linux/if_ether.h>
#include "parse_transport.h"

static __always_inline bool is_vlan(__u16 ethertype)
{
	return ethertype == ETH_P_8021Q || ethertype == ETH_P_8021AD;
}

/* A tag's id decides the zone; id 0 is priority only, and the next one does. */
static __always_inline void frame_tag(struct lc_frame *f, __u16 tci)
{
	if (!f->vlan)
		f->vlan = tci & 0x0fff;
	f->tags++;
}

static __always_inline void parse_tags(struct lc_frame *f)
{
	struct vlan_tag *tag;
	int i;

#pragma unroll
	for (i = 0; i < 2; i++) {
		if (!is_vlan(f->ethertype) || f->tags >= 2)
			break;
		tag = f->data + f->off;
		if ((void *)(tag + 1) > f->data_end ||
		    f->off + sizeof(*tag) > f->len)
			break;
		frame_tag(f, bpf_ntohs(tag->tci));
		f->ethertype = bpf_ntohs(tag->next);
		f->off += sizeof(*tag);
	}
}

/* A frame too short for addresses has MAC 0, and f->len says so. */
static __always_inline void parse_address(struct lc_frame *f)
{
	void *p = f->data;

	if (p + 2 * ETH_ALEN > f->data_end || f->len < 2 * ETH_ALEN)
		return;
	f->mac = f->direction == LC_INGRESS ? mac_read(p + ETH_ALEN, false) :
					      mac_read(p, true);
}

/*
 * Behind the addresses, up to two tags. f->off then stands behind the EtherType;
 * a third tag stays in f->ethertype. A frame too short for one has 0 there.
 */
static __always_inline void parse_link(struct lc_frame *f)
{
	void *p = f->data;

	f->off = ETH_HLEN;
	if (p + ETH_HLEN > f->data_end || f->len < ETH_HLEN)
		return;
	f->ethertype = bpf_ntohs(*(__u16 *)(p + 2 * ETH_ALEN));
	parse_tags(f);
}

static __always_inline void parse_arp(struct lc_frame *f)
{
	struct arp_packet *arp = frame_at(f, f->off, sizeof(*arp));
	bool plain;

	f->l3 = LC_L3_ARP;
	if (!arp)
		return;
	f->src.lo = (__u32)bpf_ntohs(arp->spa[0]) << 16 |
		    bpf_ntohs(arp->spa[1]);
	plain = arp->htype == bpf_htons(1) &&
		arp->ptype == bpf_htons(ETH_P_IP) && arp->hlen == 6 &&
		arp->plen == 4;
	/* in any other the sender stands elsewhere, and Linux may believe it */
	if (f->direction == LC_INGRESS &&
	    (!plain || !mac_equal(arp->sha, f->mac)))
		f->bad_link_address = LC_REASON_ARP_SENDER;
	/* 60 bytes and the tags is what a padded one has (IEEE 802.3) */
	if (plain && (arp->op == bpf_htons(1) || arp->op == bpf_htons(2)) &&
	    f->len <= (f->tags < 2 ? 64 : 68))
		f->message = arp->op == bpf_htons(1) && !f->src.lo ?
				     LC_MSG_ARP_PROBE :
				     LC_MSG_ARP;
}

/* Ask for the true length only where the first buffer cannot be all of it. */
static __always_inline void frame_reach(struct lc_frame *f, __u32 end)
{
	if (end > f->len && f->direction == LC_INGRESS && !lc_replay_on)
		f->len = bpf_xdp_get_buff_len(f->ctx);
	if (end > f->len)
		f->reason = LC_REASON_LENGTH;
	f->end = end;
}

static __always_inline void parse_ipv4(struct lc_frame *f)
{
	struct ipv4_header *ip = frame_at(f, f->off, sizeof(*ip));
	__u32 header, total;
	__u16 frag;

	f->l3 = LC_L3_IPV4;
	if (!ip)
		return;
	header = (ip->version_ihl & 0x0f) * 4;
	total = bpf_ntohs(ip->total);
	if (!total && f->len > 0xffff) /* BIG TCP: the field cannot hold it */
		total = f->len - f->off;
	if (ip->version_ihl >> 4 != 4 || header < sizeof(*ip) ||
	    total < header) {
		f->reason = LC_REASON_LENGTH;
		return;
	}
	f->src.lo = bpf_ntohl(ip->src);
	f->dst.lo = bpf_ntohl(ip->dst);
	f->ttl = ip->ttl;
	f->ip_proto = ip->proto;
	frag = bpf_ntohs(ip->frag);
	if (frag & 0x1fff)
		f->fragment = LC_FRAG_LATER;
	else if (frag & 0x2000)
		f->fragment = LC_FRAG_FIRST;
	frame_reach(f, f->off + total);
	if (!f->reason && header > sizeof(*ip))
		f->reason = walk_ipv4_options(f, f->off + header);
	f->off += header;
}

static __always_inline void parse_ipv6(struct lc_frame *f)
{
	struct ipv6_header *ip = frame_at(f, f->off, sizeof(*ip));
	__u32 total;

	f->l3 = LC_L3_IPV6;
	if (!ip)
		return;
	if (ip->version >> 4 != 6) {
		f->reason = LC_REASON_LENGTH;
		return;
	}
	total = sizeof(*ip) + bpf_ntohs(ip->payload);
	if (!ip->payload && f->len > 0xffff) /* BIG TCP, as above */
		total = f->len - f->off;
	addr6_read(&f->src, ip->src);
	addr6_read(&f->dst, ip->dst);
	f->ttl = ip->hop_limit;
	f->ip_proto = ip->next;
	frame_reach(f, f->off + total);
	f->off += sizeof(*ip);
	if (!f->reason && is_extension(f->ip_proto))
		walk_extensions(f);
}

/* Let the verifier judge each kind of frame once, however it was parsed. */
static __always_inline void frame_forget(struct lc_frame *f)
{
	f->proto = forget(f->proto, f->zero);
	f->message = forget(f->message, f->zero);
	f->sport = forget(f->sport, f->zero);
	f->dport = forget(f->dport, f->zero);
	f->tcp_flags = forget(f->tcp_flags, f->zero);
	f->echo = forget(f->echo, f->zero);
	f->quote = forget64(f->quote, f->zero);
}

/*
 * 1 of DESIGN 5, for what a bridge hands on; devices meet it at the door. What
 * is too short for a source gets its reason from what follows.
 */
static __always_inline bool source_is_group(struct lc_frame *f)
{
	__u8 *source = frame_at(f, ETH_ALEN, 1);

	f->reason = LC_REASON_NONE;
	return source && (*source & 1);
}

/* Everything behind the link layer. f->reason says what could not be read. */
static __always_inline void parse_network(struct lc_frame *f)
{
	f->off = forget(f->off, f->zero);
	f->tags = forget(f->tags, f->zero);
	f->end = f->len;
	f->l3_off = f->off;
	f->reason = LC_REASON_NONE;
	if (f->direction == LC_EGRESS && source_is_group(f))
		f->reason = LC_REASON_MULTICAST_SOURCE;
	else if (lc_replay_on && f->held < f->off)
		f->reason = f->len < f->off ? LC_REASON_HEADER_CUT :
					      LC_REASON_CAPTURE_CUT;
	else if (f->len < ETH_HLEN)
		f->reason = LC_REASON_HEADER_CUT;
	else if (is_vlan(f->ethertype))
		f->reason = f->tags < 2 ? LC_REASON_HEADER_CUT :
					  LC_REASON_VLAN_DEPTH;
	else if (f->ethertype == ETH_P_IP)
		parse_ipv4(f);
	else if (f->ethertype == ETH_P_IPV6)
		parse_ipv6(f);
	else if (f->ethertype == ETH_P_ARP)
		parse_arp(f);
	else if (f->ethertype == ETH_P_PAE)
		f->l3 = LC_L3_EAPOL;
	f->off = forget(f->off, f->zero);
	f->fragment = forget(f->fragment, f->zero);
	f->ttl = forget(f->ttl, f->zero);
	f->end = forget(f->end, f->zero);
	if (!f->reason && f->l3 >= LC_L3_IPV4)
		parse_transport(f);
	frame_forget(f);
}

#endif
