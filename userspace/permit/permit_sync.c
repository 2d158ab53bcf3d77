// SPDX-License-Identifier: GPL-2.0
/*
 * Permits beside a policy that comes in force: those in its file, and those of
 * before a reboot; and STATE/permits.json kept up to date.
 */
#include "permit/permit_sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

#include "base/caller.h"
#include "base/sha256.h"
#include "base/short_id.h"
#include "permit/permit_text.h"

/* One run of permit_sync(). */
struct run {
	const struct permit_sync *sync;
	struct permits active;
	struct permit_file file;
	struct permits begin;
	int64_t now;
	bool trusted;
	bool changed;
	size_t left; /* of before the reboot, not taken back */
	char left_ids[100];
};

bool permit_clock_trusted(int status, int64_t now, int64_t written)
{
	return !(status & STA_UNSYNC) && now >= written;
}

static int clock_status(void)
{
	struct timex tx = { .modes = 0 };

	return adjtimex(&tx) < 0 ? STA_UNSYNC : tx.status;
}

static bool running(const struct policy_permit *permit, int64_t now)
{
	return permit->until > now;
}

int permit_check(const struct policy *policy, int64_t now, struct diag *diag)
{
	size_t count = 0, i;
	int err = 0;

	for (i = 0; i < policy->permit_count; i++) {
		const struct policy_permit *permit = &policy->permits[i];

		if (!running(permit, now))
			continue;
		if (permit->until - now > PERMIT_SECONDS_MAX) {
			diag_error(
				diag, permit->where,
				"\"until\" is more than %d days away by this machine's clock, which is the most that a permit can last",
				(int)(PERMIT_SECONDS_MAX / 86400));
			err = -EINVAL;
		}
		if (++count == LC_PERMITS + 1) {
			diag_error(
				diag, permit->where,
				"more than %u permits that have not ended; the limit of those at one time",
				LC_PERMITS);
			err = -EINVAL;
		}
	}
	return err;
}

/* What a permit says, so that one that stands in the next file too goes on. */
static __u64 digest_of(const struct permit *permit)
{
	struct lc_permit_note note = permit->note;
	struct lc_permit what = permit->what;
	struct sha256 *state = sha256_new();
	char hex[65], head[17];

	if (!state)
		return 0;
	what.id = 0;
	what.until = 0;
	note.id = 0;
	note.since = 0;
	note.digest = 0;
	memset(note.by, 0, sizeof(note.by));
	sha256_add(state, &what, sizeof(what));
	sha256_add(state, &note, sizeof(note));
	sha256_end(state, hex);
	memcpy(head, hex, 16);
	head[16] = '\0';
	return strtoull(head, NULL, 16);
}

/* The strings were checked by the reader; the last may be as long as that. */
static int from_policy(const struct policy_permit *from, int64_t now,
		       struct permit *to)
{
	struct lc_permit_note *note = &to->note;
	size_t i;

	if (from->mac_count > LC_PERMIT_MACS ||
	    permit_set_peer(&to->what, from->peer.any, &from->peer.prefixes) ||
	    permit_set_ports(&to->what, from->proto, from->ports,
			     from->port_count))
		return -E2BIG;
	for (i = 0; i < from->mac_count; i++)
		note->macs[note->mac_count++] = from->macs[i];
	snprintf(note->peer, sizeof(note->peer), "%s", from->peer.text);
	snprintf(note->why, sizeof(note->why), "%s", from->why);
	note->origin = LC_PERMIT_FILE;
	note->until = (__u64)from->until;
	note->digest = digest_of(to);
	note->since = (__u64)now;
	caller_name(note->by, sizeof(note->by));
	to->seconds = from->until - now;
	return 0;
}

static bool has_digest(const struct permits *permits, __u64 digest)
{
	size_t i;

	for (i = 0; i < permits->count; i++)
		if (permits->items[i].note.origin == LC_PERMIT_FILE &&
		    permits->items[i].note.digest == digest)
			return true;
	return false;
}

static int end_gone(struct run *run, const struct permits *wanted)
{
	size_t i;
	int err;

	for (i = 0; i < run->active.count; i++) {
		const struct permit *permit = &run->active.items[i];

		if (permit->note.origin != LC_PERMIT_FILE ||
		    has_digest(wanted, permit->note.digest))
			continue;
		err = permit_end(run->sync->obj, permit);
		if (err && err != -ESTALE)
			return err;
		run->changed = true;
	}
	return 0;
}

static void not_taken_back(struct run *run, const struct permit *permit)
{
	size_t len = strlen(run->left_ids);
	char id[SHORT_ID_LEN];

	short_id_format(permit->what.id, id);
	if (run->left < 8)
		snprintf(run->left_ids + len, sizeof(run->left_ids) - len,
			 "%s%s", run->left ? ", " : "", id);
	run->left++;
}

/* What the file of the policy says, against what is active. */
static int sync_file(struct run *run)
{
	const struct permit_sync *sync = run->sync;
	const struct policy *policy = sync->policy;
	struct permits wanted;
	size_t i;
	int err;

	if (sync->again && !sync->first)
		return 0;
	err = permits_alloc(&wanted, policy->permit_count);
	if (err)
		return err;
	for (i = 0; !err && i < policy->permit_count; i++) {
		struct permit *permit = &wanted.items[wanted.count];

		if (!running(&policy->permits[i], run->now))
			continue;
		err = from_policy(&policy->permits[i], run->now, permit);
		if (!err)
			wanted.count++;
	}
	if (!err && !sync->again)
		err = end_gone(run, &wanted);
	for (i = 0; !err && i < wanted.count; i++) {
		const struct permit *permit = &wanted.items[i];

		if (has_digest(&run->active, permit->note.digest) ||
		    has_digest(&run->begin, permit->note.digest))
			continue;
		/* a clock of before 1970 plus uptime would make it eternal */
		if ((sync->again && !run->trusted) ||
		    permit->seconds > PERMIT_SECONDS_MAX)
			not_taken_back(run, permit);
		else if (run->begin.count < LC_PERMITS)
			run->begin.items[run->begin.count++] = *permit;
	}
	permits_free(&wanted);
	return err;
}

/* What a reboot interrupted; that of the policy's file comes from there. */
static void take_back(struct run *run)
{
	struct permits *before = &run->file.before;
	size_t kept = 0, i;

	for (i = 0; i < before->count; i++) {
		struct permit *permit = &before->items[i];
		int64_t until = (int64_t)permit->note.until;

		if (permit->note.origin != LC_PERMIT_COMMAND)
			continue;
		permit->seconds = until - run->now;
		if (!run->trusted || permit->seconds > PERMIT_SECONDS_MAX) {
			not_taken_back(run, permit);
			before->items[kept++] = *permit;
		} else if (permit->seconds > 0 &&
			   run->begin.count < LC_PERMITS) {
			run->begin.items[run->begin.count++] = *permit;
		}
	}
	run->changed |= kept != before->count;
	before->count = kept;
}

static int save(const struct object *obj, const char *state,
		const struct permit_file *file, struct fault *fault)
{
	const int64_t now = time(NULL);
	struct permits active;
	int err = permits_read(obj, &active);

	if (err)
		return fault_set(fault, err, "the permits cannot be read: %s",
				 strerror(-err));
	err = permit_file_write(state, &active, &file->before,
				now > file->written ? now : file->written,
				fault);
	permits_free(&active);
	return err;
}

int permit_save(const struct object *obj, const char *state, uint32_t drop,
		struct fault *fault)
{
	struct permit_file file = { 0 };
	size_t kept = 0, i;
	int err;

	/* what cannot be read is lost; what is active is not in doubt */
	if (permit_file_read(state, &file, NULL))
		memset(&file, 0, sizeof(file));
	for (i = 0; i < file.before.count; i++)
		if (file.before.items[i].what.id != drop)
			file.before.items[kept++] = file.before.items[i];
	file.before.count = kept;
	err = save(obj, state, &file, fault);
	permit_file_free(&file);
	/* what was ended must not come back by a reboot; the rest can be lost */
	if (err && drop)
		permit_file_forget(state, fault);
	return err;
}

/*
 * Is one saved as of this boot that is not active? It ended, be it with the
 * maps it was in, and must not come back by a reboot.
 */
static bool some_ended(const struct run *run)
{
	size_t i, j;

	for (i = 0; i < run->file.now.count; i++) {
		for (j = 0; j < run->active.count; j++)
			if (run->file.now.items[i].what.id ==
			    run->active.items[j].what.id)
				break;
		if (j == run->active.count)
			return true;
	}
	return false;
}

static int work(struct run *run, struct fault *fault)
{
	int err;

	run->now = time(NULL);
	err = permit_file_read(run->sync->state, &run->file, NULL);
	run->changed = err && err != -ENOENT;
	run->trusted = permit_clock_trusted(clock_status(), run->now,
					    run->file.written);
	err = permits_read(run->sync->obj, &run->active);
	if (!err)
		err = permits_alloc(&run->begin, LC_PERMITS);
	if (!err) {
		run->changed |= some_ended(run);
		take_back(run);
		err = sync_file(run);
	}
	if (err)
		return fault_set(fault, err, "the permits: %s", strerror(-err));
	if (run->begin.count) {
		err = permits_begin(run->sync->obj, &run->begin, fault);
		run->changed = true;
	}
	if (!err && run->changed)
		err = save(run->sync->obj, run->sync->state, &run->file, fault);
	return err;
}

int permit_sync(const struct permit_sync *sync, struct fault *told,
		struct fault *fault)
{
	struct run run = { .sync = sync };
	int err = work(&run, fault);

	told->text[0] = '\0';
	if (run.left)
		fault_set(
			told, 0,
			"%zu permit%s from before the reboot do%s not hold (%s%s): the clock is not set; apply again once it is, or lenscap permit end ID forgets one",
			run.left, run.left == 1 ? "" : "s",
			run.left == 1 ? "es" : "", run.left_ids,
			run.left > 8 ? ", ..." : "");
	permit_file_free(&run.file);
	permits_free(&run.active);
	permits_free(&run.begin);
	return err;
}
