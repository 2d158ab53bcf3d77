/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where the zones of a site are for the guard, which sees ports and VLAN tags:
 * a zone on a bond is on its ports. What is listed there: guard_table.h.
 */
#ifndef LENSCAP_GUARD_PLACE_H
#define LENSCAP_GUARD_PLACE_H

#include <lenscap_guard.h>
#include <net/if.h>
#include <stddef.h>
#include <stdint.h>

struct netdevs;
struct site;

/* Some VLANs of one port. */
struct guard_place {
	unsigned int zone; /* index into the site's */
	unsigned int ifindex;
	char name[IFNAMSIZ];
	uint8_t vlans[LCG_VLAN_BYTES];
};

struct guard_places {
	struct guard_place items[LCG_MAX_ZONES]; /* ascending by zone */
	size_t count;
};

/*
 * The places of all zones of the site. devs: the devices here, to find the
 * ports below an interface; NULL: each interface is a port. 0, -E2BIG when
 * there are more than LCG_MAX_ZONES, or -ENOMEM. The caller frees *places.
 */
int guard_places_make(const struct site *site, const struct netdevs *devs,
		      struct guard_places **places);

#endif
