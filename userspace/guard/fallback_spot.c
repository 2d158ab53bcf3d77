// SPDX-License-Identifier: GPL-2.0
/*
 * By which devices the frames of a policy's interfaces reach the stack: by the
 * interface, or by what stands on it. What is done there: fallback_text.c.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "guard/fallback_parts.h"
#include "port/netdev.h"

/* One octet is left for nft's asterisk. */
#define MAX_BEGINNING (IFNAMSIZ - 2)

size_t fallback_zone(const struct fallback *f, size_t interface, int vlan)
{
	const struct site *site = f->in->site;
	const struct guard_place *place;
	size_t i;

	for (i = 0; i < f->places->count; i++) {
		place = &f->places->items[i];
		if (site->zones[place->zone].interface == interface &&
		    place->vlans[vlan / 8] >> (vlan % 8) & 1)
			return place->zone;
	}
	return site->interfaces[interface].zone;
}

bool fallback_pattern(const struct policy_interface *entry,
		      struct fallback_pattern *pattern)
{
	const char *text = entry->name ? entry->name : entry->match;
	size_t len = strcspn(text, "*?[\\\"");

	pattern->begins = text[len] || len > MAX_BEGINNING;
	if (len >= IFNAMSIZ) /* of that length there are no names */
		return false;
	if (len > MAX_BEGINNING && !text[len])
		pattern->begins = false;
	else if (len > MAX_BEGINNING)
		len = MAX_BEGINNING;
	memcpy(pattern->text, text, len);
	pattern->text[len] = '\0';
	return true;
}

static struct fallback_spot *find_spot(const struct fallback *f,
				       const char *name)
{
	size_t i;

	for (i = 0; i < f->spot_count; i++)
		if (!strcmp(f->spots[i].name, name))
			return &f->spots[i];
	return NULL;
}

static int add_spot(struct fallback *f, const char *name, size_t interface,
		    int vlan)
{
	struct fallback_spot *spot = find_spot(f, name);
	size_t count = f->spot_count;

	if (spot) {
		if (spot->interface != interface || spot->vlan != vlan)
			spot->shared = true;
		return 0;
	}
	/* room is made at 0, 1, 2, 4, ... */
	if (!(count & (count - 1))) {
		spot = reallocarray(f->spots, count ? 2 * count : 1,
				    sizeof(*spot));
		if (!spot)
			return -ENOMEM;
		f->spots = spot;
	}
	spot = &f->spots[f->spot_count++];
	memset(spot, 0, sizeof(*spot));
	strncpy(spot->name, name, sizeof(spot->name) - 1);
	spot->interface = interface;
	spot->vlan = vlan;
	return 0;
}

static bool is_kind(const struct netdev *dev, const char *kind)
{
	return !strcmp(dev->kind, kind);
}

/* The bridge's own family sees its ports, so nothing is to be done above. */
static int climb(struct fallback *f, const struct netdev *dev, size_t interface,
		 int vlan, int depth)
{
	const struct netdevs *devs = f->in->devs;
	const struct netdev *upper;
	int err = 0, tag;
	size_t i;

	for (i = 0; i < devs->count && !err && depth < NETDEV_DEPTH; i++) {
		upper = &devs->devs[i];
		if ((upper->lower != dev->ifindex &&
		     dev->master != upper->ifindex) ||
		    is_kind(upper, "bridge"))
			continue;
		tag = vlan;
		if (tag == FALLBACK_TAGS && is_kind(upper, "vlan"))
			tag = upper->vlan % LC_VLANS;
		err = add_spot(f, upper->name, interface, tag);
		if (!err)
			err = climb(f, upper, interface, tag, depth + 1);
	}
	return err;
}

/* Would a rule for devices that are not known by now take this one in? */
static bool looks_new(const struct policy *policy, const struct netdev *dev)
{
	struct fallback_pattern pattern;
	size_t i;

	if (is_kind(dev, "vlan"))
		return true;
	for (i = 0; i < policy->interface_count; i++)
		if (policy->interfaces[i].match &&
		    fallback_pattern(&policy->interfaces[i], &pattern) &&
		    !strncmp(dev->name, pattern.text, strlen(pattern.text)))
			return true;
	return false;
}

/* What a rule cannot name exactly is not spared by it. */
static bool can_name(const char *name)
{
	return !strpbrk(name, "\"\\*");
}

static int find_past(struct fallback *f)
{
	const struct policy *policy = f->in->policy;
	const struct netdevs *devs = f->in->devs;
	const struct netdev *dev;
	size_t i;

	f->past = calloc(devs->count + 1, sizeof(*f->past));
	if (!f->past)
		return -ENOMEM;
	for (i = 0; i < devs->count; i++) {
		dev = &devs->devs[i];
		if (find_spot(f, dev->name) || !can_name(dev->name) ||
		    !looks_new(policy, dev))
			continue;
		/* one that came after the site was looked at */
		if (!netdev_is_stacked(dev) &&
		    policy_find_interface(policy, dev->name))
			continue;
		f->past[f->past_count++] = dev->name;
	}
	return 0;
}

int fallback_find_spots(struct fallback *f)
{
	const struct site *site = f->in->site;
	const struct netdev *dev;
	size_t i;
	int err = 0;

	for (i = 0; i < site->interface_count && !err; i++)
		err = add_spot(f, site->interfaces[i].name, i, FALLBACK_TAGS);
	for (i = 0; i < site->interface_count && !err; i++) {
		dev = netdevs_by_index(f->in->devs,
				       site->interfaces[i].ifindex);
		if (dev)
			err = climb(f, dev, i, FALLBACK_TAGS, 0);
	}
	return err ? err : find_past(f);
}
