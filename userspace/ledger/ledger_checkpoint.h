/* SPDX-License-Identifier: GPL-2.0 */
/*
 * STATE/ledger/state.jsonl: a ledger_state as lines, replaced whole. It is made
 * from the records and can be made anew; what it means is ledger_state.h.
 */
#ifndef LENSCAP_LEDGER_CHECKPOINT_H
#define LENSCAP_LEDGER_CHECKPOINT_H

#include "ledger/ledger_state.h"

/*
 * Into an empty state. 0, or a negative errno: it is not there, or nothing that
 * could be used, and the state is no more than to be freed.
 */
int ledger_checkpoint_read(int dir_fd, unsigned int kinds,
			   struct ledger_state *state);

/* 0 or a negative errno: then the one before stays. */
int ledger_checkpoint_write(int dir_fd, const struct ledger_state *state);

#endif
