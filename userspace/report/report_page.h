/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A page as it is built: its body and its style sheet, and the tables, figures
 * and words that stand in it. What the page says: report_html.c.
 */
#ifndef LENSCAP_REPORT_PAGE_H
#define LENSCAP_REPORT_PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "report/report_sum.h"
#include "report/report_words.h"

/* Rows that a page shows of a table; the other forms have them all. */
#define REPORT_PAGE_ROWS 20000

struct report_page {
	FILE *out; /* the body */
	FILE *css; /* what depends on the language */
	const struct report_language *language;
	const struct report *report;
	struct report_sum *sum;
	bool several; /* sites */
};

/* <tag class="class">the word</tag>, escaped; class NULL: none. */
void page_say(struct report_page *page, const char *tag, const char *class,
	      enum report_word word, const struct report_arg *args);
/* The same without a tag. */
void page_words(struct report_page *page, enum report_word word,
		const struct report_arg *args);
const char *page_word(const struct report_page *page, enum report_word word);

/* Ends with a title of WORD_MAX. */
struct page_column {
	enum report_word title;
	bool number; /* aligned right */
	bool hidden; /* left out, with its cells */
};

#define COLUMN_TEXT(title_)          \
	{                            \
		title_, false, false \
	}
#define COLUMN_NUMBER(title_)       \
	{                           \
		title_, true, false \
	}
#define COLUMN_END                     \
	{                              \
		WORD_MAX, false, false \
	}

/* id: of the table, unique on the page. */
struct page_table {
	struct report_page *page;
	const struct page_column *columns;
	size_t column; /* of the row that is begun */
	size_t shown; /* cells of it */
};

void page_table_begin(struct page_table *table, struct report_page *page,
		      const char *id, enum report_word caption,
		      const struct page_column *columns);
void page_table_end(struct page_table *table);

/* The next cell; a row begins and ends by itself. NULL and "" show as a dash. */
void page_cell_foreign(struct page_table *table, const char *text);
void page_cell_code(struct page_table *table, const char *text);
void page_cell_number(struct page_table *table, uint64_t number);
void page_cell_time(struct page_table *table, int64_t when);
void page_cell_word(struct page_table *table, enum report_word word);
/* What the caller writes to page->out between these two; false: left out. */
bool page_cell_begin(struct page_table *table, const char *class);
void page_cell_end(struct page_table *table);

/* One bar of a chart. */
struct chart_bar {
	const char *label; /* foreign */
	const char *sub; /* beside it, smaller; NULL: none */
	uint64_t parts[LC_VERDICT_MAX]; /* or the first alone, where plain */
};

/* All of its parts. */
uint64_t chart_total(const struct chart_bar *bar);

/* Bars with their numbers, as SVG; plain: one colour, no legend. */
void page_chart(struct report_page *page, enum report_word caption, bool plain,
		const struct chart_bar *bars, size_t count);

#endif
