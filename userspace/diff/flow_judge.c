// SPDX-License-Identifier: GPL-2.0
/*
 * Would a flow that is open now go on under a slot? The judgement itself is
 * bpf/decide.h; what it keeps in maps is kept here for as long as it takes.
 */
#include <string.h>

#include "diff/flow_judge.h"
#include "permit/permit.h"

/* What the headers of the programs ask for, under names of this file. */
#define clock_coarse flow_judge_clock
#define clock_fine flow_judge_clock_fine
#define frame_length flow_judge_length
#define flow_find flow_judge_find
#define flow_put flow_judge_put
#define rate_find flow_judge_rate
#define permit_at flow_judge_permit
#define permit_mask flow_judge_permits

/* gcc does not know "#pragma unroll", and need not */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunknown-pragmas"
#include "../bpf/classify.h"
#include "../bpf/decide.h"
#pragma GCC diagnostic pop

#define ACK 0x10

/* One judgement: its flows by who opened them, and the device's bucket. */
static __thread struct {
	struct lc_flow_key key;
	struct lc_flow flow[LC_DIRECTION_MAX];
	bool there[LC_DIRECTION_MAX];
	struct lc_rate rate;
	const struct permits *permits;
	__u64 now;
} state;

__u64 clock_coarse(void)
{
	return state.now;
}

__u64 clock_fine(void)
{
	return state.now;
}

/* The least that a frame has: whatever passes of a rate, this does. */
__u64 frame_length(const struct lc_frame *f)
{
	(void)f;
	return 60;
}

struct lc_flow *flow_find(enum lc_direction opener,
			  const struct lc_flow_key *key)
{
	return state.there[opener] && !memcmp(&state.key, key, sizeof(*key)) ?
		       &state.flow[opener] :
		       NULL;
}

void flow_put(enum lc_direction opener, const struct lc_flow_key *key,
	      const struct lc_flow *flow)
{
	if (memcmp(&state.key, key, sizeof(*key)))
		return;
	state.flow[opener] = *flow;
	state.there[opener] = true;
}

struct lc_rate *rate_find(const struct lc_rate_key *key, __u64 now)
{
	(void)key;
	state.rate.full_at = now;
	return &state.rate;
}

static bool permit_names(const struct permit *permit, __u64 mac)
{
	__u32 i;

	for (i = 0; i < permit->note.mac_count; i++)
		if (permit->note.macs[i] == mac)
			return true;
	return false;
}

const struct lc_permit *permit_at(__u32 index)
{
	size_t i;

	for (i = 0; state.permits && i < state.permits->count; i++)
		if (state.permits->items[i].index == index)
			return &state.permits->items[i].what;
	return NULL;
}

__u64 permit_mask(__u64 mac)
{
	__u64 mask = 0;
	size_t i;

	for (i = 0; state.permits && i < state.permits->count; i++)
		if (permit_names(&state.permits->items[i], mac))
			mask |= 1ull << state.permits->items[i].index;
	return mask;
}

bool flow_alive_now(const struct flow_seen *seen, __u64 now)
{
	const struct lc_flow *flow = &seen->flow;

	return !flow->closing &&
	       (now <= flow->last_ns ||
		now - flow->last_ns <= flow_idle(flow, &seen->key));
}

static enum lc_proto proto_of(const struct lc_flow_key *key)
{
	if (key->proto == IPPROTO_TCP)
		return LC_PROTO_TCP;
	if (key->proto == IPPROTO_UDP)
		return LC_PROTO_UDP;
	if (key->proto == (key->l3 == 6 ? LC_IPPROTO_ICMPV6 : IPPROTO_ICMP))
		return LC_PROTO_ICMP;
	return LC_PROTO_OTHER;
}

/* A frame from amid the flow, on its way in or out. */
static struct lc_frame frame_of(const struct lc_flow_key *key,
				const struct flow_place *place,
				enum lc_direction direction)
{
	struct lc_addr device = { key->device[0], key->device[1] };
	struct lc_addr peer = { key->peer[0], key->peer[1] };
	bool in = direction == LC_INGRESS;
	struct lc_frame f = {
		.mac = key->mac,
		.ifindex = place->ifindex,
		.vlan = place->vlan,
		.direction = direction,
		.l3 = key->l3 == 6 ? LC_L3_IPV6 : LC_L3_IPV4,
		.ip_proto = key->proto,
		.proto = proto_of(key),
		.ttl = 64,
		.sport = in ? key->device_port : key->peer_port,
		.dport = in ? key->peer_port : key->device_port,
		.tcp_flags = key->proto == IPPROTO_TCP ? ACK : 0,
	};

	f.src = in ? device : peer;
	f.dst = in ? peer : device;
	f.echo = f.proto == LC_PROTO_ICMP;
	return f;
}

static struct lc_slot as_programs(const struct flow_slot *slot)
{
	return (struct lc_slot){
		.live = slot->permits && slot->permits->count ?
				LC_LIVE_PERMITS :
				0,
		.hot = slot->hot,
		.rules = slot->rules,
		.addr6 = slot->addr6,
	};
}

/* Up to the group, as lenscap.bpf.c does it; false where no port is. */
static bool classify(struct lc_frame *f, const struct lc_slot *slot)
{
	const struct lc_iface *iface = classify_iface(f, slot);

	if (!iface)
		return false;
	classify_zone(f, slot, iface);
	if (filter_has(slot->hot, f->mac))
		classify_group(f, slot);
	return true;
}

unsigned int flow_group(const struct flow_slot *from,
			const struct flow_place *place, __u64 mac)
{
	struct lc_slot slot = as_programs(from);
	struct lc_frame f = {
		.mac = mac,
		.ifindex = place->ifindex,
		.vlan = place->vlan,
	};

	return classify(&f, &slot) && f.listed ? f.group_id : 0;
}

static bool frame_goes(const struct lc_slot *slot,
		       const struct flow_place *place,
		       const struct lc_flow_key *key,
		       enum lc_direction direction)
{
	struct lc_frame f = frame_of(key, place, direction);

	/* a port that is not in the policy is let alone */
	if (!classify(&f, slot))
		return true;
	if (f.listed)
		decide(&f, slot);
	else
		classify_unlisted(&f, slot);
	return frame_passes(&f);
}

bool flow_goes_on(const struct flow_slot *from, const struct flow_place *place,
		  const struct flow_seen *seen, __u64 now)
{
	struct lc_slot slot = as_programs(from);

	memset(&state, 0, sizeof(state));
	state.now = now;
	state.permits = from->permits;
	state.key = seen->key;
	state.flow[seen->opener] = seen->flow;
	state.there[seen->opener] = true;
	/*
	 * The first may be lost where it is the other end that opens now. What
	 * that has open already (in the other table) it could open here as well.
	 */
	frame_goes(&slot, place, &seen->key, LC_INGRESS);
	return frame_goes(&slot, place, &seen->key, LC_EGRESS) &&
	       frame_goes(&slot, place, &seen->key, LC_INGRESS);
}
