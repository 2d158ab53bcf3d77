// SPDX-License-Identifier: GPL-2.0
/*
 * Reading groups: who belongs to them, where, and what they may do.
 * Rules are policy_rule.c; which group a MAC falls in is listing.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "policy/policy_read.h"
#include "policy/vendor.h"

const char *const policy_housekeeping_names[] = { "arp",  "nd",	 "dhcp",
						  "igmp", "mld", "eapol" };

static void group_name(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_group *group = target;

	group->name = read_name(r, node);
}

static bool has_text(char *const *texts, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (!strcmp(texts[i], text))
			return true;
	}
	return false;
}

static bool zone_known(const struct reader *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->policy->zone_count; i++) {
		if (!strcmp(r->policy->zones[i].name, name))
			return true;
	}
	return read_interface_name_ok(name) &&
	       policy_find_interface(r->policy, name);
}

static const char *hint_zone(struct reader *r, const char *name)
{
	const char *names[LC_MAX_ZONES + LC_MAX_INTERFACES];
	const struct policy *policy = r->policy;
	size_t i, n = 0;

	for (i = 0; i < policy->zone_count; i++)
		names[n++] = policy->zones[i].name;
	for (i = 0; i < policy->interface_count; i++) {
		if (policy->interfaces[i].name)
			names[n++] = policy->interfaces[i].name;
	}
	return read_hint(r, name, names, n);
}

static void report_zone(struct reader *r, const struct tree_node *node)
{
	const char *hint = hint_zone(r, node->text);

	if (!*hint && !r->policy->zone_count)
		hint = "; there is no zones: section: each interface is a zone of its name";
	read_error(r, node->where, "unknown zone \"%.64s\"%s", node->text,
		   hint);
}

static void group_zones(struct reader *r, const struct tree_node *node,
			void *target)
{
	struct policy_group *group = target;
	const struct tree_node *item;

	if (!read_is_list(r, node, 1, LC_ZONE_SLOTS))
		return;
	group->zones = read_alloc(r, node->count, sizeof(*group->zones));
	for (item = node->first; item && group->zones; item = item->next) {
		if (!read_is(r, item, TREE_TEXT, "a zone's name"))
			continue;
		if (!zone_known(r, item->text))
			report_zone(r, item);
		else if (has_text(group->zones, group->zone_count, item->text))
			read_error(r, item->where, "zone \"%s\" is named twice",
				   item->text);
		else
			group->zones[group->zone_count++] = arena_text(
				r->arena, item->text, strlen(item->text));
	}
}

static void group_vendors(struct reader *r, const struct tree_node *node,
			  void *target)
{
	struct policy_group *group = target;
	const struct tree_node *item;
	const char *near;

	if (!read_is_list(r, node, 1, VENDOR_MAX))
		return;
	group->vendors = read_alloc(r, node->count, sizeof(*group->vendors));
	group->vendor_where =
		read_alloc(r, node->count, sizeof(*group->vendor_where));
	if (!group->vendors || !group->vendor_where)
		return;
	for (item = node->first; item; item = item->next) {
		if (!read_is(r, item, TREE_TEXT, "a vendor"))
			continue;
		if (strcmp(item->text, VENDOR_ANY_CAMERA_NAME) &&
		    vendor_find(r->vendors, item->text) == VENDOR_NONE) {
			near = vendor_suggest(r->vendors, item->text);
			read_error(
				r, item->where,
				"unknown vendor \"%.64s\"%s%s%s", item->text,
				near ? " (did you mean \"" : "",
				near ? near :
				       "; \"lenscap vendors\" lists those known",
				near ? "\"?)" : "");
			continue;
		}
		if (has_text(group->vendors, group->vendor_count, item->text)) {
			read_error(r, item->where,
				   "vendor \"%s\" is named twice", item->text);
			continue;
		}
		group->vendor_where[group->vendor_count] = item->where;
		group->vendors[group->vendor_count++] =
			arena_text(r->arena, item->text, strlen(item->text));
	}
}

/* prefixes and macs share one array: make it longer for count more. */
static struct mac_prefix *more_prefixes(struct reader *r,
					const struct tree_node *node,
					struct policy_group *group)
{
	struct mac_prefix *larger;

	if (r->mac_prefixes + node->count > LC_MAX_PREFIXES) {
		read_error(
			r, node->where,
			"more than %u prefixes and macs in all groups together",
			LC_MAX_PREFIXES);
		return NULL;
	}
	r->mac_prefixes += node->count;
	larger = read_alloc(r, group->prefix_count + node->count,
			    sizeof(*larger));
	if (larger && group->prefix_count)
		memcpy(larger, group->prefixes,
		       group->prefix_count * sizeof(*larger));
	if (larger)
		group->prefixes = larger;
	return larger;
}

static void report_prefix(struct reader *r, const struct tree_node *node,
			  int err)
{
	char right[MAC_PREFIX_TEXT_LEN], head[MAC_PREFIX_TEXT_LEN];
	const char *slash = strchr(node->text, '/');
	unsigned int bits;
	uint64_t mac;

	if (err == -EDOM) {
		read_error(
			r, node->where,
			"MAC prefix \"%.64s\" must have 24, 28, 36 or 48 bits",
			node->text);
		return;
	}
	if (err == -ERANGE && slash && (size_t)(slash - node->text) == 17) {
		snprintf(head, sizeof(head), "%.17s", node->text);
		bits = atoi(slash + 1);
		if (!mac_parse(head, &mac)) {
			mac_prefix_format(mac & mac_mask(bits), bits, right);
			read_error(
				r, node->where,
				"MAC prefix \"%.64s\" has bits set beyond its length; write %s",
				node->text, right);
			return;
		}
	}
	if (mac_prefix_respell(node->text, right)) {
		read_error(
			r, node->where,
			"\"%.64s\" is not how a MAC prefix is written; write \"%s\"",
			node->text, right);
		return;
	}
	read_error(
		r, node->where,
		"\"%.64s\" is not a MAC prefix; write it like \"44:19:b6/24\" or \"8c:1f:64:ab:c0:00/36\"",
		node->text);
}

static void add_prefix(struct reader *r, struct policy_group *group,
		       const struct tree_node *node, uint64_t mac,
		       unsigned int bits)
{
	struct mac_prefix *prefix = &group->prefixes[group->prefix_count];

	if (mac & MAC_MULTICAST)
		read_warning(
			r, node->where,
			"\"%.64s\" has the multicast bit: frames from such a source are dropped on every attached interface",
			node->text);
	prefix->mac = mac;
	prefix->bits = bits;
	prefix->where = node->where;
	group->prefix_count++;
}

static void group_prefixes(struct reader *r, const struct tree_node *node,
			   void *target)
{
	struct policy_group *group = target;
	const struct tree_node *item;
	unsigned int bits = 0;
	uint64_t mac = 0;
	int err;

	if (!read_is_list(r, node, 1, LC_MAX_PREFIXES) ||
	    !more_prefixes(r, node, group))
		return;
	for (item = node->first; item; item = item->next) {
		if (!read_is(r, item, TREE_TEXT, "a MAC prefix"))
			continue;
		err = mac_prefix_parse(item->text, &mac, &bits);
		if (err)
			report_prefix(r, item, err);
		else
			add_prefix(r, group, item, mac, bits);
	}
}

static void report_mac(struct reader *r, const struct tree_node *node)
{
	char right[MAC_PREFIX_TEXT_LEN];

	if (mac_respell(node->text, right))
		read_error(
			r, node->where,
			"\"%.64s\" is not how a MAC address is written; write \"%s\"",
			node->text, right);
	else if (mac_prefix_respell(node->text, right))
		read_error(
			r, node->where,
			"\"%.64s\" is a prefix, and \"macs\" are single devices; write \"%s\" under \"prefixes\"",
			node->text, right);
	else
		read_error(
			r, node->where,
			"\"%.64s\" is not a MAC address; write it like \"44:19:b6:00:00:01\"",
			node->text);
}

static void group_macs(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_group *group = target;
	const struct tree_node *item;
	uint64_t mac = 0;

	if (!read_is_list(r, node, 1, LC_MAX_PREFIXES) ||
	    !more_prefixes(r, node, group))
		return;
	for (item = node->first; item; item = item->next) {
		if (!read_is(r, item, TREE_TEXT, "a MAC address"))
			continue;
		if (mac_parse(item->text, &mac))
			report_mac(r, item);
		else
			add_prefix(r, group, item, mac, MAC_BITS);
	}
}

static void group_mode(struct reader *r, const struct tree_node *node,
		       void *target)
{
	static const char *const words[] = { "enforce", "monitor" };
	struct policy_group *group = target;

	group->monitor = read_word(r, node, "mode", words, 2) == 1;
}

static void group_addresses(struct reader *r, const struct tree_node *node,
			    void *target)
{
	struct policy_group *group = target;

	group->has_addresses = true;
	read_addresses(r, node, &group->addresses);
	if (node->kind == TREE_LIST && !node->count)
		read_error(
			r, node->where,
			"\"addresses\" is empty: the devices could use none; remove it, or list some");
}

static void group_housekeeping(struct reader *r, const struct tree_node *node,
			       void *target)
{
	const char *words[POLICY_HOUSEKEEPING + 1];
	struct policy_group *group = target;
	const struct tree_node *item;
	bool none = false;
	size_t i;
	int word;

	if (node->kind == TREE_LIST && !node->count) {
		read_error(r, node->where,
			   "\"housekeeping\" is an empty list; write [none]");
		return;
	}
	if (!read_is_list(r, node, 1, 64))
		return;
	for (i = 0; i < POLICY_HOUSEKEEPING; i++)
		words[i] = policy_housekeeping_names[i];
	words[POLICY_HOUSEKEEPING] = "none";
	group->housekeeping = 0;
	for (item = node->first; item; item = item->next) {
		word = read_word(r, item, "housekeeping", words,
				 ARRAY_SIZE(words));
		if (word == POLICY_HOUSEKEEPING)
			none = true;
		else if (word >= 0)
			group->housekeeping |= 1 << word;
	}
	if (none && node->count > 1)
		read_error(r, node->where,
			   "\"none\" stands alone; remove it or the others");
}

static void group_dhcp_servers(struct reader *r, const struct tree_node *node,
			       void *target)
{
	struct policy_group *group = target;

	read_addresses(r, node, &group->dhcp_servers);
}

static void group_default(struct reader *r, const struct tree_node *node,
			  void *target)
{
	static const char *const words[] = { "drop", "pass" };
	struct policy_group *group = target;

	group->default_pass = read_word(r, node, "default", words, 2) == 1;
}

static void group_note(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_group *group = target;

	read_note(r, node, &group->note);
}

static const struct reader_key group_keys[] = {
	{ "name", group_name, true },
	{ "zones", group_zones, false },
	{ "vendors", group_vendors, false },
	{ "prefixes", group_prefixes, false },
	{ "macs", group_macs, false },
	{ "mode", group_mode, false },
	{ "addresses", group_addresses, false },
	{ "housekeeping", group_housekeeping, false },
	{ "dhcp-servers", group_dhcp_servers, false },
	{ "rules", read_rules, false },
	{ "default", group_default, false },
	{ "rate", read_rate, false },
	{ "note", group_note, false },
};

static int compare_prefixes(const void *left, const void *right)
{
	const struct mac_prefix *a = *(const struct mac_prefix *const *)left;
	const struct mac_prefix *b = *(const struct mac_prefix *const *)right;

	if (a->mac != b->mac)
		return a->mac < b->mac ? -1 : 1;
	if (a->bits != b->bits)
		return a->bits < b->bits ? -1 : 1;
	/* They stand in one array, first read first. */
	return a < b ? -1 : a > b;
}

static void check_prefixes(struct reader *r, const struct policy_group *group)
{
	const struct mac_prefix **sorted, *a, *b;
	char text[MAC_PREFIX_TEXT_LEN];
	size_t i;

	if (group->prefix_count < 2)
		return;
	sorted = read_alloc(r, group->prefix_count,
			    sizeof(const struct mac_prefix *));
	if (!sorted)
		return;
	for (i = 0; i < group->prefix_count; i++)
		sorted[i] = &group->prefixes[i];
	qsort(sorted, i, sizeof(*sorted), compare_prefixes);
	for (i = 1; i < group->prefix_count; i++) {
		a = sorted[i - 1];
		b = sorted[i];
		if (a->mac != b->mac || a->bits != b->bits)
			continue;
		mac_prefix_format(b->mac, b->bits, text);
		read_error(r, b->where,
			   "%s is listed a second time (first at %s:%u)", text,
			   a->where.file, a->where.line);
	}
}

static void check_group(struct reader *r, const struct tree_node *node,
			const struct policy_group *group)
{
	const struct policy_group *other;

	if (!tree_find(node, "vendors") && !tree_find(node, "prefixes") &&
	    !tree_find(node, "macs"))
		read_error(
			r, node->where,
			"no device belongs to it; give \"vendors\", \"prefixes\" or \"macs\"");
	check_prefixes(r, group);
	for (other = r->policy->groups; other < group && group->name; other++) {
		if (!strcmp(other->name, group->name))
			read_error(
				r, group->where,
				"a second group of this name (first at %s:%u)",
				other->where.file, other->where.line);
	}
}

void read_groups(struct reader *r)
{
	struct policy *policy = r->policy;
	const struct tree_node *item;
	struct policy_group *group;
	size_t number = 0;

	if (!r->groups || !read_is_entries(r, r->groups, LC_MAX_GROUPS))
		return;
	policy->groups =
		read_alloc(r, r->groups->count, sizeof(*policy->groups));
	if (!policy->groups)
		return;
	for (item = r->groups->first; item; item = item->next) {
		group = &policy->groups[policy->group_count];
		memset(group, 0, sizeof(*group));
		group->where = item->where;
		group->housekeeping = LC_HK_ARP | LC_HK_ND | LC_HK_DHCP;
		read_scope(r, item, "group", ++number);
		read_map(r, item, group_keys, ARRAY_SIZE(group_keys), group);
		if (item->kind == TREE_MAP)
			check_group(r, item, group);
		if (group->name)
			policy->group_count++;
	}
	r->scope[0] = '\0';
}

const struct policy_group *policy_group_named(const struct policy *policy,
					      const char *name)
{
	size_t i;

	for (i = 0; name && i < policy->group_count; i++)
		if (!strcmp(policy->groups[i].name, name))
			return &policy->groups[i];
	return NULL;
}
