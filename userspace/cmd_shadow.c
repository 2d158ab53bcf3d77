// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap shadow: what a candidate would have decided otherwise, and its end.
 * How it begins is apply --shadow; how it is read, shadow_table.c.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/envelope.h"
#include "base/table.h"
#include "cmd.h"
#include "maps/lock.h"
#include "options.h"
#include "slot/deploy.h"
#include "slot/live.h"
#include "slot/shadow.h"

struct shadow {
	const char *pin;
	bool json;
	bool stop;
	struct live live;
	struct lc_policy_info info; /* of the candidate */
	struct shadow_table table;
};

static json_t *row_json(const struct shadow_row *row)
{
	char first[ENVELOPE_TIME_LEN], last[ENVELOPE_TIME_LEN];

	return json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:I, s:I, s:s, s:s}",
		"interface", envelope_filled(row->interface), "zone",
		envelope_filled(row->zone), "direction",
		envelope_filled(row->direction), "live_group",
		envelope_filled(row->live_group), "live_rule",
		envelope_filled(row->live_rule), "live_verdict",
		envelope_filled(row->live_verdict), "live_reason",
		envelope_filled(row->live_reason), "group",
		envelope_filled(row->group), "rule", envelope_filled(row->rule),
		"verdict", envelope_filled(row->verdict), "reason",
		envelope_filled(row->reason), "peer",
		envelope_filled(row->peer), "proto", row->proto, "port",
		row->key.port ? json_integer(row->key.port) : json_null(),
		"frames", (json_int_t)row->frames, "bytes",
		(json_int_t)row->bytes, "first_seen",
		envelope_time(row->first_seen, first), "last_seen",
		envelope_time(row->last_seen, last));
}

static int print_json(const struct shadow *s)
{
	json_t *env = envelope_new("shadow/1");
	const struct shadow_table *table = &s->table;
	json_t *policy;
	size_t i;

	if (!env)
		return envelope_print(NULL);
	envelope_set_since(env, (time_t)s->info.applied_at);
	json_object_set_new(env, "complete", json_boolean(!table->lost));
	json_object_set_new(env, "lost", json_integer((json_int_t)table->lost));
	policy = json_pack("{s:o, s:s, s:o}", "name",
			   envelope_filled(s->info.name), "sha256",
			   s->info.sha256, "applied_by",
			   envelope_filled(s->info.applied_by));
	json_object_set_new(env, "policy", policy);
	json_object_set_new(env, "compared",
			    json_integer((json_int_t)table->compared));
	json_object_set_new(env, "differing",
			    json_integer((json_int_t)table->differing));
	for (i = 0; i < table->count; i++) {
		if (json_array_append_new(envelope_rows(env),
					  row_json(&table->rows[i]))) {
			json_decref(env);
			return envelope_print(NULL);
		}
	}
	return envelope_print(env);
}

static void print_label(const struct lc_policy_info *info)
{
	printf("%s%s(%.12s)", info->name, *info->name ? " " : "", info->sha256);
}

static void print_sums(const struct shadow *s)
{
	char since[ENVELOPE_TIME_LEN];

	print_label(&s->info);
	printf(" beside %s%s(%.12s) since %s, by %s: %" PRIu64 " of %" PRIu64
	       " frames would be judged otherwise\n",
	       s->live.info.name, *s->live.info.name ? " " : "",
	       s->live.info.sha256,
	       envelope_time((time_t)s->info.applied_at, since),
	       *s->info.applied_by ? s->info.applied_by : "somebody",
	       s->table.differing, s->table.compared);
	if (s->table.lost)
		printf("of these, %" PRIu64
		       " are in no row: the table had no room for all\n",
		       s->table.lost);
}

/* "drop cameras/call-out rule", "pass unlisted" */
static void table_judgement(struct table *table, const char *verdict,
			    const char *group, const char *rule,
			    const char *reason)
{
	char text[160];

	snprintf(text, sizeof(text), "%s%s%s%s%s%s%s", verdict ? verdict : "",
		 group ? " " : "", group ? group : "", rule ? "/" : "",
		 rule ? rule : "", reason ? ", " : "", reason ? reason : "");
	table_text(table, text);
}

static int print_text(const struct shadow *s)
{
	char last[ENVELOPE_TIME_LEN];
	struct table *table;
	size_t i;

	print_sums(s);
	if (!s->table.count)
		return cmd_flush();
	table = table_new(
		"INTERFACE|ZONE|DIRECTION|IN FORCE|CANDIDATE|PEER|PROTO|>PORT|>FRAMES|LAST SEEN");
	for (i = 0; i < s->table.count; i++) {
		const struct shadow_row *row = &s->table.rows[i];

		table_text(table, row->interface);
		table_text(table, row->zone);
		table_text(table, row->direction);
		table_judgement(table, row->live_verdict, row->live_group,
				row->live_rule, row->live_reason);
		table_judgement(table, row->verdict, row->group, row->rule,
				row->reason);
		table_text(table, row->peer);
		table_text(table, row->proto);
		if (row->key.port)
			table_number(table, row->key.port);
		else
			table_text(table, NULL);
		table_number(table, row->frames);
		table_text(table, envelope_time(row->last_seen, last));
	}
	return table_print(table);
}

static int show(struct shadow *s)
{
	int ret, err = shadow_read(&s->live, &s->table);

	if (err)
		return cmd_fail("the differences cannot be read: %s",
				strerror(-err));
	ret = s->json ? print_json(s) : print_text(s);
	shadow_table_free(&s->table);
	return ret;
}

static int stop(struct shadow *s)
{
	struct fault fault = { "" };
	int err;

	if (deploy_check_netns(s->pin, &s->live.obj, &fault))
		return cmd_fail("%s", fault.text);
	err = shadow_stop(&s->live.obj);
	if (err)
		return cmd_fail("cannot end the shadow: %s", strerror(-err));
	if (s->json)
		return envelope_print(json_pack("{s:b, s:o, s:s}", "changed", 1,
						"name",
						envelope_filled(s->info.name),
						"sha256", s->info.sha256));
	print_label(&s->info);
	puts(" is judged by no more");
	return cmd_flush();
}

static int run(struct shadow *s)
{
	struct fault fault = { "" };
	int ret;

	if (live_open(s->pin, &s->live, &fault))
		return cmd_fail("%s", fault.text);
	if (!shadow_info(&s->live, &s->info))
		ret = cmd_fail(
			"no candidate is judged beside the policy in force; lenscap apply --shadow FILE begins that");
	else
		ret = s->stop ? stop(s) : show(s);
	live_close(&s->live);
	return ret;
}

static int run_locked(struct shadow *s)
{
	struct lock lock = LOCK_NONE;
	struct fault fault = { "" };
	int ret;

	if (geteuid())
		return cmd_fail(
			"root is needed to change the router; try sudo");
	if (lock_take(s->pin, false, &lock, &fault))
		return cmd_fail("%s", fault.text);
	ret = run(s);
	lock_release(s->pin, &lock);
	return ret;
}

static const struct options_usage usage = {
	.operands = "[stop]",
	.about =
		"Show what the candidate of apply --shadow would have decided otherwise than the\n"
		"policy in force, by group, rule and peer; with stop, end it. Frames are compared\n"
		"that one of both lists, by what the rules say: monitor makes no difference, and\n"
		"rates are left out. A candidate keeps no flows of its own: what could pass within\n"
		"one counts as passed wherever its rules would have let it be opened.",
	.max_operands = 1,
};

int cmd_shadow(int argc, char **argv)
{
	struct shadow s = { .pin = OPTIONS_PIN_DEFAULT };
	const char *state = NULL;
	const struct option_def defs[] = {
		OPTION_JSON(&s.json),
		OPTION_PIN(&s.pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);

	if (first < 0)
		return options_exit(first);
	if (first < argc && strcmp(argv[first], "stop"))
		return cmd_misuse(
			"shadow: \"%s\" is nothing it can do; stop ends it, and without a word it shows the table",
			argv[first]);
	s.stop = first < argc;
	return s.stop ? run_locked(&s) : run(&s);
}
