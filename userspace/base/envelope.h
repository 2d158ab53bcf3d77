/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The JSON envelope around lists (DESIGN 7), and how JSON leaves the program.
 * Nothing about what the rows are.
 */
#ifndef LENSCAP_ENVELOPE_H
#define LENSCAP_ENVELOPE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define ENVELOPE_TIME_LEN 32

/*
 * A new envelope {"schema", "host", "boot_id", "since": null, "generated_at",
 * "complete": true, "lost": 0, "rows": []}. NULL when out of memory. The
 * caller owns it until envelope_print() or json_decref().
 */
json_t *envelope_new(const char *schema);

/* The array of rows; borrowed. */
json_t *envelope_rows(json_t *env);

/* When what the rows count began; seconds since the epoch. */
void envelope_set_since(json_t *env, time_t since);

/* So many could not be counted: with more than 0 it is not complete. */
void envelope_set_lost(json_t *env, uint64_t lost);

/*
 * Print to standard output with a final newline, free it, see that all was
 * written. Any JSON value will do, NULL counts as out of memory. CMD_DONE, or
 * CMD_FAILED with the cause on standard error.
 */
int envelope_print(json_t *env);

/* RFC 3339 in UTC, "2026-08-01T10:00:00Z"; "" if it has no such form. */
const char *envelope_time(time_t when, char buf[ENVELOPE_TIME_LEN]);

/* A JSON string, or null for NULL. New reference. */
json_t *envelope_text(const char *text);

/* The same, and null for "". */
json_t *envelope_filled(const char *text);

#endif
