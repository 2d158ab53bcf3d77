/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A row for what the census did not have yet, and what is told of it: functions
 * of their own, for that is rare. What a row counts is census.h.
 */
#ifndef LENSCAP_CENSUS_NEW_H
#define LENSCAP_CENSUS_NEW_H

#include "census.h"

struct lc_marks {
	__u16 mark[LC_CENSUS_WAYS];
};

/*
 * How many ways of the bucket are taken, << 8 one that is free. Without branches,
 * which the verifier would follow in all their combinations.
 */
OWN_FUNCTION __u32 marks_taken(const struct lc_marks *marks)
{
	__u64 free = 0, taken = 0, is, i;

	if (!marks)
		return LC_CENSUS_WAYS;
#pragma unroll
	for (i = 0; i < LC_CENSUS_WAYS; i++) {
		/* 0 minus anything borrows, but for 0 */
		is = 0 - (__u64)marks->mark[i];
		asm volatile("" : "+r"(is));
		is >>= 63;
		asm volatile("" : "+r"(is));
		taken += is;
		free += (i - free) & (is - 1);
	}
	return taken | free << 8;
}

/* Row of a free place in the emptier bucket, if fewer than `most` are taken. */
static __always_inline __u32 marks_place(const __u16 *marks1,
					 const __u16 *marks2, __u32 bucket1,
					 __u32 bucket2, __u32 most)
{
	__u32 taken1 = marks_taken((const void *)marks1);
	__u32 taken2 = marks_taken((const void *)marks2);

	if ((__u8)taken1 <= (__u8)taken2 && (__u8)taken1 < most)
		return bucket1 * LC_CENSUS_WAYS + (taken1 >> 8);
	if ((__u8)taken2 < most)
		return bucket2 * LC_CENSUS_WAYS + (taken2 >> 8);
	return LC_NOWHERE;
}

/*
 * Last of all, and after what the row holds has become visible, so that whoever
 * reads finds it whole: an exchange is a barrier, and changes nothing here.
 */
static __always_inline void mark_set(struct lc_census *c, __u16 *mark)
{
	__sync_lock_test_and_set(&c->now.zero, 0);
	*(volatile __u16 *)mark = lc_census_mark(c->now.hash);
}

static __always_inline bool device_settled(const struct lc_device *device)
{
	return device->last - device->first >= LC_SETTLED;
}

/* One of the bucket that gives way: momentary, and not seen of late. */
static __always_inline __u32 device_displace(struct lc_census *c, __u32 bucket,
					     __u32 tick)
{
	struct lc_device *device;
	__u32 way, row;

#pragma clang loop unroll(disable)
	for (way = 0; way < LC_CENSUS_WAYS; way++) {
		row = lc_index(bucket * LC_CENSUS_WAYS + way, LC_DEVICES);
		device = &c->devices[row];
		if (!device_settled(device) &&
		    tick - device->last >= LC_SETTLED) {
			c->device_marks[row / LC_CENSUS_WAYS]
				       [row % LC_CENSUS_WAYS] = 0;
			c->totals.displaced++;
			c->ports[device->iface].displaced++;
			return row;
		}
	}
	return LC_NOWHERE;
}

/*
 * A place for the device that is judged: in the emptier of two buckets, or of
 * whom gives way in either. 0: there is none, which is counted.
 */
OWN_FUNCTION int device_place(struct lc_census *c)
{
	__u32 first, second, row;
	__u64 hash;

	if (!c)
		return 0;
	hash = lc_device_hash(sighting_place(&c->now), c->now.iface,
			      c->totals.seed);
	c->now.hash = hash;
	first = lc_bucket_first(hash, LC_DEVICE_BUCKETS - 1);
	second = lc_bucket_second(hash, LC_DEVICE_BUCKETS - 1);
	row = marks_place(c->device_marks[first], c->device_marks[second],
			  first, second, LC_CENSUS_WAYS);
	if (row == LC_NOWHERE)
		row = device_displace(c, first, census_tick());
	if (row == LC_NOWHERE)
		row = device_displace(c, second, census_tick());
	c->now.device = row;
	if (row != LC_NOWHERE)
		return 1;
	c->ports[c->now.iface].unplaced++;
	return 0;
}

static __always_inline void device_fill(struct lc_device *device,
					const struct lc_sighting *s)
{
	device->place = sighting_place(s);
	device->iface = s->iface;
	device->zone = 0;
	device->group = 0;
	device->vendor = 0;
	device->attempts = 0;
	device->recent = 0;
	device->ipv4 = 0;
	device->first = census_tick();
	device->last = device->first;
	device->unnamed = 0;
	device->frames = 0;
	device->bytes = 0;
	device->dropped = 0;
	device->would_drop = 0;
}

/* A row for the device in its place, and its frame in it. */
OWN_FUNCTION int device_new(struct lc_census *c)
{
	__u32 row;

	if (!c)
		return 0;
	row = lc_index(c->now.device, LC_DEVICES);
	device_fill(&c->devices[row], &c->now);
	c->addr6[row].hi = 0;
	c->addr6[row].lo = 0;
	device_count(c, &c->now, row);
	c->totals.devices++;
	mark_set(c,
		 &c->device_marks[row / LC_CENSUS_WAYS][row % LC_CENSUS_WAYS]);
	return 0;
}

/* No row for it: counted with the device and in all. */
static __always_inline int attempt_unnamed(struct lc_census *c)
{
	struct lc_device *device;

	c->totals.unnamed++;
	if (c->now.device == LC_NOWHERE)
		return 0;
	device = &c->devices[lc_index(c->now.device, LC_DEVICES)];
	if (device->unnamed != 0xffffffff)
		device->unnamed++;
	return 0;
}

/*
 * How much of a bucket the device's attempts may fill. Who has not settled, half:
 * a flood of forged addresses leaves room for others.
 */
static __always_inline __u32 attempt_most(const struct lc_census *c)
{
	const struct lc_device *device;

	if (c->now.device == LC_NOWHERE)
		return 0;
	device = &c->devices[lc_index(c->now.device, LC_DEVICES)];
	if (device->attempts >= LC_DEVICE_ATTEMPTS)
		return 0;
	return device_settled(device) ? LC_CENSUS_WAYS : LC_CENSUS_WAYS / 2;
}

/* A place for the attempt that is judged. 0: there is none, which is counted. */
OWN_FUNCTION int attempt_place(struct lc_census *c)
{
	__u32 first, second;
	__u64 hash;

	if (!c)
		return 0;
	hash = lc_attempt_hash(sighting_place(&c->now), c->now.dst,
			       attempt_rest(&c->now), c->totals.seed);
	c->now.hash = hash;
	first = lc_bucket_first(hash, LC_ATTEMPT_BUCKETS - 1);
	second = lc_bucket_second(hash, LC_ATTEMPT_BUCKETS - 1);
	c->now.attempt = marks_place(c->attempt_marks[first],
				     c->attempt_marks[second], first, second,
				     attempt_most(c));
	return c->now.attempt != LC_NOWHERE ? 1 : attempt_unnamed(c);
}

/* Member by member: what stands on the stack is short. */
static __always_inline void
attempt_fill(struct lc_attempt *a, const struct lc_sighting *s, __u64 rest)
{
	a->place = sighting_place(s);
	a->peer[0] = s->dst[0];
	a->peer[1] = s->dst[1];
	a->port = rest;
	a->proto = rest >> LC_REST_PROTO;
	a->l3 = rest >> LC_REST_L3;
	a->verdict = rest >> LC_REST_VERDICT;
	a->flags = rest >> LC_REST_FLAGS;
	a->iface = rest >> LC_REST_IFACE;
	a->wanted = LC_NAMES_BEGUN;
	a->told = 0;
	a->first = census_tick();
	a->frames = 0;
	a->bytes = 0;
}

/* A row for the attempt in its place. Is there a name: enum census_todo. */
OWN_FUNCTION __u32 attempt_new(struct lc_census *c)
{
	struct lc_device *device;
	__u32 row, todo;

	if (!c)
		return 0;
	device = &c->devices[lc_index(c->now.device, LC_DEVICES)];
	row = lc_index(c->now.attempt, LC_ATTEMPTS);
	device->attempts++;
	device->recent = row;
	attempt_fill(&c->attempts[row], &c->now, attempt_rest(&c->now));
	todo = attempt_count(c, &c->now, row);
	c->totals.attempts++;
	mark_set(c,
		 &c->attempt_marks[row / LC_CENSUS_WAYS][row % LC_CENSUS_WAYS]);
	return todo;
}

static __always_inline void census_take(struct lc_census *c,
					const struct lc_frame *f, __u64 bytes)
{
	struct lc_sighting *s = &c->now;

	s->mac = f->mac;
	s->src[0] = f->src.hi;
	s->src[1] = f->src.lo;
	s->dst[0] = f->dst.hi;
	s->dst[1] = f->dst.lo;
	s->bytes = bytes;
	s->counter = counter_key(f);
	s->iface = f->iface_id;
	s->zone = f->zone_id;
	s->group = f->group_id;
	s->verdict = f->verdict;
	s->vendor = f->vendor;
	s->rule = f->rule;
	s->l3 = f->l3;
	s->ip_proto = f->ip_proto;
	s->proto = f->proto;
	s->reason = f->reason;
	s->tcp_flags = f->tcp_flags;
	s->fragment = f->fragment;
	s->answers = f->answers;
	s->lasts = f->lasts;
	s->sport = f->sport;
	s->dport = f->dport;
	s->vlan = f->vlan;
	s->transport = f->off;
	s->end = f->end;
	s->len = f->len;
}

/* What is rare: the rows that are not there yet, and who is told. */
OWN_FUNCTION int census_rest(struct xdp_md *ctx, struct lc_census *c,
			     __u32 todo)
{
	__u32 made = todo & CENSUS_NAME;

	if (!c)
		return -1;
	if ((todo & CENSUS_NEW_DEVICE) && device_place(c)) {
		device_new(c);
		made |= CENSUS_NEW_DEVICE;
	}
	if ((todo & CENSUS_NEW_ATTEMPT) && attempt_place(c))
		made |= CENSUS_NEW_ATTEMPT | attempt_new(c);
	return made ? event_tell(ctx, c, made) : 0;
}

/* A listed frame that came in, judged. */
static __always_inline void census_see(const struct lc_frame *f,
				       struct lc_census *c, __u64 bytes)
{
	__u32 todo;

	census_take(c, f, bytes);
	todo = census_note(c);
	if (__builtin_expect(todo, 0))
		census_rest(f->ctx, c, todo);
}

#endif
