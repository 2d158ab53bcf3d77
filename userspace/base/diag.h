/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Errors and warnings about input files, collected so that one run shows all.
 * No parsing, and no printing before the end of a command.
 */
#ifndef LENSCAP_DIAG_H
#define LENSCAP_DIAG_H

#include <stdbool.h>
#include <stddef.h>

/* A place in a file. file is owned by the diag (diag_file()); line 0: none. */
struct where {
	const char *file;
	unsigned int line; /* from 1 */
	unsigned int column; /* from 1 */
};

struct diag;

/* NULL when out of memory. */
struct diag *diag_new(void);
void diag_free(struct diag *diag);

/* A copy of the file name that lives as long as the diag. */
const char *diag_file(struct diag *diag, const char *file);

/*
 * Add one finding; the text says what is wrong, about what, and what to do,
 * without a final newline or full stop. Findings past 1,000 are only counted.
 */
__attribute__((format(printf, 3, 4))) void
diag_error(struct diag *diag, struct where where, const char *fmt, ...);
__attribute__((format(printf, 3, 4))) void
diag_warning(struct diag *diag, struct where where, const char *fmt, ...);

size_t diag_errors(const struct diag *diag);
size_t diag_warnings(const struct diag *diag);

struct diag_finding {
	bool error;
	struct where where;
	const char *text;
};

/* Finding i (ordered by file, line, column), NULL past the last. */
const struct diag_finding *diag_finding(struct diag *diag, size_t i);

/* All findings to standard error: "FILE:LINE:COLUMN: [warning: ]TEXT". */
void diag_print(struct diag *diag);

#endif
