// SPDX-License-Identifier: GPL-2.0
/*
 * "lenscap apply --again" as a child: started, read, waited for.
 * When it is wanted is follow.c.
 */
#define _GNU_SOURCE
#include "serve/again.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "port/attach.h"

/* The child: nothing of this process's state but the namespaces and root. */
__attribute__((noreturn)) static void run(const char *pin, const char *state,
					  int out)
{
	char *const argv[] = { "lenscap",   "apply",   "--again",     "--pin",
			       (char *)pin, "--state", (char *)state, NULL };
	const char *force = getenv(ATTACH_FORCE_TC);
	char tc[64] = ATTACH_FORCE_TC "=";
	char *const env[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
			      /* what was unloaded meanwhile stays so */
			      "LENSCAP_AGAIN=live", force ? tc : NULL, NULL };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t none;

	if (force)
		snprintf(tc, sizeof(tc), ATTACH_FORCE_TC "=%s", force);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(null, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0)
		_exit(127);
	/* what a terminal sends to serve is not for it: it ends by itself */
	setpgid(0, 0);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execve("/proc/self/exe", argv, env);
	dprintf(STDERR_FILENO, "lenscap: cannot run itself (errno %d)\n",
		errno);
	_exit(127);
}

int again_start(struct again *again, const char *pin, const char *state)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
		return -errno;
	fflush(stderr);
	pid = fork();
	if (pid < 0) {
		int err = -errno;

		close(ends[0]);
		close(ends[1]);
		return err;
	}
	if (!pid) {
		fcntl(ends[1], F_SETFL, 0);
		run(pin, state, ends[1]);
	}
	close(ends[1]);
	again->pid = pid;
	again->fd = ends[0];
	again->len = 0;
	again->text[0] = '\0';
	return 0;
}

void again_read(struct again *again)
{
	char rest[512];
	ssize_t got;

	do {
		/* what is too much is read, or it would wait for ever */
		if (again->len < AGAIN_TEXT)
			got = read(again->fd, again->text + again->len,
				   AGAIN_TEXT - again->len);
		else
			got = read(again->fd, rest, sizeof(rest));
		if (got > 0 && again->len < AGAIN_TEXT)
			again->len += got;
	} while (got > 0);
	again->text[again->len] = '\0';
}

bool again_ended(struct again *again, bool wait, int *status)
{
	int raw;
	pid_t pid;

	if (!again->pid)
		return false;
	do {
		/* so that it can go on writing */
		if (wait) {
			usleep(10000);
			again_read(again);
		}
		pid = waitpid(again->pid, &raw, WNOHANG);
	} while (wait && !pid);
	if (!pid)
		return false;
	again_read(again);
	close(again->fd);
	again->fd = -1;
	again->pid = 0;
	if (pid < 0)
		*status = 127;
	else
		*status = WIFEXITED(raw) ? WEXITSTATUS(raw) :
					   128 + WTERMSIG(raw);
	return true;
}
