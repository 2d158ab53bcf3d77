// SPDX-License-Identifier: GPL-2.0
/*
 * Families of series in Prometheus' classic text format.
 * What is measured is the command's business.
 */
#include "metrics.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LABELS 8

struct series {
	char *labels; /* as printed, or "" */
	char *folded; /* what they become when there are too many */
	uint64_t value;
};

struct metrics {
	const struct metrics_family *family;
	struct series *series;
	size_t count;
	size_t room;
	bool no_memory;
};

struct metrics *metrics_new(const struct metrics_family *family)
{
	struct metrics *metrics = calloc(1, sizeof(*metrics));

	if (metrics)
		metrics->family = family;
	return metrics;
}

void metrics_free(struct metrics *metrics)
{
	size_t i;

	if (!metrics)
		return;
	for (i = 0; i < metrics->count; i++) {
		free(metrics->series[i].labels);
		free(metrics->series[i].folded);
	}
	free(metrics->series);
	free(metrics);
}

static void put_escaped(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			fputs("\\n", out);
		else if (*text == '\\' || *text == '"')
			fprintf(out, "\\%c", *text);
		else
			fputc(*text, out);
	}
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

/* {a="x",b="y"}, or "" without labels; NULL when out of memory. */
static char *make_labels(const struct metrics_family *family,
			 const char *const *values, bool fold)
{
	const char *label = family->labels;
	char *text = NULL;
	size_t size, len;
	FILE *out;

	out = open_memstream(&text, &size);
	if (!out)
		return NULL;
	for (; *label; label += len + (label[len] == ',')) {
		const char *value = *values ? *values : "none";

		len = strcspn(label, ",");
		if (fold && !in_list(family->kept, label, len))
			value = "other";
		fprintf(out, "%c%.*s=\"", label == family->labels ? '{' : ',',
			(int)len, label);
		put_escaped(out, value);
		fputc('"', out);
		values++;
	}
	if (*family->labels)
		fputc('}', out);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}

void metrics_add(struct metrics *metrics, const char *const *values,
		 uint64_t value)
{
	struct series *series;
	size_t room;

	if (!metrics || metrics->no_memory)
		return;
	if (metrics->count == metrics->room) {
		room = metrics->room ? 2 * metrics->room : 64;
		series = reallocarray(metrics->series, room, sizeof(*series));
		if (!series) {
			metrics->no_memory = true;
			return;
		}
		metrics->series = series;
		metrics->room = room;
	}
	series = &metrics->series[metrics->count++];
	series->labels = make_labels(metrics->family, values, false);
	series->folded = make_labels(metrics->family, values, true);
	series->value = value;
	if (!series->labels || !series->folded)
		metrics->no_memory = true;
}

static int by_labels(const void *a, const void *b)
{
	return strcmp(((const struct series *)a)->labels,
		      ((const struct series *)b)->labels);
}

/* Sort, and make one of those with equal labels. */
static void merge(struct metrics *metrics)
{
	struct series *series = metrics->series;
	size_t to = 0;
	size_t i;

	if (!metrics->count)
		return;
	qsort(series, metrics->count, sizeof(*series), by_labels);
	for (i = 1; i < metrics->count; i++) {
		if (strcmp(series[to].labels, series[i].labels)) {
			series[++to] = series[i];
			continue;
		}
		series[to].value += series[i].value;
		free(series[i].labels);
		free(series[i].folded);
	}
	metrics->count = to + 1;
}

static void fold(struct metrics *metrics)
{
	size_t i;

	if (metrics->count <= metrics->family->limit)
		return;
	for (i = metrics->family->limit; i < metrics->count; i++) {
		struct series *series = &metrics->series[i];
		char *labels = series->labels;

		series->labels = series->folded;
		series->folded = labels;
	}
	merge(metrics);
}

int metrics_print(struct metrics *metrics, FILE *out)
{
	static const char *const types[] = {
		[METRICS_COUNTER] = "counter",
		[METRICS_GAUGE] = "gauge",
	};
	const struct metrics_family *family;
	size_t i;

	if (!metrics || metrics->no_memory) {
		metrics_free(metrics);
		return -ENOMEM;
	}
	merge(metrics);
	fold(metrics);
	family = metrics->family;
	if (metrics->count)
		fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", family->name,
			family->help, family->name, types[family->type]);
	for (i = 0; i < metrics->count; i++)
		fprintf(out, "%s%s %" PRIu64 "\n", family->name,
			metrics->series[i].labels, metrics->series[i].value);
	metrics_free(metrics);
	return 0;
}
