// SPDX-License-Identifier: GPL-2.0
/*
 * A report written as JSON, report/1.
 * How it is read: report_read.c.
 */
#include "report/report_json.h"

#include <errno.h>
#include <jansson.h>

#include "base/envelope.h"
#include "base/mac.h"
#include "base/rfc3339.h"
#include "policy/reason.h"
#include "report/report_fields.h"

static json_t *time_json(int64_t when)
{
	char buf[RFC3339_LEN];

	if (!when)
		return json_null();
	rfc3339_format(when, buf);
	return json_string(buf);
}

static json_t *mac_json(uint64_t mac)
{
	char buf[MAC_TEXT_LEN];

	mac_format(mac, buf);
	return json_string(buf);
}

static json_t *value_json(const struct report_field *field, const void *row)
{
	const void *at = (const char *)row + field->offset;
	json_int_t count;
	int number;

	switch (field->kind) {
	case FIELD_TEXT:
		return envelope_text(*(const char *const *)at);
	case FIELD_COUNT:
		count = (json_int_t)(*(const uint64_t *)at);
		return json_integer(count);
	case FIELD_TIME:
		return time_json(*(const int64_t *)at);
	case FIELD_BOOL:
		return json_boolean(*(const bool *)at);
	case FIELD_MAC:
		return mac_json(*(const uint64_t *)at);
	case FIELD_NUMBER:
		number = *(const int *)at;
		return number < 0 ? json_null() : json_integer(number);
	case FIELD_VERDICT:
		return envelope_text(verdict_text(*(const unsigned int *)at));
	case FIELD_REACH:
		return json_string(report_reach_keys[*(const int *)at]);
	}
	return NULL;
}

/* NULL when out of memory. */
static json_t *row_json(const struct report_field *fields, const void *row)
{
	json_t *json = json_object();

	for (; json && fields->key; fields++)
		if (json_object_set_new(json, fields->key,
					value_json(fields, row))) {
			json_decref(json);
			return NULL;
		}
	return json;
}

static int dump(json_t *json, FILE *out)
{
	int err = -ENOMEM;

	if (json && !json_dumpf(json, out, JSON_COMPACT | JSON_ENCODE_ANY))
		err = 0;
	else if (ferror(out))
		err = -EIO;
	json_decref(json);
	return err;
}

static int write_table(const struct report_table *table,
		       const struct report_site *site, FILE *out)
{
	const struct report_list *list =
		(const void *)((const char *)site + table->offset);
	size_t i;
	int err = 0;

	fprintf(out, ",\n   \"%s\": [", table->key);
	for (i = 0; i < list->count && !err; i++) {
		fputs(i ? ",\n    " : "\n    ", out);
		err = dump(row_json(table->fields,
				    (const char *)list->rows + i * table->size),
			   out);
	}
	fputs("]", out);
	return err;
}

static int write_site(const struct report_site *site, FILE *out)
{
	const struct report_field *field;
	const struct report_table *table;
	int err = 0;

	fputs("  {", out);
	for (field = report_site_fields; field->key && !err; field++) {
		fprintf(out, "%s\"%s\": ",
			field == report_site_fields ? "" : ",\n   ",
			field->key);
		err = dump(value_json(field, site), out);
	}
	fputs(",\n   \"policy\": ", out);
	if (!err)
		err = dump(row_json(report_policy_fields, &site->policy), out);
	fputs(",\n   \"ledger\": ", out);
	if (!err)
		err = dump(row_json(report_ledger_fields, &site->ledger), out);
	for (table = report_tables; table->key && !err; table++)
		err = write_table(table, site, out);
	fputs("}", out);
	return err;
}

/* What a reader wants without adding up; --merge adds up anew. */
static json_t *totals_json(const struct report *report,
			   const struct report_sum *sum)
{
	return json_pack(
		"{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:{s:I, s:I, s:I}, s:{s:I, s:I, s:I}}",
		"sites", (json_int_t)report->sites.count, "devices",
		(json_int_t)sum->devices, "active", (json_int_t)sum->active,
		"seen_at_several_sites", (json_int_t)sum->twice, "vendors",
		(json_int_t)sum->known, "attempting",
		(json_int_t)sum->attempting, "outside_peers",
		(json_int_t)sum->targets, "outside_frames", "drop",
		(json_int_t)sum->outside[LC_DROP], "would_drop",
		(json_int_t)sum->outside[LC_WOULD_DROP], "pass",
		(json_int_t)sum->outside[LC_PASS], "frames", "drop",
		(json_int_t)sum->flow.frames[LC_DROP], "would_drop",
		(json_int_t)sum->flow.frames[LC_WOULD_DROP], "pass",
		(json_int_t)sum->flow.frames[LC_PASS]);
}

int report_json_write(const struct report *report, const struct report_sum *sum,
		      FILE *out)
{
	size_t i;
	int err;

	fputs("{\"schema\": \"" REPORT_SCHEMA "\",\n \"generated_at\": ", out);
	err = dump(time_json(report->generated_at), out);
	fputs(",\n \"totals\": ", out);
	if (!err)
		err = dump(totals_json(report, sum), out);
	fputs(",\n \"sites\": [\n", out);
	for (i = 0; i < report->sites.count && !err; i++) {
		if (i)
			fputs(",\n", out);
		err = write_site(report_site(report, i), out);
	}
	fputs("]}\n", out);
	if (!err && ferror(out))
		err = -EIO;
	return err;
}
