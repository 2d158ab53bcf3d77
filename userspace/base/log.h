/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a daemon has to say, a line each, on standard error; and to the service
 * manager that it is ready. What is said stands with who says it.
 */
#ifndef LENSCAP_LOG_H
#define LENSCAP_LOG_H

#include <stdbool.h>

/* As syslog's, and sd-daemon(3) prefixes where the journal reads along. */
enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_NOTICE = 5,
	LOG_LEVEL_INFO = 6,
};

/* Nobody is waited for: what is not read is lost, and counted in the next line. */
__attribute__((format(printf, 2, 3))) void log_line(enum log_level level,
						    const char *fmt, ...);

/*
 * Standard output or error: does whoever reads there take a line? One who stands
 * still is waited for once, and then no more until he goes on.
 */
bool log_taken(int fd);

/* Is standard error the stream that systemd made for us, into its journal? */
bool log_in_journal(void);

/* sd_notify(3): "READY=1" and the like to $NOTIFY_SOCKET, where there is one. */
void log_notify(const char *text);

#endif
