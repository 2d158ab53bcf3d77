/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Flows: DESIGN 5.8. Their keys, how long they live, whether what opened them
 * still holds. Where they are kept is state.h, when one is opened decide.h.
 */
#ifndef LENSCAP_FLOWS_H
#define LENSCAP_FLOWS_H

#include "permit.h"
#include "rules.h"
#include "state.h"
#include "wire.h"

#define LC_TCP_FIN 0x01
#define LC_TCP_SYN 0x02
#define LC_TCP_RST 0x04
#define LC_TCP_ACK 0x10

/* May a rule of the group, or a permit, have opened a flow of that table? */
static __always_inline bool group_opens(const struct lc_slot *slot,
					const struct lc_group *group,
					enum lc_direction opener)
{
	return opener == LC_EGRESS ?
		       group->flags & LC_GROUP_PEER_OPENS :
		       permit_flags(slot, group) & LC_GROUP_DEVICE_OPENS;
}

static __always_inline __u8 quoted_proto(const struct lc_frame *f)
{
	return LC_QUOTE(f->quote, LC_QUOTE_PROTO, LC_QUOTE_IP_PROTO);
}

static __always_inline __u16 quoted_sport(const struct lc_frame *f)
{
	return LC_QUOTE(f->quote, LC_QUOTE_SPORT, LC_QUOTE_DPORT);
}

static __always_inline __u16 quoted_dport(const struct lc_frame *f)
{
	return LC_QUOTE(f->quote, LC_QUOTE_DPORT, LC_QUOTE_END);
}

/*
 * Is there a flow to look for: the frame's own, or that of what an ICMP error
 * quotes? Later fragments have no ports; of ICMP only an echo has an identifier.
 */
static __always_inline bool flow_tracked(const struct lc_frame *f)
{
	if (f->quote)
		return quoted_proto(f) != LC_PROTO_ICMP ||
		       LC_QUOTE(f->quote, LC_QUOTE_ECHO, LC_QUOTE_PROTO);
	return f->fragment != LC_FRAG_LATER &&
	       (f->proto != LC_PROTO_ICMP || f->echo);
}

static __always_inline void flow_key(struct lc_flow_key *key,
				     const struct lc_frame *f)
{
	/* what is quoted went the other way, between the same addresses */
	bool first = (f->direction == LC_INGRESS) != !!f->quote;
	__u16 sport = f->quote ? quoted_sport(f) : f->sport;
	__u16 dport = f->quote ? quoted_dport(f) : f->dport;
	const struct lc_addr *device = f->direction == LC_INGRESS ? &f->src :
								    &f->dst;

	key->mac = f->mac;
	key->l3 = f->l3 == LC_L3_IPV6 ? 6 : 4;
	key->proto = f->quote ? LC_QUOTE(f->quote, LC_QUOTE_IP_PROTO,
					 LC_QUOTE_SPORT) :
				f->ip_proto;
	key->device_port = first ? sport : dport;
	key->peer_port = first ? dport : sport;
	key->pad = 0;
	key->device[0] = device->hi;
	key->device[1] = device->lo;
	key->peer[0] = frame_peer(f)->hi;
	key->peer[1] = frame_peer(f)->lo;
}

static __always_inline __u64 flow_idle(const struct lc_flow *flow,
				       const struct lc_flow_key *key)
{
	if (flow->closing)
		return LC_IDLE_CLOSING * LC_SECOND;
	if (key->proto == IPPROTO_TCP)
		return LC_IDLE_TCP * LC_SECOND;
	if (key->proto == (key->l3 == 6 ? LC_IPPROTO_ICMPV6 : IPPROTO_ICMP))
		return LC_IDLE_ECHO * LC_SECOND;
	return LC_IDLE_UDP * LC_SECOND;
}

/* A flow that ends and begins anew between the same ports. */
static __always_inline bool flow_restarts(const struct lc_flow *flow,
					  const struct lc_frame *f,
					  enum lc_direction opener)
{
	return flow->closing && f->direction == opener && !f->quote &&
	       (f->tcp_flags & (LC_TCP_SYN | LC_TCP_ACK)) == LC_TCP_SYN;
}

/* now may be a little behind what another processor has seen. */
static __always_inline struct lc_flow *
flow_alive(const struct lc_frame *f, const struct lc_slot *slot,
	   const struct lc_group *group, const struct lc_flow_key *key,
	   enum lc_direction opener, __u64 now)
{
	struct lc_flow *flow;
	__u64 last;

	if (!group_opens(slot, group, opener))
		return NULL;
	flow = flow_find(opener, key);
	if (!flow)
		return NULL;
	last = *(volatile __u64 *)&flow->last_ns;
	if ((now > last && now - last > flow_idle(flow, key)) ||
	    flow_restarts(flow, f, opener))
		return NULL;
	return flow;
}

static __always_inline __u64 opened_by(const struct lc_group *group, __u32 hash,
				       __u16 rule)
{
	return (__u64)hash << 32 | (__u32)group->id << 16 | rule;
}

/* Does what opened the flow still hold: policy in force, or permit? */
static __always_inline bool flow_holds(const struct lc_slot *slot,
				       const struct lc_group *group, __u64 by)
{
	__u32 hash = slot->rules->rule_hash[lc_index(by & 0xffff, LC_RULE_IDS)];

	if (hash && by == opened_by(group, hash, by))
		return true;
	return (by & LC_OPENED_PERMIT) && permit_holds(by);
}

/*
 * Judge again, as if the opening frame came now: the rule that would open the
 * flow, as opened_by() has it, or 0. Nothing ends by it: another policy, or the
 * group of another zone, may think otherwise.
 */
static __always_inline __u64 flow_rejudge(const struct lc_frame *f,
					  const struct lc_slot *slot,
					  const struct lc_group *group,
					  const struct lc_flow_key *key,
					  enum lc_direction opener)
{
	__u8 proto = f->quote ? quoted_proto(f) : f->proto;
	bool by_peer = opener == LC_EGRESS;
	struct lc_question q = {
		.sport = by_peer ? key->peer_port : key->device_port,
		.dport = by_peer ? key->device_port : key->peer_port,
		.proto = proto,
		.direction = opener,
		.no_ports = proto > LC_PROTO_UDP,
	};
	int match = rules_match(f, slot, &q);
	const struct lc_rule *rule;

	if (match < 0)
		return 0;
	rule = group_rule(slot, group, match);
	if (rule->kind != (by_peer ? LC_RULE_PEER : LC_RULE_DEVICE))
		return 0;
	return opened_by(group, rule->hash, rule->id);
}

static __always_inline bool flow_closes(const struct lc_frame *f)
{
	return f->proto == LC_PROTO_TCP &&
	       (f->tcp_flags & (LC_TCP_FIN | LC_TCP_RST));
}

/* What the frame does to its flow's life. Writes only what is new. */
static __always_inline void flow_touch(struct lc_flow *flow,
				       const struct lc_frame *f, __u64 now)
{
	/* an ICMP error keeps nothing alive */
	if (flow->closing || f->quote)
		return;
	if (flow_closes(f))
		flow->closing = 1;
	if (now > flow->last_ns)
		flow->last_ns = now;
}

/* opened_by of a flow found, judged again if need be; 0: not any more. */
static __always_inline __u64 flow_rule(const struct lc_frame *f,
				       const struct lc_slot *slot,
				       const struct lc_group *group,
				       const struct lc_flow_key *key,
				       struct lc_flow *flow,
				       enum lc_direction opener)
{
	__u64 by = *(volatile __u64 *)&flow->opened_by;

	if (flow_holds(slot, group, by))
		return by;
	by = flow_rejudge(f, slot, group, key, opener);
	if (by)
		*(volatile __u64 *)&flow->opened_by = by;
	return by;
}

/* What opened the flow in which the frame, or what it quotes, is; or 0. And who. */
static __always_inline __u64 flow_within(const struct lc_frame *f,
					 const struct lc_slot *slot,
					 const struct lc_group *group,
					 const struct lc_flow_key *key,
					 enum lc_direction *opener)
{
	__u64 now = clock_coarse(), by = 0;
	struct lc_flow *flow;

	*opener = LC_EGRESS;
	flow = flow_alive(f, slot, group, key, LC_EGRESS, now);
	if (flow)
		by = flow_rule(f, slot, group, key, flow, LC_EGRESS);
	if (!by) {
		*opener = LC_INGRESS;
		flow = flow_alive(f, slot, group, key, LC_INGRESS, now);
		if (flow)
			by = flow_rule(f, slot, group, key, flow, LC_INGRESS);
	}
	if (by)
		flow_touch(flow, f, now);
	return by;
}

/*
 * A function of its own for the sake of the stack (address.h); opening costs
 * several times the call anyway. by: lc_flow.opened_by; how: direction of the opening
 * frame, << 1 whether it also closes. The key is copied: Linux 6.1 wants those
 * of maps on the function's own stack. A pointer handed to such a function
 * counts as one that may be NULL.
 */
OWN_FUNCTION int flow_open_call(const struct lc_flow_key *key, __u64 by,
				__u32 how)
{
	struct lc_flow flow = {
		.last_ns = clock_coarse(),
		.opened_by = by,
		.closing = how >> 1,
	};
	struct lc_flow_key copy;

	if (!key)
		return -1;
	copy = *key;
	flow_put(how & 1, &copy, &flow);
	return 0;
}

/* by: lc_flow.opened_by */
static __always_inline void flow_open(const struct lc_frame *f,
				      const struct lc_flow_key *key, __u64 by)
{
	flow_open_call(key, by, f->direction | flow_closes(f) << 1);
}

#endif
