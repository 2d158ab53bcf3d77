// SPDX-License-Identifier: GPL-2.0
/*
 * The set of what was told, and its file.
 * A key is a hash of who and what; the set does not know of what.
 */
#include "event/told.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define FILE_NAME "told.json"
#define FILE_MAX ((size_t)TOLD_MAX * 64)
#define VERSION 1
#define LEAST 64 /* places, a power of two */

struct row {
	uint64_t key;
	uint32_t day;
	uint32_t marks; /* 0: the place is free */
	uint32_t look; /* in which it was set last, 0: in none */
};

struct told {
	struct row *rows;
	size_t places; /* at least twice as many as rows */
	size_t count;
	uint32_t look; /* that is or was the last */
	bool changed;
};

static struct row *place_of(const struct told *told, uint64_t key)
{
	size_t i = key & (told->places - 1);

	while (told->rows[i].marks && told->rows[i].key != key)
		i = (i + 1) & (told->places - 1);
	return &told->rows[i];
}

static int make_room(struct told *told, size_t places)
{
	struct told larger = { .places = places, .count = told->count };
	size_t i;

	larger.rows = calloc(places, sizeof(*larger.rows));
	if (!larger.rows)
		return -ENOMEM;
	for (i = 0; i < told->places; i++)
		if (told->rows[i].marks)
			*place_of(&larger, told->rows[i].key) = told->rows[i];
	free(told->rows);
	larger.changed = told->changed;
	larger.look = told->look;
	*told = larger;
	return 0;
}

static struct told *new_set(void)
{
	struct told *told = calloc(1, sizeof(*told));

	if (told && make_room(told, LEAST)) {
		free(told);
		return NULL;
	}
	return told;
}

void told_free(struct told *told)
{
	if (!told)
		return;
	free(told->rows);
	free(told);
}

unsigned int told_marks(const struct told *told, uint64_t key)
{
	return place_of(told, key)->marks;
}

int told_set(struct told *told, uint64_t key, unsigned int marks, int64_t day)
{
	struct row *row = place_of(told, key);
	const struct row next = { key, (uint32_t)day, marks, told->look };
	int err;

	if (row->marks) {
		if (row->marks != marks || row->day != next.day)
			told->changed = true;
		*row = next;
		return 0;
	}
	if (2 * (told->count + 1) > told->places) {
		err = make_room(told, 2 * told->places);
		if (err)
			return err;
		row = place_of(told, key);
	}
	*row = next;
	told->count++;
	told->changed = true;
	return 0;
}

void told_begin(struct told *told)
{
	told->look++;
}

void told_end(struct told *told, bool forget)
{
	struct told kept = *told;
	size_t i;

	if (!forget)
		return;
	kept.count = 0;
	kept.rows = calloc(kept.places, sizeof(*kept.rows));
	if (!kept.rows)
		return;
	for (i = 0; i < told->places; i++) {
		const struct row *row = &told->rows[i];

		if (!row->marks || (row->look && row->look + 1 == told->look))
			continue;
		*place_of(&kept, row->key) = *row;
		kept.count++;
	}
	kept.changed |= kept.count != told->count;
	free(told->rows);
	*told = kept;
}

bool told_changed(const struct told *told)
{
	return told->changed;
}

static int by_day(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? 1 : -1;
	return x->key < y->key ? -1 : x->key > y->key;
}

/* Sorted by day, the latest first: those behind TOLD_MAX go. */
static int forget_old(struct told *told)
{
	struct told kept = { .places = told->places,
			     .look = told->look,
			     .changed = true };
	struct row *rows;
	size_t i, count = 0;

	if (told->count <= TOLD_MAX)
		return 0;
	rows = malloc(told->count * sizeof(*rows));
	kept.rows = calloc(kept.places, sizeof(*kept.rows));
	if (!rows || !kept.rows) {
		free(rows);
		free(kept.rows);
		return -ENOMEM;
	}
	for (i = 0; i < told->places; i++)
		if (told->rows[i].marks)
			rows[count++] = told->rows[i];
	qsort(rows, count, sizeof(*rows), by_day);
	for (i = 0; i < TOLD_MAX; i++)
		*place_of(&kept, rows[i].key) = rows[i];
	kept.count = TOLD_MAX;
	free(rows);
	free(told->rows);
	*told = kept;
	return 0;
}

static int parse_row(struct told *told, const char *text, json_t *value)
{
	json_int_t day, marks;
	uint64_t key;
	char *end;

	if (strlen(text) != 16 || strspn(text, "0123456789abcdef") != 16 ||
	    json_unpack(value, "[I, I!]", &day, &marks) || day < 0 ||
	    day > UINT32_MAX || marks < 1 || marks > UINT8_MAX)
		return -EINVAL;
	key = strtoull(text, &end, 16);
	return told_set(told, key, (unsigned int)marks, day);
}

static int parse(struct told *told, const char *text, size_t len)
{
	json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	int version, err = -EINVAL;
	json_t *rows;
	void *at;

	if (json_unpack(json, "{s:i, s:o}", "version", &version, "told",
			&rows) ||
	    version != VERSION || !json_is_object(rows))
		goto out;
	err = 0;
	for (at = json_object_iter(rows); at && !err;
	     at = json_object_iter_next(rows, at))
		err = parse_row(told, json_object_iter_key(at),
				json_object_iter_value(at));
out:
	json_decref(json);
	told->changed = false;
	return err;
}

static int read_file(struct told *told, const char *path)
{
	FILE *file = file_open(path);
	char *text;
	size_t len;
	int err;

	if (!file)
		return errno == ENOENT || errno == ENOTDIR ? 0 : -errno;
	text = malloc(FILE_MAX);
	if (!text) {
		fclose(file);
		return -ENOMEM;
	}
	len = fread(text, 1, FILE_MAX, file);
	err = ferror(file) ? -EIO : parse(told, text, len);
	fclose(file);
	free(text);
	return err;
}

int told_read(const char *state, struct told **out, struct fault *fault)
{
	struct told *told = new_set();
	char path[PATH_MAX];
	int err;

	if (!told)
		return fault_set(fault, -ENOMEM, "out of memory");
	err = file_path(path, state, FILE_NAME);
	if (!err)
		err = read_file(told, path);
	if (err) {
		told_free(told);
		told = new_set();
	}
	if (!told)
		return fault_set(fault, -ENOMEM, "out of memory");
	*out = told;
	if (!err)
		return 0;
	return fault_set(
		fault, err,
		"%s/" FILE_NAME
		" cannot be read: %s; devices and attempts that were told are told once more",
		state, strerror(-err));
}

static char *text_of(const struct told *told)
{
	json_t *rows = json_object(), *json;
	char key[17], *text = NULL;
	size_t i;
	int err = 0;

	for (i = 0; i < told->places && !err; i++) {
		const struct row *row = &told->rows[i];

		if (!row->marks)
			continue;
		snprintf(key, sizeof(key), "%016" PRIx64, row->key);
		err = json_object_set_new(rows, key,
					  json_pack("[I, I]",
						    (json_int_t)row->day,
						    (json_int_t)row->marks));
	}
	json = json_pack("{s:i, s:o}", "version", VERSION, "told", rows);
	if (json && !err)
		text = json_dumps(json, JSON_COMPACT);
	json_decref(json);
	return text;
}

int told_write(struct told *told, const char *state, struct fault *fault)
{
	char path[PATH_MAX], *text = NULL;
	int err = file_path(path, state, FILE_NAME);

	if (!err)
		err = forget_old(told);
	if (!err) {
		text = text_of(told);
		err = text ? 0 : -ENOMEM;
	}
	if (!err)
		err = file_replace(path, text, strlen(text), 0600);
	free(text);
	if (err)
		return fault_set(
			fault, err,
			"cannot write %s: %s; what is told now may be told again after a restart",
			path, strerror(-err));
	told->changed = false;
	return 0;
}
