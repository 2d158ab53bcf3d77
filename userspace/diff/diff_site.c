// SPDX-License-Identifier: GPL-2.0
/*
 * What two policies differ in: interfaces, zones and endpoints.
 * Groups and rules are diff_group.c.
 */
#include "diff/diff_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"

/* An `interfaces` entry; begins with what it is known by. */
struct port {
	const char *name;
	const struct policy_interface *entry;
};

struct sides {
	const struct diff_side *live;
	const struct diff_side *file;
};

static struct diff_list ports_of(struct diff *diff, const struct policy *policy)
{
	size_t count = policy->interface_count, i;
	struct port *ports;

	ports = arena_alloc(diff->arena, count + 1, sizeof(*ports));
	for (i = 0; ports && i < count; i++) {
		ports[i].entry = &policy->interfaces[i];
		ports[i].name = ports[i].entry->name;
		if (!ports[i].name)
			ports[i].name = diff_text(diff, "match %s",
						  ports[i].entry->match);
		if (!ports[i].name)
			count = 0;
	}
	return (struct diff_list){ ports, ports ? count : 0, sizeof(*ports) };
}

/* Which devices the entry was or would be put on. */
static struct diff_texts devices_of(struct diff *diff,
				    const struct diff_side *side,
				    const struct port *port)
{
	struct diff_texts texts = diff_texts_new(diff, side->device_count);
	size_t i;

	for (i = 0; port && i < side->device_count; i++)
		if (policy_find_interface(side->policy, side->devices[i]) ==
		    port->entry)
			diff_push(&texts, side->devices[i]);
	return texts;
}

static const char *unlisted_text(const struct port *port)
{
	return !port ? NULL : port->entry->unlisted_drop ? "drop" : "pass";
}

static const char *xdp_text(const struct port *port)
{
	static const char *const words[] = {
		[XDP_AUTO] = "auto",
		[XDP_NATIVE] = "native",
		[XDP_GENERIC] = "generic",
	};

	return port ? words[port->entry->xdp] : NULL;
}

/* What the interface carries, or a list. */
static const char *on_link_text(const struct port *port)
{
	return !port ? NULL : port->entry->has_on_link ? "given" : "carried";
}

static struct diff_texts on_link_of(struct diff *diff, const struct port *port)
{
	static const struct addr_list none = { 0 };

	return diff_addresses(diff, port ? &port->entry->on_link : &none);
}

static void compare_port(struct diff *diff, const void *live, const void *file,
			 void *arg)
{
	const struct port *a = live, *b = file;
	const struct port *any = a ? a : b;
	const struct sides *sides = arg;
	struct diff_item item = {
		.kind = DIFF_INTERFACE,
		.change = diff_change_of(live, file),
		.name = any->name,
	};

	if (item.change == DIFF_CHANGED || any->entry->match)
		diff_list(diff, &item, "devices",
			  devices_of(diff, sides->live, a),
			  devices_of(diff, sides->file, b));
	diff_scalar(&item, "unlisted", unlisted_text(a), unlisted_text(b));
	diff_scalar(&item, "xdp", xdp_text(a), xdp_text(b));
	if (item.change == DIFF_CHANGED)
		diff_scalar(&item, "on-link addresses", on_link_text(a),
			    on_link_text(b));
	diff_list(diff, &item, "on-link", on_link_of(diff, a),
		  on_link_of(diff, b));
	diff_add(diff, &item);
}

void diff_interfaces(struct diff *diff, const struct diff_side *live,
		     const struct diff_side *file)
{
	struct diff_list a = ports_of(diff, live->policy);
	struct diff_list b = ports_of(diff, file->policy);
	struct sides sides = { live, file };

	diff_each(diff, &a, &b, compare_port, &sides);
}

static bool has_vlan(const struct policy_zone *zone, unsigned int vlan)
{
	return vlan < LC_VLANS && zone->vlans[vlan / 64] >> (vlan % 64) & 1;
}

/* "untagged", and each run of VLANs as one. */
static struct diff_texts vlans_of(struct diff *diff,
				  const struct policy_zone *zone)
{
	struct diff_texts texts = diff_texts_new(diff, zone ? LC_VLANS : 0);
	unsigned int low, high;

	if (zone && has_vlan(zone, 0))
		diff_push(&texts, "untagged");
	for (low = 1; zone && low < LC_VLANS; low = high + 1) {
		high = low;
		if (!has_vlan(zone, low))
			continue;
		while (has_vlan(zone, high + 1))
			high++;
		if (low == high)
			diff_push(&texts, diff_text(diff, "%u", low));
		else
			diff_push(&texts, diff_text(diff, "%u-%u", low, high));
	}
	return texts;
}

static const char *zone_unlisted(const struct policy_zone *zone)
{
	if (!zone || !zone->has_unlisted)
		return NULL;
	return zone->unlisted_drop ? "drop" : "pass";
}

static void compare_zone(struct diff *diff, const void *live, const void *file,
			 void *arg)
{
	const struct policy_zone *a = live, *b = file, *any = a ? a : b;
	struct diff_item item = {
		.kind = DIFF_ZONE,
		.change = diff_change_of(live, file),
		.name = any->name,
	};

	(void)arg;
	diff_scalar(&item, "interface", a ? a->interface : NULL,
		    b ? b->interface : NULL);
	diff_list(diff, &item, "vlans", vlans_of(diff, a), vlans_of(diff, b));
	diff_scalar(&item, "unlisted", zone_unlisted(a), zone_unlisted(b));
	diff_scalar(&item, "mode", a && a->monitor ? "monitor" : NULL,
		    b && b->monitor ? "monitor" : NULL);
	diff_add(diff, &item);
}

void diff_zones(struct diff *diff, const struct policy *live,
		const struct policy *file)
{
	const struct diff_list a = { live->zones, live->zone_count,
				     sizeof(*live->zones) };
	const struct diff_list b = { file->zones, file->zone_count,
				     sizeof(*file->zones) };

	diff_each(diff, &a, &b, compare_zone, NULL);
}

static bool rule_names(const struct policy_rule *rule, const char *endpoint)
{
	size_t i;

	for (i = 0; i < rule->peer.word_count; i++)
		if (!strcmp(rule->peer.words[i], endpoint))
			return true;
	return false;
}

/* The rules of the policy to come that name it. */
static struct diff_texts
users_of(struct diff *diff, const struct policy *policy, const char *endpoint)
{
	struct diff_texts texts = diff_texts_new(diff, LC_MAX_RULES);
	const struct policy_group *group;
	size_t g, i;

	for (g = 0; g < policy->group_count; g++) {
		group = &policy->groups[g];
		for (i = 0; i < group->rule_count; i++)
			if (rule_names(&group->rules[i], endpoint) &&
			    texts.count < LC_MAX_RULES)
				diff_push(&texts,
					  diff_text(diff, "%s/%s", group->name,
						    group->rules[i].name));
	}
	return texts;
}

static struct diff_texts prefixes_of(struct diff *diff,
				     const struct policy_endpoint *endpoint)
{
	static const struct addr_list none = { 0 };

	return diff_addresses(diff, endpoint ? &endpoint->prefixes : &none);
}

static void compare_endpoint(struct diff *diff, const void *live,
			     const void *file, void *arg)
{
	const struct policy_endpoint *a = live, *b = file, *any = a ? a : b;
	const struct sides *sides = arg;
	struct diff_item item = {
		.kind = DIFF_ENDPOINT,
		.change = diff_change_of(live, file),
		.name = any->name,
	};

	diff_list(diff, &item, "prefixes", prefixes_of(diff, a),
		  prefixes_of(diff, b));
	diff_scalar(&item, "note", a ? a->note : NULL, b ? b->note : NULL);
	if (item.field_count || item.change != DIFF_CHANGED)
		item.used_by = users_of(
			diff, b ? sides->file->policy : sides->live->policy,
			item.name);
	diff_add(diff, &item);
}

void diff_endpoints(struct diff *diff, const struct policy *live,
		    const struct policy *file)
{
	const struct diff_list a = { live->endpoints, live->endpoint_count,
				     sizeof(*live->endpoints) };
	const struct diff_list b = { file->endpoints, file->endpoint_count,
				     sizeof(*file->endpoints) };
	const struct diff_side live_side = { .policy = live };
	const struct diff_side file_side = { .policy = file };
	struct sides sides = { &live_side, &file_side };

	diff_each(diff, &a, &b, compare_endpoint, &sides);
}
