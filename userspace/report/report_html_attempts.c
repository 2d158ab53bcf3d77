// SPDX-License-Identifier: GPL-2.0
/*
 * The page: whom the cameras attempted to reach, what was stopped and passed.
 * Who they are: report_html_tables.c.
 */
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "report/report_html_parts.h"

#define BARS 12 /* in a chart */

static const struct {
	const char *class;
	enum report_word word;
} verdicts[LC_VERDICT_MAX] = {
	[LC_PASS] = { "pass", WORD_VERDICT_PASSED },
	[LC_DROP] = { "stop", WORD_VERDICT_STOPPED },
	[LC_WOULD_DROP] = { "would", WORD_VERDICT_WOULD },
};

static const enum report_word reaches[REPORT_REACH_MAX] = {
	[REPORT_OUTSIDE] = WORD_REACH_OUTSIDE,
	[REPORT_PRIVATE] = WORD_REACH_PRIVATE,
	[REPORT_LINK] = WORD_REACH_LINK,
	[REPORT_MANY] = WORD_REACH_MANY,
};

static int most_frames(const void *one, const void *two)
{
	const struct chart_bar *a = one, *b = two;

	if (chart_total(a) != chart_total(b))
		return chart_total(a) > chart_total(b) ? -1 : 1;
	return strcmp(a->label, b->label);
}

/* One bar for each address outside; out of memory, there is none. */
static struct chart_bar *peer_bars(const struct report_list *list,
				   size_t *count)
{
	struct report_index index = { 0 };
	struct chart_bar *bars = calloc(list->count + 1, sizeof(*bars));
	size_t i, row;

	*count = 0;
	for (i = 0; bars && i < list->count; i++) {
		const struct report_target *target =
			&report_rows(list, struct report_target)[i];
		const char *const keys[REPORT_INDEX_KEYS] = { target->peer };

		if (target->reach != REPORT_OUTSIDE || !target->peer)
			continue;
		row = report_index_row(&index, keys, *count);
		if (row == REPORT_INDEX_NONE)
			break;
		*count += row == *count;
		bars[row].label = target->peer;
		if (!bars[row].sub)
			bars[row].sub = target->names[0];
		bars[row].parts[target->verdict] += target->frames;
	}
	report_index_free(&index);
	if (bars && *count)
		qsort(bars, *count, sizeof(*bars), most_frames);
	return bars;
}

static void fold(struct chart_bar *bars, size_t count)
{
	size_t i, v;

	for (i = BARS + 1; i < count; i++)
		for (v = 0; v < LC_VERDICT_MAX; v++)
			bars[BARS].parts[v] += bars[i].parts[v];
}

static void targets_chart(struct report_page *page)
{
	size_t count, len;
	struct chart_bar *bars = peer_bars(&page->sum->targets_list, &count);
	char *label = NULL;
	FILE *out = open_memstream(&label, &len);

	if (out) {
		report_say(out, page->language, WORD_OTHERS,
			   REPORT_ARGS(ARG_NUMBER(count - BARS)));
		fclose(out);
	}
	if (bars && count > BARS + 1 && label) {
		fold(bars, count);
		bars[BARS].label = label;
		bars[BARS].sub = NULL;
	}
	if (bars && count)
		page_chart(page, WORD_TARGETS_CHART, false, bars,
			   count > BARS + 1 ? BARS + 1 : count);
	free(label);
	free(bars);
}

static void verdict_cell(struct page_table *table, struct report_page *page,
			 const struct report_target *target)
{
	if (!page_cell_begin(table, NULL))
		return;
	fprintf(page->out, "<span class=\"v %s\">",
		verdicts[target->verdict].class);
	if (target->verdict == LC_PASS && target->rule)
		page_words(page, WORD_VERDICT_PASSED_BY,
			   REPORT_ARGS(ARG_TEXT(target->rule)));
	else
		page_words(page, verdicts[target->verdict].word, NULL);
	fputs("</span>", page->out);
	page_cell_end(table);
}

static void peer_cell(struct page_table *table, struct report_page *page,
		      const struct report_target *target)
{
	size_t i;

	if (!page_cell_begin(table, NULL))
		return;
	fputs("<span class=\"c\">", page->out);
	html_foreign(page->out, target->peer ? target->peer : "?");
	fputs("</span>", page->out);
	for (i = 0; i < REPORT_NAMES && target->names[i]; i++) {
		fputs("<small>", page->out);
		html_foreign(page->out, target->names[i]);
		fputs("</small>", page->out);
	}
	if (target->more_names)
		page_say(page, "small", NULL, WORD_OTHERS,
			 REPORT_ARGS(ARG_NUMBER(target->more_names)));
	page_cell_end(table);
}

static void service_cell(struct page_table *table, struct report_page *page,
			 const struct report_target *target)
{
	char port[16];

	if (!page_cell_begin(table, NULL))
		return;
	html_foreign(page->out, target->proto ? target->proto : "?");
	if (target->port >= 0)
		fprintf(page->out, " %d", target->port);
	if (target->from_port >= 0) {
		snprintf(port, sizeof(port), "%d", target->from_port);
		fputc(' ', page->out);
		page_words(page, WORD_ANSWERED, REPORT_ARGS(ARG_TEXT(port)));
	}
	page_cell_end(table);
}

static void targets_table(struct report_page *page, const char *id,
			  enum report_word caption, bool outside)
{
	const struct report_list *list = &page->sum->targets_list;
	const struct page_column columns[] = {
		COLUMN_TEXT(WORD_TARGET),
		COLUMN_TEXT(WORD_SERVICE),
		{ WORD_REACH, false, outside },
		COLUMN_NUMBER(WORD_DEVICES_COLUMN),
		{ WORD_SITES_COLUMN, true, !page->several },
		COLUMN_NUMBER(WORD_FRAMES),
		COLUMN_TEXT(WORD_FIRST_SEEN),
		COLUMN_TEXT(WORD_LAST_SEEN),
		COLUMN_TEXT(WORD_VERDICT),
		COLUMN_END,
	};
	struct page_table table;
	size_t i, count = 0;

	for (i = 0; i < list->count; i++) {
		const struct report_target *target =
			&report_rows(list, struct report_target)[i];
		bool is_outside = target->reach == REPORT_OUTSIDE;

		if (is_outside != outside)
			continue;
		if (!count++)
			page_table_begin(&table, page, id, caption, columns);
		if (count > REPORT_PAGE_ROWS)
			continue;
		peer_cell(&table, page, target);
		service_cell(&table, page, target);
		page_cell_word(&table, reaches[target->reach]);
		page_cell_number(&table, target->devices);
		page_cell_number(&table, target->sites);
		page_cell_number(&table, target->frames);
		page_cell_time(&table, target->first_seen);
		page_cell_time(&table, target->last_seen);
		verdict_cell(&table, page, target);
	}
	if (count)
		page_table_end(&table);
	page_cut(page, count);
}

void page_targets(struct report_page *page)
{
	page_say(page, "p", NULL, WORD_TARGETS_INTRO, NULL);
	if (!page->sum->targets_list.count) {
		page_say(page, "p", NULL, WORD_TARGETS_NONE, NULL);
		return;
	}
	targets_chart(page);
	targets_table(page, "t-outside", WORD_TARGETS_OUTSIDE, true);
	targets_table(page, "t-inside", WORD_TARGETS_INSIDE, false);
}

static void flow_chart(struct report_page *page)
{
	const struct report_flow *flow = &page->sum->flow;
	struct chart_bar bars[2] = {
		{ .label = page_word(page, WORD_FROM_DEVICE) },
		{ .label = page_word(page, WORD_TO_DEVICE) },
	};

	memcpy(bars[0].parts, flow->frames, sizeof(bars[0].parts));
	memcpy(bars[1].parts, flow->back, sizeof(bars[1].parts));
	page_chart(page, WORD_FLOW_CHART, false, bars, 2);
}

static void flow_verdict(struct page_table *table, struct report_page *page,
			 const char *text)
{
	unsigned int v = LC_PASS;

	if (!text) {
		page_cell_foreign(table, NULL);
		return;
	}
	if (!strcmp(text, "drop"))
		v = LC_DROP;
	else if (!strcmp(text, "would-drop"))
		v = LC_WOULD_DROP;
	if (!page_cell_begin(table, NULL))
		return;
	fprintf(page->out, "<span class=\"v %s\">", verdicts[v].class);
	page_words(page, verdicts[v].word, NULL);
	fputs("</span>", page->out);
	page_cell_end(table);
}

void page_flow(struct report_page *page)
{
	const struct report_list *list = &page->sum->causes;
	static const struct page_column columns[] = {
		COLUMN_TEXT(WORD_DIRECTION), COLUMN_TEXT(WORD_VERDICT),
		COLUMN_TEXT(WORD_REASON),    COLUMN_TEXT(WORD_GROUP),
		COLUMN_TEXT(WORD_RULE),	     COLUMN_NUMBER(WORD_FRAMES),
		COLUMN_NUMBER(WORD_BYTES),   COLUMN_END,
	};
	struct page_table table;
	size_t i;

	if (!list->count) {
		page_say(page, "p", NULL, WORD_FLOW_NONE, NULL);
		return;
	}
	page_say(page, "p", NULL, WORD_FLOW_INTRO, NULL);
	flow_chart(page);
	page_table_begin(&table, page, "t-frames", WORD_FLOW_TABLE, columns);
	for (i = 0; i < list->count && i < REPORT_PAGE_ROWS; i++) {
		const struct report_cause *cause =
			&report_rows(list, struct report_cause)[i];
		bool back = cause->direction &&
			    !strcmp(cause->direction, "egress");

		page_cell_word(&table,
			       back ? WORD_TO_DEVICE : WORD_FROM_DEVICE);
		flow_verdict(&table, page, cause->verdict);
		page_cell_code(&table, cause->reason);
		page_cell_foreign(&table, cause->group);
		page_cell_foreign(&table, cause->rule);
		page_cell_number(&table, cause->frames);
		page_cell_number(&table, cause->bytes);
	}
	page_table_end(&table);
	page_cut(page, list->count);
}
