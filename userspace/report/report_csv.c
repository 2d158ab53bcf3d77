// SPDX-License-Identifier: GPL-2.0
/*
 * A report as CSV. Which columns there are: report_fields.c.
 */
#include "report/report_csv.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/mac.h"
#include "base/rfc3339.h"
#include "policy/reason.h"
#include "report/report_fields.h"

static void number_cell(FILE *out, int number)
{
	if (number >= 0)
		fprintf(out, "%d", number);
}

static void value_cell(FILE *out, const struct report_field *field,
		       const void *row)
{
	const void *at = (const char *)row + field->offset;
	char buf[RFC3339_LEN + MAC_TEXT_LEN] = "";
	const char *text = buf;

	switch (field->kind) {
	case FIELD_TEXT:
		text = *(const char *const *)at;
		break;
	case FIELD_COUNT:
		fprintf(out, "%" PRIu64, *(const uint64_t *)at);
		return;
	case FIELD_NUMBER:
		number_cell(out, *(const int *)at);
		return;
	case FIELD_TIME:
		if (*(const int64_t *)at)
			rfc3339_format(*(const int64_t *)at, buf);
		break;
	case FIELD_MAC:
		mac_format(*(const uint64_t *)at, buf);
		break;
	case FIELD_BOOL:
		text = *(const bool *)at ? "true" : "false";
		break;
	case FIELD_VERDICT:
		text = verdict_text(*(const unsigned int *)at);
		break;
	case FIELD_REACH:
		text = report_reach_keys[*(const int *)at];
		break;
	}
	if (text)
		csv_cell(out, text);
}

static void print_row(FILE *out, const struct report_site *site,
		      const struct report_field *fields, const void *row)
{
	csv_cell(out, site->name);
	for (; fields->key; fields++) {
		fputc(',', out);
		value_cell(out, fields, row);
	}
	fputs("\r\n", out);
}

static void print_head(FILE *out, const struct report_field *fields)
{
	fputs("site", out);
	for (; fields->key; fields++)
		fprintf(out, ",%s", fields->key);
	fputs("\r\n", out);
}

int report_csv_table(const struct report *report, const char *key, FILE *out)
{
	const struct report_table *table = report_tables;
	size_t i, j;

	while (table->key && strcmp(table->key, key))
		table++;
	if (!table->key)
		return -ENOENT;
	print_head(out, table->fields);
	for (i = 0; i < report->sites.count; i++) {
		const struct report_site *site = report_site(report, i);
		const struct report_list *list =
			(const void *)((const char *)site + table->offset);

		for (j = 0; j < list->count; j++)
			print_row(out, site, table->fields,
				  (const char *)list->rows + j * table->size);
	}
	return ferror(out) ? -EIO : 0;
}

/* Beside path, to be committed. */
static int stage(const struct report *report, const char *key, const char *path,
		 struct fault *fault)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);
	int err;

	if (!out)
		return fault_set(fault, -ENOMEM, "%s: out of memory", path);
	err = report_csv_table(report, key, out);
	if (fclose(out) || err)
		err = fault_set(fault, -ENOMEM, "%s: out of memory", path);
	else
		err = file_stage(path, text, len, 0644);
	free(text);
	if (err && err != -ENOMEM)
		fault_set(fault, err, "%s cannot be written: %s", path,
			  strerror(-err));
	return err;
}

static int commit(const char *path, struct fault *fault)
{
	int err = file_commit(path);

	if (err)
		fault_set(fault, err, "%s cannot be written: %s", path,
			  strerror(-err));
	return err;
}

static int name_of(char file[PATH_MAX], const char *dir, const char *key,
		   struct fault *fault)
{
	if (snprintf(file, PATH_MAX, "%s/%s.csv", dir, key) < PATH_MAX)
		return 0;
	return fault_set(fault, -ENAMETOOLONG, "%s: the name is too long", dir);
}

static int write_dir(const struct report *report, const char *dir,
		     struct fault *fault)
{
	const struct report_table *table, *staged;
	char file[PATH_MAX];
	int err = 0;

	for (staged = report_tables; staged->key && !err; staged++) {
		err = name_of(file, dir, staged->key, fault);
		if (!err)
			err = stage(report, staged->key, file, fault);
	}
	for (table = report_tables; table != staged; table++) {
		if (name_of(file, dir, table->key, NULL))
			continue;
		if (err)
			file_unstage(file);
		else
			err = commit(file, fault);
	}
	return err;
}

/* A name that ends in a slash is that of a directory, which is made. */
static bool is_dir(const char *path)
{
	size_t len = strlen(path);
	struct stat st;

	if (len && path[len - 1] == '/' && !mkdir(path, 0755))
		return true;
	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

int report_csv_write(const struct report *report, const char *path,
		     struct fault *fault)
{
	int err;

	if (is_dir(path))
		return write_dir(report, path, fault);
	err = stage(report, "devices", path, fault);
	if (err)
		return err;
	err = commit(path, fault);
	if (err)
		file_unstage(path);
	return err;
}
