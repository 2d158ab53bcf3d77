/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Part of the ABI in lenscap.h: what was allowed to open, and how much a device
 * sent of late. What allows it stands in the slots, or in lenscap_permit.h.
 */
#ifndef _UAPI_LENSCAP_FLOW_H
#define _UAPI_LENSCAP_FLOW_H

#include <linux/types.h>

#define LC_FLOWS 65536 /* in each of the two tables */
#define LC_RATES 16384 /* devices with a rate */

/*
 * A flow belongs to a device, wherever that is plugged in. Who opened it is
 * told by the table: a device cannot push out what peers opened. Ports are 0
 * where the protocol has none; both are the identifier of an echo. Padded with
 * zero, since maps compare bytes.
 */
struct lc_flow_key {
	__u64 mac; /* the device's */
	__u8 l3; /* 4 or 6 */
	__u8 proto; /* IANA number */
	__u16 device_port;
	__u16 peer_port;
	__u16 pad;
	__u64 device[2]; /* address, highest part first; IPv4: {0, address} */
	__u64 peer[2];
};

/*
 * opened_by: rule_hash of the rule << 32 | group id << 16 | rule id. It is
 * judged again once a policy in force says otherwise. What a permit opened has
 * its id << 32 | LC_OPENED_PERMIT | its index, and ends with it.
 */
struct lc_flow {
	__u64 last_ns; /* of the last frame that kept it alive */
	__u64 opened_by;
	__u32 closing; /* 1: FIN or RST was seen, at last_ns */
	__u32 pad;
};

/* How long a flow lives after its last frame (DESIGN 5), in seconds. */
#define LC_IDLE_TCP 3600
#define LC_IDLE_CLOSING 60
#define LC_IDLE_UDP 120 /* and what has no ports */
#define LC_IDLE_ECHO 30

#define LC_OPENED_PERMIT 0x80000000u /* above all group ids */

struct lc_rate_key {
	__u64 mac;
	__u32 ifindex;
	__u16 vlan;
	__u16 pad;
};

/*
 * A token bucket in one word, so that it is taken from in one step: when it
 * will be full again (GCRA, ITU-T I.371), in units of 1/64 ns.
 */
struct lc_rate {
	__u64 full_at;
};

#define LC_RATE_UNITS_SHIFT 6 /* 1 ns is 1 << this */
#define LC_RATE_SHIFT 16 /* of lc_group.rate_cost, below a unit */

_Static_assert(sizeof(struct lc_flow_key) == 48, "lc_flow_key");
_Static_assert(sizeof(struct lc_flow) == 24, "lc_flow");
_Static_assert(sizeof(struct lc_rate_key) == 16, "lc_rate_key");
_Static_assert(sizeof(struct lc_rate) == 8, "lc_rate");

#endif /* _UAPI_LENSCAP_FLOW_H */
