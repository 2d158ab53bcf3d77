/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The boot file: the table that the guard begins with, before userspace.
 * What stands in the table: guard_table.h; when it is renewed: guard_record.h.
 */
#ifndef LENSCAP_GUARD_FILE_H
#define LENSCAP_GUARD_FILE_H

#include <lenscap_guard.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct guard_table;

#define GUARD_FIRMWARE_DEFAULT "/lib/firmware"

/* FIRMWARE/lenscap/prefixes.bin. 0 or -ENAMETOOLONG. */
int guard_file_path(const char *firmware, char path[PATH_MAX]);

/* The file's bytes, for the caller to free. 0, -E2BIG or -ENOMEM. */
int guard_file_make(const struct guard_table *table, enum lcg_proof proof,
		    void **bytes, size_t *len);

/*
 * Put it below the firmware directory, whole or not at all; *changed: it was
 * not there already. 0 or a negative errno with the cause in fault.
 */
int guard_file_write(const char *firmware, const struct guard_table *table,
		     enum lcg_proof proof, bool *changed, struct fault *fault);

/* 0, also when there is none, or a negative errno with the cause in fault. */
int guard_file_remove(const char *firmware, struct fault *fault);

#endif
