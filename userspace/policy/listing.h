/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which MAC prefix belongs to which group in which zone (DESIGN 4, 1).
 * Not how a frame finds it: compile_prefixes.c makes the table.
 */
#ifndef LENSCAP_LISTING_H
#define LENSCAP_LISTING_H

#include "policy/site.h"

struct vendor_table;

struct listing_entry {
	uint64_t mac; /* first octet in bits 47..40, low bits zero */
	uint8_t bits; /* 24, 28, 36 or 48 */
	int vendor; /* index into the vendor table, -1 unknown */
	uint32_t vector; /* index into vectors */
	uint8_t elsewhere; /* group index + 1, or 0, in no zone of the site */
};

/* For one zone each: group index + 1, or 0 where the prefix is not listed. */
struct listing_vector {
	uint8_t group[LC_ZONE_SLOTS];
};

struct listing {
	struct listing_entry *entries; /* no prefix twice; sorted by mac, bits */
	size_t count;
	struct listing_vector *vectors; /* each once */
	size_t vector_count;
};

/*
 * Resolve the groups' vendors, prefixes and macs over the zones of site. Ties
 * and limits exceeded are errors in diag, return -EINVAL. Caller frees.
 */
int listing_make(const struct policy *policy, const struct site *site,
		 const struct vendor_table *vendors, struct diag *diag,
		 struct listing **listing);
void listing_free(struct listing *listing);

#endif
