// SPDX-License-Identifier: GPL-2.0
/*
 * The live screen on a terminal, by ncurses.
 * A build without it still links: then the screen is refused in words.
 */
#define _GNU_SOURCE /* wcwidth() */
#include "top/top_screen.h"

#include <errno.h>

#if HAVE_NCURSES

#include <inttypes.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "top/top_rows.h"
#include "top/top_screen_parts.h"
#include "base/utf8.h"

#define MAX_COLUMNS 512 /* of a line; what is further right is not drawn */

/* ---- cells ---------------------------------------------------------------- */

/*
 * What of text goes into width columns, as characters of this terminal. A cell
 * that was cut ends with a tilde. *used: columns.
 */
static int fit(const char *text, int width, wchar_t *out, int *used)
{
	size_t len = strlen(text);
	int count = 0, columns, cut = 0, room = 0;
	unsigned int size;
	uint32_t code;

	for (*used = 0; len; text += size, len -= size) {
		size = utf8_decode(text, len, &code);
		if (!size || utf8_is_control(code))
			code = '?';
		size = size ? size : 1;
		columns = wcwidth((wchar_t)code);
		if (columns < 0) {
			code = '?';
			columns = 1;
		}
		/* what stands above another moves nothing, and may go astray */
		if (!columns)
			continue;
		if (*used + columns > width) {
			cut = width > 1;
			break;
		}
		if (*used + columns < width)
			room = count + 1;
		out[count++] = (wchar_t)code;
		*used += columns;
	}
	if (cut) {
		/* the last that leaves a column free */
		count = room;
		for (*used = 0, columns = 0; columns < count; columns++)
			*used += wcwidth(out[columns]);
		out[count++] = L'~';
		(*used)++;
	}
	return count;
}

/* Nothing is ever written beside the screen, however small. */
void top_put(int y, int x, int width, bool right, const char *text)
{
	wchar_t out[MAX_COLUMNS];
	int count, used;

	if (y < 0 || y >= LINES || x >= COLS)
		return;
	if (width > COLS - x)
		width = COLS - x;
	if (width > MAX_COLUMNS - 1)
		width = MAX_COLUMNS - 1;
	if (width <= 0)
		return;
	count = fit(text, width, out, &used);
	mvaddnwstr(y, right ? x + width - used : x, out, count);
}

void top_say(struct top_screen *s, attr_t look, const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	attrset(look);
	top_put(s->line++, 0, COLS, false, text);
	attrset(A_NORMAL);
}

/* ---- the list ---------------------------------------------------------------- */

static int column_width(const struct top_column *column, int x)
{
	if (!column->width)
		return COLS - x;
	return getmaxx(stdscr) >= TOP_WIDE ? column->wide : column->width;
}

static void draw_row(struct top_screen *s, const struct top_row *row,
		     int64_t now)
{
	const struct top_column *column = top_columns[s->pane];
	char buf[TOP_CELL_LEN];
	unsigned int i;
	int x = 0, width;

	for (i = 0; column[i].title; i++) {
		if (column[i].screen > COLS)
			continue;
		width = column_width(&column[i], x);
		top_put(s->line, x, width, column[i].right,
			row ? top_cell(s->pane, i, row, now, buf) :
			      column[i].title);
		x += width + 1;
	}
	s->line++;
}

static void draw_list(struct top_screen *s, const struct top_data *data)
{
	const struct top_list *list = &data->lists[s->pane];
	/* the last line is that of the keys */
	int room = LINES - 1 - (s->line + 1);
	size_t i;

	s->count = list->count;
	s->shown = room > 0 ? room : 0;
	if (s->top[s->pane] + s->shown > list->count)
		s->top[s->pane] =
			list->count > s->shown ? list->count - s->shown : 0;
	s->rows = calloc(list->count + 1, sizeof(*s->rows));
	if (!s->rows)
		return;
	memcpy(s->rows, list->rows, list->count * sizeof(*s->rows));
	top_data_sort(s->rows, list->count, s->sort, s->reverse);
	attrset(A_REVERSE);
	if (s->line < LINES)
		mvhline(s->line, 0, ' ' | A_REVERSE, COLS);
	draw_row(s, NULL, 0);
	attrset(A_NORMAL);
	for (i = s->top[s->pane]; i < list->count && room-- > 0; i++)
		draw_row(s, &s->rows[i], data->census->now);
	if (!list->count && room > 0)
		top_say(s, A_NORMAL, "none since the first apply");
	free(s->rows);
	s->rows = NULL;
}

static void draw_help(struct top_screen *s)
{
	static const char *const lines[] = {
		"d a c     the devices, whom they attempted to reach, the counters",
		"tab       the next of these three",
		"s         sort by rate, frames, last seen, or in the order of the lists",
		"r         the other way round",
		"arrows    up and down; page up, page down, home and end too",
		"space     read at once",
		"h ?       this; any key goes back",
		"q         quit",
		"",
		"/S        frames in a second since the last reading",
		"DROP/S    those of them that were dropped, or would be if not for monitor",
		"from 554  the device answered: its own port, not the peer's",
	};
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		top_say(s, A_NORMAL, "%s", lines[i]);
}

static void draw_keys(struct top_screen *s)
{
	char text[200], where[64] = "";

	if (LINES < 2)
		return;
	if (s->shown && s->count > s->shown && !s->help)
		snprintf(where, sizeof(where), "%zu-%zu of %zu  ",
			 s->top[s->pane] + 1, s->top[s->pane] + s->shown,
			 s->count);
	snprintf(text, sizeof(text),
		 "%sq quit  tab devices/attempts/counters  s sort  h help",
		 where);
	s->line = LINES - 1;
	top_say(s, A_DIM, "%s", text);
}

void top_screen_show(struct top_screen *s, const struct top_data *data,
		     unsigned int seconds)
{
	erase();
	s->line = 0;
	s->count = 0;
	s->shown = 0;
	if (s->help) {
		top_title(s, data, seconds);
		draw_help(s);
	} else {
		top_head(s, data, seconds);
		if (data->there)
			draw_list(s, data);
	}
	draw_keys(s);
	refresh();
}

/* ---- keys and the terminal ---------------------------------------------------- */

static void scroll_by(struct top_screen *s, long rows)
{
	size_t *top = &s->top[s->pane];

	if (rows < 0 && (size_t)-rows > *top)
		*top = 0;
	else
		*top += rows;
	/* the end is seen to when it is drawn */
}

static enum top_key act(struct top_screen *s, int key)
{
	long page = s->shown > 1 ? (long)s->shown - 1 : 1;

	switch (key) {
	case 'q':
		return TOP_KEY_QUIT;
	case ' ':
		return TOP_KEY_READ;
	case 'h':
	case '?':
		s->help = true;
		break;
	case 'd':
		s->pane = TOP_DEVICES;
		break;
	case 'a':
		s->pane = TOP_ATTEMPTS;
		break;
	case 'c':
		s->pane = TOP_COUNTERS;
		break;
	case '\t':
		s->pane = (s->pane + 1) % TOP_PANE_MAX;
		break;
	case 's':
		s->sort = (s->sort + 1) % TOP_SORT_MAX;
		break;
	case 'r':
		s->reverse = !s->reverse;
		break;
	case KEY_UP:
	case 'k':
		scroll_by(s, -1);
		break;
	case KEY_DOWN:
	case 'j':
		scroll_by(s, 1);
		break;
	case KEY_PPAGE:
		scroll_by(s, -page);
		break;
	case KEY_NPAGE:
		scroll_by(s, page);
		break;
	case KEY_HOME:
		s->top[s->pane] = 0;
		break;
	case KEY_END:
		s->top[s->pane] = s->count;
		break;
	}
	return TOP_KEY_SHOW;
}

enum top_key top_screen_key(struct top_screen *s)
{
	int key = getch();

	if (key == ERR)
		return TOP_KEY_NONE;
	if (key == KEY_RESIZE)
		return TOP_KEY_SHOW;
	if (s->help && key != 'q') {
		s->help = false;
		return TOP_KEY_SHOW;
	}
	return act(s, key);
}

void top_screen_resize(struct top_screen *s)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row ||
	    !size.ws_col)
		return;
	resizeterm(size.ws_row, size.ws_col);
	clear();
}

int top_screen_open(struct top_screen **screen, struct fault *fault)
{
	struct top_screen *s = calloc(1, sizeof(*s));
	const char *term = getenv("TERM");

	if (!s)
		return fault_set(fault, -ENOMEM, "out of memory");
	/* the terminal's characters; numbers are ours in any locale */
	setlocale(LC_CTYPE, "");
	s->curses = newterm(NULL, stdout, stdin);
	if (!s->curses) {
		free(s);
		return fault_set(
			fault, -ENOTTY,
			"top: the terminal \"%s\" is not known or cannot move its cursor: see that TERM says what it is; devices, attempts and counters need none",
			term && *term ? term : "");
	}
	cbreak();
	noecho();
	nodelay(stdscr, TRUE);
	keypad(stdscr, TRUE);
	set_escdelay(50);
	curs_set(0);
	*screen = s;
	return 0;
}

void top_screen_close(struct top_screen *s)
{
	if (!s)
		return;
	endwin();
	delscreen(s->curses);
	free(s);
}

#else

int top_screen_open(struct top_screen **screen, struct fault *fault)
{
	return fault_set(
		fault, -EOPNOTSUPP,
		"this lenscap was built without ncurses and has no live screen: install libncurses-dev and build again");
}

void top_screen_close(struct top_screen *screen)
{
}

void top_screen_show(struct top_screen *screen, const struct top_data *data,
		     unsigned int seconds)
{
}

void top_screen_resize(struct top_screen *screen)
{
}

enum top_key top_screen_key(struct top_screen *screen)
{
	return TOP_KEY_QUIT;
}

#endif
