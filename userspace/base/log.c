// SPDX-License-Identifier: GPL-2.0
/*
 * What a daemon has to say: lines on standard error, and sd_notify's datagram.
 * The datagram is written here rather than by libsystemd: it is one sendto(),
 * and the loader shall need no further library.
 */
#include "base/log.h"

#include <poll.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/utf8.h"

#define PATIENCE 1000 /* ms, and none with who stood still before */

bool log_taken(int fd)
{
	static bool stands[STDERR_FILENO + 1];
	struct pollfd at = { .fd = fd, .events = POLLOUT };
	int ready = poll(&at, 1, stands[fd] ? 0 : PATIENCE);

	stands[fd] = !ready;
	return ready;
}

bool log_in_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	unsigned long long dev, ino;
	struct stat st;

	return stream && sscanf(stream, "%llu:%llu", &dev, &ino) == 2 &&
	       !fstat(STDERR_FILENO, &st) && st.st_dev == dev &&
	       st.st_ino == ino;
}

/* One that begins with its level, or is for people. */
static void put_line(enum log_level level, const char *text)
{
	if (log_in_journal())
		fprintf(stderr, "<%d>%s\n", level, text);
	else
		fprintf(stderr, "lenscap: %s%s\n",
			level <= LOG_LEVEL_WARNING ? "warning: " : "", text);
}

void log_line(enum log_level level, const char *fmt, ...)
{
	static unsigned int lost;
	char text[1024], more[64];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	/* names of devices are the kernel's word: a line stays a line */
	utf8_make_harmless(text);
	if (!log_taken(STDERR_FILENO)) {
		lost++;
		return;
	}
	if (lost) {
		snprintf(more, sizeof(more),
			 "%u lines were lost: nobody read them", lost);
		put_line(LOG_LEVEL_WARNING, more);
	}
	lost = 0;
	put_line(level, text);
}

void log_notify(const char *text)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t len = path ? strlen(path) : 0;
	int fd;

	if (len < 2 || len >= sizeof(to.sun_path) ||
	    (*path != '/' && *path != '@'))
		return;
	memcpy(to.sun_path, path, len);
	if (*path == '@')
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	/* whoever waits for it says so when it does not come */
	sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&to,
	       offsetof(struct sockaddr_un, sun_path) + len);
	close(fd);
}
