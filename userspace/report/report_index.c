// SPDX-License-Identifier: GPL-2.0
/*
 * Which row a few interned texts stand for: a hash over their addresses.
 */
#include "report/report_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct report_index_place {
	const char *keys[REPORT_INDEX_KEYS];
	size_t row; /* one more than it; 0: free */
};

static struct report_index_place *
place_of(const struct report_index *index,
	 const char *const keys[REPORT_INDEX_KEYS])
{
	struct report_index_place *place;
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < REPORT_INDEX_KEYS; i++)
		h = (h ^ (uintptr_t)keys[i]) * 0x9e3779b97f4a7c15ull;
	for (h >>= 20;; h++) {
		place = &index->places[h & (index->size - 1)];
		if (!place->row ||
		    !memcmp(place->keys, keys, sizeof(place->keys)))
			return place;
	}
}

static int grow(struct report_index *index)
{
	struct report_index old = *index;
	size_t i;

	index->size = old.size ? old.size * 2 : 64;
	index->places = calloc(index->size, sizeof(*index->places));
	if (!index->places) {
		*index = old;
		return -1;
	}
	for (i = 0; i < old.size; i++)
		if (old.places[i].row)
			*place_of(index, old.places[i].keys) = old.places[i];
	free(old.places);
	return 0;
}

size_t report_index_row(struct report_index *index,
			const char *const keys[REPORT_INDEX_KEYS], size_t next)
{
	struct report_index_place *place;

	if (index->used * 2 >= index->size && grow(index))
		return REPORT_INDEX_NONE;
	place = place_of(index, keys);
	if (!place->row && next == REPORT_INDEX_NONE)
		return REPORT_INDEX_NONE;
	if (!place->row) {
		memcpy(place->keys, keys, sizeof(place->keys));
		place->row = next + 1;
		index->used++;
	}
	return place->row - 1;
}

void report_index_free(struct report_index *index)
{
	free(index->places);
	*index = (struct report_index){ 0 };
}
