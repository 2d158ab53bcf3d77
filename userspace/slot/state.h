/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is in force and whether it is whole: the ports as they are, and what
 * deserves a warning. For status, apply and metrics; how they print it is theirs.
 */
#ifndef LENSCAP_STATE_H
#define LENSCAP_STATE_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>

#include "guard/guard_look.h"
#include "permit/permit.h"
#include "port/native.h"
#include "slot/live.h"

struct state_port {
	unsigned int ifindex; /* 0: it is not here */
	char name[IFNAMSIZ];
	char driver[32];
	char renamed[IFNAMSIZ]; /* what the attached device is called now, or "" */
	bool replaced; /* name and ifindex are of a device that took the name */
	bool away; /* with our programs on it, in another network namespace */
	bool in_policy;
	bool vlan_zones; /* its zones are told apart by VLAN */
	enum native_offer offer; /* of the driver, now */
	struct attach_state attached;
	enum guard_shut shut;
};

struct state {
	struct state_port *ports; /* by name */
	size_t port_count;
	bool saved; /* boot would apply what is in force */
	bool whole; /* all of the policy is attached, and guarded if it should */
	struct guard_look guard;
	bool fallback; /* its tables stand in this network namespace */
	bool shut; /* the guard closed a port that the policy names */
	struct permits permits; /* those that are active */
	char **warnings;
	size_t warning_count;
};

/* Look. state_dir: where running.yaml stands. 0 or -ENOMEM. */
int state_look(const struct live *live, const char *state_dir,
	       struct state **state);
void state_free(struct state *state);

/* What to tell of the fallback's tables where they stand. */
extern const char state_fallback_text[];

/* "native", "generic", or NULL for 0; likewise "tcx", "clsact". */
const char *xdp_mode_text(enum lc_xdp_mode mode);
const char *tc_kind_text(enum lc_tc_kind kind);

#endif
