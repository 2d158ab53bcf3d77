// SPDX-License-Identifier: GPL-2.0
/*
 * Where HTTP is spoken: an address and a port, or a socket in the file system.
 * What is spoken there stands in web.c.
 */
#include "serve/web_socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/number.h"

#define BACKLOG 1024
#define FILE_MARK "unix:"

static int parse_file(const char *path, struct web_socket *at,
		      struct fault *fault)
{
	if (*path != '/')
		return fault_set(fault, -EINVAL,
				 "\"%s\": the path must begin with /",
				 at->text);
	if (strlen(path) >= sizeof(at->addr.file.sun_path))
		return fault_set(fault, -EINVAL,
				 "\"%s\": no socket has so long a path",
				 at->text);
	at->addr.file.sun_family = AF_UNIX;
	strcpy(at->addr.file.sun_path, path);
	at->len = sizeof(at->addr.file);
	return 0;
}

static bool is_loopback(const struct sockaddr *addr)
{
	const struct sockaddr_in *four = (const struct sockaddr_in *)addr;
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)addr;

	if (addr->sa_family == AF_INET)
		return ntohl(four->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
	return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

static int parse_address(struct web_socket *at, struct fault *fault)
{
	const struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};
	const char *text = at->text, *port = strrchr(text, ':');
	size_t len = port ? (size_t)(port - text) : 0;
	uint64_t low, high;
	struct addrinfo *info;
	char host[128];
	bool six = *text == '[';

	if (six && len > 2 && text[len - 1] == ']')
		text++, len -= 2;
	else if (six || memchr(text, ':', len))
		len = 0;
	if (!len || len >= sizeof(host) ||
	    number_range_parse(port + 1, 1, 65535, &low, &high) || low != high)
		goto bad;
	memcpy(host, text, len);
	host[len] = '\0';
	if (getaddrinfo(host, port + 1, &hints, &info))
		goto bad;
	memcpy(&at->addr, info->ai_addr, info->ai_addrlen);
	at->len = info->ai_addrlen;
	freeaddrinfo(info);
	if (at->addr.any.sa_family != (six ? AF_INET6 : AF_INET))
		goto bad;
	at->open = !is_loopback(&at->addr.any);
	return 0;
bad:
	return fault_set(
		fault, -EINVAL,
		"\"%s\" is no place to listen at: 127.0.0.1:9877, [::1]:9877, unix:/run/lenscap.sock, none",
		at->text);
}

int web_socket_parse(const char *text, struct web_socket *at,
		     struct fault *fault)
{
	struct web_socket new = { .text = text };
	int err = 0;

	if (!strcmp(text, "none"))
		new.none = true;
	else if (!strncmp(text, FILE_MARK, strlen(FILE_MARK)))
		err = parse_file(text + strlen(FILE_MARK), &new, fault);
	else
		err = parse_address(&new, fault);
	if (!err)
		*at = new;
	return err;
}

/* One that was left by a process that is gone; anything else stays. */
static int clear_file(const struct web_socket *at, int fd)
{
	const char *path = at->addr.file.sun_path;
	struct stat st;

	if (lstat(path, &st))
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISSOCK(st.st_mode))
		return -EEXIST;
	if (!connect(fd, &at->addr.any, at->len) || errno != ECONNREFUSED)
		return -EADDRINUSE;
	return unlink(path) ? -errno : 0;
}

static int bind_file(const struct web_socket *at, int fd)
{
	mode_t mask;
	int err;

	err = clear_file(at, fd);
	if (err)
		return err;
	/* read-only, and for all of this machine as 127.0.0.1 is */
	mask = umask(0111);
	err = bind(fd, &at->addr.any, at->len) ? -errno : 0;
	umask(mask);
	return err;
}

/* The address may come with the network, which is later than this. */
static int bind_address(const struct web_socket *at, int fd)
{
	bool six = at->addr.any.sa_family == AF_INET6;
	const int on = 1;

	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) ||
	    setsockopt(fd, six ? IPPROTO_IPV6 : IPPROTO_IP,
		       six ? IPV6_FREEBIND : IP_FREEBIND, &on, sizeof(on)))
		return -errno;
	return bind(fd, &at->addr.any, at->len) ? -errno : 0;
}

int web_socket_listen(const struct web_socket *at, struct fault *fault)
{
	int fd = socket(at->addr.any.sa_family,
			SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int err;

	if (fd < 0)
		return fault_set(fault, -errno, "cannot listen on %s: %s",
				 at->text, strerror(errno));
	if (at->addr.any.sa_family == AF_UNIX)
		err = bind_file(at, fd);
	else
		err = bind_address(at, fd);
	if (!err && listen(fd, BACKLOG))
		err = -errno;
	if (!err)
		return fd;
	close(fd);
	if (err == -EADDRINUSE)
		return fault_set(
			fault, err,
			"cannot listen on %s: another process does; --listen names another place, --listen none none",
			at->text);
	if (err == -ENOENT)
		return fault_set(
			fault, err,
			"cannot listen on %s: its directory is not there; make it, or --listen another place",
			at->text);
	return fault_set(fault, err, "cannot listen on %s: %s", at->text,
			 strerror(-err));
}

void web_socket_remove(const struct web_socket *at)
{
	if (!at->none && at->addr.any.sa_family == AF_UNIX)
		unlink(at->addr.file.sun_path);
}
