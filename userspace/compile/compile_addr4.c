// SPDX-License-Identifier: GPL-2.0
/*
 * IPv4 ranges as tables by 16, 8 and 8 bits of the address.
 * Where no chunk is left, the entry sends the lookup to the boundaries.
 */
#include "compile/compile_addr.h"

#include <string.h>

/* Along the boundaries in order; at: the first above where the walk is. */
struct walk {
	const struct sweep_result *ranges;
	size_t at;
	size_t chunks; /* in use */
};

/* The entry for the addresses from first on with so many open bits. */
static uint16_t walk_entry(struct lc_rule_slot *slot, struct walk *walk,
			   uint32_t first, unsigned int open)
{
	const struct sweep_result *ranges = walk->ranges;
	uint32_t last = first | ((1u << open) - 1);
	uint16_t *chunk;
	size_t number;
	uint32_t i;

	while (walk->at < ranges->count && ranges->bounds[walk->at].lo <= first)
		walk->at++;
	if (walk->at == ranges->count || ranges->bounds[walk->at].lo > last)
		return ranges->classes[walk->at];
	if (walk->chunks == LC_ADDR4_CHUNKS)
		return LC_ADDR4_SEARCH;
	number = walk->chunks++;
	chunk = slot->addr4_chunk[number];
	for (i = 0; i < 256; i++)
		chunk[i] = walk_entry(slot, walk, first + (i << (open - 8)),
				      open - 8);
	return LC_ADDR4_CHUNK | number;
}

void addr4_fill(struct lc_rule_slot *slot, const struct sweep_result *ranges)
{
	struct walk walk = { .ranges = ranges };
	uint32_t i;

	slot->addr4_ranges = ranges->count;
	for (i = 0; i < ranges->count; i++)
		slot->addr4[i] = ranges->bounds[i].lo;
	memcpy(slot->addr4_class, ranges->classes,
	       (ranges->count + 1) * sizeof(*ranges->classes));
	for (i = 0; i < 65536; i++)
		slot->addr4_first[i] = walk_entry(slot, &walk, i << 16, 16);
}

_Static_assert((LC_ADDR_CLASSES - 1) / LC_ADDR4_SEARCH == 0 &&
		       (LC_ADDR4_CHUNKS - 1) / LC_ADDR4_CHUNK == 0,
	       "an entry has no room");
