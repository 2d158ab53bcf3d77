/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What keeps a device on its link, and what no device may say there: DESIGN
 * 5.4 and 5.6. Facts and classes of addresses alone.
 */
#ifndef LENSCAP_HOUSEKEEPING_H
#define LENSCAP_HOUSEKEEPING_H

#include "address.h"

/* 4: what no camera has any business sending, under any policy. */
static __always_inline enum lc_reason refuse_message(const struct lc_frame *f)
{
	if (f->bad_link_address)
		return f->bad_link_address;
	switch (f->message) {
	case LC_MSG_RA:
		return LC_REASON_ROUTER_ADVERTISEMENT;
	case LC_MSG_REDIRECT:
		return LC_REASON_REDIRECT;
	case LC_MSG_DHCP_SERVER:
		return LC_REASON_DHCP_SERVER;
	}
	return LC_REASON_NONE;
}

/*
 * Who gets an answer must be on the link, or the answer carries what was asked
 * away from it.
 */
static __always_inline bool source_local(const struct lc_frame *f,
					 const struct lc_addr_class *source)
{
	return addr_is_zero(&f->src) || (source->local >> f->iface_index & 1) ||
	       (f->l3 == LC_L3_IPV6 && addr_is_fe80(&f->src));
}

/* Is the peer on the device's own link, as DHCP may use it? */
static __always_inline bool peer_serves(const struct lc_frame *f,
					const struct lc_addr_class *class)
{
	return (class->on_link >> f->iface_index & 1) ||
	       (class->dhcp_server >> f->group_index & 1) ||
	       (f->l3 == LC_L3_IPV6 && addr_is_fe80(frame_peer(f)));
}

static __always_inline bool housekeeping_nd(const struct lc_frame *f,
					    const struct lc_addr_class *class)
{
	if (f->ttl != 255 || f->l3 != LC_L3_IPV6)
		return false;
	if (f->direction == LC_EGRESS)
		return f->message != LC_MSG_RS;
	return addr_is_fe80(&f->dst) || addr_is_ff02(&f->dst) ||
	       (class->on_link >> f->iface_index & 1);
}

static __always_inline bool housekeeping_dhcp(const struct lc_frame *f,
					      const struct lc_addr_class *class)
{
	if (f->direction == LC_EGRESS)
		return f->message == LC_MSG_DHCP_SERVER &&
		       peer_serves(f, class);
	if (f->message != LC_MSG_DHCP_CLIENT)
		return false;
	if (f->l3 == LC_L3_IPV4 && (__u32)f->dst.lo == 0xffffffff)
		return true;
	if (f->l3 == LC_L3_IPV6 && f->dst.hi == 0xff02000000000000ull &&
	    f->dst.lo == 0x10002)
		return true;
	return peer_serves(f, class);
}

static __always_inline bool
housekeeping_igmp(const struct lc_frame *f, const struct lc_addr_class *source)
{
	/* forwarding may have brought the TTL down to 1: from where, too */
	if (f->ttl != 1 || !source_local(f, source))
		return false;
	if (f->direction == LC_EGRESS)
		return f->message == LC_MSG_IGMP_QUERY;
	return addr_is4(&f->dst, 0xe0000000, 4);
}

static __always_inline bool housekeeping_mld(const struct lc_frame *f)
{
	if (f->ttl != 1)
		return false;
	if (f->direction == LC_EGRESS)
		return f->message == LC_MSG_MLD_QUERY && addr_is_fe80(&f->src);
	return (addr_is_fe80(&f->src) || addr_is_zero(&f->src)) &&
	       addr_is_ff02(&f->dst);
}

/* 6: what never leaves the link. A fragment is none of it (RFC 6980). */
static __always_inline bool housekeeping(const struct lc_frame *f, __u8 allowed,
					 const struct lc_addr_class *class,
					 const struct lc_addr_class *source)
{
	if (f->fragment != LC_FRAG_NONE ||
	    (f->direction == LC_INGRESS && f->message <= LC_MSG_DHCP_CLIENT &&
	     !source_local(f, source)))
		return false;
	switch (f->message) {
	case LC_MSG_RS:
	case LC_MSG_NS:
	case LC_MSG_NA:
	case LC_MSG_RA:
		return (allowed & LC_HK_ND) && housekeeping_nd(f, class);
	case LC_MSG_DHCP_CLIENT:
	case LC_MSG_DHCP_SERVER:
		return (allowed & LC_HK_DHCP) && housekeeping_dhcp(f, class);
	case LC_MSG_IGMP:
	case LC_MSG_IGMP_QUERY:
		return (allowed & LC_HK_IGMP) && housekeeping_igmp(f, source);
	case LC_MSG_MLD:
	case LC_MSG_MLD_QUERY:
		return (allowed & LC_HK_MLD) && housekeeping_mld(f);
	}
	return false;
}

#endif
