/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a report says of an attempt beside what was counted: where its
 * destination is, and by which rule it passed. Nothing is judged anew.
 */
#ifndef LENSCAP_REPORT_JUDGE_H
#define LENSCAP_REPORT_JUDGE_H

#include "census/census.h"
#include "policy/policy.h"
#include "policy/site.h"
#include "report/report.h"

/* site: NULL, where it is not known what is on the link. */
enum report_reach report_judge_reach(const struct site *site,
				     const struct census_attempt *attempt);

/*
 * The first rule of the device's group that lets it pass, "(default)" where
 * that does, or NULL. policy may be NULL. The string is the policy's, or static.
 */
const char *report_judge_rule(const struct policy *policy,
			      const struct site *site,
			      const struct census_attempt *attempt);

/* The peer as a prefix of one address. */
struct addr_prefix report_judge_peer(const struct census_attempt *attempt);

#endif
