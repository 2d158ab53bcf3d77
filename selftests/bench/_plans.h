/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The policies that are measured, and frames that meet a rule of them.
 * Measures nothing.
 */
#ifndef LENSCAP_BENCH_PLANS_H
#define LENSCAP_BENCH_PLANS_H

#include <lenscap.h>
#include <stddef.h>

#include "replay/offline.h"

#define PLAN_LISTED 0x4419b6 /* first three octets of the listed devices */
#define PLAN_FRAME_MAX 128

/* Where the peers of the rules are. */
enum plan_peers { PEERS_NEAR4, PEERS_FAR4, PEERS_NEAR6, PEERS_FAR6 };

/* Rule 1 up to rules has a peer of its own and port 1000 plus its number. */
struct plan {
	size_t prefixes; /* MAC prefixes */
	int rules;
	enum plan_peers peers;
	const char *initiated; /* by: either, peer, device */
	const char *more; /* lines of the group, or NULL */
	const char *rule; /* one more rule, or NULL */
};

/* What stands in a frame between a device and the peer of a rule. */
enum plan_shape {
	SHAPE_TCP,
	SHAPE_ICMP_ERROR, /* about a TCP packet the other way */
};

struct plan_frame {
	enum lc_direction direction;
	enum plan_shape shape;
	unsigned int oui; /* of the device */
	int rule; /* whose peer it is; 0: the peer of none */
	unsigned short port; /* of the device; 0: the rule's */
	unsigned short peer_port; /* 0: the rule's */
};

/*
 * Write it as a policy and compile that. 0, or a negative errno with errors
 * printed; the caller calls offline_free() in every case.
 */
int plan_compile(const struct plan *plan, struct offline *offline);

/* At most PLAN_FRAME_MAX octets into data; how many. */
size_t plan_frame(const struct plan *plan, const struct plan_frame *frame,
		  unsigned char *data);

#endif
