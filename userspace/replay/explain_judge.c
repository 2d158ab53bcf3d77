// SPDX-License-Identifier: GPL-2.0
/*
 * The headers of the programs, compiled for userspace: what they ask of maps and
 * the kernel is answered here, from private maps. No words.
 */
#include "replay/explain_judge.h"

#include <bpf/bpf.h>
#include <string.h>

#include "compile/compile.h"
#include "replay/replay.h"
#include "maps/object.h"

/* In place of bpf/maps.h, whose maps only the kernel has. */
#define LENSCAP_MAPS_H
/* gcc does not know "#pragma unroll", and need not */
#pragma GCC diagnostic ignored "-Wunknown-pragmas"
#include "../bpf/tables.h"

/* What the programs get for a packet; theirs has pointers of 32 bits. */
struct explain_packet {
	unsigned long data;
	unsigned long data_end;
};

#define xdp_md explain_packet
#define __sk_buff explain_packet

#define lc_replay_on true

static const struct {
	struct {
		struct {
			__u32 zero;
		} head;
	} slot[1];
} lenscap_hot;

/* One judgement. */
static __thread struct {
	const struct explain_against *against;
	struct lc_replay block;
	struct lc_flow flow[LC_DIRECTION_MAX];
	struct lc_rate rate;
	struct lc_permit permit;
	__u64 now;
} state;

static inline struct lc_replay *replay_block(void)
{
	return &state.block;
}

static inline bool slot_open_rules(struct lc_slot *slot)
{
	slot->rules = &state.against->image->rules;
	return true;
}

static inline bool slot_open_addr6(struct lc_slot *slot)
{
	slot->addr6 = &state.against->image->addr6;
	return true;
}

static inline __u32 bpf_xdp_get_buff_len(const struct explain_packet *packet)
{
	return packet->data_end - packet->data;
}

/* What the headers ask for, under names of this file. */
#define clock_coarse explain_judge_clock
#define clock_fine explain_judge_clock_fine
#define frame_length explain_judge_length
#define flow_find explain_judge_flow
#define flow_put explain_judge_put
#define rate_find explain_judge_rate
#define permit_at explain_judge_permit
#define permit_mask explain_judge_permits

#include "../bpf/parse.h"
#include "../bpf/door.h"
#include "../bpf/decide.h"

__u64 clock_coarse(void)
{
	return state.now;
}

__u64 clock_fine(void)
{
	return state.now;
}

__u64 frame_length(const struct lc_frame *f)
{
	return f->len;
}

static int table_of(enum lc_direction opener)
{
	const struct object *obj = state.against->obj;

	return obj->maps[opener == LC_EGRESS ? OBJECT_FLOWS_PEER :
					       OBJECT_FLOWS_DEVICE];
}

struct lc_flow *flow_find(enum lc_direction opener,
			  const struct lc_flow_key *key)
{
	struct lc_flow *copy = &state.flow[opener];

	return bpf_map_lookup_elem(table_of(opener), key, copy) ? NULL : copy;
}

/* Nothing is opened here; the headers' function that would is compiled along. */
void flow_put(enum lc_direction opener, const struct lc_flow_key *key,
	      const struct lc_flow *flow)
{
	(void)opener;
	(void)key;
	(void)flow;
}

struct lc_rate *rate_find(const struct lc_rate_key *key, __u64 now)
{
	if (bpf_map_lookup_elem(state.against->obj->maps[OBJECT_RATES], key,
				&state.rate))
		state.rate.full_at = now;
	return &state.rate;
}

const struct lc_permit *permit_at(__u32 index)
{
	return bpf_map_lookup_elem(state.against->obj->maps[OBJECT_PERMITS],
				   &index, &state.permit) ?
		       NULL :
		       &state.permit;
}

__u64 permit_mask(__u64 mac)
{
	__u64 mask = 0;

	if (bpf_map_lookup_elem(state.against->obj->maps[OBJECT_PERMIT_MACS],
				&mac, &mask))
		return 0;
	return mask;
}

/* A packet as a test run has it: replay.c. */
struct packet {
	uint8_t pad[2]; /* as NET_IP_ALIGN has it: IP headers stand aligned */
	uint8_t bytes[REPLAY_RUN_MAX] __attribute__((aligned(2)));
	struct explain_packet at;
} __attribute__((aligned(8)));

static void packet_fill(struct packet *packet,
			const struct capture_frame *frame)
{
	uint32_t held = frame->held < REPLAY_RUN_MAX ? frame->held :
						       REPLAY_RUN_MAX;
	uint32_t len = held < REPLAY_RUN_MIN ? REPLAY_RUN_MIN : held;

	memset(packet, 0, sizeof(*packet));
	memcpy(packet->bytes, frame->data, held);
	packet->at.data = (unsigned long)packet->bytes;
	packet->at.data_end = packet->at.data + len;
}

static struct lc_frame frame_new(struct packet *packet,
				 enum lc_direction direction,
				 unsigned int ifindex,
				 const struct capture_frame *frame)
{
	return (struct lc_frame){
		.data = (void *)packet->at.data,
		.data_end = (void *)packet->at.data_end,
		.ctx = &packet->at,
		.len = frame->len,
		.held = frame->held,
		.ifindex = ifindex,
		.direction = direction,
	};
}

static struct lc_slot begin(const struct explain_against *against,
			    const struct capture_frame *frame)
{
	memset(&state, 0, sizeof(state));
	state.against = against;
	state.now = frame->time_ns;
	state.block.held_len = frame->held;
	return (struct lc_slot){
		.live = against->permits ? LC_LIVE_PERMITS : 0,
		.hot = &against->image->hot,
		.rules = &against->image->rules,
		.addr6 = &against->image->addr6,
	};
}

/* The listed prefixes of one address, as classify_mac() asks for them. */
static bool prefixes_of(const struct lc_frame *f, const struct lc_slot *slot,
			uint64_t mac, __u32 lengths,
			struct explain_steps *steps)
{
	static const uint8_t bits[LC_LEN_MAX] = { 48, 36, 28, 24 };
	struct explain_prefix *prefix;
	struct lc_frame copy = *f;
	__u32 shift, class;
	int i;

	for (i = 0; i < LC_LEN_MAX; i++) {
		if (!(lengths & 1u << i))
			continue;
		shift = length_shift(i);
		class = prefix_class(slot->hot, mac >> shift << shift, i);
		if (!class)
			continue;
		prefix = &steps->prefixes[steps->prefix_count++];
		prefix->mac = mac >> shift << shift;
		prefix->bits = bits[i];
		prefix->vendor =
			slot->rules->classes[lc_index(class, LC_CLASSES)].vendor;
		prefix->listed = classify_listed(&copy, slot, class);
		if (prefix->listed)
			return true;
	}
	return false;
}

static void find_prefixes(const struct lc_frame *f, const struct lc_slot *slot,
			  struct explain_steps *steps)
{
	__u32 lengths = slot->hot->head.lengths;

	if (!prefixes_of(f, slot, f->mac, lengths, steps) &&
	    (f->mac & LC_MAC_LOCAL))
		prefixes_of(f, slot, f->mac & ~LC_MAC_LOCAL,
			    lengths & ~(1u << LC_LEN_48), steps);
}

/* As lenscap.bpf.c goes about it, up to the group; true: it is listed. */
static bool place(struct lc_frame *f, struct lc_slot *slot,
		  struct explain_steps *steps)
{
	const struct lc_iface *iface;
	bool listed;

	parse_address(f);
	iface = classify_door(f, slot);
	parse_link(f);
	steps->in_policy = iface;
	listed = iface && classify_device(f, slot, iface);
	if (iface && !(f->mac & LC_MAC_MULTICAST))
		find_prefixes(f, slot, steps);
	steps->place = *f;
	return listed;
}

static void look_at_flow(const struct lc_frame *f, const struct lc_slot *slot,
			 const struct lc_group *group, enum lc_direction opener,
			 struct explain_steps *steps)
{
	struct explain_flow *to = &steps->flow[opener];
	const struct lc_flow *flow = flow_find(opener, &steps->key);

	to->asked = group_opens(slot, group, opener);
	if (!flow)
		return;
	to->there = true;
	to->flow = *flow;
	to->idle_ns = flow_idle(flow, &steps->key);
	to->age_ns = state.now > flow->last_ns ? state.now - flow->last_ns : 0;
	to->over = to->age_ns > to->idle_ns || flow_restarts(flow, f, opener);
}

/* The question of decide_rules(), without what follows from it. */
static int first_rule(const struct lc_frame *parsed, const struct lc_slot *slot,
		      const struct lc_group *group)
{
	struct lc_frame f = *parsed;
	__u64 opens;
	int i;

	if (f.l3 < LC_L3_IPV4 || !decide_rules(&f, slot, group, &opens))
		return -1;
	for (i = 0; i < LC_MAX_GROUP_RULES; i++)
		if (group_rule(slot, group, i)->id == f.rule)
			return i;
	return -1;
}

static void look_at_classes(const struct lc_frame *f,
			    const struct lc_slot *slot,
			    struct explain_steps *steps)
{
	const struct lc_addr_class *peer, *source;

	peer = slot_class(slot, frame_class(f, slot, frame_peer(f)));
	source = slot_class(slot, frame_class(f, slot, &f->src));
	steps->peer_is_router = peer->router >> f->iface_index & 1;
	steps->peer_on_link = peer->on_link >> f->iface_index & 1;
	steps->source_on_link = source_local(f, source);
	steps->source_link_local =
		f->l3 == LC_L3_IPV6 &&
		(addr_is_fe80(&f->src) || addr_is_zero(&f->src));
	steps->housekeeping = f->message &&
			      housekeeping(f, slot_group(slot, f)->housekeeping,
					   peer, source);
}

static void look_at_rate(const struct lc_frame *f, const struct lc_group *group,
			 struct explain_steps *steps)
{
	struct lc_rate_key key = {
		.mac = f->mac,
		.ifindex = f->ifindex,
		.vlan = f->vlan,
	};
	__u64 now = clock_fine() << LC_RATE_UNITS_SHIFT, ahead, units;

	if (!(group->flags & LC_GROUP_RATE))
		return;
	ahead = rate_find(&key, now)->full_at - now;
	if (ahead >= LC_RATE_AHEAD)
		ahead = 0;
	units = rate_units(group, frame_length(f));
	if (ahead + units > group->rate_burst)
		steps->rate_needs = ahead + units - group->rate_burst;
}

bool explain_key(const struct explain_against *against,
		 enum lc_direction direction, unsigned int ifindex,
		 const struct capture_frame *frame, struct lc_flow_key *key)
{
	struct lc_slot slot = begin(against, frame);
	struct explain_steps steps = { 0 };
	struct packet packet;
	struct lc_frame f;

	packet_fill(&packet, frame);
	f = frame_new(&packet, direction, ifindex, frame);
	if (!place(&f, &slot, &steps))
		return false;
	parse_network(&f);
	if (f.reason || f.l3 < LC_L3_IPV4 || !flow_tracked(&f))
		return false;
	flow_key(key, &f);
	return true;
}

static void judge_listed(struct lc_frame *f, const struct lc_slot *slot,
			 struct explain_steps *steps)
{
	const struct lc_group *group = slot_group(slot, f);

	steps->refused = decide_refusal(f, slot, group);
	steps->rule = first_rule(f, slot, group);
	if (f->l3 >= LC_L3_IPV4 && !f->reason) {
		look_at_classes(f, slot, steps);
		steps->tracked = flow_tracked(f);
	}
	if (steps->tracked) {
		flow_key(&steps->key, f);
		look_at_flow(f, slot, group, LC_EGRESS, steps);
		look_at_flow(f, slot, group, LC_INGRESS, steps);
	}
	steps->permits = permit_mask(f->mac);
	look_at_rate(f, group, steps);
	decide(f, slot);
}

void explain_judge(const struct explain_against *against,
		   enum lc_direction direction, unsigned int ifindex,
		   const struct capture_frame *frame,
		   struct explain_steps *steps)
{
	struct lc_slot slot = begin(against, frame);
	struct packet packet;
	struct lc_frame f, read;
	bool listed;

	memset(steps, 0, sizeof(*steps));
	steps->rule = -1;
	packet_fill(&packet, frame);
	f = frame_new(&packet, direction, ifindex, frame);
	listed = place(&f, &slot, steps);
	read = f;
	parse_network(&read);
	steps->parsed = read;
	if (listed) {
		f = read;
		judge_listed(&f, &slot, steps);
	}
	if (f.verdict == LC_DROP && f.monitor)
		f.verdict = LC_WOULD_DROP;
	/* none of these may be followed once the packet is gone */
	f.data = NULL;
	f.data_end = NULL;
	f.ctx = NULL;
	steps->judged = f;
}
