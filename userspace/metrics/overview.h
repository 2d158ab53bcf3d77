/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All that monitoring tells of, looked at together: what is in force and whether
 * it is whole, the counters, the census. How it is told is measure.h, health.h
 * and web_page.h.
 */
#ifndef LENSCAP_OVERVIEW_H
#define LENSCAP_OVERVIEW_H

#include <stdbool.h>
#include <time.h>

#include "base/fault.h"
#include "census/census.h"
#include "census/counters.h"
#include "guard/guard_look.h"
#include "ledger/history.h"
#include "ledger/ledger.h"
#include "slot/live.h"
#include "slot/state.h"

/*
 * What the ledger remembers, read again only when it has grown. All zero to begin
 * with; what was looked at refers to it.
 */
struct overview_past {
	struct ledger_head head;
	struct history *history; /* NULL: it cannot be read */
};

struct overview {
	time_t at;
	struct ledger_head ledger; /* seq 0: there is none */
	bool pinned; /* false: nothing is, and of what follows only the last */
	struct live live;
	struct state *state;
	struct counters counters;
	struct census *census;
	struct guard_look guard; /* of state, where there is one */
	int fallback; /* as fallback_stands() has it */
};

/*
 * Look. 0, also where nothing is pinned; or a negative errno with the cause in
 * fault and nothing to free.
 */
int overview_look(const char *pin, const char *state_dir,
		  struct overview_past *past, struct overview *overview,
		  struct fault *fault);
void overview_free(struct overview *overview);
void overview_past_free(struct overview_past *past);

#endif
