// SPDX-License-Identifier: GPL-2.0
/*
 * How a command speaks to the person who called it.
 * The one place that prints errors; findings about files are diag.c.
 */
#include "base/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/colour.h"
#include "base/progress.h"

/* "lenscap: TEXT", or "lenscap: warning: TEXT": the last word before is coloured. */
static void say(bool failed, const char *fmt, va_list args)
{
	enum colour colour = failed ? COLOUR_RED : COLOUR_YELLOW;

	progress_clear();
	fflush(stdout);
	fprintf(stderr, "%s%s%s%s ",
		failed ? "" : "lenscap: ", colour_begin(stderr, colour),
		failed ? "lenscap:" : "warning:", colour_end(stderr, colour));
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
}

int cmd_fail(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(true, fmt, args);
	va_end(args);
	return CMD_FAILED;
}

int cmd_misuse(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(true, fmt, args);
	va_end(args);
	return CMD_USAGE;
}

void cmd_warn(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(false, fmt, args);
	va_end(args);
}

int cmd_flush(void)
{
	if (!fflush(stdout) && !ferror(stdout))
		return CMD_DONE;
	return cmd_fail("cannot write to standard output: %s", strerror(errno));
}
