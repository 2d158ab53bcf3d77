/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The members of report/1, one table for those who write and those who read:
 * key, kind, where in the struct. Schema in docs/report.md.
 */
#ifndef LENSCAP_REPORT_FIELDS_H
#define LENSCAP_REPORT_FIELDS_H

#include <stddef.h>

enum report_field_kind {
	FIELD_TEXT, /* const char *, null where there is none */
	FIELD_COUNT, /* uint64_t */
	FIELD_TIME, /* int64_t, RFC 3339 or null */
	FIELD_BOOL,
	FIELD_NUMBER, /* int from 0 to 65535, null for -1 */
	FIELD_MAC, /* uint64_t */
	FIELD_VERDICT, /* int, enum lc_verdict */
	FIELD_REACH, /* int, enum report_reach */
};

struct report_field {
	const char *key; /* NULL ends a table */
	enum report_field_kind kind;
	size_t offset;
};

/* A list of rows in a site. */
struct report_table {
	const char *key; /* NULL ends the tables */
	const struct report_field *fields;
	size_t offset; /* of the struct report_list */
	size_t size; /* of a row */
	size_t max; /* rows that are read */
};

extern const struct report_field report_site_fields[];
extern const struct report_field report_policy_fields[];
extern const struct report_field report_ledger_fields[];
extern const struct report_table report_tables[];

/* "outside" and so on. */
extern const char *const report_reach_keys[];

#endif
