// SPDX-License-Identifier: GPL-2.0
/*
 * What is in force, opened for reading.
 * Nothing here changes anything.
 */
#include "live.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "pins.h"

#define END(array) ((array)[sizeof(array) - 1] = '\0')

int live_read_info(const struct object *obj, unsigned int slot,
		   struct lc_policy_info *info)
{
	const __u32 key = slot;

	if (bpf_map_lookup_elem(obj->maps[OBJECT_INFO], &key, info))
		return -errno;
	END(info->name);
	END(info->revision);
	END(info->path);
	END(info->applied_by);
	END(info->sha256);
	END(info->base_sha256);
	END(info->vendors_sha256);
	END(info->why);
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
