/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The judgement of a listed frame, in the order of DESIGN 5.
 * Works on facts and tables alone and touches no packet bytes, so that it
 * compiles into userspace tests as well.
 */
#ifndef LENSCAP_DECIDE_H
#define LENSCAP_DECIDE_H

#include "tables.h"

/* What rules are asked about: the frame itself, or the packet it quotes. */
struct lc_question {
	__u32 addr_class; /* the peer's */
	__u16 sport;
	__u16 dport;
	__u8 proto; /* enum lc_proto */
	__u8 stateless_only;
	__u8 no_ports; /* none to be seen: ICMP, other, later fragment */
};

static __always_inline bool addr_is4(const struct lc_addr *a, __u32 prefix,
				     __u32 bits)
{
	return ((__u32)a->lo ^ prefix) >> (32 - bits) == 0;
}

static __always_inline bool addr_is_fe80(const struct lc_addr *a)
{
	return a->hi >> 54 == 0xfe80 >> 6;
}

static __always_inline bool addr_is_ff02(const struct lc_addr *a)
{
	return a->hi >> 48 == 0xff02;
}

static __always_inline bool addr_is_zero(const struct lc_addr *a)
{
	return !a->hi && !a->lo;
}

/* The other end. */
static __always_inline const struct lc_addr *
frame_peer(const struct lc_frame *f)
{
	return f->direction == LC_INGRESS ? &f->dst : &f->src;
}

static __always_inline __u32 peer_class(const struct lc_frame *f,
					const struct lc_slot *slot)
{
	const struct lc_addr *peer = frame_peer(f);

	if (f->l3 == LC_L3_IPV4)
		return addr4_class(slot->rules, peer->lo);
	return addr6_class(slot->addr6, peer);
}

/* 4: what no camera has any business sending, under any policy. */
static __always_inline enum lc_reason refuse_message(const struct lc_frame *f)
{
	if (f->bad_link_address)
		return f->bad_link_address;
	switch (f->message) {
	case LC_MSG_RA:
		return LC_REASON_ROUTER_ADVERTISEMENT;
	case LC_MSG_REDIRECT:
		return LC_REASON_REDIRECT;
	case LC_MSG_DHCP_SERVER:
		return LC_REASON_DHCP_SERVER;
	}
	return LC_REASON_NONE;
}

/* 5: sources that no device can own. */
static __always_inline bool bad_source(const struct lc_frame *f)
{
	if (f->l3 == LC_L3_IPV6)
		return f->src.hi >> 56 == 0xff ||
		       (!f->src.hi && f->src.lo == 1);
	if (f->l3 != LC_L3_IPV4 && f->l3 != LC_L3_ARP)
		return false;
	return addr_is4(&f->src, 0x7f000000, 8) ||
	       addr_is4(&f->src, 0xe0000000, 4) ||
	       addr_is4(&f->src, 0xffffffff, 32);
}

/* Is the peer on the device's own link, as DHCP may use it? */
static __always_inline bool peer_serves(const struct lc_frame *f,
					const struct lc_addr_class *class)
{
	return (class->on_link >> f->iface_index & 1) ||
	       (class->dhcp_server >> f->group_index & 1) ||
	       (f->l3 == LC_L3_IPV6 && addr_is_fe80(frame_peer(f)));
}

static __always_inline bool housekeeping_nd(const struct lc_frame *f,
					    const struct lc_addr_class *class)
{
	if (f->ttl != 255 || f->l3 != LC_L3_IPV6)
		return false;
	if (f->direction == LC_EGRESS)
		return f->message != LC_MSG_RS;
	return addr_is_fe80(&f->dst) || addr_is_ff02(&f->dst) ||
	       (class->on_link >> f->iface_index & 1);
}

static __always_inline bool housekeeping_dhcp(const struct lc_frame *f,
					      const struct lc_addr_class *class)
{
	if (f->direction == LC_EGRESS)
		return f->message == LC_MSG_DHCP_SERVER &&
		       peer_serves(f, class);
	if (f->message != LC_MSG_DHCP_CLIENT)
		return false;
	if (f->l3 == LC_L3_IPV4 && (__u32)f->dst.lo == 0xffffffff)
		return true;
	if (f->l3 == LC_L3_IPV6 && f->dst.hi == 0xff02000000000000ull &&
	    f->dst.lo == 0x10002)
		return true;
	return peer_serves(f, class);
}

static __always_inline bool housekeeping_igmp(const struct lc_frame *f)
{
	if (f->ttl != 1)
		return false;
	if (f->direction == LC_EGRESS)
		return f->message == LC_MSG_IGMP_QUERY;
	return addr_is4(&f->dst, 0xe0000000, 4);
}

static __always_inline bool housekeeping_mld(const struct lc_frame *f)
{
	if (f->ttl != 1)
		return false;
	if (f->direction == LC_EGRESS)
		return f->message == LC_MSG_MLD_QUERY && addr_is_fe80(&f->src);
	return (addr_is_fe80(&f->src) || addr_is_zero(&f->src)) &&
	       addr_is_ff02(&f->dst);
}

/* 6: what never leaves the link. A fragment is none of it (RFC 6980). */
static __always_inline bool housekeeping(const struct lc_frame *f, __u8 allowed,
					 const struct lc_addr_class *class)
{
	if (f->fragment != LC_FRAG_NONE)
		return false;
	switch (f->message) {
	case LC_MSG_RS:
	case LC_MSG_NS:
	case LC_MSG_NA:
	case LC_MSG_RA:
		return (allowed & LC_HK_ND) && housekeeping_nd(f, class);
	case LC_MSG_DHCP_CLIENT:
	case LC_MSG_DHCP_SERVER:
		return (allowed & LC_HK_DHCP) && housekeeping_dhcp(f, class);
	case LC_MSG_IGMP:
	case LC_MSG_IGMP_QUERY:
		return (allowed & LC_HK_IGMP) && housekeeping_igmp(f);
	case LC_MSG_MLD:
	case LC_MSG_MLD_QUERY:
		return (allowed & LC_HK_MLD) && housekeeping_mld(f);
	}
	return false;
}

/* Sixty-four rules at once: those that stand after every dimension is asked. */
static __always_inline __u64 match_word(const struct lc_group *group,
					__u64 addr, const struct lc_question *q,
					__u64 to_sport, __u64 to_dport, int w,
					__u8 direction)
{
	__u64 stateless = group->stateless.word[w];
	__u64 fits = addr &
		     group->proto[lc_index(q->proto, LC_PROTO_MAX)].word[w];
	__u64 open = 0;

	if (!q->stateless_only)
		open = group->open[lc_index(direction, LC_DIRECTION_MAX)]
			       .word[w];
	return fits &
	       ((to_dport & (stateless | open)) | (to_sport & stateless));
}

/* 9: the first rule that matches, its index in the group, or -1. */
static __always_inline int match_rules(const struct lc_frame *f,
				       const struct lc_slot *slot,
				       const struct lc_question *q)
{
	const struct lc_rule_slot *rules = slot->rules;
	const struct lc_group *group = slot_group(slot, f);
	const struct lc_vector *addr, *sport, *dport;
	__u64 router, word, peer;
	int w;

	router = rules->addr_classes[lc_index(q->addr_class, LC_ADDR_CLASSES)]
			 .router;
	router = -(router >> f->iface_index & 1);
	addr = slot_vector(slot, group->addr_refs + q->addr_class);
	sport = slot_vector(
		slot, group->port_refs +
			      rules->port_class[lc_index(q->sport, 65536)]);
	dport = slot_vector(
		slot, group->port_refs +
			      rules->port_class[lc_index(q->dport, 65536)]);
#pragma unroll
	for (w = 0; w < LC_RULE_WORDS; w++) {
		peer = addr->word[w] | (router & group->router.word[w]);
		if (q->no_ports)
			word = match_word(group, peer, q,
					  group->no_ports.word[w],
					  group->no_ports.word[w], w,
					  f->direction);
		else
			word = match_word(group, peer, q, sport->word[w],
					  dport->word[w], w, f->direction);
		if (word)
			return w * 64 + lowest_bit(word);
	}
	return -1;
}

static __always_inline bool
decide_rules(struct lc_frame *f, const struct lc_slot *slot, __u32 addr_class)
{
	const struct lc_group *group = slot_group(slot, f);
	const struct lc_rule *rule;
	struct lc_question q = {
		.addr_class = addr_class,
		.sport = f->sport,
		.dport = f->dport,
		.proto = f->proto,
		.stateless_only = f->fragment == LC_FRAG_LATER,
		.no_ports = f->fragment == LC_FRAG_LATER ||
			    f->proto > LC_PROTO_UDP,
	};
	int match = match_rules(f, slot, &q);

	if (match < 0)
		return false;
	rule = &slot->rules->rules[lc_index(group->first_rule + match,
					    LC_MAX_RULES)];
	f->rule = rule->id;
	frame_judge(f, rule->kind == LC_RULE_DROP ? LC_DROP : LC_PASS,
		    LC_REASON_RULE);
	return true;
}

/* 7: an error about a packet that a stateless rule lets through. */
static __always_inline bool decide_icmp_error(struct lc_frame *f,
					      const struct lc_slot *slot,
					      __u32 addr_class)
{
	const struct lc_group *group = slot_group(slot, f);
	const struct lc_rule *rule;
	struct lc_question q = {
		.addr_class = addr_class,
		.sport = f->quoted_sport,
		.dport = f->quoted_dport,
		.proto = f->quoted_proto,
		.stateless_only = 1,
		.no_ports = f->quoted_proto > LC_PROTO_UDP,
	};
	int match = match_rules(f, slot, &q);

	if (match < 0)
		return false;
	rule = &slot->rules->rules[lc_index(group->first_rule + match,
					    LC_MAX_RULES)];
	if (rule->kind != LC_RULE_EITHER)
		return false;
	f->rule = rule->id;
	frame_judge(f, LC_PASS, LC_REASON_ICMP_ERROR);
	return true;
}

static __always_inline void decide_default(struct lc_frame *f,
					   const struct lc_group *group)
{
	if (f->l3 >= LC_L3_IPV4 && f->proto == LC_PROTO_OTHER)
		frame_judge(f, LC_DROP, LC_REASON_PROTOCOL);
	else if (group->flags & LC_GROUP_DEFAULT_PASS)
		frame_judge(f, LC_PASS, LC_REASON_DEFAULT);
	else
		frame_judge(f, LC_DROP, LC_REASON_DEFAULT);
}

/* 6 to 10, for IP. */
static __always_inline void decide_ip(struct lc_frame *f,
				      const struct lc_slot *slot,
				      const struct lc_group *group)
{
	__u32 index = peer_class(f, slot);
	const struct lc_addr_class *class =
		&slot->rules->addr_classes[lc_index(index, LC_ADDR_CLASSES)];

	if (f->message && housekeeping(f, group->housekeeping, class))
		frame_judge(f, LC_PASS, LC_REASON_HOUSEKEEPING);
	else if (f->quoted && decide_icmp_error(f, slot, index))
		return;
	else if (!decide_rules(f, slot, index))
		decide_default(f, group);
}

/* 6 to 10, for what has no IP header: no rule can name it. */
static __always_inline void decide_link(struct lc_frame *f,
					const struct lc_group *group)
{
	if (f->l3 == LC_L3_EAPOL || f->message == LC_MSG_ARP)
		frame_judge(f, LC_PASS, LC_REASON_HOUSEKEEPING);
	else
		decide_default(f, group);
}

/* 3 to 5: why the frame is dropped whatever the rules say, or none. */
static __always_inline enum lc_reason
decide_refusal(const struct lc_frame *f, const struct lc_group *group)
{
	enum lc_reason reason = f->reason;

	if (reason)
		return reason;
	if (f->l3 == LC_L3_OTHER ||
	    (f->l3 == LC_L3_ARP && !(group->housekeeping & LC_HK_ARP)) ||
	    (f->l3 == LC_L3_EAPOL && !(group->housekeeping & LC_HK_EAPOL)))
		return LC_REASON_ETHERTYPE;
	if (f->direction == LC_EGRESS)
		return LC_REASON_NONE;
	reason = refuse_message(f);
	if (!reason && bad_source(f))
		reason = LC_REASON_SOURCE_ADDRESS;
	return reason;
}

static __always_inline void decide(struct lc_frame *f,
				   const struct lc_slot *slot)
{
	const struct lc_group *group = slot_group(slot, f);
	enum lc_reason reason = decide_refusal(f, group);

	f->monitor |= group->flags & LC_GROUP_MONITOR;
	if (reason)
		frame_judge(f, LC_DROP, reason);
	else if (f->l3 < LC_L3_IPV4)
		decide_link(f, group);
	else
		decide_ip(f, slot, group);
}

#endif
