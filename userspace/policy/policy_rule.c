// SPDX-License-Identifier: GPL-2.0
/*
 * Reading the rules of a group: protocol, ports, who opens, or drop.
 * Peers are policy_endpoint.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policy/policy_read.h"

const char *const policy_proto_names[] = {
	[PROTO_ANY] = "any",
	[PROTO_TCP] = "tcp",
	[PROTO_UDP] = "udp",
	[PROTO_ICMP] = "icmp",
};

void read_proto(struct reader *r, const struct tree_node *node,
		enum rule_proto *proto)
{
	int word = read_word(r, node, "proto", policy_proto_names,
			     ARRAY_SIZE(policy_proto_names));

	if (word >= 0)
		*proto = word;
}

static bool read_port(struct reader *r, const struct tree_node *node,
		      struct port_range *range)
{
	if (!read_is(r, node, TREE_TEXT, "a port"))
		return false;
	switch (port_range_parse(node->text, range)) {
	case 0:
		return true;
	case -ERANGE:
		read_error(r, node->where,
			   "port \"%.64s\" is not from 1 to 65535", node->text);
		break;
	case -EDOM:
		read_error(r, node->where,
			   "port range \"%.64s\" begins above its end",
			   node->text);
		break;
	default:
		read_error(
			r, node->where,
			"\"%.64s\" is not a port; write 554 or \"8000-8010\"",
			node->text);
	}
	return false;
}

void read_ports(struct reader *r, const struct tree_node *node,
		struct port_range **ports, size_t *count)
{
	const struct tree_node *item;
	struct port_range *ranges;
	size_t n = 0;

	if (!read_is_list(r, node, 1, LC_PORT_CLASSES))
		return;
	ranges = read_alloc(r, node->count, sizeof(*ranges));
	if (!ranges)
		return;
	for (item = node->first; item; item = item->next) {
		if (read_port(r, item, &ranges[n]))
			n++;
	}
	*ports = ranges;
	*count = n;
}

static void rule_name(struct reader *r, const struct tree_node *node,
		      void *target)
{
	struct policy_rule *rule = target;

	rule->name = read_name(r, node);
}

static void rule_peer(struct reader *r, const struct tree_node *node,
		      void *target)
{
	struct policy_rule *rule = target;

	read_peer(r, node, &rule->peer);
}

static void rule_proto(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_rule *rule = target;

	read_proto(r, node, &rule->proto);
}

static void rule_ports(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_rule *rule = target;

	read_ports(r, node, &rule->ports, &rule->port_count);
}

static void rule_initiated_by(struct reader *r, const struct tree_node *node,
			      void *target)
{
	static const char *const words[] = { "peer", "device", "either" };
	static const enum lc_rule_kind kinds[] = {
		LC_RULE_PEER,
		LC_RULE_DEVICE,
		LC_RULE_EITHER,
	};
	int word = read_word(r, node, "initiated-by", words, ARRAY_SIZE(words));
	struct policy_rule *rule = target;

	/* all but LC_RULE_DROP, which is an action */
	_Static_assert(ARRAY_SIZE(words) == LC_RULE_KIND_MAX - 1 &&
			       ARRAY_SIZE(kinds) == ARRAY_SIZE(words),
		       "a kind of rule has no word");
	if (word >= 0)
		rule->kind = kinds[word];
}

/* The kind stays as it was zeroed: LC_RULE_DROP. */
static void rule_action(struct reader *r, const struct tree_node *node,
			void *target)
{
	(void)target;
	if (!read_is(r, node, TREE_TEXT, "\"action\"") ||
	    !strcmp(node->text, "drop"))
		return;
	read_error(
		r, node->where,
		"\"action\" can only be drop, not \"%.64s\"; a rule that passes has \"initiated-by\" instead",
		node->text);
}

static void rule_note(struct reader *r, const struct tree_node *node,
		      void *target)
{
	struct policy_rule *rule = target;

	read_note(r, node, &rule->note);
}

static const struct reader_key rule_keys[] = {
	{ "name", rule_name, true },
	{ "peer", rule_peer, true },
	{ "proto", rule_proto, false },
	{ "ports", rule_ports, false },
	{ "initiated-by", rule_initiated_by, false },
	{ "action", rule_action, false },
	{ "note", rule_note, false },
};

static bool is_anyone(const struct policy_peer *peer)
{
	size_t i;

	for (i = 0; i < peer->prefixes.count; i++) {
		if (!peer->prefixes.items[i].bits)
			return true;
	}
	return peer->any;
}

static void check_rule(struct reader *r, const struct tree_node *node,
		       const struct policy_rule *rule)
{
	const struct tree_node *by = tree_find(node, "initiated-by");
	const struct tree_node *action = tree_find(node, "action");
	const struct tree_node *ports = tree_find(node, "ports");

	if (!by && !action)
		read_error(
			r, node->where,
			"\"initiated-by\" is missing: peer, device or either (or \"action: drop\")");
	if (by && action)
		read_error(
			r, by->key_where,
			"\"initiated-by\" has no place beside \"action: drop\", which matches both directions; remove one");
	if (ports && rule->proto == PROTO_ICMP)
		read_error(r, ports->key_where,
			   "icmp has no ports; remove \"ports\"");
	if (by && rule->kind == LC_RULE_EITHER && is_anyone(&rule->peer))
		read_error(
			r, by->where,
			"\"either\" with %s as peer would open the group to everybody; name the peers, or who opens",
			rule->peer.any ? "any" : "all addresses");
}

static void read_rule(struct reader *r, const struct tree_node *node,
		      struct policy_group *group, size_t number)
{
	struct policy_rule *rule = &group->rules[group->rule_count];
	const struct tree_node *name = tree_find(node, "name");
	size_t scope = strlen(r->scope), i;

	if (name && name->kind == TREE_TEXT)
		snprintf(r->scope + scope, sizeof(r->scope) - scope,
			 ", rule \"%.31s\"", name->text);
	else
		snprintf(r->scope + scope, sizeof(r->scope) - scope,
			 ", rule %zu", number);
	memset(rule, 0, sizeof(*rule));
	rule->where = node->where;
	read_map(r, node, rule_keys, ARRAY_SIZE(rule_keys), rule);
	if (node->kind == TREE_MAP)
		check_rule(r, node, rule);
	for (i = 0; i < group->rule_count && rule->name; i++) {
		if (!strcmp(group->rules[i].name, rule->name))
			read_error(
				r, rule->where,
				"a second rule of this name in the group (first at %s:%u)",
				group->rules[i].where.file,
				group->rules[i].where.line);
	}
	if (rule->name)
		group->rule_count++;
	r->scope[scope] = '\0';
}

void read_rules(struct reader *r, const struct tree_node *node, void *target)
{
	struct policy_group *group = target;
	const struct tree_node *item;
	size_t number = 0;

	if (!read_is_list(r, node, 0, LC_MAX_GROUP_RULES))
		return;
	if (r->rules <= LC_MAX_RULES && r->rules + node->count > LC_MAX_RULES)
		read_error(r, node->where,
			   "more than %u rules in all groups together",
			   LC_MAX_RULES);
	r->rules += node->count;
	group->rules = read_alloc(r, node->count, sizeof(*group->rules));
	if (!group->rules)
		return;
	for (item = node->first; item; item = item->next)
		read_rule(r, item, group, ++number);
}
