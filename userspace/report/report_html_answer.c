// SPDX-License-Identifier: GPL-2.0
/*
 * The page: the facts under its title, the answer, the figures.
 * What the answer is: report_answer.c.
 */
#include <stdlib.h>

#include "base/html.h"
#include "report/report_answer.h"
#include "report/report_html_parts.h"

void page_fact(struct report_page *page, enum report_word title,
	       enum report_word word, const struct report_arg *args)
{
	fputs(title == WORD_PERIOD ? "<div class=\"wide\">" : "<div>",
	      page->out);
	page_say(page, "dt", NULL, title, NULL);
	page_say(page, "dd", NULL, word, args);
	fputs("</div>\n", page->out);
}

void page_fact_foreign(struct report_page *page, enum report_word title,
		       const char *text)
{
	if (!text || !*text)
		return;
	fputs("<div>", page->out);
	page_say(page, "dt", NULL, title, NULL);
	fputs("<dd>", page->out);
	html_foreign(page->out, text);
	fputs("</dd></div>\n", page->out);
}

static void coverage(struct report_page *page)
{
	uint64_t covered = 0, whole = 0, gaps = 0;
	char percent[REPORT_NUMBER_LEN];
	size_t i;

	for (i = 0; i < page->report->sites.count; i++) {
		const struct report_site *site = report_site(page->report, i);

		if (!site->ledger.used)
			return;
		covered += site->ledger.covered;
		whole += (uint64_t)(site->to - site->from);
		gaps += site->gaps.count;
	}
	page_fact(page, WORD_COVERAGE, WORD_COVERED,
		  REPORT_ARGS(ARG_TEXT(report_percent(page->language, covered,
						      whole, percent)),
			      ARG_NUMBER(gaps)));
}

void page_period(struct report_page *page)
{
	char begin[REPORT_DATE_LEN], end[REPORT_DATE_LEN];
	int64_t from, to;

	report_period(page->report, &from, &to);
	if (from && to)
		page_fact(page, WORD_PERIOD, WORD_SPAN,
			  REPORT_ARGS(ARG_TEXT(report_moment(page->language,
							     from, begin)),
				      ARG_TEXT(report_moment(page->language, to,
							     end))));
	coverage(page);
}

static void sentence(void *data, enum report_word word,
		     const struct report_arg *args)
{
	struct report_page *page = data;

	page_words(page, word, args);
	fputc('\n', page->out);
}

static void figure(struct report_page *page, uint64_t number, bool least,
		   enum report_word word)
{
	char buf[REPORT_NUMBER_LEN];

	fputs("<li><b>", page->out);
	if (least) {
		page_say(page, "small", NULL, WORD_AT_LEAST, NULL);
		fputc(' ', page->out);
	}
	fprintf(page->out, "%s</b> ",
		report_number(page->language, number, buf));
	page_say(page, "span", NULL, word, REPORT_ARGS(ARG_NUMBER(number)));
	fputs("</li>\n", page->out);
}

static void figures(struct report_page *page)
{
	const struct report_sum *sum = page->sum;
	uint64_t through = sum->outside[LC_PASS] + sum->outside[LC_WOULD_DROP];

	fputs("<ul class=\"figures\">\n", page->out);
	figure(page, sum->devices, true, WORD_FIGURE_DEVICES);
	figure(page, sum->known, false, WORD_FIGURE_MAKES);
	figure(page, sum->targets, sum->unnamed > 0, WORD_FIGURE_TARGETS);
	if (sum->flow.frames[LC_DROP] || !sum->flow.frames[LC_WOULD_DROP])
		figure(page, sum->flow.frames[LC_DROP], false,
		       WORD_FIGURE_STOPPED);
	if (sum->flow.frames[LC_WOULD_DROP])
		figure(page, sum->flow.frames[LC_WOULD_DROP], false,
		       WORD_FIGURE_WOULD);
	/* what is only watched gets through as well */
	if (through)
		figure(page, through, sum->unnamed > 0, WORD_FIGURE_PASSED);
	fputs("</ul>\n", page->out);
}

static const char *badge_class(enum lc_verdict like)
{
	return like == LC_DROP ? "stop" : like == LC_PASS ? "bad" : "would";
}

void page_answer(struct report_page *page)
{
	struct report_badge badge = report_badge(page->report, page->sum);

	fputs("<section class=\"answer\" aria-labelledby=\"answer\">\n"
	      "<h2 id=\"answer\">",
	      page->out);
	page_words(page, WORD_ANSWER, NULL);
	fprintf(page->out, "</h2>\n<p class=\"badge %s\"><span>",
		badge_class(badge.like));
	page_words(page, WORD_IS_STOPPED, NULL);
	fputs("</span> ", page->out);
	page_say(page, "b", NULL, badge.word, NULL);
	fputs("</p>\n<p class=\"lead\">", page->out);
	report_answer(page->report, page->sum, page->language, sentence, page);
	fputs("</p>\n", page->out);
	page_say(page, "p", "mean", WORD_MEANING, NULL);
	figures(page);
	fputs("</section>\n", page->out);
}
