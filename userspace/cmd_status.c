// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap status: what is attached where, and what is wrong.
 * How that is found out stands in state.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/colour.h"
#include "base/envelope.h"
#include "base/rfc3339.h"
#include "base/short_id.h"
#include "cmd.h"
#include "guard/fallback.h"
#include "options.h"
#include "permit/permit_text.h"
#include "port/generic.h"
#include "slot/info.h"
#include "slot/live.h"
#include "slot/shadow.h"
#include "slot/state.h"

static const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

static json_t *shadow_json(const struct live *live)
{
	char when[ENVELOPE_TIME_LEN];
	struct lc_policy_info info;

	if (!shadow_info(live, &info))
		return json_null();
	return json_pack("{s:o, s:s, s:s, s:o, s:o}", "name",
			 envelope_filled(info.name), "sha256", info.sha256,
			 "since", envelope_time((time_t)info.applied_at, when),
			 "by", envelope_filled(info.applied_by), "why",
			 envelope_filled(info.why));
}

static json_t *policy_json(const struct live *live, const struct state *state)
{
	json_t *policy;
	const struct lc_policy_info *info = &live->info;
	char when[ENVELOPE_TIME_LEN];

	if (!live->policy)
		return json_null();
	policy = json_pack(
		"{s:o, s:o, s:o, s:s, s:s, s:s, s:o, s:o, s:i, s:b, s:o}",
		"name", envelope_filled(info->name), "revision",
		envelope_filled(info->revision), "path",
		envelope_filled(info->path), "sha256", info->sha256, "mode",
		info->monitor ? "monitor" : "enforce", "applied_at",
		envelope_time((time_t)info->applied_at, when), "applied_by",
		envelope_filled(info->applied_by), "why",
		envelope_filled(info->why), "slot", (int)live->slot, "saved",
		state->saved, "pending", pending_json(&live->pending));
	json_object_set_new(policy, "idle",
			    envelope_text(shadow_idle_text(shadow_idle(live))));
	json_object_set_new(policy, "shadow", shadow_json(live));
	return policy;
}

/* Whether the driver offers native XDP; null where that cannot be told. */
static json_t *offer_json(enum native_offer offer)
{
	return offer == NATIVE_UNKNOWN ? json_null() :
					 json_boolean(offer == NATIVE_OFFERED);
}

static json_t *port_json(const struct state_port *port)
{
	const struct attach_state *at = &port->attached;
	bool generic = at->xdp_mode == LC_XDP_GENERIC;
	json_t *strip = at->rx_vlan_strip < 0 ? json_null() :
						json_boolean(at->rx_vlan_strip);

	return json_pack(
		"{s:s, s:o, s:o, s:o, s:b, s:{s:b, s:o, s:o, s:o, s:o}, s:{s:b, s:o, s:b}}",
		"name", port->name, "ifindex",
		port->ifindex ? json_integer(port->ifindex) : json_null(),
		"driver", envelope_filled(port->driver), "rx_vlan_strip", strip,
		"in_policy", port->in_policy, "ingress", "attached",
		at->ingress, "mode",
		envelope_filled(xdp_mode_text(at->xdp_mode)), "native",
		offer_json(port->offer), "cause",
		envelope_filled(
			generic ? generic_cause_text(at->generic_cause) : NULL),
		"refusal", envelope_filled(generic ? at->refusal : NULL),
		"egress", "attached", at->egress, "kind",
		envelope_filled(tc_kind_text(at->tc_kind)), "first",
		at->egress && at->first);
}

/* What guard status says too, and which interfaces are closed. */
static json_t *guard_json(const struct live *live, const struct state *state)
{
	json_t *guard =
		guard_look_json(&state->guard, state->shut,
				live->policy ? live->info.sha256 : NULL);
	json_t *closed = json_array();
	size_t i;

	for (i = 0; i < state->port_count; i++)
		if (state->ports[i].shut == GUARD_SHUT_YES)
			json_array_append_new(
				closed, envelope_text(state->ports[i].name));
	json_object_set_new(guard, "closed", closed);
	return guard;
}

static json_t *permits_json(const struct permits *permits)
{
	json_t *rows = json_array();
	size_t i;

	for (i = 0; i < permits->count; i++)
		json_array_append_new(rows, permit_json(&permits->items[i]));
	return rows;
}

static json_t *programs_json(const struct lc_control *control)
{
	char build[17];

	snprintf(build, sizeof(build), "%016llx",
		 (unsigned long long)control->build);
	return json_pack("{s:o, s:b}", "build",
			 envelope_text(control->build ? build : NULL), "own",
			 control->build == object_build());
}

static json_t *state_json(const struct live *live, const struct state *state)
{
	json_t *ports = json_array();
	json_t *warnings = json_array();
	size_t i;

	for (i = 0; i < state->port_count; i++)
		json_array_append_new(ports, port_json(&state->ports[i]));
	for (i = 0; i < state->warning_count; i++)
		json_array_append_new(warnings,
				      envelope_text(state->warnings[i]));
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "policy",
			 policy_json(live, state), "programs",
			 programs_json(&live->control), "interfaces", ports,
			 "guard", guard_json(live, state), "permits",
			 permits_json(&state->permits), "warnings", warnings);
}

static void print_pending(const struct pending *pending)
{
	char text[PENDING_TEXT_LEN], id[SHORT_ID_LEN];

	pending_text(pending, text);
	short_id_format(pending->id, id);
	printf("%s: lenscap confirm %s keeps it\n", text, id);
}

static void print_idle(const struct live *live)
{
	char when[ENVELOPE_TIME_LEN];
	struct lc_policy_info info;

	if (shadow_info(live, &info))
		printf("idle slot   shadow: %s%s(%.12s) since %s by %s; lenscap shadow shows what differs\n",
		       info.name, *info.name ? " " : "", info.sha256,
		       envelope_time((time_t)info.applied_at, when),
		       or_dash(info.applied_by));
	else if (shadow_idle(live) == LC_IDLE_PREVIOUS &&
		 info_previous(live->at.dir, &live->obj, &info) >= 0)
		printf("idle slot   previous: lenscap rollback goes back to %s%s(%.12s)\n",
		       info.name, *info.name ? " " : "", info.sha256);
	else
		puts("idle slot   empty");
}

static void print_policy(const struct live *live, const struct state *state)
{
	const struct lc_policy_info *info = &live->info;
	char when[ENVELOPE_TIME_LEN];

	if (!live->policy) {
		puts("no policy is in force");
		return;
	}
	printf("policy      %s%s%s%s(%.12s) from %s\n", info->name,
	       *info->name && *info->revision ? " " : "", info->revision,
	       *info->name || *info->revision ? " " : "", info->sha256,
	       or_dash(info->path));
	printf("mode        %s\n",
	       info->monitor ?
		       "monitor: judged and counted, nothing is dropped" :
		       "enforce");
	printf("applied     %s by %s, slot %u, %s\n",
	       envelope_time((time_t)info->applied_at, when),
	       or_dash(info->applied_by), live->slot,
	       state->saved ? "saved" : "NOT saved");
	if (*info->why)
		printf("why         %s\n", info->why);
	print_idle(live);
	if (live->pending.id)
		print_pending(&live->pending);
}

static void print_port(const struct state_port *port)
{
	const struct attach_state *at = &port->attached;

	printf("%-11s ingress %s%s, egress %s%s", port->name,
	       at->ingress ? "attached, " : "NOT attached",
	       at->ingress ? or_dash(xdp_mode_text(at->xdp_mode)) : "",
	       at->egress ? "attached, " : "NOT attached",
	       at->egress ? or_dash(tc_kind_text(at->tc_kind)) : "");
	/* DESIGN 5: what one count is depends on where it is counted */
	if (at->ingress)
		printf("; ingress counts %s", at->xdp_mode == LC_XDP_GENERIC ?
						      "packets after GRO" :
						      "frames");
	if (at->rx_vlan_strip == 1)
		fputs("; VLAN tags are stripped on receipt", stdout);
	if (*port->driver)
		printf("; driver %s", port->driver);
	if (!port->in_policy)
		fputs("; not in the policy", stdout);
	putchar('\n');
}

static void print_guard(const struct guard_look *guard, bool closed,
			const char *sha256)
{
	const struct guard_held *held = &guard->status.current;

	printf("guard       %s", guard_look_state(guard, closed));
	if (guard->answers && held->there)
		printf(", %u prefixes of %s policy", held->prefixes,
		       guard_look_holds(held, sha256) ? "this" : "another");
	if (guard->answers)
		printf(", proof %s", guard_proof_text(guard->status.proof));
	printf("%s\n", guard->enabled ? ", enabled" : "");
}

static void print_permits(const struct permits *permits)
{
	char id[SHORT_ID_LEN], until[RFC3339_LEN];
	size_t i;

	for (i = 0; i < permits->count; i++) {
		const struct lc_permit_note *note = &permits->items[i].note;

		short_id_format(note->id, id);
		rfc3339_format((int64_t)note->until, until);
		printf("permit      %s until %s: %.*s\n", id, until,
		       (int)strcspn(note->why, "\n"), note->why);
	}
}

static void print_warning(const char *text)
{
	printf("%swarning:%s %s\n", colour_begin(stdout, COLOUR_YELLOW),
	       colour_end(stdout, COLOUR_YELLOW), text);
}

static int print_state(const struct live *live, const struct state *state)
{
	size_t i;

	print_policy(live, state);
	for (i = 0; i < state->port_count; i++)
		print_port(&state->ports[i]);
	print_guard(&state->guard, state->shut,
		    live->policy ? live->info.sha256 : NULL);
	print_permits(&state->permits);
	for (i = 0; i < state->warning_count; i++)
		print_warning(state->warnings[i]);
	return cmd_flush();
}

static int nothing_applied(const char *state_dir, bool json,
			   const struct fault *fault)
{
	bool fallback = fallback_stands() > 0;
	struct guard_look guard;
	json_t *warnings;
	bool closed;
	int ret;

	guard_look(state_dir, &guard);
	closed = guard_look_any_shut(&guard);
	if (json) {
		warnings = json_array();
		if (fallback)
			json_array_append_new(
				warnings, envelope_text(state_fallback_text));
		ret = envelope_print(json_pack(
			"{s:n, s:[], s:o, s:[], s:o}", "policy", "interfaces",
			"guard", guard_look_json(&guard, closed, NULL),
			"permits", "warnings", warnings));
	} else {
		puts(fault->text);
		if (guard.loaded || guard.enabled)
			print_guard(&guard, closed, NULL);
		if (fallback)
			print_warning(state_fallback_text);
		ret = cmd_flush();
	}
	guard_look_free(&guard);
	return ret;
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Show the policy in force, where it is attached, and what is wrong.",
	.max_operands = 0,
};

int cmd_status(int argc, char **argv)
{
	const char *pin = OPTIONS_PIN_DEFAULT;
	const char *state_dir = OPTIONS_STATE_DEFAULT;
	bool json = false, check = false;
	const struct option_def defs[] = {
		{ "check", NULL,
		  "exit 1 unless all is attached and the policy saved", &check,
		  NULL },
		OPTION_JSON(&json),
		OPTION_PIN(&pin),
		OPTION_STATE(&state_dir),
		OPTION_END,
	};
	struct fault fault = { "" };
	struct state *state;
	struct live live;
	int ret, err;

	err = options_parse(&usage, defs, argc, argv);
	if (err < 0)
		return options_exit(err);
	err = live_open(pin, &live, &fault);
	if (err == -ENOENT) {
		ret = nothing_applied(state_dir, json, &fault);
		return check ? CMD_FAILED : ret;
	}
	if (err)
		return cmd_fail("%s", fault.text);
	err = state_look(&live, state_dir, &state);
	if (err) {
		live_close(&live);
		return cmd_fail("out of memory");
	}
	ret = json ? envelope_print(state_json(&live, state)) :
		     print_state(&live, state);
	if (check && !(state->whole && state->saved))
		ret = CMD_FAILED;
	state_free(state);
	live_close(&live);
	return ret;
}
