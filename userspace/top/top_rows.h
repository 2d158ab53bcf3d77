/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The columns of the live screen's lists: titles, widths, what stands in a cell.
 * Nothing here knows a terminal.
 */
#ifndef LENSCAP_TOP_ROWS_H
#define LENSCAP_TOP_ROWS_H

#include "top/top_data.h"

#define TOP_CELL_LEN 260 /* a name, and its NUL */

struct top_column {
	const char *title; /* NULL: no more */
	int width; /* 0: all that is left */
	int wide; /* the same on a screen of TOP_WIDE columns */
	bool right; /* aligned so */
	int screen; /* columns that the screen must have to show it */
};

#define TOP_WIDE 160

/* By pane; the one that takes what is left is the last that is shown. */
extern const struct top_column *const top_columns[TOP_PANE_MAX];
extern const char *const top_titles[TOP_PANE_MAX];

/* What stands in a column of a row. now: ms since the epoch. */
const char *top_cell(enum top_pane pane, unsigned int column,
		     const struct top_row *row, int64_t now,
		     char buf[TOP_CELL_LEN]);

/* "12", "3.4", "12.3k", "-" for what is not known yet. */
const char *top_rate(double rate, char buf[TOP_CELL_LEN]);

#endif
