// SPDX-License-Identifier: GPL-2.0
/*
 * Rows of the census as a command lists them.
 * What a row says is the command's.
 */
#define _GNU_SOURCE /* qsort_r() */
#include "census/census_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/envelope.h"
#include "base/say.h"

int census_by_number(uint64_t a, uint64_t b)
{
	return (a < b) - (a > b);
}

static const struct census_order *find_order(const struct census_list *list)
{
	const struct census_order *order;

	for (order = list->of->orders; order->name; order++)
		if (!strcmp(order->name, list->sort))
			break;
	return order;
}

/* "last, first and mac" */
static void order_names(const struct census_order *order, char *text,
			size_t size)
{
	const struct census_order *first = order;
	size_t len = 0;

	for (; order->name && len < size; order++)
		len += (size_t)snprintf(text + len, size - len, "%s%s",
					order == first ? "" :
					order[1].name  ? ", " :
							 " and ",
					order->name);
}

int census_list_check(const struct census_list *list)
{
	char names[160];

	if (!find_order(list)->name) {
		order_names(list->of->orders, names, sizeof(names));
		return cmd_misuse("%s: --sort %s: the keys are %s",
				  list->of->verb, list->sort, names);
	}
	if (list->json && list->csv)
		return cmd_misuse(
			"%s: --json and --csv are two forms of the same: give one",
			list->of->verb);
	return CMD_DONE;
}

static int compare(const void *left, const void *right, void *arg)
{
	const char *a = *(const char *const *)left;
	const char *b = *(const char *const *)right;
	const struct census_order *order = arg;
	int diff = order->by ? order->by(a, b) : 0;

	/* else as they stood */
	return diff ? diff : (a > b) - (a < b);
}

static int choose(struct census_list *list)
{
	size_t i, count, row_size;
	const char *row;
	uint64_t lost;

	row = list->of->rows(list->look.census, &count, &row_size, &lost);
	list->rows = calloc(count + 1, sizeof(*list->rows));
	if (!list->rows)
		return cmd_fail("out of memory");
	for (i = 0; i < count; i++, row += row_size)
		if (list->of->chosen(list, row))
			list->rows[list->count++] = row;
	qsort_r(list->rows, list->count, sizeof(*list->rows), compare,
		(void *)find_order(list));
	return CMD_DONE;
}

static int print_data(const struct census_list *list)
{
	json_t *env = envelope_new(list->of->schema);
	size_t i, count, row_size;
	uint64_t lost;

	if (!env)
		return envelope_print(NULL);
	if (list->look.live.since)
		envelope_set_since(env, list->look.live.since);
	list->of->rows(list->look.census, &count, &row_size, &lost);
	envelope_set_lost(env, lost);
	for (i = 0; i < list->count; i++) {
		if (json_array_append_new(envelope_rows(env),
					  list->of->json(list,
							 list->rows[i]))) {
			json_decref(env);
			return envelope_print(NULL);
		}
	}
	return csv_envelope(env, list->csv ? list->of->columns : NULL);
}

int census_list_show(struct census_list *list)
{
	struct fault fault = { "" };
	int ret;

	if (census_look_open(list->pin, list->state, &list->look, &fault))
		return cmd_fail("%s", fault.text);
	ret = census_filter_ready(&list->filter, list->of->verb, &list->look);
	if (ret == CMD_DONE)
		ret = choose(list);
	if (ret == CMD_DONE)
		ret = list->json || list->csv ? print_data(list) :
						list->of->text(list);
	free(list->rows);
	census_look_close(&list->look);
	return ret;
}
