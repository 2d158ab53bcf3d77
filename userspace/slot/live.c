// SPDX-License-Identifier: GPL-2.0
/*
 * What is in force, opened for reading.
 * Nothing here changes anything.
 */
#include "slot/live.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "maps/pins.h"
#include "port/attach_link.h"

int live_read_info(const struct object *obj, unsigned int slot,
		   struct lc_policy_info *info)
{
	const __u32 key = slot;

	if (bpf_map_lookup_elem(obj->maps[OBJECT_INFO], &key, info))
		return -errno;
	ARRAY_END(info->name);
	ARRAY_END(info->revision);
	ARRAY_END(info->path);
	ARRAY_END(info->applied_by);
	ARRAY_END(info->sha256);
	ARRAY_END(info->base_sha256);
	ARRAY_END(info->vendors_sha256);
	ARRAY_END(info->why);
	return 0;
}

static int open_parts(struct live *live, struct fault *fault)
{
	int err;

	err = pins_control(&live->obj, &live->control);
	if (!err)
		err = names_load(live->obj.maps[OBJECT_NAMES], &live->names);
	if (err)
		return fault_set(fault, err, "%s cannot be read: %s",
				 live->at.dir, strerror(-err));
	err = slots_map(&live->obj, false, &live->slots, fault);
	if (err)
		return err;
	live->slot = slots_live(&live->slots);
	live->policy = live->slots.hot->slot[live->slot].head.policy;
	pending_look(&live->obj, &live->control, &live->pending);
	if (!live->policy)
		return 0;
	err = live_read_info(&live->obj, live->slot, &live->info);
	if (err)
		fault_set(fault, err, "%s/" LC_MAP_INFO ": %s", live->at.dir,
			  strerror(-err));
	return err;
}

int live_open(const char *dir, struct live *live, struct fault *fault)
{
	struct live new = { .obj = OBJECT_NONE };
	int err;

	if (geteuid())
		return fault_set(fault, -EPERM,
				 "root is needed to read the maps; try sudo");
	err = pins_open(dir, &new.obj, fault);
	if (err == -ENOENT && pins_any(dir) && !attach_all_dead(dir))
		return fault_set(
			fault, -EIO,
			"%s is not whole: what is attached stays in force, but cannot be looked at; unload, then apply again",
			dir);
	if (err)
		return err;
	new.at.dir = dir;
	new.at.obj = &new.obj;
	new.since = pins_since(dir);
	err = open_parts(&new, fault);
	if (err) {
		live_close(&new);
		return err;
	}
	new.at.foreign = new.control.netns_cookie != object_netns_cookie();
	*live = new;
	live->at.obj = &live->obj;
	return 0;
}

void live_close(struct live *live)
{
	slots_unmap(&live->slots);
	names_free(live->names);
	live->names = NULL;
	object_close(&live->obj);
}

int live_text(const struct live *live, char **text)
{
	return pins_read_text(live->at.dir, live->slot, live->info.text_len,
			      text);
}

const struct lc_iface *live_iface(const struct live *live, unsigned int ifindex)
{
	return slots_iface(&live->slots, live->slot, ifindex);
}

/* Is one of our programs on the device with that index, as it is here? */
static bool runs_on(const struct attach *at, unsigned int ifindex)
{
	return link_xdp_mode(at, ifindex) || tcx_first(at, ifindex);
}

size_t live_held(const struct live *live,
		 struct site_held held[LC_MAX_INTERFACES])
{
	const struct lc_hot_slot *slot = &live->slots.hot->slot[live->slot];
	const struct lc_iface *iface;
	size_t i, count = 0;
	char now[IFNAMSIZ];
	const char *name;
	bool here;

	for (i = 0; i < LC_IFACE_BUCKETS && count < LC_MAX_INTERFACES; i++) {
		iface = &slot->ifaces[i];
		name = names_text(live->names, LC_NAME_IFACE, iface->id);
		if (!iface->ifindex || !name)
			continue;
		here = if_indextoname(iface->ifindex, now);
		if (here && !strcmp(now, name))
			continue;
		/* the index may be another device's by now */
		if (here ? !runs_on(&live->at, iface->ifindex) :
			   link_look(&live->at, LC_INGRESS, iface->ifindex) <=
				    LINK_DEAD)
			continue;
		held[count].ifindex = iface->ifindex;
		held[count].away = !here;
		snprintf(held[count].name, sizeof(held[count].name), "%s",
			 name);
		count++;
	}
	return count;
}
