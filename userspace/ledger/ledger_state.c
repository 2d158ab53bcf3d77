// SPDX-License-Identifier: GPL-2.0
/*
 * What all records come to, added up line by line.
 * The checkpoint, which saves most of that, is ledger_checkpoint.c.
 */
#include "ledger/ledger_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "base/rfc3339.h"
#include "base/sha256.h"
#include "ledger/ledger_checkpoint.h"

static const char *const totals_text[LEDGER_TOTALS] = { "unplaced", "displaced",
							"unnamed",
							"events_lost" };

/* ---- a record ------------------------------------------------------------- */

int ledger_entry_read(const char *text, size_t len, struct ledger_entry *entry)
{
	struct ledger_entry new = { 0 };
	const char *time, *since = NULL;
	json_int_t seq, maps = 0;
	int judging = 0;

	new.json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	if (json_unpack(new.json, "{s:I, s:s, s:s, s:s, s:s, s?:I, s?:b, s?:s}",
			"seq", &seq, "prev_sha256", &new.prev_sha256, "time",
			&time, "boot_id", &new.boot_id, "kind", &new.kind,
			"maps", &maps, "judging", &judging, "since", &since) ||
	    seq < 1 || maps < 0 || rfc3339_parse(time, &new.time) ||
	    strlen(new.boot_id) >= BOOT_ID_LEN ||
	    (since && rfc3339_parse(since, &new.since))) {
		json_decref(new.json);
		return -EINVAL;
	}
	new.seq = (uint64_t)seq;
	new.maps = (uint64_t)maps;
	new.judging = judging;
	*entry = new;
	return 0;
}

void ledger_entry_free(struct ledger_entry *entry)
{
	json_decref(entry->json);
	entry->json = NULL;
}

/* ---- what it adds --------------------------------------------------------- */

static uint64_t number(const json_t *json)
{
	json_int_t value = json_integer_value(json);

	return value > 0 ? (uint64_t)value : 0;
}

static int define_row(struct ledger_table *table, uint64_t id, const char *key,
		      const char *text, const json_t *def, const char *month)
{
	const char *first =
		json_string_value(json_object_get(def, "first_seen"));
	struct ledger_row *row = ledger_table_by_id(table, id);

	/* one number for two, or two for one */
	if (row ? !!strcmp(row->key, key) : !!ledger_table_find(table, key))
		return 0;
	if (row && ledger_row_define(row, text))
		return -ENOMEM;
	if (!row)
		row = ledger_table_add(table, id, key, text);
	if (!row)
		return table->count < LEDGER_ROWS_MAX ? -ENOMEM : 0;
	strcpy(row->month, month);
	if (first)
		rfc3339_parse(first, &row->first);
	if (row->last < row->first)
		row->last = row->first;
	return 0;
}

static int define(struct ledger_table *table, enum ledger_kind kind,
		  const json_t *json, const char *month)
{
	uint64_t id = number(json_object_get(json, "id"));
	json_t *def = json_copy((json_t *)json);
	char *key = ledger_key(kind, def), *text;
	int err = 0;

	json_object_del(def, "id");
	text = json_dumps(def, JSON_COMPACT | JSON_ENCODE_ANY);
	if (!def || !text)
		err = -ENOMEM;
	/* what is no row is none: verify tells whether a line was changed */
	else if (id && key)
		err = define_row(table, id, key, text, def, month);
	json_decref(def);
	free(key);
	free(text);
	return err;
}

/* [id, count..., seconds before the record] */
static void add_counts(struct ledger_table *table, enum ledger_kind kind,
		       const json_t *json, int64_t time)
{
	unsigned int counts = ledger_kind_counts(kind), i;
	struct ledger_row *row =
		ledger_table_by_id(table, number(json_array_get(json, 0)));
	int64_t seen;

	if (!row)
		return;
	for (i = 0; i < counts; i++)
		row->counts[i] += number(json_array_get(json, 1 + i));
	if (!ledger_kind_seen(kind))
		return;
	seen = time - (int64_t)number(json_array_get(json, 1 + counts));
	if (seen > row->last)
		row->last = seen;
}

static int add_kind(struct ledger_state *state, enum ledger_kind kind,
		    const struct ledger_entry *entry, const char *month,
		    bool count)
{
	const char *word = ledger_kind_text(kind);
	const json_t *defs = json_object_get(entry->json, word);
	const json_t *seen =
		json_object_get(json_object_get(entry->json, "seen"), word);
	size_t i;
	int err;

	for (i = 0; i < json_array_size(defs); i++) {
		err = define(&state->tables[kind], kind,
			     json_array_get(defs, i), month);
		if (err)
			return err;
	}
	for (i = 0; count && i < json_array_size(seen); i++)
		add_counts(&state->tables[kind], kind, json_array_get(seen, i),
			   entry->time);
	return 0;
}

static void add_forgot(struct ledger_state *state,
		       const struct ledger_entry *entry)
{
	const char *text;
	uint64_t mac;

	if (!json_unpack(entry->json, "{s:{s:s}}", "forgot", "mac", &text) &&
	    !mac_parse(text, &mac))
		ledger_state_forget(state, mac);
}

int ledger_state_add(struct ledger_state *state, unsigned int kinds,
		     const struct ledger_entry *entry, const char *month,
		     bool count, bool reset)
{
	const json_t *totals = json_object_get(entry->json, "totals");
	int kind, err, i;

	if (reset && entry->maps &&
	    (entry->maps != state->maps ||
	     strcmp(entry->boot_id, state->boot_id)))
		ledger_state_reset(state);
	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		if (!(kinds & 1u << kind))
			continue;
		err = add_kind(state, kind, entry, month, count);
		if (err)
			return err;
	}
	for (i = 0; count && i < LEDGER_TOTALS; i++)
		state->totals[i] +=
			number(json_object_get(totals, totals_text[i]));
	add_forgot(state, entry);
	state->head.seq = entry->seq;
	state->head.time = entry->time;
	/* without maps, those before may yet be read again */
	if (entry->maps || strcmp(entry->boot_id, state->boot_id)) {
		strcpy(state->boot_id, entry->boot_id);
		state->maps = entry->maps;
	}
	state->judging = entry->judging;
	return 0;
}

void ledger_state_reset(struct ledger_state *state)
{
	size_t i;
	int kind;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++)
		for (i = 0; i < state->tables[kind].count; i++)
			memset(state->tables[kind].rows[i].counts, 0,
			       sizeof(state->tables[kind].rows[i].counts));
	memset(state->totals, 0, sizeof(state->totals));
}

/* ---- out of it ------------------------------------------------------------ */

/* Keys of devices and attempts begin with it. */
static bool of_mac(const struct ledger_row *row, const void *arg)
{
	return !strncmp(row->key, arg, MAC_TEXT_LEN - 1);
}

size_t ledger_state_forget(struct ledger_state *state, uint64_t mac)
{
	char text[MAC_TEXT_LEN];

	mac_format(mac, text);
	return ledger_table_remove(&state->tables[LEDGER_DEVICES], of_mac,
				   text) +
	       ledger_table_remove(&state->tables[LEDGER_ATTEMPTS], of_mac,
				   text);
}

static bool seen_before(const struct ledger_row *row, const void *arg)
{
	return row->last < *(const int64_t *)arg;
}

void ledger_state_age(struct ledger_state *state, int64_t before)
{
	ledger_table_remove(&state->tables[LEDGER_DEVICES], seen_before,
			    &before);
	ledger_table_remove(&state->tables[LEDGER_ATTEMPTS], seen_before,
			    &before);
}

static int by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void trim(struct ledger_table *table)
{
	int64_t *times;
	size_t i;

	if (table->count < LEDGER_ROWS_MAX / 4 * 3)
		return;
	times = calloc(table->count, sizeof(*times));
	if (!times)
		return;
	for (i = 0; i < table->count; i++)
		times[i] = table->rows[i].last;
	qsort(times, table->count, sizeof(*times), by_time);
	ledger_table_remove(table, seen_before, &times[table->count / 2]);
	free(times);
}

void ledger_state_trim(struct ledger_state *state)
{
	trim(&state->tables[LEDGER_DEVICES]);
	trim(&state->tables[LEDGER_ATTEMPTS]);
}

/* ---- reading -------------------------------------------------------------- */

static int add_line(struct ledger_state *state, unsigned int kinds,
		    const struct ledger_line *line)
{
	char month[LEDGER_MONTH_LEN], sha[65];
	struct ledger_entry entry;
	int err = 0;

	sha256(line->text, line->len, sha);
	memcpy(month, line->file, sizeof(month) - 1);
	month[sizeof(month) - 1] = '\0';
	if (ledger_entry_read(line->text, line->len, &entry)) {
		state->broken = true;
	} else {
		if (state->head.seq &&
		    strcmp(entry.prev_sha256, state->head.sha256))
			state->broken = true;
		err = ledger_state_add(state, kinds, &entry, month, true, true);
		ledger_entry_free(&entry);
	}
	strcpy(state->head.sha256, sha);
	strcpy(state->file, line->file);
	state->offset = line->offset;
	state->size = line->offset + line->len + 1;
	return err;
}

/* Is this the line that the checkpoint ends with? */
static bool same_line(const struct ledger_state *state,
		      const struct ledger_line *line)
{
	char sha[65];

	if (!line->ended || strcmp(line->file, state->file) ||
	    line->offset + line->len + 1 != state->size)
		return false;
	sha256(line->text, line->len, sha);
	return !strcmp(sha, state->head.sha256);
}

/* known: behind the state's last record, which must be there. -ESTALE it is not. */
static int add_lines(int dir_fd, unsigned int kinds, bool known,
		     struct ledger_state *state)
{
	struct ledger_lines *lines;
	struct ledger_line line;
	int err = ledger_lines_open(dir_fd, known ? state->file : NULL,
				    known ? state->offset : 0, &lines);
	int got;

	if (err)
		return err;
	if (known &&
	    (ledger_lines_next(lines, &line) <= 0 || !same_line(state, &line)))
		err = -ESTALE;
	while (!err && (got = ledger_lines_next(lines, &line))) {
		if (got < 0) {
			err = got;
			break;
		}
		/* torn, and yet not the last: not by a crash */
		if (state->torn)
			state->broken = true;
		state->torn = 0;
		if (ledger_line_torn(&line))
			state->torn = line.len + line.ended;
		else
			err = add_line(state, kinds, &line);
		if (state->torn && strcmp(state->file, line.file)) {
			/* the first line of a month's file */
			strcpy(state->file, line.file);
			state->offset = 0;
			state->size = 0;
		}
	}
	ledger_lines_close(lines);
	return err;
}

static struct ledger_state *state_new(void)
{
	struct ledger_state *state = calloc(1, sizeof(*state));

	if (state)
		strcpy(state->head.sha256, LEDGER_NONE);
	return state;
}

int ledger_state_load(int dir_fd, unsigned int kinds,
		      struct ledger_state **state, struct fault *fault)
{
	struct ledger_state *new = state_new();
	struct ledger_head noted = { 0 };
	int err = new ? 0 : -ENOMEM;

	if (new && !ledger_checkpoint_read(dir_fd, kinds, new)) {
		noted = new->head;
		err = add_lines(dir_fd, kinds, true, new);
	} else {
		err = err ? err : -ESTALE;
	}
	if (err == -ESTALE || err == -ENOENT) {
		ledger_state_free(new);
		new = state_new();
		err = new ? add_lines(dir_fd, kinds, false, new) : -ENOMEM;
	}
	if (err) {
		ledger_state_free(new);
		return fault_set(
			fault, err, "the ledger cannot be read: %s%s",
			strerror(-err),
			err == -EFBIG ?
				"; lenscap ledger verify tells which line" :
				"");
	}
	if (noted.seq > new->head.seq) {
		new->lost_seq = noted.seq;
		strcpy(new->lost_sha256, noted.sha256);
	}
	*state = new;
	return 0;
}

void ledger_state_free(struct ledger_state *state)
{
	int kind;

	if (!state)
		return;
	for (kind = 0; kind < LEDGER_KIND_MAX; kind++)
		ledger_table_free(&state->tables[kind]);
	free(state);
}
