/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What waits to be confirmed, looked up and said. How a switch comes to wait,
 * and ends, is switch.h.
 */
#ifndef LENSCAP_PENDING_H
#define LENSCAP_PENDING_H

#include <jansson.h>
#include <stdint.h>

#include "base/fault.h"
#include "maps/object.h"

struct pending {
	uint32_t id; /* 0: nothing waits */
	int64_t seconds_left;
	int64_t deadline; /* wall clock, seconds since the epoch */
	char by[64];
};

/* control: a copy of obj's. */
void pending_look(const struct object *obj, const struct lc_control *control,
		  struct pending *pending);

/* {"id", "seconds_left", "by"}, or null. */
json_t *pending_json(const struct pending *pending);

/* "pending 3f2a9c by anna, 212 s left" */
#define PENDING_TEXT_LEN 128
void pending_text(const struct pending *pending, char buf[PENDING_TEXT_LEN]);

/* 0 when nothing waits; else -EBUSY with that, and what to do, in fault. */
int pending_refuse(const struct object *obj, struct fault *fault);

#endif
