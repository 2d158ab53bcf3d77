/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Would a flow that is open now go on under a slot? Judged by the code of the
 * programs, in plain memory. Where flows come from is flow_end.h.
 */
#ifndef LENSCAP_FLOW_JUDGE_H
#define LENSCAP_FLOW_JUDGE_H

#include <lenscap.h>
#include <stdbool.h>

struct permits;

/*
 * The parts of a slot, as they stand in the maps or come from the compiler, and
 * which permits are active beside it (NULL: none).
 */
struct flow_slot {
	const struct lc_hot_slot *hot;
	const struct lc_rule_slot *rules;
	const struct lc_addr6_slot *addr6;
	const struct permits *permits;
};

/* Where a frame of it might pass: ifindex, and the first tag's VLAN or 0. */
struct flow_place {
	unsigned int ifindex;
	unsigned int vlan;
};

/* A flow as it stands in a table. opener: that of the table. */
struct flow_seen {
	struct lc_flow_key key;
	struct lc_flow flow;
	enum lc_direction opener;
};

/*
 * now: the programs' coarse clock in ns (flow_clock.h). Alive: the programs
 * would still find it, and neither FIN nor RST was seen.
 */
bool flow_alive_now(const struct flow_seen *seen, __u64 now);

/* The group id of the device there, 0 where it is unlisted or no port is. */
unsigned int flow_group(const struct flow_slot *slot,
			const struct flow_place *place, __u64 mac);

/*
 * True when frames of it pass there, whichever way: within the flow, or by
 * what else the slot says after each end has sent one. Nothing is changed.
 */
bool flow_goes_on(const struct flow_slot *slot, const struct flow_place *place,
		  const struct flow_seen *seen, __u64 now);

#endif
