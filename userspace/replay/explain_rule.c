// SPDX-License-Identifier: GPL-2.0
/*
 * The smallest rule that names one frame, and its line of YAML. Whether it helps
 * is tried in explain_remedy.c.
 */
#include "replay/explain_rule.h"

#include <stdio.h>
#include <string.h>

#include "policy/policy_read.h"

#define EPHEMERAL 32768 /* from here on ports are mostly those of who opens */

/*
 * The first that anybody sends, or an answer to it? Flags and types tell; where
 * they do not, ports do: who opens has the high one.
 */
static bool is_answer(const struct lc_frame *f, uint8_t icmp_type)
{
	const uint8_t syn = f->tcp_flags & 0x12;

	if (f->fragment == LC_FRAG_LATER)
		return false;
	if (f->echo)
		return icmp_type == 0 || icmp_type == 129;
	if (!explain_has_ports(f))
		return false;
	if (f->proto == LC_PROTO_TCP && (syn & 0x02))
		return syn & 0x10;
	return f->sport < f->dport && f->sport < EPHEMERAL &&
	       f->dport >= EPHEMERAL;
}

static bool has_rule(const struct policy_group *group, const char *name)
{
	size_t i;

	for (i = 0; i < group->rule_count; i++)
		if (!strcmp(group->rules[i].name, name))
			return true;
	return false;
}

/* One that the group does not have yet. */
static void name_rule(const struct policy_group *group,
		      struct explain_new_rule *new)
{
	const char *proto = policy_proto_names[new->rule.proto];
	unsigned int n = 1;
	int len;

	if (new->rule.port_count)
		len = snprintf(new->name, sizeof(new->name), "allow-%s-%u",
			       proto, new->ports.low);
	else
		len = snprintf(new->name, sizeof(new->name), "allow-%s", proto);
	while (has_rule(group, new->name))
		snprintf(new->name + len, sizeof(new->name) - len, "-%u", ++n);
	new->rule.name = new->name;
}

static enum rule_proto proto_of(const struct lc_frame *f)
{
	static const enum rule_proto protos[LC_PROTO_MAX] = {
		[LC_PROTO_TCP] = PROTO_TCP,
		[LC_PROTO_UDP] = PROTO_UDP,
		[LC_PROTO_ICMP] = PROTO_ICMP,
		[LC_PROTO_OTHER] = PROTO_ANY,
	};

	return protos[f->proto];
}

void explain_rule_make(const struct policy_group *group,
		       const struct lc_frame *f, uint8_t icmp_type,
		       struct explain_new_rule *new)
{
	bool in = f->direction == LC_INGRESS;

	memset(new, 0, sizeof(*new));
	new->answers = is_answer(f, icmp_type);
	new->rule.proto = proto_of(f);
	if (f->fragment == LC_FRAG_LATER)
		new->rule.kind = LC_RULE_EITHER;
	else
		new->rule.kind = in != new->answers ? LC_RULE_DEVICE :
						      LC_RULE_PEER;
	if (explain_has_ports(f)) {
		new->ports.low = new->answers ? f->sport : f->dport;
		new->ports.high = new->ports.low;
		new->rule.ports = &new->ports;
		new->rule.port_count = 1;
	}
	new->peer = explain_peer(f);
	new->rule.peer.prefixes.items = &new->peer;
	new->rule.peer.prefixes.count = 1;
	addr_prefix_format(&new->peer, new->peer_text);
	new->rule.peer.text = new->peer_text;
	name_rule(group, new);
}

void explain_rule_yaml(const struct explain_new_rule *new, char *text,
		       size_t size)
{
	static const char *const by[] = {
		[LC_RULE_EITHER] = "either",
		[LC_RULE_PEER] = "peer",
		[LC_RULE_DEVICE] = "device",
	};
	const char *quote = new->peer.v6 ? "\"" : "";
	char ports[32] = "";

	if (new->rule.port_count)
		snprintf(ports, sizeof(ports), ", ports: [%u]", new->ports.low);
	snprintf(text, size,
		 "- {name: %s, peer: %s%s%s, proto: %s%s, initiated-by: %s}",
		 new->name, quote, new->peer_text, quote,
		 policy_proto_names[new->rule.proto], ports,
		 by[new->rule.kind]);
}
