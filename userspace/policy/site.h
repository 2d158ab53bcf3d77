/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Interfaces and zones as they are here and now, or as a capture needs them.
 * Not the policy's words (policy.h); nothing is attached or changed here.
 */
#ifndef LENSCAP_SITE_H
#define LENSCAP_SITE_H

#include <lenscap.h>
#include <net/if.h>

#include "policy/policy.h"

struct site_interface {
	char name[IFNAMSIZ];
	unsigned int ifindex; /* 0: not here; invented (from 1) offline */
	bool away; /* in another network namespace, and judged there */
	const struct policy_interface *entry;
	bool generic_only; /* native XDP would judge other devices' frames */
	unsigned int zone; /* index of the interface's own zone */
	struct addr_list on_link;
	bool on_link_known; /* false: nobody says what is on the link */
	struct addr_list own; /* its own addresses, as full-length prefixes */
};

struct site_zone {
	char name[LC_NAME_LEN];
	unsigned int interface; /* index */
	const struct policy_zone *entry; /* NULL: the interface's own zone */
	bool unlisted_drop;
	bool monitor; /* the zone's own, not the file's */
};

/* Interfaces first found first; their own zones stand before named ones. */
struct site {
	struct site_interface interfaces[LC_MAX_INTERFACES];
	size_t interface_count;
	struct site_zone zones[LC_ZONE_SLOTS];
	size_t zone_count;
};

/* Is the device one of its interfaces? */
bool site_has(const struct site *site, unsigned int ifindex);

/*
 * From the devices of this network namespace (rtnetlink). A device named but
 * missing is an error in diag, as is naming a device and one that stands on it.
 * 0, -ENODEV (findings in diag) or another negative errno. Caller frees.
 */
int site_from_system(const struct policy *policy, struct diag *diag,
		     struct site **site);

/* A device that is judged, by the policy's word for it. */
struct site_held {
	char name[IFNAMSIZ];
	unsigned int ifindex;
	bool away; /* in another network namespace, where it is judged still */
};

/*
 * The same, and a device that is held keeps the name it is held under, as long
 * as no other bears that and the policy does not mean it by its new one: who
 * renames or moves a port does not open it.
 */
int site_from_system_held(const struct policy *policy,
			  const struct site_held *held, size_t count,
			  struct diag *diag, struct site **site);

/*
 * Without looking at this machine: each `name:` is an interface with no
 * addresses; a `match:` becomes one interface named by interface (which must
 * fit it), by the zones, groups and tests that name one, or by the pattern.
 * interface NULL: none asked for. -ENODEV with a finding if none fits.
 */
int site_offline(const struct policy *policy, const char *interface,
		 struct diag *diag, struct site **site);

void site_free(struct site *site);

/* Index of the interface or zone with that name, -1 if there is none. */
int site_interface(const struct site *site, const char *name);
int site_zone(const struct site *site, const char *name);

/* False where the site lacks what the policy names: some device is not here. */
bool site_whole(const struct policy *policy, const struct site *site);

#endif
