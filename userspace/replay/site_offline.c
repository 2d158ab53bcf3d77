// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces and zones as the policy names them, without a look at a machine.
 * The devices of this machine are site_system.c.
 */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/site.h"

static int copy_addresses(const struct addr_list *from, struct addr_list *to)
{
	if (!from->count)
		return 0;
	to->items = calloc(from->count, sizeof(*to->items));
	if (!to->items)
		return -ENOMEM;
	memcpy(to->items, from->items, from->count * sizeof(*to->items));
	to->count = from->count;
	return 0;
}

/* Once only, and only what this entry is the first to fit. */
static int add_interface(struct site *site, const struct policy *policy,
			 const struct policy_interface *entry, const char *name,
			 struct diag *diag)
{
	struct site_interface *interface;
	struct site_zone *zone;

	if (strlen(name) >= IFNAMSIZ ||
	    policy_find_interface(policy, name) != entry ||
	    site_interface(site, name) >= 0)
		return 0;
	if (site->interface_count == LC_MAX_INTERFACES) {
		diag_error(diag, entry->where, "more than %u interfaces",
			   LC_MAX_INTERFACES);
		return -ENODEV;
	}
	interface = &site->interfaces[site->interface_count];
	zone = &site->zones[site->interface_count];
	snprintf(interface->name, sizeof(interface->name), "%s", name);
	interface->entry = entry;
	interface->zone = site->interface_count;
	snprintf(zone->name, sizeof(zone->name), "%s", name);
	zone->interface = site->interface_count;
	zone->unlisted_drop = entry->unlisted_drop;
	site->interface_count++;
	interface->ifindex = site->interface_count;
	site->zone_count = site->interface_count;
	interface->on_link_known = entry->has_on_link;
	return copy_addresses(&entry->on_link, &interface->on_link);
}

/* So may tests. */
static int add_tested(struct site *site, const struct policy *policy,
		      const struct policy_interface *entry, struct diag *diag)
{
	const struct policy_test *test;
	size_t i, j;
	int err = 0;

	for (i = 0; i < policy->test_count && !err; i++) {
		test = &policy->tests[i];
		for (j = 0; j < test->count && !err; j++)
			if (test->interfaces[j])
				err = add_interface(site, policy, entry,
						    test->interfaces[j], diag);
	}
	return err;
}

/* Zones and groups may name interfaces that a pattern stands for. */
static int add_named(struct site *site, const struct policy *policy,
		     const struct policy_interface *entry, struct diag *diag)
{
	const struct policy_group *group;
	size_t i, j;
	int err = 0;

	for (i = 0; i < policy->zone_count && !err; i++) {
		if (policy->zones[i].interface)
			err = add_interface(site, policy, entry,
					    policy->zones[i].interface, diag);
	}
	for (i = 0; i < policy->group_count; i++) {
		group = &policy->groups[i];
		for (j = 0; j < group->zone_count && !err; j++) {
			size_t k;

			for (k = 0; k < policy->zone_count; k++) {
				if (!strcmp(policy->zones[k].name,
					    group->zones[j]))
					break;
			}
			if (k == policy->zone_count)
				err = add_interface(site, policy, entry,
						    group->zones[j], diag);
		}
	}
	return err;
}

static int add_entry(struct site *site, const struct policy *policy,
		     const struct policy_interface *entry,
		     const char *interface, struct diag *diag)
{
	size_t before = site->interface_count;
	char pattern[IFNAMSIZ];
	int err = 0;

	if (entry->name)
		return add_interface(site, policy, entry, entry->name, diag);
	if (interface)
		err = add_interface(site, policy, entry, interface, diag);
	if (!err)
		err = add_named(site, policy, entry, diag);
	if (!err)
		err = add_tested(site, policy, entry, diag);
	if (err || site->interface_count > before)
		return err;
	/* Mostly a pattern fits itself; where not, the cut one stands for it. */
	snprintf(pattern, sizeof(pattern), "%s", entry->match);
	return add_interface(site, policy, entry, pattern, diag);
}

static void add_zones(struct site *site, const struct policy *policy)
{
	const struct policy_zone *entry;
	const struct policy_interface *on;
	struct site_zone *zone;
	size_t i;
	int index;

	for (i = 0; i < policy->zone_count; i++) {
		entry = &policy->zones[i];
		index = site_interface(site, entry->interface);
		if (index < 0 || site->zone_count == LC_ZONE_SLOTS)
			continue;
		on = site->interfaces[index].entry;
		zone = &site->zones[site->zone_count++];
		snprintf(zone->name, sizeof(zone->name), "%s", entry->name);
		zone->interface = index;
		zone->entry = entry;
		zone->unlisted_drop = entry->has_unlisted ?
					      entry->unlisted_drop :
					      on->unlisted_drop;
		zone->monitor = entry->monitor;
	}
}

int site_offline(const struct policy *policy, const char *interface,
		 struct diag *diag, struct site **site)
{
	struct site *made = calloc(1, sizeof(*made));
	size_t i;
	int err = 0;

	if (!made)
		return -ENOMEM;
	for (i = 0; i < policy->interface_count && !err; i++)
		err = add_entry(made, policy, &policy->interfaces[i], interface,
				diag);
	if (err)
		goto failed;
	if (interface && site_interface(made, interface) < 0) {
		diag_error(diag,
			   (struct where){ diag_file(diag, policy->path), 0,
					   0 },
			   "no entry under \"interfaces\" fits \"%.64s\"",
			   interface);
		err = -ENODEV;
		goto failed;
	}
	add_zones(made, policy);
	*site = made;
	return 0;
failed:
	site_free(made);
	return err;
}
