/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the programs told of last: why, and the first bytes of the frame, for
 * when the census has the device or the attempt. Nothing is told from here.
 */
#ifndef LENSCAP_HEARD_H
#define LENSCAP_HEARD_H

#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

#include "census/census.h"

#define HEARD_ROOM 1024 /* of more, the first go */

struct heard_frame {
	struct lc_attempt attempt;
	uint8_t kind; /* enum lc_event_kind */
	uint8_t reason;
	uint16_t held;
	uint8_t frame[LC_EVENT_HEAD];
};

/* All zero to begin with. */
struct heard {
	struct heard_frame items[HEARD_ROOM];
	size_t count; /* ever */
};

void heard_add(struct heard *heard, const struct lc_event *event,
	       const uint8_t *frame);

/* The last that was told of it, or NULL. */
const struct heard_frame *heard_device(const struct heard *heard,
				       const struct census_device *device);
const struct heard_frame *heard_attempt(const struct heard *heard,
					const struct census_attempt *attempt);

#endif
