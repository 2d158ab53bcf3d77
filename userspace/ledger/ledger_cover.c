// SPDX-License-Identifier: GPL-2.0
/*
 * How much of a time is covered by records, and the gaps.
 * Between two records is covered what both say was judged, on the same maps.
 */
#include "ledger/ledger_cover.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *ledger_gap_text(enum ledger_gap_cause cause)
{
	static const char *const texts[LEDGER_GAP_CAUSE_MAX] = {
		[LEDGER_GAP_BEFORE] = "before the first record",
		[LEDGER_GAP_AFTER] = "after the last record",
		[LEDGER_GAP_BOOT] = "the router was off, or started",
		[LEDGER_GAP_POLICY] = "no policy was in force",
		[LEDGER_GAP_ATTACHMENT] =
			"not attached to every interface of the policy",
		[LEDGER_GAP_RECORD] = "no records were made",
	};

	return cause < LEDGER_GAP_CAUSE_MAX ? texts[cause] : "?";
}

static void clip(const struct ledger_cover *cover, int64_t *from, int64_t *to)
{
	if (*from < cover->from)
		*from = cover->from;
	if (*to > cover->to)
		*to = cover->to;
}

static void add_covered(struct ledger_cover *cover, int64_t from, int64_t to)
{
	clip(cover, &from, &to);
	if (to > from)
		cover->covered += to - from;
}

static int add_gap(struct ledger_cover *cover, int64_t from, int64_t to,
		   enum ledger_gap_cause cause)
{
	struct ledger_gap *last = NULL, *grown;

	clip(cover, &from, &to);
	if (to <= from)
		return 0;
	if (cover->gap_count)
		last = &cover->gaps[cover->gap_count - 1];
	if (last && last->to == from && last->cause == cause) {
		last->to = to;
		return 0;
	}
	grown = reallocarray(cover->gaps, cover->gap_count + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	cover->gaps = grown;
	grown[cover->gap_count++] =
		(struct ledger_gap){ .from = from, .to = to, .cause = cause };
	return 0;
}

static enum ledger_gap_cause why_not(const struct ledger_cover_record *record)
{
	return record->policy ? LEDGER_GAP_ATTACHMENT : LEDGER_GAP_POLICY;
}

/* The same maps all the time; judging at its begin and at its end? */
static int add_between(struct ledger_cover *cover, int64_t from,
		       const struct ledger_cover_record *before,
		       const struct ledger_cover_record *record)
{
	if (before && !before->judging)
		return add_gap(cover, from, record->time, why_not(before));
	if (!record->judging)
		return add_gap(cover, from, record->time, why_not(record));
	if (record->time - from > LEDGER_GAP_LEAST)
		return add_gap(cover, from, record->time, LEDGER_GAP_RECORD);
	add_covered(cover, from, record->time);
	return 0;
}

static int add_first(struct ledger_cover *cover,
		     const struct ledger_cover_record *record)
{
	int64_t from = record->maps && record->since < record->time ?
			       record->since :
			       record->time;
	int err = add_gap(cover, cover->from, from, LEDGER_GAP_BEFORE);

	return err ? err : add_between(cover, from, NULL, record);
}

static int add_next(struct ledger_cover *cover,
		    const struct ledger_cover_record *record)
{
	const struct ledger_cover_record *last = &cover->last;
	bool same_boot = !strcmp(last->boot_id, record->boot_id);
	enum ledger_gap_cause cause = same_boot ? LEDGER_GAP_POLICY :
						  LEDGER_GAP_BOOT;
	bool reaches_back = record->since < last->time;
	int64_t from = record->since;
	int err;

	/* a clock that was set back: what lay between is told already */
	if (record->time <= last->time)
		return 0;
	if (!record->maps)
		return add_gap(cover, last->time, record->time, cause);
	if (last->maps == record->maps && same_boot)
		return add_between(cover, last->time, last, record);
	if (reaches_back)
		from = last->time;
	if (from > record->time)
		from = record->time;
	err = add_gap(cover, last->time, from, cause);
	return err ? err :
		     add_between(cover, from, reaches_back ? last : NULL,
				 record);
}

int ledger_cover_add(struct ledger_cover *cover,
		     const struct ledger_cover_record *record)
{
	int64_t until = cover->last.time;
	int err = cover->any ? add_next(cover, record) :
			       add_first(cover, record);

	if (err)
		return err;
	/* time never runs back here: else an hour would be covered twice */
	if (cover->any && until > record->time) {
		cover->last = *record;
		cover->last.time = until;
	} else {
		cover->last = *record;
	}
	cover->any = true;
	return 0;
}

int ledger_cover_end(struct ledger_cover *cover)
{
	if (!cover->any)
		return add_gap(cover, cover->from, cover->to,
			       LEDGER_GAP_BEFORE);
	return add_gap(cover, cover->last.time, cover->to, LEDGER_GAP_AFTER);
}

void ledger_cover_free(struct ledger_cover *cover)
{
	free(cover->gaps);
	cover->gaps = NULL;
	cover->gap_count = 0;
}
