// SPDX-License-Identifier: GPL-2.0
/*
 * What the ledger knows by number, found by what it is and by its number.
 * No files, no clock.
 */
#include "ledger/ledger_table.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	unsigned int counts;
	bool seen;
	const char *const *key; /* members that make the key */
} kinds[LEDGER_KIND_MAX] = {
	[LEDGER_DEVICES] = { "devices", 4, true,
			     (const char *const[]){ "mac", "interface", "vlan",
						    NULL } },
	[LEDGER_COUNTERS] = { "counters", 2, false,
			      (const char *const[]){ "interface", "zone",
						     "direction", "group",
						     "vendor", "verdict",
						     "reason", "rule", NULL } },
	[LEDGER_ATTEMPTS] = { "attempts", 2, true,
			      (const char *const[]){ "mac", "interface", "vlan",
						     "proto", "peer", "port",
						     "from_port", "verdict",
						     NULL } },
};

const char *ledger_kind_text(enum ledger_kind kind)
{
	return kinds[kind].text;
}

unsigned int ledger_kind_counts(enum ledger_kind kind)
{
	return kinds[kind].counts;
}

bool ledger_kind_seen(enum ledger_kind kind)
{
	return kinds[kind].seen;
}

char *ledger_key(enum ledger_kind kind, const json_t *def)
{
	const char *const *member = kinds[kind].key;
	char *key = NULL;
	size_t len;
	FILE *out;

	out = open_memstream(&key, &len);
	if (!out)
		return NULL;
	for (; *member; member++) {
		const json_t *value = json_object_get(def, *member);

		/* '|' stands in no name that a policy takes, \1 in none at all */
		if (json_is_string(value))
			fprintf(out, "%s|", json_string_value(value));
		else if (json_is_integer(value))
			fprintf(out, "%" JSON_INTEGER_FORMAT "|",
				json_integer_value(value));
		else if (json_is_null(value))
			fputs("\1|", out);
		else
			break;
	}
	if (fclose(out) || *member) {
		free(key);
		return NULL;
	}
	return key;
}

/* ---- places --------------------------------------------------------------- */

static size_t hash_key(const char *key)
{
	uint64_t hash = 0xcbf29ce484222325ull; /* FNV-1a */

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 0x100000001b3ull;
	return hash ^ hash >> 32;
}

static size_t hash_id(uint64_t id)
{
	return id * 0x9e3779b97f4a7c15ull >> 32;
}

static size_t key_place(const struct ledger_table *table, const char *key)
{
	size_t at = hash_key(key) & table->mask;

	while (table->by_key[at] &&
	       strcmp(table->rows[table->by_key[at] - 1].key, key))
		at = (at + 1) & table->mask;
	return at;
}

static size_t id_place(const struct ledger_table *table, uint64_t id)
{
	size_t at = hash_id(id) & table->mask;

	while (table->by_id[at] && table->rows[table->by_id[at] - 1].id != id)
		at = (at + 1) & table->mask;
	return at;
}

static void place(struct ledger_table *table, size_t i)
{
	const struct ledger_row *row = &table->rows[i];

	table->by_key[key_place(table, row->key)] = (uint32_t)i + 1;
	table->by_id[id_place(table, row->id)] = (uint32_t)i + 1;
}

/* Twice as many places as rows there may be. */
static int make_room(struct ledger_table *table)
{
	size_t room = table->room ? 2 * table->room : 256, i;
	struct ledger_row *rows;
	uint32_t *by_key, *by_id;

	if (table->count < table->room)
		return 0;
	if (table->count >= LEDGER_ROWS_MAX)
		return -ENOSPC;
	by_key = calloc(2 * room, sizeof(*by_key));
	by_id = calloc(2 * room, sizeof(*by_id));
	rows = reallocarray(table->rows, room, sizeof(*rows));
	if (rows)
		table->rows = rows;
	if (!by_key || !by_id || !rows) {
		free(by_key);
		free(by_id);
		return -ENOMEM;
	}
	free(table->by_key);
	free(table->by_id);
	table->by_key = by_key;
	table->by_id = by_id;
	table->room = room;
	table->mask = 2 * room - 1;
	for (i = 0; i < table->count; i++)
		place(table, i);
	return 0;
}

struct ledger_row *ledger_table_find(const struct ledger_table *table,
				     const char *key)
{
	uint32_t at = table->room ? table->by_key[key_place(table, key)] : 0;

	return at ? &table->rows[at - 1] : NULL;
}

struct ledger_row *ledger_table_by_id(const struct ledger_table *table,
				      uint64_t id)
{
	uint32_t at = table->room ? table->by_id[id_place(table, id)] : 0;

	return at ? &table->rows[at - 1] : NULL;
}

struct ledger_row *ledger_table_add(struct ledger_table *table, uint64_t id,
				    const char *key, const char *def)
{
	struct ledger_row new = { .key = strdup(key), .def = strdup(def) };

	if (!new.key || !new.def || make_room(table)) {
		free(new.key);
		free(new.def);
		return NULL;
	}
	if (!table->next_id)
		table->next_id = 1;
	new.id = id ? id : table->next_id;
	if (new.id >= table->next_id)
		table->next_id = new.id + 1;
	table->rows[table->count] = new;
	place(table, table->count);
	return &table->rows[table->count++];
}

int ledger_row_define(struct ledger_row *row, const char *def)
{
	char *copy = strdup(def);

	if (!copy)
		return -ENOMEM;
	free(row->def);
	row->def = copy;
	return 0;
}

size_t ledger_table_remove(struct ledger_table *table,
			   bool (*out)(const struct ledger_row *row,
				       const void *arg),
			   const void *arg)
{
	size_t i, kept = 0, gone;

	for (i = 0; i < table->count; i++) {
		if (out(&table->rows[i], arg)) {
			free(table->rows[i].key);
			free(table->rows[i].def);
		} else {
			table->rows[kept++] = table->rows[i];
		}
	}
	gone = table->count - kept;
	table->count = kept;
	if (!gone)
		return 0;
	memset(table->by_key, 0, (table->mask + 1) * sizeof(*table->by_key));
	memset(table->by_id, 0, (table->mask + 1) * sizeof(*table->by_id));
	for (i = 0; i < table->count; i++)
		place(table, i);
	return gone;
}

static bool all(const struct ledger_row *row, const void *arg)
{
	return true;
}

void ledger_table_free(struct ledger_table *table)
{
	ledger_table_remove(table, all, NULL);
	free(table->rows);
	free(table->by_key);
	free(table->by_id);
	memset(table, 0, sizeof(*table));
}
