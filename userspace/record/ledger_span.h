/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the ledger says of a time: sums, who was seen, which policies were in
 * force, and how much of it is covered. How it stands on disk is ledger.h.
 */
#ifndef LENSCAP_LEDGER_SPAN_H
#define LENSCAP_LEDGER_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "census/census.h"
#include "census/counters.h"
#include "ledger/ledger_cover.h"

/* Times are seconds since the epoch. */
struct ledger_policy {
	const char *sha256;
	const char *name; /* NULL: it has none; likewise the next */
	const char *revision;
	const char *mode; /* "enforce", "monitor" */
	const char *by;
	const char *why;
	int64_t applied_at;
	int64_t from; /* in force according to records, cut to the span */
	int64_t to;
};

/* Strings belong to the span. */
struct ledger_span {
	int64_t from; /* as asked for: from <= time of a record < to */
	int64_t to;
	int64_t first; /* of the records in it; 0: there is none */
	int64_t last;
	size_t records;
	uint64_t head_seq; /* of the last of them */
	char head_sha256[65];
	bool broken; /* the chain is, in what was read: ledger verify tells */

	/* as counters_read() has them: sums over the span; keys are 0 */
	struct counters counters;
	/*
	 * Those seen within, as census_read() has them: sums over the span;
	 * first_seen of all that the ledger knows, last_seen within the span.
	 * state is CENSUS_ACTIVE, or CENSUS_STALE when last seen long before
	 * `to`; places are 0.
	 */
	struct census census;

	struct ledger_policy *policies; /* in their order */
	size_t policy_count;
	struct ledger_gap *gaps; /* likewise */
	size_t gap_count;
	int64_t covered; /* seconds recorded as judged, of to - from */
	void *store; /* of ledger_span.c */
};

/*
 * Read what there is of from <= time < to. An empty ledger is no error: all is
 * a gap. `to` in the future is cut to now, which is given, or to the last record
 * where that is not long ago. 0, or a negative errno with the cause in fault and
 * *span untouched.
 */
int ledger_span_read(const char *state_dir, int64_t from, int64_t to,
		     int64_t now, struct ledger_span **span,
		     struct fault *fault);
void ledger_span_free(struct ledger_span *span);

/*
 * RFC 3339, or YYYY-MM-DD for the midnight in UTC that begins the day. 0 or
 * -EINVAL.
 */
int ledger_span_time(const char *text, int64_t *seconds);

#endif
