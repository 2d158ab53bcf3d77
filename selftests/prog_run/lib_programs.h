/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every program that a frame can meet, those for a candidate with them. What
 * is looked for in them is for the tests.
 */
#ifndef LIB_PROGRAMS_H
#define LIB_PROGRAMS_H

#include <stdbool.h>

#include "maps/object.h"

#define PROGRAMS (LC_DIRECTION_MAX * (1 + LC_SHADOW_STEPS))

/*
 * Their descriptors, of an object with what object_load_shadow() loads; the
 * caller closes them. In the same order each time. Ends the test on failure.
 */
void programs_open(const struct object *object, int fds[PROGRAMS]);
void programs_close(const int fds[PROGRAMS]);

/* Before Linux 6.10 a look into a per-CPU array is a call: false. */
bool programs_inlined(void);

/* Both in one; the caller calls object_close(). Ends the test on failure. */
void programs_load(struct object *object, int fds[PROGRAMS]);

#endif
