// SPDX-License-Identifier: GPL-2.0
/*
 * What every site has in common, wherever it came from.
 * Making one is site_system.c and site_offline.c.
 */
#include "site.h"

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
