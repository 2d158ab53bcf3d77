/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A frame like one that was judged a moment ago (lenscap_recent.h): found again,
 * counted as that was, and kept. Whatever is not certain is judged: decide.h.
 */
#ifndef LENSCAP_RECENT_H
#define LENSCAP_RECENT_H

#include <linux/if_ether.h>
#include "counters.h"
#include "event.h"
#include "flows.h"
#include "packet.h"

/* What the entry does not say of a frame that has a key. */
enum recent_frame {
	RECENT_KEY = 1 << 0, /* 0: none */
	RECENT_PAYLOAD = 1 << 1,
	RECENT_SYN = 1 << 2,
	RECENT_ENDS = 1 << 3, /* FIN or RST */
};

/* Ports behind which what is judged, or told, is the payload. */
static __always_inline bool port_of_messages(__u32 port)
{
	return port == LC_PORT_DNS || port == 67 || port == 68 || port == 546 ||
	       port == 547;
}

/* What is true of both: room, true bytes from the header on, hold what it says. */
static __always_inline __u32 recent_payload(__u32 header, __u32 end, __u32 room)
{
	if (end < header || end > room)
		return 0;
	return room > header ? RECENT_KEY | RECENT_PAYLOAD : RECENT_KEY;
}

static __always_inline __u32 recent_tcp(struct lc_recent *next,
					const struct tcp_header *tcp,
					__u32 room)
{
	__u32 header = (tcp->offset >> 4) * 4, found;
	__u64 flags = tcp->flags;

	if (header < sizeof(*tcp))
		return 0;
	found = recent_payload(header, header, room);
	if (flags & LC_TCP_SYN)
		found |= RECENT_SYN;
	if (flags & (LC_TCP_FIN | LC_TCP_RST))
		found |= RECENT_ENDS;
	next->kind |= (flags & (LC_TCP_SYN | LC_TCP_ACK)) << LC_KIND_FLAGS;
	return found & RECENT_KEY ? found : 0;
}

/* l4: at least a TCP header may be read. enum recent_frame. */
static __always_inline __u32 recent_transport(struct lc_recent *next,
					      const void *l4, __u32 proto,
					      __u32 room)
{
	const struct udp_header *udp = l4;
	__u32 dport = bpf_ntohs(udp->dport);

	next->kind = bpf_ntohs(udp->sport) | dport << LC_KIND_DPORT |
		     (__u64)proto << LC_KIND_PROTO;
	if (proto == IPPROTO_TCP)
		return recent_tcp(next, l4, room);
	if (proto != IPPROTO_UDP || port_of_messages(dport))
		return 0;
	return recent_payload(sizeof(*udp), bpf_ntohs(udp->len), room);
}

static __always_inline __u32 recent_ipv4(const struct lc_frame *f,
					 struct lc_recent *next, void *l3)
{
	const struct ipv4_header *ip = l3;
	__u32 total, found;

	if (l3 + sizeof(*ip) + sizeof(struct tcp_header) > f->data_end)
		return 0;
	total = bpf_ntohs(ip->total);
	if (ip->version_ihl != 0x45 || (ip->frag & bpf_htons(0x3fff)) ||
	    total < sizeof(*ip) || f->off + total > f->len)
		return 0;
	found = recent_transport(next, ip + 1, ip->proto, total - sizeof(*ip));
	next->src[0] = 0;
	next->src[1] = bpf_ntohl(ip->src);
	next->dst[0] = 0;
	next->dst[1] = bpf_ntohl(ip->dst);
	next->kind |= 4ull << LC_KIND_L3;
	return found;
}

static __always_inline __u32 recent_ipv6(const struct lc_frame *f,
					 struct lc_recent *next, void *l3)
{
	const struct ipv6_header *ip = l3;
	struct lc_addr src, dst;
	__u32 room, found;

	if (l3 + sizeof(*ip) + sizeof(struct tcp_header) > f->data_end)
		return 0;
	room = bpf_ntohs(ip->payload);
	if (ip->version >> 4 != 6 || f->off + sizeof(*ip) + room > f->len)
		return 0;
	found = recent_transport(next, ip + 1, ip->next, room);
	addr6_read(&src, ip->src);
	addr6_read(&dst, ip->dst);
	next->src[0] = src.hi;
	next->src[1] = src.lo;
	next->dst[0] = dst.hi;
	next->dst[1] = dst.lo;
	next->kind |= 6ull << LC_KIND_L3;
	return found;
}

/* What there is to look for, in c->next: enum recent_frame. */
static __always_inline __u32 recent_key(const struct lc_frame *f,
					struct lc_recent *next)
{
	/* behind two tags at the most; see forget() */
	void *l3 = f->data + lc_index(forget(f->off, f->zero), 32);
	__u32 found = 0;

	if (f->ethertype == ETH_P_IP)
		found = recent_ipv4(f, next, l3);
	else if (f->ethertype == ETH_P_IPV6)
		found = recent_ipv6(f, next, l3);
	next->kind |= (__u64)f->iface_id << LC_KIND_IFACE;
	next->place = f->mac | (__u64)f->vlan << LC_PLACE_VLAN;
	return forget(found, f->zero);
}

static __always_inline bool recent_same(const struct lc_recent *a,
					const struct lc_recent *b)
{
	return !((a->place ^ b->place) | (a->src[0] ^ b->src[0]) |
		 (a->src[1] ^ b->src[1]) | (a->dst[0] ^ b->dst[0]) |
		 (a->dst[1] ^ b->dst[1]) | (a->kind ^ b->kind) |
		 (a->term ^ b->term));
}

static __always_inline struct lc_recent *recent_at(struct lc_census *c,
						   __u32 place)
{
	return &c->recents[lc_index(place, LC_RECENTS)];
}

static __always_inline __u64 recent_hash(const struct lc_census *c)
{
	const struct lc_recent *next = &c->next;

	return lc_recent_hash(next->place, next->src, next->dst, next->kind,
			      c->totals.seed);
}

/* The entry of what stands in c->next, or NULL. */
static __always_inline struct lc_recent *recent_find(struct lc_census *c)
{
	__u64 hash = recent_hash(c);
	struct lc_recent *recent;

	recent = recent_at(c, lc_bucket_first(hash, LC_RECENTS - 1));
	if (recent_same(recent, &c->next))
		return recent;
	recent = recent_at(c, lc_bucket_second(hash, LC_RECENTS - 1));
	return recent_same(recent, &c->next) ? recent : NULL;
}

/* Does what the entry rests on still stand? found: enum recent_frame. */
static __always_inline bool recent_stands(const struct lc_census *c,
					  const struct lc_recent *recent,
					  __u32 found)
{
	if (recent->flags & LC_RECENT_FLOW)
		return recent->stamp == census_tick() &&
		       !(found & (RECENT_SYN | RECENT_ENDS));
	return recent->stamp == c->next.stamp;
}

/* false: a name may have to be told. */
static __always_inline bool recent_attempt(struct lc_census *c,
					   const struct lc_recent *recent,
					   __u32 found, __u64 bytes)
{
	struct lc_attempt *a =
		&c->attempts[lc_index(recent->attempt, LC_ATTEMPTS)];

	if (!(recent->flags & LC_RECENT_ATTEMPT))
		return true;
	if (found & RECENT_SYN)
		a->wanted = LC_NAMES_BEGUN;
	else if (a->proto == IPPROTO_TCP && a->wanted &&
		 (found & RECENT_PAYLOAD))
		return false;
	a->last = census_tick();
	a->frames++;
	a->bytes += bytes;
	return true;
}

static __always_inline void recent_device(struct lc_census *c,
					  struct lc_device *device,
					  const struct lc_recent *recent,
					  __u64 bytes)
{
	struct lc_device_addr6 *addr6;

	device->last = census_tick();
	device->frames++;
	device->bytes += bytes;
	device->dropped += recent->verdict == LC_DROP;
	device->would_drop += recent->verdict == LC_WOULD_DROP;
	if (!(recent->flags & LC_RECENT_SOURCE))
		return;
	if (recent->kind >> LC_KIND_L3 == 4) {
		device->ipv4 = recent->src[1];
	} else if (recent->src[0] >> 54 != 0xfe80 >> 6) {
		addr6 = &c->addr6[lc_index(recent->device, LC_DEVICES)];
		addr6->hi = recent->src[0];
		addr6->lo = recent->src[1];
	}
}

/* Count the frame as the entry says; false: it has to be judged. */
static __always_inline bool recent_count(struct lc_census *c,
					 const struct lc_recent *recent,
					 __u32 found, __u64 bytes)
{
	struct lc_device *device =
		&c->devices[lc_index(recent->device, LC_DEVICES)];
	__u32 at = recent->counter;
	struct lc_counter *counter = bpf_map_lookup_elem(&counters, &at);

	/* a device that did not settle may have given way to another */
	if (!counter || device->place != recent->place ||
	    device->iface != (__u8)(recent->kind >> LC_KIND_IFACE) ||
	    !recent_attempt(c, recent, found, bytes))
		return false;
	recent_device(c, device, recent, bytes);
	counter_add(counter, 1, bytes);
	return true;
}

/*
 * The terms under which the frame is judged, before anything is looked up. No
 * entries while permits or a candidate are in force, nor where processors share
 * the element: one would read what another has half written.
 */
static __always_inline __u32 recent_term(const struct lc_slot *slot,
					 const struct lc_census *c)
{
	__u32 era = *(volatile __u32 *)&slot->hot->head.era;

	if ((slot->live & ~LC_LIVE_SLOT) | c->shared)
		return 0;
	return (era + *(volatile __u32 *)&c->forgotten) << 1 | slot->live;
}

/*
 * Was a frame like this judged a moment ago: then it is counted, and f has its
 * verdict. Else c->next says what could be kept.
 */
static __always_inline bool recent_serves(struct lc_frame *f,
					  const struct lc_slot *slot,
					  struct lc_census *c)
{
	const struct lc_recent *recent;
	__u32 opened, found;

	c->next.term = 0;
	found = recent_key(f, &c->next);
	if (!found)
		return false;
	opened = *(volatile __u32 *)&lenscap_hot
			  .opened[lc_index(lc_opened_index(f->mac), LC_OPENED)];
	c->next.stamp = opened;
	c->next.term = recent_term(slot, c);
	recent = recent_find(c);
	if (recent && recent_stands(c, recent, found) &&
	    recent_count(c, recent, found, f->len)) {
		f->verdict = recent->verdict;
		return true;
	}
	/* flows are looked up after that was read: the address depends on it */
	f->mac ^= opened & f->zero;
	return false;
}

/* Which of two places: free, or of terms that are over; else any. */
static __always_inline struct lc_recent *recent_place(struct lc_census *c)
{
	__u64 hash = recent_hash(c);
	struct lc_recent *first, *second;

	first = recent_at(c, lc_bucket_first(hash, LC_RECENTS - 1));
	second = recent_at(c, lc_bucket_second(hash, LC_RECENTS - 1));
	if (first->term != c->next.term || recent_same(first, &c->next))
		return first;
	if (second->term != c->next.term || recent_same(second, &c->next))
		return second;
	return hash & 1 ? first : second;
}

/* The frame was judged and has its rows, counter: its index. Keep what lasts. */
static __always_inline void recent_keep(struct lc_census *c, __u32 counter,
					bool attempt, bool source)
{
	const struct lc_sighting *s = &c->now;
	struct lc_recent *next = &c->next;
	bool flow = s->reason == LC_REASON_FLOW;

	if (!next->term || !s->lasts)
		return;
	if (flow)
		next->stamp = census_tick();
	next->device = s->device;
	next->attempt = s->attempt;
	next->counter = counter;
	next->verdict = s->verdict;
	next->flags = (flow ? LC_RECENT_FLOW : 0) |
		      (attempt ? LC_RECENT_ATTEMPT : 0) |
		      (source ? LC_RECENT_SOURCE : 0);
	*recent_place(c) = *next;
}

#endif
