/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Random policies, as YAML and as a model that judges in the plainest way:
 * rule by rule, prefix by prefix. No test of its own.
 */
#ifndef LIB_MODEL_H
#define LIB_MODEL_H

#include <stdio.h>

#include "lib_compile.h"

#define MODEL_GROUPS LC_MAX_GROUPS
#define MODEL_ENDPOINTS 40
#define MODEL_PREFIXES 12
#define MODEL_RANGES 3
#define MODEL_INTERFACES 3
#define MODEL_ZONES 2

struct model_rule {
	char name[32];
	bool any;
	bool router;
	enum lc_rule_kind kind;
	enum rule_proto proto;
	struct addr_prefix prefixes[MODEL_PREFIXES];
	unsigned int prefix_count;
	struct port_range ports[MODEL_RANGES];
	unsigned int port_count;
	char peer[400]; /* in YAML */
};

struct model_group {
	uint64_t oui;
	int interface; /* where it is listed, as a zone; -1: everywhere */
	bool monitor;
	bool default_pass;
	unsigned int rule_count;
	struct model_rule rules[LC_MAX_GROUP_RULES];
};

/* Interfaces lan0, lan1, ...; hall and gate are VLANs of the first. */
struct model {
	bool monitor;
	bool zone_monitor[MODEL_ZONES];
	struct addr_prefix own[MODEL_INTERFACES][2]; /* IPv4, IPv6 */
	struct addr_prefix endpoints[MODEL_ENDPOINTS][4];
	unsigned int group_count;
	struct model_group groups[MODEL_GROUPS];
};

#define MODEL_HALL 101u
#define MODEL_GATE 102u

/*
 * openers: of rules that open flows too. The YAML says "either" for them, and
 * whoever loads it must set the kinds.
 */
void model_make(struct rng *rng, struct model *model, unsigned int groups,
		unsigned int rules, bool openers);
void model_write(const struct model *model, FILE *out);

/* How a frame of a listed device must come out. */
struct model_verdict {
	bool pass;
	bool monitor;
	enum lc_reason reason;
	int rule; /* index in its group, -1: none */
};

/* The group's index, or -1 where the device is not listed. */
int model_group(const struct model *model, const struct lc_frame *f);
struct model_verdict model_judge(const struct model *model,
				 const struct lc_frame *f);

#endif
