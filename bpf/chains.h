/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Walks along chains of unknown length: IPv4 options, IPv6 extension headers,
 * neighbour discovery options. Functions of their own, which the verifier reads
 * once; few frames have such a chain, so the call is theirs alone to pay. And
 * the address that an advertisement claims, for the same reason.
 */
#ifndef LENSCAP_CHAINS_H
#define LENSCAP_CHAINS_H

#include "address.h"
#include "packet.h"

/* Options of an IPv4 header: source routes and lengths that lie (RFC 791). */
static __always_inline void ipv4_options(struct lc_frame *f)
{
	__u32 off = f->off, end = f->end;
	__u8 *option;
	int i;

	for (i = 0; i < 40 && off < end; i++) {
		off = forget(off, f->zero);
		option = frame_at(f, off, 1);
		if (!option || option[0] == 0)
			return;
		if (option[0] == 1) {
			off++;
			continue;
		}
		if (option[0] == 131 || option[0] == 137) {
			f->reason = LC_REASON_SOURCE_ROUTE;
			return;
		}
		option = frame_at(f, off, 2);
		if (!option)
			return;
		if (option[1] < 2 || off + option[1] > end) {
			f->reason = LC_REASON_LENGTH;
			return;
		}
		off += option[1];
	}
}

/* One extension header; the length of it, or 0 with the reason in f. */
static __always_inline __u32 extension(struct lc_frame *f)
{
	struct ipv6_extension *ext = frame_at(f, f->off, sizeof(*ext));
	__u32 len;
	__u16 frag;

	if (!ext)
		return 0;
	len = (ext->len + 1) * 8;
	if (f->ip_proto == LC_IPPROTO_FRAGMENT) {
		frag = bpf_ntohs(ext->fragment);
		if (frag & 0xfff8)
			f->fragment = LC_FRAG_LATER;
		else if (frag & 1)
			f->fragment = LC_FRAG_FIRST;
		len = 8;
	} else if (f->ip_proto == IPPROTO_AH) {
		len = (ext->len + 2) * 4;
	} else if (f->ip_proto == LC_IPPROTO_ROUTING &&
		   (ext->routing_type == 0 || ext->segments_left)) {
		/* where it goes after all, the address does not tell */
		f->reason = LC_REASON_ROUTING_HEADER;
	}
	f->ip_proto = ext->next;
	return len;
}

static __always_inline bool is_extension(__u8 proto)
{
	return proto == LC_IPPROTO_HOPOPTS || proto == LC_IPPROTO_ROUTING ||
	       proto == LC_IPPROTO_FRAGMENT || proto == IPPROTO_AH ||
	       proto == LC_IPPROTO_DSTOPTS || proto == LC_IPPROTO_MH ||
	       proto == LC_IPPROTO_HIP || proto == LC_IPPROTO_SHIM6;
}

static __always_inline void extensions(struct lc_frame *f)
{
	int i;

	for (i = 0; i < 8; i++) {
		if (f->fragment == LC_FRAG_LATER || !is_extension(f->ip_proto))
			return;
		f->off = forget(f->off + extension(f), f->zero);
		f->ip_proto = forget(f->ip_proto, f->zero);
		f->fragment = forget(f->fragment, f->zero);
		if (f->reason)
			return;
		if (f->off > f->end) {
			f->reason = LC_REASON_HEADER_CUT;
			return;
		}
	}
	if (f->fragment != LC_FRAG_LATER && is_extension(f->ip_proto))
		f->reason = LC_REASON_EXTENSION_CHAIN;
}

/*
 * Link-layer address options that are not the sender's. More options than are
 * walked cannot be vouched for, and count as wrong.
 */
static __always_inline void nd_options(struct lc_frame *f)
{
	__u32 off = f->off;
	struct nd_option *option;
	int i;

	for (i = 0; i < 8 && off + 8 <= f->end; i++) {
		off = forget(off, f->zero);
		option = frame_at(f, off, sizeof(*option));
		if (!option)
			return;
		if (!option->len) {
			f->reason = LC_REASON_LENGTH;
			return;
		}
		if ((option->type == 1 || option->type == 2) &&
		    !mac_equal(option->address, f->mac))
			f->bad_link_address = LC_REASON_ND_LINK_ADDRESS;
		off += option->len * 8;
	}
	if (off > f->end)
		f->reason = LC_REASON_LENGTH;
	else if (off + 8 <= f->end)
		f->bad_link_address = LC_REASON_ND_LINK_ADDRESS;
	else if (off != f->end)
		f->reason = LC_REASON_HEADER_CUT;
}

/* A frame for a walk: what is left of one when only scalars can be handed on. */
#define WALK_FRAME(ctx, from, to)                                         \
	{                                                                 \
		.data = (void *)(long)(ctx)->data,                        \
		.data_end = (void *)(long)(ctx)->data_end, .off = (from), \
		.end = (to), .held = frame_held(),                        \
		.zero = lenscap_hot.slot[0].head.zero,                    \
	}

/* What extensions() found, in one scalar. */
static __always_inline __u64 walk_pack(const struct lc_frame *f)
{
	return (f->off & 0xffff) | (__u64)f->ip_proto << 16 |
	       (__u64)f->fragment << 24 | (__u64)f->reason << 32;
}

OWN_FUNCTION int ipv4_options_xdp(struct xdp_md *ctx, __u32 from, __u32 to)
{
	struct lc_frame f = WALK_FRAME(ctx, from, to);

	ipv4_options(&f);
	return f.reason;
}

OWN_FUNCTION int ipv4_options_tc(struct __sk_buff *ctx, __u32 from, __u32 to)
{
	struct lc_frame f = WALK_FRAME(ctx, from, to);

	ipv4_options(&f);
	return f.reason;
}

OWN_FUNCTION __u64 extensions_xdp(struct xdp_md *ctx, __u32 from, __u32 to,
				  __u32 first)
{
	struct lc_frame f = WALK_FRAME(ctx, from, to);

	f.ip_proto = first;
	extensions(&f);
	return walk_pack(&f);
}

OWN_FUNCTION __u64 extensions_tc(struct __sk_buff *ctx, __u32 from, __u32 to,
				 __u32 first)
{
	struct lc_frame f = WALK_FRAME(ctx, from, to);

	f.ip_proto = first;
	extensions(&f);
	return walk_pack(&f);
}

OWN_FUNCTION int nd_options_xdp(struct xdp_md *ctx, __u32 from, __u32 to,
				__u64 mac)
{
	struct lc_frame f = WALK_FRAME(ctx, from, to);

	f.mac = mac;
	nd_options(&f);
	return f.reason ? f.reason | 1 << 8 : f.bad_link_address;
}

/* The class, plus 1, of the address at an offset; 0: everybody's own link. */
OWN_FUNCTION int claim_xdp(struct xdp_md *ctx, __u32 at, __u32 to, __u32 number)
{
	struct lc_frame f = WALK_FRAME(ctx, at, to);
	struct lc_slot slot = { .live = number };
	__u32 *target = frame_at(&f, at, 16);
	struct lc_addr addr;

	if (!target || !slot_open_addr6(&slot))
		return 0;
	addr6_read(&addr, target);
	return addr_is_fe80(&addr) ? 0 : addr6_class(slot.addr6, &addr) + 1;
}

/* The reason to drop the frame for its options, or none. */
static __always_inline __u8 walk_ipv4_options(struct lc_frame *f, __u32 to)
{
	__u32 from = f->off + sizeof(struct ipv4_header);

	return f->direction == LC_INGRESS ? ipv4_options_xdp(f->ctx, from, to) :
					    ipv4_options_tc(f->ctx, from, to);
}

static __always_inline void walk_extensions(struct lc_frame *f)
{
	__u64 found;

	if (f->direction == LC_INGRESS)
		found = extensions_xdp(f->ctx, f->off, f->end, f->ip_proto);
	else
		found = extensions_tc(f->ctx, f->off, f->end, f->ip_proto);
	f->off = found & 0xffff;
	f->ip_proto = found >> 16;
	f->fragment = found >> 24;
	f->reason = found >> 32;
}

/* Devices only: a frame to one may come from anybody on the link. */
static __always_inline void walk_nd_options(struct lc_frame *f, __u32 from)
{
	__u32 found = nd_options_xdp(f->ctx, from, f->end, f->mac);

	if (found >> 8)
		f->reason = found;
	else if (found)
		f->bad_link_address = found;
	/* an advertisement's target, ahead of its options, is what it claims */
	if (f->message == LC_MSG_NA && !found)
		f->claim = claim_xdp(f->ctx, from - 16, f->end, f->slot);
}

#endif
