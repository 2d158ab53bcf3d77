// SPDX-License-Identifier: GPL-2.0
/*
 * The part of serve that monitoring asks. What it asks with stands in web.c, and
 * is not trusted: it speaks with strangers.
 */
#define _GNU_SOURCE
#include "serve/scrape.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "metrics/health.h"
#include "metrics/measure.h"
#include "metrics/overview.h"
#include "port/watch.h"
#include "serve/web.h"
#include "serve/web_message.h"
#include "serve/web_page.h"
#include "serve/web_socket.h"

#define FRESH 250 /* ms; what is asked again within gets the same text */
#define MOST_A_TURN 16 /* questions; the rest of serve has its turn, too */
#define FIRST_WAIT \
	500 /* ms before it is started again, doubled for each more */
#define LAST_WAIT 60000
#define LISTEN_WAIT 5000 /* between tries to listen */

/* A text that was made, as a sealed file. */
struct text {
	int fd; /* -1: none */
	uint32_t status;
	size_t size;
	uint64_t until;
};

struct scrape {
	struct web_socket at;
	const char *pin;
	const char *state;
	int listener; /* -1: not yet */
	int channel; /* to the process, -1: none runs */
	pid_t pid; /* 0: none runs */
	uint64_t started;
	uint64_t due; /* when to try again */
	uint64_t wait;
	struct text texts[WEB_ASK_MAX];
	struct overview_past past;
	char trouble[768]; /* said last, so that it is said once */
};

int scrape_new(const char *where, const char *pin, const char *state,
	       struct scrape **out, struct fault *fault)
{
	struct scrape *scrape = calloc(1, sizeof(*scrape));
	int i, err;

	if (!scrape)
		return -ENOMEM;
	err = web_socket_parse(where, &scrape->at, fault);
	if (err) {
		free(scrape);
		return err;
	}
	scrape->pin = pin;
	scrape->state = state;
	scrape->listener = -1;
	scrape->channel = -1;
	scrape->wait = FIRST_WAIT;
	for (i = 0; i < WEB_ASK_MAX; i++)
		scrape->texts[i].fd = -1;
	*out = scrape;
	return 0;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void scrape_free(struct scrape *scrape)
{
	int i;

	if (!scrape)
		return;
	/* it ends when nobody is at the other end any more */
	close_fd(&scrape->channel);
	if (scrape->listener >= 0)
		web_socket_remove(&scrape->at);
	close_fd(&scrape->listener);
	for (i = 0; i < WEB_ASK_MAX; i++)
		close_fd(&scrape->texts[i].fd);
	overview_past_free(&scrape->past);
	free(scrape);
}

static bool wanted(const struct scrape *scrape)
{
	return !scrape->at.none && web_available();
}

int scrape_fd(const struct scrape *scrape)
{
	return scrape->channel;
}

int64_t scrape_left(const struct scrape *scrape)
{
	uint64_t now = watch_clock();

	if (!wanted(scrape) || scrape->pid)
		return -1;
	return scrape->due > now ? (int64_t)(scrape->due - now) : 0;
}

/* ---- answers --------------------------------------------------------------- */

static int print_overview(FILE *out, enum web_ask ask,
			  const struct overview *overview, uint32_t *status)
{
	*status = 200;
	switch (ask) {
	case WEB_ASK_METRICS:
		return measure_print(out, overview, METRICS_CLASSIC);
	case WEB_ASK_OPENMETRICS:
		return measure_print(out, overview, METRICS_OPEN);
	case WEB_ASK_HEALTH:
		if (!health_good(overview))
			*status = 503;
		health_print(out, overview);
		return 0;
	default:
		web_page_print(out, overview);
		return 0;
	}
}

/* What cannot be looked at is no empty list: it is told as an error. */
static int print(struct scrape *scrape, FILE *out, enum web_ask ask,
		 uint32_t *status)
{
	struct fault fault = { "" };
	struct overview overview;
	int err;

	err = overview_look(scrape->pin, scrape->state, &scrape->past,
			    &overview, &fault);
	if (err) {
		*status = ask == WEB_ASK_HEALTH ? 503 : 500;
		if (ask == WEB_ASK_PAGE)
			web_page_trouble(out, fault.text);
		else
			fprintf(out, "%s\n", fault.text);
		return 0;
	}
	err = print_overview(out, ask, &overview, status);
	overview_free(&overview);
	return err;
}

static int write_all(int fd, const char *text, size_t size)
{
	ssize_t put;

	for (; size; text += put, size -= put) {
		put = write(fd, text, size);
		if (put < 0)
			return -errno;
	}
	return 0;
}

static int make_file(const char *text, size_t size)
{
	int fd = memfd_create("lenscap", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	int err;

	if (fd < 0)
		return -errno;
	err = write_all(fd, text, size);
	if (!err &&
	    fcntl(fd, F_ADD_SEALS,
		  F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL))
		err = -errno;
	if (!err)
		return fd;
	close(fd);
	return err;
}

/* The text asked for, made anew unless it is fresh; NULL: it cannot be. */
static const struct text *text_for(struct scrape *scrape, enum web_ask ask)
{
	struct text *text = &scrape->texts[ask];
	uint32_t status = 500;
	char *made = NULL;
	FILE *out;
	int err;

	if (text->fd >= 0 && watch_clock() < text->until)
		return text;
	out = open_memstream(&made, &text->size);
	if (!out)
		return NULL;
	err = print(scrape, out, ask, &status);
	close_fd(&text->fd);
	if (!fclose(out) && !err)
		text->fd = make_file(made, text->size);
	free(made);
	text->status = status;
	text->until = watch_clock() + FRESH;
	return text->fd < 0 ? NULL : text;
}

/* Where it does not read, it does without. */
static void send_answer(struct scrape *scrape, struct web_answer *answer,
			int fd)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { answer, sizeof(*answer) };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };

	if (fd >= 0) {
		control.head.cmsg_level = SOL_SOCKET;
		control.head.cmsg_type = SCM_RIGHTS;
		control.head.cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(&control.head), &fd, sizeof(fd));
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control);
	}
	sendmsg(scrape->channel, &msg, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void answer_questions(struct scrape *scrape)
{
	struct web_question question;
	int i;

	for (i = 0; i < MOST_A_TURN && scrape->channel >= 0; i++) {
		struct web_answer answer = { .status = 500 };
		const struct text *text;
		ssize_t got = recv(scrape->channel, &question, sizeof(question),
				   MSG_DONTWAIT);

		if (!got || (got < 0 && errno != EAGAIN && errno != EINTR))
			close_fd(&scrape->channel);
		if (got <= 0)
			return;
		if (got != sizeof(question) || question.ask >= WEB_ASK_MAX)
			continue;
		text = text_for(scrape, question.ask);
		answer.id = question.id;
		if (text) {
			answer.status = text->status;
			answer.size = text->size;
		}
		send_answer(scrape, &answer, text ? text->fd : -1);
	}
}

/* ---- the process -------------------------------------------------------------- */

/* Nothing of this one: neither its memory nor its maps nor its descriptors. */
__attribute__((noreturn)) static void become_web(int listener, int channel)
{
	char *const argv[] = { "lenscap", "serve", "--web", NULL };
	char *const env[] = { NULL };
	sigset_t none;
	int null, ends[2];

	/* out of the way of where they are to stand */
	ends[0] = fcntl(listener, F_DUPFD, WEB_FD_END);
	ends[1] = fcntl(channel, F_DUPFD, WEB_FD_END);
	null = open("/dev/null", O_RDWR);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0 ||
	    dup2(ends[0], WEB_FD_LISTEN) < 0 ||
	    dup2(ends[1], WEB_FD_SERVE) < 0 || close_range(WEB_FD_END, ~0u, 0))
		_exit(WEB_EXIT_START);
	/* what a terminal or systemd sends to all is not for it */
	setpgid(0, 0);
	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execve("/proc/self/exe", argv, env);
	_exit(WEB_EXIT_START);
}

static int start(struct scrape *scrape)
{
	int ends[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return -errno;
	fflush(NULL);
	pid = fork();
	if (pid < 0) {
		int err = -errno;

		close(ends[0]);
		close(ends[1]);
		return err;
	}
	if (!pid)
		become_web(scrape->listener, ends[1]);
	close(ends[1]);
	scrape->channel = ends[0];
	scrape->pid = pid;
	scrape->started = watch_clock();
	return 0;
}

/* The same trouble again is no news. */
static void trouble(struct scrape *scrape, const char *text)
{
	if (!strcmp(scrape->trouble, text))
		return;
	snprintf(scrape->trouble, sizeof(scrape->trouble), "%s", text);
	log_line(LOG_LEVEL_WARNING, "%s", text);
}

static bool try_listen(struct scrape *scrape)
{
	struct fault fault = { "" };

	if (scrape->listener >= 0)
		return true;
	scrape->listener = web_socket_listen(&scrape->at, &fault);
	if (scrape->listener >= 0)
		return true;
	trouble(scrape, fault.text);
	scrape->due = watch_clock() + LISTEN_WAIT;
	return false;
}

static void try_start(struct scrape *scrape)
{
	int err;

	if (scrape_left(scrape) || !try_listen(scrape))
		return;
	err = start(scrape);
	if (!err) {
		scrape->trouble[0] = '\0';
		log_line(
			LOG_LEVEL_INFO, "http on %s%s", scrape->at.text,
			scrape->at.open ?
				", for whoever reaches it: there is no password" :
				"");
		return;
	}
	log_line(LOG_LEVEL_WARNING, "cannot start what speaks HTTP: %s",
		 strerror(-err));
	scrape->due = watch_clock() + scrape->wait;
}

/* One that ends at once is started ever more rarely. */
static void reap(struct scrape *scrape)
{
	uint64_t now = watch_clock();
	int status;

	if (!scrape->pid || waitpid(scrape->pid, &status, WNOHANG) <= 0)
		return;
	scrape->pid = 0;
	close_fd(&scrape->channel);
	if (now - scrape->started > LAST_WAIT)
		scrape->wait = FIRST_WAIT;
	scrape->due = now + scrape->wait;
	log_line(
		LOG_LEVEL_ERROR,
		"what speaks HTTP ended by itself (%s %d); it is started again in %u ms",
		WIFSIGNALED(status) ? "signal" : "status",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
		(unsigned int)scrape->wait);
	scrape->wait *= 2;
	if (scrape->wait > LAST_WAIT)
		scrape->wait = LAST_WAIT;
}

void scrape_turn(struct scrape *scrape)
{
	if (!wanted(scrape)) {
		if (!scrape->at.none)
			trouble(scrape,
				"this lenscap was built without libmicrohttpd, so there is no HTTP; install libmicrohttpd-dev and build again");
		return;
	}
	answer_questions(scrape);
	reap(scrape);
	try_start(scrape);
}
