/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The answer in short: which sentences a report's figures come to, and whether
 * it is stopped. For the page and the terminal, which print them.
 */
#ifndef LENSCAP_REPORT_ANSWER_H
#define LENSCAP_REPORT_ANSWER_H

#include "report/report_sum.h"
#include "report/report_words.h"

/* Called for each sentence. */
typedef void (*report_sentence)(void *data, enum report_word word,
				const struct report_arg *args);

void report_answer(const struct report *report, const struct report_sum *sum,
		   const struct report_language *language,
		   report_sentence sentence, void *data);

/* The badge's word, and the colour that goes with it. */
struct report_badge {
	enum report_word word;
	enum lc_verdict like; /* LC_DROP: all is well */
};

struct report_badge report_badge(const struct report *report,
				 const struct report_sum *sum);

/* What was counted by whom, and how sure it is; sentences likewise. */
void report_limits(const struct report *report, const struct report_sum *sum,
		   report_sentence sentence, void *data);

/* Of all sites: the earliest beginning, the latest end; 0: not known. */
void report_period(const struct report *report, int64_t *from, int64_t *to);

/* "site-7 2026.4"; "" where the policy has neither name nor revision. */
#define REPORT_POLICY_LEN 256
const char *report_policy_text(const struct report_policy *policy,
			       char buf[REPORT_POLICY_LEN]);

#endif
