// SPDX-License-Identifier: GPL-2.0
/*
 * When the census is read, and what of it is new.
 * The words are those of sighting_text.c.
 */
#include "event/sightings.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/allowance.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sha256.h"
#include "census/census.h"
#include "census/name_seen.h"
#include "census/payload_name.h"
#include "event/fills.h"
#include "event/guard_turns.h"
#include "event/heard.h"
#include "event/permit_turns.h"
#include "event/ring.h"
#include "event/sighting_text.h"
#include "event/told.h"
#include "ledger/history.h"
#include "ledger/ledger.h"
#include "maps/census_map.h"
#include "policy/reason.h"
#include "port/watch.h"

#define IDLE 60000 /* ms; without news the census is read that often */
#define SHARE 20 /* of the time goes by, for one that reading takes */
#define LEAST 500 /* ms from one reading to the next that news bring about */
#define WRITE 30000 /* ms between two writings of what was told */
#define DAY (24 * 3600 * 1000ll)

struct sightings {
	const char *state;
	enum event_form form;
	struct told *told;
	struct history *history;
	struct ring *ring;
	struct heard heard;
	struct fills fills;
	struct permit_turns permits;
	struct guard_turns guard;
	struct allowance devices, attempts, stale, full;
	int names; /* map attempt_names */
	uint64_t made; /* rows, and what found none, as at the last reading */
	uint64_t due; /* to read at the latest; 0: at once */
	uint64_t not_before;
	uint64_t written;
	struct ledger_head head; /* of the ledger that the history is of */
	bool news;
	bool same; /* the tables are those of the last reading */
	struct name_share share;
	char trouble[768]; /* of writing, said last */
};

/* ---- what the programs tell at once ------------------------------------------ */

static void take_name(struct sightings *s, const struct lc_event *event,
		      const uint8_t *frame)
{
	char name[LC_NAME_SEEN_LEN];
	enum lc_name_source source;
	struct lc_name_key key;
	int err;

	/* without a place for it, it is no payload of TCP or UDP */
	if (!event->payload ||
	    payload_name(event->attempt.proto, event->attempt.port,
			 frame + event->payload, event->held - event->payload,
			 &source, name))
		return;
	key = name_seen_key(&event->attempt, source, name);
	err = name_seen_add(s->names, &s->share, &key, name, clock_wall_ms());
	if (!err)
		s->news = true;
}

static void take(void *data, const struct lc_event *event, const uint8_t *frame)
{
	struct sightings *s = data;

	if (event->kind == LC_EVENT_NAME) {
		take_name(s, event, frame);
		return;
	}
	heard_add(&s->heard, event, frame);
	s->news = true;
}

int sightings_fd(const struct sightings *sightings)
{
	return ring_fd(sightings->ring);
}

bool sightings_read(struct sightings *sightings)
{
	ring_read(sightings->ring);
	return sightings->news && watch_clock() >= sightings->not_before;
}

/* The maps may be others than at the last look. */
static int follow(struct sightings *s, const struct live *live)
{
	int err =
		ring_follow(s->ring, live ? live->obj.maps[OBJECT_EVENTS] : -1);

	if (!err && live && s->names >= 0)
		return 0;
	if (s->names >= 0)
		close(s->names);
	s->names = -1;
	s->due = 0;
	s->same = false;
	if (err < 0 || !live)
		return err;
	s->names =
		fcntl(live->obj.maps[OBJECT_ATTEMPT_NAMES], F_DUPFD_CLOEXEC, 0);
	return s->names < 0 ? -errno : 0;
}

/* ---- the census beside what was told ------------------------------------------- */

/* Who and what, without holes, for a hash. */
struct identity {
	uint64_t what;
	uint64_t mac;
	uint64_t peer[2];
	int64_t port;
	int64_t from_port;
	uint64_t proto;
	uint64_t l3;
	uint64_t verdict;
	int64_t vlan;
	char interface[16];
};

enum what { WHAT_DEVICE = 1, WHAT_ATTEMPT };

static uint64_t device_key(const struct census_device *device)
{
	struct identity who = {
		.what = WHAT_DEVICE,
		.mac = device->mac,
		.vlan = device->vlan,
	};

	if (device->interface)
		strncpy(who.interface, device->interface,
			sizeof(who.interface) - 1);
	return sha256_number(&who, sizeof(who));
}

static uint64_t attempt_key(const struct census_attempt *attempt)
{
	const struct identity who = {
		.what = WHAT_ATTEMPT,
		.mac = attempt->mac,
		.peer = { attempt->peer[0], attempt->peer[1] },
		.port = attempt->port,
		.from_port = attempt->from_port,
		.proto = attempt->proto,
		.l3 = attempt->l3,
		.verdict = attempt->verdict,
	};

	return sha256_number(&who, sizeof(who));
}

/* What one look has at hand. */
struct round {
	struct sightings *s;
	const struct census *census;
	const char *sha256;
	uint64_t now;
	int64_t day;
	bool waits; /* some attempt does, for its name */
	bool end; /* no other follows */
};

static struct event event_of(const struct round *round, enum event_kind kind)
{
	struct event event = EVENT_INIT(kind);

	event.sha256 = round->sha256;
	return event;
}

static void set_frame(struct event *event, const struct heard_frame *frame)
{
	if (!frame)
		return;
	event->reason = reason_text(frame->reason);
	event->frame = frame->frame;
	event->frame_len = frame->held;
}

static void tell_device(const struct round *round, enum event_kind kind,
			const struct census_device *device)
{
	struct event event = event_of(round, kind);
	char text[SIGHTING_TEXT];

	sighting_device(device, kind, &event, text);
	if (kind == EVENT_DEVICE_NEW)
		set_frame(&event, heard_device(&round->s->heard, device));
	/* why that frame was judged so is the attempt's */
	event.reason = NULL;
	event_tell(round->s->form, &event, "%s", text);
}

static void look_device(struct round *round, const struct census_device *device)
{
	struct sightings *s = round->s;
	uint64_t key = device_key(device);
	unsigned int marks = told_marks(s->told, key), next;

	next = marks | TOLD_NEW;
	/* the ledger told of it, in its time */
	if (!(marks & TOLD_NEW) && !device->past &&
	    allowance_take(&s->devices, round->now))
		tell_device(round, EVENT_DEVICE_NEW, device);
	if (device->state == CENSUS_STALE)
		next |= TOLD_STALE;
	else
		next &= ~(unsigned int)TOLD_STALE;
	if (next & ~marks & TOLD_STALE && allowance_take(&s->stale, round->now))
		tell_device(round, EVENT_DEVICE_STALE, device);
	/* else it is the whole table that has no room: fills.h */
	if (device->unnamed && device->attempts >= LC_DEVICE_ATTEMPTS)
		next |= TOLD_FULL;
	if (next & ~marks & TOLD_FULL && allowance_take(&s->full, round->now))
		tell_device(round, EVENT_TABLE_FULL, device);
	/* of a past one, the day is that of when it was told */
	told_set(s->told, key, next, round->day);
}

static bool waits_for_name(const struct round *round,
			   const struct census_attempt *attempt)
{
	int64_t age = round->census->now - attempt->first_seen;

	/* only who gets an answer goes on to say a name */
	return !attempt->name_count && attempt->proto == IPPROTO_TCP &&
	       attempt->verdict != LC_DROP && attempt->port >= 0 && age >= 0 &&
	       age < SIGHTINGS_PATIENCE;
}

static void look_attempt(struct round *round,
			 const struct census_attempt *attempt)
{
	struct event event = event_of(round, EVENT_ATTEMPT_NEW);
	struct sightings *s = round->s;
	uint64_t key = attempt_key(attempt);
	struct sighting_attempt text;
	bool known = told_marks(s->told, key);

	if (!known && waits_for_name(round, attempt)) {
		round->waits = true;
		return;
	}
	told_set(s->told, key, TOLD_NEW, round->day);
	if (known || !allowance_take(&s->attempts, round->now))
		return;
	sighting_attempt(attempt, &event, &text);
	set_frame(&event, heard_attempt(&s->heard, attempt));
	event_tell(s->form, &event, "%s", text.text);
}

static void tell_more(struct round *round, enum event_kind kind,
		      struct allowance *allowance, const char *what)
{
	struct event event = event_of(round, kind);
	uint64_t more = allowance_more(allowance, round->now, round->end);

	if (!more)
		return;
	event.count = (int64_t)more;
	event_tell(round->s->form, &event,
		   "%" PRIu64
		   " more %s in that minute, which are not told one by one",
		   more, what);
}

static void tell_more_of_all(struct round *round)
{
	struct sightings *s = round->s;

	tell_more(round, EVENT_DEVICE_NEW, &s->devices,
		  "devices are new (lenscap devices)");
	tell_more(round, EVENT_DEVICE_STALE, &s->stale,
		  "devices are stale (lenscap devices)");
	tell_more(round, EVENT_ATTEMPT_NEW, &s->attempts,
		  "attempts are new (lenscap attempts)");
	tell_more(round, EVENT_TABLE_FULL, &s->full,
		  "devices have more peers than the table keeps");
}

/* One that is taken for forged now was not always. */
static void keep(struct round *round, uint64_t key)
{
	unsigned int marks = told_marks(round->s->told, key);

	if (marks)
		told_set(round->s->told, key, marks, round->day);
}

static void compare(struct round *round)
{
	const struct census *census = round->census;
	size_t i;

	for (i = 0; i < census->device_count; i++) {
		const struct census_device *device = &census->devices[i];

		if (device->state == CENSUS_FLOOD)
			keep(round, device_key(device));
		else
			look_device(round, device);
	}
	/* the latest is first */
	for (i = census->attempt_count; i > 0; i--) {
		const struct census_attempt *attempt = &census->attempts[i - 1];

		if (attempt->flood)
			keep(round, attempt_key(attempt));
		else
			look_attempt(round, attempt);
	}
}

/* ---- when ---------------------------------------------------------------------- */

/* Does more stand in the tables than at the last reading? Costs a page a processor. */
static bool has_grown(struct sightings *s, const struct live *live)
{
	uint64_t made = 0;
	struct census_map map;
	unsigned int i;

	if (census_map_open(live->obj.maps[OBJECT_CENSUS], false, &map))
		return false;
	for (i = 0; i < map.count; i++)
		made += map.cpu[i].totals.devices + map.cpu[i].totals.attempts +
			map.cpu[i].totals.unnamed;
	census_map_close(&map);
	if (made == s->made)
		return false;
	s->made = made;
	return true;
}

static void write_told(struct sightings *s, uint64_t now)
{
	struct fault fault = { "" };

	if (!told_changed(s->told) || (s->written && now - s->written < WRITE))
		return;
	s->written = now;
	told_write(s->told, s->state, &fault);
	if (*fault.text && strcmp(fault.text, s->trouble))
		log_line(LOG_LEVEL_WARNING, "%s", fault.text);
	strcpy(s->trouble, fault.text);
}

/*
 * True: the ledger says more than before, which may be that a device is forgotten.
 * Without a history that can be read, the kernel's tables say what they know.
 */
static bool remember(struct sightings *s)
{
	struct history *history = NULL;
	struct ledger_head head = { 0 };
	struct fault fault = { "" };

	if (ledger_head(s->state, &head) ||
	    (head.seq == s->head.seq && !strcmp(head.sha256, s->head.sha256)))
		return false;
	/* what cannot be read now is not read again each second */
	s->head = head;
	if (history_read(s->state, &history, &fault)) {
		log_line(LOG_LEVEL_WARNING, "%s", fault.text);
		return false;
	}
	history_free(s->history);
	s->history = history;
	return true;
}

static int read_census(struct sightings *s, const struct live *live,
		       uint64_t now, struct fault *fault)
{
	struct census *census = NULL;
	struct round round = {
		.s = s,
		.sha256 = live->policy ? live->info.sha256 : NULL,
		.now = now,
		.day = clock_wall_ms() / DAY,
	};
	uint64_t end;
	int err;

	s->news = false;
	err = census_read(&live->obj, live->names, s->history, &census);
	if (err)
		return fault_set(fault, err, "the census cannot be read: %s",
				 strerror(-err));
	round.census = census;
	told_begin(s->told);
	compare(&round);
	told_end(s->told, s->same);
	s->same = true;
	fills_census(&s->fills, census, round.sha256, s->form);
	census_free(census);
	end = watch_clock();
	s->not_before = end + LEAST + (end - now) * SHARE;
	s->due = end + (round.waits ? SIGHTINGS_PATIENCE / 4 : IDLE);
	return 0;
}

int sightings_look(struct sightings *s, const struct live *live,
		   struct fault *fault)
{
	uint64_t now = watch_clock();
	struct round round = { .s = s, .now = now };
	int err = follow(s, live);

	if (err)
		fault_set(fault, err, "the programs' events cannot be read: %s",
			  strerror(-err));
	/* what came before the map was followed, too */
	ring_read(s->ring);
	if (live) {
		round.sha256 = live->policy ? live->info.sha256 : NULL;
		if (remember(s) || has_grown(s, live))
			s->news = true;
		if ((s->news || now >= s->due) && now >= s->not_before)
			err = read_census(s, live, now, fault);
		fills_look(&s->fills, live, now, s->form);
	}
	permit_turns_look(&s->permits, live, s->form);
	guard_turns_look(&s->guard, round.sha256, s->form);
	tell_more_of_all(&round);
	write_told(s, now);
	return err;
}

struct sightings *sightings_new(const char *state, enum event_form form,
				struct fault *fault)
{
	struct sightings *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->names = -1;
	s->state = state;
	s->form = form;
	s->devices.most = SIGHTINGS_DEVICES;
	s->stale.most = SIGHTINGS_DEVICES;
	s->full.most = SIGHTINGS_DEVICES;
	s->attempts.most = SIGHTINGS_ATTEMPTS;
	s->ring = ring_new(take, s);
	if (!s->ring || told_read(state, &s->told, fault) == -ENOMEM) {
		sightings_free(s);
		return NULL;
	}
	return s;
}

static void end(struct sightings *s)
{
	struct round round = { .s = s, .now = watch_clock(), .end = true };

	tell_more_of_all(&round);
	s->written = 0;
	write_told(s, round.now);
}

void sightings_free(struct sightings *s)
{
	if (!s)
		return;
	if (s->told)
		end(s);
	ring_free(s->ring);
	if (s->names >= 0)
		close(s->names);
	permit_turns_free(&s->permits);
	guard_turns_free(&s->guard);
	history_free(s->history);
	told_free(s->told);
	free(s);
}
