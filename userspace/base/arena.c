// SPDX-License-Identifier: GPL-2.0
/*
 * Memory that is freed all at once.
 * Knows nothing about what stands in it.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 65536
#define ALIGNMENT 16

struct block {
	struct block *next;
	char *data;
};

struct arena {
	struct block *blocks;
	char *free;
	size_t left;
	bool failed;
};

struct arena *arena_new(void)
{
	return calloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
	struct block *block;

	if (!arena)
		return;
	while ((block = arena->blocks)) {
		arena->blocks = block->next;
		free(block->data);
		free(block);
	}
	free(arena);
}

static char *new_block(struct arena *arena, size_t size)
{
	struct block *block = malloc(sizeof(*block));

	if (!block)
		return NULL;
	block->data = calloc(1, size);
	if (!block->data) {
		free(block);
		return NULL;
	}
	block->next = arena->blocks;
	arena->blocks = block;
	return block->data;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	size_t total;
	char *data;

	if (__builtin_mul_overflow(count, size, &total) ||
	    total > SIZE_MAX - ALIGNMENT)
		goto failed;
	total = (total + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	/* Large things stand alone, so that the block in use is not lost. */
	if (total > BLOCK_SIZE / 4) {
		data = new_block(arena, total);
		if (!data)
			goto failed;
		return data;
	}
	if (total > arena->left) {
		data = new_block(arena, BLOCK_SIZE);
		if (!data)
			goto failed;
		arena->free = data;
		arena->left = BLOCK_SIZE;
	}
	data = arena->free;
	arena->free += total;
	arena->left -= total;
	return data;
failed:
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
