/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One frame explained: what each phase of DESIGN 5 made of it, and the smallest
 * change that would let it pass. How it is shown is explain_text.h, _json.h.
 */
#ifndef LENSCAP_EXPLAIN_H
#define LENSCAP_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "replay/explain_policy.h"

/* In the order in which they are asked. */
enum explain_phase {
	EXPLAIN_LINK, /* the source address, as far as everybody is asked */
	EXPLAIN_DEVICE, /* prefix, zone, group */
	EXPLAIN_PARSE,
	EXPLAIN_REFUSALS,
	EXPLAIN_SOURCE,
	EXPLAIN_HOUSEKEEPING,
	EXPLAIN_ICMP,
	EXPLAIN_FLOW,
	EXPLAIN_RULES,
	EXPLAIN_DEFAULT,
	EXPLAIN_PERMIT,
	EXPLAIN_RATE,
	EXPLAIN_PHASE_MAX
};

enum explain_outcome {
	EXPLAIN_NOT_ASKED, /* decided before, or it does not apply */
	EXPLAIN_GOES_ON,
	EXPLAIN_DECIDES,
};

struct explain_step {
	enum explain_outcome outcome;
	char text[640];
};

struct explain_rule {
	const char *name; /* of the policy */
	enum explain_outcome outcome; /* DECIDES: it is the one */
	char why[320]; /* it does not match; or what it says */
};

/* One way that the frame was judged. */
struct explain_leg {
	enum lc_direction direction;
	struct replay_verdict said; /* by the compiled program */
	const char *group; /* names; NULL where there is none */
	const char *zone;
	const char *vendor;
	const char *rule;
	char device[18]; /* whose traffic it is */
	char prefix[24]; /* that lists it, or "" */
	char from[64]; /* addresses, with ports where there are any; or "" */
	char to[64];
	char proto[32]; /* or "" */
	struct explain_step steps[EXPLAIN_PHASE_MAX];
	struct explain_rule *rules; /* those of its group */
	size_t rule_count;
	char flow[32]; /* none, open, idle, other-policy; "" not asked */
	char differs[320]; /* "" or how this telling differs from said */
};

/* What would let it pass. */
struct explain_remedy {
	char text[512]; /* "" for a frame that passes */
	char group[LC_NAME_LEN];
	char yaml[320]; /* a line for that group, or "" */
	char before[LC_NAME_LEN]; /* the rule that it must stand before, or "" */
	char tried[256]; /* what came of trying it, or why it was not */
	bool works; /* tried, and the frame passes */
};

struct explanation {
	char interface[16];
	enum replay_direction direction;
	bool cut; /* the capture holds too little of it */
	uint32_t len;
	uint8_t verdict;
	uint8_t reason;
	const struct explain_leg *decides; /* one of legs */
	struct explain_leg legs[LC_DIRECTION_MAX];
	size_t leg_count;
	struct explain_remedy remedy;
};

/* direction REPLAY_NONE: as replay takes it, from who is listed. */
struct explain_input {
	struct explain_policy *policy; /* its private maps are used */
	const char *interface;
	enum replay_direction direction;
	struct capture_frame frame; /* its time is not looked at */
};

/*
 * 0, or a negative errno with the cause in fault. explanation_free() in either
 * case; names in it belong to the policy.
 */
int explain_frame(const struct explain_input *in, struct explanation *x,
		  struct fault *fault);
void explanation_free(struct explanation *x);

/*
 * The addresses that a device in this place has for its own, as far as the
 * policy says; NULL: it does not. For words that leave its address out.
 */
const struct addr_list *explain_own(const struct explain_input *in);

/* "link", "device", ... */
const char *explain_phase_name(enum explain_phase phase);

#endif
