/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The saved policy, STATE/running.yaml: what boot will apply.
 * What is in force now is live.h.
 */
#ifndef LENSCAP_SAVED_H
#define LENSCAP_SAVED_H

#include <stdbool.h>
#include <stddef.h>

#include "fault.h"

/*
 * Write, sync, rename, sync: afterwards the old or the new text is there,
 * whole. Makes the directory. 0 or a negative errno with the cause in fault.
 */
int saved_write(const char *state, const char *text, size_t len,
		struct fault *fault);

/* 1 the file holds exactly this, 0 it does not, -ENOENT there is none. */
int saved_equals(const char *state, const char *text, size_t len);

#endif
