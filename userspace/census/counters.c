// SPDX-License-Identifier: GPL-2.0
/*
 * The counters, added up over the processors and with names for ids.
 * How they are shown is the commands' business.
 */
#include "census/counters.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "maps/map_batch.h"
#include "policy/reason.h"

#define BATCH 256 /* rows asked for at once */
#define HALF (LC_COUNTERS / 2)

/* Sums by key; open addressing, twice as large as it can get full. */
struct sums {
	struct lc_counter *slots;
	size_t mask;
	size_t count;
	unsigned int *used; /* by processor */
	unsigned int cpus;
};

static size_t place_of(const struct sums *sums, uint64_t key)
{
	size_t at = (key * 0x9e3779b97f4a7c15ull >> 20) & sums->mask;

	while (sums->slots[at].key && sums->slots[at].key != key)
		at = (at + 1) & sums->mask;
	return at;
}

static int sums_grow(struct sums *sums)
{
	struct lc_counter *old = sums->slots;
	size_t size = old ? sums->mask + 1 : 0;
	size_t i;

	if (old && 2 * (sums->count + 1) <= size)
		return 0;
	sums->slots = calloc(size ? 2 * size : 1024, sizeof(*sums->slots));
	if (!sums->slots) {
		sums->slots = old;
		return -ENOMEM;
	}
	sums->mask = (size ? 2 * size : 1024) - 1;
	for (i = 0; i < size; i++)
		if (old[i].key)
			sums->slots[place_of(sums, old[i].key)] = old[i];
	free(old);
	return 0;
}

/* The last row of a direction holds what found no place, whatever its key. */
static uint64_t overflow_key(unsigned int index)
{
	return 1 | (uint64_t)(index / HALF) << LC_KEY_DIRECTION |
	       (uint64_t)LC_VERDICT_MAX << LC_KEY_VERDICT |
	       (uint64_t)LC_REASON_OTHER << LC_KEY_REASON;
}

_Static_assert(LC_VERDICT_MAX < 1 << (LC_KEY_REASON - LC_KEY_VERDICT),
	       "no number is left for a verdict that is not known");

static int add_row(struct sums *sums, unsigned int index, unsigned int cpu,
		   const struct lc_counter *row)
{
	uint64_t key = index % HALF == HALF - 1 ? overflow_key(index) :
						  row->key;
	struct lc_counter *sum;
	int err;

	if (!row->key || !row->frames)
		return 0;
	err = sums_grow(sums);
	if (err)
		return err;
	sum = &sums->slots[place_of(sums, key)];
	if (!sum->key)
		sums->count++;
	sum->key = key;
	sum->frames += row->frames;
	sum->bytes += row->bytes;
	sums->used[cpu]++;
	return 0;
}

/* A batch: keys are rows' numbers, values each processor's of a row. */
struct reading {
	struct sums sums;
	__u32 *keys;
	struct lc_counter *values;
};

static int add_rows(void *to, size_t count)
{
	struct reading *r = to;
	size_t i;
	unsigned int cpu;
	int err = 0;

	for (i = 0; i < count && !err; i++)
		for (cpu = 0; cpu < r->sums.cpus && !err; cpu++)
			err = add_row(&r->sums, r->keys[i], cpu,
				      &r->values[i * r->sums.cpus + cpu]);
	return err;
}

static void name_row(const struct names *names, const struct lc_counter *sum,
		     struct counter_row *row)
{
	uint64_t key = sum->key;

	row->key = key;
	row->frames = sum->frames;
	row->bytes = sum->bytes;
	row->direction = direction_text(
		LC_KEY_GET(key, LC_KEY_DIRECTION, LC_KEY_VERDICT));
	row->verdict =
		verdict_text(LC_KEY_GET(key, LC_KEY_VERDICT, LC_KEY_REASON));
	row->reason = reason_text(LC_KEY_GET(key, LC_KEY_REASON, LC_KEY_IFACE));
	row->interface = names_text(names, LC_NAME_IFACE,
				    LC_KEY_GET(key, LC_KEY_IFACE, LC_KEY_ZONE));
	row->zone = names_text(names, LC_NAME_ZONE,
			       LC_KEY_GET(key, LC_KEY_ZONE, LC_KEY_GROUP));
	row->group = names_text(names, LC_NAME_GROUP,
				LC_KEY_GET(key, LC_KEY_GROUP, LC_KEY_VENDOR));
	row->vendor = names_text(names, LC_NAME_VENDOR,
				 LC_KEY_GET(key, LC_KEY_VENDOR, LC_KEY_RULE));
	row->rule = names_text(names, LC_NAME_RULE,
			       LC_KEY_GET(key, LC_KEY_RULE, LC_KEY_END));
}

static int by_columns(const void *left, const void *right)
{
	const struct counter_row *a = left, *b = right;
	int order = text_compare(a->interface, b->interface);

	if (!order)
		order = text_compare(a->zone, b->zone);
	if (!order)
		/* ingress first */
		order = text_compare(b->direction, a->direction);
	if (!order)
		order = text_compare(a->group, b->group);
	if (!order)
		order = text_compare(a->vendor, b->vendor);
	if (!order)
		order = text_compare(a->verdict, b->verdict);
	if (!order)
		order = text_compare(a->reason, b->reason);
	if (!order)
		order = text_compare(a->rule, b->rule);
	return order ? order : (a->key > b->key) - (a->key < b->key);
}

static int make_rows(const struct sums *sums, const struct names *names,
		     struct counters *counters)
{
	struct counters new = { 0 };
	size_t i;

	new.rows = calloc(sums->count + 1, sizeof(*new.rows));
	if (!new.rows)
		return -ENOMEM;
	for (i = 0; sums->count && i <= sums->mask; i++)
		if (sums->slots[i].key)
			name_row(names, &sums->slots[i],
				 &new.rows[new.count++]);
	qsort(new.rows, new.count, sizeof(*new.rows), by_columns);
	for (i = 0; i < sums->cpus; i++)
		if (sums->used[i] > new.used)
			new.used = sums->used[i];
	*counters = new;
	return 0;
}

int counters_read(int map_fd, const struct names *names,
		  struct counters *counters)
{
	int cpus = libbpf_num_possible_cpus();
	struct reading r = { 0 };
	struct map_batch batch = { .room = BATCH, .take = add_rows, .to = &r };
	int err = -ENOMEM;

	if (cpus <= 0)
		return cpus ? cpus : -EINVAL;
	r.sums.cpus = (unsigned int)cpus;
	r.sums.used = calloc(r.sums.cpus, sizeof(*r.sums.used));
	r.keys = calloc(BATCH, sizeof(*r.keys));
	r.values = calloc((size_t)BATCH * r.sums.cpus, sizeof(*r.values));
	batch.keys = r.keys;
	batch.values = r.values;
	if (r.sums.used && r.keys && r.values)
		err = map_batch_each(map_fd, &batch);
	if (!err)
		err = make_rows(&r.sums, names, counters);
	free(r.values);
	free(r.keys);
	free(r.sums.used);
	free(r.sums.slots);
	return err;
}

void counters_free(struct counters *counters)
{
	free(counters->rows);
	counters->rows = NULL;
	counters->count = 0;
}
