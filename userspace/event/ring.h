/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Map events, read: what the programs tell at once (lenscap_event.h).
 * What is made of it is sightings.h.
 */
#ifndef LENSCAP_RING_H
#define LENSCAP_RING_H

#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

struct ring;

/* frame: event->held bytes; both are gone after the call. */
typedef void (*ring_fn)(void *data, const struct lc_event *event,
			const uint8_t *frame);

/* NULL when out of memory. It has no map yet. */
struct ring *ring_new(ring_fn fn, void *data);
void ring_free(struct ring *ring);

/*
 * Read that map from now on, unless it is the one that is read; -1: none. The
 * descriptor is not kept. 1: it is another than before; 0; or a negative errno,
 * and then none is read.
 */
int ring_follow(struct ring *ring, int map);

/* Becomes readable when there is something; -1 without a map. */
int ring_fd(const struct ring *ring);

/*
 * Hand out what came, some at a time; never waits. How many; what is not in
 * the form that lenscap_event.h gives is left out.
 */
size_t ring_read(struct ring *ring);

/* One sample as it stands in the ring: 0, or -EBADMSG. */
int ring_check(const void *sample, size_t size);

#endif
