/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Devices and attempts that are new, and devices that are stale, told once each:
 * the census beside what was told. What happened to the policy is turns.h.
 *
 * The census is the truth. What the programs tell at once (ring.h) says when to
 * look, why, and gives names and the bytes of a frame; it may be lost.
 */
#ifndef LENSCAP_SIGHTINGS_H
#define LENSCAP_SIGHTINGS_H

#include <stdbool.h>

#include "base/fault.h"
#include "event/event.h"
#include "slot/live.h"

struct sightings;

#define SIGHTINGS_DEVICES 60 /* told in a minute, of each kind of event */
#define SIGHTINGS_ATTEMPTS 120
#define SIGHTINGS_PATIENCE 2000 /* ms that an attempt waits for its name */

/*
 * state: where it stands what was told; kept, not copied. NULL when out of
 * memory. In *fault what could not be read, or "".
 */
struct sightings *sightings_new(const char *state, enum event_form form,
				struct fault *fault);

/* With what was told written down. */
void sightings_free(struct sightings *sightings);

/* Becomes readable when the programs tell of something; -1: they do not. */
int sightings_fd(const struct sightings *sightings);

/* Take in what they told; never waits. True: a look is worth while. */
bool sightings_read(struct sightings *sightings);

/*
 * Look, and tell what is new; live NULL: nothing is applied. Does little where
 * nothing happened. 0, or a negative errno with the cause in fault.
 */
int sightings_look(struct sightings *sightings, const struct live *live,
		   struct fault *fault);

#endif
