/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The devices of this network namespace and their addresses, by rtnetlink.
 * No policy; what a driver can be told is ethtool.h.
 */
#ifndef LENSCAP_NETDEV_H
#define LENSCAP_NETDEV_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/addr.h"

/* Devices on devices on devices; a loop ends here. */
#define NETDEV_DEPTH 8

struct netdev {
	unsigned int ifindex;
	char name[IFNAMSIZ];
	char kind[16]; /* "vlan", "bridge", ...; "" for hardware */
	unsigned int lower; /* the device it is a VLAN or the like of, or 0 */
	unsigned int master; /* the bridge, bond or VRF it is a port of, or 0 */
	unsigned int mtu;
	unsigned int vlan; /* of kind "vlan": its id; else 0 */
	bool loopback;
	bool up; /* as it was told to be; a cable may be missing all the same */
	bool ethernet; /* its frames have MAC addresses */
	bool passthru; /* of kind "macvlan": it gets all that is below */
	bool xdp; /* an XDP program is on it, whosever */
};

struct netdev_address {
	unsigned int ifindex;
	struct addr_prefix own; /* the address, full length */
	struct addr_prefix on_link; /* the prefix it stands in */
};

struct netdevs {
	struct netdev *devs; /* ascending by ifindex */
	size_t count;
	struct netdev_address *addrs;
	size_t addr_count;
};

/* 0, or a negative errno with *devs untouched. Free with netdevs_free(). */
int netdevs_load(struct netdevs **devs);
void netdevs_free(struct netdevs *devs);

/* NULL when there is none. */
const struct netdev *netdevs_by_name(const struct netdevs *devs,
				     const char *name);
const struct netdev *netdevs_by_index(const struct netdevs *devs,
				      unsigned int ifindex);

/*
 * Set above[i] for each devs->devs[i] that stands on dev, through any number
 * of steps: its VLANs, the bridge it is a port of, that one's VLANs. above has
 * devs->count elements.
 */
void netdevs_above(const struct netdevs *devs, const struct netdev *dev,
		   bool *above);

/* A device that stands on that one, at one step, and has XDP; NULL: none. */
const struct netdev *netdevs_xdp_above(const struct netdevs *devs,
				       unsigned int ifindex);

/* True for devices that are made of others: VLANs, bridges, bonds and so on. */
bool netdev_is_stacked(const struct netdev *dev);

#endif
