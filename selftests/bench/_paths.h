/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The paths that a frame can take: which frame, under which policy, and what
 * becomes of it. Runs and measures nothing.
 */
#ifndef LENSCAP_BENCH_PATHS_H
#define LENSCAP_BENCH_PATHS_H

#include "_plans.h"

#define PATH_LAST (-1) /* rule of the plan */
#define PATH_EMPTY (-1) /* the plan of an empty program */

/* What the path may cost, over an empty program. */
enum path_budget {
	BUDGET_NONE, /* here: end to end, there may be one */
	BUDGET_RULE,
	BUDGET_FLAT, /* as a rule, and not much over the last BUDGET_RULE */
	BUDGET_FLOW,
};

struct path {
	const char *text;
	int plan; /* index into path_plans, or PATH_EMPTY */
	struct plan_frame frame;
	/*
	 * How many frames take turns, no two alike in what tells flows, or
	 * unlisted devices, apart; 0: the same one over and over.
	 */
	unsigned int turns;
	bool drops;
	bool opens; /* a flow, each frame one of its own */
	bool beside; /* the policy is also a candidate beside itself */
	enum path_budget budget;
};

extern const struct plan path_plans[];
extern const size_t path_plan_count;
extern const struct path paths[];
extern const size_t path_count;

/* Frames that must come first: each opens a flow, and there are turns of them. */
extern const struct path path_openers[];
extern const size_t path_opener_count;

/* More than any table of what was met lately may hold. */
#define PATH_TURNS 32768
#define PATH_FLOWS 4096 /* as many as the budget speaks of */
#define PATH_ENDLESS 0xffffffff
#define PATH_PORT 10000 /* of the first; those of the others follow */

/* The plan's rule that the frame is about, 0 if it is about none. */
int path_rule(const struct path *path);

/*
 * Columns of a table: direction, text, prefixes, rules, rule, turns, all of a
 * fixed width, and no more than PATH_COLUMNS_MAX octets with the 0 at the end.
 */
#define PATH_COLUMNS_MAX 96
void path_columns(const struct path *path, char columns[PATH_COLUMNS_MAX]);
extern const char path_heading[];

#endif
