/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the ledger knows by number: devices, attempts, counters, each said once a
 * month in full and from then on by its number. No files, no clock.
 */
#ifndef LENSCAP_LEDGER_TABLE_H
#define LENSCAP_LEDGER_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ledger_kind {
	LEDGER_DEVICES,
	LEDGER_COUNTERS,
	LEDGER_ATTEMPTS,
	LEDGER_KIND_MAX
};

#define LEDGER_COUNTS 4
#define LEDGER_MONTH_LEN 8 /* "2026-11" */
#define LEDGER_ROWS_MAX (1u << 18) /* of a kind; more are refused */

struct ledger_row {
	uint64_t id; /* never used again for another */
	char *key; /* what makes it one: the same text, the same row */
	char *def; /* its members as JSON, without the id */
	char month[LEDGER_MONTH_LEN]; /* of the file that says it last in full */
	int64_t first; /* seconds since the epoch; 0 for counters */
	int64_t last;
	uint64_t counts[LEDGER_COUNTS]; /* frames first */
};

struct ledger_table {
	struct ledger_row *rows;
	size_t count;
	size_t room;
	uint32_t *by_key; /* places: 1 + index of the row, 0 free */
	uint32_t *by_id;
	size_t mask;
	uint64_t next_id;
};

/* The word for it in the ledger: "devices", "counters", "attempts". */
const char *ledger_kind_text(enum ledger_kind kind);

/* How many counts a row of it has, and whether a last_seen stands behind them. */
unsigned int ledger_kind_counts(enum ledger_kind kind);
bool ledger_kind_seen(enum ledger_kind kind);

/* The key of what a JSON object says; NULL: it lacks what it needs. To free. */
char *ledger_key(enum ledger_kind kind, const json_t *def);

struct ledger_row *ledger_table_find(const struct ledger_table *table,
				     const char *key);
struct ledger_row *ledger_table_by_id(const struct ledger_table *table,
				      uint64_t id);

/*
 * A new row, which owns copies of key and def; id 0: the next. NULL when out of
 * memory or of room. Rows move.
 */
struct ledger_row *ledger_table_add(struct ledger_table *table, uint64_t id,
				    const char *key, const char *def);

/* Replace what it says. 0 or -ENOMEM. */
int ledger_row_define(struct ledger_row *row, const char *def);

/* Take out each row that the function says so of; how many. */
size_t ledger_table_remove(struct ledger_table *table,
			   bool (*out)(const struct ledger_row *row,
				       const void *arg),
			   const void *arg);
void ledger_table_free(struct ledger_table *table);

#endif
