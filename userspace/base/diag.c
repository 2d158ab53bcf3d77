// SPDX-License-Identifier: GPL-2.0
/*
 * Errors and warnings about input files, collected so that one run shows all.
 * What stands in them comes from those files: it is made harmless here.
 */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/colour.h"
#include "base/utf8.h"

#define FINDINGS_MAX 1000
#define TEXT_MAX 1024

struct finding {
	struct diag_finding public;
	unsigned int file; /* position in files, 0: no file */
	size_t serial; /* keeps what stands at one place in order */
};

struct file_name {
	struct file_name *next;
	unsigned int number; /* from 1 */
	char name[];
};

struct diag {
	struct finding *findings;
	size_t count;
	size_t room;
	size_t errors;
	size_t warnings;
	bool sorted;
	struct file_name *files; /* last one first */
};

struct diag *diag_new(void)
{
	return calloc(1, sizeof(struct diag));
}

void diag_free(struct diag *diag)
{
	struct file_name *file;
	size_t i;

	if (!diag)
		return;
	for (i = 0; i < diag->count; i++)
		free((char *)diag->findings[i].public.text);
	free(diag->findings);
	while ((file = diag->files)) {
		diag->files = file->next;
		free(file);
	}
	free(diag);
}

const char *diag_file(struct diag *diag, const char *file)
{
	size_t len = strlen(file);
	struct file_name *entry;

	for (entry = diag->files; entry; entry = entry->next) {
		if (!strcmp(entry->name, file))
			return entry->name;
	}
	entry = malloc(sizeof(*entry) + len + 1);
	if (!entry)
		return "(out of memory)";
	memcpy(entry->name, file, len + 1);
	utf8_make_harmless(entry->name);
	entry->number = diag->files ? diag->files->number + 1 : 1;
	entry->next = diag->files;
	diag->files = entry;
	return entry->name;
}

static unsigned int file_number(const struct diag *diag, const char *name)
{
	const struct file_name *entry;

	for (entry = diag->files; entry; entry = entry->next) {
		if (entry->name == name)
			return entry->number;
	}
	return 0;
}

static bool make_room(struct diag *diag)
{
	size_t room = diag->room ? 2 * diag->room : 16;
	struct finding *larger;

	if (diag->count < diag->room)
		return true;
	larger = reallocarray(diag->findings, room, sizeof(*larger));
	if (!larger)
		return false;
	diag->findings = larger;
	diag->room = room;
	return true;
}

static void add(struct diag *diag, bool error, struct where where,
		const char *fmt, va_list args)
{
	struct finding *finding;
	char text[TEXT_MAX];
	char *copy;

	*(error ? &diag->errors : &diag->warnings) += 1;
	if (diag->count >= FINDINGS_MAX || !make_room(diag))
		return;
	vsnprintf(text, sizeof(text), fmt, args);
	utf8_make_harmless(text);
	copy = strdup(text);
	if (!copy)
		return;
	finding = &diag->findings[diag->count];
	finding->public.error = error;
	finding->public.where = where;
	finding->public.text = copy;
	finding->file = file_number(diag, where.file);
	finding->serial = diag->count++;
	diag->sorted = false;
}

void diag_error(struct diag *diag, struct where where, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(diag, true, where, fmt, args);
	va_end(args);
}

void diag_warning(struct diag *diag, struct where where, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(diag, false, where, fmt, args);
	va_end(args);
}

size_t diag_errors(const struct diag *diag)
{
	return diag->errors;
}

size_t diag_warnings(const struct diag *diag)
{
	return diag->warnings;
}

static int order(unsigned long a, unsigned long b)
{
	return a < b ? -1 : a > b;
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int result = order(a->file, b->file);

	if (!result)
		result = order(a->public.where.line, b->public.where.line);
	if (!result)
		result = order(a->public.where.column, b->public.where.column);
	return result ? result : order(a->serial, b->serial);
}

const struct diag_finding *diag_finding(struct diag *diag, size_t i)
{
	if (i >= diag->count)
		return NULL;
	if (!diag->sorted) {
		qsort(diag->findings, diag->count, sizeof(*diag->findings),
		      compare);
		diag->sorted = true;
	}
	return &diag->findings[i].public;
}

void diag_print(struct diag *diag)
{
	size_t all = diag->errors + diag->warnings, i;
	const struct diag_finding *f;

	for (i = 0; (f = diag_finding(diag, i)); i++) {
		if (f->error)
			fputs(colour_begin(stderr, COLOUR_RED), stderr);
		if (f->where.file && f->where.line)
			fprintf(stderr, "%s:%u:%u: ", f->where.file,
				f->where.line, f->where.column);
		else if (f->where.file)
			fprintf(stderr, "%s: ", f->where.file);
		if (f->error)
			fputs(colour_end(stderr, COLOUR_RED), stderr);
		else
			fprintf(stderr, "%swarning:%s ",
				colour_begin(stderr, COLOUR_YELLOW),
				colour_end(stderr, COLOUR_YELLOW));
		fprintf(stderr, "%s\n", f->text);
	}
	if (all > diag->count)
		fprintf(stderr, "and %zu more, not shown\n", all - diag->count);
}
