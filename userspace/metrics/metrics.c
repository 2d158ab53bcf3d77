// SPDX-License-Identifier: GPL-2.0
/*
 * Families of series: equal ones added up, too many folded.
 * How they are written stands in metrics_text.c.
 */
#include "metrics/metrics.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define OTHER "other"

struct series {
	const char *values[METRICS_MAX_LABELS];
	uint64_t value;
	bool folded;
};

struct metrics {
	const struct metrics_family *family;
	unsigned int labels;
	struct series *series;
	size_t count;
	size_t room;
	/* by the addresses of the values: index + 1 into series, 0 = free */
	uint32_t *hash;
	size_t mask;
	bool no_memory;
};

static unsigned int count_labels(const char *labels)
{
	unsigned int count = !!*labels;

	for (; *labels; labels++)
		count += *labels == ',';
	return count;
}

struct metrics *metrics_new(const struct metrics_family *family)
{
	struct metrics *metrics = calloc(1, sizeof(*metrics));

	if (!metrics)
		return NULL;
	metrics->family = family;
	metrics->labels = count_labels(family->labels);
	return metrics;
}

void metrics_free(struct metrics *metrics)
{
	if (!metrics)
		return;
	free(metrics->series);
	free(metrics->hash);
	free(metrics);
}

/* Is the word of that length one of a list "a,b,c"? */
static bool in_list(const char *list, const char *word, size_t len)
{
	size_t each;

	for (; list && *list; list += each + (list[each] == ',')) {
		each = strcspn(list, ",");
		if (each == len && !strncmp(list, word, len))
			return true;
	}
	return false;
}

/*
 * Most values come again under the same address, so that thousands of devices
 * need no comparing of strings; what is equal elsewhere is found by merge().
 */
static uint32_t *place_of(const struct metrics *metrics,
			  const char *const *values)
{
	size_t size = metrics->labels * sizeof(*values);
	uint64_t hash = 0;
	unsigned int i;
	size_t at;

	for (i = 0; i < metrics->labels; i++)
		hash = (hash ^ (uintptr_t)values[i]) * 0x9e3779b97f4a7c15ull;
	for (at = hash >> 32;; at++) {
		uint32_t *place = &metrics->hash[at & metrics->mask];

		if (!*place || !size ||
		    !memcmp(metrics->series[*place - 1].values, values, size))
			return place;
	}
}

static bool grow(struct metrics *metrics)
{
	size_t room = metrics->room ? 2 * metrics->room : 64;
	struct series *series;
	size_t i;

	series = reallocarray(metrics->series, room, sizeof(*series));
	if (!series)
		return false;
	metrics->series = series;
	free(metrics->hash);
	metrics->hash = calloc(2 * room, sizeof(*metrics->hash));
	if (!metrics->hash)
		return false;
	metrics->room = room;
	metrics->mask = 2 * room - 1;
	for (i = 0; i < metrics->count; i++)
		*place_of(metrics, series[i].values) = (uint32_t)i + 1;
	return true;
}

void metrics_add(struct metrics *metrics, const char *const *values,
		 uint64_t value)
{
	struct series *series;
	uint32_t *place;

	if (!metrics || metrics->no_memory)
		return;
	if (metrics->count == metrics->room && !grow(metrics)) {
		metrics->no_memory = true;
		return;
	}
	place = place_of(metrics, values);
	if (*place) {
		metrics->series[*place - 1].value += value;
		return;
	}
	series = &metrics->series[metrics->count++];
	*place = (uint32_t)metrics->count;
	memset(series, 0, sizeof(*series));
	if (metrics->labels)
		memcpy(series->values, values,
		       metrics->labels * sizeof(*values));
	series->value = value;
}

static const char *shown(const char *value)
{
	return value ? value : "none";
}

/* What is past the labels is NULL in all of them. */
static int by_values(const void *left, const void *right)
{
	const struct series *a = left, *b = right;
	int order = 0;
	int i;

	for (i = 0; !order && i < METRICS_MAX_LABELS; i++)
		if (a->values[i] != b->values[i])
			order = strcmp(shown(a->values[i]),
				       shown(b->values[i]));
	return order;
}

/* Sort, and make one of those with equal labels. */
static void merge(struct metrics *metrics)
{
	struct series *series = metrics->series;
	size_t to = 0;
	size_t i;

	if (!metrics->count)
		return;
	qsort(series, metrics->count, sizeof(*series), by_values);
	for (i = 1; i < metrics->count; i++) {
		if (by_values(&series[to], &series[i])) {
			series[++to] = series[i];
			continue;
		}
		series[to].value += series[i].value;
		series[to].folded |= series[i].folded;
	}
	metrics->count = to + 1;
}

/* lossy NULL: all labels become "other" but those that are kept. */
static void fold_one(const struct metrics_family *family, struct series *series,
		     const char *lossy)
{
	const char *label = family->labels;
	unsigned int i;
	size_t len;

	for (i = 0; *label; i++, label += len + (label[len] == ',')) {
		len = strcspn(label, ",");
		if (lossy ? in_list(lossy, label, len) :
			    !in_list(family->kept, label, len))
			series->values[i] = OTHER;
	}
	series->folded = true;
}

/*
 * First the least of what is told is given up, and all of it only where that
 * does not help.
 */
static void fold(struct metrics *metrics)
{
	const struct metrics_family *family = metrics->family;
	size_t i;

	if (metrics->count <= family->limit)
		return;
	for (i = family->limit; i < metrics->count; i++)
		fold_one(family, &metrics->series[i], family->lossy);
	merge(metrics);
	if (!family->lossy ||
	    metrics->count <= family->limit + family->limit / 4)
		return;
	for (i = 0; i < metrics->count; i++)
		if (metrics->series[i].folded)
			fold_one(family, &metrics->series[i], NULL);
	merge(metrics);
}

int metrics_print(struct metrics *metrics, FILE *out,
		  enum metrics_dialect dialect)
{
	const struct metrics_family *family;
	size_t i;

	if (!metrics || metrics->no_memory) {
		metrics_free(metrics);
		return -ENOMEM;
	}
	merge(metrics);
	fold(metrics);
	family = metrics->family;
	metrics_text_family(out, family, dialect);
	for (i = 0; i < metrics->count; i++)
		metrics_text_series(out, family, metrics->series[i].values,
				    metrics->series[i].value);
	metrics_free(metrics);
	return 0;
}
