// SPDX-License-Identifier: GPL-2.0
/*
 * Reading interfaces, zones and endpoints: what an included file may hold.
 * Not the devices of this machine; that is site.h.
 */
#include <errno.h>
#include <fnmatch.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "policy/policy_read.h"

static const char *const unlisted_names[] = { "pass", "drop" };

/* What the kernel takes, but for what would disturb a line of output. */
bool read_interface_name_ok(const char *name)
{
	size_t len = strlen(name), i;

	if (!len || len >= IFNAMSIZ || !strcmp(name, ".") ||
	    !strcmp(name, ".."))
		return false;
	for (i = 0; i < len; i++) {
		if (name[i] <= ' ' || name[i] > '~' ||
		    strchr("/:\"\\%*?[", name[i]))
			return false;
	}
	return true;
}

static void interface_name(struct reader *r, const struct tree_node *node,
			   void *target)
{
	struct policy_interface *entry = target;

	if (!read_is(r, node, TREE_TEXT, "\"name\""))
		return;
	if (read_interface_name_ok(node->text))
		entry->name =
			arena_text(r->arena, node->text, strlen(node->text));
	else if (strpbrk(node->text, "*?["))
		read_error(
			r, node->where,
			"\"%.64s\" is a pattern; write it as \"match\", not \"name\"",
			node->text);
	else
		read_error(
			r, node->where,
			"\"%.64s\" cannot be the name of an interface (1 to 15 characters)",
			node->text);
}

static void interface_match(struct reader *r, const struct tree_node *node,
			    void *target)
{
	struct policy_interface *entry = target;

	entry->match = read_line(r, node, POLICY_LABEL_MAX);
}

static void interface_unlisted(struct reader *r, const struct tree_node *node,
			       void *target)
{
	struct policy_interface *entry = target;

	entry->unlisted_drop =
		read_word(r, node, "unlisted", unlisted_names, 2) == 1;
}

static void interface_xdp(struct reader *r, const struct tree_node *node,
			  void *target)
{
	static const char *const words[] = {
		[XDP_AUTO] = "auto",
		[XDP_NATIVE] = "native",
		[XDP_GENERIC] = "generic",
	};
	struct policy_interface *entry = target;
	int word = read_word(r, node, "xdp", words, ARRAY_SIZE(words));

	if (word >= 0)
		entry->xdp = word;
}

static void interface_on_link(struct reader *r, const struct tree_node *node,
			      void *target)
{
	struct policy_interface *entry = target;

	entry->has_on_link = true;
	read_addresses(r, node, &entry->on_link);
}

static const struct reader_key interface_keys[] = {
	{ "name", interface_name, false },
	{ "match", interface_match, false },
	{ "unlisted", interface_unlisted, false },
	{ "xdp", interface_xdp, false },
	{ "on-link", interface_on_link, false },
};

/* An entry that no device can fit first has no effect: that is a slip. */
static void check_interface(struct reader *r,
			    const struct policy_interface *entry)
{
	const struct policy *policy = r->policy;
	size_t i;

	for (i = 0; i < policy->interface_count; i++) {
		const struct policy_interface *other = &policy->interfaces[i];

		if ((entry->name && other->name &&
		     !strcmp(entry->name, other->name)) ||
		    (entry->match && other->match &&
		     !strcmp(entry->match, other->match)))
			read_error(r, entry->where,
				   "stands here a second time (first at %s:%u)",
				   other->where.file, other->where.line);
		else if (entry->name && other->match &&
			 !fnmatch(other->match, entry->name, 0))
			read_warning(r, entry->where,
				     "never used: \"%s\" (%s:%u) fits it first",
				     other->match, other->where.file,
				     other->where.line);
	}
}

static void read_interface(struct reader *r, const struct tree_node *node,
			   size_t number)
{
	struct policy *policy = r->policy;
	struct policy_interface *entry =
		&policy->interfaces[policy->interface_count];
	bool name = tree_find(node, "name");
	bool match = tree_find(node, "match");

	read_scope(r, node, "interface", number);
	entry->where = node->where;
	read_map(r, node, interface_keys, ARRAY_SIZE(interface_keys), entry);
	if (entry->name || entry->match) {
		if (!name)
			snprintf(r->scope, sizeof(r->scope),
				 "interface \"%.63s\"", entry->match);
		check_interface(r, entry);
	}
	if (node->kind == TREE_MAP && name == match)
		read_error(r, node->where,
			   "give one of \"name\" and \"match\"%s",
			   name ? ", not both" : "");
	else if (entry->name || entry->match)
		policy->interface_count++;
	r->scope[0] = '\0';
}

/* How many entries a section has over all files; -1 after an error. */
static long section_count(struct reader *r, const struct section *section,
			  size_t max)
{
	size_t count = 0, i;
	bool bad = false;

	for (i = 0; i < section->count; i++) {
		if (!read_is_entries(r, section->node[i], max))
			bad = true;
		else
			count += section->node[i]->count;
		if (count > max && !bad) {
			read_error(
				r, section->node[i]->where,
				"\"%s\" has %zu entries with those of other files; the limit is %zu",
				section->node[i]->key, count, max);
			bad = true;
		}
	}
	return bad ? -1 : (long)count;
}

void read_interfaces(struct reader *r)
{
	const struct tree_node *node;
	long count = section_count(r, &r->interfaces, LC_MAX_INTERFACES);
	size_t i, number = 0;

	if (count < 0)
		return;
	r->policy->interfaces =
		read_alloc(r, count, sizeof(*r->policy->interfaces));
	if (!r->policy->interfaces)
		return;
	for (i = 0; i < r->interfaces.count; i++) {
		node = r->interfaces.node[i]->first;
		for (; node; node = node->next)
			read_interface(r, node, ++number);
	}
}

const struct policy_interface *
policy_find_interface(const struct policy *policy, const char *name)
{
	const struct policy_interface *entry;
	size_t i;

	for (i = 0; i < policy->interface_count; i++) {
		entry = &policy->interfaces[i];
		if (entry->name ? !strcmp(entry->name, name) :
				  !fnmatch(entry->match, name, 0))
			return entry;
	}
	return NULL;
}

static void zone_name(struct reader *r, const struct tree_node *node,
		      void *target)
{
	struct policy_zone *zone = target;

	zone->name = read_name(r, node);
}

static void zone_interface(struct reader *r, const struct tree_node *node,
			   void *target)
{
	const char *names[LC_MAX_INTERFACES];
	struct policy_zone *zone = target;
	size_t i, n = 0;

	if (!read_is(r, node, TREE_TEXT, "\"interface\""))
		return;
	if (read_interface_name_ok(node->text) &&
	    policy_find_interface(r->policy, node->text)) {
		zone->interface =
			arena_text(r->arena, node->text, strlen(node->text));
		return;
	}
	for (i = 0; i < r->policy->interface_count; i++) {
		if (r->policy->interfaces[i].name)
			names[n++] = r->policy->interfaces[i].name;
	}
	read_error(r, node->where,
		   "interface \"%.64s\" is not under \"interfaces\"%s",
		   node->text, read_hint(r, node->text, names, n));
}

static void add_vlans(struct reader *r, const struct tree_node *node,
		      struct policy_zone *zone)
{
	uint64_t low = 0, high = 0, vlan;
	static const char *const untagged[] = { "untagged" };
	int err = 0;

	if (!read_is(r, node, TREE_TEXT, "a VLAN"))
		return;
	if (strcmp(node->text, "untagged"))
		err = number_range_parse(node->text, 1, 4094, &low, &high);
	if (err == -EDOM)
		read_error(r, node->where,
			   "VLAN range \"%.64s\" begins above its end",
			   node->text);
	else if (err)
		read_error(
			r, node->where,
			"VLAN \"%.64s\" must be untagged, 1 to 4094, or a range like \"110-119\"%s",
			node->text, read_hint(r, node->text, untagged, 1));
	for (vlan = low; !err && vlan <= high; vlan++)
		zone->vlans[vlan / 64] |= UINT64_C(1) << (vlan % 64);
}

static void zone_vlans(struct reader *r, const struct tree_node *node,
		       void *target)
{
	const struct tree_node *item;

	if (!read_is_list(r, node, 1, LC_VLANS))
		return;
	for (item = node->first; item; item = item->next)
		add_vlans(r, item, target);
}

static void zone_unlisted(struct reader *r, const struct tree_node *node,
			  void *target)
{
	struct policy_zone *zone = target;
	int word = read_word(r, node, "unlisted", unlisted_names, 2);

	zone->has_unlisted = word >= 0;
	zone->unlisted_drop = word == 1;
}

static void zone_mode(struct reader *r, const struct tree_node *node,
		      void *target)
{
	static const char *const words[] = { "enforce", "monitor" };
	struct policy_zone *zone = target;

	zone->monitor = read_word(r, node, "mode", words, 2) == 1;
}

static const struct reader_key zone_keys[] = {
	{ "name", zone_name, true },   { "interface", zone_interface, true },
	{ "vlans", zone_vlans, true }, { "unlisted", zone_unlisted, false },
	{ "mode", zone_mode, false },
};

static void check_vlans(struct reader *r, const struct policy_zone *zone,
			const struct policy_zone *other)
{
	char vlan[16] = "untagged";
	uint64_t both;
	size_t i;

	for (i = 0; i < LC_VLANS / 64; i++) {
		both = zone->vlans[i] & other->vlans[i];
		if (!both)
			continue;
		if (i || !(both & 1))
			snprintf(vlan, sizeof(vlan), "VLAN %zu",
				 64 * i + __builtin_ctzll(both));
		read_error(r, zone->where,
			   "%s of %s is in zone \"%s\" already (%s:%u)", vlan,
			   zone->interface, other->name, other->where.file,
			   other->where.line);
		return;
	}
}

static void check_zone(struct reader *r, const struct policy_zone *zone)
{
	const struct policy *policy = r->policy;
	const struct policy_zone *other;
	size_t i;

	for (i = 0; i < policy->interface_count; i++) {
		if (policy->interfaces[i].name &&
		    !strcmp(policy->interfaces[i].name, zone->name))
			read_error(
				r, zone->where,
				"an interface has this name, and a zone of its own by it");
	}
	for (other = policy->zones; other < zone; other++) {
		if (!strcmp(other->name, zone->name))
			read_error(
				r, zone->where,
				"a second zone of this name (first at %s:%u)",
				other->where.file, other->where.line);
		else if (zone->interface && other->interface &&
			 !strcmp(zone->interface, other->interface))
			check_vlans(r, zone, other);
	}
}

void read_zones(struct reader *r)
{
	struct policy *policy = r->policy;
	long count = section_count(r, &r->zones, LC_MAX_ZONES);
	const struct tree_node *node;
	struct policy_zone *zone;
	size_t i, number = 0;

	if (count < 0)
		return;
	policy->zones = read_alloc(r, count, sizeof(*policy->zones));
	if (!policy->zones)
		return;
	for (i = 0; i < r->zones.count; i++) {
		node = r->zones.node[i]->first;
		for (; node; node = node->next) {
			zone = &policy->zones[policy->zone_count];
			memset(zone, 0, sizeof(*zone));
			read_scope(r, node, "zone", ++number);
			zone->where = node->where;
			read_map(r, node, zone_keys, ARRAY_SIZE(zone_keys),
				 zone);
			if (zone->name) {
				check_zone(r, zone);
				policy->zone_count++;
			}
		}
	}
	r->scope[0] = '\0';
}
