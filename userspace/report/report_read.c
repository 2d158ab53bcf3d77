// SPDX-License-Identifier: GPL-2.0
/*
 * A report read from JSON, report/1: a file is a stranger's, and each word of
 * it is checked. How it is written: report_json.c.
 */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mac.h"
#include "base/rfc3339.h"
#include "policy/reason.h"
#include "report/report_fields.h"
#include "report/report_json.h"

/* Where in the file we are, for what is said of it. */
struct place {
	struct report *report;
	struct fault *fault;
	const char *path;
	const char *table; /* NULL: of the site itself */
	size_t site;
	size_t row;
};

static int wrong(const struct place *at, const char *key, const char *what)
{
	if (at->table)
		return fault_set(at->fault, -EINVAL,
				 "%s: site %zu: %s: row %zu: \"%s\" %s",
				 at->path, at->site + 1, at->table, at->row + 1,
				 key, what);
	return fault_set(at->fault, -EINVAL, "%s: site %zu: \"%s\" %s",
			 at->path, at->site + 1, key, what);
}

static const char *read_text(const struct place *at, const char *key,
			     const json_t *value, const char **text)
{
	size_t len = json_string_length(value);

	*text = NULL;
	if (json_is_null(value))
		return NULL;
	if (!json_is_string(value))
		return "is no text";
	if (len > REPORT_TEXT_MAX)
		return "is too long";
	*text = report_text_len(at->report, json_string_value(value), len);
	return NULL;
}

static const char *read_count(const json_t *value, uint64_t *count)
{
	json_int_t number = json_integer_value(value);

	if (!json_is_integer(value) || number < 0 || number >> 48)
		return "is no number from 0 to 281474976710655";
	*count = (uint64_t)number;
	return NULL;
}

static const char *read_time(const json_t *value, int64_t *when)
{
	*when = 0;
	if (json_is_null(value))
		return NULL;
	if (!json_is_string(value) ||
	    rfc3339_parse(json_string_value(value), when))
		return "is no time as 2026-08-01T10:00:00Z";
	return NULL;
}

static const char *read_number(const json_t *value, int *number)
{
	json_int_t got = json_integer_value(value);

	*number = -1;
	if (json_is_null(value))
		return NULL;
	if (!json_is_integer(value) || got < 0 || got > 65535)
		return "is no number from 0 to 65535";
	*number = (int)got;
	return NULL;
}

static const char *read_mac(const json_t *value, uint64_t *mac)
{
	if (!json_is_string(value) || mac_parse(json_string_value(value), mac))
		return "is no MAC address";
	return NULL;
}

static const char *read_verdict(const json_t *value, int *verdict)
{
	const char *text = json_string_value(value);
	int i;

	for (i = 0; text && i < LC_VERDICT_MAX; i++)
		if (!strcmp(verdict_text((unsigned int)i), text)) {
			*verdict = i;
			return NULL;
		}
	return "is none of pass, drop, would-drop";
}

static const char *read_reach(const json_t *value, int *reach)
{
	const char *text = json_string_value(value);
	int i;

	for (i = 0; text && i < REPORT_REACH_MAX; i++)
		if (!strcmp(report_reach_keys[i], text)) {
			*reach = i;
			return NULL;
		}
	return "is none of outside, private, link, multicast";
}

static const char *read_value(const struct place *at,
			      const struct report_field *field,
			      const json_t *value, void *member)
{
	if (!value)
		return "is missing";
	switch (field->kind) {
	case FIELD_TEXT:
		return read_text(at, field->key, value, member);
	case FIELD_COUNT:
		return read_count(value, member);
	case FIELD_TIME:
		return read_time(value, member);
	case FIELD_BOOL:
		*(bool *)member = json_is_true(value);
		return json_is_boolean(value) ? NULL : "is not true or false";
	case FIELD_NUMBER:
		return read_number(value, member);
	case FIELD_MAC:
		return read_mac(value, member);
	case FIELD_VERDICT:
		return read_verdict(value, member);
	case FIELD_REACH:
		return read_reach(value, member);
	}
	return NULL;
}

/* Members that this version does not know are those of a later one. */
static int read_row(const struct place *at, const struct report_field *fields,
		    const json_t *json, void *row)
{
	const char *what;

	if (!json_is_object(json))
		return wrong(at, at->table ? at->table : "sites",
			     "is no object");
	for (; fields->key; fields++) {
		what = read_value(at, fields,
				  json_object_get(json, fields->key),
				  (char *)row + fields->offset);
		if (what)
			return wrong(at, fields->key, what);
	}
	return 0;
}

static int read_table(struct place *at, const struct report_table *table,
		      const json_t *rows, struct report_site *site)
{
	struct report_list *list = (void *)((char *)site + table->offset);
	size_t i, count = json_array_size(rows);
	int err = 0;

	if (!json_is_array(rows))
		return wrong(at, table->key, "is no list");
	if (count > table->max)
		return wrong(at, table->key, "has too many rows");
	at->table = table->key;
	for (i = 0; i < count && !err; i++) {
		void *row = report_add(list, table->size);

		at->row = i;
		err = row ? read_row(at, table->fields, json_array_get(rows, i),
				     row) :
			    -ENOMEM;
	}
	at->table = NULL;
	return err;
}

static int read_site(struct place *at, const json_t *json)
{
	struct report_site *site =
		report_add(&at->report->sites, sizeof(*site));
	const struct report_table *table;
	int err;

	if (!site)
		return -ENOMEM;
	err = read_row(at, report_site_fields, json, site);
	if (!err && !site->name)
		err = wrong(at, "name", "is missing");
	if (!err)
		err = read_row(at, report_policy_fields,
			       json_object_get(json, "policy"), &site->policy);
	if (!err)
		err = read_row(at, report_ledger_fields,
			       json_object_get(json, "ledger"), &site->ledger);
	for (table = report_tables; table->key && !err; table++)
		err = read_table(at, table, json_object_get(json, table->key),
				 site);
	return err;
}

static int read_sites(struct place *at, const json_t *root)
{
	const json_t *sites = json_object_get(root, "sites");
	const char *schema = json_string_value(json_object_get(root, "schema"));
	int err = 0;

	if (!schema || strcmp(schema, REPORT_SCHEMA))
		return fault_set(
			at->fault, -EINVAL,
			"%s: no report: its schema is not \"" REPORT_SCHEMA
			"\"; lenscap report --json writes such a file",
			at->path);
	if (!json_is_array(sites) || !json_array_size(sites))
		return fault_set(at->fault, -EINVAL, "%s: it has no sites",
				 at->path);
	if (at->report->sites.count + json_array_size(sites) > REPORT_SITES_MAX)
		return fault_set(at->fault, -E2BIG,
				 "%s: more than %d sites, all together",
				 at->path, REPORT_SITES_MAX);
	for (; at->site < json_array_size(sites) && !err; at->site++) {
		err = read_site(at, json_array_get(sites, at->site));
		if (err)
			break;
	}
	return err;
}

static int too_big(const char *path, struct fault *fault)
{
	return fault_set(
		fault, -EFBIG,
		"%s: it has more than %u MiB, which no site's report has", path,
		REPORT_FILE_MAX >> 20);
}

/* 0 and all of a file of a sensible size; the caller frees. */
static int slurp(const char *path, char **data, size_t *len,
		 struct fault *fault)
{
	FILE *file = file_open(path);
	size_t room = 1 << 16, got = 0;
	char *more;
	int err = 0;

	if (!file)
		return fault_set(
			fault, -errno,
			"cannot open %s: %s; --merge takes files that lenscap report --json wrote",
			path, strerror(errno));
	*data = malloc(room);
	while (*data &&
	       (got += fread(*data + got, 1, room - got, file)) == room) {
		if (room > REPORT_FILE_MAX) {
			err = too_big(path, fault);
			goto out;
		}
		more = realloc(*data, room *= 2);
		if (!more)
			free(*data);
		*data = more;
	}
	if (!*data)
		err = -ENOMEM;
	else if (ferror(file))
		err = fault_set(fault, -EIO, "%s: it cannot be read", path);
	else if (got > REPORT_FILE_MAX)
		err = too_big(path, fault);
out:
	fclose(file);
	if (err) {
		free(*data);
		return err;
	}
	*len = got;
	return 0;
}

/* Values of an octet or two each would take fifty times the file in memory. */
static bool too_dense(const char *data, size_t len)
{
	size_t values = 0, i;

	for (i = 0; i < len; i++)
		values += data[i] == ',' || data[i] == '[' || data[i] == '{';
	return values > len / 6 + 4096;
}

int report_json_read(const char *path, struct report *report,
		     struct fault *fault)
{
	struct place at = { .report = report, .fault = fault, .path = path };
	json_error_t error;
	json_t *root;
	char *data = NULL;
	size_t len = 0;
	int err;

	fault_set(fault, 0, "%s: out of memory", path);
	err = slurp(path, &data, &len, fault);
	if (err)
		return err;
	if (too_dense(data, len)) {
		free(data);
		return fault_set(
			fault, -EINVAL,
			"%s: it has more values than a report of its size",
			path);
	}
	root = json_loadb(data, len, JSON_REJECT_DUPLICATES, &error);
	free(data);
	if (!root)
		return fault_set(fault, -EINVAL, "%s:%d:%d: no JSON: %s", path,
				 error.line, error.column, error.text);
	err = read_sites(&at, root);
	json_decref(root);
	if (!err && report_failed(report))
		err = -ENOMEM;
	return err;
}
