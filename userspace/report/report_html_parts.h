/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The parts of the page, for its frame (report_html.c).
 * What they are made of: report_page.h.
 */
#ifndef LENSCAP_REPORT_HTML_PARTS_H
#define LENSCAP_REPORT_HTML_PARTS_H

#include "report/report_page.h"

void page_answer(struct report_page *page);
void page_sites(struct report_page *page);
void page_makes(struct report_page *page);
void page_places(struct report_page *page);
void page_targets(struct report_page *page);
void page_flow(struct report_page *page);
void page_policy(struct report_page *page);
void page_devices(struct report_page *page);
void page_sure(struct report_page *page);
void page_sources(struct report_page *page);

/* A fact in a list of them; left out where there is no text. */
void page_fact(struct report_page *page, enum report_word title,
	       enum report_word word, const struct report_arg *args);
void page_fact_foreign(struct report_page *page, enum report_word title,
		       const char *text);
/* That rows were left out, where they were. */
void page_cut(struct report_page *page, size_t count);
/* The period of all sites, and how much of it is covered. */
void page_period(struct report_page *page);

#endif
