// SPDX-License-Identifier: GPL-2.0
/*
 * The JSON envelope around lists, and how JSON leaves the program.
 * Nothing about what the rows are.
 */
#include "base/envelope.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/boot_id.h"
#include "base/rfc3339.h"
#include "base/say.h"

const char *envelope_time(time_t when, char buf[ENVELOPE_TIME_LEN])
{
	rfc3339_format(when, buf);
	return buf;
}

json_t *envelope_text(const char *text)
{
	json_t *json;

	if (!text)
		return json_null();
	json = json_string(text);
	/* what is not UTF-8 came from outside; it is not worth a failure */
	return json ? json : json_string("?");
}

json_t *envelope_filled(const char *text)
{
	return envelope_text(text && *text ? text : NULL);
}

static json_t *host_name(void)
{
	char name[256];

	if (gethostname(name, sizeof(name)))
		return json_null();
	name[sizeof(name) - 1] = '\0';
	return envelope_text(name);
}

static json_t *boot_id(void)
{
	char id[BOOT_ID_LEN];

	return boot_id_read(id) || !*id ? json_null() : envelope_text(id);
}

json_t *envelope_new(const char *schema)
{
	char now[ENVELOPE_TIME_LEN];

	return json_pack("{s:s, s:o, s:o, s:n, s:s, s:b, s:i, s:[]}", "schema",
			 schema, "host", host_name(), "boot_id", boot_id(),
			 "since", "generated_at",
			 envelope_time(time(NULL), now), "complete", 1, "lost",
			 0, "rows");
}

json_t *envelope_rows(json_t *env)
{
	return json_object_get(env, "rows");
}

void envelope_set_since(json_t *env, time_t since)
{
	char buf[ENVELOPE_TIME_LEN];

	json_object_set_new(env, "since",
			    json_string(envelope_time(since, buf)));
}

void envelope_set_lost(json_t *env, uint64_t lost)
{
	json_object_set_new(env, "complete", json_boolean(!lost));
	json_object_set_new(env, "lost", json_integer((json_int_t)lost));
}

int envelope_print(json_t *env)
{
	int err;

	if (!env)
		return cmd_fail("out of memory");
	err = json_dumpf(env, stdout, JSON_INDENT(2) | JSON_ENCODE_ANY);
	json_decref(env);
	if (err && !ferror(stdout))
		return cmd_fail("out of memory");
	putchar('\n');
	return cmd_flush();
}
