/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory that is freed all at once.
 * Knows nothing about what stands in it.
 */
#ifndef LENSCAP_ARENA_H
#define LENSCAP_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* NULL when out of memory. */
struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Zeroed memory for count things of size bytes; NULL when out of memory. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* A copy of len bytes and a final NUL. */
char *arena_text(struct arena *arena, const char *text, size_t len);

/* True once any request has failed: one check at the end is enough. */
bool arena_failed(const struct arena *arena);

#endif
