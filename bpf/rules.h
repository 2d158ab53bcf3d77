/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which rule of its group fits what is asked: DESIGN 5.9 without its effects.
 * Tables alone; what a match leads to stands in decide.h.
 */
#ifndef LENSCAP_RULES_H
#define LENSCAP_RULES_H

#include "state.h"

/* What rules are asked about: the frame itself, or the packet it quotes. */
struct lc_question {
	__u16 sport;
	__u16 dport;
	__u8 proto; /* enum lc_proto */
	__u8 direction; /* which rules may open: enum lc_direction */
	__u8 stateless_only;
	__u8 no_ports; /* none to be seen: ICMP, other, later fragment */
};

/* The other end. */
static __always_inline const struct lc_addr *
frame_peer(const struct lc_frame *f)
{
	return f->direction == LC_INGRESS ? &f->dst : &f->src;
}

static __always_inline const struct lc_rule *
group_rule(const struct lc_slot *slot, const struct lc_group *group, int match)
{
	return &slot->rules->rules[lc_index(group->first_rule + match,
					    LC_MAX_RULES)];
}

static __always_inline __u32 addr_class(const struct lc_slot *slot, bool v6,
					const struct lc_addr *addr)
{
	return v6 ? addr6_class(slot->addr6, addr) :
		    addr4_class(slot->rules, addr->lo);
}

/* Sixty-four rules at once: those that stand after every dimension is asked. */
static __always_inline __u64 match_word(const struct lc_group *group,
					__u64 addr, const struct lc_question *q,
					__u64 to_sport, __u64 to_dport, int w)
{
	__u64 stateless = group->stateless.word[w];
	__u64 fits = addr &
		     group->proto[lc_index(q->proto, LC_PROTO_MAX)].word[w];
	__u64 open = 0;

	if (!q->stateless_only)
		open = group->open[lc_index(q->direction, LC_DIRECTION_MAX)]
			       .word[w];
	return fits &
	       ((to_dport & (stateless | open)) | (to_sport & stateless));
}

/* The first rule that matches, its index in the group, or -1. */
static __always_inline int match_rules(const struct lc_slot *slot,
				       const struct lc_group *group,
				       __u32 class, __u8 iface_index,
				       const struct lc_question *q)
{
	const struct lc_rule_slot *rules = slot->rules;
	const struct lc_vector *addr, *sport, *dport;
	__u64 router, word, peer;
	int w;

	router = rules->addr_classes[lc_index(class, LC_ADDR_CLASSES)].router;
	router = -(router >> iface_index & 1);
	addr = slot_vector(slot, group->addr_refs + class);
	sport = slot_vector(
		slot, group->port_refs +
			      rules->port_class[lc_index(q->sport, 65536)]);
	dport = slot_vector(
		slot, group->port_refs +
			      rules->port_class[lc_index(q->dport, 65536)]);
	if (q->no_ports)
		sport = dport = &group->no_ports;
#pragma unroll
	for (w = 0; w < LC_RULE_WORDS; w++) {
		peer = addr->word[w] | (router & group->router.word[w]);
		word = match_word(group, peer, q, sport->word[w],
				  dport->word[w], w);
		if (word)
			return w * 64 + lowest_bit(word);
	}
	return -1;
}

#ifdef __bpf__

/*
 * Functions of their own, asked from several places: the verifier reads them
 * once, and they have registers and a stack for themselves. Scalars only.
 * place: slot number, interface index, group index, 1 for IPv6, proto,
 * direction, stateless_only, no_ports, eight bits each, lowest first.
 */
OWN_FUNCTION int rules_call(__u64 place, __u64 hi, __u64 lo, __u32 ports)
{
	struct lc_slot slot = { .number = place & 1 };
	struct lc_addr peer = { .hi = hi, .lo = lo };
	struct lc_question q = {
		.sport = ports,
		.dport = ports >> 16,
		.proto = place >> 32,
		.direction = place >> 40,
		.stateless_only = place >> 48,
		.no_ports = place >> 56,
	};
	const struct lc_group *group;

	if (!slot_open_rules(&slot) || !slot_open_addr6(&slot))
		return -1;
	group = &slot.rules->groups[lc_index(place >> 16, LC_MAX_GROUPS)];
	return match_rules(&slot, group,
			   addr_class(&slot, place >> 24 & 1, &peer),
			   lc_index(place >> 8, LC_MAX_INTERFACES), &q);
}

OWN_FUNCTION int class_call(__u32 number, __u32 v6, __u64 hi, __u64 lo)
{
	struct lc_slot slot = { .number = number & 1 };
	struct lc_addr addr = { .hi = hi, .lo = lo };

	if (!slot_open_rules(&slot) || !slot_open_addr6(&slot))
		return 0;
	return addr_class(&slot, v6, &addr);
}

static __always_inline int rules_match(const struct lc_frame *f,
				       const struct lc_slot *slot,
				       const struct lc_question *q)
{
	const struct lc_addr *peer = frame_peer(f);
	__u64 place = slot->number | f->iface_index << 8 |
		      f->group_index << 16 |
		      (__u32)(f->l3 == LC_L3_IPV6) << 24 |
		      (__u64)q->proto << 32 | (__u64)q->direction << 40 |
		      (__u64)q->stateless_only << 48 | (__u64)q->no_ports << 56;

	return rules_call(place, peer->hi, peer->lo,
			  q->sport | (__u32)q->dport << 16);
}

static __always_inline __u32 frame_class(const struct lc_frame *f,
					 const struct lc_slot *slot,
					 const struct lc_addr *addr)
{
	return class_call(slot->number, f->l3 == LC_L3_IPV6, addr->hi,
			  addr->lo);
}

#else /* for userspace tests, which have one slot, in plain memory */

static inline int rules_match(const struct lc_frame *f,
			      const struct lc_slot *slot,
			      const struct lc_question *q)
{
	return match_rules(slot, slot_group(slot, f),
			   addr_class(slot, f->l3 == LC_L3_IPV6, frame_peer(f)),
			   f->iface_index, q);
}

static inline __u32 frame_class(const struct lc_frame *f,
				const struct lc_slot *slot,
				const struct lc_addr *addr)
{
	return addr_class(slot, f->l3 == LC_L3_IPV6, addr);
}

#endif

#endif
