// SPDX-License-Identifier: GPL-2.0
/*
 * The guard's kernel module: is it there, load it, unload it.
 * What it is told once it is loaded stands in guard.c.
 */
#define _GNU_SOURCE
#include "guard/guard_module.h"

#include <errno.h>
#include <fcntl.h>
#include <lenscap_guard.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"

#define MODULE_DIR "/sys/module/" LCG_MODULE

bool guard_module_loaded(void)
{
	return !access(MODULE_DIR, F_OK);
}

bool guard_module_first_netns(void)
{
	struct stat own, first;

	if (stat("/proc/self/ns/net", &own) || stat("/proc/1/ns/net", &first))
		return false;
	return own.st_dev == first.st_dev && own.st_ino == first.st_ino;
}

/* The child's side; whatever is said goes into out. */
static void run_modprobe(int out)
{
	/* the caller's environment could name another configuration */
	static char *const env[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
				     "LC_ALL=C", NULL };
	static char *const args[] = { "modprobe", LCG_MODULE, NULL };
	static const char *const places[] = { "/usr/sbin/modprobe",
					      "/sbin/modprobe",
					      "/usr/local/sbin/modprobe",
					      "/usr/bin/modprobe" };
	int null = open("/dev/null", O_RDWR);
	size_t i;

	if (null >= 0)
		dup2(null, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	for (i = 0; i < ARRAY_SIZE(places); i++)
		execve(places[i], args, env);
	dprintf(STDERR_FILENO, "there is no modprobe here (package kmod)\n");
	_exit(127);
}

/* The first line into text; the rest is read too, so that nothing blocks. */
static void read_line(int fd, char *text, size_t size)
{
	size_t used = 0;
	char buf[512];
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) > 0 ||
	       (n < 0 && errno == EINTR)) {
		size_t take = n > 0 ? (size_t)n : 0;

		if (take > size - 1 - used)
			take = size - 1 - used;
		memcpy(text + used, buf, take);
		used += take;
	}
	text[used] = '\0';
	text[strcspn(text, "\n")] = '\0';
}

static int modprobe(char *said, size_t size)
{
	int pipe_fds[2], status;
	pid_t pid;

	if (pipe2(pipe_fds, O_CLOEXEC))
		return -errno;
	pid = fork();
	if (pid < 0) {
		close(pipe_fds[0]);
		close(pipe_fds[1]);
		return -errno;
	}
	if (!pid)
		run_modprobe(pipe_fds[1]);
	close(pipe_fds[1]);
	read_line(pipe_fds[0], said, size);
	close(pipe_fds[0]);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) && !WEXITSTATUS(status) ? 0 : -ENOEXEC;
}

int guard_module_load(struct fault *fault)
{
	char said[256] = "";
	int err = modprobe(said, sizeof(said));

	if (!err && guard_module_loaded())
		return 0;
	return fault_set(
		fault, err ? err : -ENOEXEC,
		"cannot load the module lenscap_guard: %s; build it for this kernel and install it (make kmod, or the DKMS package), then try again",
		*said ? said :
		err   ? strerror(-err) :
			"it is not there after modprobe");
}

int guard_module_unload(struct fault *fault)
{
	if (!syscall(SYS_delete_module, LCG_MODULE, O_NONBLOCK) ||
	    errno == ENOENT)
		return 0;
	return fault_set(
		fault, -errno,
		"the module lenscap_guard stays loaded (%s): it lists nothing here and drops nothing; modprobe -r lenscap_guard takes it out later",
		errno == EAGAIN || errno == EBUSY ? "it is in use" :
						    strerror(errno));
}
