// SPDX-License-Identifier: GPL-2.0
/*
 * What the words of a frame leave out, and whether the rest agrees.
 * No words are read here, and no bytes made.
 */
#include <string.h>

#include "base/mac.h"
#include "frame/frame_parts.h"

#define ROUTER_MAC UINT64_C(0x020000000001)
#define EPHEMERAL 40000

#define DHCP4_CLIENT 68
#define DHCP4_SERVER 67
#define DHCP6_CLIENT 546
#define DHCP6_SERVER 547

static struct addr_prefix ip4(uint32_t ip)
{
	return (struct addr_prefix){
		.addr = { ip >> 24, ip >> 16, ip >> 8, ip },
		.bits = 32,
	};
}

static struct addr_prefix ip6(uint64_t high, uint64_t low)
{
	struct addr_prefix ip = { .bits = 128, .v6 = true };
	unsigned int i;

	for (i = 0; i < 8; i++) {
		ip.addr[i] = (uint8_t)(high >> (56 - 8 * i));
		ip.addr[8 + i] = (uint8_t)(low >> (56 - 8 * i));
	}
	return ip;
}

/* RFC 4291, appendix A */
static uint64_t eui64(uint64_t mac)
{
	return ((mac >> 24) << 40 | UINT64_C(0xfffe) << 24 | (mac & 0xffffff)) ^
	       UINT64_C(0x02) << 56;
}

static void set_ip(struct frame_end *end, struct addr_prefix ip)
{
	if (end->has_ip)
		return;
	end->ip = ip;
	end->has_ip = true;
}

static void set_port(struct frame_end *end, uint16_t port)
{
	if (!end->has_port)
		end->port = port;
	end->has_port = true;
}

static void set_mac(struct frame_end *end, uint64_t mac)
{
	if (!end->has_mac)
		end->mac = mac;
	end->has_mac = true;
}

/* ---- which protocol says what ----------------------------------------------------- */

/* Of an ICMP error it is what it quotes that has ports. */
static bool has_ports(const struct frame_words *w)
{
	return w->proto == FRAME_TCP || w->proto == FRAME_UDP ||
	       w->proto == FRAME_DHCP || w->quotes;
}

/* Of what is about another packet, as the programs have it (parse_transport.h). */
static bool is_icmp_error(const struct frame_words *w)
{
	if (w->kind != FRAME_TYPE)
		return false;
	if (w->v6)
		return w->type >= 1 && w->type <= 4;
	return w->type == 3 || w->type == 4 || w->type == 11 || w->type == 12;
}

/* RFC 792, RFC 4443: an error that quotes nothing is none. */
static void fill_quotes(struct frame_words *w)
{
	if (is_icmp_error(w) && !w->quotes)
		w->quotes = FRAME_NEXT_UDP;
}

static int check_proto(const struct frame_words *w,
		       const struct frame_wrong *wrong)
{
	const char *name = frame_proto_words[w->proto];
	bool any4 = (w->from.has_ip && !w->from.ip.v6) ||
		    (w->to.has_ip && !w->to.ip.v6);
	bool any6 = (w->from.has_ip && w->from.ip.v6) ||
		    (w->to.has_ip && w->to.ip.v6);

	if (any4 && any6)
		return frame_wrong(
			wrong,
			"one of its addresses is IPv4 and the other is IPv6");
	if (any6 && (w->proto == FRAME_ARP || w->proto == FRAME_IGMP))
		return frame_wrong(wrong, "%s is for IPv4, IPv6 has %s", name,
				   w->proto == FRAME_ARP ? "nd" : "mld");
	if (any4 && (w->proto == FRAME_ND || w->proto == FRAME_MLD))
		return frame_wrong(wrong, "%s is for IPv6, IPv4 has %s", name,
				   w->proto == FRAME_ND ? "arp" : "igmp");
	if ((any4 || any6) &&
	    (w->proto == FRAME_EAPOL || w->proto == FRAME_ETHERTYPE))
		return frame_wrong(wrong,
				   "%s knows MAC addresses only, and no others",
				   name);
	if ((w->from.has_port || w->to.has_port) && !has_ports(w))
		return frame_wrong(
			wrong,
			"a port says nothing about %s: write the address alone",
			name);
	if (w->quotes && (w->kind == FRAME_REQUEST || w->kind == FRAME_REPLY))
		return frame_wrong(
			wrong,
			"an echo quotes nothing: leave out either \"quotes\" or \"%s\"",
			w->kind == FRAME_REPLY ? "reply" : "request");
	if (w->proto == FRAME_NUMBER &&
	    (w->number == FRAME_NEXT_TCP || w->number == FRAME_NEXT_UDP ||
	     w->number == (any6 ? FRAME_NEXT_ICMPV6 : FRAME_NEXT_ICMP)))
		return frame_wrong(wrong,
				   "proto %u has a word of its own: write %s",
				   w->number,
				   w->number == FRAME_NEXT_TCP ? "tcp" :
				   w->number == FRAME_NEXT_UDP ? "udp" :
								 "icmp");
	return 0;
}

/* ---- addresses and ports ---------------------------------------------------------- */

/* A host in the first network of that family, or what documents are written with. */
static struct addr_prefix own_ip(const struct addr_list *own, bool v6,
				 uint64_t mac)
{
	const struct addr_prefix *network = NULL;
	struct addr_prefix ip;
	size_t i;

	for (i = 0; own && i < own->count && !network; i++)
		if (own->items[i].v6 == v6)
			network = &own->items[i];
	if (!network)
		return v6 ? ip6(UINT64_C(0x20010db800000000), 1) :
			    ip4(UINT32_C(0xc0000201));
	ip = *network;
	ip.bits = v6 ? 128 : 32;
	if (v6 && network->bits <= 64) {
		uint64_t low = eui64(mac);

		for (i = 0; i < 8; i++)
			ip.addr[8 + i] = (uint8_t)(low >> (56 - 8 * i));
	} else if (!v6 && network->bits <= 24) {
		ip.addr[3] |= 201;
	} else if (network->bits < ip.bits) {
		ip.addr[v6 ? 15 : 3] |= 1;
	}
	return ip;
}

static void fill_dhcp(struct frame_words *w)
{
	uint16_t client = w->v6 ? DHCP6_CLIENT : DHCP4_CLIENT;
	uint16_t server = w->v6 ? DHCP6_SERVER : DHCP4_SERVER;

	if (!w->kind && (w->from.has_port || w->to.has_port))
		w->kind = (w->from.has_port && w->from.port == server) ||
					  (w->to.has_port &&
					   w->to.port == client) ?
				  FRAME_SERVER :
				  FRAME_CLIENT;
	if (!w->kind)
		w->kind = w->out ? FRAME_SERVER : FRAME_CLIENT;
	set_port(&w->from, w->kind == FRAME_SERVER ? server : client);
	set_port(&w->to, w->kind == FRAME_SERVER ? client : server);
	if (!w->v6)
		set_ip(&w->to, ip4(UINT32_MAX));
	else if (w->kind == FRAME_CLIENT)
		set_ip(&w->to, ip6(UINT64_C(0xff02) << 48, 0x10002));
	else
		set_ip(&w->to, ip6(UINT64_C(0xfe80) << 48, eui64(w->to.mac)));
}

/* Protocols whose messages go to a group of their own. */
static void fill_to(struct frame_words *w)
{
	uint64_t all = UINT64_C(0xff02) << 48;

	if (w->proto == FRAME_DHCP)
		fill_dhcp(w);
	else if (w->proto == FRAME_IGMP)
		set_ip(&w->to,
		       ip4(w->kind == FRAME_QUERY ? UINT32_C(0xe0000001) :
			   w->kind == FRAME_LEAVE ? UINT32_C(0xe0000002) :
						    UINT32_C(0xe00000fb)));
	else if (w->proto == FRAME_MLD)
		set_ip(&w->to, ip6(all, w->kind == FRAME_QUERY ? 1 :
					w->kind == FRAME_LEAVE ? 2 :
								 0x16));
	else if (w->proto == FRAME_ND && w->kind == FRAME_RS)
		set_ip(&w->to, ip6(all, 2));
	else if (w->proto == FRAME_ND && w->kind == FRAME_RA)
		set_ip(&w->to, ip6(all, 1));
}

static void fill_from(struct frame_words *w, const struct addr_list *own)
{
	if (w->from.has_ip || w->out)
		return;
	if (w->proto == FRAME_ARP || (w->proto == FRAME_DHCP && !w->v6))
		set_ip(&w->from, ip4(0));
	else if (w->proto == FRAME_ND || w->proto == FRAME_MLD ||
		 w->proto == FRAME_DHCP)
		set_ip(&w->from,
		       ip6(UINT64_C(0xfe80) << 48, eui64(w->from.mac)));
	w->own_filled = !w->from.has_ip;
	set_ip(&w->from, own_ip(own, w->v6, w->from.mac));
}

/* ---- MAC addresses ---------------------------------------------------------------- */

/* RFC 1112 6.4, RFC 2464 7; 0 for an address of one host. */
static uint64_t group_mac(const struct addr_prefix *ip)
{
	const uint8_t *a = ip->addr;

	if (ip->v6)
		return a[0] == 0xff ? UINT64_C(0x333300000000) |
					      (uint64_t)a[12] << 24 |
					      a[13] << 16 | a[14] << 8 | a[15] :
				      0;
	if (a[0] == 255 && a[1] == 255 && a[2] == 255 && a[3] == 255)
		return MAC_ALL;
	if (a[0] >> 4 == 14)
		return UINT64_C(0x01005e000000) | (a[1] & 0x7f) << 16 |
		       a[2] << 8 | a[3];
	return 0;
}

static uint64_t to_mac(const struct frame_words *w)
{
	uint64_t mac = 0;

	if (w->proto == FRAME_ARP)
		mac = w->kind == FRAME_REPLY ? 0 : MAC_ALL;
	else if (w->proto == FRAME_EAPOL) /* IEEE 802.1X 11.1.1 */
		mac = UINT64_C(0x0180c2000003);
	else if (w->to.has_ip)
		mac = group_mac(&w->to.ip);
	return mac ? mac : ROUTER_MAC;
}

/* ---- the whole -------------------------------------------------------------------- */

static void fill_kind(struct frame_words *w)
{
	static const enum frame_kind usual[FRAME_PROTO_MAX] = {
		[FRAME_ICMP] = FRAME_REQUEST, [FRAME_ARP] = FRAME_REQUEST,
		[FRAME_ND] = FRAME_NS,	      [FRAME_IGMP] = FRAME_REPORT,
		[FRAME_MLD] = FRAME_REPORT,
	};

	if (!w->kind)
		w->kind = usual[w->proto];
	if (w->proto == FRAME_TCP && !w->tcp_flags)
		w->tcp_flags = 0x10;
	if (w->quotes && w->kind != FRAME_TYPE) {
		w->type = w->v6 ? 1 : 3; /* unreachable */
		w->kind = FRAME_TYPE;
	}
}

int frame_words_fill(struct frame_words *w, const struct addr_list *own,
		     const struct frame_wrong *wrong)
{
	bool needs_ip = w->proto != FRAME_EAPOL && w->proto != FRAME_ETHERTYPE;
	int err;

	w->v6 = (w->from.has_ip && w->from.ip.v6) ||
		(w->to.has_ip && w->to.ip.v6) || w->proto == FRAME_ND ||
		w->proto == FRAME_MLD;
	fill_quotes(w);
	err = check_proto(w, wrong);
	if (err)
		return err;
	if (w->out && needs_ip && !w->from.has_ip)
		return frame_wrong(
			wrong,
			"behind \"from\" the address of whoever sends %s to the device must stand",
			frame_proto_words[w->proto]);
	fill_kind(w);
	fill_to(w);
	if (needs_ip && !w->to.has_ip)
		return frame_wrong(
			wrong,
			"behind \"to\" an address must stand, of where the %s goes",
			frame_proto_words[w->proto]);
	if (needs_ip)
		fill_from(w, own);
	if (has_ports(w)) {
		set_port(&w->from, EPHEMERAL);
		set_port(&w->to, EPHEMERAL);
	}
	set_mac(&w->from, ROUTER_MAC);
	set_mac(&w->to, to_mac(w));
	return 0;
}
