// SPDX-License-Identifier: GPL-2.0
/*
 * Arrays, and hashes of which the LRU ones give up what was least used of late.
 * One thread; no memory ends the process.
 */
#include "cross/maps.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAPS 32
#define NOWHERE UINT32_MAX
#define STRIDE(size) (((size) + 7) & ~(size_t)7)

struct map {
	const void *id;
	struct map_shape shape;
	char *values;
	/* hashes */
	char *keys;
	uint32_t *first; /* of a bucket */
	uint32_t *next; /* of an entry */
	unsigned char *used; /* since the hand passed */
	uint32_t count;
	uint32_t hand; /* the next that may have to go */
};

static struct map maps[MAPS];

static void *room(size_t count, size_t size)
{
	void *mem = calloc(count, size);

	if (!mem) {
		fputs("cross: out of memory\n", stderr);
		exit(1);
	}
	return mem;
}

static struct map *map_of(const void *id)
{
	unsigned int i;

	for (i = 0; i < MAPS; i++) {
		if (!maps[i].id)
			maps[i].id = id;
		if (maps[i].id == id)
			return &maps[i];
	}
	fputs("cross: more maps than there is room for\n", stderr);
	exit(1);
}

static struct map *map_open(const void *id, struct map_shape shape)
{
	struct map *map = map_of(id);

	if (map->shape.type)
		return map;
	map->shape = shape;
	if (!map->values)
		map->values = room(shape.entries, STRIDE(shape.value));
	if (shape.type != BPF_MAP_TYPE_HASH &&
	    shape.type != BPF_MAP_TYPE_LRU_HASH)
		return map;
	map->keys = room(shape.entries, shape.key);
	map->next = room(shape.entries, sizeof(*map->next));
	map->used = room(shape.entries, 1);
	map->first = room(shape.entries, sizeof(*map->first));
	memset(map->first, 0xff, shape.entries * sizeof(*map->first));
	return map;
}

void map_place(const void *id, void *elements)
{
	map_of(id)->values = elements;
}

static void *value_at(const struct map *map, uint32_t at)
{
	return map->values + at * STRIDE(map->shape.value);
}

static uint32_t *bucket(const struct map *map, const void *key)
{
	const unsigned char *byte = key;
	uint64_t hash = 0xcbf29ce484222325ull; /* FNV-1a */
	size_t i;

	for (i = 0; i < map->shape.key; i++)
		hash = (hash ^ byte[i]) * 0x100000001b3ull;
	return &map->first[(hash ^ hash >> 32) % map->shape.entries];
}

static uint32_t entry_find(const struct map *map, const void *key)
{
	size_t size = map->shape.key;
	uint32_t at = *bucket(map, key);

	while (at != NOWHERE && memcmp(map->keys + at * size, key, size))
		at = map->next[at];
	return at;
}

static void entry_unlink(struct map *map, uint32_t at)
{
	uint32_t *link = bucket(map, map->keys + at * map->shape.key);

	while (*link != at)
		link = &map->next[*link];
	*link = map->next[at];
}

/* Room for one more; an LRU map always has it. */
static uint32_t entry_room(struct map *map)
{
	uint32_t at;

	if (map->count < map->shape.entries)
		return map->count++;
	if (map->shape.type != BPF_MAP_TYPE_LRU_HASH)
		return NOWHERE;
	while (map->used[map->hand]) {
		map->used[map->hand] = 0;
		map->hand = (map->hand + 1) % map->shape.entries;
	}
	at = map->hand;
	map->hand = (at + 1) % map->shape.entries;
	entry_unlink(map, at);
	return at;
}

void *map_lookup(const void *id, struct map_shape shape, const void *key)
{
	struct map *map = map_open(id, shape);
	uint32_t at;

	if (!map->keys) {
		memcpy(&at, key, sizeof(at));
		return at < shape.entries ? value_at(map, at) : NULL;
	}
	at = entry_find(map, key);
	if (at == NOWHERE)
		return NULL;
	map->used[at] = 1;
	return value_at(map, at);
}

long map_update(const void *id, struct map_shape shape, const void *key,
		const void *value, unsigned long long flags)
{
	void *old = map_lookup(id, shape, key);
	struct map *map = map_of(id);
	uint32_t at, *first;

	if (old && flags == BPF_NOEXIST)
		return -EEXIST;
	if (!old) {
		at = map->keys ? entry_room(map) : NOWHERE;
		if (at == NOWHERE)
			return -E2BIG;
		memcpy(map->keys + at * shape.key, key, shape.key);
		first = bucket(map, key);
		map->next[at] = *first;
		*first = at;
		old = value_at(map, at);
	}
	memcpy(old, value, shape.value);
	return 0;
}
