/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files of one part of the report call of each other: of summing up
 * (report_sum.h), and of the page (report_html.h). For nobody else.
 */
#ifndef LENSCAP_REPORT_PARTS_H
#define LENSCAP_REPORT_PARTS_H

#include "report/report_sum.h"

/* As strcmp(); NULL comes first. */
int report_compare_text(const char *a, const char *b);

/* False when out of memory. The makes are there. */
bool report_sum_attempts(const struct report *report, struct report_sum *sum);
bool report_sum_frames(const struct report *report, struct report_sum *sum);

#endif
