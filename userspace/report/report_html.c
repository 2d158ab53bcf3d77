// SPDX-License-Identifier: GPL-2.0
/*
 * The page's frame: head, title, contents, and what its policy on content is.
 * Its parts: report_html_answer.c, report_html_parts.c, report_html_policy.c.
 */
#include "report/report_html.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "report/report_html_parts.h"
#include "report/report_style.h"

static void print_facts(struct report_page *page)
{
	const struct report *report = page->report;
	const struct report_site *site = report_site(report, 0);
	const struct report_policy *policy = &site->policy;
	char when[REPORT_DATE_LEN];

	fputs("<dl class=\"facts\">\n", page->out);
	if (page->several) {
		page_fact(page, WORD_SITE, WORD_SITES,
			  REPORT_ARGS(ARG_NUMBER(report->sites.count)));
	} else {
		page_fact_foreign(page, WORD_SITE, site->name);
		page_fact_foreign(page, WORD_HOST, site->host);
	}
	page_period(page);
	if (!page->several) {
		page_fact_foreign(page, WORD_POLICY, policy->name);
		page_fact_foreign(page, WORD_REVISION, policy->revision);
		page_fact_foreign(page, WORD_OWNER, policy->owner);
		page_fact_foreign(page, WORD_BASIS, policy->basis);
	}
	page_fact_foreign(page, WORD_GENERATED,
			  report_moment(page->language, report->generated_at,
					when));
	fputs("</dl>\n", page->out);
}

static void print_title(struct report_page *page)
{
	const struct report_site *site = report_site(page->report, 0);

	fputs("<p class=\"mark\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">",
	      page->out);
	fputs("<circle cx=\"12\" cy=\"12\" r=\"11\"/>", page->out);
	fputs("<circle class=\"eye\" cx=\"12\" cy=\"12\" r=\"6.5\"/>",
	      page->out);
	fputs("<circle cx=\"12\" cy=\"12\" r=\"4\"/></svg>lenscap</p>\n",
	      page->out);
	fputs("<h1><span class=\"site\">", page->out);
	if (page->several)
		page_words(page, WORD_SITES,
			   REPORT_ARGS(ARG_NUMBER(page->report->sites.count)));
	else
		html_foreign(page->out, site->name);
	fputs("</span> ", page->out);
	page_words(page, WORD_TITLE, NULL);
	fputs("</h1>\n", page->out);
}

static const struct part {
	const char *id;
	enum report_word title;
	void (*print)(struct report_page *page);
	bool several; /* only of several sites */
} parts[] = {
	{ "sites", WORD_SITES_HEAD, page_sites, true },
	{ "makes", WORD_MAKES, page_makes, false },
	{ "places", WORD_PLACES, page_places, false },
	{ "attempts", WORD_TARGETS, page_targets, false },
	{ "frames", WORD_FLOW, page_flow, false },
	{ "policy", WORD_POLICY_HEAD, page_policy, false },
	{ "devices", WORD_DEVICES, page_devices, false },
	{ "limits", WORD_SURE, page_sure, false },
	{ "sources", WORD_SOURCES, page_sources, false },
};

#define PARTS (sizeof(parts) / sizeof(*parts))

static void print_body(struct report_page *page)
{
	size_t i;

	fputs("<header>\n", page->out);
	print_title(page);
	print_facts(page);
	fputs("</header>\n<main>\n", page->out);
	page_answer(page);
	fputs("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">",
	      page->out);
	page_words(page, WORD_CONTENTS, NULL);
	fputs("</h2>\n<ol>\n", page->out);
	for (i = 0; i < PARTS; i++) {
		if (parts[i].several && !page->several)
			continue;
		fprintf(page->out, "<li><a href=\"#%s\">", parts[i].id);
		page_words(page, parts[i].title, NULL);
		fputs("</a></li>\n", page->out);
	}
	fputs("</ol></nav>\n", page->out);
	for (i = 0; i < PARTS; i++) {
		if (parts[i].several && !page->several)
			continue;
		fprintf(page->out,
			"<section aria-labelledby=\"%s\">\n<h2 class=\"part\" id=\"%s\">",
			parts[i].id, parts[i].id);
		page_words(page, parts[i].title, NULL);
		fputs("</h2>\n", page->out);
		parts[i].print(page);
		fputs("</section>\n", page->out);
	}
	fputs("</main>\n<footer>", page->out);
	page_words(page, WORD_BY_LENSCAP,
		   REPORT_ARGS(ARG_TEXT(LENSCAP_VERSION)));
	fputs("</footer>\n", page->out);
}

/* The hash of the style sheet, as a content policy names it. */
static void print_hash(FILE *out, const char *text, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char hex[65], octet[3] = "";
	unsigned int bits = 0, value = 0, i;

	sha256(text, len, hex);
	for (i = 0; i < 32; i++) {
		memcpy(octet, hex + 2 * (size_t)i, 2);
		value = value << 8 | (unsigned int)strtoul(octet, NULL, 16);
		for (bits += 8; bits >= 6; bits -= 6)
			fputc(digits[value >> (bits - 6) & 63], out);
	}
	/* 256 bits: 4 remain */
	fputc(digits[value << 2 & 63], out);
	fputc('=', out);
}

/* What each sheet of paper is of. */
static void print_foot(const struct report_page *page, FILE *css)
{
	char *name = NULL, when[REPORT_DATE_LEN];
	size_t len;
	FILE *out = open_memstream(&name, &len);

	if (!out)
		return;
	if (page->several)
		report_say(out, page->language, WORD_SITES,
			   REPORT_ARGS(ARG_NUMBER(page->report->sites.count)));
	else
		fputs(report_site(page->report, 0)->name, out);
	if (!fclose(out)) {
		utf8_make_harmless(name);
		fputs("@page{@bottom-left{content:\"", css);
		html_css_text(css, name);
		fprintf(css, " \\2013  %s\"}}\n",
			report_date(page->language, page->report->generated_at,
				    when));
	}
	free(name);
}

static void print_head(const struct report_page *page, FILE *out,
		       const char *css, size_t css_len)
{
	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-",
		page->language->code);
	print_hash(out, css, css_len);
	fputs("'; base-uri 'none'; form-action 'none'\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
	      "<meta name=\"referrer\" content=\"no-referrer\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
	      out);
	html_text(out, page_word(page, WORD_TITLE));
	fputs(" – ", out);
	if (page->several)
		report_say(out, page->language, WORD_SITES,
			   REPORT_ARGS(ARG_NUMBER(page->report->sites.count)));
	else
		html_text(out, report_site(page->report, 0)->name);
	fputs("</title>\n<style>", out);
	fwrite(css, 1, css_len, out);
	fputs("</style>\n</head>\n<body>\n", out);
}

int report_html(const struct report *report, struct report_sum *sum,
		const struct report_language *language, char **text,
		size_t *len)
{
	char *body = NULL, *css = NULL;
	size_t body_len = 0, css_len = 0;
	struct report_page page = {
		.out = open_memstream(&body, &body_len),
		.css = open_memstream(&css, &css_len),
		.language = language,
		.report = report,
		.sum = sum,
		.several = report->sites.count > 1,
	};
	FILE *out = open_memstream(text, len);
	int err = -ENOMEM;

	if (page.out && page.css && out) {
		fputs(report_style, page.css);
		print_foot(&page, page.css);
		fputs(report_style_cards, page.css);
		print_body(&page);
		fputs("}\n", page.css);
	}
	if (page.css && !fclose(page.css) && page.out && !fclose(page.out) &&
	    out) {
		print_head(&page, out, css, css_len);
		fwrite(body, 1, body_len, out);
		fputs("</body>\n</html>\n", out);
		err = 0;
	}
	if (out && fclose(out))
		err = -ENOMEM;
	free(body);
	free(css);
	if (err && out)
		free(*text);
	return err;
}
