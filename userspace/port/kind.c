// SPDX-License-Identifier: GPL-2.0
/*
 * What the kind of a device means for judging frames on it.
 * Stacks of devices are netdev.c; what a policy names is site_system.c.
 */
#include "port/kind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port/ethtool.h"

#define TEXT_MAX 400

static bool is_kind(const struct netdev *dev, const char *kind)
{
	return !strcmp(dev->kind, kind);
}

const char *kind_refusal(const struct netdev *dev)
{
	if (!dev->ethernet)
		return "it carries no Ethernet frames: no MAC address to judge by; name the port";
	/* drivers/net/vrf.c takes packets over behind XDP */
	if (is_kind(dev, "vrf"))
		return "frames never come in on a VRF, only on its ports; name those";
	/* mode l3s takes packets over in netfilter, behind XDP */
	if (is_kind(dev, "ipvlan") || is_kind(dev, "ipvtap"))
		return "packets come to it behind XDP in one of its modes; name the device below";
	/* drivers/net/ifb.c gives them back to the port that they came from */
	if (is_kind(dev, "ifb"))
		return "what is sent to it comes in on the port it came from; name that port";
	return NULL;
}

bool kind_hides_tags(const struct netdev *dev)
{
	return netdev_is_stacked(dev) && !is_kind(dev, "vlan") &&
	       !is_kind(dev, "macsec");
}

const char *kind_blind(const char *kind, const char *driver)
{
	static const char handed_on[] =
		"it hands native XDP on to its ports, which the policy does not name";
	static const char blind_rings[] =
		"its native XDP does not tell which of its ports a frame came by";

	/* no rtnetlink kind tells of drivers/net/hyperv, with its VF */
	if (!strcmp(kind, "bond") || !strcmp(driver, "hv_netvsc"))
		return handed_on;
	/*
	 * drivers/net/ethernet/mediatek/mtk_eth_soc.c: one program for all
	 * ports, and rings of a dummy device, whose index is 0
	 */
	if (!strcmp(driver, "mtk_soc_eth"))
		return blind_rings;
	return NULL;
}

const char *kind_native_blind(const struct netdev *dev)
{
	char driver[32];

	ethtool_driver(dev->name, driver, sizeof(driver));
	return kind_blind(dev->kind, driver);
}

/* "lan0, lan1", and how many there are. */
static size_t list_ports(const struct netdevs *devs, const struct netdev *dev,
			 char *text, size_t size)
{
	size_t count = 0, used = 0, i;

	*text = '\0';
	for (i = 0; i < devs->count; i++) {
		if (devs->devs[i].master != dev->ifindex)
			continue;
		if (used < size)
			used += snprintf(text + used, size - used, "%s%s",
					 count ? ", " : "", devs->devs[i].name);
		count++;
	}
	return count;
}

/* What passes by the programs on dev without being judged. */
static bool find_gap(const struct netdevs *devs, const struct netdev *dev,
		     char *text)
{
	const struct netdev *lower = netdevs_by_index(devs, dev->lower);
	char ports[160];

	if (is_kind(dev, "bridge") &&
	    list_ports(devs, dev, ports, sizeof(ports)) > 1) {
		snprintf(
			text, TEXT_MAX,
			"%s: on a bridge only what comes up to this router, or from it, is judged, and not what the bridge hands from port to port; name its ports instead: %s",
			dev->name, ports);
		return true;
	}
	if ((is_kind(dev, "macvlan") || is_kind(dev, "macvtap")) &&
	    !dev->passthru) {
		snprintf(
			text, TEXT_MAX,
			"%s: only what comes to its own address is judged, and not what comes to %s, or to others on it; name that instead",
			dev->name, lower ? lower->name : "the device below");
		return true;
	}
	return false;
}

/* Ports may have been put on one another since the policy was applied. */
static bool stands_on(const struct netdevs *devs, const struct netdev *upper,
		      const struct netdev *lower, bool *above)
{
	if (upper == lower)
		return false;
	netdevs_above(devs, lower, above);
	return above[upper - devs->devs];
}

static int look_one(const struct netdevs *devs, const struct netdev *dev,
		    const unsigned int *ifindexes, size_t count, bool *above,
		    int (*say)(void *to, const char *text), void *to)
{
	const struct netdev *lower;
	char text[TEXT_MAX];
	int err = 0;
	size_t i;

	if (find_gap(devs, dev, text))
		err = say(to, text);
	for (i = 0; i < count && !err; i++) {
		lower = netdevs_by_index(devs, ifindexes[i]);
		if (!lower || !stands_on(devs, dev, lower, above))
			continue;
		snprintf(
			text, sizeof(text),
			"%s stands on %s now, and the policy names both: what passes through both is judged and counted twice, and the next apply, at boot too, refuses it; name one of the two, and apply",
			dev->name, lower->name);
		err = say(to, text);
	}
	return err;
}

int kind_look(const unsigned int *ifindexes, size_t count,
	      int (*say)(void *to, const char *text), void *to)
{
	const struct netdev *dev;
	struct netdevs *devs;
	bool *above;
	int err = 0;
	size_t i;

	if (netdevs_load(&devs))
		return 0;
	above = calloc(devs->count + 1, sizeof(*above));
	for (i = 0; above && i < count && !err; i++) {
		dev = netdevs_by_index(devs, ifindexes[i]);
		if (dev)
			err = look_one(devs, dev, ifindexes, count, above, say,
				       to);
	}
	err = above ? err : -ENOMEM;
	free(above);
	netdevs_free(devs);
	return err;
}
