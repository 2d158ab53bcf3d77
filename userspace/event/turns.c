// SPDX-License-Identifier: GPL-2.0
/*
 * What happened to the policy in force between two looks.
 * The kernel and the commands make it happen; here it is only told.
 */
#include "event/turns.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/short_id.h"

static struct turns turns_of(const struct live *live)
{
	struct turns now = { .known = true };

	if (!live)
		return now;
	now.policy = live->policy;
	now.slot = live->slot;
	now.pending = live->control.pending;
	now.reverted = live->control.reverted;
	now.applied_at = live->info.applied_at;
	snprintf(now.sha256, sizeof(now.sha256), "%s", live->info.sha256);
	snprintf(now.name, sizeof(now.name), "%s%s(%.12s)", live->info.name,
		 *live->info.name ? " " : "", live->info.sha256);
	return now;
}

static void tell_end(const struct turns *before, const struct turns *now,
		     struct event *event, enum event_form form)
{
	const char *in_force = now->policy ? now->name : "no policy";
	uint32_t which = before->pending;
	char id[SHORT_ID_LEN];

	if (now->reverted != before->reverted)
		which = now->reverted;
	short_id_format(which, id);
	if (now->reverted != before->reverted) {
		event->kind = EVENT_POLICY_REVERTED;
		event_tell(form, event,
			   "%s was not confirmed in time: %s is in force again",
			   id, in_force);
	} else if (now->slot != before->slot) {
		event->kind = EVENT_POLICY_REVERTED;
		event_tell(form, event,
			   "%s was rolled back: %s is in force again", id,
			   in_force);
	} else {
		event->kind = EVENT_POLICY_CONFIRMED;
		event_tell(form, event, "%s is confirmed: %s stays in force",
			   id, in_force);
	}
}

static void tell_applied(const struct turns *now, const struct live *live,
			 struct event *event, enum event_form form)
{
	char id[SHORT_ID_LEN];

	event->kind = EVENT_POLICY_APPLIED;
	if (!now->pending) {
		event_tell(form, event, "%s is in force, by %s", now->name,
			   live->info.applied_by);
		return;
	}
	short_id_format(now->pending, id);
	event_tell(form, event,
		   "%s is in force, by %s, for %" PRId64
		   " s unless lenscap confirm %s comes",
		   now->name, live->info.applied_by, live->pending.seconds_left,
		   id);
}

static bool is_another(const struct turns *before, const struct turns *now,
		       bool ours)
{
	if (!now->policy || now->pending)
		return false;
	return !before->policy || strcmp(now->sha256, before->sha256) ||
	       (!ours && now->applied_at != before->applied_at);
}

void turns_look(struct turns *turns, const struct live *live, bool ours,
		enum event_form form)
{
	struct event event = EVENT_INIT(EVENT_POLICY_APPLIED);
	const struct turns before = *turns;

	*turns = turns_of(live);
	event.sha256 = turns->policy ? turns->sha256 : NULL;
	/* new maps know nothing of what was reverted in those before */
	if (!before.known || !live)
		return;
	if (!turns->reverted)
		turns->reverted = before.reverted;
	if (before.pending != turns->pending ||
	    before.reverted != turns->reverted) {
		/* one that ended, whether or not another has begun since */
		if (before.pending || turns->reverted != before.reverted)
			tell_end(&before, turns, &event, form);
		if (turns->pending)
			tell_applied(turns, live, &event, form);
		return;
	}
	if (is_another(&before, turns, ours))
		tell_applied(turns, live, &event, form);
}
