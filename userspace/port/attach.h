/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The programs on a device: put there, looked up, taken off again.
 * Which devices, and in what order with a switch, is the commands' business.
 */
#ifndef LENSCAP_ATTACH_H
#define LENSCAP_ATTACH_H

#include <lenscap.h>
#include <stdbool.h>

#include "base/fault.h"
#include "maps/object.h"
#include "policy/policy.h"

/* Set by tests: "clsact" is taken where the kernel has tcx, too. */
#define ATTACH_FORCE_TC "LENSCAP_TC"

/* Where to attach to, and from what; borrowed. */
struct attach {
	const char *dir; /* the pin directory */
	const struct object *obj;
	bool foreign; /* the devices are in another namespace */
};

struct attach_want {
	unsigned int ifindex;
	const char *name;
	enum xdp_choice xdp;
	bool vlan_zones; /* receive VLAN offload must be off */
	bool native_blind; /* xdp is generic for the kind of device */
};

/* What attach_port() changed, for attach_undo(). */
enum attach_change {
	ATTACH_NEW = 1 << 0, /* the port was not attached before */
	ATTACH_XDP = 1 << 1, /* the program, or its mode */
	ATTACH_TC = 1 << 2,
	ATTACH_RXVLAN = 1 << 3, /* turned off */
};

/* As it is, looked up in the kernel. */
struct attach_state {
	bool ingress; /* our program is attached, of whatever build */
	enum lc_xdp_mode xdp_mode; /* 0 where not attached */
	bool egress;
	enum lc_tc_kind tc_kind; /* 0 where not attached */
	bool first; /* no tcx program stands before ours */
	int rx_vlan_strip; /* 1, 0, or negative: not to be told */
	enum lc_generic_cause generic_cause; /* as noted when it was attached */
	char refusal[104]; /* the kernel's words to that, or "" */
};

/*
 * Make it so: attach what is missing, repair what was taken off, leave what
 * stands. Never takes another's program off. Adds enum attach_change bits to
 * *changes also when it fails. 0 or a negative errno with the cause in fault.
 */
int attach_port(const struct attach *at, const struct attach_want *want,
		unsigned int *changes, struct fault *fault);

/* Take back what a failed apply changed. What cannot be is left. */
void attach_undo(const struct attach *at, const struct attach_want *want,
		 unsigned int changes);

/*
 * After the switch: restore what the policy before needed and this one does
 * not. 0 or a negative errno with the cause in fault.
 */
int attach_settle(const struct attach *at, const struct attach_want *want,
		  struct fault *fault);

/*
 * Take both programs off and put the device back as it was. A device that is
 * gone is no failure. 0 or a negative errno with the cause in fault.
 */
int attach_remove(const struct attach *at, unsigned int ifindex,
		  struct fault *fault);

/* Look; nothing is changed. */
void attach_look(const struct attach *at, unsigned int ifindex,
		 struct attach_state *state);

/* Is our program attached in that direction? Far cheaper than all of the look. */
bool attach_on(const struct attach *at, enum lc_direction dir,
	       unsigned int ifindex);

/* What apply noted about the port: 0, or -ENOENT. */
int attach_note(const struct attach *at, unsigned int ifindex,
		struct lc_port *port);

/* True when no link pinned in dir is attached to a device any more. */
bool attach_all_dead(const char *dir);

/*
 * Without changing anything: does another XDP program hold the port? 0, or
 * -EBUSY with the cause in fault. For a dry run.
 */
int attach_check(const struct attach *at, const struct attach_want *want,
		 struct fault *fault);

#endif
