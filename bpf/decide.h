/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The judgement of a listed frame, in the order of DESIGN 5.
 * Works on facts, tables and state (state.h) and touches no packet bytes, so
 * that it compiles into userspace tests as well.
 */
#ifndef LENSCAP_DECIDE_H
#define LENSCAP_DECIDE_H

#include "flows.h"
#include "housekeeping.h"
#include "rate.h"
#include "source.h"

/* 9. *opens: as opened_by() has it, where the frame opens a flow by it. */
static __always_inline bool decide_rules(struct lc_frame *f,
					 const struct lc_slot *slot,
					 const struct lc_group *group,
					 __u64 *opens)
{
	struct lc_question q = {
		.sport = f->sport,
		.dport = f->dport,
		.proto = f->proto,
		.direction = f->direction,
		.stateless_only = f->fragment == LC_FRAG_LATER,
		.no_ports = f->fragment == LC_FRAG_LATER ||
			    f->proto > LC_PROTO_UDP,
	};
	int match = rules_match(f, slot, &q);
	const struct lc_rule *rule;

	if (match < 0)
		return false;
	rule = group_rule(slot, group, match);
	f->rule = rule->id;
	frame_judge(f, rule->kind == LC_RULE_DROP ? LC_DROP : LC_PASS,
		    LC_REASON_RULE);
	if (rule->kind >= LC_RULE_PEER && !f->quote && flow_tracked(f))
		*opens = opened_by(group, rule->hash, rule->id);
	return true;
}

/* 7 and 8: within what was opened before, or about that. */
static __always_inline bool decide_flow(struct lc_frame *f,
					const struct lc_slot *slot,
					const struct lc_group *group,
					struct lc_flow_key *key)
{
	const __u32 opens = LC_GROUP_PEER_OPENS | LC_GROUP_DEVICE_OPENS;
	enum lc_reason reason = LC_REASON_FLOW;
	enum lc_direction opener;
	__u64 by;

	if (!(permit_flags(slot, group) & opens) || !flow_tracked(f))
		return false;
	flow_key(key, f);
	by = flow_within(f, slot, group, key, &opener);
	if (!by)
		return false;
	f->answers = forget(f->direction != opener, f->zero);
	if (by & LC_OPENED_PERMIT)
		reason = LC_REASON_PERMIT;
	else
		f->rule = by;
	frame_judge(f, LC_PASS, f->quote ? LC_REASON_ICMP_ERROR : reason);
	return true;
}

/* 7: an error about a packet that a stateless rule lets through. */
static __always_inline bool decide_quoted(struct lc_frame *f,
					  const struct lc_slot *slot,
					  const struct lc_group *group)
{
	struct lc_question q = {
		.sport = quoted_sport(f),
		.dport = quoted_dport(f),
		.proto = quoted_proto(f),
		.stateless_only = 1,
		.no_ports = quoted_proto(f) > LC_PROTO_UDP,
	};
	int match = rules_match(f, slot, &q);
	const struct lc_rule *rule;

	if (match < 0)
		return false;
	rule = group_rule(slot, group, match);
	if (rule->kind != LC_RULE_EITHER)
		return false;
	f->rule = rule->id;
	frame_judge(f, LC_PASS, LC_REASON_ICMP_ERROR);
	return true;
}

/* 6: what never leaves the link. */
static __always_inline bool decide_housekeeping(struct lc_frame *f,
						const struct lc_slot *slot,
						const struct lc_group *group)
{
	const struct lc_addr_class *peer, *source;

	peer = slot_class(slot, frame_class(f, slot, frame_peer(f)));
	source = slot_class(slot, frame_class(f, slot, &f->src));
	if (!housekeeping(f, group->housekeeping, peer, source))
		return false;
	frame_judge(f, LC_PASS, LC_REASON_HOUSEKEEPING);
	return true;
}

/* What is known of a frame that nothing allowed. */
static __always_inline enum lc_reason default_reason(const struct lc_frame *f)
{
	if (f->message == LC_MSG_ICMP_ERROR)
		return LC_REASON_ICMP_UNBOUND;
	if (f->message)
		return LC_REASON_NOT_HOUSEKEEPING;
	if (f->proto == LC_PROTO_OTHER)
		return LC_REASON_PROTOCOL;
	if (f->fragment == LC_FRAG_LATER)
		return LC_REASON_FRAGMENT;
	return LC_REASON_DEFAULT;
}

/* 10 */
static __always_inline void decide_default(struct lc_frame *f,
					   const struct lc_group *group)
{
	/* 3: other protocols are for rules alone */
	if ((group->flags & LC_GROUP_DEFAULT_PASS) &&
	    f->proto != LC_PROTO_OTHER)
		frame_judge(f, LC_PASS, LC_REASON_DEFAULT);
	else
		frame_judge(f, LC_DROP, default_reason(f));
}

/* 11. What it opens is a flow, so that answers pass by 8. */
static __always_inline void decide_permit(struct lc_frame *f, __u64 *opens)
{
	__u64 by;

	if (f->direction != LC_INGRESS || f->quote || !flow_tracked(f))
		return;
	by = permit_opens(f);
	if (!by)
		return;
	f->rule = 0;
	frame_judge(f, LC_PASS, LC_REASON_PERMIT);
	*opens = by;
}

/* 6 to 11, for IP. */
static __always_inline void decide_ip(struct lc_frame *f,
				      const struct lc_slot *slot,
				      const struct lc_group *group,
				      struct lc_flow_key *key, __u64 *opens)
{
	if (f->message && decide_housekeeping(f, slot, group))
		return;
	if (decide_flow(f, slot, group, key) ||
	    (f->quote && decide_quoted(f, slot, group)))
		return;
	if (!decide_rules(f, slot, group, opens))
		decide_default(f, group);
	if (f->verdict == LC_DROP && (slot->live & LC_LIVE_PERMITS))
		decide_permit(f, opens);
}

/* 6 to 10, for what has no IP header: no rule can name it. */
static __always_inline void decide_link(struct lc_frame *f,
					const struct lc_group *group)
{
	if (f->l3 == LC_L3_EAPOL || f->message >= LC_MSG_ARP)
		frame_judge(f, LC_PASS, LC_REASON_HOUSEKEEPING);
	else if (group->flags & LC_GROUP_DEFAULT_PASS)
		frame_judge(f, LC_PASS, LC_REASON_DEFAULT);
	else
		frame_judge(f, LC_DROP, LC_REASON_NOT_HOUSEKEEPING);
}

/* 3 to 5: why the frame is dropped whatever the rules say, or none. */
static __always_inline enum lc_reason
decide_refusal(const struct lc_frame *f, const struct lc_slot *slot,
	       const struct lc_group *group)
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
	return reason ? reason : refuse_source(f, slot, group);
}

/* 12 */
static __always_inline bool decide_rated(const struct lc_frame *f,
					 const struct lc_group *group)
{
	return f->direction == LC_INGRESS && f->verdict == LC_PASS &&
	       (group->flags & LC_GROUP_RATE);
}

static __always_inline void decide(struct lc_frame *f,
				   const struct lc_slot *slot)
{
	const struct lc_group *group = slot_group(slot, f);
	enum lc_reason reason = decide_refusal(f, slot, group);
	struct lc_flow_key key;
	__u64 opens = 0;

	f->monitor |= group->flags & LC_GROUP_MONITOR;
	f->lasts = 1;
	if (reason)
		frame_judge(f, LC_DROP, reason);
	else if (f->l3 < LC_L3_IPV4)
		decide_link(f, group);
	else
		decide_ip(f, slot, group, &key, &opens);
	if (decide_rated(f, group)) {
		f->lasts = 0;
		if (!rate_fits(f, group))
			frame_judge(f, LC_DROP, LC_REASON_RATE);
	}
	/* last: what drops opens nothing; where any opens, 8 made the key */
	if (opens && f->verdict == LC_PASS)
		flow_open(f, &key, opens);
}

#endif
