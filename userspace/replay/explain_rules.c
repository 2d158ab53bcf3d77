// SPDX-License-Identifier: GPL-2.0
/*
 * Each rule of the group beside one frame, read from the policy's own words, not
 * from the tables: why it does not match, or that it is the one.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/policy_read.h"
#include "replay/explain_phases.h"

#define PEER_SHOWN 60 /* characters of a peer */

static void because(struct explain_rule *to, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void because(struct explain_rule *to, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(to->why, sizeof(to->why), fmt, args);
	va_end(args);
}

static bool has_family(const struct policy_peer *peer, bool v6)
{
	size_t i;

	for (i = 0; i < peer->prefixes.count; i++)
		if (peer->prefixes.items[i].v6 == v6)
			return true;
	return false;
}

static bool is_peer(const struct explain_telling *t,
		    const struct policy_peer *peer)
{
	struct addr_prefix addr = explain_peer(&t->steps->parsed);
	size_t i;

	if (peer->any || (peer->router && t->steps->peer_is_router))
		return true;
	for (i = 0; i < peer->prefixes.count; i++)
		if (addr_prefix_covers(&peer->prefixes.items[i], &addr))
			return true;
	return false;
}

static void not_peer(const struct explain_telling *t,
		     const struct policy_rule *rule, struct explain_rule *to)
{
	const struct lc_frame *f = &t->steps->parsed;
	struct addr_prefix addr = explain_peer(f);
	bool long_one = strlen(rule->peer.text) > PEER_SHOWN;
	char text[ADDR_TEXT_LEN];

	addr_prefix_format(&addr, text);
	if (rule->peer.router && !t->policy->in_force)
		because(to,
			"%s is not in its peer (%.*s%s), and a file does not tell what the router's addresses are",
			text, PEER_SHOWN, rule->peer.text,
			long_one ? "..." : "");
	else if (!rule->peer.router && !has_family(&rule->peer, addr.v6))
		because(to, "its peer (%.*s%s) has no %s address", PEER_SHOWN,
			rule->peer.text, long_one ? "..." : "",
			addr.v6 ? "IPv6" : "IPv4");
	else
		because(to, "%s is not in its peer (%.*s%s)", text, PEER_SHOWN,
			rule->peer.text, long_one ? "..." : "");
}

/* Rules with ports are for TCP and UDP, even with proto any. */
static bool is_proto(const struct lc_frame *f, const struct policy_rule *rule)
{
	if (rule->proto == PROTO_TCP)
		return f->proto == LC_PROTO_TCP;
	if (rule->proto == PROTO_UDP)
		return f->proto == LC_PROTO_UDP;
	if (rule->proto == PROTO_ICMP)
		return f->proto == LC_PROTO_ICMP;
	return !rule->port_count || f->proto <= LC_PROTO_UDP;
}

static void not_proto(const struct lc_frame *f, const struct policy_rule *rule,
		      struct explain_rule *to)
{
	char buf[32];
	const char *proto = explain_proto(f, buf);

	if (rule->proto == PROTO_ANY)
		because(to, "it has ports: for TCP and UDP, not %s", proto);
	else
		because(to, "it is for %s, not %s",
			policy_proto_names[rule->proto], proto);
}

/* false, and why: a later fragment shows neither ports nor who opens. */
static bool takes_fragment(const struct lc_frame *f,
			   const struct policy_rule *rule,
			   struct explain_rule *to)
{
	if (f->fragment != LC_FRAG_LATER)
		return true;
	if (rule->port_count || rule->kind >= LC_RULE_PEER)
		because(to,
			"a later fragment shows no ports, and this rule needs %s",
			rule->port_count ? "them" : "to know who opens");
	return !to->why[0];
}

static bool opens_this_way(const struct explain_telling *t,
			   const struct policy_rule *rule,
			   struct explain_rule *to)
{
	const struct lc_frame *f = &t->steps->parsed;
	bool in = f->direction == LC_INGRESS;
	bool answers =
		explain_has_ports(f) &&
		port_ranges_have(rule->ports, rule->port_count, f->sport);

	if (rule->kind == (in ? LC_RULE_PEER : LC_RULE_DEVICE))
		because(to, "only the %s may open; this %s%s",
			in ? "peer" : "device",
			answers ? "could be an answer, but no flow is open" :
				  "comes from the ",
			answers ? "" :
			in	? "device" :
				  "peer");
	return !to->why[0];
}

static void list_ports(const struct policy_rule *rule, char *text, size_t size)
{
	char range[PORT_TEXT_LEN];
	size_t i, len = 0;

	text[0] = '\0';
	for (i = 0; i < rule->port_count && len + 24 < size; i++) {
		port_range_format(&rule->ports[i], range);
		len += snprintf(text + len, size - len, "%s%s", i ? ", " : "",
				range);
	}
	if (i < rule->port_count)
		snprintf(text + len, size - len, ", ...");
}

/* drop and either look at the port of either end, the others at the far one. */
static bool is_port(const struct lc_frame *f, const struct policy_rule *rule,
		    struct explain_rule *to)
{
	bool both = rule->kind < LC_RULE_PEER;
	char text[96];

	if (!rule->port_count)
		return true;
	if (port_ranges_have(rule->ports, rule->port_count, f->dport) ||
	    (both && port_ranges_have(rule->ports, rule->port_count, f->sport)))
		return true;
	list_ports(rule, text, sizeof(text));
	if (both)
		because(to, "neither port %u nor %u is one of its (%s)",
			f->sport, f->dport, text);
	else
		because(to, "port %u is not one of its (%s)", f->dport, text);
	return false;
}

static bool matches(const struct explain_telling *t,
		    const struct policy_rule *rule, struct explain_rule *to)
{
	const struct lc_frame *f = &t->steps->parsed;

	if (!is_peer(t, &rule->peer)) {
		not_peer(t, rule, to);
		return false;
	}
	if (!is_proto(f, rule)) {
		not_proto(f, rule, to);
		return false;
	}
	return takes_fragment(f, rule, to) && opens_this_way(t, rule, to) &&
	       is_port(f, rule, to);
}

static void tell_match(const struct policy_rule *rule, struct explain_rule *to)
{
	static const char *const says[] = {
		[LC_RULE_DROP] = "matches: drop",
		[LC_RULE_EITHER] = "matches: either may, both ways",
		[LC_RULE_PEER] = "matches: the peer may open",
		[LC_RULE_DEVICE] = "matches: the device may open",
	};

	because(to, "%s", says[rule->kind]);
}

/* As the text of the policy has it; the index of the one that matches, or -1. */
static int tell_each(struct explain_telling *t)
{
	const struct policy_group *group = t->group;
	struct explain_rule *to;
	int match = -1;
	size_t i;

	for (i = 0; i < group->rule_count; i++) {
		to = &t->leg->rules[i];
		if (match >= 0)
			break;
		to->why[0] = '\0';
		to->outcome = EXPLAIN_GOES_ON;
		if (!matches(t, &group->rules[i], to))
			continue;
		match = i;
		to->outcome = EXPLAIN_DECIDES;
		tell_match(&group->rules[i], to);
	}
	return match;
}

void explain_tell_rules(struct explain_telling *t)
{
	const struct policy_group *group = t->group;
	int match = tell_each(t);
	bool permit = t->steps->judged.reason == LC_REASON_PERMIT;

	if (match != t->steps->rule)
		snprintf(
			t->leg->differs, sizeof(t->leg->differs),
			"by the policy's words rule %s is the first to match, by its tables rule %s",
			match >= 0 ? group->rules[match].name : "none",
			t->steps->rule >= 0 && t->steps->rule <
						       (int)group->rule_count ?
				group->rules[t->steps->rule].name :
				"none");
	if (match >= 0)
		explain_say(t, EXPLAIN_RULES,
			    permit ? EXPLAIN_GOES_ON : EXPLAIN_DECIDES,
			    "rule %s is the first that matches",
			    group->rules[match].name);
	else
		explain_say(t, EXPLAIN_RULES, EXPLAIN_GOES_ON,
			    group->rule_count ? "none matches" :
						"the group has none");
}

void explain_name_rules(struct explain_telling *t)
{
	size_t i;

	for (i = 0; i < t->leg->rule_count; i++) {
		t->leg->rules[i].name = t->group->rules[i].name;
		because(&t->leg->rules[i], "not asked");
	}
}
