// SPDX-License-Identifier: GPL-2.0
/*
 * What waits to be confirmed, looked up and said.
 * Nothing is changed here.
 */
#include "slot/pending.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/envelope.h"
#include "base/short_id.h"
#include "maps/pins.h"
#include "slot/live.h"

static __u64 boot_ns(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (__u64)now.tv_sec * LC_SECOND + (__u64)now.tv_nsec;
}

void pending_look(const struct object *obj, const struct lc_control *control,
		  struct pending *pending)
{
	struct lc_policy_info info = { 0 };
	__u64 now = boot_ns();

	memset(pending, 0, sizeof(*pending));
	pending->id = control->pending;
	if (!pending->id)
		return;
	if (control->deadline > now)
		pending->seconds_left =
			(int64_t)((control->deadline - now + LC_SECOND - 1) /
				  LC_SECOND);
	pending->deadline = (int64_t)time(NULL) + pending->seconds_left;
	live_read_info(obj, control->live & LC_LIVE_SLOT, &info);
	snprintf(pending->by, sizeof(pending->by), "%s",
		 *info.applied_by ? info.applied_by : "somebody");
}

json_t *pending_json(const struct pending *pending)
{
	char id[SHORT_ID_LEN];

	if (!pending->id)
		return json_null();
	short_id_format(pending->id, id);
	return json_pack("{s:s, s:I, s:o}", "id", id, "seconds_left",
			 (json_int_t)pending->seconds_left, "by",
			 envelope_text(pending->by));
}

void pending_text(const struct pending *pending, char buf[PENDING_TEXT_LEN])
{
	char id[SHORT_ID_LEN];

	short_id_format(pending->id, id);
	snprintf(buf, PENDING_TEXT_LEN, "pending %s by %s, %" PRId64 " s left",
		 id, pending->by, pending->seconds_left);
}

int pending_refuse(const struct object *obj, struct fault *fault)
{
	char text[PENDING_TEXT_LEN], id[SHORT_ID_LEN];
	struct lc_control control;
	struct pending pending;
	int err = pins_control(obj, &control);

	if (err)
		return fault_set(fault, err, "the control block: %s",
				 strerror(-err));
	pending_look(obj, &control, &pending);
	if (!pending.id)
		return 0;
	pending_text(&pending, text);
	short_id_format(pending.id, id);
	return fault_set(
		fault, -EBUSY,
		"%s: lenscap confirm %s keeps it, lenscap rollback takes it back; nothing is changed",
		text, id);
}
