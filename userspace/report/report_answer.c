// SPDX-License-Identifier: GPL-2.0
/*
 * The answer in short, and how sure it is.
 * In which words: report_words_<code>.c.
 */
#include "report/report_answer.h"

#include <stdlib.h>
#include <string.h>

void report_period(const struct report *report, int64_t *from, int64_t *to)
{
	size_t i;

	*from = 0;
	*to = 0;
	for (i = 0; i < report->sites.count; i++) {
		const struct report_site *site = report_site(report, i);

		if (site->from && (!*from || site->from < *from))
			*from = site->from;
		if (site->to > *to)
			*to = site->to;
	}
}

const char *report_policy_text(const struct report_policy *policy,
			       char buf[REPORT_POLICY_LEN])
{
	snprintf(buf, REPORT_POLICY_LEN, "%s%s%s",
		 policy->name ? policy->name : "",
		 policy->name && policy->revision ? " " : "",
		 policy->revision ? policy->revision : "");
	if (!*buf && policy->sha256)
		snprintf(buf, REPORT_POLICY_LEN, "%.12s", policy->sha256);
	return buf;
}

static size_t sites_enforced(const struct report *report)
{
	size_t i, count = 0;

	for (i = 0; i < report->sites.count; i++) {
		const struct report_policy *policy =
			&report_site(report, i)->policy;

		count += policy->in_force && policy->whole;
	}
	return count;
}

static bool any_watches(const struct report *report)
{
	size_t i;

	for (i = 0; i < report->sites.count; i++)
		if (report_site(report, i)->policy.watches)
			return true;
	return false;
}

struct report_badge report_badge(const struct report *report,
				 const struct report_sum *sum)
{
	size_t i;
	bool in_force = false;

	for (i = 0; i < report->sites.count; i++)
		in_force |= report_site(report, i)->policy.in_force;
	if (!in_force && !report_site(report, 0)->ledger.used)
		return (struct report_badge){ WORD_BADGE_NO_POLICY, LC_PASS };
	if (sum->outside[LC_WOULD_DROP] && sum->outside[LC_DROP])
		return (struct report_badge){ WORD_BADGE_PART_WATCHED,
					      LC_WOULD_DROP };
	if (sum->outside[LC_WOULD_DROP])
		return (struct report_badge){ WORD_BADGE_WATCHED, LC_PASS };
	if (sum->outside[LC_PASS])
		return (struct report_badge){ WORD_BADGE_PARTLY,
					      LC_WOULD_DROP };
	if (sum->outside[LC_DROP])
		return (struct report_badge){ WORD_BADGE_STOPPED, LC_DROP };
	return (struct report_badge){ WORD_BADGE_NONE, LC_DROP };
}

/* Whom, and whether it got there. */
static void attempts(const struct report_sum *sum, report_sentence sentence,
		     void *data)
{
	const uint64_t *outside = sum->outside;

	if (!sum->targets) {
		if (sum->devices)
			sentence(data, WORD_TRIED_NONE, NULL);
	} else {
		sentence(data, WORD_TRIED,
			 REPORT_ARGS(ARG_NUMBER(sum->attempting),
				     ARG_NUMBER(sum->targets)));
		if (!outside[LC_PASS] && !outside[LC_WOULD_DROP])
			sentence(data, WORD_ALL_STOPPED,
				 REPORT_ARGS(ARG_NUMBER(outside[LC_DROP])));
		else
			sentence(data, WORD_PART_STOPPED,
				 REPORT_ARGS(ARG_NUMBER(outside[LC_DROP])));
		if (outside[LC_WOULD_DROP])
			sentence(data, WORD_PART_WOULD,
				 REPORT_ARGS(
					 ARG_NUMBER(outside[LC_WOULD_DROP])));
		if (outside[LC_PASS])
			sentence(data, WORD_PART_PASSED,
				 REPORT_ARGS(ARG_NUMBER(outside[LC_PASS])));
	}
	if (sum->unnamed)
		sentence(data, WORD_UNNAMED_TOO,
			 REPORT_ARGS(ARG_NUMBER(sum->unnamed)));
}

static void in_force(const struct report *report,
		     const struct report_language *language,
		     report_sentence sentence, void *data)
{
	const struct report_policy *policy = &report_site(report, 0)->policy;
	char name[REPORT_POLICY_LEN], since[REPORT_DATE_LEN];

	if (report->sites.count > 1) {
		sentence(data, WORD_SITES_IN_FORCE,
			 REPORT_ARGS(ARG_NUMBER(sites_enforced(report)),
				     ARG_NUMBER(report->sites.count)));
		return;
	}
	if (!policy->in_force) {
		sentence(data, WORD_NOT_IN_FORCE, NULL);
		return;
	}
	sentence(data,
		 any_watches(report) ? WORD_IN_FORCE_WATCHES : WORD_IN_FORCE,
		 REPORT_ARGS(ARG_TEXT(report_policy_text(policy, name)),
			     ARG_TEXT(report_date(language, policy->applied_at,
						  since))));
	if (!policy->whole)
		sentence(data, WORD_NOT_WHOLE, NULL);
}

void report_answer(const struct report *report, const struct report_sum *sum,
		   const struct report_language *language,
		   report_sentence sentence, void *data)
{
	char *where = NULL;
	size_t len;
	FILE *out = open_memstream(&where, &len);
	bool several = report->sites.count > 1;

	if (!out)
		return;
	if (several)
		report_say(out, language, WORD_SITES,
			   REPORT_ARGS(ARG_NUMBER(report->sites.count)));
	else
		fputs(report_site(report, 0)->name, out);
	if (!fclose(out) && sum->devices)
		sentence(data, WORD_COUNTED,
			 REPORT_ARGS(ARG_NUMBER(sum->devices),
				     ARG_NUMBER(sum->known), ARG_TEXT(where)));
	else
		sentence(data, WORD_COUNTED_NONE, REPORT_ARGS(ARG_TEXT(where)));
	free(where);
	if (sum->devices)
		sentence(data, WORD_ACTIVE_OF,
			 REPORT_ARGS(ARG_NUMBER(sum->active)));
	attempts(sum, sentence, data);
	in_force(report, language, sentence, data);
}

void report_limits(const struct report *report, const struct report_sum *sum,
		   report_sentence sentence, void *data)
{
	uint64_t forged = 0, displaced = 0, unplaced = 0;
	size_t i;

	for (i = 0; i < report->sites.count; i++) {
		const struct report_site *site = report_site(report, i);

		forged += site->forged;
		displaced += site->displaced;
		unplaced += site->unplaced;
	}
	sentence(data, WORD_SURE_LOWER, NULL);
	sentence(data, WORD_SURE_SWITCH, NULL);
	sentence(data, WORD_SURE_FORGED, NULL);
	sentence(data, WORD_SURE_SEVERAL, NULL);
	sentence(data, WORD_SURE_MAKE, NULL);
	sentence(data, WORD_SURE_QUIET, NULL);
	if (forged || displaced)
		sentence(data, WORD_SURE_FLOOD,
			 REPORT_ARGS(ARG_NUMBER(forged),
				     ARG_NUMBER(displaced)));
	else
		sentence(data, WORD_SURE_NO_FLOOD, NULL);
	if (unplaced)
		sentence(data, WORD_SURE_UNPLACED,
			 REPORT_ARGS(ARG_NUMBER(unplaced)));
	if (sum->unnamed)
		sentence(data, WORD_SURE_UNNAMED,
			 REPORT_ARGS(ARG_NUMBER(sum->unnamed)));
	sentence(data, WORD_SURE_ATTEMPT, NULL);
	sentence(data, WORD_SURE_NAMES, NULL);
	sentence(data, WORD_SURE_ALLOWED, NULL);
}
