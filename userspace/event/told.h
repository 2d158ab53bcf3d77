/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What was told of devices and attempts, so that it is told once: a set of
 * marks, and the file STATE/told.json that outlives serve and the boot.
 */
#ifndef LENSCAP_TOLD_H
#define LENSCAP_TOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

struct told;

enum told_mark {
	TOLD_NEW = 1 << 0,
	TOLD_STALE = 1 << 1,
	TOLD_FULL = 1 << 2, /* its attempts do not all find a row */
};

#define TOLD_MAX 131072 /* of more, those not seen for longest are forgotten */

/*
 * As STATE/told.json has it; empty where there is none. 0, or a negative errno
 * with the cause in fault: *told is empty then, but for -ENOMEM.
 */
int told_read(const char *state, struct told **told, struct fault *fault);
void told_free(struct told *told);

/* Of that key, enum told_mark; 0: it is not known. */
unsigned int told_marks(const struct told *told, uint64_t key);

/* It is there on that day (since the epoch), with these marks. 0 or -ENOMEM. */
int told_set(struct told *told, uint64_t key, unsigned int marks, int64_t day);

/*
 * Around a look at all that there is: what was set in the look before and is not
 * in this one was forgotten, and is news when it comes again. Not where the tables
 * are others than before: then call told_end() with forget false.
 */
void told_begin(struct told *told);
void told_end(struct told *told, bool forget);

/* Is there something that the file does not have? */
bool told_changed(const struct told *told);

/*
 * Replace the file; what is too much is forgotten first. 0, or a negative errno
 * with the cause in fault and the file as it was.
 */
int told_write(struct told *told, const char *state, struct fault *fault);

#endif
