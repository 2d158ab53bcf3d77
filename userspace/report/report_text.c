// SPDX-License-Identifier: GPL-2.0
/*
 * A report for the terminal. What comes from outside is made harmless to it.
 * In which words: report_words_<code>.c.
 */
#include "report/report_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/say.h"
#include "base/table.h"
#include "base/utf8.h"
#include "report/report_answer.h"

#define WIDTH 78
#define LINES 15 /* of a table of destinations */

struct text {
	const struct report *report;
	struct report_sum *sum;
	const struct report_language *language;
};

/* A paragraph broken at spaces. */
static void print_wrapped(const char *text, const char *indent)
{
	size_t column = 0;

	while (*text) {
		size_t len = strcspn(text, " ");
		size_t wide = 0, i;

		for (i = 0; i < len; i++)
			wide += (text[i] & 0xc0) != 0x80;
		if (column && column + 1 + wide > WIDTH) {
			putchar('\n');
			column = 0;
		}
		if (!column)
			fputs(indent, stdout);
		else
			putchar(' ');
		fwrite(text, 1, len, stdout);
		column += wide + (column > 0);
		text += len + (text[len] == ' ');
	}
	putchar('\n');
}

/* The caller frees; NULL when out of memory. */
static char *words(const struct report_language *language,
		   enum report_word word, const struct report_arg *args)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	report_say(out, language, word, args);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	utf8_make_harmless(text);
	return text;
}

static void sentence(void *data, enum report_word word,
		     const struct report_arg *args)
{
	struct text *text = data;
	char *said = words(text->language, word, args);

	if (said)
		print_wrapped(said, "");
	free(said);
}

static void head(const struct text *text, enum report_word word)
{
	printf("\n%s\n", text->language->words[word]);
}

/* Its columns, '|' between them; those that are numbers begin with '>'. */
static struct table *table_of(const struct text *text, const char *form,
			      const enum report_word *columns)
{
	char line[512];
	size_t at = 0;

	for (; *form; form++, columns++)
		at += (size_t)snprintf(line + at, sizeof(line) - at, "%s%s%s",
				       at ? "|" : "", *form == 'n' ? ">" : "",
				       text->language->words[*columns]);
	return table_new(line);
}

static void cell(struct table *table, const char *text)
{
	char *copy = text ? strdup(text) : NULL;

	if (copy)
		utf8_make_harmless(copy);
	table_text(table, copy);
	free(copy);
}

static void cell_number(const struct text *text, struct table *table,
			uint64_t number)
{
	char buf[REPORT_NUMBER_LEN];

	table_text(table, report_number(text->language, number, buf));
}

static const char *make_name(struct text *text, const char *slug)
{
	const struct report_vendor *vendor = report_sum_vendor(text->sum, slug);

	if (!slug)
		return text->language->words[WORD_NOBODY];
	return vendor && vendor->name ? vendor->name : slug;
}

static int print_makes(struct text *text)
{
	static const enum report_word columns[] = {
		WORD_MAKE,	 WORD_PARENT, WORD_COUNT,   WORD_ACTIVE,
		WORD_ATTEMPTING, WORD_FRAMES, WORD_STOPPED, WORD_WOULD_STOP,
	};
	const struct report_list *list = &text->sum->makes;
	struct table *table;
	size_t i;

	if (!list->count)
		return CMD_DONE;
	head(text, WORD_MAKES);
	table = table_of(text, "ttnnnnnn", columns);
	for (i = 0; i < list->count; i++) {
		const struct report_make *make =
			&report_rows(list, struct report_make)[i];
		const char *parent = make->vendor ? make->vendor->parent : NULL;

		cell(table, make_name(text, make->slug));
		cell(table, parent ? make_name(text, parent) : NULL);
		cell_number(text, table, make->devices);
		cell_number(text, table, make->active);
		cell_number(text, table, make->attempting);
		cell_number(text, table, make->frames);
		cell_number(text, table, make->dropped);
		cell_number(text, table, make->would_drop);
	}
	return table_print(table);
}

static int print_sites(struct text *text)
{
	static const enum report_word columns[] = {
		WORD_SITE,	 WORD_COUNT,	      WORD_ACTIVE,
		WORD_ATTEMPTING, WORD_TARGETS_COLUMN, WORD_STOPPED,
		WORD_WOULD_STOP,
	};
	struct table *table;
	size_t i;

	if (text->report->sites.count < 2)
		return CMD_DONE;
	head(text, WORD_SITES_HEAD);
	table = table_of(text, "tnnnnnn", columns);
	for (i = 0; i < text->report->sites.count; i++) {
		const struct report_site_sum *sum = &text->sum->sites[i];

		cell(table, report_site(text->report, i)->name);
		cell_number(text, table, sum->devices);
		cell_number(text, table, sum->active);
		cell_number(text, table, sum->attempting);
		cell_number(text, table, sum->targets);
		cell_number(text, table, sum->flow.frames[LC_DROP]);
		cell_number(text, table, sum->flow.frames[LC_WOULD_DROP]);
	}
	return table_print(table);
}

static int print_places(struct text *text)
{
	static const enum report_word columns[] = {
		WORD_INTERFACE, WORD_ZONE,    WORD_COUNT,      WORD_ACTIVE,
		WORD_FRAMES,	WORD_STOPPED, WORD_WOULD_STOP,
	};
	const struct report_list *list = &text->sum->places;
	struct table *table;
	size_t i;

	if (!list->count || text->report->sites.count > 1)
		return CMD_DONE;
	head(text, WORD_PLACES);
	table = table_of(text, "ttnnnnn", columns);
	for (i = 0; i < list->count; i++) {
		const struct report_place *place =
			&report_rows(list, struct report_place)[i];

		cell(table, place->interface);
		cell(table, place->zone);
		cell_number(text, table, place->devices);
		cell_number(text, table, place->active);
		cell_number(text, table, place->frames);
		cell_number(text, table, place->dropped);
		cell_number(text, table, place->would_drop);
	}
	return table_print(table);
}

static void verdict_cell(const struct text *text, struct table *table,
			 const struct report_target *target)
{
	static const enum report_word verdicts[LC_VERDICT_MAX] = {
		[LC_PASS] = WORD_VERDICT_PASSED,
		[LC_DROP] = WORD_VERDICT_STOPPED,
		[LC_WOULD_DROP] = WORD_VERDICT_WOULD,
	};
	bool rule = target->verdict == LC_PASS && target->rule;
	char *said =
		words(text->language,
		      rule ? WORD_VERDICT_PASSED_BY : verdicts[target->verdict],
		      REPORT_ARGS(ARG_TEXT(rule ? target->rule : "")));

	table_text(table, said);
	free(said);
}

static void target_row(const struct text *text, struct table *table,
		       const struct report_target *target)
{
	char service[64];

	if (target->port >= 0)
		snprintf(service, sizeof(service), "%.20s %d", target->proto,
			 target->port);
	else
		snprintf(service, sizeof(service), "%.20s",
			 target->proto ? target->proto : "?");
	cell(table, target->peer);
	cell(table, target->names[0]);
	cell(table, service);
	cell_number(text, table, target->devices);
	cell_number(text, table, target->frames);
	verdict_cell(text, table, target);
}

static int print_targets(struct text *text)
{
	static const enum report_word columns[] = {
		WORD_TARGET,	     WORD_NAME,	  WORD_SERVICE,
		WORD_DEVICES_COLUMN, WORD_FRAMES, WORD_VERDICT,
	};
	const struct report_list *list = &text->sum->targets_list;
	struct table *table = NULL;
	size_t i, count = 0;

	if (!text->sum->targets)
		return CMD_DONE;
	head(text, WORD_TARGETS_OUTSIDE);
	table = table_of(text, "tttnnt", columns);
	for (i = 0; i < list->count; i++) {
		const struct report_target *target =
			&report_rows(list, struct report_target)[i];

		if (target->reach == REPORT_OUTSIDE && count++ < LINES)
			target_row(text, table, target);
	}
	i = (size_t)table_print(table);
	if (!i && count > LINES)
		sentence(text, WORD_OTHERS,
			 REPORT_ARGS(ARG_NUMBER(count - LINES)));
	return (int)i;
}

static void print_period(struct text *text)
{
	char begin[REPORT_DATE_LEN], end[REPORT_DATE_LEN];
	int64_t from, to;
	char *said;

	report_period(text->report, &from, &to);
	if (!from || !to)
		return;
	said = words(
		text->language, WORD_SPAN,
		REPORT_ARGS(ARG_TEXT(report_moment(text->language, from, begin)),
			    ARG_TEXT(report_moment(text->language, to, end))));
	printf("%s: %s\n", text->language->words[WORD_PERIOD],
	       said ? said : "");
	free(said);
}

static void print_coverage(struct text *text)
{
	char percent[REPORT_NUMBER_LEN];
	char *said;
	size_t i;

	for (i = 0; i < text->report->sites.count; i++) {
		const struct report_site *site = report_site(text->report, i);

		if (!site->ledger.used)
			continue;
		said = words(
			text->language, WORD_COVERED,
			REPORT_ARGS(ARG_TEXT(report_percent(
					    text->language, site->ledger.covered,
					    (uint64_t)(site->to - site->from),
					    percent)),
				    ARG_NUMBER(site->gaps.count)));
		printf("%s: %s\n", text->language->words[WORD_COVERAGE],
		       said ? said : "");
		free(said);
	}
}

int report_text_print(const struct report *report, struct report_sum *sum,
		      const struct report_language *language)
{
	struct text text = { report, sum, language };
	struct report_badge badge = report_badge(report, sum);
	int ret;

	sentence(&text, WORD_TITLE, NULL);
	print_period(&text);
	print_coverage(&text);
	printf("%s %s\n\n", language->words[WORD_IS_STOPPED],
	       language->words[badge.word]);
	report_answer(report, sum, language, sentence, &text);
	ret = print_sites(&text);
	if (ret == CMD_DONE)
		ret = print_makes(&text);
	if (ret == CMD_DONE)
		ret = print_places(&text);
	if (ret == CMD_DONE)
		ret = print_targets(&text);
	putchar('\n');
	sentence(&text, WORD_MEANING, NULL);
	sentence(&text, WORD_SURE_LOWER, NULL);
	return ret == CMD_DONE ? cmd_flush() : ret;
}
