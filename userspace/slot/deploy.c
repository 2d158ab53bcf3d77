// SPDX-License-Identifier: GPL-2.0
/*
 * What is in force beside what is to be: opened, compared, filled in.
 * The steps from one to the other are deploy_run.c.
 */
#include "slot/deploy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "maps/pins.h"
#include "port/attach.h"
#include "port/native.h"
#include "slot/deploy_parts.h"
#include "slot/info.h"
#include "slot/live.h"
#include "slot/pending.h"
#include "slot/switch.h"

/* A first apply attaches under slot 0, which is empty and passes all. */
#define FIRST_SLOT 1

int deploy_check_netns(const char *dir, const struct object *obj,
		       struct fault *fault)
{
	struct lc_control control;
	int err = pins_control(obj, &control);

	if (err)
		return fault_set(fault, err, "%s cannot be read: %s", dir,
				 strerror(-err));
	if (control.netns_cookie == object_netns_cookie())
		return 0;
	if (attach_all_dead(dir))
		return fault_set(
			fault, -EXDEV,
			"%s belongs to another network namespace, whose devices are gone: lenscap unload --pin %s, then apply again",
			dir, dir);
	return fault_set(
		fault, -EXDEV,
		"%s belongs to another network namespace: run this there (nsenter --net=FILE lenscap ...), or choose another --pin",
		dir);
}

static int open_pins(struct deploy *deploy, bool dry_run, struct fault *fault)
{
	int err;

	err = pins_open(deploy->dir, &deploy->obj, fault);
	if (!err)
		return deploy_check_netns(deploy->dir, &deploy->obj, fault);
	if (err != -ENOENT)
		return err;
	deploy->first = true;
	if (!pins_any(deploy->dir))
		return 0;
	/* a first apply or an unload was cut short: nothing is in force */
	if (!attach_all_dead(deploy->dir))
		return fault_set(
			fault, -EIO,
			"%s is not whole: what is attached stays in force, but cannot be changed; unload, then apply again",
			deploy->dir);
	return dry_run ? 0 : pins_remove(deploy->dir, fault);
}

int deploy_open(const char *dir, const char *state, bool dry_run,
		struct deploy *deploy, struct fault *fault)
{
	const struct deploy new = {
		.dir = dir,
		.state = state,
		.lock = LOCK_NONE,
		.obj = OBJECT_NONE,
	};
	int err = 0;

	*deploy = new;
	if (!dry_run)
		err = lock_take(dir, true, &deploy->lock, fault);
	if (!err)
		err = open_pins(deploy, dry_run, fault);
	if (err)
		return err;
	err = names_load(deploy->obj.maps[OBJECT_NAMES], &deploy->names);
	if (err)
		return fault_set(fault, err, "%s/" LC_MAP_NAMES ": %s", dir,
				 strerror(-err));
	return 0;
}

void deploy_close(struct deploy *deploy)
{
	names_free(deploy->names);
	deploy->names = NULL;
	object_close(&deploy->obj);
	lock_release(deploy->dir, &deploy->lock);
}

bool deploy_noted(const char *dir, unsigned int n,
		  const struct lc_policy_info *info,
		  const struct policy *policy)
{
	const size_t len = policy->resolved_len;
	char *text;
	bool same;

	if (!info->valid || strcmp(info->sha256, policy->sha256) ||
	    info->text_len != len || pins_read_text(dir, n, len, &text))
		return false;
	same = !memcmp(text, policy->resolved, len);
	free(text);
	return same;
}

bool deploy_same(const struct deploy *deploy, const struct policy *policy,
		 const struct slot_image *image)
{
	struct lc_policy_info info;
	struct slots slots;
	unsigned int live;
	bool same;

	if (deploy->first || slots_map(&deploy->obj, false, &slots, NULL))
		return false;
	live = slots_live(&slots);
	same = !live_read_info(&deploy->obj, live, &info) &&
	       deploy_noted(deploy->dir, live, &info, policy) &&
	       slots_equal(&slots, live, image);
	slots_unmap(&slots);
	return same;
}

struct attach_want deploy_want(const struct site *site, size_t i)
{
	struct attach_want want = {
		.ifindex = site->interfaces[i].ifindex,
		.name = site->interfaces[i].name,
		.xdp = site->interfaces[i].generic_only ?
			       XDP_GENERIC :
			       site->interfaces[i].entry->xdp,
		.native_blind = site->interfaces[i].generic_only,
	};
	size_t zone;

	for (zone = 0; zone < site->zone_count; zone++)
		if (site->zones[zone].entry && site->zones[zone].interface == i)
			want.vlan_zones = true;
	return want;
}

int deploy_try(struct deploy *deploy, const struct site *site,
	       struct fault *fault)
{
	const struct attach at = { .dir = deploy->dir, .obj = &deploy->obj };
	int err = 0;
	size_t i;

	for (i = 0; i < site->interface_count && !err; i++) {
		const struct attach_want want = deploy_want(site, i);

		if (!want.ifindex || site->interfaces[i].away)
			continue;
		err = attach_check(&at, &want, fault);
	}
	return err;
}

void deploy_expect(const struct site *site, void (*say)(const char *fmt, ...))
{
	size_t i;

	for (i = 0; i < site->interface_count; i++) {
		const struct attach_want want = deploy_want(site, i);

		if (!want.ifindex || site->interfaces[i].away ||
		    want.xdp == XDP_GENERIC ||
		    native_offer(want.ifindex) != NATIVE_NONE)
			continue;
		say("%s: it offers no native XDP as it is set up now (docs/drivers.md): %s",
		    want.name,
		    want.xdp == XDP_NATIVE ?
			    "apply would refuse xdp: native" :
			    "apply would take generic mode, which is slower, or say why not");
	}
}

static int empty_idle(const struct object *obj, struct fault *fault)
{
	int err = switch_idle(obj, LC_IDLE_EMPTY);

	return err ? fault_set(fault, err, "cannot empty the idle slot: %s",
			       strerror(-err)) :
		     0;
}

unsigned int deploy_idle_slot(const struct deploy *deploy,
			      const struct slots *slots)
{
	return deploy->first ? FIRST_SLOT : !slots_live(slots);
}

int deploy_fill(struct deploy *deploy, struct slots *slots,
		const struct deploy_input *in,
		const struct lc_policy_info *info, bool same,
		struct fault *fault)
{
	const struct policy *policy = in->policy;
	const struct lc_policy_info none = { 0 };
	unsigned int slot;
	int err = 0;

	if (!deploy->first) {
		if (same)
			err = info_keep_aside(deploy->dir, &deploy->obj, fault);
		/* before the wait: it ends what judges by it beside the other */
		if (!err)
			err = empty_idle(&deploy->obj, fault);
		if (!err)
			err = slots_grace(&deploy->obj, fault);
	}
	/* a timer that was about to flip when nothing waited has done it by now */
	slot = deploy_idle_slot(deploy, slots);
	if (!err)
		err = info_write(&deploy->obj, slot, &none, fault);
	if (!err)
		err = pins_write_text(deploy->dir, slot, policy->resolved,
				      policy->resolved_len, fault);
	if (err)
		return err;
	slots_fill(slots, slot, in->image);
	return info_write(&deploy->obj, slot, info, fault);
}

int deploy_settled(const struct deploy *deploy, struct fault *fault)
{
	int err;

	if (deploy->first)
		return 0;
	err = pending_refuse(&deploy->obj, fault);
	return err ? err : slots_grace(&deploy->obj, fault);
}
