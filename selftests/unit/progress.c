// SPDX-License-Identifier: GPL-2.0
/*
 * The line that tells how far work has come: on a pseudo terminal, when, how
 * wide, and that it goes. Where nothing may be shown is tried, too.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "kselftest.h"
#include "base/progress.h"

#define CLEAR "\r\033[K"

static int terminal; /* what is written to the other side is read here */
static int other_side;

static void open_terminal(void)
{
	terminal = posix_openpt(O_RDWR | O_NOCTTY);
	if (terminal < 0 || grantpt(terminal) || unlockpt(terminal))
		ksft_exit_fail_msg("no pseudo terminal\n");
	other_side = open(ptsname(terminal), O_RDWR | O_NOCTTY);
	if (other_side < 0)
		ksft_exit_fail_msg("no pseudo terminal\n");
	fcntl(terminal, F_SETFL, O_NONBLOCK);
}

static void widen(unsigned short columns)
{
	const struct winsize size = { .ws_row = 24, .ws_col = columns };

	ioctl(other_side, TIOCSWINSZ, &size);
}

/* What came since, with stderr and stdout being what they were meanwhile. */
static const char *said(void)
{
	static char text[512];
	ssize_t len = read(terminal, text, sizeof(text) - 1);

	text[len > 0 ? len : 0] = '\0';
	return text;
}

/* Work of that long, and what of it can be seen; stdout as given. */
static const char *work(int stdout_fd, int stderr_fd, const char *term,
			bool lines, unsigned int ms)
{
	int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);

	fflush(stdout);
	dup2(stdout_fd, STDOUT_FILENO);
	dup2(stderr_fd, STDERR_FILENO);
	setenv("TERM", term, 1);
	progress_allow(lines);
	progress_begin("working", "frames");
	usleep(ms * 1000);
	progress_at(34567, 12, 100);
	progress_at(34568, 13, 100);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	close(out);
	close(err);
	return said();
}

/* stderr is the terminal for it, as it is for the line. */
static const char *ended(void)
{
	int err = dup(STDERR_FILENO);

	dup2(other_side, STDERR_FILENO);
	progress_end();
	dup2(err, STDERR_FILENO);
	close(err);
	return said();
}

static void seen(const char *got, const char *wanted, const char *name)
{
	if (strcmp(got, wanted))
		ksft_print_msg("got \"%s\"\n", got);
	ksft_test_result(!strcmp(got, wanted), "%s\n", name);
}

int main(void)
{
	int nothing = open("/dev/null", O_WRONLY);

	ksft_print_header();
	ksft_set_plan(9);
	open_terminal();
	widen(80);
	seen(work(nothing, other_side, "xterm", false, 0), "",
	     "nothing in the first second");
	seen(ended(), "", "and nothing to take away");
	seen(work(nothing, other_side, "xterm", false, 1100),
	     CLEAR "working: 12 %, 34,567 frames",
	     "then a line, not more than five times a second");
	seen(ended(), CLEAR, "it is taken away");
	widen(12);
	seen(work(nothing, other_side, "xterm", true, 1100),
	     CLEAR "working: 12", "one that would wrap is cut");
	ended();
	widen(80);
	seen(work(nothing, other_side, "dumb", false, 1100), "",
	     "nothing where a line cannot be taken back");
	seen(work(nothing, other_side, "", false, 1100), "",
	     "nor where nobody says what it is");
	seen(work(other_side, nothing, "xterm", false, 1100), "",
	     "nothing where standard error is no terminal");
	seen(work(other_side, other_side, "xterm", true, 1100), "",
	     "nothing between lines of output");
	ksft_finished();
}
