// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap serve: the loop that looks, tells, and has apply --again run.
 * It changes nothing by itself, and what is in force does not need it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "cmd.h"
#include "event/event.h"
#include "event/notice.h"
#include "event/sightings.h"
#include "event/turns.h"
#include "guard/fallback.h"
#include "maps/lock.h"
#include "options.h"
#include "port/watch.h"
#include "record/ledger_record.h"
#include "serve/again.h"
#include "serve/follow.h"
#include "serve/pace.h"
#include "serve/privileges.h"
#include "serve/scrape.h"
#include "serve/web.h"
#include "serve/web_socket.h"
#include "slot/live.h"
#include "slot/state.h"

#define TURN 1000 /* ms; what no news tells of is looked up that often */
#define LOCK_FILE \
	"serve.lock" /* in the state directory; nothing stands in it */
#define SOON 50 /* from news to a look: they come in heaps */
#define LET_GO \
	2000 /* ms; so long may what another serve forked hold its lock */
#define LET_GO_STEP 20

/*
 * For apply --again: maps and programs; devices, filters, tables of nftables and
 * the guard's; programs that read packets by pointers; links and maps found by
 * id. The last three are for starting what speaks HTTP as a user without any.
 */
#define SERVE_PRIVILEGES                                     \
	(PRIVILEGE(CAP_BPF) | PRIVILEGE(CAP_NET_ADMIN) |     \
	 PRIVILEGE(CAP_PERFMON) | PRIVILEGE(CAP_SYS_ADMIN) | \
	 PRIVILEGE(CAP_SETUID) | PRIVILEGE(CAP_SETGID) |     \
	 PRIVILEGE(CAP_SETPCAP))

struct serve {
	const char *pin;
	const char *state;
	enum event_form form;
	int only; /* held while it runs */
	int signals;
	struct scrape *scrape;
	struct watch *watch;
	struct follow *follow;
	struct follow_findings found;
	struct notice *notice;
	struct sightings *sightings;
	struct turns turns;
	struct pace pace;
	struct again again;
	bool ours; /* apply --again ended since the last look */
	bool pending; /* a confirmation, which refuses it */
	bool shadow; /* a candidate is judged beside, which it would end */
	bool fallback; /* the tables of the boot stand */
	bool stop;
	uint64_t next; /* look */
	char trouble[768]; /* said last, so that it is said once */
	char blind[768]; /* likewise, of devices and attempts */
	char refusal[AGAIN_TEXT + 1];
};

/*
 * The kernel lets go of it however serve ends, but what serve had forked a moment
 * before holds it too, until it becomes another program.
 */
static int take_lock(int fd)
{
	int waited, err;

	for (waited = 0; flock(fd, LOCK_EX | LOCK_NB); waited += LET_GO_STEP) {
		err = errno;
		if (err != EWOULDBLOCK || waited >= LET_GO)
			return -err;
		usleep(LET_GO_STEP * 1000);
	}
	return 0;
}

/* One per state directory. */
static int be_only(struct serve *serve, struct fault *fault)
{
	int own, ret;

	if (mkdir(serve->state, 0755) && errno != EEXIST)
		return fault_set(fault, -errno, "%s: %s", serve->state,
				 strerror(errno));
	serve->only = open(serve->state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (serve->only < 0)
		return fault_set(fault, -errno, "%s: %s", serve->state,
				 strerror(errno));
	/* whoever may read the directory could lock it, and keep serve away */
	own = openat(serve->only, LOCK_FILE,
		     O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	/* on a disk that is full or read-only the directory has to do */
	if (own >= 0) {
		close(serve->only);
		serve->only = own;
	}
	ret = take_lock(serve->only);
	if (ret != -EWOULDBLOCK)
		return ret ? fault_set(fault, ret, "%s: %s", serve->state,
				       strerror(-ret)) :
			     0;
	return fault_set(
		fault, ret,
		"another lenscap serve runs on %s; a further instance needs a --state of its own",
		serve->state);
}

static int take_signals(struct serve *serve)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -errno;
	/* a reader of events that went away must not end it */
	signal(SIGPIPE, SIG_IGN);
	serve->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return serve->signals < 0 ? -errno : 0;
}

static void read_signals(struct serve *serve)
{
	struct signalfd_siginfo info;

	while (read(serve->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo != SIGCHLD)
			serve->stop = true;
}

/* The same trouble again is no news; "" when there is none. */
static void trouble(struct serve *serve, enum log_level level, const char *text)
{
	if (!strcmp(serve->trouble, text))
		return;
	snprintf(serve->trouble, sizeof(serve->trouble), "%s", text);
	if (*text)
		log_line(level, "%s", text);
}

/* Devices, attempts, permits, the guard; live NULL: nothing is applied. */
static void look_sightings(struct serve *serve, const struct live *live)
{
	struct fault fault = { "" };

	if (sightings_look(serve->sightings, live, &fault) &&
	    strcmp(serve->blind, fault.text))
		log_line(LOG_LEVEL_WARNING, "%s", fault.text);
	strcpy(serve->blind, fault.text);
}

/* live NULL: no policy is in force. */
static void look_fallback(struct serve *serve, const struct live *live)
{
	struct event event = EVENT_INIT(EVENT_FALLBACK_ACTIVE);
	bool stands = fallback_stands() > 0;

	if (live && live->policy)
		event.sha256 = live->info.sha256;
	if (stands && !serve->fallback)
		event_tell(serve->form, &event, "%s", state_fallback_text);
	if (!stands && serve->fallback)
		log_line(LOG_LEVEL_NOTICE, "the tables of the boot are gone");
	serve->fallback = stands;
}

static void look_live(struct serve *serve, const struct live *live)
{
	struct fault fault = { "" };
	uint64_t now = watch_clock();

	const struct turns before = serve->turns;

	turns_look(&serve->turns, live, serve->ours, serve->form);
	/* by the kernel's timer: no command is there to record it */
	if (before.known && serve->turns.reverted != before.reverted)
		ledger_note(serve->pin, serve->state, "reverted", NULL);
	look_fallback(serve, live);
	serve->ours = false;
	serve->pending = live->control.pending;
	serve->shadow = live->control.live & LC_LIVE_SHADOW;
	if (live->at.foreign) {
		trouble(serve, LOG_LEVEL_WARNING,
			"what is pinned belongs to another network namespace; run lenscap serve there");
		return;
	}
	look_sightings(serve, live);
	if (follow_look(serve->follow, live, serve->state, &serve->found,
			&fault)) {
		trouble(serve, LOG_LEVEL_WARNING, fault.text);
		return;
	}
	trouble(serve, LOG_LEVEL_INFO, "");
	notice_look(serve->notice, &serve->found, live, serve->watch,
		    serve->form);
	pace_want(&serve->pace, follow_digest(&serve->found), now);
}

static void look_none(struct serve *serve)
{
	turns_look(&serve->turns, NULL, false, serve->form);
	look_fallback(serve, NULL);
	look_sightings(serve, NULL);
}

static void look(struct serve *serve)
{
	struct fault fault = { "" };
	struct live live;
	int err;

	serve->next = watch_clock() + TURN;
	/* what another lenscap is about to change is half a thing */
	if (lock_held(serve->pin))
		return;
	err = live_open(serve->pin, &live, &fault);
	if (err) {
		serve->pending = false;
		pace_want(&serve->pace, 0, watch_clock());
		if (err == -ENOENT)
			look_none(serve);
		trouble(serve,
			err == -ENOENT ? LOG_LEVEL_INFO : LOG_LEVEL_WARNING,
			fault.text);
		return;
	}
	look_live(serve, &live);
	live_close(&live);
	watch_forget(serve->watch);
}

/* What it said, without what status says too. */
static void tell_refusal(struct serve *serve, int status)
{
	char *line, *rest = serve->again.text;
	static const char warning[] = "lenscap: warning: ";
	static const char ours[] = "lenscap: ";

	if (!strcmp(serve->refusal, serve->again.text))
		return;
	strcpy(serve->refusal, serve->again.text);
	while ((line = strsep(&rest, "\n"))) {
		if (!*line || !strncmp(line, warning, sizeof(warning) - 1))
			continue;
		if (!strncmp(line, ours, sizeof(ours) - 1))
			line += sizeof(ours) - 1;
		log_line(LOG_LEVEL_WARNING, "lenscap apply --again: %s", line);
	}
	if (!*serve->again.text)
		log_line(LOG_LEVEL_WARNING,
			 "lenscap apply --again: ended with status %d", status);
}

static void end_again(struct serve *serve, bool wait)
{
	int status;

	if (!again_ended(&serve->again, wait, &status))
		return;
	serve->ours = true;
	if (status)
		tell_refusal(serve, status);
	else
		serve->refusal[0] = '\0';
	/* what it did itself is no news */
	watch_read(serve->watch);
	look(serve);
}

static void start_again(struct serve *serve)
{
	uint64_t now = watch_clock();
	int err;

	/* the lock last: to look at it waits for all processors */
	if (serve->again.pid || serve->pending ||
	    pace_left(&serve->pace, now) || lock_held(serve->pin))
		return;
	pace_tried(&serve->pace, now);
	if (serve->shadow)
		log_line(
			LOG_LEVEL_NOTICE,
			"the devices are others, so the policy is put in force again, which ends what is judged in its shadow");
	err = again_start(&serve->again, serve->pin, serve->state);
	if (err)
		log_line(LOG_LEVEL_WARNING, "cannot run lenscap apply: %s",
			 strerror(-err));
}

/* How long nothing is to be done. */
static int sleep_for(const struct serve *serve)
{
	uint64_t now = watch_clock();
	int64_t left = serve->next > now ? (int64_t)(serve->next - now) : 0;
	int64_t due = pace_left(&serve->pace, now);
	int64_t start = scrape_left(serve->scrape);

	if (serve->again.pid)
		return TURN;
	if (due > 0 && due < left)
		left = due;
	if (start > 0 && start < left)
		left = start;
	return (int)left;
}

static void turn(struct serve *serve)
{
	struct pollfd fds[] = {
		{ .fd = serve->signals, .events = POLLIN },
		{ .fd = watch_fd(serve->watch), .events = POLLIN },
		{ .fd = serve->again.fd, .events = POLLIN },
		{ .fd = sightings_fd(serve->sightings), .events = POLLIN },
		{ .fd = scrape_fd(serve->scrape), .events = POLLIN },
	};
	uint64_t now;

	poll(fds, sizeof(fds) / sizeof(*fds), sleep_for(serve));
	now = watch_clock();
	scrape_turn(serve->scrape);
	read_signals(serve);
	if (watch_read(serve->watch) && !serve->again.pid) {
		pace_news(&serve->pace, now);
		if (serve->next > now + SOON)
			serve->next = now + SOON;
	}
	if (fds[3].revents && sightings_read(serve->sightings) &&
	    serve->next > now + SOON)
		serve->next = now + SOON;
	if (serve->again.pid) {
		again_read(&serve->again);
		end_again(serve, false);
	} else if (now >= serve->next) {
		look(serve);
	}
	if (!serve->stop)
		start_again(serve);
}

/* What apply --again needs, and starting anew what speaks HTTP. */
static int keep_privileges(void)
{
	char text[PRIVILEGES_TEXT];
	uint64_t kept;
	int err;

	err = privileges_keep(SERVE_PRIVILEGES, &kept);
	if (err)
		return cmd_fail("cannot give up privileges: %s",
				strerror(-err));
	privileges_text(kept, text);
	log_line(LOG_LEVEL_INFO, "keeps %s; what speaks HTTP keeps none", text);
	return CMD_DONE;
}

static int run(struct serve *serve)
{
	struct fault fault = { "" };

	if (be_only(serve, &fault))
		return cmd_fail("%s", fault.text);
	if (take_signals(serve))
		return cmd_fail("cannot take signals: %s", strerror(errno));
	scrape_turn(serve->scrape);
	if (keep_privileges())
		return CMD_FAILED;
	if (watch_open(&serve->watch, &fault))
		return cmd_fail("%s", fault.text);
	serve->follow = follow_new();
	serve->notice = notice_new();
	serve->sightings = sightings_new(serve->state, serve->form, &fault);
	if (!serve->follow || !serve->notice || !serve->sightings)
		return cmd_fail("out of memory");
	if (*fault.text)
		log_line(LOG_LEVEL_WARNING, "%s", fault.text);
	look(serve);
	log_line(LOG_LEVEL_INFO, "watching; what is in force is in %s",
		 serve->pin);
	log_notify("READY=1");
	while (!serve->stop)
		turn(serve);
	log_notify("STOPPING=1");
	end_again(serve, true);
	return CMD_DONE;
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Watch the devices and the policy in force, until ended: what the policy means and\n"
		"appears later, comes back or lost its programs is attached again. Answers by\n"
		"HTTP: /metrics, /healthz, and / for people. Runs in the foreground. What is in\n"
		"force stays so without it.",
	.max_operands = 0,
};

int cmd_serve(int argc, char **argv)
{
	static struct serve serve = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.only = -1,
		.signals = -1,
		.again = AGAIN_NONE,
	};
	const char *events = "none", *listen = WEB_SOCKET_DEFAULT;
	bool web = false;
	const struct option_def defs[] = {
		{ "listen", "WHERE",
		  "ADDR:PORT, unix:PATH or none, for HTTP (" WEB_SOCKET_DEFAULT
		  ")",
		  NULL, &listen },
		{ "events", "json",
		  "each event as an object a line, on standard output", NULL,
		  &events },
		OPTION_PIN(&serve.pin),
		OPTION_STATE(&serve.state),
		/* how it starts what speaks HTTP */
		{ "web", NULL, NULL, &web, NULL },
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);
	struct fault fault = { "" };
	int ret;

	if (first < 0)
		return options_exit(first);
	if (web)
		return web_run();
	if (event_form_parse(events, &serve.form, &fault))
		return cmd_misuse("serve: --events: %s", fault.text);
	if (geteuid())
		return cmd_fail("root is needed to watch the router; try sudo");
	ret = scrape_new(listen, serve.pin, serve.state, &serve.scrape, &fault);
	if (ret)
		return ret == -ENOMEM ?
			       cmd_fail("out of memory") :
			       cmd_misuse("serve: --listen: %s", fault.text);
	ret = run(&serve);
	sightings_free(serve.sightings);
	scrape_free(serve.scrape);
	notice_free(serve.notice);
	follow_free(serve.follow);
	watch_close(serve.watch);
	return ret;
}
