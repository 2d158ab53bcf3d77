// SPDX-License-Identifier: GPL-2.0
/*
 * The two programs: XDP for frames from devices, tc for frames to them.
 * Parse, classify, decide, account; what each of them does stands elsewhere.
 * Where a candidate is judged beside, others take their place: shadow.h.
 */
#include "maps.h"
#include "parse.h"
#include "door.h"
#include "decide.h"
#include "tag.h"
#include "account.h"
#include "census_new.h"
#include "shadow.h"
#include "switch.h"
#include "permit_timer.h"

#define TC_ACT_UNSPEC (-1)
#define TC_ACT_SHOT 2

/* Bytes of a frame that may hold headers, unless IPv6 extensions need more. */
#define LC_HEADERS_USUAL 256

/* 1 and 2 of DESIGN 5; true when the device is listed and needs judging. */
static __always_inline bool classify(struct lc_frame *f, struct lc_slot *slot)
{
	const struct lc_iface *iface;

	parse_address(f);
	iface = classify_door(f, slot);
	parse_link(f);
	return iface && classify_device(f, slot, iface);
}

static __always_inline void judge(struct lc_frame *f, struct lc_slot *slot)
{
	/*
	 * Listed means that they were opened, but the verifier need not have
	 * followed: ask again where the compiler cannot take it for needless.
	 */
	asm volatile("" : "+r"(slot->rules));
	if (!slot->rules) {
		frame_judge(f, LC_DROP, LC_REASON_OTHER);
		return;
	}
	f->slot = slot_number(slot);
	parse_network(f);
	decide(f, slot);
	f->verdict = forget(f->verdict, f->zero);
	f->reason = forget(f->reason, f->zero);
}

/* Was a frame like it judged a moment ago? Then all is done but the tag. */
static __always_inline bool ingress_recent(struct lc_frame *f,
					   const struct lc_slot *slot,
					   struct xdp_md *ctx)
{
	struct lc_census *c = census_mine();

	if (!c || !recent_serves(f, slot, c))
		return false;
	tag(f, ctx);
	return true;
}

/* A listed frame that came in: its verdict, and the rows that count it. */
static __always_inline void ingress_listed(struct lc_frame *f,
					   struct lc_slot *slot,
					   struct xdp_md *ctx, bool keep)
{
	struct lc_census *c;

	judge(f, slot);
	frame_settle(f);
	tag(f, ctx);
	/* asked again: to hold it all the way costs stack, of which none is left */
	c = lc_replay_on ? NULL : census_mine();
	if (!c)
		return;
	if (!keep)
		c->next.term = 0;
	census_see(f, c, f->len);
}

/* In a private copy, place and length are those of the capture. */
static __always_inline void frame_replayed(struct lc_frame *f)
{
	struct lc_replay *r = replay_block();

	if (r) {
		f->ifindex = r->ifindex;
		f->len = r->frame_len;
		f->held = r->held_len;
	}
}

/*
 * Where the packet is, asked anew: what was looked at of it then makes no
 * difference to the verifier, which would follow all the rest once for each way.
 */
static __always_inline void frame_again(struct lc_frame *f, struct xdp_md *ctx)
{
	f->data = (void *)(long)*(volatile __u32 *)&ctx->data;
	f->data_end = (void *)(long)*(volatile __u32 *)&ctx->data_end;
	f->ethertype = forget(f->ethertype, f->zero);
	f->off = forget(f->off, f->zero);
	f->tags = forget(f->tags, f->zero);
	f->mac = forget64(f->mac, f->zero);
	f->len = forget(f->len, f->zero);
}

/* watched: a candidate is judged beside, by the program that is called on to. */
static __always_inline int ingress(struct xdp_md *ctx, struct lc_slot *slot,
				   bool watched)
{
	struct lc_frame f = {
		.data = (void *)(long)ctx->data,
		.data_end = (void *)(long)ctx->data_end,
		.ctx = ctx,
		.len = ctx->data_end - ctx->data,
		.ifindex = ctx->ingress_ifindex,
		.direction = LC_INGRESS,
	};
	const struct lc_iface *iface;
	bool passes;

	if (lc_replay_on)
		frame_replayed(&f);
	parse_address(&f);
	iface = classify_door(&f, slot);
	if (!iface && !watched && !lc_replay_on)
		return XDP_PASS;
	parse_link(&f);
	if (iface) {
		if (!watched && !lc_replay_on && f.listed &&
		    ingress_recent(&f, slot, ctx))
			return f.verdict == LC_DROP ? XDP_DROP : XDP_PASS;
		frame_again(&f, ctx);
		if (classify_device(&f, slot, iface))
			ingress_listed(&f, slot, ctx, !watched);
	}
	passes = account(&f, 1, f.len);
	if (watched && shadow_runs(slot) &&
	    shadow_hand(&f, slot, 1, f.len, passes))
		bpf_tail_call(ctx, &shadow_in, LC_SHADOW_CANDIDATE);
	return passes ? XDP_PASS : XDP_DROP;
}

/*
 * Where no candidate is, that costs one look at a word that is read anyway. The
 * call comes before the frame is looked at: one that comes back has, for Linux
 * 6.12's verifier, made all that was known of the packet invalid.
 */
SEC("xdp.frags")
int lenscap_ingress(struct xdp_md *ctx)
{
	struct lc_slot slot;

	slot_live(&slot);
	if (shadow_runs(&slot))
		bpf_tail_call(ctx, &shadow_in, LC_SHADOW_WATCHED);
	return ingress(ctx, &slot, false);
}

SEC("xdp.frags")
int lenscap_ingress_watched(struct xdp_md *ctx)
{
	struct lc_slot slot;

	slot_live(&slot);
	return ingress(ctx, &slot, true);
}

/* Headers may lie in pages of their own: bring them where we can read them. */
static __always_inline void frame_pull(struct lc_frame *f,
				       struct __sk_buff *skb)
{
	__u32 linear = f->data_end - f->data, need = LC_HEADERS_USUAL;
	struct ipv6_header *ip = f->data + ETH_HLEN;

	if (f->off == ETH_HLEN && f->ethertype == ETH_P_IPV6 &&
	    (void *)(ip + 1) <= f->data_end && is_extension(ip->next))
		need = LC_HEADERS_MAX;
	if (need > skb->len)
		need = skb->len;
	if (linear >= need)
		return;
	bpf_skb_pull_data(skb, need);
	f->data = (void *)(long)skb->data;
	f->data_end = (void *)(long)skb->data_end;
}

static __always_inline int egress(struct __sk_buff *skb, struct lc_slot *slot,
				  bool watched)
{
	struct lc_frame f = {
		.data = (void *)(long)skb->data,
		.data_end = (void *)(long)skb->data_end,
		.ctx = skb,
		.len = skb->len,
		.ifindex = skb->ifindex,
		.direction = LC_EGRESS,
	};
	const struct lc_iface *iface;
	__u32 segments;
	bool passes;
	__u64 bytes;

	if (lc_replay_on)
		frame_replayed(&f);
	parse_address(&f);
	iface = classify_door(&f, slot);
	if (!iface && !watched && !lc_replay_on)
		return TC_ACT_UNSPEC;
	segments = skb->gso_segs ? skb->gso_segs : 1;
	bytes = lc_replay_on ? f.len : skb->wire_len;
	if (skb->vlan_present)
		frame_tag(&f, skb->vlan_tci);
	parse_link(&f);
	if (iface && classify_device(&f, slot, iface)) {
		frame_pull(&f, skb);
		judge(&f, slot);
	}
	passes = account(&f, segments, bytes);
	if (watched && shadow_runs(slot) &&
	    shadow_hand(&f, slot, segments, bytes, passes))
		bpf_tail_call(skb, &shadow_out, LC_SHADOW_CANDIDATE);
	return passes ? TC_ACT_UNSPEC : TC_ACT_SHOT;
}

SEC("tc")
int lenscap_egress(struct __sk_buff *skb)
{
	struct lc_slot slot;

	slot_live(&slot);
	if (shadow_runs(&slot))
		bpf_tail_call(skb, &shadow_out, LC_SHADOW_WATCHED);
	return egress(skb, &slot, false);
}

SEC("tc")
int lenscap_egress_watched(struct __sk_buff *skb)
{
	struct lc_slot slot;

	slot_live(&slot);
	return egress(skb, &slot, true);
}

/* Called after lenscap_ingress_watched alone; returns what that judged. */
SEC("xdp.frags")
int lenscap_shadow_ingress(struct xdp_md *ctx)
{
	struct lc_shadow_cpu *live = shadow_cpu_of(LC_INGRESS);
	struct lc_frame f = {
		.data = (void *)(long)ctx->data,
		.data_end = (void *)(long)ctx->data_end,
		.ctx = ctx,
		.len = ctx->data_end - ctx->data,
		.ifindex = ctx->ingress_ifindex,
		.direction = LC_INGRESS,
	};
	struct lc_slot slot;
	bool listed;

	if (!live)
		return XDP_DROP;
	slot_take(&slot, live->live ^ LC_LIVE_SLOT);
	listed = classify(&f, &slot);
	if (shadow_wants(&f, live, listed))
		shadow_judge(&f, &slot, live, listed);
	return live->passes ? XDP_PASS : XDP_DROP;
}

/* Likewise after lenscap_egress_watched. */
SEC("tc")
int lenscap_shadow_egress(struct __sk_buff *skb)
{
	struct lc_shadow_cpu *live = shadow_cpu_of(LC_EGRESS);
	struct lc_frame f = {
		.data = (void *)(long)skb->data,
		.data_end = (void *)(long)skb->data_end,
		.ctx = skb,
		.len = skb->len,
		.ifindex = skb->ifindex,
		.direction = LC_EGRESS,
	};
	struct lc_slot slot;
	bool listed;

	if (!live)
		return TC_ACT_SHOT;
	if (skb->vlan_present)
		frame_tag(&f, skb->vlan_tci);
	slot_take(&slot, live->live ^ LC_LIVE_SLOT);
	listed = classify(&f, &slot);
	if (shadow_wants(&f, live, listed)) {
		frame_pull(&f, skb);
		shadow_judge(&f, &slot, live, listed);
	}
	return live->passes ? TC_ACT_UNSPEC : TC_ACT_SHOT;
}

/* Run by userspace, never by a frame. */
SEC("syscall")
int lenscap_switch(struct lc_switch_args *args)
{
	return switch_run(args);
}

/* Likewise. */
SEC("syscall")
int lenscap_permit(struct lc_permit_args *args)
{
	return permit_run(args);
}

char lenscap_license[] SEC("license") = "GPL";
