/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Part of the ABI in lenscap.h: what was judged a moment ago, so that the next
 * frame of the same kind need not be. Of the programs alone; userspace makes room.
 *
 * Each processor has a table of its own, in its element of map census. An entry
 * says what became of frames that are alike in all that the judgement looks at:
 * whole TCP and UDP over IP without options. It stands for as long as nothing
 * that was looked at can have changed, and may go at any time: whoever finds
 * none judges.
 */
#ifndef _UAPI_LENSCAP_RECENT_H
#define _UAPI_LENSCAP_RECENT_H

#include <linux/types.h>

#define LC_RECENTS 16384 /* power of two; entries on each processor */
#define LC_OPENED 4096 /* power of two */

/* Bits of lc_recent.kind. Never all 0: an entry of zeros is none. */
enum lc_kind_shift {
	LC_KIND_SPORT = 0,
	LC_KIND_DPORT = 16,
	LC_KIND_PROTO = 32, /* IANA number */
	LC_KIND_FLAGS = 40, /* of TCP: SYN and ACK */
	LC_KIND_IFACE = 48, /* id in map names */
	LC_KIND_L3 = 56, /* 4 or 6 */
};

enum lc_recent_flag {
	/*
	 * In a flow: stands until the tick ends in which the flow was looked up.
	 * Otherwise for as long as no flow of a device with that
	 * lc_opened_index() is opened.
	 */
	LC_RECENT_FLOW = 1 << 0,
	LC_RECENT_ATTEMPT = 1 << 1, /* attempt is a row */
	LC_RECENT_SOURCE =
		1 << 2, /* the source may be told as the device's own */
};

/* A cache line. */
struct lc_recent {
	__u64 place; /* MAC and VLAN, as in lc_device */
	__u64 src[2]; /* IPv4 in the second, host byte order */
	__u64 dst[2];
	__u64 kind; /* enum lc_kind_shift */
	/*
	 * (lc_hot_head.era + lc_census.forgotten) << 1 | slot: of the policy and
	 * the rows that it was judged under. 0: is not kept.
	 */
	__u32 term;
	__u32 stamp; /* a tick, or what lc_hot.opened was; see LC_RECENT_FLOW */
	__u16 device; /* rows on this processor */
	__u16 attempt;
	__u16 counter; /* index into map counters */
	__u8 verdict; /* enum lc_verdict */
	__u8 flags; /* enum lc_recent_flag */
};

_Static_assert(sizeof(struct lc_recent) == 64, "lc_recent");

#endif /* _UAPI_LENSCAP_RECENT_H */
