// SPDX-License-Identifier: GPL-2.0
/*
 * All that monitoring tells of, looked at together.
 * How it is told stands in measure.c, health.c and web_page.c.
 */
#include "metrics/overview.h"

#include <errno.h>
#include <string.h>

#include "guard/fallback.h"

/* What was seen before the last boot is worth no failure. */
static void look_past(const char *state_dir, struct overview_past *past)
{
	struct ledger_head head = { 0 };
	struct fault fault;

	if (ledger_head(state_dir, &head))
		return;
	if (past->history && head.seq == past->head.seq &&
	    !strcmp(head.sha256, past->head.sha256))
		return;
	overview_past_free(past);
	past->head = head;
	if (history_read(state_dir, &past->history, &fault))
		past->history = NULL;
}

static int look_pinned(struct overview *new, const char *state_dir,
		       const struct history *history, struct fault *fault)
{
	const struct live *live = &new->live;
	int err;

	err = state_look(live, state_dir, &new->state);
	if (!err)
		err = counters_read(live->obj.maps[OBJECT_COUNTERS],
				    live->names, &new->counters);
	if (!err)
		err = census_read_devices(&live->obj, live->names, history,
					  &new->census);
	if (err)
		fault_set(fault, err, "%s cannot be read: %s", live->at.dir,
			  strerror(-err));
	return err;
}

int overview_look(const char *pin, const char *state_dir,
		  struct overview_past *past, struct overview *overview,
		  struct fault *fault)
{
	int err;

	memset(overview, 0, sizeof(*overview));
	overview->at = time(NULL);
	err = live_open(pin, &overview->live, fault);
	if (err && err != -ENOENT)
		return err;
	overview->pinned = !err;
	look_past(state_dir, past);
	overview->ledger = past->head;
	if (overview->pinned)
		err = look_pinned(overview, state_dir, past->history, fault);
	else
		guard_look(state_dir, &overview->guard);
	overview->fallback = fallback_stands();
	if (!overview->pinned || !err)
		return 0;
	overview_free(overview);
	return err;
}

void overview_free(struct overview *overview)
{
	if (!overview->pinned) {
		guard_look_free(&overview->guard);
		return;
	}

	census_free(overview->census);
	counters_free(&overview->counters);
	state_free(overview->state);
	live_close(&overview->live);
	overview->pinned = false;
	memset(&overview->guard, 0, sizeof(overview->guard));
}

void overview_past_free(struct overview_past *past)
{
	if (past->history)
		history_free(past->history);
	past->history = NULL;
}
