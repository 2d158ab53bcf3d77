/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The programs loaded, a path's policy put in force, and its frames run. What
 * is asked of a run is for the callers.
 */
#ifndef LENSCAP_BENCH_RUNS_H
#define LENSCAP_BENCH_RUNS_H

#include "_paths.h"
#include "maps/object.h"

/*
 * Load programs, compile every plan, open the flows. Of what fails it prints
 * the cause. 0 or a negative errno; the caller calls runs_close() in any case.
 */
int runs_open(void);
void runs_close(void);

/* The programs, and what shadow programs their arrays hold. */
const struct object *runs_object(void);

/* Put the path's policy in force, and the candidate beside it if there is one. */
int runs_prepare(const struct path *path);

/*
 * So many frames of a prepared path in one test run. What a frame took, in ns,
 * or a negative errno; it is an error, and printed, if the verdict is not what
 * the path tells.
 */
int runs_many(const struct path *path, int times);

/* The same through an empty program instead. */
int runs_empty(const struct path *path, int times);

/* One frame of a prepared path, turn n. 0 or a negative errno, as above. */
int runs_one(const struct path *path, __u32 n);

/* The first of so many turns that no other frame of the process had. */
__u32 runs_fresh(__u32 turns);

#endif
