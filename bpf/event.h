/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is told to userspace at once (lenscap_event.h), at most so much a tick;
 * and the census that is this processor's. What is told of is for those who call.
 */
#ifndef LENSCAP_EVENT_BPF_H
#define LENSCAP_EVENT_BPF_H

#include "frame.h"
#include "maps.h"
#include "wire.h"

#define LC_NAMES_BEGUN \
	4 /* frames with payload wanted, as a connection begins */
#define LC_NAMES_TICK 8 /* questions of a device to a resolver, in a tick */
#define LC_PORT_DNS 53
#define LC_TCP_HEADER 20

/* The last element is for processors that came after the map was made. */
static __always_inline struct lc_census *census_mine(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	if (cpu > lc_census_last)
		cpu = lc_census_last;
	return bpf_map_lookup_elem(&census, &cpu);
}

static __always_inline __u32 census_tick(void)
{
	return bpf_jiffies64() >> LC_TICK_SHIFT;
}

/* Too many in this tick? */
static __always_inline bool event_due(struct lc_census *c)
{
	__u32 tick = census_tick();

	if (c->totals.window != tick) {
		c->totals.window = tick;
		c->totals.told = 0;
	}
	if (c->totals.told >= LC_EVENTS_TICK)
		return false;
	c->totals.told++;
	return true;
}

/* A device, which has no peer. */
static __always_inline void event_of_device(struct lc_event *event,
					    const struct lc_device *device)
{
	__builtin_memset(&event->attempt, 0, sizeof(event->attempt));
	event->attempt.place = device->place;
	event->attempt.iface = device->iface;
	event->attempt.zone = device->zone;
	event->attempt.group = device->group;
	event->attempt.vendor = device->vendor;
	event->attempt.first = device->first;
	event->attempt.last = device->last;
	event->attempt.frames = device->frames;
	event->attempt.bytes = device->bytes;
}

/* Where the payload begins; 0: none in what is held. */
static __always_inline __u32 event_payload(const struct lc_event_room *room,
					   const struct lc_sighting *s,
					   __u32 held)
{
	__u32 at = s->transport + offsetof(struct tcp_header, offset);
	__u32 header = sizeof(struct udp_header);

	if (s->ip_proto == IPPROTO_TCP)
		header = (room->frame[lc_index(at, LC_EVENT_FRAME)] >> 4) * 4;
	return s->transport + header < held ? s->transport + header : 0;
}

static __always_inline void event_send(struct lc_census *c,
				       struct lc_event_room *room, __u32 kind,
				       __u32 held)
{
	room->event.kind = kind;
	room->event.held = held;
	if (!event_due(c) ||
	    bpf_ringbuf_output(&events, room, sizeof(room->event) + held, 0))
		c->totals.events_lost++;
	else
		c->totals.events++;
}

/* No more of the frame than that; the first bytes of an event are enough. */
static __always_inline __u32 event_head(__u32 held)
{
	return held > LC_EVENT_HEAD ? LC_EVENT_HEAD : held;
}

static __always_inline void event_of_attempt(struct lc_census *c,
					     struct lc_event_room *room,
					     __u32 held, __u32 kinds)
{
	struct lc_attempt *a =
		&c->attempts[lc_index(c->now.attempt, LC_ATTEMPTS)];

	room->event.attempt = *a;
	room->event.payload = 0;
	if (kinds & 1 << LC_EVENT_ATTEMPT)
		event_send(c, room, LC_EVENT_ATTEMPT, event_head(held));
	if (!(kinds & 1 << LC_EVENT_NAME))
		return;
	/* of a frame without payload nothing is told, and the next is wanted */
	room->event.payload = event_payload(room, &c->now, held);
	if (!room->event.payload)
		return;
	if (a->wanted)
		a->wanted--;
	event_send(c, room, LC_EVENT_NAME, held);
}

/* Tell of the frame that is judged; kinds: a bit for each enum lc_event_kind. */
OWN_FUNCTION int event_tell(struct xdp_md *ctx, struct lc_census *c,
			    __u32 kinds)
{
	struct lc_event_room *room;
	__u32 zero = 0, held;

	/* private copies have no such maps; Linux 6.1 reads on in any case */
	if (lc_replay_on)
		return -1;
	room = bpf_map_lookup_elem(&event_cpu, &zero);
	if (!c || !room)
		return -1;
	held = c->now.len;
	if (held < 1 || held > LC_EVENT_FRAME)
		held = LC_EVENT_FRAME;
	if (!(kinds & 1 << LC_EVENT_NAME))
		held = event_head(held);
	/* at least 1 as it is; Linux 6.1 wants to see it */
	held = lc_index(held - 1, LC_EVENT_FRAME) + 1;
	if (bpf_xdp_load_bytes(ctx, 0, room->frame, held))
		return -1;
	room->event.at = bpf_ktime_get_boot_ns();
	room->event.frame_len = c->now.len;
	room->event.reason = c->now.reason;
	room->event.rule = c->now.rule;
	room->event.payload = 0;
	room->event.pad = 0;
	if (kinds & 1 << LC_EVENT_DEVICE) {
		event_of_device(
			&room->event,
			&c->devices[lc_index(c->now.device, LC_DEVICES)]);
		event_send(c, room, LC_EVENT_DEVICE, event_head(held));
	}
	if (kinds & (1 << LC_EVENT_ATTEMPT | 1 << LC_EVENT_NAME))
		event_of_attempt(c, room, held, kinds);
	return 0;
}

#endif
