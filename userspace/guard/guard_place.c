// SPDX-License-Identifier: GPL-2.0
/*
 * Where the zones of a site are for the guard, which sees ports and VLAN tags.
 * What is listed there stands in guard_table.c.
 */
#include "guard/guard_place.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "policy/site.h"
#include "port/netdev.h"

static bool has_vlan(const struct policy_zone *zone, unsigned int vlan)
{
	return zone->vlans[vlan / 64] >> (vlan % 64) & 1;
}

/* An interface's own zone is what the named zones on it leave. */
static bool in_zone(const struct site *site, size_t zone, unsigned int vlan)
{
	size_t z;

	if (site->zones[zone].entry)
		return has_vlan(site->zones[zone].entry, vlan);
	for (z = 0; z < site->zone_count; z++)
		if (site->zones[z].entry &&
		    site->zones[z].interface == site->zones[zone].interface &&
		    has_vlan(site->zones[z].entry, vlan))
			return false;
	return true;
}

static void set_vlan(uint8_t *vlans, unsigned int vlan)
{
	vlans[vlan / 8] |= 1u << (vlan % 8);
}

static void zone_vlans(const struct site *site, size_t zone, uint8_t *vlans)
{
	unsigned int vlan;

	for (vlan = 0; vlan < LC_VLANS; vlan++)
		if (in_zone(site, zone, vlan))
			set_vlan(vlans, vlan);
}

static int add_place(struct guard_places *places,
		     const struct guard_place *place, unsigned int ifindex,
		     const char *name)
{
	struct guard_place *new;

	if (places->count == LCG_MAX_ZONES)
		return -E2BIG;
	new = &places->items[places->count++];
	*new = *place;
	new->ifindex = ifindex;
	memcpy(new->name, name, sizeof(new->name));
	return 0;
}

/* The ports that dev stands on, with the tags that its frames have there. */
static int add_below(struct guard_places *places, const struct netdevs *devs,
		     const struct netdev *dev, const struct guard_place *place,
		     int depth)
{
	const struct netdev *lower;
	struct guard_place below = *place;
	int err = 0;
	size_t i;

	if (!netdev_is_stacked(dev))
		return add_place(places, place, dev->ifindex, dev->name);
	if (depth == NETDEV_DEPTH)
		return 0;
	lower = netdevs_by_index(devs, dev->lower);
	if (dev->vlan) {
		memset(below.vlans, 0, sizeof(below.vlans));
		set_vlan(below.vlans, dev->vlan % LC_VLANS);
	}
	if (lower)
		err = add_below(places, devs, lower, &below, depth + 1);
	for (i = 0; i < devs->count && !err; i++)
		if (devs->devs[i].master == dev->ifindex)
			err = add_below(places, devs, &devs->devs[i], place,
					depth + 1);
	return err;
}

static int add_zone(struct guard_places *places, const struct site *site,
		    const struct netdevs *devs, size_t zone)
{
	const struct site_interface *on =
		&site->interfaces[site->zones[zone].interface];
	struct guard_place place = { .zone = zone };
	const struct netdev *dev = NULL;
	size_t before = places->count;
	int err = 0;

	zone_vlans(site, zone, place.vlans);
	if (devs)
		dev = netdevs_by_index(devs, on->ifindex);
	if (dev)
		err = add_below(places, devs, dev, &place, 0);
	/* also where there is nothing below: what comes there has its name */
	if (!err && places->count == before)
		err = add_place(places, &place, on->ifindex, on->name);
	return err;
}

int guard_places_make(const struct site *site, const struct netdevs *devs,
		      struct guard_places **out)
{
	struct guard_places *places = calloc(1, sizeof(*places));
	int err = places ? 0 : -ENOMEM;
	size_t zone;

	for (zone = 0; zone < site->zone_count && !err; zone++)
		err = add_zone(places, site, devs, zone);
	if (err)
		free(places);
	else
		*out = places;
	return err;
}
