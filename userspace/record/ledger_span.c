// SPDX-License-Identifier: GPL-2.0
/*
 * What the ledger says of a time: its records read and added up.
 * How much they cover is ledger_cover.c, what rows mean ledger_span_rows.c.
 */
#include "record/ledger_span.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/progress.h"
#include "base/rfc3339.h"
#include "base/sha256.h"
#include "ledger/ledger.h"
#include "ledger/ledger_state.h"
#include "record/ledger_span_rows.h"

struct walk {
	struct ledger_span *span;
	struct ledger_state *state; /* what is added up of the span */
	struct ledger_cover cover;
	int64_t last_time; /* of the record before, 0: none */
	char last_sha256[65];
	int64_t policy_until; /* the last record that has the last policy */
	bool policy_open; /* it is in force still */
};

int ledger_span_time(const char *text, int64_t *seconds)
{
	char full[RFC3339_LEN];

	if (strlen(text) != 10)
		return rfc3339_parse(text, seconds);
	snprintf(full, sizeof(full), "%sT00:00:00Z", text);
	return rfc3339_parse(full, seconds);
}

/* ---- policies ------------------------------------------------------------- */

static void close_policy(struct walk *walk, int64_t at)
{
	struct ledger_span *span = walk->span;

	if (walk->policy_open)
		span->policies[span->policy_count - 1].to = at;
	walk->policy_open = false;
}

static const char *member(const json_t *policy, const char *key)
{
	return json_string_value(json_object_get(policy, key));
}

static int open_policy(struct walk *walk, const struct ledger_entry *entry,
		       json_t *policy)
{
	struct ledger_span *span = walk->span;
	struct ledger_policy found = {
		.sha256 = member(policy, "sha256"),
		.name = member(policy, "name"),
		.revision = member(policy, "revision"),
		.mode = member(policy, "mode"),
		.by = member(policy, "by"),
		.why = member(policy, "why"),
	};
	const char *applied = member(policy, "applied_at");
	struct ledger_policy *grown;

	if (!found.sha256 || !found.mode || !applied ||
	    rfc3339_parse(applied, &found.applied_at))
		return 0;
	grown = reallocarray(span->policies, span->policy_count + 1,
			     sizeof(*grown));
	if (!grown || json_array_append(span->store, policy)) {
		span->policies = grown ? grown : span->policies;
		return -ENOMEM;
	}
	span->policies = grown;
	/* one that came back was applied before what it came back from */
	found.from = entry->time;
	if (found.applied_at > walk->last_time &&
	    found.applied_at < entry->time)
		found.from = found.applied_at;
	grown[span->policy_count++] = found;
	walk->policy_open = true;
	return 0;
}

static int add_policy(struct walk *walk, const struct ledger_entry *entry)
{
	json_t *policy = json_object_get(entry->json, "policy");
	const char *sha = member(policy, "sha256");
	const struct ledger_span *span = walk->span;
	int err = 0;

	if (!sha) {
		close_policy(walk, walk->last_time);
		return 0;
	}
	if (!walk->policy_open ||
	    strcmp(span->policies[span->policy_count - 1].sha256, sha)) {
		bool was_open = walk->policy_open;

		walk->policy_open = false;
		err = open_policy(walk, entry, policy);
		if (was_open && walk->policy_open)
			walk->span->policies[span->policy_count - 2].to =
				span->policies[span->policy_count - 1].from;
	}
	walk->policy_until = entry->time;
	return err;
}

/* Cut to the span; those that lie outside go. */
static void cut_policies(struct ledger_span *span)
{
	size_t i, kept = 0;

	for (i = 0; i < span->policy_count; i++) {
		struct ledger_policy policy = span->policies[i];

		if (policy.from < span->from)
			policy.from = span->from;
		if (policy.to > span->to)
			policy.to = span->to;
		if (policy.from < policy.to)
			span->policies[kept++] = policy;
	}
	span->policy_count = kept;
}

/* ---- records -------------------------------------------------------------- */

static int add_cover(struct walk *walk, const struct ledger_entry *entry)
{
	struct ledger_cover_record record = {
		.time = entry->time,
		.since = entry->since,
		.maps = entry->maps,
		.policy =
			json_is_object(json_object_get(entry->json, "policy")),
		.judging = entry->judging,
	};

	strcpy(record.boot_id, entry->boot_id);
	return ledger_cover_add(&walk->cover, &record);
}

static int add_entry(struct walk *walk, const struct ledger_entry *entry,
		     const char *month, const char *sha)
{
	struct ledger_span *span = walk->span;
	bool in = entry->time >= span->from && entry->time < span->to;
	int err;

	err = ledger_state_add(walk->state, LEDGER_ALL, entry, month, in,
			       false);
	if (!err)
		err = add_cover(walk, entry);
	if (!err)
		err = add_policy(walk, entry);
	walk->last_time = entry->time;
	if (err || !in)
		return err;
	if (!span->records++)
		span->first = entry->time;
	span->last = entry->time;
	span->head_seq = entry->seq;
	strcpy(span->head_sha256, sha);
	return 0;
}

/* Past the span, and one record more: only who was forgotten is of interest. */
static bool past(const struct walk *walk, const struct ledger_line *line)
{
	return walk->last_time >= walk->span->to &&
	       !strstr(line->text, "\"forgot\":");
}

static int add_line(struct walk *walk, const struct ledger_line *line)
{
	char month[LEDGER_MONTH_LEN], sha[65];
	struct ledger_entry entry;
	bool forgets;
	int err = 0;

	if (!line->ended || past(walk, line))
		return 0;
	forgets = walk->last_time >= walk->span->to;
	snprintf(month, sizeof(month), "%.7s", line->file);
	sha256(line->text, line->len, sha);
	if (ledger_entry_read(line->text, line->len, &entry)) {
		walk->span->broken = true;
	} else {
		if (!forgets && *walk->last_sha256 &&
		    strcmp(walk->last_sha256, entry.prev_sha256))
			walk->span->broken = true;
		err = forgets ? ledger_state_add(walk->state, 0, &entry, month,
						 false, false) :
				add_entry(walk, &entry, month, sha);
		ledger_entry_free(&entry);
	}
	strcpy(walk->last_sha256, sha);
	return err;
}

static int read_lines(struct walk *walk, int dir_fd)
{
	struct ledger_lines *lines;
	struct ledger_line line;
	char file[LEDGER_FILE_LEN];
	uint64_t read = 0;
	int err, got = 0;

	/* the month before tells what was in force where the span begins */
	ledger_file_name(walk->span->from, -1, file);
	err = ledger_lines_open(dir_fd, file, 0, &lines);
	if (err)
		return err;
	progress_begin("reading the ledger", "records");
	while (!err && (got = ledger_lines_next(lines, &line)) > 0) {
		err = add_line(walk, &line);
		progress_at(++read, 0, 0);
	}
	progress_end();
	ledger_lines_close(lines);
	return err ? err : got;
}

/* ---- the span ------------------------------------------------------------- */

static int finish(struct walk *walk, int64_t asked, int64_t now)
{
	struct ledger_span *span = walk->span;
	const struct ledger_state *state = walk->state;
	int err;

	close_policy(walk, walk->policy_until);
	/* what is not recorded yet is no gap, if it is soon */
	if (asked >= now && span->last && walk->cover.last.judging &&
	    span->to - span->last <= LEDGER_GAP_LEAST)
		span->to = span->last;
	walk->cover.to = span->to;
	err = ledger_cover_end(&walk->cover);
	cut_policies(span);
	if (!err)
		err = ledger_span_counters(&state->tables[LEDGER_COUNTERS],
					   span->store, &span->counters);
	if (!err)
		err = ledger_span_devices(&state->tables[LEDGER_DEVICES],
					  span->store, span->to, &span->census);
	if (!err)
		err = ledger_span_attempts(&state->tables[LEDGER_ATTEMPTS],
					   span->store, &span->census);
	span->census.now = 1000 * span->to;
	span->census.unplaced = state->totals[0];
	span->census.displaced = state->totals[1];
	span->census.unnamed = state->totals[2];
	span->census.events_lost = state->totals[3];
	span->covered = walk->cover.covered;
	span->gaps = walk->cover.gaps;
	span->gap_count = walk->cover.gap_count;
	walk->cover.gaps = NULL;
	return err;
}

static int walk_open(struct walk *walk, int64_t from, int64_t to)
{
	walk->span = calloc(1, sizeof(*walk->span));
	walk->state = calloc(1, sizeof(*walk->state));
	if (!walk->span || !walk->state)
		return -ENOMEM;
	walk->span->from = from;
	walk->span->to = to;
	walk->cover.from = from;
	walk->cover.to = to;
	walk->span->store = json_array();
	return walk->span->store ? 0 : -ENOMEM;
}

int ledger_span_read(const char *state_dir, int64_t from, int64_t to,
		     int64_t now, struct ledger_span **span,
		     struct fault *fault)
{
	struct walk walk = { 0 };
	int fd = ledger_peek(state_dir);
	int err = fd < 0 && fd != -ENOENT ? fd : 0;

	if (!err)
		err = walk_open(&walk, from, to < now ? to : now);
	if (!err && fd >= 0)
		err = read_lines(&walk, fd);
	if (!err)
		err = finish(&walk, to, now);
	if (fd >= 0)
		close(fd);
	ledger_cover_free(&walk.cover);
	ledger_state_free(walk.state);
	if (err) {
		ledger_span_free(walk.span);
		return fault_set(fault, err,
				 "%s/" LEDGER_DIR " cannot be read: %s",
				 state_dir, strerror(-err));
	}
	*span = walk.span;
	return 0;
}

void ledger_span_free(struct ledger_span *span)
{
	if (!span)
		return;
	counters_free(&span->counters);
	free(span->census.devices);
	free(span->census.attempts);
	free(span->census.names);
	free(span->policies);
	free(span->gaps);
	json_decref(span->store);
	free(span);
}
