// SPDX-License-Identifier: GPL-2.0
/*
 * Rows as RFC 4180 has them.
 * Nothing about what the cells mean.
 */
#include "base/csv.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "base/envelope.h"
#include "base/say.h"

void csv_cell(FILE *out, const char *text)
{
	/* what a spreadsheet takes for a formula, and spaces before it */
	const char *first = text + strspn(text, "\n ");
	bool formula = *first && strchr("=+-@\t\r", *first);

	if (!formula && !strpbrk(text, ",\"\r\n")) {
		fputs(text, out);
		return;
	}
	putc('"', out);
	if (formula)
		putc('\'', out);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', out);
		putc(*text, out);
	}
	putc('"', out);
}

void csv_text(struct csv *csv, const char *text)
{
	if (csv->cells++)
		putc(',', csv->out);
	if (text)
		csv_cell(csv->out, text);
}

void csv_end(struct csv *csv)
{
	fputs("\r\n", csv->out);
	csv->cells = 0;
}

static void csv_number(struct csv *csv, int64_t number)
{
	fprintf(csv->out, "%s%" PRId64, csv->cells++ ? "," : "", number);
}

static void add_value(struct csv *csv, const json_t *value)
{
	if (json_is_string(value))
		csv_text(csv, json_string_value(value));
	else if (json_is_integer(value))
		csv_number(csv, json_integer_value(value));
	else if (json_is_boolean(value))
		csv_text(csv, json_is_true(value) ? "true" : "false");
	else
		csv_text(csv, NULL);
}

void csv_json(FILE *out, const json_t *rows, const char *const *keys)
{
	struct csv csv = { .out = out };
	const char *const *key;
	size_t i;

	for (key = keys; *key; key++)
		csv_text(&csv, *key);
	csv_end(&csv);
	for (i = 0; i < json_array_size(rows); i++) {
		for (key = keys; *key; key++)
			add_value(&csv, json_object_get(json_array_get(rows, i),
							*key));
		csv_end(&csv);
	}
}

int csv_envelope(json_t *env, const char *const *keys)
{
	if (!keys)
		return envelope_print(env);
	csv_json(stdout, envelope_rows(env), keys);
	json_decref(env);
	return cmd_flush();
}
