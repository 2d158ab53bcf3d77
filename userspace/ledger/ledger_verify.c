// SPDX-License-Identifier: GPL-2.0
/*
 * Is the ledger's chain whole, and where not?
 * It goes on behind what is wrong, so that one fault does not hide the next.
 */
#include "ledger/ledger_verify.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/progress.h"
#include "base/sha256.h"
#include "ledger/ledger_checkpoint.h"
#include "ledger/ledger_state.h"

/* A line that was read, for what the next one says of it. */
struct place {
	char file[LEDGER_FILE_LEN];
	unsigned int line;
	uint64_t seq; /* 0: none was read, or it is no record */
	char sha256[65];
};

struct verify {
	struct ledger_verdict *verdict;
	const struct ledger_head *known;
	bool known_met;
	struct ledger_head saved; /* of the checkpoint */
	bool saved_met;
	struct place last;
	uint64_t max_seq;
	/* where the chain begins, according to the last record that says so */
	struct place first;
	char first_prev[65];
	uint64_t pruned_seq;
	char pruned_prev[65];
	struct place torn; /* the last line that is in pieces */
	size_t torn_len;
};

__attribute__((format(printf, 4, 5))) static void
find(struct verify *v, bool error, const struct place *at, const char *fmt, ...)
{
	struct ledger_verdict *verdict = v->verdict;
	struct ledger_finding *finding;
	va_list args;

	verdict->errors += error;
	if (verdict->count == LEDGER_FINDINGS_MAX)
		return;
	finding = &verdict->findings[verdict->count++];
	finding->error = error;
	if (at) {
		strcpy(finding->file, at->file);
		finding->line = at->line;
	}
	va_start(args, fmt);
	vsnprintf(finding->text, sizeof(finding->text), fmt, args);
	va_end(args);
}

/* ---- one line behind another ---------------------------------------------- */

static void missing(struct verify *v, const struct place *at, uint64_t from,
		    uint64_t to)
{
	const char *plural = from == to ? "" : "s";
	bool months = strcmp(v->last.file, at->file);

	if (from == to)
		find(v, true, at, "record %" PRIu64 " is missing before it%s",
		     from, months ? ", or the file that it stood in" : "");
	else
		find(v, true, at,
		     "record%s %" PRIu64 " to %" PRIu64
		     " are missing before it%s",
		     plural, from, to,
		     months ? ", or the file that they stood in" : "");
}

static void check_behind(struct verify *v, const struct place *at,
			 const char *prev)
{
	const struct place *last = &v->last;
	bool chained = !strcmp(prev, last->sha256);

	if (last->seq && at->seq <= v->max_seq && !chained)
		find(v, true, at,
		     "record %" PRIu64 " stands behind record %" PRIu64
		     ": out of order, or put in",
		     at->seq, last->seq);
	else if (last->seq && at->seq > v->max_seq + 1)
		missing(v, at, v->max_seq + 1, at->seq - 1);
	else if (last->seq && at->seq <= v->max_seq)
		find(v, true, at, "record %" PRIu64 " does not count on",
		     at->seq);
	else if (!chained)
		find(v, true, last,
		     "is not the line that %s:%u was chained to: changed",
		     at->file, at->line);
}

static void note_known(struct verify *v, const struct place *at)
{
	if (v->known && at->seq == v->known->seq) {
		v->known_met = true;
		if (strcmp(at->sha256, v->known->sha256))
			find(v, true, at,
			     "record %" PRIu64
			     " has another SHA-256 than the one given: changed, or all of the chain made anew",
			     at->seq);
	}
	if (at->seq == v->saved.seq) {
		v->saved_met = true;
		if (strcmp(at->sha256, v->saved.sha256))
			find(v, true, at,
			     "is not the line that " LEDGER_CHECKPOINT
			     " ended with: changed");
	}
}

static void note_record(struct verify *v, const struct place *at,
			const struct ledger_entry *entry)
{
	struct ledger_verdict *verdict = v->verdict;
	const char *prev;
	json_int_t seq;

	if (!verdict->records++) {
		verdict->first_seq = entry->seq;
		verdict->first_time = entry->time;
		v->first = *at;
		snprintf(v->first_prev, sizeof(v->first_prev), "%s",
			 entry->prev_sha256);
	}
	verdict->head.seq = entry->seq;
	verdict->head.time = entry->time;
	strcpy(verdict->head.sha256, at->sha256);
	if (!json_unpack(entry->json, "{s:{s:I, s:s}}", "pruned", "first_seq",
			 &seq, "first_prev_sha256", &prev) &&
	    seq > 0 && strlen(prev) == 64) {
		v->pruned_seq = (uint64_t)seq;
		strcpy(v->pruned_prev, prev);
	}
	if (json_object_get(entry->json, "torn"))
		find(v, false, at,
		     "a crash left a part of a record before it, %" JSON_INTEGER_FORMAT
		     " bytes, which were cut off",
		     json_integer_value(json_object_get(entry->json, "torn")));
	if (json_object_get(entry->json, "lost"))
		find(v, true, at,
		     "when it was written, the record before it was not there any more");
}

static void check_line(struct verify *v, const struct ledger_line *line)
{
	struct ledger_entry entry;
	struct place at = { .line = line->number };

	snprintf(at.file, sizeof(at.file), "%s", line->file);
	sha256(line->text, line->len, at.sha256);
	/* only behind it can be told that it is not the last */
	if (v->torn_len)
		find(v, true, &v->torn, "is no record: changed or cut");
	v->torn_len = 0;
	if (ledger_line_torn(line)) {
		v->torn = at;
		v->torn_len = line->len + line->ended;
		return;
	}
	if (ledger_entry_read(line->text, line->len, &entry)) {
		find(v, true, &at, "is no record: changed");
		/* as if it were the one that is expected here */
		at.seq = v->last.seq ? v->max_seq + 1 : 0;
		v->max_seq += !!v->last.seq;
	} else {
		at.seq = entry.seq;
		if (v->last.line)
			check_behind(v, &at, entry.prev_sha256);
		note_record(v, &at, &entry);
		note_known(v, &at);
		if (at.seq > v->max_seq)
			v->max_seq = at.seq;
		ledger_entry_free(&entry);
	}
	v->last = at;
}

/* ---- both ends ------------------------------------------------------------ */

static void check_begin(struct verify *v)
{
	const struct ledger_verdict *verdict = v->verdict;

	if (!verdict->records)
		return;
	if (verdict->first_seq == 1 && !strcmp(v->first_prev, LEDGER_NONE))
		return;
	if (v->pruned_seq >= verdict->first_seq && v->pruned_seq &&
	    (v->pruned_seq > verdict->first_seq ||
	     !strcmp(v->pruned_prev, v->first_prev)))
		return;
	if (v->pruned_seq && v->pruned_seq < verdict->first_seq)
		missing(v, &v->first, v->pruned_seq, verdict->first_seq - 1);
	else if (v->pruned_seq || verdict->first_seq == 1)
		find(v, true, &v->first,
		     "is not chained to what stood before it: changed");
	else
		find(v, true, &v->first,
		     "the ledger begins with record %" PRIu64
		     ", and no record says that those before it were removed for their age",
		     verdict->first_seq);
}

static void check_end(struct verify *v)
{
	const struct ledger_verdict *verdict = v->verdict;
	uint64_t seq = verdict->head.seq;

	if (v->torn_len)
		find(v, false, &v->torn,
		     "a crash left a part of a record, %zu bytes; the next record cuts it off",
		     v->torn_len);
	if (v->saved.seq > seq)
		find(v, true, v->last.line ? &v->last : NULL,
		     "the ledger ends with record %" PRIu64
		     ", but " LEDGER_CHECKPOINT " knows record %" PRIu64
		     ": cut off",
		     seq, v->saved.seq);
	else if (v->saved.seq && !v->saved_met &&
		 v->saved.seq >= verdict->first_seq)
		find(v, true, NULL,
		     "record %" PRIu64 ", which " LEDGER_CHECKPOINT
		     " ended with, is missing",
		     v->saved.seq);
	if (v->known && !v->known_met && v->known->seq < verdict->first_seq)
		find(v, false, NULL,
		     "record %" PRIu64
		     ", which was given, is older than what is kept",
		     v->known->seq);
	else if (v->known && !v->known_met)
		find(v, true, NULL,
		     "record %" PRIu64 ", which was given, is not there",
		     v->known->seq);
}

static void read_saved(int dir_fd, struct verify *v)
{
	struct ledger_state *state = calloc(1, sizeof(*state));

	if (state && !ledger_checkpoint_read(dir_fd, 0, state)) {
		v->saved = state->head;
		v->verdict->checkpoint = true;
	}
	ledger_state_free(state);
}

int ledger_verify(const char *state_dir, const struct ledger_head *known,
		  struct ledger_verdict **verdict, struct fault *fault)
{
	struct verify v = { .known = known };
	struct ledger_lines *lines = NULL;
	struct ledger_line line;
	int fd = ledger_open(state_dir, false, fault);
	uint64_t read = 0;
	int got, err = 0;

	if (fd < 0)
		return fd;
	v.verdict = calloc(1, sizeof(*v.verdict));
	if (!v.verdict)
		err = -ENOMEM;
	if (!err)
		err = ledger_lines_open(fd, NULL, 0, &lines);
	if (err) {
		fault_set(fault, err, "%s/" LEDGER_DIR " cannot be read: %s",
			  state_dir, strerror(-err));
		goto out;
	}
	strcpy(v.verdict->head.sha256, LEDGER_NONE);
	read_saved(fd, &v);
	progress_begin("verifying the ledger", "records");
	while ((got = ledger_lines_next(lines, &line)) > 0) {
		check_line(&v, &line);
		progress_at(++read, 0, 0);
	}
	progress_end();
	check_begin(&v);
	if (got < 0)
		find(&v, true, &v.last,
		     "what comes behind it cannot be read: %s",
		     got == -EFBIG ? "a line longer than any record" :
				     strerror(-got));
	else
		check_end(&v);
	*verdict = v.verdict;
	v.verdict = NULL;
out:
	ledger_lines_close(lines);
	free(v.verdict);
	close(fd);
	return err;
}
