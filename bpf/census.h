/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which devices were seen and whom they tried to reach (lenscap_census.h): rows
 * are found, and count. Who has none yet gets it in census_new.h.
 */
#ifndef LENSCAP_CENSUS_BPF_H
#define LENSCAP_CENSUS_BPF_H

#include "recent.h"

/* Ports from here on are a client's, where the other is below (RFC 6056). */
#define LC_PORTS_CLIENT 32768

#define LC_NOWHERE 0xffffffffu /* no row */

/* Where in the second word of who an attempt is of: as struct lc_attempt. */
enum lc_rest_shift {
	LC_REST_PORT = 0,
	LC_REST_PROTO = 16,
	LC_REST_L3 = 24,
	LC_REST_VERDICT = 32,
	LC_REST_FLAGS = 40,
	LC_REST_IFACE = 48,
};

_Static_assert(__builtin_offsetof(struct lc_attempt, port) % 8 == 0 &&
		       __builtin_offsetof(struct lc_attempt, zone) ==
			       __builtin_offsetof(struct lc_attempt, port) + 8,
	       "port to pad are one word");

/* The members one by one, so that the order of octets does not matter. */
static __always_inline __u64 attempt_rest_of(const struct lc_attempt *a)
{
	return a->port | (__u64)a->proto << LC_REST_PROTO |
	       (__u64)a->l3 << LC_REST_L3 |
	       (__u64)a->verdict << LC_REST_VERDICT |
	       (__u64)a->flags << LC_REST_FLAGS |
	       (__u64)a->iface << LC_REST_IFACE;
}

static __always_inline __u64 sighting_place(const struct lc_sighting *s)
{
	return s->mac | (__u64)s->vlan << LC_PLACE_VLAN;
}

static __always_inline bool device_is(const struct lc_census *c, __u32 row,
				      const struct lc_sighting *s)
{
	const struct lc_device *d = &c->devices[lc_index(row, LC_DEVICES)];

	return d->place == sighting_place(s) && d->iface == s->iface;
}

/* Row of the device in that bucket, or LC_NOWHERE. */
static __always_inline __u32 device_within(const struct lc_census *c,
					   const struct lc_sighting *s,
					   __u32 bucket, __u16 mark)
{
	const __u16 *marks = c->device_marks[bucket];
	__u32 way, row;

#pragma unroll
	for (way = 0; way < LC_CENSUS_WAYS; way++) {
		row = bucket * LC_CENSUS_WAYS + way;
		if (marks[way] == mark && device_is(c, row, s))
			return row;
	}
	return LC_NOWHERE;
}

/* Row of the device that is judged, or LC_NOWHERE. */
static __always_inline __u32 device_find(const struct lc_census *c,
					 const struct lc_sighting *s)
{
	__u64 hash =
		lc_device_hash(sighting_place(s), s->iface, c->totals.seed);
	__u32 first = lc_bucket_first(hash, LC_DEVICE_BUCKETS - 1);
	__u32 second = lc_bucket_second(hash, LC_DEVICE_BUCKETS - 1);
	__u16 mark = lc_census_mark(hash);
	__u32 row = device_within(c, s, first, mark);

	if (row == LC_NOWHERE)
		row = device_within(c, s, second, mark);
	return forget(row, s->zero);
}

/* Is the source an address that the device may call its own? */
static __always_inline bool source_told(const struct lc_sighting *s)
{
	return s->reason != LC_REASON_SOURCE_GUARD &&
	       s->reason != LC_REASON_SOURCE_ADDRESS && s->src[1];
}

static __always_inline void device_addresses(struct lc_census *c,
					     struct lc_device *device,
					     const struct lc_sighting *s,
					     __u32 row)
{
	struct lc_device_addr6 *addr6;

	if (!source_told(s))
		return;
	if (s->l3 != LC_L3_IPV6) {
		if (s->l3 != LC_L3_OTHER)
			device->ipv4 = s->src[1];
		return;
	}
	addr6 = &c->addr6[lc_index(row, LC_DEVICES)];
	/* a link-local one tells least */
	if (s->src[0] >> 54 == 0xfe80 >> 6 && addr6->hi >> 54 != 0xfe80 >> 6 &&
	    addr6->hi)
		return;
	addr6->hi = s->src[0];
	addr6->lo = s->src[1];
}

static __always_inline void device_count(struct lc_census *c,
					 const struct lc_sighting *s, __u32 row)
{
	struct lc_device *device = &c->devices[lc_index(row, LC_DEVICES)];

	device->zone = s->zone;
	device->group = s->group;
	device->vendor = s->vendor;
	device->last = census_tick();
	device->frames++;
	device->bytes += s->bytes;
	if (s->verdict == LC_DROP)
		device->dropped++;
	else if (s->verdict == LC_WOULD_DROP)
		device->would_drop++;
	device_addresses(c, device, s, row);
}

/* Does the frame try to reach somebody, who is not the one who called? */
static __always_inline bool attempts(const struct lc_sighting *s)
{
	return s->l3 >= LC_L3_IPV4 && (s->dst[1] || s->dst[0]) && !s->answers &&
	       s->reason != LC_REASON_HOUSEKEEPING &&
	       s->reason != LC_REASON_ICMP_ERROR;
}

/* The second word of who an attempt is of: from port to pad. */
static __always_inline __u64 attempt_rest(const struct lc_sighting *s)
{
	bool ports = s->proto <= LC_PROTO_UDP;
	__u32 port = ports ? s->dport : 0, flags = 0;

	if (ports && s->sport && s->sport < LC_PORTS_CLIENT &&
	    s->dport >= LC_PORTS_CLIENT &&
	    (s->tcp_flags & (LC_TCP_SYN | LC_TCP_ACK)) != LC_TCP_SYN) {
		port = s->sport;
		flags = LC_ATTEMPT_ANSWER;
	}
	return port | (__u64)s->ip_proto << LC_REST_PROTO |
	       (s->l3 == LC_L3_IPV6 ? 6ull : 4ull) << LC_REST_L3 |
	       (__u64)s->verdict << LC_REST_VERDICT |
	       (__u64)flags << LC_REST_FLAGS | (__u64)s->iface << LC_REST_IFACE;
}

static __always_inline bool attempt_is(const struct lc_census *c, __u32 row,
				       const struct lc_sighting *s, __u64 rest)
{
	const struct lc_attempt *a = &c->attempts[lc_index(row, LC_ATTEMPTS)];

	return a->place == sighting_place(s) && a->peer[0] == s->dst[0] &&
	       a->peer[1] == s->dst[1] && attempt_rest_of(a) == rest;
}

static __always_inline __u32 attempt_within(const struct lc_census *c,
					    const struct lc_sighting *s,
					    __u64 rest, __u32 bucket,
					    __u16 mark)
{
	const __u16 *marks = c->attempt_marks[bucket];
	__u32 way, row;

#pragma unroll
	for (way = 0; way < LC_CENSUS_WAYS; way++) {
		row = bucket * LC_CENSUS_WAYS + way;
		if (marks[way] == mark && attempt_is(c, row, s, rest))
			return row;
	}
	return LC_NOWHERE;
}

/* Row of the attempt, or LC_NOWHERE; recent: where to look first. */
static __always_inline __u32 attempt_find(const struct lc_census *c,
					  const struct lc_sighting *s,
					  __u64 rest, __u32 recent)
{
	__u64 hash;
	__u32 row;

	if (attempt_is(c, recent, s, rest))
		return recent;
	hash = lc_attempt_hash(sighting_place(s), s->dst, rest, c->totals.seed);
	row = attempt_within(c, s, rest,
			     lc_bucket_first(hash, LC_ATTEMPT_BUCKETS - 1),
			     lc_census_mark(hash));
	if (row == LC_NOWHERE)
		row = attempt_within(c, s, rest,
				     lc_bucket_second(hash,
						      LC_ATTEMPT_BUCKETS - 1),
				     lc_census_mark(hash));
	return forget(row, s->zero);
}

/*
 * May there be a name in it that was not told of yet: a question to a resolver,
 * or the first payload after a connection began?
 */
static __always_inline bool attempt_wanted(struct lc_census *c,
					   struct lc_attempt *a,
					   const struct lc_sighting *s,
					   __u32 tick)
{
	if (s->proto > LC_PROTO_UDP || s->fragment != LC_FRAG_NONE)
		return false;
	if (s->proto == LC_PROTO_UDP) {
		if (s->dport != LC_PORT_DNS)
			return false;
		if (a->told != (__u16)tick)
			a->wanted = LC_NAMES_TICK;
		a->told = tick;
		if (!a->wanted)
			c->totals.events_lost++;
		return a->wanted;
	}
	/* its options are no payload; what else it may carry comes again */
	if (s->tcp_flags & LC_TCP_SYN) {
		a->wanted = LC_NAMES_BEGUN;
		return false;
	}
	return a->wanted && s->end > (__u32)s->transport + LC_TCP_HEADER;
}

/* What is to be done yet, and rare. */
enum census_todo {
	CENSUS_NEW_DEVICE = 1 << LC_EVENT_DEVICE,
	CENSUS_NEW_ATTEMPT = 1 << LC_EVENT_ATTEMPT,
	CENSUS_NAME = 1 << LC_EVENT_NAME,
};

/* enum census_todo: a name to be told of, or nothing. */
static __always_inline __u32 attempt_count(struct lc_census *c,
					   const struct lc_sighting *s,
					   __u32 row)
{
	struct lc_attempt *a = &c->attempts[lc_index(row, LC_ATTEMPTS)];

	a->zone = s->zone;
	a->group = s->group;
	a->vendor = s->vendor;
	a->last = census_tick();
	a->frames++;
	a->bytes += s->bytes;
	return attempt_wanted(c, a, s, a->last) ? CENSUS_NAME : 0;
}

/*
 * Count the frame in the rows that it has, its counter among them. A function of
 * its own: the verifier follows it once, and not once for each way to it. enum
 * census_todo.
 */
OWN_FUNCTION __u32 census_note(struct lc_census *c)
{
	struct lc_device *device;
	struct lc_sighting *s;
	__u32 counter, todo;

	if (!c)
		return 0;
	s = &c->now;
	counter_add(counter_find(s->counter, &counter), 1, s->bytes);
	counter = forget(counter, s->zero);
	s->device = device_find(c, s);
	if (s->device == LC_NOWHERE)
		return CENSUS_NEW_DEVICE |
		       (attempts(s) ? CENSUS_NEW_ATTEMPT : 0);
	device_count(c, s, s->device);
	if (!attempts(s)) {
		recent_keep(c, counter, false, source_told(s));
		return 0;
	}
	device = &c->devices[lc_index(s->device, LC_DEVICES)];
	s->attempt = attempt_find(c, s, attempt_rest(s), device->recent);
	if (s->attempt == LC_NOWHERE)
		return CENSUS_NEW_ATTEMPT;
	device->recent = s->attempt;
	todo = attempt_count(c, s, s->attempt);
	if (!todo)
		recent_keep(c, counter, true, source_told(s));
	return todo;
}

#endif
