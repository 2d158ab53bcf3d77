// SPDX-License-Identifier: GPL-2.0
/*
 * Months' files that are older than they are kept.
 * The record that says so comes first: whatever cuts this short, what is left is
 * a chain that begins where some record says.
 */
#include "ledger/ledger_prune.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ledger/ledger_state.h"

/* When the month after the one in the name begins. */
static int64_t month_end(const char *file)
{
	struct tm tm = { .tm_mday = 1 };
	int year, month;

	if (sscanf(file, "%4d-%2d", &year, &month) != 2)
		return INT64_MAX;
	tm.tm_year = year - 1900;
	tm.tm_mon = month;
	return timegm(&tm);
}

int ledger_prune_find(int dir_fd, int64_t before, const char *target,
		      struct ledger_prune *prune)
{
	struct ledger_prune new = { 0 };
	int count = ledger_files(dir_fd, &new.files);

	if (count < 0)
		return count;
	while (new.count < (size_t)count &&
	       strcmp(new.files[new.count].text, target) < 0 &&
	       month_end(new.files[new.count].text) <= before)
		new.count++;
	*prune = new;
	return 0;
}

/* The first line that stays, and is a record. */
static int first_kept(int dir_fd, const char *from, uint64_t *seq,
		      char prev[65])
{
	struct ledger_lines *lines;
	struct ledger_entry entry;
	struct ledger_line line;
	int err = ledger_lines_open(dir_fd, from, 0, &lines);
	int got;

	if (err)
		return err;
	got = ledger_lines_next(lines, &line);
	if (got > 0 && line.ended &&
	    !ledger_entry_read(line.text, line.len, &entry)) {
		*seq = entry.seq;
		snprintf(prev, 65, "%s", entry.prev_sha256);
		ledger_entry_free(&entry);
	}
	ledger_lines_close(lines);
	return got < 0 ? got : 0;
}

json_t *ledger_prune_json(int dir_fd, const struct ledger_prune *prune,
			  uint64_t seq, const char *prev)
{
	const char *last = prune->files[prune->count - 1].text;
	json_t *files = json_array();
	char prev_kept[65], after[17];
	size_t i;

	snprintf(prev_kept, sizeof(prev_kept), "%s", prev);
	/* no file has that name: what follows the last that goes */
	snprintf(after, sizeof(after), "%s~", last);
	if (first_kept(dir_fd, after, &seq, prev_kept)) {
		json_decref(files);
		return NULL;
	}
	for (i = 0; i < prune->count; i++)
		json_array_append_new(files, json_string(prune->files[i].text));
	return json_pack("{s:o, s:I, s:s}", "files", files, "first_seq",
			 (json_int_t)seq, "first_prev_sha256", prev_kept);
}

size_t ledger_prune_run(int dir_fd, const struct ledger_prune *prune)
{
	size_t i, removed = 0;

	for (i = 0; i < prune->count; i++)
		removed += !unlinkat(dir_fd, prune->files[i].text, 0);
	fsync(dir_fd);
	return removed;
}

void ledger_prune_free(struct ledger_prune *prune)
{
	free(prune->files);
	prune->files = NULL;
	prune->count = 0;
}
