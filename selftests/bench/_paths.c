// SPDX-License-Identifier: GPL-2.0
/*
 * The paths, in the order in which they are shown: what is hot first, ingress
 * before egress.
 */
#include "_paths.h"

#include <stdio.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define UNLISTED 0x001122
#define UNLISTED_LOCAL 0x021122
#define PULLS \
	"{name: r2, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: peer}"
#define MONITORED "    mode: monitor\n"

enum plan_name {
	ONE,
	MANY_PREFIXES,
	NEAR4_64,
	NEAR4_256,
	FAR4_1,
	FAR4_64,
	FAR4_256,
	NEAR6_1,
	NEAR6_64,
	NEAR6_256,
	FAR6_1,
	FAR6_64,
	FAR6_256,
	GUARDED,
	RATED,
	MONITOR,
	BY_PEER,
	BY_DEVICE,
	BY_PEER_256,
	BY_BOTH,
};

#define PLAN(n, where, by, ...)                                              \
	{                                                                    \
		.prefixes = 10, .rules = n, .peers = where, .initiated = by, \
		__VA_ARGS__                                                  \
	}

const struct plan path_plans[] = {
	[ONE] = PLAN(1, PEERS_NEAR4, "either"),
	[MANY_PREFIXES] = { 50000, 1, PEERS_NEAR4, "either", NULL, NULL },
	[NEAR4_64] = PLAN(64, PEERS_NEAR4, "either"),
	[NEAR4_256] = PLAN(256, PEERS_NEAR4, "either"),
	[FAR4_1] = PLAN(1, PEERS_FAR4, "either"),
	[FAR4_64] = PLAN(64, PEERS_FAR4, "either"),
	[FAR4_256] = PLAN(256, PEERS_FAR4, "either"),
	[NEAR6_1] = PLAN(1, PEERS_NEAR6, "either"),
	[NEAR6_64] = PLAN(64, PEERS_NEAR6, "either"),
	[NEAR6_256] = PLAN(256, PEERS_NEAR6, "either"),
	[FAR6_1] = PLAN(1, PEERS_FAR6, "either"),
	[FAR6_64] = PLAN(64, PEERS_FAR6, "either"),
	[FAR6_256] = PLAN(256, PEERS_FAR6, "either"),
	[GUARDED] = PLAN(1, PEERS_NEAR4, "either",
			 .more = "    addresses: [10.20.0.0/16]\n"),
	[RATED] =
		PLAN(1, PEERS_NEAR4, "either",
		     .more = "    rate: {per-device: 100gbit, burst: 1gib}\n"),
	[MONITOR] = PLAN(1, PEERS_NEAR4, "either", .more = MONITORED),
	[BY_PEER] = PLAN(1, PEERS_NEAR4, "peer"),
	[BY_DEVICE] = PLAN(1, PEERS_NEAR4, "device"),
	[BY_PEER_256] = PLAN(256, PEERS_NEAR4, "peer"),
	[BY_BOTH] = PLAN(1, PEERS_NEAR4, "device", .rule = PULLS),
};

const size_t path_plan_count = ARRAY_SIZE(path_plans);

#define IN LC_INGRESS
#define OUT LC_EGRESS

/* name, policy, direction, octets of the device, rule, and what else there is */
#define PATH(name, which, way, who, about, ...)                           \
	{                                                                 \
		.text = name, .plan = which,                              \
		.frame = { .direction = way, .oui = who, .rule = about }, \
		__VA_ARGS__                                               \
	}
#define EMPTY(name, way, ...) \
	PATH(name, PATH_EMPTY, way, PLAN_LISTED, 0, __VA_ARGS__)
#define STRANGER(name, which, way, ...) \
	PATH(name, which, way, UNLISTED, 0, __VA_ARGS__)
#define DROP(name, which, way, ...) \
	PATH(name, which, way, PLAN_LISTED, 0, .drops = true, __VA_ARGS__)
#define PASS(name, which, way, ...) \
	PATH(name, which, way, PLAN_LISTED, PATH_LAST, __VA_ARGS__)
#define RULE(name, which, way, ...) \
	PASS(name, which, way, .budget = BUDGET_RULE, __VA_ARGS__)
#define FLAT(name, which, way, ...) \
	PASS(name, which, way, .budget = BUDGET_FLAT, __VA_ARGS__)

/* The side that opened has the port that tells flows apart. */
#define PEERS(name, which, way, ...) \
	PASS(name, which, way, .frame.peer_port = PATH_PORT, __VA_ARGS__)
#define DEVICES(name, which, way, ...) \
	PASS(name, which, way, .frame.port = PATH_PORT, __VA_ARGS__)
#define IN_FLOW .budget = BUDGET_FLOW
#define BESIDE .beside = true
#define ALL .turns = PATH_TURNS
#define SOME .turns = PATH_FLOWS
/* Nothing tells flows apart where there are none, but the port does it too. */
#define ANY_PORT .frame.port = PATH_PORT, ALL

const struct path paths[] = {
	EMPTY("empty program", IN),
	EMPTY("empty program again", IN),
	STRANGER("unlisted", ONE, IN),
	STRANGER("unlisted", MANY_PREFIXES, IN),
	PATH("unlisted, local bit", ONE, IN, UNLISTED_LOCAL, 0),
	PATH("unlisted, local bit", MANY_PREFIXES, IN, UNLISTED_LOCAL, 0),
	DROP("dropped by default", ONE, IN),
	DROP("dropped by default", MANY_PREFIXES, IN),
	DROP("dropped by default", NEAR4_256, IN),
	RULE("passed by rule", MANY_PREFIXES, IN),
	RULE("passed by rule, peers in a /24", ONE, IN),
	FLAT("passed by rule, peers in a /24", NEAR4_64, IN),
	FLAT("passed by rule, peers in a /24", NEAR4_256, IN),
	PATH("passed by rule, peers in a /24", NEAR4_256, IN, PLAN_LISTED, 1,
	     .budget = BUDGET_FLAT),
	RULE("passed by rule, peers all over", FAR4_1, IN),
	FLAT("passed by rule, peers all over", FAR4_64, IN),
	FLAT("passed by rule, peers all over", FAR4_256, IN),
	RULE("passed by rule, peers in a /64", NEAR6_1, IN),
	FLAT("passed by rule, peers in a /64", NEAR6_64, IN),
	FLAT("passed by rule, peers in a /64", NEAR6_256, IN),
	RULE("passed by rule, IPv6 all over", FAR6_1, IN),
	FLAT("passed by rule, IPv6 all over", FAR6_64, IN),
	FLAT("passed by rule, IPv6 all over", FAR6_256, IN),
	RULE("passed by rule, source guard", GUARDED, IN),
	RULE("passed by rule, rate", RATED, IN),
	PEERS("in a flow that the peer opened", BY_PEER, IN, IN_FLOW),
	PEERS("in a flow that the peer opened", BY_PEER_256, IN, IN_FLOW),
	DEVICES("in a flow of the device's own", BY_DEVICE, IN, IN_FLOW),
	DEVICES("the same, where peers open too", BY_BOTH, IN, IN_FLOW),
	PEERS("ICMP error about a flow", BY_PEER, IN,
	      .frame.shape = SHAPE_ICMP_ERROR),
	PATH("monitor, would drop", MONITOR, IN, PLAN_LISTED, 0),
	RULE("monitor, passed by rule", MONITOR, IN),
	STRANGER("unlisted, a candidate beside", ONE, IN, BESIDE),
	DROP("dropped, a candidate beside", ONE, IN, BESIDE),
	PASS("passed, a candidate beside", ONE, IN, BESIDE),
	PEERS("in a flow, a candidate beside", BY_PEER, IN, BESIDE),
	EMPTY("empty program", OUT),
	EMPTY("empty program again", OUT),
	STRANGER("unlisted", ONE, OUT),
	STRANGER("unlisted", MANY_PREFIXES, OUT),
	DROP("dropped by default", ONE, OUT),
	DROP("dropped by default", NEAR4_256, OUT),
	RULE("passed by rule", MANY_PREFIXES, OUT),
	RULE("passed by rule, peers in a /24", ONE, OUT),
	FLAT("passed by rule, peers in a /24", NEAR4_64, OUT),
	FLAT("passed by rule, peers in a /24", NEAR4_256, OUT),
	RULE("passed by rule, IPv6 all over", FAR6_1, OUT),
	FLAT("passed by rule, IPv6 all over", FAR6_256, OUT),
	PEERS("in a flow that the peer opened", BY_PEER, OUT, IN_FLOW),
	PEERS("in a flow that the peer opened", BY_PEER_256, OUT, IN_FLOW),
	DEVICES("in a flow of the device's own", BY_DEVICE, OUT, IN_FLOW),
	DEVICES("the same, where peers open too", BY_BOTH, OUT, IN_FLOW),
	PATH("monitor, would drop", MONITOR, OUT, PLAN_LISTED, 0),
	RULE("monitor, passed by rule", MONITOR, OUT),
	STRANGER("unlisted, a candidate beside", ONE, OUT, BESIDE),
	DROP("dropped, a candidate beside", ONE, OUT, BESIDE),
	PASS("passed, a candidate beside", ONE, OUT, BESIDE),
	PEERS("in a flow, a candidate beside", BY_PEER, OUT, BESIDE),

	EMPTY("empty program", IN, ANY_PORT),
	EMPTY("empty program again", IN, ANY_PORT),
	STRANGER("unlisted", ONE, IN, ALL),
	STRANGER("unlisted", MANY_PREFIXES, IN, ALL),
	DROP("dropped by default", ONE, IN, ANY_PORT),
	RULE("passed by rule, peers in a /24", ONE, IN, ANY_PORT),
	FLAT("passed by rule, peers in a /24", NEAR4_256, IN, ANY_PORT),
	PEERS("in a flow that the peer opened", BY_PEER, IN, SOME, IN_FLOW),
	PEERS("in a flow that the peer opened", BY_PEER, IN, ALL),
	DEVICES("in a flow of the device's own", BY_DEVICE, IN, SOME, IN_FLOW),
	DEVICES("in a flow of the device's own", BY_DEVICE, IN, ALL),
	PATH("monitor, would drop", MONITOR, IN, PLAN_LISTED, 0, ANY_PORT),
	RULE("monitor, passed by rule", MONITOR, IN, ANY_PORT),
	STRANGER("unlisted, a candidate beside", ONE, IN, ALL, BESIDE),
	DROP("dropped, a candidate beside", ONE, IN, ANY_PORT, BESIDE),
	PASS("passed, a candidate beside", ONE, IN, ANY_PORT, BESIDE),
	PEERS("in a flow, a candidate beside", BY_PEER, IN, ALL, BESIDE),
	EMPTY("empty program", OUT, ANY_PORT),
	EMPTY("empty program again", OUT, ANY_PORT),
	STRANGER("unlisted", ONE, OUT, ALL),
	STRANGER("unlisted", MANY_PREFIXES, OUT, ALL),
	DROP("dropped by default", ONE, OUT, ANY_PORT),
	RULE("passed by rule, peers in a /24", ONE, OUT, ANY_PORT),
	FLAT("passed by rule, peers in a /24", NEAR4_256, OUT, ANY_PORT),
	PEERS("in a flow that the peer opened", BY_PEER, OUT, SOME, IN_FLOW),
	PEERS("in a flow that the peer opened", BY_PEER, OUT, ALL),
	DEVICES("in a flow of the device's own", BY_DEVICE, OUT, SOME, IN_FLOW),
	DEVICES("in a flow of the device's own", BY_DEVICE, OUT, ALL),
	PATH("monitor, would drop", MONITOR, OUT, PLAN_LISTED, 0, ANY_PORT),
	RULE("monitor, passed by rule", MONITOR, OUT, ANY_PORT),
	STRANGER("unlisted, a candidate beside", ONE, OUT, ALL, BESIDE),
	DROP("dropped, a candidate beside", ONE, OUT, ANY_PORT, BESIDE),
	PASS("passed, a candidate beside", ONE, OUT, ANY_PORT, BESIDE),
	PEERS("in a flow, a candidate beside", BY_PEER, OUT, ALL, BESIDE),
	/* last: they push out what others opened */
	DEVICES("opens a flow", BY_DEVICE, IN, .turns = PATH_ENDLESS,
		.opens = true),
	PEERS("opens a flow", BY_PEER, OUT, .turns = PATH_ENDLESS,
	      .opens = true),
};

const size_t path_count = ARRAY_SIZE(paths);

/* By the frames that may: of peers those out, of devices those in. */
const struct path path_openers[] = {
	PEERS("peers", BY_PEER, OUT, ALL),
	PEERS("peers, the last rule", BY_PEER_256, OUT, SOME),
	DEVICES("devices", BY_DEVICE, IN, ALL),
	DEVICES("devices, where peers may", BY_BOTH, IN, SOME),
};

const size_t path_opener_count = ARRAY_SIZE(path_openers);

int path_rule(const struct path *path)
{
	if (path->plan == PATH_EMPTY)
		return 0;
	return path->frame.rule == PATH_LAST ? path_plans[path->plan].rules :
					       path->frame.rule;
}

const char path_heading[] =
	"         PATH                             PREFIXES RULES  RULE  TURNS";

void path_columns(const struct path *path, char columns[PATH_COLUMNS_MAX])
{
	char prefixes[16] = "-", rules[16] = "-", rule[16] = "-";
	char turns[16] = "-";

	if (path->plan != PATH_EMPTY) {
		snprintf(prefixes, sizeof(prefixes), "%zu",
			 path_plans[path->plan].prefixes);
		snprintf(rules, sizeof(rules), "%d",
			 path_plans[path->plan].rules);
	}
	if (path_rule(path))
		snprintf(rule, sizeof(rule), "%d", path_rule(path));
	if (path->opens)
		snprintf(turns, sizeof(turns), "new");
	else if (path->turns)
		snprintf(turns, sizeof(turns), "%u", path->turns);
	snprintf(columns, PATH_COLUMNS_MAX, "%-8s %-32s %8s %5s %5s %6s",
		 path->frame.direction == LC_INGRESS ? "ingress" : "egress",
		 path->text, prefixes, rules, rule, turns);
}
