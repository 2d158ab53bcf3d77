/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How far long work has come, in one line on a terminal, gone when it is done.
 * Nothing of it in a pipe, a file, a journal; what the work is, others know.
 */
#ifndef LENSCAP_PROGRESS_H
#define LENSCAP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * For a command whose standard error may show it: unless this was called, the
 * others do nothing. Nor do they where that is no terminal, or one that cannot
 * take a line back (TERM=dumb), or where lines of output go to a terminal.
 */
void progress_allow(bool lines);

/* "WHAT: 12 %, 34,567 UNIT"; both must outlive progress_end(). */
void progress_begin(const char *what, const char *unit);

/* Shown once a second of work is over, five times a second. total 0: unknown. */
void progress_at(uint64_t count, uint64_t done, uint64_t total);

/* Take the line away: before anything else is printed, and at the end. */
void progress_clear(void);
void progress_end(void);

#endif
