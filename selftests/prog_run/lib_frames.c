// SPDX-License-Identifier: GPL-2.0
/*
 * Frames of few devices and few peers, and what may matter about them changed one
 * thing at a time. What becomes of them is for tests. No test of its own.
 */
#include "lib_frames.h"

#include <linux/if_ether.h>
#include <netinet/in.h>
#include <string.h>

void frame_put16(unsigned char *at, unsigned int value)
{
	at[0] = value >> 8;
	at[1] = value;
}

static unsigned int one_of(struct rng *rng, const unsigned int *values,
			   size_t count)
{
	return values[rng_below(rng, count)];
}

#define ONE_OF(...)                                            \
	one_of(rng, (const unsigned int[]){ __VA_ARGS__ },     \
	       sizeof((const unsigned int[]){ __VA_ARGS__ }) / \
		       sizeof(unsigned int))

static size_t put_link(struct rng *rng, struct frame *f, unsigned int ethertype)
{
	bool in = f->direction == LC_INGRESS;
	unsigned char *mac = f->data + (in ? 6 : 0);
	size_t at = 12;

	f->data[in ? 0 : 6] = 0x02;
	memcpy(mac, rng_below(rng, 3) ? "\x44\x19\xb6\0\0" : "\0\x11\x22\0\0",
	       5);
	mac[5] = rng_below(rng, FRAME_DEVICES);
	if (!rng_below(rng, 8)) {
		frame_put16(f->data + at, ETH_P_8021Q);
		frame_put16(f->data + at + 2, ONE_OF(0, 7));
		at += 4;
	}
	frame_put16(f->data + at, ethertype);
	return at + 2;
}

/* Most from one address that is the device's, to few peers. */
static size_t put_ip(struct rng *rng, struct frame *f, bool v6,
		     unsigned int proto, unsigned int payload, size_t at)
{
	bool in = f->direction == LC_INGRESS;
	unsigned char *ip = f->data + at;
	unsigned char *device = ip + (v6 ? (in ? 8 : 24) : (in ? 12 : 16));
	unsigned char *peer = ip + (v6 ? (in ? 24 : 8) : (in ? 16 : 12));

	if (v6) {
		ip[0] = 0x60;
		frame_put16(ip + 4, payload);
		ip[6] = proto;
		ip[7] = 64;
		memcpy(device, "\xfd\x20", 2);
		device[15] = ONE_OF(5, 5, 5, 6);
		device[0] = ONE_OF(0xfd, 0xfd, 0xfd, 0xfc);
		memcpy(peer, "\x20\x01\x0d\xb8", 4);
		peer[15] = ONE_OF(1, 2, 9);
		return at + 40;
	}
	ip[0] = ONE_OF(0x45, 0x45, 0x45, 0x45, 0x45, 0x45, 0x45, 0x46);
	frame_put16(ip + 2, payload + (ip[0] & 15) * 4);
	frame_put16(ip + 6, ONE_OF(0x4000, 0, 0, 0, 0, 0, 0x2000, 0x0003));
	ip[8] = 64;
	ip[9] = proto;
	memcpy(device, "\x0a\x14\x01", 3);
	device[3] = ONE_OF(5, 5, 5, 6);
	device[1] = ONE_OF(0x14, 0x14, 0x14, 0x15);
	memcpy(peer, "\xc0\x00\x02", 3);
	peer[3] = ONE_OF(1, 2, 3, 9);
	return at + (ip[0] & 15) * 4;
}

static void put_ports(struct rng *rng, struct frame *f, unsigned int proto,
		      unsigned int payload, size_t at)
{
	unsigned int service = ONE_OF(554, 123, 8800, 53, 67);
	unsigned int client = ONE_OF(40000, 40001, 68, 8);
	unsigned char *l4 = f->data + at;
	bool turned = rng_below(rng, 2);

	frame_put16(l4, turned ? service : client);
	frame_put16(l4 + 2, turned ? client : service);
	if (proto == IPPROTO_UDP) {
		frame_put16(l4 + 4, payload);
		l4[8] = ONE_OF(0, 1, 2); /* BOOTP: what it would be */
		return;
	}
	l4[12] = ONE_OF(5, 5, 5, 5, 6, 4, 15) << 4;
	l4[13] = ONE_OF(0x10, 0x10, 0x10, 0x18, 0x02, 0x12, 0x11, 0x04);
}

void frame_make(struct rng *rng, struct frame *f)
{
	unsigned int proto = ONE_OF(IPPROTO_TCP, IPPROTO_TCP, IPPROTO_UDP,
				    IPPROTO_UDP, IPPROTO_ICMP);
	unsigned int payload = ONE_OF(20, 28, 40, 64), said;
	bool v6 = !rng_below(rng, 3);
	size_t at;

	memset(f, 0, sizeof(*f));
	f->direction = rng_below(rng, 4) ? LC_INGRESS : LC_EGRESS;
	at = put_link(rng, f, v6 ? ETH_P_IPV6 : ETH_P_IP);
	/* few lie about their length, some are cut */
	said = rng_below(rng, 16) ? payload : payload + ONE_OF(1, 60);
	at = put_ip(rng, f, v6, proto, said, at);
	put_ports(rng, f, proto, said, at);
	f->len = at + payload;
	if (!rng_below(rng, 32))
		f->len = at;
}

static void swap(unsigned char *a, unsigned char *b, size_t len)
{
	unsigned char kept;

	for (; len--; a++, b++) {
		kept = *a;
		*a = *b;
		*b = kept;
	}
}

/* The answer to it; l4: where ports stand. */
void frame_turn(struct frame *f, bool v6, size_t l4)
{
	size_t len = v6 ? 16 : 4;

	f->direction ^= 1;
	swap(f->data, f->data + 6, 6);
	swap(f->data + l4 - 2 * len, f->data + l4 - len, len);
	swap(f->data + l4, f->data + l4 + 2, 2);
}

/* Into a VLAN, or out of it. */
static void move(struct frame *f, bool tagged)
{
	if (tagged) {
		memmove(f->data + 12, f->data + 16, FRAME_MAX - 16);
		f->len -= 4;
	} else if (f->len + 4 <= FRAME_MAX) {
		memmove(f->data + 16, f->data + 12, FRAME_MAX - 16);
		frame_put16(f->data + 12, ETH_P_8021Q);
		frame_put16(f->data + 14, 7);
		f->len += 4;
	}
}

/* Like one before, but for one thing that may matter. */
void frame_change(struct rng *rng, struct frame *f)
{
	bool v6 = f->data[12] == 0x86, tagged = f->data[12] == 0x81;
	size_t l3 = tagged ? 18 : 14, l4;

	if (tagged)
		v6 = f->data[16] == 0x86;
	l4 = l3 + (v6 ? 40 : 20);
	switch (rng_below(rng, 12)) {
	case 0: /* longer than it is, or shorter */
		f->data[l3 + (v6 ? 5 : 3)] += ONE_OF(1, 60, 252);
		break;
	case 1: /* fragments, and what only looks so */
		if (!v6)
			frame_put16(f->data + l3 + 6,
				    ONE_OF(0x2000, 3, 0x4000));
		break;
	case 2: /* options, or none */
		if (!v6)
			f->data[l3] = ONE_OF(0x45, 0x46);
		break;
	case 3: /* flags of TCP */
	case 7:
		f->data[l4 + 13] = ONE_OF(0x10, 0x02, 0x12, 0x11, 0x04);
		break;
	case 4: /* its header, or what UDP carries first */
		f->data[l4 + 12] = ONE_OF(4, 5, 6, 15) << 4;
		f->data[l4 + 8] = ONE_OF(1, 2);
		break;
	case 5: /* UDP's length */
		f->data[l4 + 5] += ONE_OF(1, 60, 252);
		break;
	case 6: /* cut, or longer than it says */
		f->len = rng_below(rng, 2) ? f->len + ONE_OF(1, 8, 20) :
					     l4 + ONE_OF(0, 7, 8, 19, 20);
		if (f->len > FRAME_MAX)
			f->len = FRAME_MAX;
		break;
	case 8:
		move(f, tagged);
		break;
	default:
		if (v6 || f->data[l3] == 0x45)
			frame_turn(f, v6, l4);
	}
}

void frame_plain(struct frame *f, const char *oui, unsigned int proto,
		 unsigned int peer, size_t payload)
{
	memset(f, 0, sizeof(*f));
	f->direction = LC_INGRESS;
	f->len = 34 + payload;
	f->data[0] = 2;
	memcpy(f->data + 6, oui, 3);
	frame_put16(f->data + 12, ETH_P_IP);
	f->data[14] = 0x45;
	frame_put16(f->data + 16, 20 + payload);
	f->data[22] = 64;
	f->data[23] = proto;
	memcpy(f->data + 26, "\x0a\x14\1\5\xc0\0\2", 7);
	f->data[33] = peer;
	frame_put16(f->data + 34, 40000);
	frame_put16(f->data + 36, 8800);
	frame_put16(f->data + 38, payload);
	if (proto == IPPROTO_TCP)
		f->data[46] = 5 << 4;
}
