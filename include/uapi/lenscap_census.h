/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Part of the ABI in lenscap.h: which devices were seen, and whom they tried to
 * reach. What was judged by rule stands in the counters; names in lenscap_event.h.
 *
 * Each processor writes tables of its own, so that nothing is shared per frame
 * and nothing waits: map census has an element for each, which holds all of
 * struct lc_census. A device or an attempt seen by several stands in several;
 * whoever reads adds them up. Only frames *from* listed devices are told here.
 *
 * A table is buckets of eight marks, and to each mark a row. A mark is 16 bits of
 * a hash of who the row is of; 0 is a free place. A row stands in one of two
 * buckets, in the emptier when it came. The mark is written last when a row is
 * made, and taken away first when it goes.
 *
 * Devices stay, but for one kind: who was seen for less than LC_SETTLED and not
 * since gives way to the next when both buckets are full. So a flood of forged
 * addresses pushes its own out, which is counted, and no device that was there.
 * Attempts never go; a device has LC_DEVICE_ATTEMPTS rows on each processor, and
 * what is more is counted in its own row. Devices that have not settled may fill
 * half of the attempts' buckets, no more.
 */
#ifndef _UAPI_LENSCAP_CENSUS_H
#define _UAPI_LENSCAP_CENSUS_H

#include <linux/types.h>

#include "lenscap_recent.h"

#define LC_CENSUS_WAYS 8
#define LC_DEVICE_BUCKETS 4096 /* power of two */
#define LC_DEVICES (LC_DEVICE_BUCKETS * LC_CENSUS_WAYS)
#define LC_MAX_DEVICES 16384 /* promised: half of the places */
#define LC_ATTEMPT_BUCKETS 2048 /* power of two */
#define LC_ATTEMPTS (LC_ATTEMPT_BUCKETS * LC_CENSUS_WAYS)
#define LC_DEVICE_ATTEMPTS 64
#define LC_IFACE_IDS 256 /* ids of interfaces in map names */

/* Times are ticks: jiffies >> LC_TICK_SHIFT, 64 to 640 ms. 32 bits last 8 years. */
#define LC_TICK_SHIFT 6
#define LC_SETTLED 32 /* ticks: 2 s at 1000 Hz, 8 s at 250 Hz */

/* Bits of lc_device.place and of lc_attempt.place. */
enum lc_place_shift {
	LC_PLACE_MAC = 0, /* first octet in bits 47..40 */
	LC_PLACE_VLAN = 48, /* 0: untagged */
};

#define LC_PLACE_MAC_OF(place) (0xffffffffffffull & (place))
#define LC_PLACE_VLAN_OF(place) ((__u32)((place) >> LC_PLACE_VLAN) & 0xfff)

/* A device as one processor saw it: a cache line. */
struct lc_device {
	__u64 place; /* MAC and VLAN */
	__u8 iface; /* ids in map names, as at the last frame but for iface */
	__u8 zone;
	__u8 group;
	__u8 attempts; /* rows it has among those */
	__u16 vendor;
	__u16 recent; /* row of the attempt it made last */
	__u32 ipv4; /* the last it used as its own, host byte order; 0 none */
	__u32 first; /* ticks */
	__u32 last;
	__u32 unnamed; /* frames to peers that found no row; stays at the most */
	__u64 frames;
	__u64 bytes;
	__u64 dropped; /* frames */
	__u64 would_drop;
};

/* The last IPv6 address it used, a global one before a link-local one. */
struct lc_device_addr6 {
	__u64 hi;
	__u64 lo;
};

enum lc_attempt_flag {
	/*
	 * Both ports look as if the device answered: its own below 32768, the
	 * peer's not. Then port is the device's own, and the peer's not told.
	 */
	LC_ATTEMPT_ANSWER = 1 << 0,
};

/*
 * Frames of a device to one peer, protocol and port, under one verdict. Not told
 * are housekeeping, which does not leave the link, and what the device sends in
 * flows that its peer opened.
 */
struct lc_attempt {
	/* who it is of: these make a row, and do not change */
	__u64 place; /* MAC and VLAN */
	__u64 peer[2]; /* IPv4 in the second, host byte order */
	__u16 port; /* of the peer; 0: no ports */
	__u8 proto; /* IANA number */
	__u8 l3; /* 4 or 6 */
	__u8 verdict; /* enum lc_verdict */
	__u8 flags; /* enum lc_attempt_flag */
	__u8 iface; /* id in map names */
	__u8 pad;
	/* the rest does */
	__u8 zone;
	__u8 group;
	__u8 wanted; /* frames with payload to be told of yet, for their names */
	__u8 pad2;
	__u16 vendor;
	__u16 told; /* lowest bits of the tick of the last that was told */
	__u32 first; /* ticks */
	__u32 last;
	__u64 frames;
	__u64 bytes;
};

/* By interface, what has no place in a table. */
struct lc_census_port {
	__u64 displaced; /* devices that had not settled and gave way */
	__u64 unplaced; /* frames of devices that found no place */
};

struct lc_census_totals {
	__u64 seed; /* of the hashes; userspace sets it before any program runs */
	__u64 devices; /* rows made, ever */
	__u64 attempts; /* likewise; none of them goes by itself */
	__u64 displaced; /* devices that had not settled and gave way */
	__u64 unnamed; /* frames to peers that found no row */
	__u64 events; /* told of, through map events */
	__u64 events_lost; /* not told: too many at a time, or nobody read */
	__u32 window; /* tick in which `told` were told of */
	__u32 told;
};

/* The frame that is being judged: what the program tells its own function. */
struct lc_sighting {
	__u64 mac;
	__u64 src[2];
	__u64 dst[2];
	__u64 bytes;
	__u64 counter; /* key of what counts it */
	__u8 iface; /* ids in map names */
	__u8 zone;
	__u8 group;
	__u8 verdict;
	__u16 vendor;
	__u16 rule;
	__u8 l3; /* the program's own, as are proto and fragment */
	__u8 ip_proto;
	__u8 proto;
	__u8 reason;
	__u8 tcp_flags;
	__u8 fragment;
	__u8 answers;
	__u8 lasts; /* the next one alike will be judged alike */
	__u16 sport;
	__u16 dport;
	__u16 vlan;
	__u16 transport; /* where that header begins */
	__u32 end; /* where it ends with all that it carries */
	__u32 len;
	__u32 device; /* row, or none */
	__u32 attempt; /* likewise */
	__u64 zero; /* always 0: a number the verifier cannot know */
	__u64 hash; /* of whom a row is made for */
};

/*
 * What one processor knows. Userspace maps it and reads; it writes no more than
 * the seed and `shared`, at first, and to forget a row 0 over its mark and then
 * `forgotten`. There is one element more than processors that were there: the
 * last is of all that came later, whose counts may lose some of each other's.
 */
struct lc_census {
	struct lc_census_totals totals;
	struct lc_sighting now; /* of the programs alone */
	__u32 forgotten; /* how often rows were taken out; see lc_recent.term */
	__u32 shared; /* 1: of several processors, which keep no lc_recent */
	__u8 pad[8];
	struct lc_recent next; /* what would be kept of the frame judged */
	struct lc_census_port ports[LC_IFACE_IDS];
	__u16 device_marks[LC_DEVICE_BUCKETS][LC_CENSUS_WAYS];
	__u16 attempt_marks[LC_ATTEMPT_BUCKETS][LC_CENSUS_WAYS];
	struct lc_device devices[LC_DEVICES];
	struct lc_device_addr6 addr6[LC_DEVICES];
	struct lc_attempt attempts[LC_ATTEMPTS];
	struct lc_recent recents[LC_RECENTS];
};

_Static_assert(sizeof(struct lc_sighting) == 112, "lc_sighting");
_Static_assert(__builtin_offsetof(struct lc_census, device_marks) % 64 == 0,
	       "cache lines");
_Static_assert(__builtin_offsetof(struct lc_census, next) % 64 == 0 &&
		       __builtin_offsetof(struct lc_census, recents) % 64 == 0,
	       "cache lines");
_Static_assert(LC_DEVICES <= 1 << 16, "lc_recent.device");
_Static_assert(sizeof(struct lc_census) % 64 == 0, "cache lines");
_Static_assert(LC_ATTEMPTS <= 1 << 16, "lc_device.recent");
_Static_assert(sizeof(struct lc_device) == 64, "lc_device");
_Static_assert(sizeof(struct lc_attempt) == 64, "lc_attempt");
_Static_assert(sizeof(struct lc_census_totals) == 64, "lc_census_totals");

#endif /* _UAPI_LENSCAP_CENSUS_H */
