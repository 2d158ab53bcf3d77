/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bytes of a packet within bounds: the one way in which headers are reached.
 * Knows no header; what they mean is for parse.h, parse_transport.h, chains.h.
 */
#ifndef LENSCAP_PACKET_H
#define LENSCAP_PACKET_H

#include <bpf/bpf_endian.h>
#include "maps.h"
#include "wire.h"

/*
 * Up to eight extension headers of 2,048 bytes and what stands around them.
 * Bounds every offset, as the verifier wants it.
 */
#define LC_HEADERS_MAX 20000
#define LC_HEADERS_ROOM 32768 /* the power of two above */

/* What replay says of the capture; means nothing in live programs. */
static __always_inline __u32 frame_held(void)
{
	struct lc_replay *r = lc_replay_on ? replay_block() : NULL;

	return r ? r->held_len : 0;
}

/* The need bytes at off, or NULL with the reason in f. */
static __always_inline void *frame_at(struct lc_frame *f, __u32 off, __u32 need)
{
	void *p;

	if (off > LC_HEADERS_MAX || off + need > f->end) {
		f->reason = LC_REASON_HEADER_CUT;
		return NULL;
	}
	if (lc_replay_on && off + need > f->held) {
		f->reason = LC_REASON_CAPTURE_CUT;
		return NULL;
	}
	p = f->data + lc_index(off, LC_HEADERS_ROOM);
	if (p + need > f->data_end) {
		f->reason = LC_REASON_HEADER_CUT;
		return NULL;
	}
	return p;
}

static __always_inline __u64 mac_read(const void *p, bool two_first)
{
	/* split so that every load is aligned with NET_IP_ALIGN of 2 */
	if (two_first)
		return (__u64)bpf_ntohs(*(__u16 *)p) << 32 |
		       bpf_ntohl(*(__u32 *)(p + 2));
	return (__u64)bpf_ntohl(*(__u32 *)p) << 16 |
	       bpf_ntohs(*(__u16 *)(p + 4));
}

static __always_inline bool mac_equal(const __u8 *bytes, __u64 mac)
{
	return mac_read(bytes, true) == mac;
}

static __always_inline void addr6_read(struct lc_addr *to, const __u32 *from)
{
	to->hi = (__u64)bpf_ntohl(from[0]) << 32 | bpf_ntohl(from[1]);
	to->lo = (__u64)bpf_ntohl(from[2]) << 32 | bpf_ntohl(from[3]);
}

#endif
