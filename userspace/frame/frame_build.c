// SPDX-License-Identifier: GPL-2.0
/*
 * A frame's bytes: Ethernet, tags, ARP, IP, checksums.
 * What IP carries is frame_transport.c.
 */
#include <string.h>

#include "frame/frame_parts.h"

#define FRAME_MIN 60 /* without FCS */

#define TYPE_IPV4 0x0800
#define TYPE_ARP 0x0806
#define TYPE_CTAG 0x8100
#define TYPE_IPV6 0x86dd
#define TYPE_EAPOL 0x888e
#define TYPE_STAG 0x88a8

static void put_link(const struct frame_words *w, struct frame_bytes *to,
		     unsigned int ethertype)
{
	unsigned int i;

	frame_put(to, w->to.mac, 6);
	frame_put(to, w->from.mac, 6);
	for (i = 0; i < w->tag_count; i++) {
		frame_put(to, i + 1 < w->tag_count ? TYPE_STAG : TYPE_CTAG, 2);
		frame_put(to, w->tags[i], 2);
	}
	frame_put(to, ethertype, 2);
}

static void put_arp(const struct frame_words *w, struct frame_bytes *to)
{
	bool reply = w->kind == FRAME_REPLY;

	frame_put(to, 1, 2);
	frame_put(to, TYPE_IPV4, 2);
	frame_put(to, 6, 1);
	frame_put(to, 4, 1);
	frame_put(to, reply ? 2 : 1, 2);
	frame_put(to, frame_sender(w), 6);
	frame_put_ip(to, &w->from.ip);
	frame_put(to, reply ? w->to.mac : 0, 6);
	frame_put_ip(to, &w->to.ip);
}

/* ---- checksums -------------------------------------------------------------------- */

static uint32_t sum_add(uint32_t sum, const uint8_t *data, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		sum += i % 2 ? data[i] : (uint32_t)data[i] << 8;
	return sum;
}

static uint16_t sum_end(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

static void set16(uint8_t *at, uint16_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static unsigned int ip_proto(const struct frame_words *w)
{
	switch (w->proto) {
	case FRAME_TCP:
		return FRAME_NEXT_TCP;
	case FRAME_UDP:
	case FRAME_DHCP:
		return FRAME_NEXT_UDP;
	case FRAME_ICMP:
		return w->v6 ? FRAME_NEXT_ICMPV6 : FRAME_NEXT_ICMP;
	case FRAME_ND:
	case FRAME_MLD:
		return FRAME_NEXT_ICMPV6;
	case FRAME_IGMP:
		return FRAME_NEXT_IGMP;
	default:
		return w->number;
	}
}

/* Where the checksum stands, and whether it covers addresses too. */
static void set_checksum(const struct frame_words *w, struct frame_bytes *inner)
{
	unsigned int proto = ip_proto(w);
	size_t alen = w->v6 ? 16 : 4;
	uint32_t sum = 0;
	uint16_t value;
	size_t at;

	if (w->proto == FRAME_NUMBER)
		return;
	at = proto == FRAME_NEXT_TCP ? 16 : proto == FRAME_NEXT_UDP ? 6 : 2;
	if (proto == FRAME_NEXT_TCP || proto == FRAME_NEXT_UDP ||
	    proto == FRAME_NEXT_ICMPV6) {
		sum = sum_add(sum, w->from.ip.addr, alen);
		sum = sum_add(sum, w->to.ip.addr, alen);
		sum += proto + (uint32_t)inner->len;
	}
	value = sum_end(sum_add(sum, inner->data, inner->len));
	/* 0 would say that there is none (RFC 768) */
	set16(inner->data + at,
	      proto == FRAME_NEXT_UDP && !value ? 0xffff : value);
}

/* ---- IP --------------------------------------------------------------------------- */

static uint8_t hops(const struct frame_words *w)
{
	if (w->has_ttl)
		return w->ttl;
	if (w->proto == FRAME_ND)
		return 255;
	if (w->proto == FRAME_IGMP || w->proto == FRAME_MLD)
		return 1;
	return FRAME_HOPS_USUAL;
}

/* Router alert: RFC 2113, RFC 2711. Every IGMP and MLD message has it. */
static bool has_alert(const struct frame_words *w)
{
	return w->proto == FRAME_IGMP || w->proto == FRAME_MLD;
}

static void put_ipv4(const struct frame_ip *ip, struct frame_bytes *to)
{
	size_t start = to->len, header = ip->alert ? 24 : 20;

	frame_put(to, 0x40 | header / 4, 1);
	frame_put(to, 0, 1);
	frame_put(to, header + ip->carries, 2);
	frame_put(to, 0, 2);
	frame_put(to, 0x4000, 2); /* not to be cut */
	frame_put(to, ip->hops, 1);
	frame_put(to, ip->proto, 1);
	frame_put(to, 0, 2);
	frame_put_ip(to, ip->from);
	frame_put_ip(to, ip->to);
	if (ip->alert)
		frame_put(to, 0x94040000, 4);
	set16(to->data + start + 10,
	      sum_end(sum_add(0, to->data + start, header)));
}

static void put_ipv6(const struct frame_ip *ip, struct frame_bytes *to)
{
	frame_put(to, 0x60000000, 4);
	frame_put(to, ip->carries + (ip->alert ? 8 : 0), 2);
	frame_put(to, ip->alert ? FRAME_NEXT_HOPOPTS : ip->proto, 1);
	frame_put(to, ip->hops, 1);
	frame_put_ip(to, ip->from);
	frame_put_ip(to, ip->to);
	if (ip->alert) {
		frame_put(to, ip->proto, 1);
		frame_put(to, 0, 1);
		frame_put(to, 0x050200000100, 6);
	}
}

void frame_put_ip_header(const struct frame_ip *ip, struct frame_bytes *to)
{
	if (ip->from->v6)
		put_ipv6(ip, to);
	else
		put_ipv4(ip, to);
}

/* ---- the whole -------------------------------------------------------------------- */

/* Bytes that the frame still needs to be as long as was asked. */
static int missing(const struct frame_words *w, size_t len, size_t *fill,
		   const struct frame_wrong *wrong)
{
	*fill = 0;
	if (!w->has_length)
		return 0;
	if (w->length < len || w->length < FRAME_MIN)
		return frame_wrong(
			wrong,
			"\"%u\" behind \"length\": this frame has %zu bytes at least",
			w->length, len < FRAME_MIN ? (size_t)FRAME_MIN : len);
	*fill = w->length - len;
	return 0;
}

static int put_ip(const struct frame_words *w, struct frame_bytes *to,
		  const struct frame_wrong *wrong)
{
	struct frame_bytes inner = { 0 };
	struct frame_ip ip = {
		.from = &w->from.ip,
		.to = &w->to.ip,
		.proto = ip_proto(w),
		.hops = hops(w),
		.alert = has_alert(w),
	};
	size_t header = w->v6 ? 40 : 20;
	size_t fill;
	int err;

	if (ip.alert)
		header += w->v6 ? 8 : 4;
	put_link(w, to, w->v6 ? TYPE_IPV6 : TYPE_IPV4);
	frame_put_transport(w, &inner);
	err = missing(w, to->len + header + inner.len, &fill, wrong);
	if (err)
		return err;
	frame_put_zero(&inner, fill);
	if (ip_proto(w) == FRAME_NEXT_UDP && w->proto != FRAME_NUMBER)
		set16(inner.data + 4, (uint16_t)inner.len);
	set_checksum(w, &inner);
	ip.carries = inner.len;
	frame_put_ip_header(&ip, to);
	memcpy(to->data + to->len, inner.data, inner.len);
	to->len += inner.len;
	return 0;
}

static int put_other(const struct frame_words *w, struct frame_bytes *to,
		     const struct frame_wrong *wrong)
{
	size_t fill;
	int err;

	if (w->proto == FRAME_ARP) {
		put_link(w, to, TYPE_ARP);
		put_arp(w, to);
	} else if (w->proto == FRAME_EAPOL) {
		put_link(w, to, TYPE_EAPOL);
		frame_put(to, 0x02010000, 4); /* the start of 802.1X-2004 */
	} else {
		put_link(w, to, w->number);
	}
	err = missing(w, to->len, &fill, wrong);
	if (!err)
		frame_put_zero(to, fill);
	return err;
}

/* 0, or -EINVAL when it is longer than the length asked for. */
static int build(const struct frame_words *w, struct frame *frame,
		 const struct frame_wrong *wrong)
{
	bool other = w->proto == FRAME_ARP || w->proto == FRAME_EAPOL ||
		     w->proto == FRAME_ETHERTYPE;
	struct frame_bytes bytes = { 0 };
	int err = other ? put_other(w, &bytes, wrong) :
			  put_ip(w, &bytes, wrong);

	if (err)
		return err;
	if (bytes.len < FRAME_MIN)
		frame_put_zero(&bytes, FRAME_MIN - bytes.len);
	*frame = (struct frame){
		.out = w->out,
		.own_filled = w->own_filled,
		.v6 = !other && w->v6,
		.mac = w->out ? w->to.mac : w->from.mac,
		.after_ns = w->after_ns,
		.len = bytes.len,
	};
	snprintf(frame->interface, sizeof(frame->interface), "%s",
		 w->interface);
	memcpy(frame->bytes, bytes.data, bytes.len);
	return 0;
}

int frame_from_words_of(const char *text, const struct addr_list *own,
			struct frame *frame, char *wrong, size_t wrong_size)
{
	const struct frame_wrong to = { wrong, wrong_size };
	struct frame_words words;
	int err = frame_words_parse(text, &words, &to);

	if (!err)
		err = frame_words_fill(&words, own, &to);
	return err ? err : build(&words, frame, &to);
}

int frame_from_words(const char *text, struct frame *frame, char *wrong,
		     size_t wrong_size)
{
	return frame_from_words_of(text, NULL, frame, wrong, wrong_size);
}
