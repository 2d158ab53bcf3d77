/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Frames that take turns in one test run: a program ahead of the one that is
 * run writes the next turn into the frame, and calls on. Measures nothing.
 */
#ifndef LENSCAP_BENCH_TURNS_H
#define LENSCAP_BENCH_TURNS_H

#include "_paths.h"

/* Whom the program calls on to; of a program array. */
enum turns_to { TURNS_TO_JUDGE, TURNS_TO_EMPTY, TURNS_TO_MAX };

struct turns {
	int judges[LC_DIRECTION_MAX]; /* program arrays of enum turns_to */
	int counter; /* map of one struct turns_state */
};

struct turns_state {
	__u32 now;
	__u32 count;
};

/* judge, empty: programs of each direction. 0 or a negative errno. */
int turns_make(struct turns *turns, const int judge[LC_DIRECTION_MAX],
	       const int empty[LC_DIRECTION_MAX]);
void turns_close(struct turns *turns);

/* The program for the path, which the caller closes, or a negative errno. */
int turns_program(const struct turns *turns, const struct path *path,
		  enum turns_to to);

/* Which turn comes next. 0 or a negative errno. */
int turns_begin(const struct turns *turns, const struct path *path, __u32 next);

/* Turn n into a frame of the path; n counts from 0. */
void turns_write(const struct path *path, __u32 n, unsigned char *frame);

#endif
