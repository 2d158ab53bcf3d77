/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rows of the census as a command lists them: those that are wanted, in the
 * order that is wanted, as JSON, CSV or text. What a row says is the command's.
 */
#ifndef LENSCAP_CENSUS_LIST_H
#define LENSCAP_CENSUS_LIST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "census/census_filter.h"
#include "census/census_look.h"

struct census_list;

/* An order by name; without by they stay as they stand in the census. */
struct census_order {
	const char *name;
	int (*by)(const void *a, const void *b); /* two rows */
};

/* What is listed: devices or attempts, each a row. */
struct census_listing {
	const char *verb;
	const char *schema;
	const struct census_order *orders; /* the last has no name */
	const char *const *columns; /* of CSV */
	/* All of them; lost: the frames of those that found no place. */
	const void *(*rows)(const struct census *census, size_t *count,
			    size_t *row_size, uint64_t *lost);
	bool (*chosen)(const struct census_list *list, const void *row);
	json_t *(*json)(const struct census_list *list, const void *row);
	int (*text)(const struct census_list *list);
};

struct census_list {
	const struct census_listing *of;
	const char *pin;
	const char *state;
	const char *sort; /* an order's name */
	const char *verdict; /* of attempts, only those; NULL: any */
	bool all; /* with what is taken for forged */
	bool json;
	bool csv;
	struct census_filter filter;
	/* filled by census_list_show() */
	struct census_look look;
	const void **rows; /* chosen, in order */
	size_t count;
};

/*
 * CMD_USAGE with the cause on standard error where the options cannot be met;
 * CMD_DONE else. Then show them: the exit status.
 */
int census_list_check(const struct census_list *list);
int census_list_show(struct census_list *list);

/* For orders: numbers from the greatest on; texts are text.h's. */
int census_by_number(uint64_t a, uint64_t b);

#endif
