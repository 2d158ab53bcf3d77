/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Months' files that are older than they are kept: which, what the next record
 * says of it, and away with them. When is ledger_record.c's.
 */
#ifndef LENSCAP_LEDGER_PRUNE_H
#define LENSCAP_LEDGER_PRUNE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/ledger.h"

struct ledger_prune {
	struct ledger_name
		*files; /* all, by name; the first `count` of them go */
	size_t count;
};

/*
 * Those of months that ended before a time, but never target, to which the next
 * record goes. 0 or a negative errno; ledger_prune_free() after 0.
 */
int ledger_prune_find(int dir_fd, int64_t before, const char *target,
		      struct ledger_prune *prune);

/*
 * What the record says: {"files", "first_seq", "first_prev_sha256"}, the two of
 * the first line that stays. seq, prev: of the record itself, where that is it.
 * NULL when it cannot be told.
 */
json_t *ledger_prune_json(int dir_fd, const struct ledger_prune *prune,
			  uint64_t seq, const char *prev);

/* How many were removed; those that were not are found again. */
size_t ledger_prune_run(int dir_fd, const struct ledger_prune *prune);
void ledger_prune_free(struct ledger_prune *prune);

#endif
