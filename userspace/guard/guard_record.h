/* SPDX-License-Identifier: GPL-2.0 */
/*
 * STATE/guard.json: that the guard is enabled here, and how; and the boot file
 * that goes with it. What the guard does now: guard_look.h.
 */
#ifndef LENSCAP_GUARD_RECORD_H
#define LENSCAP_GUARD_RECORD_H

#include <lenscap_guard.h>
#include <limits.h>
#include <stdbool.h>

#include "base/fault.h"

struct guard_table_input;

struct guard_record {
	enum lcg_proof proof;
	char firmware[PATH_MAX]; /* where the boot file stands */
};

/*
 * 0, -ENOENT without a fault when the guard is not enabled, or another negative
 * errno with the cause in fault.
 */
int guard_record_read(const char *state, struct guard_record *record,
		      struct fault *fault);

/* Whole or not at all; the directory is made. 0 or a negative errno, fault. */
int guard_record_write(const char *state, const struct guard_record *record,
		       struct fault *fault);
int guard_record_remove(const char *state, struct fault *fault);

/*
 * Make the boot file that of this policy, in the first network namespace, where
 * alone it has a meaning. *changed: it is another than before. in->names_only
 * is taken as true. 0 or a negative errno with the cause in fault.
 */
int guard_record_renew(const struct guard_record *record,
		       const struct guard_table_input *in, bool *changed,
		       struct fault *fault);

#endif
