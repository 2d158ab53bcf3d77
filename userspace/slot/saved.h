/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The saved policy, STATE/running.yaml: what boot will apply.
 * What is in force now is live.h.
 */
#ifndef LENSCAP_SAVED_H
#define LENSCAP_SAVED_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

/*
 * Write the text beside the saved policy and sync it, making the directory: all
 * that can fail is tried before anything else is changed. Then, when it is in
 * force, saved_commit() puts it in place, whole; or saved_unstage() takes it
 * back, with the directory if *made says so. 0 or a negative errno with the
 * cause in fault.
 */
int saved_stage(const char *state, const char *text, size_t len, bool *made,
		struct fault *fault);
int saved_commit(const char *state, struct fault *fault);
void saved_unstage(const char *state, bool made);

/* Boot applies nothing then. *was: there was one. Likewise. */
int saved_forget(const char *state, bool *was, struct fault *fault);

/* Where it stands. 0, -ENAMETOOLONG, or -ENOENT there is none. */
int saved_path(const char *state, char path[PATH_MAX]);

/* 1 the file holds exactly this, 0 it does not, -ENOENT there is none. */
int saved_equals(const char *state, const char *text, size_t len);

#endif
