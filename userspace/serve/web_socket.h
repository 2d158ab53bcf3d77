/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where HTTP is spoken: an address and a port, or a socket in the file system.
 * What is spoken there is web.h.
 */
#ifndef LENSCAP_WEB_SOCKET_H
#define LENSCAP_WEB_SOCKET_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/fault.h"

#define WEB_SOCKET_DEFAULT "127.0.0.1:9877"

struct web_socket {
	const char *text; /* as it was given */
	bool none; /* nowhere */
	bool open; /* others than this machine's can reach it */
	socklen_t len;
	union {
		struct sockaddr any;
		struct sockaddr_un file;
		struct sockaddr_storage room;
	} addr;
};

/*
 * Parse "127.0.0.1:9877", "[::1]:9877", "unix:/run/lenscap.sock" or "none". text
 * is kept, not copied. 0, or -EINVAL with the cause in fault.
 */
int web_socket_parse(const char *text, struct web_socket *at,
		     struct fault *fault);

/*
 * Listen there. A file that nobody listens on is replaced. The descriptor, or a
 * negative errno with the cause in fault.
 */
int web_socket_listen(const struct web_socket *at, struct fault *fault);

/* Take the file away, where it is one. */
void web_socket_remove(const struct web_socket *at);

#endif
