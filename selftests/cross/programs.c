// SPDX-License-Identifier: GPL-2.0
/*
 * bpf/ as C: the same source, its helpers from helpers/, its maps from maps.h.
 * No judgement of its own.
 */
#include "cross/programs.h"

/* The global data is shared with userspace as it is in the kernel. */
#define lenscap_hot (*lenscap_hot_at)
#define LENSCAP_WITH_MAPS
#pragma GCC diagnostic ignored "-Wmissing-prototypes"

#include "../../bpf/lenscap.bpf.c"

/* Set before they are loaded; here, where they are compiled. */
const volatile bool lc_replay_on = true;

void programs_place(struct lc_hot *hot, void *rules, void *addr6,
		    struct lc_replay *block)
{
	lenscap_hot_at = hot;
	map_place(&rule_slots, rules);
	map_place(&addr6_slots, addr6);
	map_place(&replay, block);
}

void programs_run(enum lc_direction direction, void *data, size_t size)
{
	struct xdp_md xdp = {
		.data = (long)data,
		.data_end = (long)data + size,
	};
	struct __sk_buff skb = {
		.data = (long)data,
		.data_end = (long)data + size,
		.len = size,
	};

	if (direction == LC_INGRESS)
		lenscap_ingress(&xdp);
	else
		lenscap_egress(&skb);
}
