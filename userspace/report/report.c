// SPDX-License-Identifier: GPL-2.0
/*
 * What a report says, as memory: lists that grow, and each text once.
 * Nothing about where it comes from.
 */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct report_texts {
	struct arena *arena;
	const char **places; /* open addressing, NULL: free */
	size_t size; /* power of two */
	size_t used;
	bool failed;
};

static uint64_t hash(const char *text, size_t len)
{
	uint64_t h = 0xcbf29ce484222325ull;

	while (len--)
		h = (h ^ (unsigned char)*text++) * 0x100000001b3ull;
	return h ^ h >> 29;
}

static const char **place_of(const struct report_texts *texts, const char *text,
			     size_t len)
{
	size_t at = hash(text, len) & (texts->size - 1);

	while (texts->places[at] && (strncmp(texts->places[at], text, len) ||
				     texts->places[at][len]))
		at = (at + 1) & (texts->size - 1);
	return &texts->places[at];
}

static bool grow(struct report_texts *texts)
{
	struct report_texts old = *texts;
	size_t i;

	texts->size = old.size ? old.size * 2 : 1024;
	texts->places = calloc(texts->size, sizeof(*texts->places));
	if (!texts->places) {
		*texts = old;
		return false;
	}
	for (i = 0; i < old.size; i++)
		if (old.places[i])
			*place_of(texts, old.places[i], strlen(old.places[i])) =
				old.places[i];
	free(old.places);
	return true;
}

struct report *report_new(void)
{
	struct report *report = calloc(1, sizeof(*report));

	if (!report)
		return NULL;
	report->texts = calloc(1, sizeof(*report->texts));
	if (report->texts)
		report->texts->arena = arena_new();
	if (report->texts && report->texts->arena && grow(report->texts))
		return report;
	report_free(report);
	return NULL;
}

static void free_site(struct report_site *site)
{
	free(site->interfaces.rows);
	free(site->vendors.rows);
	free(site->devices.rows);
	free(site->attempts.rows);
	free(site->frames.rows);
	free(site->notes.rows);
	free(site->permits.rows);
	free(site->gaps.rows);
	free(site->terms.rows);
	free(site->warnings.rows);
}

void report_free(struct report *report)
{
	size_t i;

	if (!report)
		return;
	for (i = 0; i < report->sites.count; i++)
		free_site(report_site(report, i));
	free(report->sites.rows);
	if (report->texts) {
		if (report->texts->arena)
			arena_free(report->texts->arena);
		free(report->texts->places);
	}
	free(report->texts);
	free(report);
}

const char *report_text_len(struct report *report, const char *text, size_t len)
{
	struct report_texts *texts = report->texts;
	const char **place;

	if (!len)
		return NULL;
	if (texts->used * 2 >= texts->size && !grow(texts)) {
		texts->failed = true;
		return NULL;
	}
	place = place_of(texts, text, len);
	if (!*place) {
		*place = arena_text(texts->arena, text, len);
		if (*place)
			texts->used++;
	}
	return *place;
}

const char *report_text(struct report *report, const char *text)
{
	return text ? report_text_len(report, text, strlen(text)) : NULL;
}

void *report_add(struct report_list *list, size_t size)
{
	size_t room = list->room ? list->room * 2 : 16;
	void *row;

	if (list->count == list->room) {
		row = reallocarray(list->rows, room, size);
		if (!row)
			return NULL;
		list->rows = row;
		list->room = room;
	}
	row = (char *)list->rows + list->count++ * size;
	memset(row, 0, size);
	return row;
}

bool report_failed(const struct report *report)
{
	return report->texts->failed || arena_failed(report->texts->arena);
}

struct report_site *report_site(const struct report *report, size_t i)
{
	return (struct report_site *)report->sites.rows + i;
}
