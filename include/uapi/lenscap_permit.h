/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Part of the ABI in lenscap.h: what single devices may open for a time where the
 * policy drops it. Who judges by it stands in bpf/, who grants it in userspace/.
 */
#ifndef _UAPI_LENSCAP_PERMIT_H
#define _UAPI_LENSCAP_PERMIT_H

#include <linux/types.h>

#define LC_PERMITS 64 /* active at one time: a bit each in a 64-bit word */
#define LC_PERMIT_MACS 64
#define LC_PERMIT_PEERS 32
#define LC_PERMIT_PORTS 8
#define LC_PERMIT_DEVICES (LC_PERMITS * LC_PERMIT_MACS)

/* IPv4 stands in lo, as in lc_flow_key. */
struct lc_permit_peer {
	__u64 hi;
	__u64 lo;
	__u64 mask_hi; /* IPv4: all of it, with 96 more bits of length */
	__u64 mask_lo;
	__u32 family; /* 4 or 6; 0: this place and those after it are free */
	__u32 pad;
};

struct lc_permit_ports {
	__u16 low; /* 0: this place and those after it are free */
	__u16 high;
};

/*
 * What a permit allows: to open, by the devices in whose word of map
 * permit_macs the bit of its index is set. Userspace writes it while no device
 * names it; lenscap_permit and the timer begin and end it by its id.
 */
struct lc_permit {
	__u32 id; /* 0: not active */
	__u8 protos; /* bit per enum lc_proto */
	__u8 any; /* 1: any peer */
	__u8 any_port; /* 1: also what has no ports */
	__u8 pad;
	__u64 until; /* CLOCK_BOOTTIME, ns */
	struct lc_permit_peer peers[LC_PERMIT_PEERS];
	struct lc_permit_ports ports[LC_PERMIT_PORTS]; /* the peer's */
};

enum lc_permit_origin {
	LC_PERMIT_COMMAND, /* lenscap permit */
	LC_PERMIT_FILE, /* the policy's file */
	LC_PERMIT_ORIGIN_MAX
};

/* The same for people, under the same index; userspace writes and reads it. */
struct lc_permit_note {
	__u32 id; /* of the permit that it is about */
	__u32 origin; /* enum lc_permit_origin */
	__u32 mac_count;
	__u32 pad;
	__u64 since; /* wall clock, seconds since the epoch */
	__u64 until;
	__u64 digest; /* of what the file says; 0 by command */
	__u64 macs[LC_PERMIT_MACS];
	char peer[256]; /* as it was given */
	char by[64];
	char why[1032];
};

enum lc_permit_op {
	LC_PERMIT_BEGIN, /* what stands at index is active from now on, as id */
	LC_PERMIT_END,
};

/*
 * Context of the program lenscap_permit. It returns 0 or a negative errno:
 * -EBUSY another is active at index, -ESTALE id is not (or no longer), -EINVAL,
 * or what arming the timer returned.
 */
struct lc_permit_args {
	__u32 op; /* enum lc_permit_op */
	__u32 index;
	__u32 id;
	__u32 pad;
	__u64 timeout; /* ns until it ends by itself */
};

#define LC_PERMIT_MIN LC_SECOND
#define LC_PERMIT_MAX (31 * 24 * 3600 * LC_SECOND)

_Static_assert(sizeof(struct lc_permit_peer) == 40, "lc_permit_peer");
_Static_assert(sizeof(struct lc_permit_ports) == 4, "lc_permit_ports");
_Static_assert(sizeof(struct lc_permit) ==
		       16 + LC_PERMIT_PEERS * 40 + LC_PERMIT_PORTS * 4,
	       "lc_permit");
_Static_assert(sizeof(struct lc_permit_note) ==
		       40 + LC_PERMIT_MACS * 8 + 256 + 64 + 1032,
	       "lc_permit_note");
_Static_assert(sizeof(struct lc_permit_args) == 24, "lc_permit_args");

#endif /* _UAPI_LENSCAP_PERMIT_H */
