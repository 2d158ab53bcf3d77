// SPDX-License-Identifier: GPL-2.0
/*
 * How a command speaks to the person who called it.
 * The one place that prints errors; findings about files are diag.c.
 */
#include "base/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "base/progress.h"

static void say(const char *kind, const char *fmt, va_list args)
{
	progress_clear();
	fflush(stdout);
	fprintf(stderr, "lenscap: %s", kind);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
}

int cmd_fail(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say("", fmt, args);
	va_end(args);
	return CMD_FAILED;
}

int cmd_misuse(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say("", fmt, args);
	va_end(args);
	return CMD_USAGE;
}

void cmd_warn(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say("warning: ", fmt, args);
	va_end(args);
}

int cmd_flush(void)
{
	if (!fflush(stdout) && !ferror(stdout))
		return CMD_DONE;
	return cmd_fail("cannot write to standard output: %s", strerror(errno));
}
