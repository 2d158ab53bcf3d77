/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which tables have become full, told once a filling.
 * When one counts as full is fill.h; what it holds is others' business.
 */
#ifndef LENSCAP_FILLS_H
#define LENSCAP_FILLS_H

#include <stdint.h>

#include "census/census.h"
#include "event/event.h"
#include "event/fill.h"
#include "slot/live.h"

enum fills_table {
	FILLS_DEVICES,
	FILLS_ATTEMPTS,
	FILLS_COUNTERS,
	FILLS_FLOWS_PEER,
	FILLS_FLOWS_DEVICE,
	FILLS_RATES,
	FILLS_MAX
};

/* All zero to begin with. */
struct fills {
	struct fill tables[FILLS_MAX];
	uint64_t next; /* when the tables of fills_look() are due */
};

/* Those of the census; sha256: of the policy in force, or NULL. */
void fills_census(struct fills *fills, const struct census *census,
		  const char *sha256, enum event_form form);

/* The others, every now and then; now: watch_clock(). */
void fills_look(struct fills *fills, const struct live *live, uint64_t now,
		enum event_form form);

#endif
