// SPDX-License-Identifier: GPL-2.0
/*
 * The phases of a listed frame told, from the built-in refusals to the rate.
 * Rules are explain_rules.c, housekeeping explain_house.c.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "replay/explain_phases.h"
#include "base/array.h"

#define NS 1000000000ull

typedef void (*teller)(struct explain_telling *t);

static const char *rule_name(const struct explain_telling *t, uint64_t by)
{
	const char *name =
		names_text(t->policy->names, LC_NAME_RULE, by & 0xffff);

	return name ? name : "?";
}

static bool is_refusal(enum lc_reason reason)
{
	return reason == LC_REASON_ROUTER_ADVERTISEMENT ||
	       reason == LC_REASON_REDIRECT ||
	       reason == LC_REASON_DHCP_SERVER ||
	       reason == LC_REASON_ARP_SENDER ||
	       reason == LC_REASON_ND_LINK_ADDRESS ||
	       reason == LC_REASON_DHCP_CHADDR;
}

static void tell_refusals(struct explain_telling *t)
{
	enum lc_reason refused = t->steps->refused;

	if (t->leg->direction == LC_EGRESS)
		explain_say(t, EXPLAIN_REFUSALS, EXPLAIN_NOT_ASKED,
			    "asked of what devices send");
	else if (is_refusal(refused))
		explain_say(t, EXPLAIN_REFUSALS, EXPLAIN_DECIDES, "%s",
			    explain_reason(refused));
	else
		explain_say(t, EXPLAIN_REFUSALS, EXPLAIN_GOES_ON,
			    "nothing that devices may never send");
}

static void tell_source(struct explain_telling *t)
{
	const struct lc_frame *f = &t->steps->parsed;
	enum lc_reason refused = t->steps->refused;
	char text[EXPLAIN_END_LEN] = "it";

	if (t->leg->direction == LC_EGRESS) {
		explain_say(t, EXPLAIN_SOURCE, EXPLAIN_NOT_ASKED,
			    "asked of what devices send");
		return;
	}
	if (f->l3 >= LC_L3_IPV4 || f->l3 == LC_L3_ARP)
		explain_address(f, &f->src, text);
	if (refused == LC_REASON_SOURCE_GUARD && f->claim)
		explain_say(t, EXPLAIN_SOURCE, EXPLAIN_DECIDES,
			    "%s, or what it says is its own: %s", text,
			    explain_reason(refused));
	else if (refused)
		explain_say(t, EXPLAIN_SOURCE, EXPLAIN_DECIDES, "%s: %s", text,
			    explain_reason(refused));
	else if (!t->group->has_addresses)
		explain_say(t, EXPLAIN_SOURCE, EXPLAIN_GOES_ON,
			    "the group names no addresses: %s may be anybody's",
			    text);
	else
		explain_say(t, EXPLAIN_SOURCE, EXPLAIN_GOES_ON,
			    "%s may be the device's own", text);
}

/* What an error quotes, as it went: the device's end and the peer's. */
static void tell_icmp(struct explain_telling *t)
{
	const struct lc_frame *f = &t->steps->parsed;
	const struct lc_frame *judged = &t->steps->judged;
	unsigned int sport = LC_QUOTE(f->quote, LC_QUOTE_SPORT, LC_QUOTE_DPORT);
	unsigned int dport = LC_QUOTE(f->quote, LC_QUOTE_DPORT, LC_QUOTE_END);
	unsigned int proto =
		LC_QUOTE(f->quote, LC_QUOTE_IP_PROTO, LC_QUOTE_SPORT);

	if (f->message != LC_MSG_ICMP_ERROR)
		explain_say(t, EXPLAIN_ICMP, EXPLAIN_NOT_ASKED,
			    "it is no ICMP error");
	else if (!f->quote)
		explain_say(
			t, EXPLAIN_ICMP, EXPLAIN_GOES_ON,
			"what it quotes did not go between the same two addresses the other way, is not whole, or the error is too long");
	else if (judged->reason == LC_REASON_ICMP_ERROR)
		explain_say(
			t, EXPLAIN_ICMP, EXPLAIN_DECIDES,
			"it quotes protocol %u from port %u to %u, which rule %s allows",
			proto, sport, dport, rule_name(t, judged->rule));
	else
		explain_say(
			t, EXPLAIN_ICMP, EXPLAIN_GOES_ON,
			"it quotes protocol %u from port %u to %u, which no flow and no rule with initiated-by either allows",
			proto, sport, dport);
}

static void flow_word(struct explain_telling *t, const char *word)
{
	snprintf(t->leg->flow, sizeof(t->leg->flow), "%s", word);
}

static void tell_flow_there(struct explain_telling *t,
			    const struct explain_flow *flow, const char *by)
{
	bool within = t->steps->judged.reason == LC_REASON_FLOW ||
		      t->steps->judged.reason == LC_REASON_PERMIT ||
		      t->steps->judged.reason == LC_REASON_ICMP_ERROR ||
		      t->steps->judged.reason == LC_REASON_RATE;
	unsigned long long age = flow->age_ns / NS, idle = flow->idle_ns / NS;

	if (!flow->asked) {
		flow_word(t, "other-policy");
		explain_say(
			t, EXPLAIN_FLOW, EXPLAIN_GOES_ON,
			"the %s opened one, but nothing in this group lets it any more",
			by);
	} else if (flow->over) {
		flow_word(t, "idle");
		explain_say(
			t, EXPLAIN_FLOW, EXPLAIN_GOES_ON,
			"the %s opened one, %s: last frame %llu s ago, %llu s is the limit",
			by,
			flow->age_ns > flow->idle_ns ?
				"and it is over" :
				"but it ended and this begins anew",
			age, idle);
	} else if (!within) {
		flow_word(t, "other-policy");
		explain_say(
			t, EXPLAIN_FLOW, EXPLAIN_GOES_ON,
			"the %s opened one, which the policy in force would not let it open",
			by);
	} else {
		flow_word(t, "open");
		explain_say(
			t, EXPLAIN_FLOW, EXPLAIN_DECIDES,
			"within one that the %s opened by %s %s: last frame %llu s ago, %llu s is the limit",
			by,
			flow->flow.opened_by & LC_OPENED_PERMIT ? "a" : "rule",
			flow->flow.opened_by & LC_OPENED_PERMIT ?
				"permit" :
				rule_name(t, t->steps->judged.rule),
			age, idle);
	}
}

static void tell_flow(struct explain_telling *t)
{
	const struct explain_flow *flow = t->steps->flow;

	flow_word(t, "none");
	if (!t->steps->tracked)
		explain_say(
			t, EXPLAIN_FLOW, EXPLAIN_NOT_ASKED,
			"none can be: it has neither ports nor an echo's identifier");
	else if (flow[LC_EGRESS].there &&
		 (!flow[LC_EGRESS].over || !flow[LC_INGRESS].there))
		tell_flow_there(t, &flow[LC_EGRESS], "peer");
	else if (flow[LC_INGRESS].there)
		tell_flow_there(t, &flow[LC_INGRESS], "device");
	else
		explain_say(t, EXPLAIN_FLOW, EXPLAIN_GOES_ON,
			    t->policy->in_force ?
				    "none is open between these ends" :
				    "none: a file knows of no flows");
}

static bool by_default(enum lc_reason reason)
{
	return reason == LC_REASON_DEFAULT || reason == LC_REASON_FRAGMENT ||
	       reason == LC_REASON_PROTOCOL ||
	       reason == LC_REASON_NOT_HOUSEKEEPING ||
	       reason == LC_REASON_ICMP_UNBOUND;
}

static void tell_default(struct explain_telling *t)
{
	const struct lc_frame *judged = &t->steps->judged;
	const char *word = t->group->default_pass ? "pass" : "drop";

	if (t->steps->rule >= 0 && t->steps->parsed.l3 >= LC_L3_IPV4)
		return;
	if (by_default(judged->reason))
		explain_say(
			t, EXPLAIN_DEFAULT, EXPLAIN_DECIDES, "%s%s", word,
			t->group->default_pass && judged->verdict != LC_PASS ?
				", but other protocols are for rules alone" :
				"");
	else
		explain_say(t, EXPLAIN_DEFAULT, EXPLAIN_GOES_ON, "%s", word);
}

static void tell_permit(struct explain_telling *t)
{
	const struct lc_frame *judged = &t->steps->judged;
	unsigned int count = __builtin_popcountll(t->steps->permits);

	if (judged->reason == LC_REASON_PERMIT)
		explain_say(t, EXPLAIN_PERMIT, EXPLAIN_DECIDES,
			    "one for this device lets it open");
	else if (judged->verdict == LC_PASS || judged->reason == LC_REASON_RATE)
		explain_say(t, EXPLAIN_PERMIT, EXPLAIN_NOT_ASKED,
			    "asked of what would drop");
	else if (t->leg->direction == LC_EGRESS)
		explain_say(t, EXPLAIN_PERMIT, EXPLAIN_NOT_ASKED,
			    "permits are for devices to open");
	else if (count)
		explain_say(t, EXPLAIN_PERMIT, EXPLAIN_GOES_ON,
			    "%u for this device, and none of them fits", count);
	else
		explain_say(t, EXPLAIN_PERMIT, EXPLAIN_GOES_ON, "none%s",
			    t->policy->in_force ? " for this device" :
						  ": a file begins none");
}

/* Does the flow, or what else, let pass what the rate then looks at? */
static void tell_rate(struct explain_telling *t)
{
	unsigned long long wait = t->steps->rate_needs >> LC_RATE_UNITS_SHIFT;

	if (!t->group->rate_bits_per_second)
		explain_say(t, EXPLAIN_RATE, EXPLAIN_NOT_ASKED,
			    "the group has none");
	else if (t->leg->direction == LC_EGRESS)
		explain_say(t, EXPLAIN_RATE, EXPLAIN_NOT_ASKED,
			    "asked of what devices send");
	else if (t->steps->judged.reason == LC_REASON_RATE)
		explain_say(t, EXPLAIN_RATE, EXPLAIN_DECIDES,
			    "%s; it would fit in %llu ms",
			    explain_reason(LC_REASON_RATE), wait / 1000000 + 1);
	else if (t->steps->judged.verdict == LC_PASS)
		explain_say(t, EXPLAIN_RATE, EXPLAIN_GOES_ON,
			    "it fits into %llu bit/s",
			    (unsigned long long)t->group->rate_bits_per_second);
}

static bool decided(const struct explain_telling *t)
{
	int i;

	for (i = 0; i < EXPLAIN_PHASE_MAX; i++)
		if (t->leg->steps[i].outcome == EXPLAIN_DECIDES)
			return true;
	return false;
}

/* Rules and the default are not the last word where they drop. */
static bool asks_permit(const struct explain_telling *t)
{
	const struct explain_step *steps = t->leg->steps;

	return t->steps->parsed.l3 >= LC_L3_IPV4 &&
	       (steps[EXPLAIN_RULES].outcome == EXPLAIN_DECIDES ||
		steps[EXPLAIN_DEFAULT].outcome != EXPLAIN_NOT_ASKED ||
		t->steps->judged.reason == LC_REASON_PERMIT) &&
	       steps[EXPLAIN_FLOW].outcome != EXPLAIN_DECIDES;
}

void explain_tell_phases(struct explain_telling *t)
{
	static const teller tell[] = {
		tell_refusals, tell_source, explain_tell_house,
		tell_icmp,     tell_flow,   explain_tell_rules,
		tell_default,
	};
	bool link = t->steps->parsed.l3 < LC_L3_IPV4;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tell); i++) {
		if (decided(t))
			break;
		/* no rule can name what has no IP header */
		if (link && i > 2 && tell[i] != tell_default)
			continue;
		tell[i](t);
	}
	if (asks_permit(t))
		tell_permit(t);
	if (t->steps->judged.verdict == LC_PASS ||
	    t->steps->judged.reason == LC_REASON_RATE)
		tell_rate(t);
}
