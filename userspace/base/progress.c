// SPDX-License-Identifier: GPL-2.0
/*
 * How far long work has come, in one line on a terminal (progress.h).
 * One at a time, for one thread.
 */
#include "base/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/human.h"

#define WAIT_MS 1000 /* what takes no longer shows nothing */
#define EVERY_MS 200

static bool allowed, shown;
static const char *what, *unit; /* NULL: no work */
static int64_t due; /* when the line is to be written next, ms */

void progress_allow(bool lines)
{
	const char *term = getenv("TERM");

	allowed = isatty(STDERR_FILENO) && term && *term &&
		  strcmp(term, "dumb") && !(lines && isatty(STDOUT_FILENO));
}

void progress_begin(const char *of, const char *in)
{
	what = allowed ? of : NULL;
	unit = in;
	due = clock_monotonic_ms() + WAIT_MS;
}

/* A line that wraps could not be taken back. */
static int columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || size.ws_col < 2)
		return 79;
	return size.ws_col - 1;
}

void progress_at(uint64_t count, uint64_t done, uint64_t total)
{
	char text[160], part[16] = "", number[HUMAN_LEN];
	int64_t now;

	if (!what)
		return;
	now = clock_monotonic_ms();
	if (now < due)
		return;
	due = now + EVERY_MS;
	if (total)
		snprintf(part, sizeof(part), "%u %%, ",
			 done < total ? (unsigned int)(done * 100.0 / total) :
					100);
	snprintf(text, sizeof(text), "%s: %s%s %s", what, part,
		 human_count(count, number), unit);
	fprintf(stderr, "\r\033[K%.*s", columns(), text);
	fflush(stderr);
	shown = true;
}

void progress_clear(void)
{
	if (!shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	shown = false;
}

void progress_end(void)
{
	progress_clear();
	what = NULL;
}
