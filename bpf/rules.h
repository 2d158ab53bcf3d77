/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which rule of its group fits what is asked: DESIGN 5.9 without its effects.
 * Tables alone; what a match leads to stands in decide.h.
 */
#ifndef LENSCAP_RULES_H
#define LENSCAP_RULES_H

#include "address.h"

/* What rules are asked about: the frame itself, or the packet it quotes. */
struct lc_question {
	__u16 sport;
	__u16 dport;
	__u8 proto; /* enum lc_proto */
	__u8 direction; /* which rules may open: enum lc_direction */
	__u8 stateless_only;
	__u8 no_ports; /* none to be seen: ICMP, other, later fragment */
};

static __always_inline const struct lc_rule *
group_rule(const struct lc_slot *slot, const struct lc_group *group, int match)
{
	return &slot->rules->rules[lc_index(group->first_rule + match,
					    LC_MAX_RULES)];
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
	if (q->no_ports) {
		sport = &group->no_ports;
		dport = sport;
	}
#pragma unroll
	for (w = 0; w < LC_RULE_WORDS; w++) {
		peer = addr->word[w] | (router & group->router.word[w]);
		if (!peer)
			continue;
		word = match_word(group, peer, q, sport->word[w],
				  dport->word[w], w);
		if (word)
			return w * 64 + lowest_bit(word);
	}
	return -1;
}

#ifdef LENSCAP_WITH_MAPS

/*
 * A function of its own, asked from several places. Scalars only. place: slot
 * number, interface index, group index, proto, direction, stateless_only,
 * no_ports: eight bits each, lowest first.
 */
OWN_FUNCTION int rules_call(__u64 place, __u32 class, __u32 ports)
{
	struct lc_slot slot = { .live = place & LC_LIVE_SLOT };
	struct lc_question q = {
		.sport = ports,
		.dport = ports >> 16,
		.proto = place >> 24,
		.direction = place >> 32,
		.stateless_only = place >> 40,
		.no_ports = place >> 48,
	};
	const struct lc_group *group;

	if (!slot_open_rules(&slot))
		return -1;
	group = &slot.rules->groups[lc_index(place >> 16, LC_MAX_GROUPS)];
	return match_rules(&slot, group, class,
			   lc_index(place >> 8, LC_MAX_INTERFACES), &q);
}

static __always_inline int rules_match(const struct lc_frame *f,
				       const struct lc_slot *slot,
				       const struct lc_question *q)
{
	__u64 place = slot_number(slot) | f->iface_index << 8 |
		      f->group_index << 16 | (__u32)q->proto << 24 |
		      (__u64)q->direction << 32 |
		      (__u64)q->stateless_only << 40 | (__u64)q->no_ports << 48;

	return rules_call(place, frame_class(f, slot, frame_peer(f)),
			  q->sport | (__u32)q->dport << 16);
}

#else /* for userspace tests, which have one slot, in plain memory */

static inline int rules_match(const struct lc_frame *f,
			      const struct lc_slot *slot,
			      const struct lc_question *q)
{
	return match_rules(slot, slot_group(slot, f),
			   frame_class(f, slot, frame_peer(f)), f->iface_index,
			   q);
}

#endif

#endif
