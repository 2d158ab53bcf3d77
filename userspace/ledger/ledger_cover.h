/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How much of a time is covered by records that say that frames were judged, and
 * the gaps between them. Reads no file and asks no clock.
 */
#ifndef LENSCAP_LEDGER_COVER_H
#define LENSCAP_LEDGER_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ledger_gap_cause {
	LEDGER_GAP_BEFORE, /* before the first record that is there */
	LEDGER_GAP_AFTER, /* after the last one */
	LEDGER_GAP_BOOT, /* the router was off, or began anew */
	LEDGER_GAP_POLICY, /* no policy was in force */
	LEDGER_GAP_ATTACHMENT, /* not on every device that the policy names */
	LEDGER_GAP_RECORD, /* longer than LEDGER_GAP_LEAST without a record */
	LEDGER_GAP_CAUSE_MAX
};

/* Two records further apart than this leave a gap between them: seconds. */
#define LEDGER_GAP_LEAST (90 * 60)

/* Times are seconds since the epoch. */
struct ledger_gap {
	int64_t from;
	int64_t to;
	enum ledger_gap_cause cause;
};

/* What a record says of itself; strings are copied. */
struct ledger_cover_record {
	int64_t time;
	int64_t since; /* when the maps began to count; 0: none */
	uint64_t maps; /* 0: none */
	char boot_id[64];
	bool policy; /* one is in force */
	bool judging; /* and on all devices that it names */
};

struct ledger_cover {
	int64_t from; /* set by the caller, as is the next */
	int64_t to;
	struct ledger_cover_record last;
	bool any;
	int64_t covered; /* seconds */
	struct ledger_gap *gaps; /* in their order */
	size_t gap_count;
};

/* The next record in the chain's order, from before `from` on. 0 or -ENOMEM. */
int ledger_cover_add(struct ledger_cover *cover,
		     const struct ledger_cover_record *record);

/* No more records. 0 or -ENOMEM. */
int ledger_cover_end(struct ledger_cover *cover);
void ledger_cover_free(struct ledger_cover *cover);

/* "before the first record" and so on: what a gap is due to. */
const char *ledger_gap_text(enum ledger_gap_cause cause);

#endif
