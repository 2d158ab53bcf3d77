// SPDX-License-Identifier: GPL-2.0
/*
 * A sample of the ring is taken when all that it speaks of is in it, and no other.
 */
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "event/ring.h"

#define HELD 100

/* As the programs would write it, in memory that ends where it ends. */
static struct lc_event *sample(void)
{
	struct lc_event *event = calloc(1, sizeof(*event) + HELD);

	event->kind = LC_EVENT_NAME;
	event->held = HELD;
	event->frame_len = HELD;
	event->payload = 42;
	return event;
}

int main(void)
{
	struct lc_event *event = sample();
	size_t size = sizeof(*event) + HELD, i, wrong = 0;

	ksft_print_header();
	ksft_set_plan(8);
	ksft_test_result(!ring_check(event, size), "a whole one\n");
	for (i = 0; i < size; i++)
		wrong += !ring_check(event, i);
	ksft_test_result(!wrong, "none that is cut\n");
	ksft_test_result(!ring_check(event, size + 7), "the ring pads\n");
	event->kind = LC_EVENT_KIND_MAX;
	ksft_test_result(ring_check(event, size), "an unknown kind\n");
	event->kind = LC_EVENT_NAME;
	event->payload = HELD + 1;
	ksft_test_result(ring_check(event, size), "a payload past the end\n");
	event->payload = HELD;
	ksft_test_result(!ring_check(event, size), "an empty one\n");
	event->frame_len = HELD - 1;
	ksft_test_result(ring_check(event, size), "more than the frame\n");
	event->frame_len = 65535;
	event->held = LC_EVENT_FRAME + 1;
	ksft_test_result(ring_check(event, sizeof(*event) + 65535),
			 "more than an event has\n");
	free(event);
	ksft_finished();
}
