// SPDX-License-Identifier: GPL-2.0
/*
 * An explanation as one JSON object. More keys may come, these stay.
 */
#include "replay/explain_json.h"

#include "base/envelope.h"
#include "policy/reason.h"

static const char *outcome_word(enum explain_outcome outcome)
{
	static const char *const words[] = {
		[EXPLAIN_NOT_ASKED] = "not-asked",
		[EXPLAIN_GOES_ON] = "goes-on",
		[EXPLAIN_DECIDES] = "decides",
	};

	return words[outcome];
}

static json_t *phases(const struct explain_leg *leg)
{
	json_t *list = json_array();
	int i;

	for (i = 0; i < EXPLAIN_PHASE_MAX; i++)
		json_array_append_new(
			list,
			json_pack("{s:s, s:s, s:o}", "phase",
				  explain_phase_name(i), "outcome",
				  outcome_word(leg->steps[i].outcome), "text",
				  envelope_filled(leg->steps[i].text)));
	return list;
}

static json_t *rules(const struct explain_leg *leg)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < leg->rule_count; i++)
		json_array_append_new(
			list,
			json_pack("{s:s, s:b, s:b, s:s}", "name",
				  leg->rules[i].name, "asked",
				  leg->rules[i].outcome != EXPLAIN_NOT_ASKED,
				  "matches",
				  leg->rules[i].outcome == EXPLAIN_DECIDES,
				  "why", leg->rules[i].why));
	return list;
}

static json_t *leg_json(const struct explain_leg *leg)
{
	json_t *o = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			      "direction", direction_text(leg->direction),
			      "mac", leg->device, "prefix",
			      envelope_filled(leg->prefix), "vendor",
			      envelope_filled(leg->vendor), "zone",
			      envelope_filled(leg->zone), "group",
			      envelope_filled(leg->group), "from",
			      envelope_filled(leg->from), "to",
			      envelope_filled(leg->to), "proto",
			      envelope_filled(leg->proto));

	if (!o ||
	    json_object_update_new(
		    o,
		    json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "verdict",
			      verdict_text(leg->said.verdict), "reason",
			      envelope_text(reason_text(leg->said.reason)),
			      "rule", envelope_filled(leg->rule), "flow",
			      envelope_filled(leg->flow), "phases", phases(leg),
			      "rules", rules(leg), "differs",
			      envelope_filled(leg->differs)))) {
		json_decref(o);
		return NULL;
	}
	return o;
}

static json_t *remedy(const struct explain_remedy *r)
{
	if (!*r->text)
		return json_null();
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:b}", "text", r->text,
			 "group", envelope_filled(r->group), "yaml",
			 envelope_filled(r->yaml), "before",
			 envelope_filled(r->before), "tried",
			 envelope_filled(r->tried), "works", r->works);
}

static const char *way(const struct explanation *x)
{
	return x->direction == REPLAY_NONE ? "none" :
					     direction_text(x->direction);
}

json_t *explain_json(const struct explain_policy *policy,
		     const struct explanation *x)
{
	const struct explain_leg *leg = x->decides;
	json_t *ways = json_array();
	size_t i;

	for (i = 0; i < x->leg_count; i++)
		json_array_append_new(ways, leg_json(&x->legs[i]));
	return json_pack(
		"{s:s, s:{s:o, s:s, s:b}, s:s, s:I, s:s, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o}",
		"schema", "explain/1", "policy", "name",
		envelope_text(policy->policy->name), "sha256",
		policy->policy->sha256, "in_force", policy->in_force,
		"interface", x->interface, "bytes", (json_int_t)x->len,
		"direction", way(x), "mac",
		envelope_filled(leg ? leg->device : NULL), "zone",
		envelope_filled(leg ? leg->zone : NULL), "vendor",
		envelope_filled(leg ? leg->vendor : NULL), "verdict",
		verdict_text(x->verdict), "reason",
		envelope_text(reason_text(x->reason)), "group",
		envelope_filled(leg ? leg->group : NULL), "rule",
		envelope_filled(leg ? leg->rule : NULL), "ways", ways, "remedy",
		remedy(&x->remedy));
}
