/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard's table of a policy, as netlink attributes in one piece of memory.
 * How it gets to the guard is guard.h, to the boot file guard_file.h.
 */
#ifndef LENSCAP_GUARD_TABLE_H
#define LENSCAP_GUARD_TABLE_H

#include <lenscap_guard.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy/listing.h"

struct netdevs;
struct nlmsghdr;

/* A message for TABLE_STAGE whose headers are still to be filled in. */
struct guard_table {
	struct nlmsghdr *msg; /* headers, then the attributes */
	uint8_t id[LCG_ID_BYTES];
	size_t prefixes;
};

/* What is to be done about what a device sends, where no policy stands. */
enum guard_effect {
	GUARD_EFFECT_NONE, /* it is not listed there */
	GUARD_EFFECT_LISTED,
	GUARD_EFFECT_EXEMPT, /* monitor: nothing is to be dropped */
	GUARD_EFFECT_MAX
};

struct guard_table_input {
	const struct policy *policy;
	const struct site *site;
	const struct listing *listing;
	const struct netdevs *devs; /* see guard_places_make() */
	bool names_only; /* for another boot, when ifindexes are others */
};

/* group: its index + 1, 0 where the device is in none. */
enum guard_effect guard_effect(const struct policy *policy, unsigned int group,
			       bool zone_monitor);

/*
 * The same input makes the same bytes. 0, -E2BIG (more places or classes than
 * the guard takes) or -ENOMEM; *table is the caller's, guard_table_free().
 */
int guard_table_make(const struct guard_table_input *input,
		     struct guard_table **table);
void guard_table_free(struct guard_table *table);

/* The attributes alone. */
const void *guard_table_attrs(const struct guard_table *table, size_t *len);

/* An identity of 64 hex digits as the guard has it, and back. 0 or -EINVAL. */
int guard_id_parse(const char *sha256, uint8_t id[LCG_ID_BYTES]);
void guard_id_format(const uint8_t id[LCG_ID_BYTES], char sha256[65]);

#endif
