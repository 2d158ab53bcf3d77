// SPDX-License-Identifier: GPL-2.0
/*
 * The site as the devices of this network namespace make it.
 * Without looking at a machine: site_offline.c.
 */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "policy/site.h"
#include "port/kind.h"
#include "port/netdev.h"

/* What is being built, and from what. */
struct builder {
	const struct policy *policy;
	const struct netdevs *devs;
	struct diag *diag;
	struct site *site;
	bool partly; /* what is not here is no error */
	const struct site_held *held;
	size_t held_count;
	bool *above; /* devs->count, for one interface */
};

/* dev: NULL for one that is not here. */
static int add_interface(struct builder *b, const char *name,
			 const struct netdev *dev,
			 const struct policy_interface *entry)
{
	struct site_interface *iface;
	struct site_zone *zone;
	size_t n = b->site->interface_count;
	const char *blind;

	if (site_interface(b->site, name) >= 0)
		return 0; /* the first entry that fits wins */
	blind = dev ? kind_native_blind(dev) : NULL;
	if (blind && entry->xdp == XDP_NATIVE) {
		diag_error(b->diag, entry->where,
			   "interface \"%s\": %s; write xdp: generic%s", name,
			   blind,
			   netdev_is_stacked(dev) ?
				   ", or name those for native" :
				   "");
		return -ENODEV;
	}
	if (n == LC_MAX_INTERFACES) {
		diag_error(b->diag, entry->where,
			   "more than %d interfaces fit the policy; name fewer",
			   LC_MAX_INTERFACES);
		return -ENODEV;
	}
	iface = &b->site->interfaces[n];
	zone = &b->site->zones[n];
	snprintf(iface->name, sizeof(iface->name), "%s", name);
	iface->ifindex = dev ? dev->ifindex : 0;
	iface->entry = entry;
	iface->generic_only = blind;
	iface->zone = n;
	snprintf(zone->name, sizeof(zone->name), "%s", name);
	zone->interface = n;
	zone->unlisted_drop = entry->unlisted_drop;
	b->site->interface_count++;
	b->site->zone_count++;
	return 0;
}

/* It may come: then it is known by its name. */
static int add_absent(struct builder *b, const char *name,
		      const struct policy_interface *entry)
{
	const struct where nowhere = { 0 };

	if (strlen(name) >= IFNAMSIZ || site_interface(b->site, name) >= 0)
		return 0;
	diag_warning(
		b->diag, nowhere,
		"interface \"%s\": there is no such device here; it is not attached until it appears and the policy is applied again",
		name);
	return add_interface(b, name, NULL, entry);
}

static int missing_device(struct builder *b, struct where where,
			  const char *what, const char *name)
{
	const char **names = calloc(b->devs->count + 1, sizeof(*names));
	const char *near = NULL;
	size_t i;

	for (i = 0; names && i < b->devs->count; i++)
		names[i] = b->devs->devs[i].name;
	if (names)
		near = suggest(name, names, b->devs->count);
	free(names);
	if (near)
		diag_error(
			b->diag, where,
			"%s \"%s\": there is no such device here (did you mean \"%s\"?)",
			what, name, near);
	else
		diag_error(
			b->diag, where,
			"%s \"%s\": there is no such device here; ip link lists what there is",
			what, name);
	return -ENODEV;
}

static int find_entry(struct builder *b, const struct policy_interface *entry)
{
	const struct where nowhere = { 0 };
	const struct netdev *dev;
	bool found = false;
	const char *why;
	size_t i;
	int err;

	if (entry->name) {
		dev = netdevs_by_name(b->devs, entry->name);
		if (!dev && b->partly)
			return add_absent(b, entry->name, entry);
		if (!dev)
			return missing_device(b, entry->where, "interface",
					      entry->name);
		why = kind_refusal(dev);
		if (!why)
			return add_interface(b, dev->name, dev, entry);
		diag_error(b->diag, entry->where, "interface \"%s\": %s",
			   entry->name, why);
		return -ENODEV;
	}
	for (i = 0; i < b->devs->count; i++) {
		dev = &b->devs->devs[i];
		if (netdev_is_stacked(dev) || kind_refusal(dev) ||
		    fnmatch(entry->match, dev->name, 0))
			continue;
		found = true;
		err = add_interface(b, dev->name, dev, entry);
		if (err)
			return err;
	}
	if (!found)
		diag_warning(b->diag, b->partly ? nowhere : entry->where,
			     "match \"%s\" fits no device here", entry->match);
	return 0;
}

/* Devices that a pattern fits, and a zone names. */
static int find_named(struct builder *b)
{
	const struct policy *policy = b->policy;
	const struct policy_interface *entry;
	int err = 0;
	size_t i;

	for (i = 0; i < policy->zone_count && !err; i++) {
		entry = policy_find_interface(policy,
					      policy->zones[i].interface);
		if (entry)
			err = add_absent(b, policy->zones[i].interface, entry);
	}
	return err;
}

/* Renamed or moved ones, which nobody means by the name they have now. */
static int find_held(struct builder *b)
{
	const struct policy_interface *entry;
	const struct site_held *held;
	const struct netdev *here;
	int err = 0;
	size_t i;
	int at;

	for (i = 0; i < b->held_count && !err; i++) {
		held = &b->held[i];
		entry = policy_find_interface(b->policy, held->name);
		here = netdevs_by_index(b->devs, held->ifindex);
		/* index and name may be those of other devices by now */
		if (!entry || site_has(b->site, held->ifindex) ||
		    !here != held->away || netdevs_by_name(b->devs, held->name))
			continue;
		at = site_interface(b->site, held->name);
		if (at < 0) {
			at = (int)b->site->interface_count;
			err = add_interface(b, held->name, here, entry);
		}
		if (err)
			break;
		b->site->interfaces[at].ifindex = held->ifindex;
		b->site->interfaces[at].away = held->away;
	}
	return err;
}

/* All of them are tried, so that one run shows every missing device. */
static int find_interfaces(struct builder *b)
{
	const struct policy *policy = b->policy;
	struct where where = { 0 };
	int err = 0;
	size_t i;

	for (i = 0; i < policy->interface_count; i++)
		if (find_entry(b, &policy->interfaces[i]))
			err = -ENODEV;
	if (!err && b->partly)
		err = find_held(b);
	if (!err && b->partly)
		return find_named(b);
	if (!err && !b->site->interface_count) {
		if (policy->interface_count)
			where = policy->interfaces[0].where;
		diag_error(
			b->diag, where,
			"no device here fits the policy's interfaces; ip link lists what there is");
		err = -ENODEV;
	}
	return err;
}

/* A zone is told by tags, so they must be in the frame that is judged. */
static int check_tags(struct builder *b, const struct policy_zone *entry,
		      const struct site_interface *iface)
{
	const struct netdev *dev = netdevs_by_index(b->devs, iface->ifindex);

	if (dev && kind_hides_tags(dev)) {
		diag_error(
			b->diag, entry->where,
			"zone \"%s\": \"%s\", a %s, does not show VLAN tags; put zones on its ports, or name its VLAN devices as interfaces",
			entry->name, iface->name, dev->kind);
		return -ENODEV;
	}
	if (dev && dev->vlan)
		diag_warning(
			b->diag, entry->where,
			"zone \"%s\": \"%s\" is VLAN %u already, whose tag its frames have no more: this zone is of tags inside of that one",
			entry->name, iface->name, dev->vlan);
	return 0;
}

static int find_zones(struct builder *b)
{
	struct site *site = b->site;
	int err = 0;
	size_t i;

	for (i = 0; i < b->policy->zone_count; i++) {
		const struct policy_zone *entry = &b->policy->zones[i];
		int iface = site_interface(site, entry->interface);
		struct site_zone *zone;

		if (iface < 0) {
			err = missing_device(b, entry->where, "interface",
					     entry->interface);
			continue;
		}
		if (site_zone(site, entry->name) >= 0) {
			diag_error(
				b->diag, entry->where,
				"zone \"%s\" has the name of an interface; give it another",
				entry->name);
			err = -ENODEV;
			continue;
		}
		if (check_tags(b, entry, &site->interfaces[iface])) {
			err = -ENODEV;
			continue;
		}
		if (site->zone_count == LC_ZONE_SLOTS) {
			diag_error(b->diag, entry->where, "more than %d zones",
				   LC_MAX_ZONES);
			return -ENODEV;
		}
		zone = &site->zones[site->zone_count++];
		strncpy(zone->name, entry->name, sizeof(zone->name) - 1);
		zone->interface = iface;
		zone->entry = entry;
		zone->monitor = entry->monitor;
		zone->unlisted_drop =
			entry->has_unlisted ?
				entry->unlisted_drop :
				site->interfaces[iface].entry->unlisted_drop;
	}
	return err;
}

/* A frame must be judged once, so no interface may stand on another. */
static int check_stack(struct builder *b, const struct site_interface *lower)
{
	int err = 0;
	size_t i;

	for (i = 0; i < b->site->interface_count; i++) {
		const struct site_interface *upper = &b->site->interfaces[i];
		const struct netdev *dev =
			netdevs_by_index(b->devs, upper->ifindex);

		if (!dev || !b->above[dev - b->devs->devs])
			continue;
		diag_error(
			b->diag, upper->entry->where,
			"interface \"%s\" stands on \"%s\": name one of the two",
			upper->name, lower->name);
		err = -ENODEV;
	}
	return err;
}

static int copy_list(const struct addr_list *from, struct addr_list *to)
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

static void add_once(struct addr_list *list, const struct addr_prefix *prefix)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (!memcmp(&list->items[i], prefix, sizeof(*prefix)))
			return;
	list->items[list->count++] = *prefix;
}

/*
 * A port that carries no prefix but fe80::/10 is not routed: who is on its link
 * is not known, and nothing here answers them.
 */
static bool link_known(const struct addr_list *on_link)
{
	const struct addr_prefix *item;
	size_t i;

	for (i = 0; i < on_link->count; i++) {
		item = &on_link->items[i];
		if (!item->v6 || item->addr[0] != 0xfe ||
		    (item->addr[1] & 0xc0) != 0x80)
			return true;
	}
	return false;
}

/* The interface's own addresses are also those of what stands on it. */
static int find_addresses(struct builder *b, struct site_interface *iface)
{
	size_t room = b->devs->addr_count;
	bool given = iface->entry->has_on_link;
	size_t i;

	iface->on_link_known = given;
	if (given && copy_list(&iface->entry->on_link, &iface->on_link))
		return -ENOMEM;
	if (!room || !iface->ifindex || iface->away)
		return 0;
	iface->own.items = calloc(room, sizeof(*iface->own.items));
	if (!given)
		iface->on_link.items =
			calloc(room, sizeof(*iface->on_link.items));
	if (!iface->own.items || (!given && !iface->on_link.items))
		return -ENOMEM;
	for (i = 0; i < room; i++) {
		const struct netdev_address *addr = &b->devs->addrs[i];
		const struct netdev *dev =
			netdevs_by_index(b->devs, addr->ifindex);

		if (!dev || (dev->ifindex != iface->ifindex &&
			     !b->above[dev - b->devs->devs]))
			continue;
		add_once(&iface->own, &addr->own);
		if (!given)
			add_once(&iface->on_link, &addr->on_link);
	}
	iface->on_link_known = given || link_known(&iface->on_link);
	return 0;
}

static int fill_interfaces(struct builder *b)
{
	int ret = 0;
	size_t i;
	int err;

	for (i = 0; i < b->site->interface_count; i++) {
		struct site_interface *iface = &b->site->interfaces[i];

		err = 0;
		if (iface->ifindex && !iface->away) {
			netdevs_above(b->devs,
				      netdevs_by_index(b->devs, iface->ifindex),
				      b->above);
			err = check_stack(b, iface);
		}
		if (!err)
			err = find_addresses(b, iface);
		if (err == -ENOMEM)
			return err;
		if (err)
			ret = err;
	}
	return ret;
}

static int build(struct builder b, struct site **site)
{
	struct netdevs *devs;
	int err;

	err = netdevs_load(&devs);
	if (err)
		return err;
	b.devs = devs;
	b.site = calloc(1, sizeof(*b.site));
	b.above = calloc(devs->count + 1, sizeof(*b.above));
	err = b.site && b.above ? 0 : -ENOMEM;
	if (!err)
		err = find_interfaces(&b);
	if (!err)
		err = find_zones(&b);
	if (!err)
		err = fill_interfaces(&b);
	netdevs_free(devs);
	free(b.above);
	if (err)
		site_free(b.site);
	else
		*site = b.site;
	return err;
}

int site_from_system(const struct policy *policy, struct diag *diag,
		     struct site **site)
{
	return build((struct builder){ .policy = policy, .diag = diag }, site);
}

int site_from_system_held(const struct policy *policy,
			  const struct site_held *held, size_t count,
			  struct diag *diag, struct site **site)
{
	return build((struct builder){ .policy = policy,
				       .diag = diag,
				       .partly = true,
				       .held = held,
				       .held_count = count },
		     site);
}
