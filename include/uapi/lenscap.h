/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The ABI between bpf/, userspace/ and kmod/: structs, enums, limits, map names.
 * No code that parses or judges, and nothing that only one side needs.
 *
 * Overview
 * --------
 * A policy is compiled by userspace into one of two slots. A slot is three
 * parts, one in each of three maps, all indexed by the same slot number:
 *
 *   struct lc_hot_slot   in lenscap_hot (global data): what every frame
 *                        meets: interface, VLAN, MAC prefix.
 *   struct lc_rule_slot  in map rule_slots: what only a listed frame meets:
 *                        groups, rules, ports, IPv4 addresses.
 *   struct lc_addr6_slot in map addr6_slots: IPv6 addresses.
 *
 * lenscap_hot.control.live says which slot is in force. A program reads it
 * once per frame; changing it is the whole of a switch. The other slot may be
 * written only after an RCU grace period since the last switch. The word is
 * changed in the kernel alone, by the program lenscap_switch and by timers: a
 * switch that waits for its confirmation goes back without any process.
 *
 * Rules are matched by intersection, not one by one: an address falls into
 * an address class, a port into a port class, and each class names, for each
 * group, a 256-bit vector with one bit per rule. The first bit left standing
 * is the first rule that matches, whatever the length of the list.
 *
 * What was allowed to open stands in the two flow tables, and how much a
 * device sent of late in map rates. They are no part of a slot: a switch
 * leaves them, and what a flow rests on is compared when it is next used. So
 * are permits, which a switch leaves as well: what single devices may open for
 * a time where the policy drops it. Nor is the census: which devices were seen,
 * and whom they tried to reach.
 *
 * Names never stand in the slots. Interfaces, zones, groups, rules and
 * vendors are counted under ids that map names allots by name; an id
 * keeps its name as long as the maps live, over any number of switches.
 *
 * All integers are in host byte order unless a comment says otherwise.
 * Members are fixed-width and padded by hand; enums are append-only.
 */
#ifndef _UAPI_LENSCAP_H
#define _UAPI_LENSCAP_H

#include <linux/types.h>

#include "lenscap_census.h"
#include "lenscap_event.h"
#include "lenscap_flow.h"
#include "lenscap_hash.h"
#include "lenscap_permit.h"
#include "lenscap_recent.h"
#include "lenscap_shadow.h"
#include "lenscap_switch.h"

/* Times are nanoseconds unless a comment says otherwise. */
#define LC_SECOND 1000000000ull

#define LC_MAGIC 0x4c434150u /* "LCAP" */
#define LC_ABI_VERSION 5u

/* Limits of a policy; exceeding one is an error that names it (DESIGN 4). */
#define LC_MAX_INTERFACES 64
#define LC_MAX_ZONES 64 /* named ones; each interface adds its own */
#define LC_MAX_GROUPS 64
#define LC_MAX_GROUP_RULES 256
#define LC_MAX_RULES 1024
#define LC_MAX_PREFIXES 65536 /* MAC prefixes */
#define LC_MAX_ADDR_PREFIXES 65536 /* endpoint prefixes */

/* Sizes of the tables in a slot. */
#define LC_SLOTS 2
#define LC_INFOS 3 /* policy_info and texts: the slots and one kept aside */
#define LC_INFO_ASIDE LC_SLOTS
#define LC_TIMER_VALUE 24 /* size of what holds a timer, which nobody reads */
#define LC_ZONE_SLOTS (LC_MAX_INTERFACES + LC_MAX_ZONES)
#define LC_IFACE_BUCKETS 512 /* power of two */
#define LC_VLANS 4096
#define LC_FILTER_WORDS 16384 /* power of two; 64 bits each */
#define LC_BUCKETS 32768 /* power of two */
#define LC_BUCKET_WAYS 4
#define LC_CLASSES 16384 /* power of two, bounded by LC_CLASS_BITS */
#define LC_CLASS_BITS 14
#define LC_ZONE_VECTORS 1024 /* power of two */
#define LC_RULE_WORDS (LC_MAX_GROUP_RULES / 64)
#define LC_ADDR_RANGES 139264 /* two per prefix and some for links */
#define LC_ADDR_CLASSES 4096 /* power of two */
#define LC_ADDR4_CHUNKS 2048 /* power of two */
#define LC_ADDR6_LENGTHS 256 /* power of two above 128 */
#define LC_ADDR6_ENTRIES 32768 /* power of two, at most 65536 */
#define LC_PORT_CLASSES 4096 /* power of two */
#define LC_VECTOR_REFS 262144 /* power of two */
#define LC_VECTORS 8192 /* power of two */
#define LC_COUNTERS 4096 /* power of two; half per direction */
#define LC_COUNTER_PROBES 16

#define LC_RULE_IDS 4096 /* power of two: ids of rules in map names */

#define LC_NAME_LEN 32 /* with the final NUL */

/* Maps as they are pinned; in the object the same, but for the global data. */
#define LC_MAP_HOT "hot"
#define LC_MAP_RULES "rule_slots"
#define LC_MAP_ADDR6 "addr6_slots"
#define LC_MAP_COUNTERS "counters"
#define LC_MAP_NAMES "names"
#define LC_MAP_INFO "policy_info"
#define LC_MAP_PORTS "ports"
#define LC_MAP_FLOWS_PEER "flows_peer"
#define LC_MAP_FLOWS_DEVICE "flows_device"
#define LC_MAP_RATES "rates"
#define LC_MAP_CONFIRM "confirm_timer"
#define LC_MAP_PERMITS "permits"
#define LC_MAP_PERMIT_NOTES "permit_notes"
#define LC_MAP_PERMIT_MACS "permit_macs"
#define LC_MAP_PERMIT_TIMERS "permit_timers"
#define LC_MAP_SHADOW_CPU "shadow_cpu"
#define LC_MAP_SHADOW_ROWS "shadow_rows"
#define LC_MAP_SHADOW_IN "shadow_in"
#define LC_MAP_SHADOW_OUT "shadow_out"
#define LC_MAP_CENSUS "census"
#define LC_MAP_EVENTS "events"
#define LC_MAP_ATTEMPT_NAMES "attempt_names"

enum lc_direction {
	LC_INGRESS, /* from the device into the router; XDP */
	LC_EGRESS, /* to the device out of the router; tc */
	LC_DIRECTION_MAX
};

enum lc_verdict {
	LC_PASS,
	LC_DROP,
	LC_WOULD_DROP, /* monitor: passed, but enforcing would drop it */
	LC_VERDICT_MAX
};

/*
 * The one cause of a verdict. Append only: numbers stand in counters that
 * outlive the program that wrote them. The words for them
 * stand in userspace/policy/reason.c.
 */
enum lc_reason {
	LC_REASON_NONE,
	LC_REASON_UNLISTED, /* pass, or the zone's `unlisted: drop` */
	LC_REASON_NOT_IN_POLICY, /* port attached, but not in the live slot */
	LC_REASON_MULTICAST_SOURCE, /* source MAC has the group bit */
	LC_REASON_VLAN_DEPTH, /* more than two tags */
	LC_REASON_ETHERTYPE, /* not IPv4, IPv6 or housekeeping named */
	LC_REASON_HEADER_CUT, /* a header reaches past the frame */
	LC_REASON_LENGTH, /* a length field that cannot be true */
	LC_REASON_SOURCE_ROUTE, /* IPv4 LSRR, SSRR */
	LC_REASON_EXTENSION_CHAIN, /* more than eight IPv6 extension headers */
	LC_REASON_TUNNEL, /* IPIP, 6in4, GRE, L2TP */
	LC_REASON_PROTOCOL, /* other protocol, and no rule for any */
	LC_REASON_ROUTER_ADVERTISEMENT,
	LC_REASON_REDIRECT,
	LC_REASON_DHCP_SERVER, /* the device answers as a DHCP server */
	LC_REASON_ARP_SENDER, /* ARP sender hardware address is not the source */
	LC_REASON_ND_LINK_ADDRESS, /* ND link-layer option is not the source */
	LC_REASON_DHCP_CHADDR, /* BOOTP chaddr is not the source */
	LC_REASON_SOURCE_ADDRESS, /* loopback, multicast, broadcast */
	LC_REASON_HOUSEKEEPING,
	LC_REASON_ICMP_ERROR, /* quotes a flow, or what an `either` rule allows */
	LC_REASON_RULE,
	LC_REASON_DEFAULT,
	LC_REASON_CAPTURE_CUT, /* replay: the capture holds too little of it */
	LC_REASON_OTHER, /* counters: rows without a place; a slot without rules */
	LC_REASON_FLOW, /* within a flow that a rule opened */
	LC_REASON_RATE, /* more than the group's rate for a device */
	LC_REASON_ROUTING_HEADER, /* IPv6: type 0, or it is not there yet */
	LC_REASON_SOURCE_GUARD, /* not one of the group's `addresses` */
	/* dropped by default, and more is known of it */
	LC_REASON_FRAGMENT, /* a later fragment, which no rule took */
	LC_REASON_NOT_HOUSEKEEPING, /* comes as such; is none, or none it may */
	LC_REASON_ICMP_UNBOUND, /* an error about nothing that is allowed */
	LC_REASON_PERMIT, /* by a permit, or within a flow that one opened */
	LC_REASON_MAX
};

/* What the devices of a group may always do on their own link (DESIGN 5.6). */
enum lc_housekeeping {
	LC_HK_ARP = 1 << 0,
	LC_HK_ND = 1 << 1,
	LC_HK_DHCP = 1 << 2,
	LC_HK_IGMP = 1 << 3,
	LC_HK_MLD = 1 << 4,
	LC_HK_EAPOL = 1 << 5,
};

enum lc_rule_kind {
	LC_RULE_DROP, /* action: drop */
	LC_RULE_EITHER, /* initiated-by: either; stateless */
	LC_RULE_PEER, /* initiated-by: peer; opens on egress */
	LC_RULE_DEVICE, /* initiated-by: device; opens on ingress */
	LC_RULE_KIND_MAX
};

/* Protocols as rules see them; ICMP stands for ICMPv6 in IPv6. */
enum lc_proto {
	LC_PROTO_TCP,
	LC_PROTO_UDP,
	LC_PROTO_ICMP,
	LC_PROTO_OTHER,
	LC_PROTO_MAX
};

/* Lengths of a MAC prefix, in the order in which they win. */
enum lc_prefix_len { LC_LEN_48, LC_LEN_36, LC_LEN_28, LC_LEN_24, LC_LEN_MAX };

/* ---- slot, part one: what every frame meets ---------------------------- */

enum lc_slot_flag {
	LC_SLOT_MONITOR = 1 << 0, /* mode: monitor for the whole file */
};

enum lc_iface_flag {
	LC_IFACE_VLAN_ZONES = 1 << 0, /* vlan_zone[index] is filled */
	LC_IFACE_UNLISTED_DROP = 1 << 1, /* some zone of it drops unlisted */
};

/* ifindex 0: a free bucket, or with an id one not here. lc_iface_bucket() */
struct lc_iface {
	__u32 ifindex;
	__u8 index; /* 0..63, position in masks by interface */
	__u8 id; /* in map names */
	__u8 zone; /* index of the interface's own zone */
	__u8 flags; /* enum lc_iface_flag */
};

enum lc_zone_flag {
	LC_ZONE_MONITOR = 1 << 0,
	LC_ZONE_UNLISTED_DROP = 1 << 1,
};

struct lc_zone {
	__u8 id; /* in map names */
	__u8 flags; /* enum lc_zone_flag */
};

/*
 * Four entries of a two-choice cuckoo table. An entry is
 *   prefix (48 bits, first octet highest) << 16 | length code << 14 | class
 * with the prefix's low bits zero. Class 0 is never used, so 0 is empty.
 */
struct lc_bucket {
	__u64 entry[LC_BUCKET_WAYS];
};

struct lc_hot_head {
	__u32 flags; /* enum lc_slot_flag */
	__u32 filter_mask; /* bits of the filter in use, minus 1 */
	__u64 iface_seed; /* makes lc_iface_bucket() free of collisions */
	__u64 bucket_seed;
	__u32 bucket_mask; /* buckets in use, minus 1 */
	__u32 lengths; /* bit per enum lc_prefix_len that occurs */
	__u32 policy; /* 1 once a policy stands here, 0 = empty slot */
	__u32 zero; /* always 0: a number the verifier cannot know */
	__u8 pad[20];
	/*
	 * How often this slot was filled, see lc_recent.term; no part of what a
	 * policy says. Last, and of the slot: who knows which one is in force
	 * reads of that one, and cannot read it earlier.
	 */
	__u32 era;
};

/*
 * filter: bit lc_filter_bit(OUI) is set for the first three octets of every
 * listed prefix, and for the same with the local bit set.
 */
struct lc_hot_slot {
	struct lc_hot_head head;
	struct lc_iface ifaces[LC_IFACE_BUCKETS];
	struct lc_zone zones[LC_ZONE_SLOTS];
	__u8 vlan_zone[LC_MAX_INTERFACES]
		      [LC_VLANS]; /* zone index; [0] untagged */
	__u64 filter[LC_FILTER_WORDS];
	struct lc_bucket buckets[LC_BUCKETS];
};

struct lc_hot {
	struct lc_control control;
	struct lc_hot_slot slot[LC_SLOTS];
	/*
	 * How many flows were opened, by lc_opened_index() of the device: what was
	 * dropped for want of a flow is dropped again while that stays the same.
	 */
	__u32 opened[LC_OPENED];
};

/* ---- slot, part two: what listed frames meet --------------------------- */

/* What a listed prefix means: its vendor, and which group in which zone. */
struct lc_class {
	__u16 zone_vector; /* index into group_of */
	__u16 vendor; /* id in map names, 0 = none */
};

enum lc_group_flag {
	LC_GROUP_MONITOR = 1 << 0,
	LC_GROUP_DEFAULT_PASS = 1 << 1,
	LC_GROUP_GUARD = 1 << 2, /* `addresses`: lc_addr_class.guard counts */
	LC_GROUP_RATE = 1 << 3, /* rate_cost and rate_burst count */
	LC_GROUP_PEER_OPENS = 1 << 4, /* some rule is LC_RULE_PEER */
	LC_GROUP_DEVICE_OPENS = 1 << 5, /* some rule is LC_RULE_DEVICE */
};

/* One bit per rule of the group, first rule lowest. */
struct lc_vector {
	__u64 word[LC_RULE_WORDS];
};

struct lc_group {
	__u8 id; /* in map names; 0 = no such group */
	__u8 flags; /* enum lc_group_flag */
	__u8 housekeeping; /* enum lc_housekeeping */
	__u8 pad;
	__u32 first_rule; /* index into rules */
	__u32 addr_refs; /* + address class = index into refs */
	__u32 port_refs; /* + port class = index into refs */
	struct lc_vector proto[LC_PROTO_MAX]; /* rules for that protocol */
	struct lc_vector no_ports; /* rules without ports */
	struct lc_vector stateless; /* either, action: drop */
	struct lc_vector
		open[LC_DIRECTION_MAX]; /* open a flow in that direction */
	struct lc_vector router; /* rules whose peer has `router` */
	__u64 rate_cost; /* of a byte: lc_rate units << LC_RATE_SHIFT */
	__u64 rate_burst; /* lc_rate units */
};

struct lc_rule {
	__u16 id; /* in map names */
	__u8 kind; /* enum lc_rule_kind */
	__u8 pad;
	__u32 hash; /* as in rule_hash */
};

/* What an address is; masks by interface index and by group index. */
struct lc_addr_class {
	__u64 on_link; /* by interface */
	__u64 router; /* by interface: one of its own addresses */
	__u64 dhcp_server; /* by group */
	__u64 guard; /* by group: within its `addresses` */
	__u64 local; /* by interface: on-link, or nobody knows what is */
};

/*
 * An entry of addr4_first (by the first 16 bits of an address) or of a chunk
 * (by the next 8) is a class, or says where to look next.
 */
enum lc_addr4_entry {
	LC_ADDR4_SEARCH = 0x4000, /* among the boundaries: no chunk was left */
	LC_ADDR4_CHUNK = 0x8000, /* plus which */
};

struct lc_rule_slot {
	__u32 addr4_ranges; /* boundaries in addr4 */
	__u32 pad[15];
	struct lc_class classes[LC_CLASSES];
	__u8 group_of[LC_ZONE_VECTORS][LC_ZONE_SLOTS]; /* group index + 1 */
	struct lc_group groups[LC_MAX_GROUPS];
	struct lc_rule rules[LC_MAX_RULES];
	__u32 rule_hash[LC_RULE_IDS]; /* by rule id; 0: not in this policy */
	__u16 port_class[65536];
	struct lc_addr_class addr_classes[LC_ADDR_CLASSES];
	__u16 refs[LC_VECTOR_REFS]; /* index into vectors */
	struct lc_vector vectors[LC_VECTORS];
	__u16 addr4_first[65536];
	__u16 addr4_chunk[LC_ADDR4_CHUNKS][256];
	/* class i holds from boundary i-1 up to, not including, boundary i */
	__u32 addr4[LC_ADDR_RANGES];
	__u16 addr4_class[LC_ADDR_RANGES + 8];
};

/* ---- slot, part three: IPv6 addresses ----------------------------------- */

/* A length that occurs among prefixes, and which is asked for next. */
struct lc_addr6_length {
	__u64 hi; /* mask */
	__u64 lo;
	__u8 longer; /* index into length after an entry was found; 0 = end */
	__u8 shorter; /* after none was */
	__u8 pad[6];
};

/*
 * A prefix, or a marker: the first bits of one that is longer. The class is
 * that of the longest prefix that holds all addresses with these first bits.
 */
struct lc_addr6_entry {
	__u64 hi;
	__u64 lo;
	__u16 length; /* index into length; 0 = free */
	__u16 class;
	__u32 pad[3];
};

/*
 * The longest prefix of an address is found by halving the lengths: where the
 * first so many bits are an entry, it is that long or longer, else shorter. An
 * entry stands in one of two places, see lc_addr6_hash(). A slot with too many
 * prefixes for that is searched by its boundaries.
 */
struct lc_addr6_slot {
	__u32 ranges; /* boundaries in hi/lo */
	__u32 hashed; /* 1: length and entry are filled */
	__u32 root; /* index into length of the one to begin with */
	__u32 entry_mask; /* entries in use, minus 1 */
	__u64 seed[2]; /* odd */
	__u32 none; /* class of what no entry holds */
	__u32 pad[7];
	struct lc_addr6_length length[LC_ADDR6_LENGTHS];
	struct lc_addr6_entry entry[LC_ADDR6_ENTRIES];
	__u64 hi[LC_ADDR_RANGES];
	__u64 lo[LC_ADDR_RANGES];
	__u16 class[LC_ADDR_RANGES + 8];
};

/* ---- counters, names, identity ------------------------------------------ */

/*
 * A counter's row is the key of what it counts:
 *   bit 0 set, then direction 1, verdict 2, reason 7, interface 8, zone 8,
 *   group 8, vendor 10, rule 12 bits upwards: enum lc_key_shift, LC_KEY_GET().
 * Ids are those of map names, 0 where there is none.
 */
enum lc_key_shift {
	LC_KEY_DIRECTION = 1,
	LC_KEY_VERDICT = 2,
	LC_KEY_REASON = 4,
	LC_KEY_IFACE = 11,
	LC_KEY_ZONE = 19,
	LC_KEY_GROUP = 27,
	LC_KEY_VENDOR = 35,
	LC_KEY_RULE = 45,
	LC_KEY_END = 57,
};

#define LC_KEY_GET(key, what, next) \
	((__u32)(((key) >> (what)) & ((1ull << ((next) - (what))) - 1)))

/*
 * Per-CPU, an open-addressed table per direction: the row for a key is the
 * first of LC_COUNTER_PROBES from lc_counter_row() that holds it or is free, and
 * is not the last of its direction. That one counts what finds no place, reason
 * LC_REASON_OTHER. Rows are never freed, counts never fall.
 */
struct lc_counter {
	__u64 key;
	__u64 frames;
	__u64 bytes;
};

enum lc_name_kind {
	LC_NAME_IFACE,
	LC_NAME_ZONE,
	LC_NAME_GROUP,
	LC_NAME_VENDOR,
	LC_NAME_RULE,
	LC_NAME_KIND_MAX
};

/* First index of a kind in map names; the id is the index minus this. */
enum lc_name_base {
	LC_NAMES_IFACE = 0,
	LC_NAMES_ZONE = 256,
	LC_NAMES_GROUP = 512,
	LC_NAMES_VENDOR = 768,
	LC_NAMES_RULE = 1792,
	LC_NAMES_END = 5888,
};

_Static_assert(LC_NAMES_END - LC_NAMES_RULE == LC_RULE_IDS, "ids of rules");

/* Id 0 of each kind is never allotted. */
struct lc_name {
	char name[LC_NAME_LEN]; /* empty = free */
	__u32 group; /* a rule's group id, else 0 */
	__u32 pad;
};

/*
 * What stands in a slot, for people; userspace writes and reads it. The entry
 * after those of the slots is the policy before the one in force, where the
 * same policy was put in force again and took its slot.
 */
struct lc_policy_info {
	__u32 magic;
	__u32 abi;
	__u32 valid; /* 1 once the slot holds a policy */
	__u32 monitor; /* mode: monitor for the whole file */
	__u64 applied_at; /* wall clock, seconds since the epoch */
	__u64 text_len; /* length of the resolved policy in pin text_N */
	char name[64];
	char revision[64];
	char path[256];
	char applied_by[64];
	char sha256[72];
	char base_sha256[72];
	char vendors_sha256[72];
	char why[128]; /* --why, one line */
	char pad[40];
};

/*
 * What apply did to a device, keyed by ifindex, so that a later run of any
 * command knows how to show, replace and undo it. Userspace only.
 */
struct lc_port {
	char name[16]; /* when attached; the device may be renamed */
	__u8 xdp_mode; /* 0 none, else enum lc_xdp_mode */
	__u8 tc_kind; /* 0 none, else enum lc_tc_kind */
	__u8 restore_rxvlan; /* 1: receive VLAN offload was on before */
	__u8 made_clsact; /* 1: the clsact qdisc is ours to remove */
	__u8 generic_cause; /* why xdp_mode is generic: enum lc_generic_cause */
	__u8 pad[3];
	char refusal[104]; /* the kernel's words, with LC_GENERIC_REFUSED */
};

enum lc_xdp_mode {
	LC_XDP_NATIVE = 1,
	LC_XDP_GENERIC = 2,
};

enum lc_generic_cause {
	LC_GENERIC_UNKNOWN,
	LC_GENERIC_ASKED, /* by the policy */
	LC_GENERIC_BLIND, /* native XDP there does not tell the port */
	LC_GENERIC_MISSING, /* the driver has no native XDP */
	LC_GENERIC_REFUSED, /* the driver has it, but not for this device */
	LC_GENERIC_MAX
};

enum lc_tc_kind {
	LC_TC_TCX = 1,
	LC_TC_CLSACT = 2,
};

/* ---- replay --------------------------------------------------------------- */

/*
 * In private maps only. Userspace fills the first part before a test run, the
 * programs read time, length and interface from there and leave the second.
 */
struct lc_replay {
	__u64 now_ns; /* the capture's clock */
	__u32 ifindex;
	__u32 frame_len; /* the true length on the wire, without FCS */
	__u32 held_len; /* how much of it the capture holds */
	__u8 listed; /* out: the frame belongs to a group */
	__u8 verdict; /* out: enum lc_verdict */
	__u8 reason; /* out: enum lc_reason */
	__u8 zone; /* out: ids in map names, 0 = none */
	__u8 group;
	__u8 pad0;
	__u16 vendor;
	__u16 rule;
	__u16 pad1;
};

/* ---- sizes, checked on every side ------------------------------------------- */

#define LC_ASSERT_SIZE(type, size) \
	_Static_assert(sizeof(struct type) == (size), #type " changed its size")

_Static_assert(LC_IFACE_BUCKETS == 1 << (64 - 55), "lc_iface_bucket()");
LC_ASSERT_SIZE(lc_iface, 8);
LC_ASSERT_SIZE(lc_zone, 2);
LC_ASSERT_SIZE(lc_bucket, 32);
LC_ASSERT_SIZE(lc_addr6_length, 24);
LC_ASSERT_SIZE(lc_addr6_entry, 32);
LC_ASSERT_SIZE(lc_hot_head, 64);
LC_ASSERT_SIZE(lc_hot_slot, 64 + 4096 + 256 + 262144 + 131072 + 1048576);
LC_ASSERT_SIZE(lc_class, 4);
LC_ASSERT_SIZE(lc_group, 16 + 9 * 32 + 16);
LC_ASSERT_SIZE(lc_rule, 8);
LC_ASSERT_SIZE(lc_addr_class, 40);
LC_ASSERT_SIZE(lc_counter, 24);
LC_ASSERT_SIZE(lc_name, 40);
LC_ASSERT_SIZE(lc_policy_info, 32 + 64 + 64 + 256 + 64 + 3 * 72 + 128 + 40);
LC_ASSERT_SIZE(lc_port, 128);
LC_ASSERT_SIZE(lc_replay, 32);

#endif /* _UAPI_LENSCAP_H */
