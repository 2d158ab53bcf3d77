/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tables in which a slot looks up an address's class, from ranges and
 * prefixes. Private to the compiler; which classes there are is sweep.c's.
 */
#ifndef LENSCAP_COMPILE_ADDR_H
#define LENSCAP_COMPILE_ADDR_H

#include <lenscap.h>

#include "compile/sweep.h"

/* first: with all bits behind the prefix's own zero. */
struct addr6_prefix {
	struct sweep_key first;
	unsigned int bits; /* 0..128 */
};

struct addr6_prefixes {
	struct addr6_prefix *items;
	size_t count;
	size_t room;
};

/* 0 or -ENOMEM. */
int addr6_prefixes_add(struct addr6_prefixes *prefixes, struct sweep_key first,
		       unsigned int bits);
void addr6_prefixes_free(struct addr6_prefixes *prefixes);

/* What the ranges say, into a slot that is all zero. Ranges must fit it. */
void addr4_fill(struct lc_rule_slot *slot, const struct sweep_result *ranges);

/*
 * The same for IPv6. prefixes: those the ranges were swept from; they are
 * sorted here. Too many of them only means that lookups search. 0 or -ENOMEM.
 */
int addr6_fill(struct lc_addr6_slot *slot, const struct sweep_result *ranges,
	       struct addr6_prefixes *prefixes);

#endif
