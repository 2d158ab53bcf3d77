/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Part of the ABI in lenscap.h: what is kept of a candidate that is judged beside
 * the policy in force. What compares stands in bpf/, who reads it in userspace/.
 */
#ifndef _UAPI_LENSCAP_SHADOW_H
#define _UAPI_LENSCAP_SHADOW_H

#include <linux/types.h>

#define LC_SHADOW_ROWS 8192

/*
 * What a candidate would have decided otherwise. Ids are those of map names, 0
 * where there is none; verdicts are those of the rules, without monitor. Padded
 * with zero, since maps compare bytes.
 */
struct lc_shadow_key {
	__u64 peer[2]; /* address, highest part first; IPv4: {0, address} */
	__u16 live_rule;
	__u16 rule; /* the candidate's, and so on */
	__u16 port; /* of who did not open, as far as one can tell; 0: none */
	__u16 ethertype;
	__u8 l3; /* 4, 6, or 0: no IP */
	__u8 proto; /* IANA number */
	__u8 direction; /* enum lc_direction */
	__u8 iface;
	__u8 zone;
	__u8 live_group;
	__u8 live_verdict; /* enum lc_verdict */
	__u8 live_reason; /* enum lc_reason */
	__u8 group;
	__u8 verdict;
	__u8 reason;
	__u8 pad[5];
};

/* What stands where in the program arrays shadow_in and shadow_out. */
enum lc_shadow_step {
	LC_SHADOW_WATCHED, /* judges as lenscap_ingress or lenscap_egress does */
	LC_SHADOW_CANDIDATE, /* judges by the candidate, and compares */
	LC_SHADOW_STEPS
};

/* Times are of CLOCK_BOOTTIME in ns. */
struct lc_shadow_row {
	__u64 frames;
	__u64 bytes;
	__u64 first_ns;
	__u64 last_ns;
};

/*
 * Per processor and direction: what the program that judges hands to the one
 * that compares, which returns what was judged; what that works on; and what
 * it counted.
 */
struct lc_shadow_cpu {
	__u32 live; /* enum lc_live, as it was read for the frame */
	__u32 frames;
	__u64 bytes;
	__u8 passes; /* what becomes of the frame */
	__u8 listed;
	__u8 verdict; /* LC_PASS or LC_DROP */
	__u8 reason;
	__u8 iface_index;
	__u8 iface;
	__u8 zone;
	__u8 group_index;
	__u8 group;
	__u8 pad0;
	__u16 rule;
	__u32 pad1;
	struct lc_shadow_key key;
	struct lc_shadow_row row;
	__u64 compared; /* frames that one of both lists, or both differ on */
	__u64 differing;
};

_Static_assert(sizeof(struct lc_shadow_key) == 40, "lc_shadow_key");
_Static_assert(sizeof(struct lc_shadow_row) == 32, "lc_shadow_row");
_Static_assert(sizeof(struct lc_shadow_cpu) == 32 + 40 + 32 + 16,
	       "lc_shadow_cpu");

#endif /* _UAPI_LENSCAP_SHADOW_H */
