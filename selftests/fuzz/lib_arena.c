// SPDX-License-Identifier: GPL-2.0
/*
 * In the place of userspace/base/arena.c: each piece of memory by itself and no
 * longer than it was asked for, so that a step over its end is seen.
 */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct piece {
	struct piece *next;
	void *data;
};

struct arena {
	struct piece *pieces;
	bool failed;
};

struct arena *arena_new(void)
{
	return calloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
	struct piece *piece;

	if (!arena)
		return;
	while ((piece = arena->pieces)) {
		arena->pieces = piece->next;
		free(piece->data);
		free(piece);
	}
	free(arena);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	struct piece *piece = malloc(sizeof(*piece));

	if (!piece)
		goto failed;
	piece->data = calloc(count, size);
	if (!piece->data)
		goto failed;
	piece->next = arena->pieces;
	arena->pieces = piece;
	return piece->data;
failed:
	free(piece);
	arena->failed = true;
	return NULL;
}

char *arena_text(struct arena *arena, const char *text, size_t len)
{
	char *copy = arena_alloc(arena, len + 1, 1);

	if (copy)
		memcpy(copy, text, len);
	return copy;
}

bool arena_failed(const struct arena *arena)
{
	return arena->failed;
}
