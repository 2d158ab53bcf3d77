// SPDX-License-Identifier: GPL-2.0
/*
 * What follows when the slot in force stays.
 * What each part does stands with its noun: attach, guard_switch, permit_sync,
 * saved, fallback.
 */
#include "slot/seal.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <net/if.h>

#include "guard/fallback.h"
#include "guard/guard_record.h"
#include "guard/guard_switch.h"
#include "guard/guard_table.h"
#include "maps/pins.h"
#include "permit/permit_sync.h"
#include "policy/site.h"
#include "slot/saved.h"

static const struct lc_iface *in_force(const struct seal *seal,
				       unsigned int ifindex)
{
	return slots_iface(seal->slots, slots_live(seal->slots), ifindex);
}

/* Ports that the slot does not name, and links to devices that are gone. */
static int detach_stale(struct seal *seal, struct fault *fault)
{
	int ports = seal->at->obj->maps[OBJECT_PORTS];
	struct pins_links links;
	__u32 key, next;
	__u32 *prev = NULL;
	int err, ret = 0;
	size_t i;

	while (!bpf_map_get_next_key(ports, prev, &next)) {
		if (in_force(seal, next)) {
			key = next;
			prev = &key;
			continue;
		}
		err = attach_remove(seal->at, next, fault);
		if (err)
			ret = err;
		seal->detached++;
		/* the key is gone from the map: begin again */
		if (!bpf_map_delete_elem(ports, &next) || errno == ENOENT)
			prev = NULL;
		else
			break;
	}
	if (pins_links(seal->at->dir, &links))
		return ret;
	for (i = 0; i < links.count; i++) {
		if (in_force(seal, links.ifindex[i]))
			continue;
		err = attach_remove(seal->at, links.ifindex[i], fault);
		if (err)
			ret = err;
	}
	pins_links_free(&links);
	return ret;
}

/* Offloads that the slot in force can do without. */
static int settle_ports(const struct seal *seal, struct fault *fault)
{
	const struct lc_hot_slot *slot =
		&seal->slots->hot->slot[slots_live(seal->slots)];
	char name[IFNAMSIZ];
	int err, ret = 0;
	int i;

	for (i = 0; i < LC_IFACE_BUCKETS; i++) {
		const struct lc_iface *iface = &slot->ifaces[i];
		const struct attach_want want = {
			.ifindex = iface->ifindex,
			.name = name,
			.vlan_zones = iface->flags & LC_IFACE_VLAN_ZONES,
		};

		if (!iface->ifindex || !if_indextoname(iface->ifindex, name))
			continue;
		err = attach_settle(seal->at, &want, fault);
		if (err)
			ret = err;
	}
	return ret;
}

int seal_router(struct seal *seal, struct fault *fault)
{
	int err, ret;

	ret = guard_switch_settle(seal->sha256, seal->state, fault);
	err = detach_stale(seal, fault);
	if (err)
		ret = err;
	err = settle_ports(seal, fault);
	return err ? err : ret;
}

/* The guard's boot file is of the policy that boot will apply. */
static int renew_boot_file(struct seal *seal, struct fault *fault)
{
	const struct guard_table_input in = {
		.policy = seal->policy,
		.site = seal->site,
		.listing = seal->listing,
	};
	struct guard_record record;
	int err;

	/* the one of the same policy may know more devices */
	if (!seal->staged && !site_whole(seal->policy, seal->site))
		return 0;
	err = guard_record_read(seal->state, &record, fault);
	if (err)
		return err == -ENOENT ? 0 : err;
	return guard_record_renew(&record, &in, &seal->new_boot_file, fault);
}

/* What the next boot has until the saved policy stands. */
static int renew_fallback(const struct seal *seal, struct fault *fault)
{
	const struct fallback_input in = {
		.policy = seal->policy,
		.site = seal->site,
		.listing = seal->listing,
	};

	return fallback_save(seal->state, &in, fault);
}

static int sync_permits(struct seal *seal, struct fault *fault)
{
	const struct permit_sync sync = {
		.obj = seal->at->obj,
		.state = seal->state,
		.policy = seal->policy,
		.again = seal->again,
		.first = seal->first,
	};

	return permit_sync(&sync, &seal->told, fault);
}

int seal_run(struct seal *seal, struct fault *fault)
{
	int ret = seal_router(seal, fault);
	int err = seal->policy ? sync_permits(seal, fault) : 0;

	if (err)
		ret = err;
	err = seal->staged ? saved_commit(seal->state, fault) : 0;
	/* each only for the policy that is saved */
	if (!err && seal->policy) {
		err = renew_boot_file(seal, fault);
		if (err)
			ret = err;
		err = renew_fallback(seal, fault);
	}
	if (err)
		ret = err;
	err = fallback_lift(&seal->lifted, fault);
	return err ? err : ret;
}
