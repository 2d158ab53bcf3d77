/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What has changed since the last record in counters and census, as parts of a
 * line. The rest of a line is ledger_record.h.
 */
#ifndef LENSCAP_LEDGER_ROWS_H
#define LENSCAP_LEDGER_ROWS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "census/census.h"
#include "census/counters.h"
#include "ledger/ledger_state.h"

/* So that a line stays readable; what is left over comes with the next. */
#define LEDGER_ROWS_MAX_LEN (LEDGER_LINE_MAX / 2)

struct ledger_rows {
	struct ledger_state *state;
	char month[LEDGER_MONTH_LEN];
	int64_t now; /* seconds since the epoch */
	FILE *defs[LEDGER_KIND_MAX]; /* JSON, with commas between */
	FILE *seen[LEDGER_KIND_MAX];
	char *defs_text[LEDGER_KIND_MAX];
	char *seen_text[LEDGER_KIND_MAX];
	size_t defs_len[LEDGER_KIND_MAX];
	size_t seen_len[LEDGER_KIND_MAX];
	size_t len;
	size_t left; /* rows that the next record has */
};

/* state, month and now are set. 0 or -ENOMEM; ledger_rows_free() in any case. */
int ledger_rows_open(struct ledger_rows *rows);

/* What is new in them, which the state then knows. 0 or a negative errno. */
int ledger_rows_counters(struct ledger_rows *rows,
			 const struct counters *counters);
int ledger_rows_census(struct ledger_rows *rows, const struct census *census);

/* Deltas of the totals, and the floods by interface, into a record's head. */
int ledger_rows_totals(struct ledger_rows *rows, const struct census *census,
		       json_t *head);

/* The line: head, which is freed, and the rows; with a newline. NULL: no memory. */
char *ledger_rows_line(struct ledger_rows *rows, json_t *head, size_t *len);
void ledger_rows_free(struct ledger_rows *rows);

#endif
