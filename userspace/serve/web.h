/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The process that speaks HTTP, for lenscap serve: it holds no privilege, no map
 * and no policy, and asks for each text (web_message.h). Who may wait in it, and
 * for how long, is web_gate.h.
 */
#ifndef LENSCAP_WEB_H
#define LENSCAP_WEB_H

#include <stdbool.h>

/* How it ends where it does so by itself. */
enum web_exit {
	WEB_EXIT_OVER, /* serve is gone */
	WEB_EXIT_START = 10, /* it could not be executed */
	WEB_EXIT_PRIVILEGES, /* they cannot be given up */
	WEB_EXIT_HTTP, /* libmicrohttpd does not start */
};

/* Was it built with libmicrohttpd? */
bool web_available(void);

/* Be that process; descriptors are enum web_fd. The exit status. */
int web_run(void);

#endif
