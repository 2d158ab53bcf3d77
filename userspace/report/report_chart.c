// SPDX-License-Identifier: GPL-2.0
/*
 * Bars of a page: each an SVG as wide as there is room, its text beside it, so
 * that it can be read at every width. Who cannot see them has the text.
 */
#include <inttypes.h>

#include "base/html.h"
#include "report/report_page.h"

#define WIDTH 1000 /* of a bar's own units */
#define LEAST 4 /* so that what is there can be seen */

/* In the order in which they stand: what was let through is seen first. */
static const struct {
	unsigned int verdict;
	const char *class;
	enum report_word word;
} kinds[] = {
	{ LC_DROP, "stop", WORD_STOPPED },
	{ LC_WOULD_DROP, "would", WORD_WOULD_STOP },
	{ LC_PASS, "pass", WORD_PASSED },
};

#define KINDS (sizeof(kinds) / sizeof(*kinds))

uint64_t chart_total(const struct chart_bar *bar)
{
	return bar->parts[LC_PASS] + bar->parts[LC_DROP] +
	       bar->parts[LC_WOULD_DROP];
}

static unsigned int width(uint64_t part, uint64_t most)
{
	unsigned int wide;

	if (!part)
		return 0;
	wide = (unsigned int)((double)part / (double)most * WIDTH);
	return wide < LEAST ? LEAST : wide;
}

static void part_text(struct report_page *page, size_t kind, uint64_t part)
{
	char buf[REPORT_NUMBER_LEN];

	html_text(page->out, report_number(page->language, part, buf));
	fputc(' ', page->out);
	page_words(page, kinds[kind].word, NULL);
}

/* What the picture says, for who cannot see it. */
static void alternative(struct report_page *page, enum report_word caption,
			bool plain, const struct chart_bar *bars, size_t count)
{
	char buf[REPORT_NUMBER_LEN];
	size_t i, k;

	page_words(page, caption, NULL);
	for (i = 0; i < count; i++) {
		fputs(i ? "; " : ": ", page->out);
		html_text(page->out, bars[i].label);
		fputc(' ', page->out);
		if (plain)
			html_text(page->out,
				  report_number(page->language,
						chart_total(&bars[i]), buf));
		for (k = 0; !plain && k < KINDS; k++) {
			if (k)
				fputs(", ", page->out);
			part_text(page, k, bars[i].parts[kinds[k].verdict]);
		}
	}
}

static void draw(struct report_page *page, bool plain,
		 const struct chart_bar *bar, uint64_t most)
{
	unsigned int at = 0, wide;
	size_t k;

	fprintf(page->out,
		"<svg viewBox=\"0 0 %d 16\" preserveAspectRatio=\"none\"><rect class=\"bed\" width=\"%d\" height=\"16\"/>",
		WIDTH, WIDTH);
	for (k = 0; k < KINDS; k++) {
		uint64_t part = bar->parts[kinds[k].verdict];

		wide = width(part, most);
		if (at + wide > WIDTH)
			wide = WIDTH - at;
		if (wide)
			fprintf(page->out,
				"<rect class=\"%s\" x=\"%u\" width=\"%u\" height=\"16\"/>",
				plain ? "one" : kinds[k].class, at, wide);
		at += wide;
	}
	fputs("</svg>", page->out);
}

static void legend(struct report_page *page, const struct chart_bar *bars,
		   size_t count)
{
	uint64_t there;
	size_t i, k;

	fputs("<p class=\"legend\">", page->out);
	for (k = 0; k < KINDS; k++) {
		for (there = 0, i = 0; i < count; i++)
			there |= bars[i].parts[kinds[k].verdict];
		if (!there)
			continue;
		fprintf(page->out,
			"<span><svg viewBox=\"0 0 16 16\"><rect class=\"%s\" width=\"16\" height=\"16\"/></svg>",
			kinds[k].class);
		page_words(page, kinds[k].word, NULL);
		fputs("</span> ", page->out);
	}
	fputs("</p>\n", page->out);
}

void page_chart(struct report_page *page, enum report_word caption, bool plain,
		const struct chart_bar *bars, size_t count)
{
	char buf[REPORT_NUMBER_LEN];
	uint64_t most = 1;
	size_t i;

	for (i = 0; i < count; i++)
		most = chart_total(&bars[i]) > most ? chart_total(&bars[i]) :
						      most;
	fputs("<figure>\n<figcaption>", page->out);
	page_words(page, caption, NULL);
	fputs("</figcaption>\n<div class=\"chart\" role=\"img\" aria-label=\"",
	      page->out);
	alternative(page, caption, plain, bars, count);
	fputs("\">\n", page->out);
	for (i = 0; i < count; i++) {
		fputs("<div class=\"bar\"><span class=\"what\">", page->out);
		html_foreign(page->out, bars[i].label);
		if (bars[i].sub) {
			fputs(" <small>", page->out);
			html_foreign(page->out, bars[i].sub);
			fputs("</small>", page->out);
		}
		fputs("</span>", page->out);
		draw(page, plain, &bars[i], most);
		fprintf(page->out, "<span class=\"much\">%s</span></div>\n",
			report_number(page->language, chart_total(&bars[i]),
				      buf));
	}
	fputs("</div>\n", page->out);
	if (!plain)
		legend(page, bars, count);
	fputs("</figure>\n", page->out);
}
