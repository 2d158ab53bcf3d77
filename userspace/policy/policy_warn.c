// SPDX-License-Identifier: GPL-2.0
/*
 * What a valid policy lets through that its author may not expect.
 * Never an error; those are found while reading.
 */
#include <stdio.h>
#include <string.h>

#include "policy/policy_read.h"
#include "policy/vendor.h"

/* "tcp port 554", "tcp and udp ports 53, 554-560, ...", "any protocol". */
static void describe(const struct policy_rule *rule, char *text, size_t size)
{
	char port[PORT_TEXT_LEN];
	size_t used, i;

	if (!rule->port_count) {
		snprintf(text, size, "%s",
			 rule->proto == PROTO_ANY ?
				 "any protocol" :
				 policy_proto_names[rule->proto]);
		return;
	}
	used = snprintf(
		text, size, "%s port%s",
		rule->proto == PROTO_ANY ? "tcp and udp" :
					   policy_proto_names[rule->proto],
		rule->port_count > 1 || rule->ports->low != rule->ports->high ?
			"s" :
			"");
	for (i = 0; i < rule->port_count && i < 4; i++) {
		port_range_format(&rule->ports[i], port);
		used += snprintf(text + used, size - used, "%s%s",
				 i ? ", " : " ", port);
	}
	if (i < rule->port_count)
		snprintf(text + used, size - used, ", ...");
}

static void warn_rule(struct reader *r, const struct policy_rule *rule)
{
	const char *peer = rule->peer.text ? rule->peer.text : "";
	char what[128];

	describe(rule, what, sizeof(what));
	if (rule->kind == LC_RULE_EITHER && rule->port_count)
		read_warning(
			r, rule->where,
			"\"either\" keeps no state: from %s a device reaches every port of %.64s, and %.64s every port of a device; say who opens",
			what, peer, peer);
	if (rule->kind == LC_RULE_PEER && rule->peer.any)
		read_warning(
			r, rule->where,
			"whoever can send through this router may open %s to these devices, and gets answers; name the peers",
			what);
	if (rule->kind != LC_RULE_DROP && rule->kind != LC_RULE_PEER &&
	    rule->port_count &&
	    (rule->proto == PROTO_UDP || rule->proto == PROTO_ANY) &&
	    port_ranges_have(rule->ports, rule->port_count, 53))
		read_warning(
			r, rule->where,
			"UDP port 53 to %.64s: through a resolver that asks the internet a device can send anything out, in the names it asks for",
			peer);
}

static void warn_addresses(struct reader *r, const struct policy_group *group)
{
	bool passes = group->default_pass;
	size_t i;

	if (group->has_addresses)
		return;
	for (i = 0; i < group->rule_count; i++)
		passes |= group->rules[i].kind != LC_RULE_DROP;
	if (passes)
		read_warning(
			r, group->where,
			"no \"addresses\": what passes, passes from any source address that a device puts into it, and answers carry it there");
	else if (group->housekeeping & LC_HK_ARP)
		read_warning(
			r, group->where,
			"no \"addresses\": a device may claim any address on its link by ARP");
}

static void warn_vendors(struct reader *r, const struct policy_group *group)
{
	const struct vendor *vendor;
	size_t i;
	int id;

	for (i = 0; i < group->vendor_count; i++) {
		id = vendor_find(r->vendors, group->vendors[i]);
		if (id == VENDOR_NONE)
			continue;
		vendor = &r->vendors->vendors[id];
		if (vendor->broad)
			read_warning(
				r, group->vendor_where[i],
				"vendor \"%s\" makes more than cameras: this hits its %.200s too",
				vendor->slug, vendor->also_makes);
	}
}

/* The zone's or interface's `unlisted`, by name. */
static bool unlisted_passes(const struct policy *policy, const char *name)
{
	const struct policy_interface *entry;
	const struct policy_zone *zone;
	size_t i;

	for (i = 0; i < policy->zone_count; i++) {
		zone = &policy->zones[i];
		if (strcmp(zone->name, name))
			continue;
		if (zone->has_unlisted)
			return !zone->unlisted_drop;
		name = zone->interface;
		break;
	}
	entry = policy_find_interface(policy, name);
	return entry && !entry->unlisted_drop;
}

/* A zone of the group where unlisted passes, or NULL. */
static const char *open_zone(const struct policy *policy,
			     const struct policy_group *group)
{
	const struct policy_interface *entry;
	const char *name;
	size_t i;

	for (i = 0; i < group->zone_count; i++) {
		if (unlisted_passes(policy, group->zones[i]))
			return group->zones[i];
	}
	if (group->zone_count)
		return NULL;
	for (i = 0; i < policy->interface_count; i++) {
		entry = &policy->interfaces[i];
		if (!entry->unlisted_drop)
			return entry->name ? entry->name : entry->match;
	}
	for (i = 0; i < policy->zone_count; i++) {
		name = policy->zones[i].name;
		if (unlisted_passes(policy, name))
			return name;
	}
	return NULL;
}

static void warn_macs(struct reader *r, const struct policy_group *group)
{
	const char *zone = open_zone(r->policy, group);
	size_t i;

	if (group->vendor_count || !zone)
		return;
	for (i = 0; i < group->prefix_count; i++) {
		if (group->prefixes[i].bits != 48)
			return;
	}
	read_warning(
		r, group->where,
		"single MACs only, and \"%s\" passes what is unlisted: a device that changes its MAC is free; list prefixes, or set \"unlisted: drop\"",
		zone);
}

void policy_warn(struct reader *r)
{
	const struct policy *policy = r->policy;
	const struct policy_group *group;
	size_t i, j;

	for (i = 0; i < policy->group_count; i++) {
		group = &policy->groups[i];
		snprintf(r->scope, sizeof(r->scope), "group \"%s\"",
			 group->name);
		warn_vendors(r, group);
		warn_macs(r, group);
		warn_addresses(r, group);
		for (j = 0; j < group->rule_count; j++) {
			snprintf(r->scope, sizeof(r->scope),
				 "group \"%s\", rule \"%s\"", group->name,
				 group->rules[j].name);
			warn_rule(r, &group->rules[j]);
		}
	}
	r->scope[0] = '\0';
	if (!policy->group_count)
		diag_warning(r->diag,
			     (struct where){ diag_file(r->diag, policy->path),
					     1, 1 },
			     "no groups: nothing is listed");
}
