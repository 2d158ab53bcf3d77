// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces, zones and VLANs of a slot.
 * No prefix and no rule is looked at.
 */
#include "compile/compile_parts.h"

#include <errno.h>
#include <string.h>

/* A multiplier that sends every interface to a bucket of its own, or 0. */
static uint64_t iface_seed(const struct site *site)
{
	uint64_t seed = 0x9e3779b97f4a7c15ull;
	uint8_t taken[LC_IFACE_BUCKETS];
	uint32_t bucket;
	size_t i;
	int tries;

	/* 64 in 512 succeed about once in 55 times */
	for (tries = 0; tries < 100000; tries++) {
		memset(taken, 0, sizeof(taken));
		for (i = 0; i < site->interface_count; i++) {
			if (!site->interfaces[i].ifindex)
				continue;
			bucket = lc_iface_bucket(site->interfaces[i].ifindex,
						 seed);
			if (taken[bucket]++)
				break;
		}
		if (i == site->interface_count)
			return seed;
		/* odd times odd and plus even stays odd (Knuth's constants) */
		seed = seed * 6364136223846793005ull + 1442695040888963406ull;
	}
	return 0;
}

/* No frame finds one that is not here: it takes a bucket that is left. */
static struct lc_iface *iface_bucket(struct lc_hot_slot *hot,
				     unsigned int ifindex)
{
	struct lc_iface *free = hot->ifaces;

	if (ifindex)
		return &hot->ifaces[lc_iface_bucket(ifindex,
						    hot->head.iface_seed)];
	while (free->ifindex || free->id)
		free++;
	return free;
}

static int add_iface(struct compile *c, size_t i)
{
	const struct site_interface *from = &c->in->site->interfaces[i];
	struct lc_hot_slot *hot = &c->image->hot;
	struct lc_iface *to;
	unsigned int id;
	int err;

	err = compile_name(c, LC_NAME_IFACE, 0, from->name, &id);
	if (err)
		return err;
	to = iface_bucket(hot, from->ifindex);
	*to = (struct lc_iface){
		.ifindex = from->ifindex,
		.index = i,
		.id = id,
		.zone = from->zone,
	};
	memset(hot->vlan_zone[i], from->zone, LC_VLANS);
	return 0;
}

static void add_vlans(struct lc_hot_slot *hot, struct lc_iface *iface,
		      const struct policy_zone *zone, size_t z)
{
	size_t vlan;

	iface->flags |= LC_IFACE_VLAN_ZONES;
	for (vlan = 0; vlan < LC_VLANS; vlan++)
		if (zone->vlans[vlan / 64] >> (vlan % 64) & 1)
			hot->vlan_zone[iface->index][vlan] = z;
}

static int add_zone(struct compile *c, size_t z)
{
	const struct site_zone *from = &c->in->site->zones[z];
	const struct site_interface *on =
		&c->in->site->interfaces[from->interface];
	struct lc_hot_slot *hot = &c->image->hot;
	struct lc_iface *iface;
	unsigned int id;
	int err;

	err = compile_name(c, LC_NAME_ZONE, 0, from->name, &id);
	if (err)
		return err;
	hot->zones[z].id = id;
	if (from->monitor)
		hot->zones[z].flags |= LC_ZONE_MONITOR;
	if (from->unlisted_drop)
		hot->zones[z].flags |= LC_ZONE_UNLISTED_DROP;
	if (!on->ifindex)
		return 0;
	iface = iface_bucket(hot, on->ifindex);
	if (from->unlisted_drop)
		iface->flags |= LC_IFACE_UNLISTED_DROP;
	if (from->entry)
		add_vlans(hot, iface, from->entry, z);
	return 0;
}

int compile_interfaces(struct compile *c)
{
	const struct site *site = c->in->site;
	struct lc_hot_head *head = &c->image->hot.head;
	int err = 0;
	size_t i;

	head->policy = 1;
	head->iface_seed = iface_seed(site);
	if (!head->iface_seed)
		return compile_limit(c, "interfaces", LC_MAX_INTERFACES);
	if (c->in->policy->monitor)
		head->flags |= LC_SLOT_MONITOR;
	for (i = 0; i < site->interface_count && !err; i++)
		if (site->interfaces[i].ifindex)
			err = add_iface(c, i);
	for (i = 0; i < site->interface_count && !err; i++)
		if (!site->interfaces[i].ifindex)
			err = add_iface(c, i);
	for (i = 0; i < site->zone_count && !err; i++)
		err = add_zone(c, i);
	return err;
}
