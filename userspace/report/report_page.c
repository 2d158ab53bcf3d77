// SPDX-License-Identifier: GPL-2.0
/*
 * The words and tables of a page.
 * Charts: report_chart.c.
 */
#include "report/report_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"

/*
 * Around each text that is put in, so that it can be kept apart in the page;
 * such characters within it are none.
 */
#define OPEN '\1'
#define CLOSE '\2'

static char *wrapped(const char *text)
{
	size_t len = strlen(text), i;
	char *copy = malloc(len + 3);

	if (!copy)
		return NULL;
	copy[0] = OPEN;
	for (i = 0; i < len; i++)
		copy[i + 1] = text[i] == OPEN || text[i] == CLOSE ? '?' :
								    text[i];
	copy[len + 1] = CLOSE;
	copy[len + 2] = '\0';
	return copy;
}

static void put_wrapped(FILE *out, char *text)
{
	char *next;

	for (; text && *text; text = next) {
		size_t len = strcspn(text, "\1\2");
		char mark = text[len];

		text[len] = '\0';
		html_text(out, text);
		next = mark ? text + len + 1 : NULL;
		if (mark)
			fputs(mark == OPEN ? "<bdi>" : "</bdi>", out);
	}
}

void page_words(struct report_page *page, enum report_word word,
		const struct report_arg *args)
{
	struct report_arg kept[REPORT_ARGS_MAX] = { 0 };
	char *copies[REPORT_ARGS_MAX] = { 0 }, *text = NULL;
	size_t len, i;
	FILE *out = open_memstream(&text, &len);

	for (i = 0; args && i < REPORT_ARGS_MAX; i++) {
		kept[i] = args[i];
		if (!args[i].text)
			continue;
		copies[i] = wrapped(args[i].text);
		kept[i].text = copies[i];
	}
	if (out) {
		report_say(out, page->language, word, args ? kept : NULL);
		if (!fclose(out))
			put_wrapped(page->out, text);
	}
	for (i = 0; i < REPORT_ARGS_MAX; i++)
		free(copies[i]);
	free(text);
}

void page_say(struct report_page *page, const char *tag, const char *class,
	      enum report_word word, const struct report_arg *args)
{
	if (class)
		fprintf(page->out, "<%s class=\"%s\">", tag, class);
	else
		fprintf(page->out, "<%s>", tag);
	page_words(page, word, args);
	fprintf(page->out, "</%s>\n", tag);
}

const char *page_word(const struct report_page *page, enum report_word word)
{
	return page->language->words[word];
}

/* On a narrow screen a row is a card, and each cell says what it is. */
static void label(struct report_page *page, const char *id, size_t nth,
		  enum report_word title)
{
	fprintf(page->css, "#%s tbody tr>:nth-child(%zu)::before{content:\"",
		id, nth);
	html_css_text(page->css, page_word(page, title));
	fputs("\"}\n", page->css);
}

void page_table_begin(struct page_table *table, struct report_page *page,
		      const char *id, enum report_word caption,
		      const struct page_column *columns)
{
	size_t nth = 0;

	*table = (struct page_table){ .page = page, .columns = columns };
	fprintf(page->out, "<table id=\"%s\">\n<caption>", id);
	page_words(page, caption, NULL);
	fputs("</caption>\n<thead><tr>", page->out);
	for (; columns->title != WORD_MAX; columns++) {
		if (columns->hidden)
			continue;
		fprintf(page->out, "<th scope=\"col\"%s>",
			columns->number ? " class=\"n\"" : "");
		page_words(page, columns->title, NULL);
		fputs("</th>", page->out);
		label(page, id, ++nth, columns->title);
	}
	fputs("</tr></thead>\n<tbody>\n", page->out);
}

void page_table_end(struct page_table *table)
{
	fputs("</tbody></table>\n", table->page->out);
}

static void end_row(struct page_table *table)
{
	if (table->columns[table->column].title != WORD_MAX)
		return;
	fputs("</tr>\n", table->page->out);
	table->column = 0;
}

/* The first cell of a row that is shown is its head. */
bool page_cell_begin(struct page_table *table, const char *class)
{
	const struct page_column *column = &table->columns[table->column++];
	FILE *out = table->page->out;

	if (table->column == 1) {
		fputs("<tr>", out);
		table->shown = 0;
	}
	if (column->hidden) {
		end_row(table);
		return false;
	}
	fputs(table->shown++ ? "<td" : "<th scope=\"row\"", out);
	if (class || column->number)
		fprintf(out, " class=\"%s\"", column->number ? "n" : class);
	fputc('>', out);
	return true;
}

void page_cell_end(struct page_table *table)
{
	fputs(table->shown == 1 ? "</th>" : "</td>", table->page->out);
	end_row(table);
}

static void dash(struct page_table *table)
{
	fputs("<span class=\"no\">–</span>", table->page->out);
}

static void cell(struct page_table *table, const char *class, const char *text)
{
	if (!page_cell_begin(table, class))
		return;
	if (text && *text)
		html_foreign(table->page->out, text);
	else
		dash(table);
	page_cell_end(table);
}

void page_cell_foreign(struct page_table *table, const char *text)
{
	cell(table, "f", text);
}

void page_cell_code(struct page_table *table, const char *text)
{
	cell(table, "c", text);
}

void page_cell_number(struct page_table *table, uint64_t number)
{
	char buf[REPORT_NUMBER_LEN];

	if (!page_cell_begin(table, NULL))
		return;
	html_text(table->page->out,
		  report_number(table->page->language, number, buf));
	page_cell_end(table);
}

void page_cell_time(struct page_table *table, int64_t when)
{
	char buf[REPORT_DATE_LEN];

	if (!page_cell_begin(table, "t"))
		return;
	if (when)
		fputs(report_cell_time(when, buf), table->page->out);
	else
		dash(table);
	page_cell_end(table);
}

void page_cell_word(struct page_table *table, enum report_word word)
{
	if (!page_cell_begin(table, NULL))
		return;
	page_words(table->page, word, NULL);
	page_cell_end(table);
}
