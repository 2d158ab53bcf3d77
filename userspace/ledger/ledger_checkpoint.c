// SPDX-License-Identifier: GPL-2.0
/*
 * STATE/ledger/state.jsonl: a line with the last record and sums, then a line for
 * each row, devices first. What they mean is ledger_state.c.
 */
#include "ledger/ledger_checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/rfc3339.h"

#define VERSION 1
#define LINE_MAX_LEN (1 << 20)

static json_t *numbers(const uint64_t *values, size_t count)
{
	json_t *json = json_array();
	size_t i;

	for (i = 0; i < count; i++)
		json_array_append_new(json,
				      json_integer((json_int_t)values[i]));
	return json;
}

static int read_numbers(const json_t *json, uint64_t *values, size_t count)
{
	size_t i;

	if (json_array_size(json) != count)
		return -EINVAL;
	for (i = 0; i < count; i++) {
		const json_t *value = json_array_get(json, i);

		if (!json_is_integer(value) || json_integer_value(value) < 0)
			return -EINVAL;
		values[i] = (uint64_t)json_integer_value(value);
	}
	return 0;
}

/* ---- written -------------------------------------------------------------- */

static int put(FILE *out, json_t *json)
{
	int err = json ? json_dumpf(json, out, JSON_COMPACT) : -1;

	json_decref(json);
	return err || putc('\n', out) == EOF ? -ENOMEM : 0;
}

static int put_head(FILE *out, const struct ledger_state *state)
{
	uint64_t next[LEDGER_KIND_MAX], counts[LEDGER_KIND_MAX];
	char time[RFC3339_LEN];
	int kind;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		next[kind] = state->tables[kind].next_id;
		counts[kind] = state->tables[kind].count;
	}
	rfc3339_format(state->head.time, time);
	return put(
		out,
		json_pack(
			"{s:i, s:s, s:I, s:I, s:I, s:s, s:s, s:s, s:I, s:b, s:o, s:o, s:o}",
			"version", VERSION, "file", state->file, "offset",
			(json_int_t)state->offset, "size",
			(json_int_t)state->size, "seq",
			(json_int_t)state->head.seq, "sha256",
			state->head.sha256, "time", time, "boot_id",
			state->boot_id, "maps", (json_int_t)state->maps,
			"judging", state->judging, "next",
			numbers(next, LEDGER_KIND_MAX), "rows",
			numbers(counts, LEDGER_KIND_MAX), "totals",
			numbers(state->totals, LEDGER_TOTALS)));
}

/* What it says is JSON already. */
static int put_row(FILE *out, const struct ledger_row *row)
{
	unsigned int i;

	fprintf(out,
		"{\"id\":%" PRIu64 ",\"month\":\"%s\",\"last\":%" PRId64
		",\"counts\":[",
		row->id, row->month, row->last);
	for (i = 0; i < LEDGER_COUNTS; i++)
		fprintf(out, "%s%" PRIu64, i ? "," : "", row->counts[i]);
	return fprintf(out, "],\"def\":%s}\n", row->def) < 0 ? -ENOMEM : 0;
}

int ledger_checkpoint_write(int dir_fd, const struct ledger_state *state)
{
	char path[64], *text = NULL;
	FILE *out;
	size_t len, i;
	int kind, err;

	out = open_memstream(&text, &len);
	if (!out)
		return -ENOMEM;
	err = put_head(out, state);
	for (kind = 0; kind < LEDGER_KIND_MAX; kind++)
		for (i = 0; !err && i < state->tables[kind].count; i++)
			err = put_row(out, &state->tables[kind].rows[i]);
	if (fclose(out) && !err)
		err = -ENOMEM;
	snprintf(path, sizeof(path), "/proc/self/fd/%d/" LEDGER_CHECKPOINT,
		 dir_fd);
	if (!err)
		err = file_replace(path, text, len, 0600);
	free(text);
	return err;
}

/* ---- read ----------------------------------------------------------------- */

static int read_head(const json_t *json, struct ledger_state *state,
		     uint64_t counts[LEDGER_KIND_MAX])
{
	const char *file, *sha256, *boot_id, *time;
	json_int_t offset, size, seq, maps;
	json_t *next, *rows, *totals;
	uint64_t ids[LEDGER_KIND_MAX];
	int version, judging, kind;

	if (json_unpack(
		    (json_t *)json,
		    "{s:i, s:s, s:I, s:I, s:I, s:s, s:s, s:s, s:I, s:b, s:o, s:o, s:o}",
		    "version", &version, "file", &file, "offset", &offset,
		    "size", &size, "seq", &seq, "sha256", &sha256, "time",
		    &time, "boot_id", &boot_id, "maps", &maps, "judging",
		    &judging, "next", &next, "rows", &rows, "totals",
		    &totals) ||
	    version != VERSION || strlen(file) >= sizeof(state->file) ||
	    strlen(sha256) != 64 || strlen(boot_id) >= BOOT_ID_LEN ||
	    offset < 0 || size < offset || seq < 0 || maps < 0 ||
	    rfc3339_parse(time, &state->head.time) ||
	    read_numbers(next, ids, LEDGER_KIND_MAX) ||
	    read_numbers(rows, counts, LEDGER_KIND_MAX) ||
	    read_numbers(totals, state->totals, LEDGER_TOTALS))
		return -EINVAL;
	strcpy(state->file, file);
	strcpy(state->head.sha256, sha256);
	strcpy(state->boot_id, boot_id);
	state->head.seq = (uint64_t)seq;
	state->offset = (uint64_t)offset;
	state->size = (uint64_t)size;
	state->maps = (uint64_t)maps;
	state->judging = judging;
	for (kind = 0; kind < LEDGER_KIND_MAX; kind++)
		state->tables[kind].next_id = ids[kind];
	return 0;
}

static int read_row(const json_t *json, enum ledger_kind kind,
		    struct ledger_table *table)
{
	const char *month, *first;
	json_int_t id, last;
	json_t *counts, *def;
	struct ledger_row *row;
	char *key, *text;

	if (json_unpack((json_t *)json, "{s:I, s:s, s:I, s:o, s:o}", "id", &id,
			"month", &month, "last", &last, "counts", &counts,
			"def", &def) ||
	    id < 1 || strlen(month) >= LEDGER_MONTH_LEN)
		return -EINVAL;
	key = ledger_key(kind, def);
	text = json_dumps(def, JSON_COMPACT);
	row = key && text ? ledger_table_add(table, (uint64_t)id, key, text) :
			    NULL;
	free(key);
	free(text);
	if (!row)
		return -EINVAL;
	strcpy(row->month, month);
	row->last = last;
	first = json_string_value(json_object_get(def, "first_seen"));
	if (first && rfc3339_parse(first, &row->first))
		return -EINVAL;
	return read_numbers(counts, row->counts, LEDGER_COUNTS);
}

static json_t *get(FILE *in, char **line, size_t *room)
{
	ssize_t len = getline(line, room, in);

	if (len <= 0 || len > LINE_MAX_LEN)
		return NULL;
	return json_loadb(*line, (size_t)len, JSON_REJECT_DUPLICATES, NULL);
}

static int read_rows(FILE *in, unsigned int kinds, const uint64_t *counts,
		     struct ledger_state *state, char **line, size_t *room)
{
	uint64_t i;
	int kind, err = 0;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		/* what nobody wants behind what is wanted */
		if (!(kinds >> kind))
			return 0;
		for (i = 0; i < counts[kind]; i++) {
			json_t *json = get(in, line, room);

			if (!json)
				return -EINVAL;
			if (kinds & 1u << kind)
				err = read_row(json, kind,
					       &state->tables[kind]);
			json_decref(json);
			if (err)
				return err;
		}
	}
	return 0;
}

int ledger_checkpoint_read(int dir_fd, unsigned int kinds,
			   struct ledger_state *state)
{
	uint64_t counts[LEDGER_KIND_MAX];
	char *line = NULL;
	size_t room = 0;
	json_t *json;
	FILE *in;
	int fd, err;

	fd = openat(dir_fd, LEDGER_CHECKPOINT,
		    O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	in = fd < 0 ? NULL : fdopen(fd, "r");
	if (!in) {
		err = -errno;
		if (fd >= 0)
			close(fd);
		return err;
	}
	json = get(in, &line, &room);
	err = json ? read_head(json, state, counts) : -EINVAL;
	json_decref(json);
	if (!err)
		err = read_rows(in, kinds, counts, state, &line, &room);
	free(line);
	fclose(in);
	return err;
}
