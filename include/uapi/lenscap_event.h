/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Part of the ABI in lenscap.h: what the programs tell userspace at once, and
 * the names that it reads from that. What nobody need read stands in the census.
 *
 * Map events is a ring buffer. It may lose: each processor tells of so many a
 * tick and no more, and nobody may be reading. What was lost is counted
 * (lc_census_totals.events_lost), and but for names all of it is in the census.
 */
#ifndef _UAPI_LENSCAP_EVENT_H
#define _UAPI_LENSCAP_EVENT_H

#include <linux/types.h>

#include "lenscap_census.h"

#define LC_EVENTS_BYTES (1 << 19) /* of the ring buffer; power of two */
#define LC_EVENTS_TICK 256 /* a processor tells of no more in a tick */
#define LC_EVENT_HEAD 128 /* bytes of the frame in each event */
#define LC_EVENT_FRAME 1024 /* at most, for what may hold a name */

enum lc_event_kind {
	LC_EVENT_DEVICE, /* a processor saw the device for the first time */
	LC_EVENT_ATTEMPT, /* likewise an attempt */
	LC_EVENT_NAME, /* payload that may hold a name: DNS, TLS, HTTP */
	LC_EVENT_KIND_MAX
};

/* Followed by `held` bytes of the frame, from its Ethernet header on. */
struct lc_event {
	__u64 at; /* ns of CLOCK_BOOTTIME */
	struct lc_attempt attempt; /* of LC_EVENT_DEVICE: no peer, l3 0 */
	__u32 frame_len; /* true length */
	__u16 held; /* bytes that follow */
	__u16 payload; /* where in the frame that of TCP or UDP begins; 0 none */
	__u8 kind; /* enum lc_event_kind */
	__u8 reason; /* enum lc_reason */
	__u16 rule; /* id in map names, 0 = none */
	__u32 pad;
};

/* One with the most that may follow. */
struct lc_event_room {
	struct lc_event event;
	__u8 frame[LC_EVENT_FRAME];
};

#define LC_NAMES_SEEN 8192 /* entries of map attempt_names */
#define LC_NAME_SEEN_LEN 254 /* RFC 1035: 253 octets, and the final NUL */

enum lc_name_source {
	LC_NAME_DNS, /* asked for; RFC 1035 */
	LC_NAME_TLS, /* server_name, RFC 6066 */
	LC_NAME_HTTP, /* Host, RFC 9110 */
	LC_NAME_SOURCE_MAX
};

/* Whose name: an attempt, whatever its verdict, and which name. */
struct lc_name_key {
	__u64 place; /* as in lc_attempt, as are all but the last */
	__u64 peer[2];
	__u16 port;
	__u8 proto;
	__u8 l3;
	__u8 iface;
	__u8 source; /* enum lc_name_source */
	__u8 pad[2];
	__u64 hash; /* of the name: the first 8 octets of its SHA-256 */
};

/*
 * Written by lenscap serve alone; the least recently used goes first. Names are
 * what the device sent: lower case, and each octet that is no letter, digit, '-',
 * '_' or '.' as \DDD (RFC 4343), so that it is safe to print.
 */
struct lc_name_seen {
	__u64 first; /* ms since the epoch */
	__u64 last;
	__u64 seen; /* how often in what was sampled */
	char name[LC_NAME_SEEN_LEN];
	__u8 pad[2];
};

_Static_assert(sizeof(struct lc_event) == 8 + 64 + 16, "lc_event");
_Static_assert(sizeof(struct lc_name_key) == 40, "lc_name_key");
_Static_assert(sizeof(struct lc_name_seen) == 280, "lc_name_seen");

#endif /* _UAPI_LENSCAP_EVENT_H */
