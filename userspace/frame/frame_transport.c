// SPDX-License-Identifier: GPL-2.0
/*
 * What IP carries in a frame made of words: transport headers and the messages
 * that have rules of their own. Checksums are frame_build.c.
 */
#include "frame/frame_parts.h"

#define ICMP_HEADER 8

static void put_tcp(const struct frame_words *w, struct frame_bytes *to)
{
	frame_put(to, w->from.port, 2);
	frame_put(to, w->to.port, 2);
	frame_put(to, 1, 4);
	frame_put(to, w->tcp_flags & 0x10 ? 1 : 0, 4);
	frame_put(to, 0x50, 1);
	frame_put(to, w->tcp_flags, 1);
	frame_put(to, 0xffff, 2);
	frame_put(to, 0, 4);
}

/* Without DHCP a frame to its ports would be cut short (parse_transport.h). */
static bool carries_dhcp(const struct frame_words *w)
{
	uint16_t port = w->to.port;

	return w->proto == FRAME_DHCP ||
	       (w->v6 ? port == 546 || port == 547 : port == 67 || port == 68);
}

static unsigned int icmp_type(const struct frame_words *w)
{
	if (w->kind == FRAME_TYPE)
		return w->type;
	if (w->kind == FRAME_REPLY)
		return w->v6 ? 129 : 0;
	return w->v6 ? 128 : 8;
}

/* The header of what went the other way, and the first 8 bytes behind it. */
static void put_quote(const struct frame_words *w, struct frame_bytes *to)
{
	bool tcp = w->quotes == FRAME_NEXT_TCP;
	const struct frame_ip ip = {
		.from = &w->to.ip,
		.to = &w->from.ip,
		.proto = w->quotes,
		.hops = FRAME_HOPS_USUAL,
		.carries = tcp ? 20 : 8,
	};

	frame_put_ip_header(&ip, to);
	frame_put(to, w->to.port, 2);
	frame_put(to, w->from.port, 2);
	frame_put(to, tcp ? 1 : 0x00080000, 4);
}

static void put_icmp(const struct frame_words *w, struct frame_bytes *to)
{
	frame_put(to, icmp_type(w), 1);
	frame_put(to, w->code, 1);
	frame_put(to, 0, 2);
	if (w->quotes) {
		frame_put(to, 0, 4);
		put_quote(w, to);
	} else {
		frame_put(to, w->id, 2);
		frame_put(to, 1, 2);
	}
}

/* RFC 4861 4.6.1: option 1 is the sender's link address, 2 the target's. */
static void put_nd_option(const struct frame_words *w, unsigned int option,
			  struct frame_bytes *to)
{
	frame_put(to, option, 1);
	frame_put(to, 1, 1);
	frame_put(to, frame_sender(w), 6);
}

static bool is_group(const struct addr_prefix *ip)
{
	return ip->addr[0] == 0xff;
}

static bool is_unspecified(const struct addr_prefix *ip)
{
	unsigned int i;

	for (i = 0; i < 16; i++)
		if (ip->addr[i])
			return false;
	return true;
}

/* Whose address is asked for: a solicited-node group names its last 24 bits. */
static void put_target(const struct frame_words *w, struct frame_bytes *to)
{
	const struct addr_prefix *ip = &w->to.ip;

	if (!is_group(ip)) {
		frame_put_ip(to, ip);
		return;
	}
	frame_put(to, UINT64_C(0xfe80) << 48, 8);
	frame_put(to, 0xff, 5);
	frame_put(to,
		  (uint64_t)ip->addr[13] << 16 | ip->addr[14] << 8 |
			  ip->addr[15],
		  3);
}

static void put_nd(const struct frame_words *w, struct frame_bytes *to)
{
	static const uint8_t types[] = {
		[FRAME_NS] = 135, [FRAME_NA] = 136,	  [FRAME_RS] = 133,
		[FRAME_RA] = 134, [FRAME_REDIRECT] = 137,
	};
	bool probe = is_unspecified(&w->from.ip);

	frame_put(to, types[w->kind], 1);
	frame_put(to, 0, 3);
	if (w->kind == FRAME_RA) {
		frame_put(to, 0x40000708, 4); /* hops 64, for 1800 s */
		frame_put_zero(to, 8);
	} else if (w->kind == FRAME_NA) {
		frame_put(to, is_group(&w->to.ip) ? 0x20000000 : 0x60000000, 4);
		frame_put_ip(to, &w->from.ip);
	} else if (w->kind == FRAME_NS) {
		frame_put(to, 0, 4);
		put_target(w, to);
	} else if (w->kind == FRAME_REDIRECT) {
		frame_put(to, 0, 4);
		frame_put_ip(to, &w->from.ip);
		put_target(w, to);
	} else {
		frame_put(to, 0, 4);
	}
	if (w->kind == FRAME_NA || w->kind == FRAME_REDIRECT)
		put_nd_option(w, 2, to);
	else if (!probe) /* RFC 4861 4.1, 4.3: none from :: */
		put_nd_option(w, 1, to);
}

/* IGMPv2, RFC 2236 */
static void put_igmp(const struct frame_words *w, struct frame_bytes *to)
{
	bool query = w->kind == FRAME_QUERY;

	frame_put(to, query ? 0x11 : w->kind == FRAME_LEAVE ? 0x17 : 0x16, 1);
	frame_put(to, query ? 100 : 0, 1);
	frame_put(to, 0, 2);
	if (query)
		frame_put(to, 0, 4);
	else if (w->kind == FRAME_LEAVE)
		frame_put(to, 0xe00000fb, 4);
	else
		frame_put_ip(to, &w->to.ip);
}

/* A query and a done of MLDv1, RFC 2710; a report of MLDv2, RFC 3810 */
static void put_mld(const struct frame_words *w, struct frame_bytes *to)
{
	bool report = w->kind == FRAME_REPORT;

	frame_put(to, report ? 143 : w->kind == FRAME_QUERY ? 130 : 132, 1);
	frame_put(to, 0, 3);
	if (report) {
		frame_put(to, 1, 4); /* one record */
		frame_put(to, 0x04000000, 4); /* all of a group from now on */
	} else {
		frame_put(to, w->kind == FRAME_QUERY ? 0x27100000 : 0, 4);
	}
	if (w->kind == FRAME_QUERY) {
		frame_put_zero(to, 16);
		return;
	}
	frame_put(to, UINT64_C(0xff02) << 48, 8);
	frame_put(to, 0xfb, 8);
}

/* ---- DHCP ------------------------------------------------------------------------- */

static bool from_server(const struct frame_words *w)
{
	if (w->kind)
		return w->kind == FRAME_SERVER;
	return w->to.port == (w->v6 ? 546 : 68);
}

/* Whose lease it is about: the client's hardware address. */
static uint64_t client_mac(const struct frame_words *w)
{
	if (w->has_inner)
		return w->inner;
	return from_server(w) ? w->to.mac : w->from.mac;
}

/* RFC 2131, 2132: a discover or an offer, of the least length that relays want. */
static void put_dhcp4(const struct frame_words *w, struct frame_bytes *to)
{
	bool server = from_server(w);

	frame_put(to, server ? 0x02010600 : 0x01010600, 4);
	frame_put(to, 1, 4);
	frame_put(to, server ? 0 : 0x8000, 4); /* answers to all, please */
	frame_put_zero(to, 4);
	if (server) /* the address it gives */
		frame_put_ip(to, &w->to.ip);
	else
		frame_put_zero(to, 4);
	frame_put_zero(to, 8);
	frame_put(to, client_mac(w), 6);
	frame_put_zero(to, 10 + 64 + 128);
	frame_put(to, 0x63825363, 4);
	frame_put(to, server ? 0x350102 : 0x350101, 3);
	if (server) {
		frame_put(to, 0x3604, 2);
		frame_put_ip(to, &w->from.ip);
	} else {
		frame_put_zero(to, 6);
	}
	frame_put(to, 0xff, 1);
	frame_put_zero(to, 300 - 250);
}

/* RFC 8415: a solicit or an advertise, with the client's DUID-LL. */
static void put_dhcp6(const struct frame_words *w, struct frame_bytes *to)
{
	frame_put(to, from_server(w) ? 0x02000001 : 0x01000001, 4);
	frame_put(to, 0x0001000a, 4);
	frame_put(to, 0x00030001, 4);
	frame_put(to, client_mac(w), 6);
}

static void put_dhcp(const struct frame_words *w, struct frame_bytes *to)
{
	if (w->v6)
		put_dhcp6(w, to);
	else
		put_dhcp4(w, to);
}

/* Its length is set when all that follows is known. */
static void put_udp(const struct frame_words *w, struct frame_bytes *to)
{
	frame_put(to, w->from.port, 2);
	frame_put(to, w->to.port, 2);
	frame_put(to, 0, 4);
	if (carries_dhcp(w))
		put_dhcp(w, to);
}

void frame_put_transport(const struct frame_words *w, struct frame_bytes *to)
{
	switch (w->proto) {
	case FRAME_TCP:
		put_tcp(w, to);
		break;
	case FRAME_UDP:
	case FRAME_DHCP:
		put_udp(w, to);
		break;
	case FRAME_ICMP:
		put_icmp(w, to);
		break;
	case FRAME_ND:
		put_nd(w, to);
		break;
	case FRAME_IGMP:
		put_igmp(w, to);
		break;
	case FRAME_MLD:
		put_mld(w, to);
		break;
	default:
		frame_put_zero(to, ICMP_HEADER);
	}
}
