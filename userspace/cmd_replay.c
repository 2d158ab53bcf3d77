// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap replay: a verdict for every frame of a capture, and a summary.
 * How a frame gets its verdict stands in replay.c.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/envelope.h"
#include "base/mac.h"
#include "base/progress.h"
#include "base/table.h"
#include "cmd.h"
#include "options.h"
#include "policy/reason.h"
#include "replay/capture.h"
#include "replay/offline.h"
#include "replay/replay.h"

/* The longest, router-advertisement, and what stands between columns. */
#define REASON_WIDTH 22

struct counted {
	uint64_t frames;
	uint64_t bytes;
};

struct replaying {
	const char *policy_path;
	const char *interface;
	bool json;
	bool quiet;
	struct offline offline;
	struct counted counted[REPLAY_NONE + 1][LC_VERDICT_MAX][LC_REASON_MAX];
	uint64_t frames;
};

static const char *direction_word(enum replay_direction direction)
{
	return direction == REPLAY_NONE ? "none" : direction_text(direction);
}

static const char *name_of(const struct replaying *s, enum lc_name_kind kind,
			   unsigned int id)
{
	return names_text(s->offline.names, kind, id);
}

static int print_json(const struct replaying *s, const struct replay_verdict *v)
{
	char mac[18];
	json_t *line;
	int err;

	mac_format(v->mac, mac);
	line = json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:s, s:o, s:o}",
			 "frame", (json_int_t)s->frames, "direction",
			 direction_word(v->direction), "mac", mac, "zone",
			 envelope_text(name_of(s, LC_NAME_ZONE, v->zone)),
			 "vendor",
			 envelope_text(name_of(s, LC_NAME_VENDOR, v->vendor)),
			 "group",
			 envelope_text(name_of(s, LC_NAME_GROUP, v->group)),
			 "verdict", verdict_text(v->verdict), "reason",
			 envelope_text(reason_text(v->reason)), "rule",
			 envelope_text(name_of(s, LC_NAME_RULE, v->rule)));
	if (!line)
		return cmd_fail("out of memory");
	err = json_dumpf(line, stdout, JSON_COMPACT);
	json_decref(line);
	if (err || putchar('\n') == EOF)
		return cmd_fail("cannot write to standard output");
	return CMD_DONE;
}

static void print_line(const struct replaying *s,
		       const struct replay_verdict *v)
{
	const char *group = name_of(s, LC_NAME_GROUP, v->group);
	const char *rule = name_of(s, LC_NAME_RULE, v->rule);
	const char *reason = reason_text(v->reason);
	const char *verdict = verdict_text(v->verdict);
	enum colour colour = verdict_colour(verdict);
	char mac[18];

	mac_format(v->mac, mac);
	printf("%7" PRIu64 "  %-7s  %s  %s%-10s%s  %-*s%s%s%s\n", s->frames,
	       direction_word(v->direction), mac, colour_begin(stdout, colour),
	       verdict, colour_end(stdout, colour), group ? REASON_WIDTH : 0,
	       reason ? reason : "-", group ? group : "", rule ? "/" : "",
	       rule ? rule : "");
}

/* One row for each combination that occurred. */
static void each_counted(const struct replaying *s,
			 void (*take)(void *to, const char *direction,
				      const char *verdict, const char *reason,
				      const struct counted *counted),
			 void *to)
{
	int d, v, r;

	for (d = 0; d <= REPLAY_NONE; d++)
		for (v = 0; v < LC_VERDICT_MAX; v++)
			for (r = 0; r < LC_REASON_MAX; r++)
				if (s->counted[d][v][r].frames)
					take(to, direction_word(d),
					     verdict_text(v), reason_text(r),
					     &s->counted[d][v][r]);
}

static void table_row(void *to, const char *direction, const char *verdict,
		      const char *reason, const struct counted *counted)
{
	table_text(to, direction);
	table_text(to, verdict);
	table_colour(to, verdict_colour(verdict));
	table_text(to, reason);
	table_number(to, counted->frames);
	table_number(to, counted->bytes);
}

static void json_row(void *to, const char *direction, const char *verdict,
		     const char *reason, const struct counted *counted)
{
	json_array_append_new(
		to,
		json_pack("{s:s, s:s, s:o, s:I, s:I}", "direction", direction,
			  "verdict", verdict, "reason", envelope_text(reason),
			  "frames", (json_int_t)counted->frames, "bytes",
			  (json_int_t)counted->bytes));
}

static int print_summary(const struct replaying *s)
{
	struct table *table;
	json_t *env;

	if (s->json) {
		env = envelope_new("replay-summary/1");
		if (env)
			each_counted(s, json_row, envelope_rows(env));
		return envelope_print(env);
	}
	if (!s->quiet)
		putchar('\n');
	table = table_new("DIRECTION|VERDICT|REASON|>FRAMES|>BYTES");
	if (table)
		each_counted(s, table_row, table);
	return table_print(table);
}

static int judge(struct replaying *s, struct replay *replay,
		 unsigned int ifindex, const struct capture_frame *frame)
{
	struct replay_verdict v;
	struct counted *counted;
	struct fault fault;
	int err;

	err = replay_frame(replay, ifindex, frame, &v, &fault);
	if (err)
		return cmd_fail("frame %" PRIu64 ": %s", s->frames, fault.text);
	counted = &s->counted[v.direction][v.verdict][v.reason];
	counted->frames++;
	counted->bytes += frame->len;
	if (s->quiet)
		return CMD_DONE;
	if (s->json)
		return print_json(s, &v);
	print_line(s, &v);
	return CMD_DONE;
}

static int run_capture(struct replaying *s, struct capture *capture)
{
	const struct site *site = s->offline.site;
	int i = s->interface ? site_interface(site, s->interface) : 0;
	struct capture_frame frame;
	struct replay *replay;
	uint64_t at, all;
	struct fault fault;
	int ret = CMD_DONE, more;

	if (replay_new(s->offline.image, &replay, &fault))
		return cmd_fail("%s", fault.text);
	progress_begin("judging", "frames");
	while ((more = capture_next(capture, &frame, &fault)) > 0) {
		if (!(s->frames++ % 256)) {
			capture_place(capture, &at, &all);
			progress_at(s->frames, at, all);
		}
		ret = judge(s, replay, site->interfaces[i].ifindex, &frame);
		if (ret)
			break;
	}
	progress_end();
	replay_free(replay);
	if (!ret && (s->quiet || !s->json))
		ret = print_summary(s);
	else if (!ret)
		ret = cmd_flush();
	return more < 0 ? cmd_fail("%s", fault.text) : ret;
}

/* What an offline site lacks that this policy asks about. */
static void warn_offline(const struct replaying *s)
{
	const struct policy *policy = s->offline.policy;
	size_t g, r;

	if (!policy->interfaces[0].has_on_link)
		cmd_warn(
			"no on-link prefixes are given for the interface, and replay takes none from this machine: add on-link to the policy");
	for (g = 0; g < policy->group_count; g++)
		for (r = 0; r < policy->groups[g].rule_count; r++)
			if (policy->groups[g].rules[r].peer.router) {
				cmd_warn(
					"replay knows no addresses of the router: rules with peer router match nothing");
				return;
			}
}

static int replay_file(struct replaying *s, const char *path)
{
	struct capture *capture = NULL;
	struct fault fault;
	int ret = CMD_DONE, err;

	err = offline_load(s->policy_path, s->interface, &s->offline);
	if (err && s->offline.diag && diag_errors(s->offline.diag)) {
		diag_print(s->offline.diag);
		ret = CMD_USAGE;
	} else if (err) {
		ret = cmd_fail("%s: %s", s->policy_path, strerror(-err));
	} else if (!s->offline.site->interface_count) {
		ret = cmd_misuse("%s names no interface to replay on",
				 s->policy_path);
	} else if (capture_open(path, &capture, &fault)) {
		ret = cmd_fail("%s", fault.text);
	} else {
		warn_offline(s);
		ret = run_capture(s, capture);
	}
	capture_close(capture);
	offline_free(&s->offline);
	return ret;
}

int cmd_replay(int argc, char **argv)
{
	static const struct options_usage usage = {
		.operands = "PCAP",
		.about =
			"Judge every frame of a capture by a policy, through the programs\n"
			"that apply would attach, without touching what is in force.",
		.min_operands = 1,
		.max_operands = 1,
	};
	const char *unused = NULL;
	struct replaying s = { 0 };
	const struct option_def defs[] = {
		{ "policy", "FILE", "the policy to judge by (required)", NULL,
		  &s.policy_path },
		{ "interface", "IFACE",
		  "the interface the frames passed (the policy's first)", NULL,
		  &s.interface },
		{ "summary", NULL, "only the summary", &s.quiet, NULL },
		OPTION_JSON(&s.json),
		/* every command takes them; replay has maps of its own */
		{ "pin", "DIR", NULL, NULL, &unused },
		{ "state", "DIR", NULL, NULL, &unused },
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);

	if (first < 0)
		return options_exit(first);
	if (!s.policy_path)
		return cmd_misuse(
			"replay needs a policy: lenscap replay %s --policy FILE",
			argv[first]);
	progress_allow(!s.quiet || s.json);
	return replay_file(&s, argv[first]);
}
