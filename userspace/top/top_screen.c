// SPDX-License-Identifier: GPL-2.0
/*
 * The live screen on a terminal, by ncurses.
 * A build without it still links: then the screen is refused in words.
 */
#define _GNU_SOURCE /* wcwidth() */
#include "top/top_screen.h"

#include <errno.h>

#if HAVE_NCURSES

#define NCURSES_WIDECHAR 1
#include <inttypes.h>
#include <locale.h>
#include <ncurses.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "guard/fallback.h"
#include "base/human.h"
#include "base/short_id.h"
#include "top/top_rows.h"
#include "base/utf8.h"

#define MAX_COLUMNS 512 /* of a line; what is further right is not drawn */
#define MAX_WARNINGS 4
#define SMALL 12 /* lines, below which the head is two of them */

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

static const char *const sort_texts[TOP_SORT_MAX] = {
	[TOP_BY_RATE] = "by rate",
	[TOP_BY_FRAMES] = "by frames",
	[TOP_BY_LAST] = "by last seen",
	[TOP_BY_ORDER] = "in order",
};

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
static void put(int y, int x, int width, bool right, const char *text)
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

__attribute__((format(printf, 3, 4))) static void
say(struct top_screen *s, attr_t look, const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	attrset(look);
	put(s->line++, 0, COLS, false, text);
	attrset(A_NORMAL);
}

/* ---- the head -------------------------------------------------------------- */

static void say_title(struct top_screen *s, const struct top_data *data,
		      unsigned int seconds)
{
	char host[256] = "", clock[16] = "", text[400];
	time_t now = time(NULL);
	struct tm tm;

	gethostname(host, sizeof(host) - 1);
	if (localtime_r(&now, &tm))
		strftime(clock, sizeof(clock), "%H:%M:%S", &tm);
	snprintf(text, sizeof(text), "%s  every %u s  %s", host, seconds,
		 clock);
	say(s, A_BOLD, "lenscap %s %s%s", top_titles[s->pane],
	    data->there ? sort_texts[s->sort] : "",
	    s->reverse ? ", reversed" : "");
	if (COLS > 60)
		put(s->line - 1, COLS - (int)strlen(text), strlen(text), false,
		    text);
}

static void say_policy(struct top_screen *s, const struct top_data *data)
{
	const struct lc_policy_info *info = &data->live.info;
	const struct pending *pending = &data->live.pending;
	char text[PENDING_TEXT_LEN], id[SHORT_ID_LEN];

	if (!data->live.policy)
		say(s, A_BOLD, "no policy is in force");
	else
		say(s, A_NORMAL, "policy   %s%s%s%s(%.12s), %s%s", info->name,
		    *info->name && *info->revision ? " " : "", info->revision,
		    *info->name || *info->revision ? " " : "", info->sha256,
		    info->monitor ?
			    "monitor: judged and counted, nothing is dropped" :
			    "enforce",
		    data->state->saved ? "" : ", NOT saved");
	if (!pending->id)
		return;
	pending_text(pending, text);
	short_id_format(pending->id, id);
	say(s, A_BOLD, "%s: lenscap confirm %s keeps it", text, id);
}

static int by_slug(const void *left, const void *right)
{
	const char *a = *(const char *const *)left;
	const char *b = *(const char *const *)right;

	return strcmp(a ? a : "", b ? b : "");
}

/* "devices  12 active: 8 hikvision, 4 dahua; 2 stale; 1,200 taken for forged" */
static void say_devices(struct top_screen *s, const struct top_data *data)
{
	const struct census *census = data->census;
	size_t states[CENSUS_STATE_MAX] = { 0 };
	char buf[HUMAN_LEN], text[900];
	size_t i, same, active = 0, len = 0;
	const char **slugs;

	slugs = calloc(census->device_count + 1, sizeof(*slugs));
	for (i = 0; slugs && i < census->device_count; i++) {
		states[census->devices[i].state]++;
		if (census->devices[i].state == CENSUS_ACTIVE)
			slugs[active++] = census->devices[i].vendor;
	}
	if (active)
		qsort(slugs, active, sizeof(*slugs), by_slug);
	text[0] = '\0';
	for (i = 0; i < active && len < sizeof(text) - 100; i += same) {
		for (same = 1; i + same < active; same++)
			if (by_slug(&slugs[i], &slugs[i + same]))
				break;
		len += snprintf(text + len, sizeof(text) - len, "%s%zu %s",
				i ? ", " : ": ", same,
				slugs[i] ? slugs[i] : "of no known maker");
	}
	if (states[CENSUS_STALE])
		len += snprintf(text + len, sizeof(text) - len, "; %zu stale",
				states[CENSUS_STALE]);
	if (states[CENSUS_FLOOD])
		snprintf(text + len, sizeof(text) - len,
			 "; %s taken for forged",
			 human_count(states[CENSUS_FLOOD], buf));
	say(s, A_NORMAL, "devices  %zu active%s", active, text);
	free(slugs);
}

static void say_rates(struct top_screen *s, const struct top_data *data)
{
	char pass[TOP_CELL_LEN], drop[TOP_CELL_LEN], would[TOP_CELL_LEN];

	say(s, A_NORMAL,
	    "frames   %s/s dropped, %s/s would be dropped, %s/s passed",
	    top_rate(data->verdict_rate[LC_DROP], drop),
	    top_rate(data->verdict_rate[LC_WOULD_DROP], would),
	    top_rate(data->verdict_rate[LC_PASS], pass));
}

static void say_warnings(struct top_screen *s, const struct top_data *data)
{
	const struct state *state = data->state;
	size_t i, most = MAX_WARNINGS;

	/* the lists need some lines too */
	if (getmaxy(stdscr) < 2 * SMALL)
		most = 1;
	for (i = 0; i < state->warning_count; i++) {
		if (i + 1 == most && state->warning_count > most) {
			say(s, A_BOLD,
			    "warning: %s (and %zu more: lenscap status)",
			    state->warnings[i], state->warning_count - most);
			break;
		}
		say(s, A_BOLD, "warning: %s", state->warnings[i]);
	}
	if (data->census->unplaced || data->census->unnamed)
		say(s, A_BOLD,
		    "NOT complete: the kernel's tables had no room for all; lenscap devices and attempts tell more");
}

/* That there is some, where there is no room to say which. */
static void say_trouble(struct top_screen *s, const struct top_data *data)
{
	size_t count = data->state->warning_count;

	if (data->live.pending.id || count)
		say(s, A_BOLD, "%s%zu warning%s: lenscap status",
		    data->live.pending.id ? "pending, not confirmed; " : "",
		    count, count == 1 ? "" : "s");
}

static void say_head(struct top_screen *s, const struct top_data *data,
		     unsigned int seconds)
{
	say_title(s, data, seconds);
	if (!data->there) {
		say(s, A_BOLD, "%s", data->fault.text);
		return;
	}
	if (getmaxy(stdscr) < SMALL) {
		say_rates(s, data);
		if (getmaxy(stdscr) > SMALL / 2)
			say_trouble(s, data);
		return;
	}
	say_policy(s, data);
	say_devices(s, data);
	say_rates(s, data);
	say_warnings(s, data);
	s->line++;
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
		put(s->line, x, width, column[i].right,
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
		say(s, A_NORMAL, "none since the first apply");
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
		say(s, A_NORMAL, "%s", lines[i]);
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
	say(s, A_DIM, "%s", text);
}

void top_screen_show(struct top_screen *s, const struct top_data *data,
		     unsigned int seconds)
{
	erase();
	s->line = 0;
	s->count = 0;
	s->shown = 0;
	if (s->help) {
		say_title(s, data, seconds);
		draw_help(s);
	} else {
		say_head(s, data, seconds);
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
