/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rows as RFC 4180 has them, for spreadsheets: what one of them would take for a
 * formula gets an apostrophe in front. Nothing about what the cells mean.
 */
#ifndef LENSCAP_CSV_H
#define LENSCAP_CSV_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

/* One cell: quoted where it must be, and harmless to a spreadsheet. */
void csv_cell(FILE *out, const char *text);

struct csv {
	FILE *out;
	unsigned int cells; /* of this row, so far */
};

/* The next cell; NULL: empty. */
void csv_text(struct csv *csv, const char *text);
void csv_end(struct csv *csv);

/*
 * Rows of objects that all have the same keys: these in the first row, then the
 * values. Null, lists and objects leave their cells empty.
 */
void csv_json(FILE *out, const json_t *rows, const char *const *keys);

/*
 * Print an envelope's rows so, or (keys NULL) the envelope as JSON; it is freed.
 * The exit status of the command.
 */
int csv_envelope(json_t *env, const char *const *keys);

#endif
