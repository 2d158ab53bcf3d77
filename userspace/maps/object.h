/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The programs and maps in the kernel, as file descriptors: loaded anew from
 * the BPF object, or (pins.h) taken from where they are pinned.
 */
#ifndef LENSCAP_OBJECT_H
#define LENSCAP_OBJECT_H

#include <lenscap.h>
#include <stdbool.h>

#include "base/fault.h"

enum object_map {
	OBJECT_HOT, /* struct lc_hot, the global data */
	OBJECT_RULES,
	OBJECT_ADDR6,
	OBJECT_COUNTERS,
	OBJECT_NAMES,
	OBJECT_INFO,
	OBJECT_PORTS,
	OBJECT_GRACE,
	OBJECT_FLOWS_PEER,
	OBJECT_FLOWS_DEVICE,
	OBJECT_RATES,
	OBJECT_CONFIRM, /* only programs write it */
	OBJECT_PERMITS,
	OBJECT_PERMIT_NOTES,
	OBJECT_PERMIT_MACS,
	OBJECT_PERMIT_TIMERS, /* only programs write it */
	OBJECT_SHADOW_CPU,
	OBJECT_SHADOW_ROWS,
	OBJECT_SHADOW_IN, /* where lenscap_ingress calls on; empty but for shadow.h */
	OBJECT_SHADOW_OUT,
	OBJECT_CENSUS, /* struct lc_census for each processor; see its last */
	OBJECT_EVENTS,
	OBJECT_ATTEMPT_NAMES, /* userspace alone reads and writes it */
	OBJECT_REPLAY, /* private copies only */
	OBJECT_MAP_MAX,
};

enum object_prog {
	OBJECT_INGRESS = LC_INGRESS,
	OBJECT_EGRESS = LC_EGRESS,
	OBJECT_SWITCH, /* lenscap_switch; none in private copies */
	OBJECT_PERMIT, /* lenscap_permit; likewise */
	OBJECT_PROG_MAX,
};

/* Descriptors are -1 where there is none. The owner calls object_close(). */
struct object {
	int maps[OBJECT_MAP_MAX];
	int progs[OBJECT_PROG_MAX];
	bool can_shadow; /* of what was loaded: for lc_control */
};

#define OBJECT_NONE                                            \
	{                                                      \
		.maps = { [0 ... OBJECT_MAP_MAX - 1] = -1 },   \
		.progs = { [0 ... OBJECT_PROG_MAX - 1] = -1 }, \
	}

/*
 * Load programs and maps anew: nothing pinned, nothing attached, both slots
 * empty. The control block has its magic, version and namespace filled in.
 * replay: a private copy whose programs listen to the replay map.
 * 0, or a negative errno with the cause in fault and *obj untouched.
 */
int object_load(bool replay, struct object *obj, struct fault *fault);

/*
 * Load this build's programs onto the maps of another object: *obj gets the
 * programs alone. Maps in base that this build does not know are left alone.
 */
int object_load_onto(const struct object *base, struct object *obj,
		     struct fault *fault);

/*
 * Load the programs that a candidate needs (bpf/shadow.h) onto the maps of an
 * object, into its program arrays. 0 or a negative errno with the cause in
 * fault.
 */
int object_load_shadow(const struct object *base, struct fault *fault);

/*
 * Which build of the BPF object this command holds: the first eight octets of
 * its SHA-256, as a number. Not 0.
 */
__u64 object_build(void);

/* Close all descriptors; harmless on OBJECT_NONE. What is pinned lives on. */
void object_close(struct object *obj);

/* Name of a map as pinned, NULL for one that never is. */
const char *object_pin_name(enum object_map map);

/* Name of a program as pinned. */
const char *object_prog_name(enum object_prog prog);

/* Keep what libbpf has to say for the fault, off standard error. */
void object_quiet(void);

/* SO_NETNS_COOKIE of this process's network namespace; 0 if there is none. */
__u64 object_netns_cookie(void);

#endif
