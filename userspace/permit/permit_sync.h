/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Permits beside a policy that comes in force: those in its file, and those of
 * before a reboot; and STATE/permits.json kept up to date (DESIGN 6).
 */
#ifndef LENSCAP_PERMIT_SYNC_H
#define LENSCAP_PERMIT_SYNC_H

#include "base/diag.h"
#include "permit/permit.h"

struct permit_sync {
	const struct object *obj;
	const char *state;
	const struct policy *policy; /* in force now */
	bool again; /* the same policy as before: apply --again */
	bool first; /* the maps are new: nothing was active in them */
};

/*
 * Begin what the file permits and has not ended, end what the file permits no
 * more, take back what a reboot interrupted where the clock can be trusted.
 * Under `again`, the file's permits begin only in new maps: what was ended by
 * hand stays ended. *told: a warning, or "". 0, or a negative errno with the
 * cause in fault. The caller holds the lock.
 */
int permit_sync(const struct permit_sync *sync, struct fault *told,
		struct fault *fault);

/*
 * Write STATE/permits.json anew; drop: an id to forget, or 0. As above; where
 * that cannot be forgotten otherwise, all of them are.
 */
int permit_save(const struct object *obj, const char *state, uint32_t drop,
		struct fault *fault);

/*
 * Errors in diag for permits of the file that cannot be: too far ahead of now,
 * or too many at once. 0 or -EINVAL.
 */
int permit_check(const struct policy *policy, int64_t now, struct diag *diag);

/* status: of adjtimex(2). written: how late it was once. */
bool permit_clock_trusted(int status, int64_t now, int64_t written);

#endif
