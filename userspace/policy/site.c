// SPDX-License-Identifier: GPL-2.0
/*
 * What every site has in common, wherever it came from.
 * Making one is site_system.c and site_offline.c.
 */
#include "policy/site.h"

#include <stdlib.h>
#include <string.h>

void site_free(struct site *site)
{
	size_t i;

	if (!site)
		return;
	for (i = 0; i < site->interface_count; i++) {
		free(site->interfaces[i].on_link.items);
		free(site->interfaces[i].own.items);
	}
	free(site);
}

int site_interface(const struct site *site, const char *name)
{
	size_t i;

	for (i = 0; i < site->interface_count; i++) {
		if (!strcmp(site->interfaces[i].name, name))
			return i;
	}
	return -1;
}

int site_zone(const struct site *site, const char *name)
{
	size_t i;

	for (i = 0; i < site->zone_count; i++) {
		if (!strcmp(site->zones[i].name, name))
			return i;
	}
	return -1;
}

static bool is_here(const struct site *site, const char *name)
{
	int i = site_interface(site, name);

	return i >= 0 && site->interfaces[i].ifindex;
}

bool site_whole(const struct policy *policy, const struct site *site)
{
	const struct policy_group *group;
	size_t g, i;

	for (i = 0; i < site->interface_count; i++)
		if (!site->interfaces[i].ifindex)
			return false;
	for (i = 0; i < policy->interface_count; i++)
		if (policy->interfaces[i].name &&
		    !is_here(site, policy->interfaces[i].name))
			return false;
	for (i = 0; i < policy->zone_count; i++)
		if (site_zone(site, policy->zones[i].name) < 0)
			return false;
	for (g = 0; g < policy->group_count; g++) {
		group = &policy->groups[g];
		for (i = 0; i < group->zone_count; i++)
			if (site_zone(site, group->zones[i]) < 0)
				return false;
	}
	return true;
}

bool site_has(const struct site *site, unsigned int ifindex)
{
	size_t i;

	for (i = 0; i < site->interface_count; i++)
		if (site->interfaces[i].ifindex == ifindex)
			return true;
	return false;
}
