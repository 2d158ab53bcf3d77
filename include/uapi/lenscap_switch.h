/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Part of the ABI in lenscap.h: which slot is in force, and how that is changed.
 * What stands in a slot is told there; who switches, in bpf/ and userspace/.
 */
#ifndef _UAPI_LENSCAP_SWITCH_H
#define _UAPI_LENSCAP_SWITCH_H

#include <linux/types.h>

/* Bits of lc_control.live, read together. Changed by atomic operations. */
enum lc_live {
	LC_LIVE_SLOT = 1 << 0, /* the slot in force: 0 or 1 */
	LC_LIVE_SHADOW = 1 << 1, /* the other one is judged beside it */
	LC_LIVE_PERMITS = 1 << 2, /* some permit is active */
};

/* What the slot is that is not in force. */
enum lc_idle {
	LC_IDLE_EMPTY, /* nothing that anybody could go back to */
	LC_IDLE_PREVIOUS, /* what was in force before */
	LC_IDLE_SHADOW, /* a candidate */
	LC_IDLE_MAX
};

/*
 * Read by every frame, written by a switch: on a cache line of its own. Times
 * are of CLOCK_BOOTTIME in ns.
 */
struct lc_control {
	__u32 magic; /* LC_MAGIC */
	__u32 abi; /* LC_ABI_VERSION */
	__u32 live; /* enum lc_live */
	__u32 tag_key; /* the guard's, for struct lcg_tag; 0 = write no tags */
	__u64 netns_cookie; /* SO_NETNS_COOKIE of the namespace it was made in */
	__u32 pending; /* id of the switch to be confirmed, 0 = none */
	__u32 idle; /* enum lc_idle */
	__u64 deadline; /* of the confirmation last asked for */
	__u64 build; /* of which BPF object the programs are; see object.h */
	__u32 reverted; /* id of the last that was not confirmed in time */
	__u32 reverted_at; /* when, in whole seconds */
	__u8 can_shadow; /* 1: the programs on the ports can call on to others */
	__u8 pad[7];
};

/* What lenscap_switch does; each is one step, done whole or not at all. */
enum lc_switch_op {
	LC_SWITCH_TO, /* slot comes in force; with id, until it is confirmed */
	LC_SWITCH_CONFIRM, /* what id made stays */
	LC_SWITCH_BACK, /* what id made goes back now */
	LC_SWITCH_IDLE, /* the other slot is what `idle` says */
	LC_SWITCH_OP_MAX
};

/*
 * Context of the program. It returns 0 or a negative errno: -EBUSY a
 * confirmation is pending, -ESTALE it is not (or no longer) that of id, -EINVAL,
 * or what arming the timer returned.
 */
struct lc_switch_args {
	__u32 op; /* enum lc_switch_op */
	__u32 slot;
	__u32 id; /* not 0 where it counts */
	__u32 idle; /* enum lc_idle */
	__u64 timeout; /* ns until it goes back, from 1 s to a day */
};

#define LC_CONFIRM_MIN LC_SECOND
#define LC_CONFIRM_MAX (24 * 3600 * LC_SECOND)

_Static_assert(sizeof(struct lc_control) == 64, "lc_control");
_Static_assert(sizeof(struct lc_switch_args) == 24, "lc_switch_args");

#endif /* _UAPI_LENSCAP_SWITCH_H */
