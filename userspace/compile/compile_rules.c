// SPDX-License-Identifier: GPL-2.0
/*
 * Groups and their rules: masks, and vectors by address class and port class.
 * Marks of a sweep stand for what an address or a port is named by. Also what
 * flows compare (hashes of rules), and rates in the units of the bucket.
 */
#include "compile/compile_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compile/compile_marks.h"

static uint64_t hash_add(uint64_t hash, const void *data, size_t len)
{
	const unsigned char *byte = data;

	/* FNV-1a; a rule that changes must not keep its hash by accident */
	while (len--)
		hash = (hash ^ *byte++) * 0x100000001b3ull;
	return hash;
}

static uint64_t hash_list(uint64_t hash, const struct addr_list *list)
{
	size_t i;

	hash = hash_add(hash, &list->count, sizeof(list->count));
	for (i = 0; i < list->count; i++) {
		hash = hash_add(hash, list->items[i].addr, 16);
		hash = hash_add(hash, &list->items[i].bits, 1);
		hash = hash_add(hash, &list->items[i].v6, 1);
	}
	return hash;
}

/*
 * Of a rule and all before it in its group: a flow is judged again when what
 * comes first may be another one now.
 */
static uint64_t hash_rule(uint64_t hash, const struct policy_rule *rule,
			  const struct site *site)
{
	uint8_t plain[4] = {
		rule->peer.any,
		rule->peer.router,
		rule->proto,
		rule->kind,
	};
	size_t i;

	hash = hash_add(hash, plain, sizeof(plain));
	hash = hash_list(hash, &rule->peer.prefixes);
	for (i = 0; i < site->interface_count && rule->peer.router; i++)
		hash = hash_list(hash, &site->interfaces[i].own);
	hash = hash_add(hash, &rule->port_count, sizeof(rule->port_count));
	for (i = 0; i < rule->port_count; i++) {
		hash = hash_add(hash, &rule->ports[i].low, 2);
		hash = hash_add(hash, &rule->ports[i].high, 2);
	}
	return hash;
}

/* 0 means that there is no such rule. */
static uint32_t hash_short(uint64_t hash)
{
	uint32_t folded = hash ^ hash >> 32;

	return folded ? folded : 1;
}

static void rule_protos(struct lc_group *group, const struct policy_rule *rule,
			size_t i)
{
	bool ports = rule->port_count;
	int p;

	for (p = 0; p < LC_PROTO_MAX; p++) {
		if (rule->proto == PROTO_TCP && p != LC_PROTO_TCP)
			continue;
		if (rule->proto == PROTO_UDP && p != LC_PROTO_UDP)
			continue;
		if (rule->proto == PROTO_ICMP && p != LC_PROTO_ICMP)
			continue;
		/* ports with any protocol mean TCP and UDP */
		if (ports && p != LC_PROTO_TCP && p != LC_PROTO_UDP)
			continue;
		vector_set(&group->proto[p], i);
	}
}

static void rule_masks(struct lc_group *group, const struct policy_rule *rule,
		       size_t i)
{
	rule_protos(group, rule, i);
	if (!rule->port_count)
		vector_set(&group->no_ports, i);
	if (rule->peer.router)
		vector_set(&group->router, i);
	if (rule->kind == LC_RULE_PEER) {
		vector_set(&group->open[LC_EGRESS], i);
		group->flags |= LC_GROUP_PEER_OPENS;
	} else if (rule->kind == LC_RULE_DEVICE) {
		vector_set(&group->open[LC_INGRESS], i);
		group->flags |= LC_GROUP_DEVICE_OPENS;
	} else {
		vector_set(&group->stateless, i);
	}
}

static void group_rate(struct lc_group *group, const struct policy_group *from)
{
	/* a byte takes 8 s over the rate; the burst's product needs more than 64 bits */
	const unsigned __int128 second = LC_SECOND << LC_RATE_UNITS_SHIFT;
	uint64_t rate = from->rate_bits_per_second;

	if (!rate)
		return;
	group->flags |= LC_GROUP_RATE;
	group->rate_cost = (second * 8 << LC_RATE_SHIFT) / rate;
	group->rate_burst = second * 8 * from->rate_burst_bytes / rate;
}

/* One vector for each class: the rules that a mark of it, or any, stands for. */
static int fill_refs(struct compile *c, const struct policy_group *from,
		     const struct sweep_classes *classes,
		     const struct rule_marks *marks, size_t first_rule,
		     uint32_t *base)
{
	int refs = compile_refs(c, classes->count), ref;
	struct lc_vector vector;
	size_t n, i;
	int mark;

	if (refs < 0)
		return refs;
	for (n = 0; n < classes->count; n++) {
		memset(&vector, 0, sizeof(vector));
		for (i = 0; i < from->rule_count; i++) {
			mark = marks->mark[first_rule + i];
			if (mark == MARK_ALL ||
			    (mark >= 0 && sweep_classes_has(classes, n, mark)))
				vector_set(&vector, i);
		}
		ref = compile_vector(c, &vector);
		if (ref < 0)
			return ref;
		c->image->rules.refs[refs + n] = ref;
	}
	*base = refs;
	return 0;
}

static int fill_rules(struct compile *c, const struct policy_group *from,
		      struct lc_group *group)
{
	struct lc_rule_slot *slot = &c->image->rules;
	uint64_t hash = 0xcbf29ce484222325ull;
	struct lc_rule *rule;
	unsigned int id;
	size_t i;
	int err;

	for (i = 0; i < from->rule_count; i++) {
		err = compile_name(c, LC_NAME_RULE, group->id,
				   from->rules[i].name, &id);
		if (err)
			return err;
		hash = hash_rule(hash, &from->rules[i], c->in->site);
		rule = &slot->rules[group->first_rule + i];
		*rule = (struct lc_rule){
			.id = id,
			.kind = from->rules[i].kind,
			.hash = hash_short(hash),
		};
		slot->rule_hash[id] = rule->hash;
		rule_masks(group, &from->rules[i], i);
	}
	return 0;
}

static int fill_group(struct compile *c, const struct marks *marks, size_t g,
		      size_t first_rule)
{
	const struct policy_group *from = &c->in->policy->groups[g];
	struct lc_group *group = &c->image->rules.groups[g];
	unsigned int id;
	int err;

	err = compile_name(c, LC_NAME_GROUP, 0, from->name, &id);
	if (err)
		return err;
	group->id = id;
	group->flags = (from->monitor ? LC_GROUP_MONITOR : 0) |
		       (from->default_pass ? LC_GROUP_DEFAULT_PASS : 0) |
		       (from->has_addresses ? LC_GROUP_GUARD : 0);
	group->housekeeping = from->housekeeping;
	group->first_rule = first_rule;
	group_rate(group, from);
	err = fill_rules(c, from, group);
	if (!err)
		err = fill_refs(c, from, &marks->addr_classes, &marks->peers,
				first_rule, &group->addr_refs);
	if (!err)
		err = fill_refs(c, from, &marks->port_classes, &marks->ports,
				first_rule, &group->port_refs);
	return err;
}

int compile_rules(struct compile *c)
{
	const struct policy *policy = c->in->policy;
	struct marks *marks = NULL;
	size_t g, rules = 0;
	int err = 0;

	for (g = 0; g < policy->group_count; g++)
		rules += policy->groups[g].rule_count;
	if (rules > LC_MAX_RULES)
		return compile_limit(c, "rules", LC_MAX_RULES);
	err = marks_make(c, &marks);
	if (err)
		return err;
	for (g = 0, rules = 0; g < policy->group_count && !err; g++) {
		err = fill_group(c, marks, g, rules);
		rules += policy->groups[g].rule_count;
	}
	marks_free(marks);
	return err;
}
