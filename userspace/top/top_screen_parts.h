/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of top_screen.h share, where there is ncurses.
 * For nobody else.
 */
#ifndef LENSCAP_TOP_SCREEN_PARTS_H
#define LENSCAP_TOP_SCREEN_PARTS_H

#define NCURSES_WIDECHAR 1
#include <ncurses.h>

#include "top/top_rows.h"
#include "top/top_screen.h"

struct top_screen {
	SCREEN *curses;
	enum top_pane pane;
	enum top_sort sort;
	bool reverse;
	bool help;
	size_t top[TOP_PANE_MAX]; /* first row that is shown */
	size_t shown; /* rows that have room */
	size_t count; /* rows of the pane, when last shown */
	struct top_row *rows; /* in order, while it is drawn */
	int line; /* next that is drawn */
};

/* In so many columns, cut to them; nothing is ever written beside the screen. */
void top_put(int y, int x, int width, bool right, const char *text);

/* The next line, cut to what there is room for. */
__attribute__((format(printf, 3, 4))) void
top_say(struct top_screen *s, attr_t look, const char *fmt, ...);

/* The first line, and all that stands above the list. */
void top_title(struct top_screen *s, const struct top_data *data,
	       unsigned int seconds);
void top_head(struct top_screen *s, const struct top_data *data,
	      unsigned int seconds);

#endif
