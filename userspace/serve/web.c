// SPDX-License-Identifier: GPL-2.0
/*
 * The process that speaks HTTP. It reads what strangers send, so it holds nothing
 * that could be taken; what it is asked for it asks serve (scrape.c) for.
 */
#define _GNU_SOURCE
#include "serve/web.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "metrics/accept.h"
#include "port/watch.h"
#include "serve/privileges.h"
#include "serve/web_gate.h"
#include "serve/web_message.h"

#if HAVE_MICROHTTPD
#include <microhttpd.h>

#define REQUEST_BYTES 16384 /* of a connection's memory: lines and headers */
#define IDLE_SECONDS 5
#define ANSWER_MS 5000 /* serve has so long */
#define ACCEPT_A_TURN 16
#define RETRY_MS 10
#define DATA_BYTES (64u << 20)

/* How an answer looks, beside its text. */
struct form {
	const char *type;
	const char *vary; /* the header that chose it, or NULL */
	const char *allow; /* or NULL */
	const char *csp;
};

#define NOTHING "default-src 'none'; frame-ancestors 'none'"
#define PLAIN "text/plain; charset=utf-8"

static const struct form plain_form = { .type = PLAIN, .csp = NOTHING };

static const struct form method_form = {
	.type = PLAIN,
	.allow = "GET, HEAD",
	.csp = NOTHING,
};

static const struct form page_form = {
	.type = "text/html; charset=utf-8",
	.csp = NOTHING
	"; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
};

struct web {
	struct MHD_Daemon *daemon;
	struct gate gate;
	struct gate_client *entering;
	uint32_t last_id;
	bool over; /* serve is gone */
};

static enum MHD_Result respond(struct MHD_Connection *connection,
			       unsigned int status, const struct form *form,
			       struct MHD_Response *response)
{
	enum MHD_Result queued;

	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, "Content-Type", form->type);
	MHD_add_response_header(response, "Content-Security-Policy", form->csp);
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	MHD_add_response_header(response, "X-Frame-Options", "DENY");
	MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
	MHD_add_response_header(response, "Cache-Control", "no-store");
	if (form->vary)
		MHD_add_response_header(response, "Vary", form->vary);
	if (form->allow)
		MHD_add_response_header(response, "Allow", form->allow);
	/* one request each: so every connection has an end */
	MHD_add_response_header(response, "Connection", "close");
	queued = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return queued;
}

static enum MHD_Result respond_text(struct MHD_Connection *connection,
				    unsigned int status,
				    const struct form *form, const char *text)
{
	return respond(connection, status, form,
		       MHD_create_response_from_buffer(strlen(text),
						       (void *)text,
						       MHD_RESPMEM_MUST_COPY));
}

/* ---- asking serve ------------------------------------------------------------- */

static int fd_of(struct msghdr *msg)
{
	struct cmsghdr *head = CMSG_FIRSTHDR(msg);
	int fd = -1;

	if (head && head->cmsg_level == SOL_SOCKET &&
	    head->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(head), sizeof(fd));
	return fd;
}

/* One answer, of whatever question. False: there is none. */
static bool receive(struct web *web, struct web_answer *answer, int *fd)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec part = { answer, sizeof(*answer) };
	struct msghdr msg = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	ssize_t got =
		recvmsg(WEB_FD_SERVE, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

	if (!got || (got < 0 && errno != EAGAIN && errno != EINTR))
		web->over = true;
	if (got != sizeof(*answer))
		return false;
	*fd = fd_of(&msg);
	return true;
}

/* The file of the answer, or -1: there was none in time. */
static int ask(struct web *web, enum web_ask what, struct web_answer *answer)
{
	const struct web_question question = { ++web->last_id, what };
	struct pollfd fds = { .fd = WEB_FD_SERVE, .events = POLLIN };
	uint64_t end = watch_clock() + ANSWER_MS;
	uint64_t now;
	int fd;

	if (send(WEB_FD_SERVE, &question, sizeof(question),
		 MSG_DONTWAIT | MSG_NOSIGNAL) != sizeof(question))
		return -1;
	while (!web->over && (now = watch_clock()) < end) {
		poll(&fds, 1, (int)(end - now));
		if (!receive(web, answer, &fd))
			continue;
		if (answer->id == question.id)
			return fd;
		/* of a question that nobody waits for any more */
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

static enum MHD_Result respond_asked(struct web *web,
				     struct MHD_Connection *connection,
				     enum web_ask what, const struct form *form)
{
	struct web_answer answer = { 0 };
	struct MHD_Response *response;
	int fd = ask(web, what, &answer);

	if (fd < 0)
		return respond_text(connection, MHD_HTTP_SERVICE_UNAVAILABLE,
				    &plain_form,
				    "lenscap serve does not answer\n");
	response = MHD_create_response_from_fd64(answer.size, fd);
	if (!response)
		close(fd);
	return respond(connection, answer.status, form, response);
}

/* ---- requests ---------------------------------------------------------------- */

static enum MHD_Result respond_metrics(struct web *web,
				       struct MHD_Connection *connection)
{
	enum metrics_dialect dialect = accept_dialect(
		MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
					    "Accept"));
	const struct form form = {
		.type = metrics_text_type(dialect),
		.vary = "Accept",
		.csp = NOTHING,
	};

	return respond_asked(web, connection,
			     dialect == METRICS_OPEN ? WEB_ASK_OPENMETRICS :
						       WEB_ASK_METRICS,
			     &form);
}

/* Answered at the first call, when the headers are there: no body is read. */
static enum MHD_Result take_request(void *data,
				    struct MHD_Connection *connection,
				    const char *url, const char *method,
				    const char *version, const char *body,
				    size_t *body_size, void **own)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct gate_client *client = info ? info->socket_context : NULL;
	struct web *web = data;

	if (client)
		client->asked = true;
	if (strcmp(method, "GET") && strcmp(method, "HEAD"))
		return respond_text(
			connection, MHD_HTTP_METHOD_NOT_ALLOWED, &method_form,
			"only GET and HEAD: nothing is changed here\n");
	if (!strcmp(url, "/metrics"))
		return respond_metrics(web, connection);
	if (!strcmp(url, "/healthz"))
		return respond_asked(web, connection, WEB_ASK_HEALTH,
				     &plain_form);
	if (!strcmp(url, "/"))
		return respond_asked(web, connection, WEB_ASK_PAGE, &page_form);
	return respond_text(connection, MHD_HTTP_NOT_FOUND, &plain_form,
			    "there are /, /metrics and /healthz\n");
}

/* ---- connections ---------------------------------------------------------------- */

static void take_notice(void *data, struct MHD_Connection *connection,
			void **context,
			enum MHD_ConnectionNotificationCode code)
{
	struct web *web = data;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = web->entering;
		web->entering = NULL;
	} else if (*context) {
		gate_leave(&web->gate, *context);
		*context = NULL;
	}
}

/*
 * Some, as long as there is room. In how many ms to look again although nobody
 * comes; -1: when somebody does.
 */
static int64_t take_connections(struct web *web, uint64_t now)
{
	struct sockaddr_storage from;
	struct gate_client *client;
	int64_t wait;
	socklen_t len;
	int i, fd;

	for (i = 0; i < ACCEPT_A_TURN; i++) {
		if (!gate_room(&web->gate, now, &wait))
			return wait > RETRY_MS ? wait : RETRY_MS;
		len = sizeof(from);
		memset(&from, 0, sizeof(from));
		fd = accept4(WEB_FD_LISTEN, (struct sockaddr *)&from, &len,
			     SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0)
			return errno == EMFILE || errno == ENFILE ||
					       errno == ENOMEM ?
				       RETRY_MS :
				       -1;
		client = gate_enter(&web->gate, fd, (struct sockaddr *)&from,
				    now);
		web->entering = client;
		/* it closes what it does not take */
		if (MHD_add_connection(web->daemon, fd,
				       (struct sockaddr *)&from,
				       len) != MHD_YES &&
		    web->entering)
			gate_leave(&web->gate, client);
		web->entering = NULL;
	}
	return 0;
}

static int64_t sooner(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

static void turn(struct web *web, int epoll)
{
	struct pollfd fds[] = {
		{ .fd = epoll, .events = POLLIN },
		{ .fd = WEB_FD_SERVE, .events = POLLIN },
		{ .fd = WEB_FD_LISTEN, .events = POLLIN },
	};
	uint64_t now = watch_clock();
	int64_t wait = take_connections(web, now);
	MHD_UNSIGNED_LONG_LONG due;
	struct web_answer answer = { 0 };
	int fd = -1;

	/* who waits outside is asked in when there is room */
	if (wait > 0)
		fds[2].fd = -1;
	wait = sooner(wait, gate_sweep(&web->gate, now));
	if (MHD_get_timeout(web->daemon, &due) == MHD_YES)
		wait = sooner(wait, (int64_t)due);
	poll(fds, sizeof(fds) / sizeof(*fds), (int)wait);
	MHD_run(web->daemon);
	/* nothing was asked: it is late, or serve is gone */
	if (fds[1].revents && receive(web, &answer, &fd) && fd >= 0)
		close(fd);
}

static struct MHD_Daemon *start(struct web *web)
{
	return MHD_start_daemon(
		MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
		take_request, web, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned int)GATE_MAX + 8, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned int)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)REQUEST_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_NOTIFY_CONNECTION, take_notice, web, MHD_OPTION_END);
}

static int limit(int what, rlim_t most)
{
	const struct rlimit limit = { most, most };

	return setrlimit(what, &limit) ? -errno : 0;
}

/* What it could be made to do is bounded by the kernel. */
static int be_harmless(void)
{
	/* each answer under way is a file */
	if (limit(RLIMIT_NOFILE, 2 * GATE_MAX + 64) ||
	    limit(RLIMIT_DATA, DATA_BYTES) || limit(RLIMIT_FSIZE, 0) ||
	    limit(RLIMIT_CORE, 0) || chdir("/"))
		return -errno;
	if (privileges_give_up())
		return -EPERM;
	/* after the change of user, which forgets it */
	if (limit(RLIMIT_NPROC, 0) ||
	    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		return -errno;
	return 0;
}

int web_run(void)
{
	static struct web web;
	const union MHD_DaemonInfo *info;

	if (be_harmless())
		return WEB_EXIT_PRIVILEGES;
	gate_init(&web.gate);
	web.daemon = start(&web);
	info = web.daemon ? MHD_get_daemon_info(web.daemon,
						MHD_DAEMON_INFO_EPOLL_FD) :
			    NULL;
	if (!info)
		return WEB_EXIT_HTTP;
	while (!web.over)
		turn(&web, info->epoll_fd);
	return WEB_EXIT_OVER;
}

bool web_available(void)
{
	return true;
}

#else

int web_run(void)
{
	return WEB_EXIT_HTTP;
}

bool web_available(void)
{
	return false;
}

#endif
