/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which of the flows that are open now would end if a slot came in force.
 * How one is judged is flow_judge.h; nothing is changed.
 */
#ifndef LENSCAP_FLOW_END_H
#define LENSCAP_FLOW_END_H

#include <stddef.h>

#include "diff/flow_judge.h"

struct flow_end_input {
	int maps[LC_DIRECTION_MAX]; /* descriptors of the tables, by opener */
	struct flow_slot live;
	struct flow_slot file;
	__u64 now; /* of the programs' coarse clock, ns */
};

struct flow_ends {
	struct flow_seen *rows; /* those that would end: by group, rule, key */
	size_t count;
	size_t room; /* private */
	size_t alive; /* flows that were looked at */
};

/* Ids of map names: what opened the flow, as noted; 0 where a permit did. */
unsigned int flow_end_group(const struct flow_seen *seen);
unsigned int flow_end_rule(const struct flow_seen *seen);

/*
 * A flow would end where its frames pass now, and would not: at each place
 * where its device is in the group that opened it (or, if there is none, in any
 * group). A flow does not tell where it is: if it could go on at one of these
 * places, it is not among them. 0 or a negative errno with *ends untouched;
 * the caller frees.
 */
int flow_ends_find(const struct flow_end_input *in, struct flow_ends *ends);
void flow_ends_free(struct flow_ends *ends);

/* The same for one flow that is alive, the places found once before. */
struct flow_places;
int flow_places_find(const struct flow_slot *live, const struct flow_slot *file,
		     struct flow_places **places);
void flow_places_free(struct flow_places *places);
bool flow_would_end(const struct flow_end_input *in,
		    const struct flow_places *places,
		    const struct flow_seen *seen);

#endif
