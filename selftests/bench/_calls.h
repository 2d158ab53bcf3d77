/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which calls a frame can meet on its way through a loaded program, found in
 * the instructions that the kernel's JIT was given. Measures no time.
 */
#ifndef LENSCAP_BENCH_CALLS_H
#define LENSCAP_BENCH_CALLS_H

/*
 * Print, for the program, the calls on the ways of unlisted and listed frames,
 * each with its source line. The number an unlisted frame can meet, or a
 * negative errno.
 */
int calls_print(int prog_fd, const char *name);

#endif
