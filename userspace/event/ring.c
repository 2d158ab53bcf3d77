// SPDX-License-Identifier: GPL-2.0
/*
 * The ring buffer of events, by libbpf.
 * Sizes and indexes are checked before anybody uses them.
 */
#include "event/ring.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define AT_ONCE 1024 /* who tells faster than this must not keep all waiting */

struct ring {
	ring_fn fn;
	void *data;
	struct ring_buffer *buffer;
	int map; /* libbpf keeps none of its own */
	uint32_t id; /* of the map */
	size_t count;
};

int ring_check(const void *sample, size_t size)
{
	const struct lc_event *event = sample;

	if (size < sizeof(*event) || event->kind >= LC_EVENT_KIND_MAX ||
	    event->held > LC_EVENT_FRAME ||
	    event->held > size - sizeof(*event) ||
	    event->held > event->frame_len || event->payload > event->held)
		return -EBADMSG;
	return 0;
}

/* libbpf ends the round for what is below 0, behind this sample. */
static int take(void *ctx, void *sample, size_t size)
{
	struct ring *ring = ctx;
	const struct lc_event *event = sample;

	if (!ring_check(sample, size))
		ring->fn(ring->data, event, (const uint8_t *)(event + 1));
	return ++ring->count < AT_ONCE ? 0 : -E2BIG;
}

struct ring *ring_new(ring_fn fn, void *data)
{
	struct ring *ring = calloc(1, sizeof(*ring));

	if (!ring)
		return NULL;
	ring->fn = fn;
	ring->data = data;
	ring->map = -1;
	return ring;
}

static void forget(struct ring *ring)
{
	ring_buffer__free(ring->buffer);
	ring->buffer = NULL;
	if (ring->map >= 0)
		close(ring->map);
	ring->map = -1;
	ring->id = 0;
}

void ring_free(struct ring *ring)
{
	if (!ring)
		return;
	forget(ring);
	free(ring);
}

int ring_follow(struct ring *ring, int map)
{
	struct bpf_map_info info = { 0 };
	uint32_t len = sizeof(info);
	int err;

	if (map < 0) {
		forget(ring);
		return 0;
	}
	if (bpf_obj_get_info_by_fd(map, &info, &len))
		return -errno;
	if (ring->buffer && info.id == ring->id)
		return 0;
	forget(ring);
	ring->map = fcntl(map, F_DUPFD_CLOEXEC, 0);
	if (ring->map < 0)
		return -errno;
	ring->buffer = ring_buffer__new(ring->map, take, ring, NULL);
	if (!ring->buffer) {
		err = -errno;
		forget(ring);
		return err;
	}
	ring->id = info.id;
	return 1;
}

int ring_fd(const struct ring *ring)
{
	return ring->buffer ? ring_buffer__epoll_fd(ring->buffer) : -1;
}

size_t ring_read(struct ring *ring)
{
	ring->count = 0;
	if (ring->buffer)
		ring_buffer__consume(ring->buffer);
	return ring->count;
}
