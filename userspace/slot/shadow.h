/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A candidate judged beside the policy in force (DESIGN 6): begun, ended, and
 * what it would have decided otherwise. What compares is bpf/shadow.h.
 */
#ifndef LENSCAP_SHADOW_H
#define LENSCAP_SHADOW_H

#include <stddef.h>
#include <stdint.h>

#include "slot/deploy.h"
#include "slot/live.h"

/* What the slot is that is not in force; before a second apply it is empty. */
enum lc_idle shadow_idle(const struct live *live);
const char *shadow_idle_text(enum lc_idle idle); /* "empty" and so on */

/* True, with what is noted of the candidate, where one runs. */
bool shadow_info(const struct live *live, struct lc_policy_info *info);

/*
 * Judge by the input beside the policy in force, in place of what the idle slot
 * held. Nothing is attached, saved or handed to the guard. 0, or a negative
 * errno with the cause in fault: -ENOENT no policy is in force, -EBUSY one waits
 * to be confirmed. What is in force is never changed.
 */
int shadow_start(struct deploy *deploy, const struct deploy_input *in,
		 struct fault *fault);

/*
 * Tell of ports whose frames the candidate does not see, or not as it would in
 * force; data is handed to say.
 */
void shadow_blind(const struct deploy *deploy, const struct site *site,
		  void (*say)(void *data, const char *text), void *data);

/* End it: the idle slot is empty then. 0 or a negative errno. */
int shadow_stop(const struct object *obj);

/* Strings belong to the names, are static, or NULL where there is none. */
struct shadow_row {
	struct lc_shadow_key key;
	const char *interface;
	const char *zone;
	const char *direction;
	const char *live_group;
	const char *live_rule;
	const char *live_verdict;
	const char *live_reason;
	const char *group;
	const char *rule;
	const char *verdict;
	const char *reason;
	char peer[46]; /* "" where it was no IP */
	char proto[16];
	uint64_t frames;
	uint64_t bytes;
	int64_t first_seen; /* seconds since the epoch */
	int64_t last_seen;
};

struct shadow_table {
	struct shadow_row *rows; /* most frames first */
	size_t count;
	uint64_t compared; /* frames */
	uint64_t differing;
	uint64_t lost; /* of them, those in no row: there was no room */
};

/* 0 or a negative errno with *table untouched. live must outlive it. */
int shadow_read(const struct live *live, struct shadow_table *table);
void shadow_table_free(struct shadow_table *table);

#endif
