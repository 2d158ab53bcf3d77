/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The maps and global data of the programs, and how a slot is reached.
 * Their contents are described in lenscap.h; nothing judges here.
 */
#ifndef LENSCAP_MAPS_H
#define LENSCAP_MAPS_H

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "tables.h"

/* True only in private copies that replay and tests load; see lc_replay. */
const volatile bool lc_replay_on;

/*
 * False where the kernel takes no tail calls in programs with functions: it has
 * no JIT, or that does not know both. Then there are no candidates.
 */
const volatile bool lc_shadow_on = true;

/* Nanoseconds in a jiffy; userspace asks the kernel before it loads. */
const volatile __u64 lc_tick_ns = 10000000;

/* The last element of map census, for processors without one of their own. */
const volatile __u32 lc_census_last = 1;

/* What every frame meets. The only variable in .bss: userspace maps it. */
struct lc_hot lenscap_hot;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, LC_SLOTS);
	__uint(map_flags, BPF_F_MMAPABLE);
	__type(key, __u32);
	__type(value, struct lc_rule_slot);
} rule_slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, LC_SLOTS);
	__uint(map_flags, BPF_F_MMAPABLE);
	__type(key, __u32);
	__type(value, struct lc_addr6_slot);
} addr6_slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, LC_COUNTERS);
	__type(key, __u32);
	__type(value, struct lc_counter);
} counters SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__uint(map_flags, BPF_F_MMAPABLE);
	__type(key, __u32);
	__type(value, struct lc_replay);
} replay SEC(".maps");

/* The least recently used goes first, as the kernel's map has it. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, LC_FLOWS);
	__type(key, struct lc_flow_key);
	__type(value, struct lc_flow);
} flows_peer SEC(".maps"), flows_device SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, LC_RATES);
	__type(key, struct lc_rate_key);
	__type(value, struct lc_rate);
} rates SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, LC_PERMITS);
	__type(key, __u32);
	__type(value, struct lc_permit);
} permits SEC(".maps");

/* By MAC, which permits are for that device: a bit for each index. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, LC_PERMIT_DEVICES);
	__type(key, __u64);
	__type(value, __u64);
} permit_macs SEC(".maps");

/* Userspace alone reads and writes the rest, but for the timers. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, LC_PERMITS);
	__type(key, __u32);
	__type(value, struct lc_permit_note);
} permit_notes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, LC_NAMES_END);
	__type(key, __u32);
	__type(value, struct lc_name);
} names SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, LC_INFOS);
	__type(key, __u32);
	__type(value, struct lc_policy_info);
} policy_info SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2 * LC_MAX_INTERFACES); /* old and new ones */
	__type(key, __u32);
	__type(value, struct lc_port);
} ports SEC(".maps");

/* Only programs write it: an update from userspace would stop the timer. */
struct lc_confirm_timer {
	struct bpf_timer timer;
	__u32 id; /* of the switch that it takes back */
	__u32 back; /* the slot that was in force before */
};

LC_ASSERT_SIZE(lc_confirm_timer, LC_TIMER_VALUE);

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct lc_confirm_timer);
} confirm_timer SEC(".maps");

/* As above. */
struct lc_permit_timer {
	struct bpf_timer timer;
	__u32 id; /* of the permit that it ends */
	__u32 pad;
};

LC_ASSERT_SIZE(lc_permit_timer, LC_TIMER_VALUE);

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, LC_PERMITS);
	__type(key, __u32);
	__type(value, struct lc_permit_timer);
} permit_timers SEC(".maps");

/* What a candidate would have decided otherwise; see shadow.h. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, LC_DIRECTION_MAX);
	__type(key, __u32);
	__type(value, struct lc_shadow_cpu);
} shadow_cpu SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, LC_SHADOW_ROWS);
	__type(key, struct lc_shadow_key);
	__type(value, struct lc_shadow_row);
} shadow_rows SEC(".maps");

/* Filled by userspace before a candidate runs: enum lc_shadow_step. */
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, LC_SHADOW_STEPS);
	__type(key, __u32);
	__type(value, __u32);
} shadow_in SEC(".maps"), shadow_out SEC(".maps");

/* One element for each processor and one for those that come later. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2); /* userspace knows how many, and says so */
	__uint(map_flags, BPF_F_MMAPABLE);
	__type(key, __u32);
	__type(value, struct lc_census);
} census SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, LC_EVENTS_BYTES);
} events SEC(".maps");

/* Where an event is put together; nobody else reads it. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct lc_event_room);
} event_cpu SEC(".maps");

/* Of userspace alone. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, LC_NAMES_SEEN);
	__type(key, struct lc_name_key);
	__type(value, struct lc_name_seen);
} attempt_names SEC(".maps");

/* An update of a map of maps waits for every running program to end. */
struct grace_inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} grace_inner SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct grace_inner);
} grace SEC(".maps") = { .values = { &grace_inner } };

static __always_inline void slot_take(struct lc_slot *slot, __u32 live)
{
	slot->live = live;
	slot->hot = &lenscap_hot.slot[slot_number(slot)];
	slot->rules = NULL;
	slot->addr6 = NULL;
}

/* The one read of the word that a switch writes. */
static __always_inline void slot_live(struct lc_slot *slot)
{
	slot_take(slot, *(volatile __u32 *)&lenscap_hot.control.live);
}

static __always_inline bool slot_open_rules(struct lc_slot *slot)
{
	__u32 number = slot_number(slot);

	slot->rules = bpf_map_lookup_elem(&rule_slots, &number);
	return slot->rules;
}

static __always_inline bool slot_open_addr6(struct lc_slot *slot)
{
	__u32 number = slot_number(slot);

	slot->addr6 = bpf_map_lookup_elem(&addr6_slots, &number);
	return slot->addr6;
}

/* NULL in live programs, which have no such map. */
static __always_inline struct lc_replay *replay_block(void)
{
	__u32 zero = 0;

	return lc_replay_on ? bpf_map_lookup_elem(&replay, &zero) : NULL;
}

#endif
