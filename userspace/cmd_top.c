// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap top: the devices, attempts and counters on a screen that is alive.
 * What is read is top_data.c, how it looks top_screen.c.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/number.h"
#include "cmd.h"
#include "options.h"
#include "top/top_data.h"
#include "top/top_screen.h"

#define SECONDS 2
#define MAX_SECONDS 3600

struct top {
	const char *pin;
	const char *state;
	unsigned int seconds; /* between readings */
	struct top_screen *screen;
	struct top_data data;
	int signals; /* signalfd */
	bool quit;
};

static void read_anew(struct top *top)
{
	struct top_data new;

	/* what was wrong is on the screen */
	top_data_read(top->pin, top->state, &top->data, &new);
	top_data_free(&top->data);
	top->data = new;
}

static void take_signal(struct top *top)
{
	struct signalfd_siginfo info;

	if (read(top->signals, &info, sizeof(info)) != sizeof(info))
		return;
	if (info.ssi_signo == SIGWINCH)
		top_screen_resize(top->screen);
	else
		top->quit = true;
}

/* For a key or a signal; read when it is time. */
static void wait_until(struct top *top, int64_t until)
{
	struct pollfd fds[2] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = top->signals, .events = POLLIN },
	};
	int64_t left = until - clock_monotonic_ms();
	enum top_key key;

	if (left <= 0 || !poll(fds, 2, left)) {
		read_anew(top);
		return;
	}
	if (fds[1].revents)
		take_signal(top);
	if (fds[0].revents & POLLIN) {
		while ((key = top_screen_key(top->screen)) != TOP_KEY_NONE) {
			if (key == TOP_KEY_QUIT)
				top->quit = true;
			if (key == TOP_KEY_READ)
				read_anew(top);
		}
	}
	/* the terminal is gone, or said to be at its end */
	if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		top->quit = true;
}

static void run(struct top *top)
{
	int64_t next = clock_monotonic_ms();

	while (!top->quit) {
		top_screen_show(top->screen, &top->data, top->seconds);
		if (next <= clock_monotonic_ms())
			next = clock_monotonic_ms() + top->seconds * 1000;
		wait_until(top, next);
	}
}

static int hold_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGQUIT);
	sigaddset(&set, SIGWINCH);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int show(struct top *top)
{
	struct fault fault = { "" };

	if (top_data_read(top->pin, top->state, NULL, &top->data))
		return cmd_fail("%s", top->data.fault.text);
	top->signals = hold_signals();
	if (top->signals < 0) {
		top_data_free(&top->data);
		return cmd_fail("signals cannot be waited for: %s",
				strerror(errno));
	}
	if (top_screen_open(&top->screen, &fault)) {
		top_data_free(&top->data);
		close(top->signals);
		return cmd_fail("%s", fault.text);
	}
	run(top);
	top_screen_close(top->screen);
	top_data_free(&top->data);
	close(top->signals);
	return CMD_DONE;
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Show the devices, whom they attempt to reach, and the counters, on a screen that\n"
		"is read anew every so often. Keys: q quits, h tells of the others.",
	.max_operands = 0,
};

int cmd_top(int argc, char **argv)
{
	struct top top = { .pin = OPTIONS_PIN_DEFAULT,
			   .state = OPTIONS_STATE_DEFAULT,
			   .seconds = SECONDS };
	uint64_t seconds = SECONDS, high = SECONDS;
	const char *interval = NULL;
	const struct option_def defs[] = {
		{ "interval", "S", "seconds between readings (2)", NULL,
		  &interval },
		OPTION_PIN(&top.pin),
		OPTION_STATE(&top.state),
		OPTION_END,
	};
	int err = options_parse(&usage, defs, argc, argv);

	if (err < 0)
		return options_exit(err);
	if (interval &&
	    number_range_parse(interval, 1, MAX_SECONDS, &seconds, &high))
		seconds = 0;
	if (!seconds || seconds != high)
		return cmd_misuse("top: --interval %s: seconds from 1 to %d",
				  interval, MAX_SECONDS);
	top.seconds = seconds;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return cmd_fail(
			"top: a terminal is needed; devices, attempts and counters print the same anywhere");
	return show(&top);
}
