/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One frame through the code of the programs in plain memory, step by step, so
 * that each step can be told. The verdict is the programs' own: replay.h.
 */
#ifndef LENSCAP_EXPLAIN_JUDGE_H
#define LENSCAP_EXPLAIN_JUDGE_H

#include <stddef.h>

#include "../bpf/frame.h"
#include "replay/capture.h"

struct object;
struct slot_image;

/* A listed prefix that the address falls under, in the order of asking. */
struct explain_prefix {
	uint64_t mac;
	uint8_t bits;
	uint16_t vendor; /* id in map names, 0: none */
	bool listed; /* in this zone; else in others only */
};

#define EXPLAIN_PREFIXES (2 * LC_LEN_MAX)

/* What stands in one of the flow tables under the frame's key. */
struct explain_flow {
	bool there;
	bool over; /* idle for too long, or it begins anew */
	bool asked; /* false: nothing in this group opens such flows */
	struct lc_flow flow;
	uint64_t age_ns;
	uint64_t idle_ns; /* it lives as long after its last frame */
};

struct explain_steps {
	bool in_policy; /* the port is in the slot */
	struct lc_frame place; /* after the group was found, or not */
	struct explain_prefix prefixes[EXPLAIN_PREFIXES];
	size_t prefix_count;
	struct lc_frame parsed; /* unlisted or not; reason: what is wrong */
	enum lc_reason refused; /* none: it goes on to the rest */
	bool housekeeping;
	bool tracked; /* a flow is looked for, under key */
	struct lc_flow_key key;
	struct explain_flow flow[LC_DIRECTION_MAX]; /* by who opens */
	int rule; /* index in its group of the first that matches, or -1 */
	bool peer_is_router; /* the peer is an address of the interface */
	bool source_on_link; /* as who gets an answer must be */
	bool source_link_local; /* or none yet: as MLD has it */
	bool peer_on_link;
	uint64_t permits; /* for the device, a bit each */
	uint64_t rate_needs; /* ns until the frame would fit, in rate units */
	struct lc_frame judged; /* what comes out */
};

/* What the frame meets: a slot, and the private maps with what lasts. */
struct explain_against {
	const struct slot_image *image;
	const struct object *obj;
	bool permits; /* some permit is active */
};

/* The key that flows are looked for by; false where none is looked for. */
bool explain_key(const struct explain_against *against,
		 enum lc_direction direction, unsigned int ifindex,
		 const struct capture_frame *frame, struct lc_flow_key *key);

/* All of it. Reads the maps and changes nothing: before the program runs. */
void explain_judge(const struct explain_against *against,
		   enum lc_direction direction, unsigned int ifindex,
		   const struct capture_frame *frame,
		   struct explain_steps *steps);

#endif
