/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A report as one HTML page that needs nothing else: no network, no script.
 * What it says is report_sum.h's, in which words report_words.h's.
 */
#ifndef LENSCAP_REPORT_HTML_H
#define LENSCAP_REPORT_HTML_H

#include <stddef.h>

#include "report/report_sum.h"
#include "report/report_words.h"

/* 0 and the page, which the caller frees; or -ENOMEM. */
int report_html(const struct report *report, struct report_sum *sum,
		const struct report_language *language, char **text,
		size_t *len);

#endif
