// SPDX-License-Identifier: GPL-2.0
/*
 * A sweep line over the ends of all ranges, in order.
 * Which class a set of marks is, is looked up by hash and compared in full.
 */
#include "compile/sweep.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int key_compare(const struct sweep_key *a, const struct sweep_key *b)
{
	if (a->hi != b->hi)
		return a->hi < b->hi ? -1 : 1;
	if (a->lo != b->lo)
		return a->lo < b->lo ? -1 : 1;
	return 0;
}

static int event_compare(const void *a, const void *b)
{
	const struct sweep_event *x = a, *y = b;

	return key_compare(&x->at, &y->at);
}

static uint64_t set_hash(const uint64_t *set)
{
	uint64_t hash = 0;
	size_t i;

	for (i = 0; i < SWEEP_WORDS; i++)
		hash = (hash ^ set[i]) * 0x9e3779b97f4a7c15ull + (hash >> 29);
	return hash ^ hash >> 32;
}

static int classes_reindex(struct sweep_classes *classes, size_t size)
{
	uint32_t *index = calloc(size, sizeof(*index));
	size_t i, at;

	if (!index)
		return -ENOMEM;
	for (i = 0; i < classes->count; i++) {
		at = set_hash(classes->sets[i]) & (size - 1);
		while (index[at])
			at = (at + 1) & (size - 1);
		index[at] = i + 1;
	}
	free(classes->index);
	classes->index = index;
	classes->index_size = size;
	return 0;
}

static int classes_grow(struct sweep_classes *classes)
{
	size_t room = classes->room ? classes->room * 2 : 64;
	void *sets = realloc(classes->sets, room * sizeof(*classes->sets));

	if (!sets)
		return -ENOMEM;
	classes->sets = sets;
	classes->room = room;
	return classes_reindex(classes, room * 4);
}

/* The class of a set, new if it has to be; or a negative errno. */
static int classes_find(struct sweep_classes *classes, const uint64_t *set)
{
	size_t at;
	int err;

	if (classes->count == classes->room) {
		err = classes_grow(classes);
		if (err)
			return err;
	}
	at = set_hash(set) & (classes->index_size - 1);
	for (; classes->index[at]; at = (at + 1) & (classes->index_size - 1))
		if (!memcmp(classes->sets[classes->index[at] - 1], set,
			    sizeof(*classes->sets)))
			return classes->index[at] - 1;
	if (classes->count > UINT16_MAX)
		return -E2BIG;
	memcpy(classes->sets[classes->count], set, sizeof(*classes->sets));
	classes->index[at] = ++classes->count;
	return classes->count - 1;
}

int sweep_classes_init(struct sweep_classes *classes)
{
	static const uint64_t empty[SWEEP_WORDS];
	int class;

	memset(classes, 0, sizeof(*classes));
	class = classes_find(classes, empty);
	if (class < 0)
		sweep_classes_free(classes);
	return class < 0 ? class : 0;
}

void sweep_classes_free(struct sweep_classes *classes)
{
	free(classes->sets);
	free(classes->index);
	memset(classes, 0, sizeof(*classes));
}

bool sweep_classes_has(const struct sweep_classes *classes, size_t class,
		       unsigned int mark)
{
	return classes->sets[class][mark / 64] >> (mark % 64) & 1;
}

static int event_add(struct sweep *sweep, struct sweep_key at,
		     unsigned int mark, bool begin)
{
	size_t room = sweep->room ? sweep->room * 2 : 256;
	void *events;

	if (sweep->count == sweep->room) {
		events = realloc(sweep->events, room * sizeof(*sweep->events));
		if (!events)
			return -ENOMEM;
		sweep->events = events;
		sweep->room = room;
	}
	sweep->events[sweep->count++] = (struct sweep_event){
		.at = at,
		.mark = mark,
		.begin = begin,
	};
	return 0;
}

int sweep_add(struct sweep *sweep, struct sweep_key first,
	      struct sweep_key last, bool open, unsigned int mark)
{
	int err = event_add(sweep, first, mark, true);

	if (err || open)
		return err;
	if (!++last.lo)
		last.hi++;
	return event_add(sweep, last, mark, false);
}

/* What the line is in at the moment: how often each mark, and which at all. */
struct sweep_state {
	uint32_t depth[SWEEP_MARKS];
	uint64_t set[SWEEP_WORDS];
};

static void state_step(struct sweep_state *state, const struct sweep_event *e)
{
	uint64_t bit = 1ull << (e->mark % 64);

	if (e->begin && !state->depth[e->mark]++)
		state->set[e->mark / 64] |= bit;
	else if (!e->begin && !--state->depth[e->mark])
		state->set[e->mark / 64] &= ~bit;
}

static int sweep_walk(const struct sweep *sweep, struct sweep_classes *classes,
		      struct sweep_result *result, struct sweep_state *state)
{
	struct sweep_key at;
	int class = 0;
	size_t i = 0;

	result->classes[0] = 0;
	while (i < sweep->count) {
		at = sweep->events[i].at;
		for (; i < sweep->count &&
		       !key_compare(&sweep->events[i].at, &at);
		     i++)
			state_step(state, &sweep->events[i]);
		class = classes_find(classes, state->set);
		if (class < 0)
			return class;
		if (class == result->classes[result->count])
			continue;
		result->bounds[result->count++] = at;
		result->classes[result->count] = class;
	}
	return 0;
}

int sweep_run(struct sweep *sweep, struct sweep_classes *classes,
	      struct sweep_result *result)
{
	struct sweep_result made = { 0 };
	struct sweep_state *state;
	int err = -ENOMEM;

	if (sweep->count)
		qsort(sweep->events, sweep->count, sizeof(*sweep->events),
		      event_compare);
	made.bounds = calloc(sweep->count + 1, sizeof(*made.bounds));
	made.classes = calloc(sweep->count + 1, sizeof(*made.classes));
	state = calloc(1, sizeof(*state));
	if (made.bounds && made.classes && state)
		err = sweep_walk(sweep, classes, &made, state);
	free(state);
	if (err)
		sweep_result_free(&made);
	else
		*result = made;
	return err;
}

void sweep_result_free(struct sweep_result *result)
{
	free(result->bounds);
	free(result->classes);
	memset(result, 0, sizeof(*result));
}

void sweep_free(struct sweep *sweep)
{
	free(sweep->events);
	memset(sweep, 0, sizeof(*sweep));
}
