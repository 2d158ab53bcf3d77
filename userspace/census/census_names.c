// SPDX-License-Identifier: GPL-2.0
/*
 * Names of attempts: out of their map, in order, found by attempt.
 * Who writes them, and what is a name, is not known here.
 */
#define _GNU_SOURCE /* qsort_r() */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "census/census_parts.h"
#include "census/name_seen.h"
#include "maps/map_batch.h"

#define BATCH 512 /* entries asked for at once */
#define WHOSE offsetof(struct lc_name_key, source) /* octets of the key */

static void add_name(struct census_names *names, const struct lc_name_key *key,
		     const struct lc_name_seen *seen)
{
	struct census_name *name = &names->names[names->count];
	size_t i;

	names->keys[names->count++] = *key;
	name->first = seen->first;
	name->last = seen->last;
	name->seen = seen->seen;
	name->source = key->source;
	memcpy(name->name, seen->name, sizeof(name->name));
	name->name[sizeof(name->name) - 1] = '\0';
	/* who wrote it has seen to that; who prints it may rely on it */
	for (i = 0; name->name[i]; i++)
		if (name->name[i] <= ' ' || name->name[i] > '~')
			name->name[i] = '?';
}

struct reading {
	struct census_names names;
	struct lc_name_key *keys;
	struct lc_name_seen *values;
};

static int add_names(void *to, size_t count)
{
	struct reading *r = to;
	size_t i;

	/* entries that come and go meanwhile may be met twice */
	for (i = 0; i < count && r->names.count < 2 * LC_NAMES_SEEN; i++)
		add_name(&r->names, &r->keys[i], &r->values[i]);
	return 0;
}

int census_names_read(int map_fd, struct census_names *names)
{
	struct reading r = {
		.keys = calloc(BATCH, sizeof(*r.keys)),
		.values = calloc(BATCH, sizeof(*r.values)),
	};
	const struct map_batch batch = {
		.keys = r.keys,
		.values = r.values,
		.room = BATCH,
		.take = add_names,
		.to = &r,
	};
	int err = -ENOMEM;

	r.names.keys = malloc(2 * LC_NAMES_SEEN * sizeof(*r.names.keys));
	r.names.names = malloc(2 * LC_NAMES_SEEN * sizeof(*r.names.names));
	if (r.keys && r.values && r.names.keys && r.names.names)
		err = map_batch_each(map_fd, &batch);
	if (err)
		census_names_free(&r.names);
	else
		err = census_names_order(&r.names);
	free(r.keys);
	free(r.values);
	if (!err)
		*names = r.names;
	return err;
}

static int by_whose(const void *left, const void *right, void *arg)
{
	const struct census_names *names = arg;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	int order = memcmp(&names->keys[a], &names->keys[b], WHOSE);

	if (!order)
		order = (names->names[a].last < names->names[b].last) -
			(names->names[a].last > names->names[b].last);
	if (!order)
		order = strcmp(names->names[a].name, names->names[b].name);
	if (!order)
		order = names->names[a].source - names->names[b].source;
	return order;
}

static bool same_name(const struct lc_name_key *a, const struct lc_name_key *b)
{
	return !memcmp(a, b, WHOSE) && a->source == b->source &&
	       a->hash == b->hash;
}

int census_names_order(struct census_names *names)
{
	size_t i, count = names->count;
	struct census_names new = { 0 };
	uint32_t *order = malloc((count + 1) * sizeof(*order));

	new.keys = malloc((count + 1) * sizeof(*new.keys));
	new.names = malloc((count + 1) * sizeof(*new.names));
	if (!order || !new.keys || !new.names) {
		free(order);
		census_names_free(&new);
		census_names_free(names);
		return -ENOMEM;
	}
	for (i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), by_whose, names);
	for (i = 0; i < count; i++) {
		if (new.count &&
		    same_name(&new.keys[new.count - 1], &names->keys[order[i]]))
			continue;
		new.keys[new.count] = names->keys[order[i]];
		new.names[new.count++] = names->names[order[i]];
	}
	free(order);
	census_names_free(names);
	*names = new;
	return 0;
}

void census_names_free(struct census_names *names)
{
	free(names->keys);
	free(names->names);
	*names = (struct census_names){ 0 };
}

const struct census_name *census_names_of(const struct census_names *names,
					  const struct lc_attempt *attempt,
					  size_t *count)
{
	const struct lc_name_key key = name_seen_whose(attempt);
	size_t low = 0, high = names->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (memcmp(&names->keys[middle], &key, WHOSE) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*count = 0; low + *count < names->count; (*count)++)
		if (memcmp(&names->keys[low + *count], &key, WHOSE))
			break;
	return *count ? &names->names[low] : NULL;
}
