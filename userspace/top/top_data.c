// SPDX-License-Identifier: GPL-2.0
/*
 * What the live screen shows, and how much of it is new.
 * How it looks is top_screen.c.
 */
#define _GNU_SOURCE /* qsort_r() */
#include "top/top_data.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* Of numbers and texts: the same in each reading, whatever their addresses. */
static uint64_t mix(uint64_t id, uint64_t number)
{
	id = (id ^ number) * 0x9e3779b97f4a7c15ull;
	return id ^ id >> 29;
}

static uint64_t mix_text(uint64_t id, const char *text)
{
	for (; text && *text; text++)
		id = mix(id, (unsigned char)*text);
	return id;
}

static int by_id(const void *left, const void *right)
{
	const struct top_row *a = left, *b = right;

	return (a->id > b->id) - (a->id < b->id);
}

/* Counts that fell were begun anew: of them nothing is known yet. */
static double rate_of(uint64_t now, uint64_t before, double seconds)
{
	return now < before || seconds <= 0 ? -1 : (now - before) / seconds;
}

/* A row that was not there before began at 0. */
static void add_rates(struct top_list *list, const struct top_list *before,
		      double seconds)
{
	static const struct top_row none;
	const struct top_row *was;
	struct top_row *row;

	qsort(list->rows, list->count, sizeof(*list->rows), by_id);
	for (row = list->rows; row < list->rows + list->count; row++) {
		row->rate = -1;
		row->drop_rate = -1;
		if (!before || !before->rows)
			continue;
		was = bsearch(row, before->rows, before->count, sizeof(*row),
			      by_id);
		if (!was)
			was = &none;
		row->rate = rate_of(row->frames, was->frames, seconds);
		row->drop_rate = rate_of(row->dropped, was->dropped, seconds);
	}
}

static void list_devices(struct top_data *data, struct top_list *list)
{
	const struct census *census = data->census;
	size_t i;

	for (i = 0; i < census->device_count; i++) {
		const struct census_device *d = &census->devices[i];

		if (d->state == CENSUS_FLOOD)
			continue;
		list->rows[list->count] = (struct top_row){
			.id = mix_text(mix(d->mac, d->vlan), d->interface),
			.what = d,
			.frames = d->frames,
			.dropped = d->dropped + d->would_drop,
			.last = d->last_seen,
			.order = list->count,
		};
		list->count++;
	}
}

static void list_attempts(struct top_data *data, struct top_list *list)
{
	const struct census *census = data->census;
	uint64_t id;
	size_t i;

	for (i = 0; i < census->attempt_count; i++) {
		const struct census_attempt *a = &census->attempts[i];

		if (a->flood)
			continue;
		id = mix_text(mix(a->mac, a->vlan), a->interface);
		id = mix(mix(id, a->peer[0]), a->peer[1]);
		id = mix(id, (uint64_t)a->proto << 8 | a->l3);
		id = mix(mix(mix(id, a->port), a->from_port), a->verdict);
		list->rows[list->count] = (struct top_row){
			.id = id,
			.what = a,
			.frames = a->frames,
			.dropped = a->verdict == LC_PASS ? 0 : a->frames,
			.last = a->last_seen,
			.order = list->count,
		};
		list->count++;
	}
}

static void list_counters(struct top_data *data, struct top_list *list)
{
	const struct counter_row *row = data->counters.rows;
	unsigned int verdict;
	size_t i;

	for (i = 0; i < data->counters.count; i++, row++) {
		verdict = LC_KEY_GET(row->key, LC_KEY_VERDICT, LC_KEY_REASON);
		if (verdict < LC_VERDICT_MAX)
			data->verdict_frames[verdict] += row->frames;
		list->rows[list->count] = (struct top_row){
			.id = row->key,
			.what = row,
			.frames = row->frames,
			.dropped = verdict == LC_PASS ? 0 : row->frames,
			.order = list->count,
		};
		list->count++;
	}
}

static int make_lists(struct top_data *data, const struct top_data *before)
{
	const size_t most[TOP_PANE_MAX] = {
		[TOP_DEVICES] = data->census->device_count,
		[TOP_ATTEMPTS] = data->census->attempt_count,
		[TOP_COUNTERS] = data->counters.count,
	};
	double seconds = before ? data->at - before->at : 0;
	unsigned int i;

	for (i = 0; i < TOP_PANE_MAX; i++) {
		data->lists[i].rows =
			calloc(most[i] + 1, sizeof(*data->lists[i].rows));
		if (!data->lists[i].rows)
			return fault_set(&data->fault, -ENOMEM,
					 "out of memory");
	}
	list_devices(data, &data->lists[TOP_DEVICES]);
	list_attempts(data, &data->lists[TOP_ATTEMPTS]);
	list_counters(data, &data->lists[TOP_COUNTERS]);
	for (i = 0; i < TOP_PANE_MAX; i++)
		add_rates(&data->lists[i], before ? &before->lists[i] : NULL,
			  seconds);
	for (i = 0; i < LC_VERDICT_MAX; i++)
		data->verdict_rate[i] =
			before ? rate_of(data->verdict_frames[i],
					 before->verdict_frames[i], seconds) :
				 -1;
	return 0;
}

static int read_parts(const char *state_dir, struct top_data *data)
{
	const struct object *obj = &data->live.obj;
	int err;

	err = counters_read(obj->maps[OBJECT_COUNTERS], data->live.names,
			    &data->counters);
	if (err)
		return fault_set(&data->fault, err,
				 "the counters cannot be read: %s",
				 strerror(-err));
	/* without the ledger: the screen is about now */
	err = census_read(obj, data->live.names, NULL, &data->census);
	if (err)
		return fault_set(&data->fault, err,
				 "the census cannot be read: %s",
				 strerror(-err));
	if (state_look(&data->live, state_dir, &data->state))
		return fault_set(&data->fault, -ENOMEM, "out of memory");
	return 0;
}

int top_data_read(const char *pin, const char *state_dir,
		  const struct top_data *before, struct top_data *data)
{
	struct fault fault;
	int err;

	*data = (struct top_data){ .at = clock_monotonic_ns() / 1e9 };
	if (before && !before->there)
		before = NULL;
	err = live_open(pin, &data->live, &data->fault);
	if (err)
		return err;
	data->there = true;
	err = read_parts(state_dir, data);
	if (!err)
		err = make_lists(data, before);
	if (err) {
		fault = data->fault;
		top_data_free(data);
		data->fault = fault;
	}
	return err;
}

void top_data_free(struct top_data *data)
{
	unsigned int i;

	for (i = 0; i < TOP_PANE_MAX; i++)
		free(data->lists[i].rows);
	if (data->there) {
		if (data->state)
			state_free(data->state);
		census_free(data->census);
		counters_free(&data->counters);
		live_close(&data->live);
	}
	*data = (struct top_data){ 0 };
}

struct order {
	enum top_sort by;
	bool reverse;
};

static int by_double(double a, double b)
{
	return (a < b) - (a > b);
}

static int compare(const void *left, const void *right, void *arg)
{
	const struct top_row *a = left, *b = right;
	const struct order *order = arg;
	int diff = 0;

	if (order->by == TOP_BY_LAST)
		diff = (a->last < b->last) - (a->last > b->last);
	if (order->by == TOP_BY_RATE || order->by == TOP_BY_LAST)
		diff = diff ? diff : by_double(a->rate, b->rate);
	if (order->by != TOP_BY_ORDER)
		diff = diff ? diff :
			      (a->frames < b->frames) - (a->frames > b->frames);
	if (!diff)
		diff = (a->order > b->order) - (a->order < b->order);
	return order->reverse ? -diff : diff;
}

void top_data_sort(struct top_row *rows, size_t count, enum top_sort by,
		   bool reverse)
{
	struct order order = { by, reverse };

	qsort_r(rows, count, sizeof(*rows), compare, &order);
}
