/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A text table with aligned columns, for people.
 * Nothing about what the cells mean; for programs there is JSON.
 */
#ifndef LENSCAP_TABLE_H
#define LENSCAP_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/colour.h"

struct table;

/*
 * head: the titles, separated by '|'; a title that starts with '>' makes a
 * column aligned right. NULL when out of memory.
 */
struct table *table_new(const char *head);
void table_free(struct table *table);

/*
 * The next cell, row by row; NULL and "" show as "-". Running out of memory is
 * remembered and told by table_print().
 */
void table_text(struct table *table, const char *text);
void table_number(struct table *table, uint64_t number);

/* The last cell is in that colour, where the terminal has one. */
void table_colour(struct table *table, enum colour colour);

/*
 * Print to standard output, with the head, and free the table (NULL counts as
 * out of memory). CMD_DONE, or CMD_FAILED with the cause on standard error.
 */
int table_print(struct table *table);

#endif
