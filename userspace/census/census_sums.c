// SPDX-License-Identifier: GPL-2.0
/*
 * The census's rows added up over the processors, while the programs write.
 * Nothing here knows names or wall-clock time.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "census/census_parts.h"

#define TRIES 3 /* to read a row whose place changes hands meanwhile */

/* Equal rows are found by this; twice as large as it can get full. */
struct index {
	uint32_t *at; /* number of the row and 1; 0: free */
	size_t mask;
};

static int index_new(struct index *index, size_t rows)
{
	size_t size = 64;

	while (size < 2 * rows)
		size *= 2;
	index->at = calloc(size, sizeof(*index->at));
	index->mask = size - 1;
	return index->at ? 0 : -ENOMEM;
}

static size_t mix(uint64_t a, uint64_t b)
{
	a = (a ^ b >> 31) * 0x9e3779b97f4a7c15ull + b;
	a = (a ^ a >> 29) * 0xbf58476d1ce4e5b9ull;
	return a ^ a >> 32;
}

typedef uint64_t word __attribute__((may_alias));

/* Octet by octet would tear counts that a program adds to. */
static void copy(void *to, const void *from, size_t size)
{
	const word *in = from;
	word *out = to;
	size_t i;

	for (i = 0; i < size / sizeof(*in); i++)
		out[i] = __atomic_load_n(&in[i], __ATOMIC_RELAXED);
}

static __u16 mark_of(const __u16 *mark)
{
	return __atomic_load_n(mark, __ATOMIC_ACQUIRE);
}

static bool same_mark(const __u16 *mark, __u16 before)
{
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	return __atomic_load_n(mark, __ATOMIC_RELAXED) == before;
}

/* Whoever came after may have the same mark. */
static bool same_place(const __u64 *place, uint64_t before)
{
	return __atomic_load_n(place, __ATOMIC_RELAXED) == before;
}

static size_t count_marks(const __u16 *marks, size_t places)
{
	size_t i, count = 0;

	for (i = 0; i < places; i++)
		count += !!mark_of(&marks[i]);
	return count;
}

/* False: nothing stands in this place. */
static bool read_device(const struct lc_census *cpu, size_t i,
			struct census_row *row)
{
	const __u16 *mark = &cpu->device_marks[0][0] + i;
	__u16 now;
	int tries;

	for (tries = 0; tries < TRIES; tries++) {
		now = mark_of(mark);
		if (!now)
			return false;
		copy(&row->device, &cpu->devices[i], sizeof(row->device));
		copy(&row->addr6, &cpu->addr6[i], sizeof(row->addr6));
		if (same_mark(mark, now) &&
		    same_place(&cpu->devices[i].place, row->device.place)) {
			row->unnamed = row->device.unnamed;
			return true;
		}
	}
	return false;
}

static bool read_attempt(const struct lc_census *cpu, size_t i,
			 struct lc_attempt *row)
{
	const __u16 *mark = &cpu->attempt_marks[0][0] + i;
	__u16 now;
	int tries;

	for (tries = 0; tries < TRIES; tries++) {
		now = mark_of(mark);
		if (!now)
			return false;
		copy(row, &cpu->attempts[i], sizeof(*row));
		if (same_mark(mark, now) &&
		    same_place(&cpu->attempts[i].place, row->place))
			return true;
	}
	return false;
}

static void add_device(struct census_row *sum, const struct census_row *row)
{
	const struct lc_device *from = &row->device;
	struct lc_device *to = &sum->device;

	if (census_later(from->last, to->last)) {
		to->zone = from->zone;
		to->group = from->group;
		to->vendor = from->vendor;
		to->last = from->last;
		if (from->ipv4)
			to->ipv4 = from->ipv4;
		if (row->addr6.hi || row->addr6.lo)
			sum->addr6 = row->addr6;
	}
	if (!to->ipv4)
		to->ipv4 = from->ipv4;
	if (!sum->addr6.hi && !sum->addr6.lo)
		sum->addr6 = row->addr6;
	if (census_later(to->first, from->first))
		to->first = from->first;
	to->frames += from->frames;
	to->bytes += from->bytes;
	to->dropped += from->dropped;
	to->would_drop += from->would_drop;
	sum->unnamed += row->unnamed;
}

static void add_attempt(struct lc_attempt *sum, const struct lc_attempt *row)
{
	if (census_later(row->last, sum->last)) {
		sum->zone = row->zone;
		sum->group = row->group;
		sum->vendor = row->vendor;
		sum->last = row->last;
	}
	if (census_later(sum->first, row->first))
		sum->first = row->first;
	sum->frames += row->frames;
	sum->bytes += row->bytes;
}

static int merge_devices(struct census_row *rows, size_t *count)
{
	struct index index;
	size_t i, at, kept = 0;

	if (index_new(&index, *count))
		return -ENOMEM;
	for (i = 0; i < *count; i++) {
		const struct lc_device *row = &rows[i].device;

		at = mix(row->place, row->iface) & index.mask;
		while (index.at[at] &&
		       (rows[index.at[at] - 1].device.place != row->place ||
			rows[index.at[at] - 1].device.iface != row->iface))
			at = (at + 1) & index.mask;
		if (index.at[at]) {
			add_device(&rows[index.at[at] - 1], &rows[i]);
			continue;
		}
		rows[kept] = rows[i];
		index.at[at] = ++kept;
	}
	free(index.at);
	*count = kept;
	return 0;
}

static bool same_attempt(const struct lc_attempt *a, const struct lc_attempt *b)
{
	return a->place == b->place && a->peer[0] == b->peer[0] &&
	       a->peer[1] == b->peer[1] && a->port == b->port &&
	       a->proto == b->proto && a->l3 == b->l3 &&
	       a->verdict == b->verdict && a->flags == b->flags &&
	       a->iface == b->iface;
}

static int merge_attempts(struct lc_attempt *rows, size_t *count)
{
	struct index index;
	size_t i, at, kept = 0;

	if (index_new(&index, *count))
		return -ENOMEM;
	for (i = 0; i < *count; i++) {
		const struct lc_attempt *row = &rows[i];

		at = mix(mix(row->place, row->peer[0] ^ row->iface),
			 row->peer[1] ^ (uint64_t)row->port << 48 ^
				 (uint64_t)row->proto << 40 ^
				 (uint64_t)row->verdict << 36) &
		     index.mask;
		while (index.at[at] &&
		       !same_attempt(&rows[index.at[at] - 1], row))
			at = (at + 1) & index.mask;
		if (index.at[at]) {
			add_attempt(&rows[index.at[at] - 1], row);
			continue;
		}
		rows[kept] = *row;
		index.at[at] = ++kept;
	}
	free(index.at);
	*count = kept;
	return 0;
}

/* What a processor counts beside the rows, and how full its tables are. */
static void add_totals(const struct lc_census *cpu, struct census_sums *sums)
{
	size_t devices = count_marks(&cpu->device_marks[0][0], LC_DEVICES);
	size_t attempts = count_marks(&cpu->attempt_marks[0][0], LC_ATTEMPTS);
	struct lc_census_totals totals;
	size_t i;

	copy(&totals, &cpu->totals, sizeof(totals));
	sums->displaced += totals.displaced;
	sums->unnamed += totals.unnamed;
	sums->events_lost += totals.events_lost;
	for (i = 0; i < LC_IFACE_IDS; i++)
		sums->unplaced += __atomic_load_n(&cpu->ports[i].unplaced,
						  __ATOMIC_RELAXED);
	if (devices > sums->device_places)
		sums->device_places = devices;
	if (attempts > sums->attempt_places)
		sums->attempt_places = attempts;
}

/* Rows that come while they are read have room too: all places of all. */
static void read_rows(const struct lc_census *cpu, unsigned int count,
		      bool attempts, struct census_sums *sums)
{
	size_t i;

	for (; count--; cpu++) {
		for (i = 0; i < LC_DEVICES; i++)
			sums->device_count += read_device(
				cpu, i, &sums->devices[sums->device_count]);
		for (i = 0; attempts && i < LC_ATTEMPTS; i++)
			sums->attempt_count += read_attempt(
				cpu, i, &sums->attempts[sums->attempt_count]);
	}
}

int census_add_up(const struct lc_census *cpu, unsigned int count,
		  bool attempts, struct census_sums *sums)
{
	struct census_sums new = { 0 };
	unsigned int i;
	int err = 0;

	/* memory that nothing is written to costs nothing */
	new.devices = malloc((size_t)count * LC_DEVICES * sizeof(*new.devices) +
			     sizeof(*new.devices));
	new.attempts =
		malloc((size_t)count * LC_ATTEMPTS * sizeof(*new.attempts) +
		       sizeof(*new.attempts));
	if (!new.devices || !new.attempts)
		err = -ENOMEM;
	for (i = 0; !err && i < count; i++)
		add_totals(&cpu[i], &new);
	if (!err) {
		read_rows(cpu, count, attempts, &new);
		err = merge_devices(new.devices, &new.device_count);
	}
	if (!err)
		err = merge_attempts(new.attempts, &new.attempt_count);
	if (err)
		census_sums_free(&new);
	else
		*sums = new;
	return err;
}

void census_sums_free(struct census_sums *sums)
{
	free(sums->devices);
	free(sums->attempts);
	*sums = (struct census_sums){ 0 };
}
