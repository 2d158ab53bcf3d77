/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a candidate would decide otherwise than the policy in force (DESIGN 6).
 * Its stateless part alone: here no flow, rate or counter is read or written,
 * and nothing becomes of the frame.
 *
 * While a candidate runs, the programs on the ports call on at once to their
 * twins, which judge the same and then call on to what compares. So those cost
 * nothing, and are not even loaded, where there is no candidate.
 */
#ifndef LENSCAP_SHADOW_H
#define LENSCAP_SHADOW_H

#include "decide.h"

#define LC_NOBODY LC_DIRECTION_MAX /* opens */

static __always_inline bool shadow_runs(const struct lc_slot *slot)
{
	/* the word first: what is rare is asked of those for whom it is so */
	return __builtin_expect(slot->live & LC_LIVE_SHADOW, 0) &&
	       lc_shadow_on && !lc_replay_on;
}

/* A frame on its way out may be interrupted by one coming in: one for each. */
static __always_inline struct lc_shadow_cpu *shadow_cpu_of(__u32 direction)
{
	return bpf_map_lookup_elem(&shadow_cpu, &direction);
}

/* What was judged, for the program that compares. */
static __always_inline bool shadow_hand(const struct lc_frame *f,
					const struct lc_slot *slot,
					__u32 frames, __u64 bytes, bool passes)
{
	struct lc_shadow_cpu *cpu = shadow_cpu_of(f->direction);

	if (!cpu)
		return false;
	cpu->live = slot->live;
	cpu->frames = frames;
	cpu->bytes = bytes;
	cpu->passes = passes;
	cpu->listed = f->listed;
	cpu->verdict = f->verdict == LC_PASS ? LC_PASS : LC_DROP;
	cpu->reason = f->reason;
	cpu->iface_index = f->iface_index;
	cpu->iface = f->iface_id;
	cpu->zone = f->zone_id;
	cpu->group_index = f->group_index;
	cpu->group = f->group_id;
	cpu->rule = f->rule;
	return true;
}

/*
 * Is there something to compare? Not what only a rate dropped: that is state,
 * and the rules had let it pass. Nor what a permit let pass: it would so under
 * the candidate.
 */
static __always_inline bool shadow_wants(const struct lc_frame *f,
					 const struct lc_shadow_cpu *live,
					 bool listed)
{
	return (listed || live->listed || f->verdict != live->verdict) &&
	       live->reason != LC_REASON_RATE &&
	       live->reason != LC_REASON_PERMIT;
}

/*
 * Whose opening frame a rule would take, so that this one were in its flow: the
 * direction of that, or LC_NOBODY. opened_by() in *by.
 */
static __always_inline __u32 shadow_opener(const struct lc_frame *f,
					   const struct lc_slot *slot,
					   const struct lc_group *group,
					   const struct lc_flow_key *key,
					   __u64 *by)
{
	if (!flow_tracked(f))
		return LC_NOBODY;
	if (group_opens(slot, group, LC_EGRESS)) {
		*by = flow_rejudge(f, slot, group, key, LC_EGRESS);
		if (*by)
			return LC_EGRESS;
	}
	if (group_opens(slot, group, LC_INGRESS)) {
		*by = flow_rejudge(f, slot, group, key, LC_INGRESS);
		if (*by)
			return LC_INGRESS;
	}
	return LC_NOBODY;
}

static __always_inline __u32 shadow_flow(struct lc_frame *f,
					 const struct lc_slot *slot,
					 const struct lc_group *group,
					 const struct lc_flow_key *key)
{
	__u64 by = 0;
	__u32 opener = shadow_opener(f, slot, group, key, &by);

	if (opener == LC_NOBODY)
		return LC_NOBODY;
	f->rule = by;
	frame_judge(f, LC_PASS,
		    f->quote ? LC_REASON_ICMP_ERROR : LC_REASON_FLOW);
	return opener;
}

/*
 * 6 to 10 of DESIGN 5. Whether a flow stands is not known, so the frame counts
 * as in one wherever a rule would have let it be opened; but where the frame
 * itself may open, that rule is told. The return is the opener.
 */
static __always_inline __u32 shadow_ip(struct lc_frame *f,
				       const struct lc_slot *slot,
				       const struct lc_group *group,
				       const struct lc_flow_key *key)
{
	__u32 opener = LC_NOBODY;
	__u64 opens = 0;
	bool matched;

	if (f->message && decide_housekeeping(f, slot, group))
		return LC_NOBODY;
	if (f->quote) {
		opener = shadow_flow(f, slot, group, key);
		if (opener != LC_NOBODY || decide_quoted(f, slot, group))
			return opener;
	}
	matched = decide_rules(f, slot, group, &opens);
	if (matched && f->verdict == LC_PASS)
		return opens ? f->direction : LC_NOBODY;
	if (!f->quote)
		opener = shadow_flow(f, slot, group, key);
	if (opener == LC_NOBODY && !matched)
		decide_default(f, group);
	return opener;
}

static __always_inline __u32 shadow_decide(struct lc_frame *f,
					   const struct lc_slot *slot,
					   const struct lc_flow_key *key)
{
	const struct lc_group *group = slot_group(slot, f);
	enum lc_reason reason = decide_refusal(f, slot, group);

	if (!reason && f->l3 >= LC_L3_IPV4)
		return shadow_ip(f, slot, group, key);
	if (reason)
		frame_judge(f, LC_DROP, reason);
	else
		decide_link(f, group);
	return LC_NOBODY;
}

/* Who opens what the live policy lets pass, by its own rules. */
static __always_inline __u32 shadow_live_opener(struct lc_frame *f,
						const struct lc_shadow_cpu *live,
						const struct lc_flow_key *key)
{
	struct lc_slot slot;
	__u64 by = 0;

	slot_take(&slot, live->live);
	if (!live->listed || !slot_open_rules(&slot))
		return LC_NOBODY;
	f->iface_index = live->iface_index;
	f->group_index = live->group_index;
	return shadow_opener(f, &slot, slot_group(&slot, f), key, &by);
}

/* Did the live policy drop it after it had asked for a flow? */
static __always_inline bool
shadow_flow_missing(const struct lc_shadow_cpu *live)
{
	return live->reason == LC_REASON_RULE ||
	       live->reason == LC_REASON_DEFAULT ||
	       live->reason == LC_REASON_PROTOCOL ||
	       live->reason == LC_REASON_NOT_HOUSEKEEPING ||
	       live->reason == LC_REASON_ICMP_UNBOUND;
}

/* The port of the side that did not open; where nobody can tell, the lower. */
static __always_inline __u16 shadow_port(const struct lc_frame *f, __u32 opener)
{
	if (f->l3 < LC_L3_IPV4 || f->proto > LC_PROTO_UDP)
		return 0;
	if (opener == LC_NOBODY)
		return f->sport < f->dport ? f->sport : f->dport;
	return opener == f->direction ? f->dport : f->sport;
}

static __always_inline void shadow_key_fill(struct lc_shadow_key *key,
					    const struct lc_frame *f,
					    const struct lc_shadow_cpu *live)
{
	bool ip = f->l3 >= LC_L3_IPV4;

	key->peer[0] = ip ? frame_peer(f)->hi : 0;
	key->peer[1] = ip ? frame_peer(f)->lo : 0;
	key->l3 = !ip ? 0 : f->l3 == LC_L3_IPV6 ? 6 : 4;
	key->proto = ip ? f->ip_proto : 0;
	key->ethertype = ip ? 0 : f->ethertype;
	key->direction = f->direction;
	key->iface = live->iface ? live->iface : f->iface_id;
	key->zone = live->zone ? live->zone : f->zone_id;
	key->live_group = live->group;
	key->live_rule = live->rule;
	key->live_verdict = live->verdict;
	key->live_reason = live->reason;
	key->group = f->group_id;
	key->rule = f->rule;
	key->verdict = f->verdict;
	key->reason = f->reason;
}

/* Shared by the processors, but then differences are few. */
static __always_inline void shadow_count(struct lc_shadow_cpu *cpu)
{
	__u64 now = bpf_ktime_get_boot_ns();
	struct lc_shadow_row *row;

	row = bpf_map_lookup_elem(&shadow_rows, &cpu->key);
	if (!row) {
		cpu->row.first_ns = now;
		bpf_map_update_elem(&shadow_rows, &cpu->key, &cpu->row,
				    BPF_NOEXIST);
		row = bpf_map_lookup_elem(&shadow_rows, &cpu->key);
	}
	if (!row)
		return;
	__sync_fetch_and_add(&row->frames, cpu->frames);
	__sync_fetch_and_add(&row->bytes, cpu->bytes);
	row->last_ns = now;
}

/*
 * Both verdicts stand. What the candidate lets pass only as in a flow, and the
 * live policy would let pass so too, differs by no rule: no flow was there.
 */
static __always_inline void shadow_compare(struct lc_frame *f,
					   struct lc_shadow_cpu *live,
					   const struct lc_flow_key *key,
					   __u32 opener)
{
	bool in_flow = f->verdict == LC_PASS && opener != LC_NOBODY &&
		       f->reason != LC_REASON_RULE && shadow_flow_missing(live);
	__u32 live_opener = LC_NOBODY;

	live->compared += live->frames;
	if (f->verdict == live->verdict)
		return;
	shadow_key_fill(&live->key, f, live);
	if (in_flow || (live->verdict == LC_PASS && live->rule))
		live_opener = shadow_live_opener(f, live, key);
	if (in_flow && live_opener != LC_NOBODY)
		return;
	live->key.port =
		shadow_port(f, f->verdict == LC_PASS ? opener : live_opener);
	live->differing += live->frames;
	shadow_count(live);
}

/* The frame, from the network header on, as the candidate sees it. */
static __always_inline void shadow_judge(struct lc_frame *f,
					 struct lc_slot *slot,
					 struct lc_shadow_cpu *live,
					 bool listed)
{
	__u8 verdict = f->verdict, reason = f->reason;
	__u32 opener = LC_NOBODY;
	struct lc_flow_key key;

	if (!slot_open_rules(slot))
		return;
	f->zero = slot->hot->head.zero;
	f->slot = slot_number(slot);
	parse_network(f);
	flow_key(&key, f);
	if (listed)
		opener = shadow_decide(f, slot, &key);
	else
		frame_judge(f, verdict, reason);
	shadow_compare(f, live, &key, opener);
}

#endif
