// SPDX-License-Identifier: GPL-2.0
/*
 * Rule vectors, each stored once, and rows of references to them.
 * Which rules are in a vector is for compile_rules.c to say.
 */
#include "compile/compile_parts.h"

#include <errno.h>
#include <string.h>

static uint64_t vector_hash(const struct lc_vector *vector)
{
	uint64_t hash = 0;
	size_t i;

	for (i = 0; i < LC_RULE_WORDS; i++)
		hash = (hash ^ vector->word[i]) * 0x9e3779b97f4a7c15ull +
		       (hash >> 29);
	return hash ^ hash >> 32;
}

int compile_vector(struct compile *c, const struct lc_vector *vector)
{
	struct lc_vector *vectors = c->image->rules.vectors;
	size_t mask = LC_VECTORS * 2 - 1, at = vector_hash(vector) & mask;

	for (; c->vector_index[at]; at = (at + 1) & mask)
		if (!memcmp(&vectors[c->vector_index[at] - 1], vector,
			    sizeof(*vector)))
			return c->vector_index[at] - 1;
	if (c->vector_count == LC_VECTORS)
		return compile_limit(c, "different sets of rules that match",
				     LC_VECTORS);
	vectors[c->vector_count] = *vector;
	c->vector_index[at] = ++c->vector_count;
	return c->vector_count - 1;
}

int compile_refs(struct compile *c, size_t count)
{
	size_t first = c->ref_count;

	if (count > LC_VECTOR_REFS - first)
		return compile_limit(
			c, "groups times classes of addresses and ports",
			LC_VECTOR_REFS);
	c->ref_count += count;
	return first;
}
