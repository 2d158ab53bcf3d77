/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A report for the terminal: the answer, and the tables that it rests on.
 * Every device is left to the other forms.
 */
#ifndef LENSCAP_REPORT_TEXT_H
#define LENSCAP_REPORT_TEXT_H

#include "report/report_sum.h"
#include "report/report_words.h"

/* To standard output. An enum cmd_status; what failed is said. */
int report_text_print(const struct report *report, struct report_sum *sum,
		      const struct report_language *language);

#endif
