// SPDX-License-Identifier: GPL-2.0
/*
 * A text table with aligned columns, for people.
 * Nothing about what the cells mean.
 */
#include "base/table.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/say.h"

#define MAX_COLUMNS 16

struct cell {
	char *text;
	enum colour colour;
};

struct table {
	size_t columns;
	bool right[MAX_COLUMNS];
	struct cell *cells; /* the head is the first row */
	size_t count;
	size_t room;
	bool no_memory;
};

static void add_cell(struct table *table, const char *text, size_t len)
{
	struct cell *cells;
	size_t room;

	if (table->no_memory)
		return;
	if (table->count == table->room) {
		room = table->room ? 2 * table->room : 64;
		cells = reallocarray(table->cells, room, sizeof(*cells));
		if (!cells) {
			table->no_memory = true;
			return;
		}
		table->cells = cells;
		table->room = room;
	}
	table->cells[table->count] =
		(struct cell){ .text = strndup(text, len) };
	if (!table->cells[table->count].text)
		table->no_memory = true;
	else
		table->count++;
}

struct table *table_new(const char *head)
{
	struct table *table = calloc(1, sizeof(*table));
	size_t len;

	if (!table)
		return NULL;
	while (table->columns < MAX_COLUMNS) {
		table->right[table->columns] = *head == '>';
		head += *head == '>';
		len = strcspn(head, "|");
		add_cell(table, head, len);
		table->columns++;
		head += len;
		if (!*head)
			break;
		head++;
	}
	return table;
}

void table_free(struct table *table)
{
	size_t i;

	if (!table)
		return;
	for (i = 0; i < table->count; i++)
		free(table->cells[i].text);
	free(table->cells);
	free(table);
}

void table_text(struct table *table, const char *text)
{
	if (!table)
		return;
	if (!text || !*text)
		text = "-";
	add_cell(table, text, strlen(text));
}

void table_number(struct table *table, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	table_text(table, text);
}

void table_colour(struct table *table, enum colour colour)
{
	if (table && table->count)
		table->cells[table->count - 1].colour = colour;
}

static void print_row(const struct table *table, const size_t *width,
		      const struct cell *cells)
{
	size_t i;

	for (i = 0; i < table->columns; i++) {
		int pad = (int)width[i] - (int)strlen(cells[i].text);
		bool last = i + 1 == table->columns;

		printf("%*s%s%s%s%*s", table->right[i] ? pad : 0, "",
		       colour_begin(stdout, cells[i].colour), cells[i].text,
		       colour_end(stdout, cells[i].colour),
		       table->right[i] || last ? 0 : pad, "");
		fputs(i + 1 == table->columns ? "\n" : "  ", stdout);
	}
}

int table_print(struct table *table)
{
	size_t width[MAX_COLUMNS] = { 0 };
	size_t i;

	if (!table || table->no_memory) {
		table_free(table);
		return cmd_fail("out of memory");
	}
	for (i = 0; i < table->count; i++) {
		size_t len = strlen(table->cells[i].text);

		if (len > width[i % table->columns])
			width[i % table->columns] = len;
	}
	for (i = 0; i + table->columns <= table->count; i += table->columns)
		print_row(table, width, table->cells + i);
	table_free(table);
	return cmd_flush();
}
