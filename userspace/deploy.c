// SPDX-License-Identifier: GPL-2.0
/*
 * The steps from a compiled policy to one in force.
 * What each step does stands with its noun: slots, pins, attach, saved.
 */
#include "deploy.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attach.h"
#include "guard_switch.h"
#include "guard_table.h"
#include "live.h"
#include "pins.h"
#include "saved.h"

/* A first apply attaches under slot 0, which is empty and passes all. */
#define FIRST_SLOT 1

/* One run of deploy_run(). */
struct run {
	struct deploy *deploy;
	const struct policy *policy;
	const struct site *site;
	const struct listing *listing;
	const struct slot_image *image;
	struct attach at;
	struct slots slots;
	struct guard_switch guard;
	unsigned int slot; /* where the policy stands or will stand */
	bool staged; /* the text lies beside the saved policy */
	bool made_state; /* in a directory made for it */
	unsigned int changes[LC_MAX_INTERFACES];
};

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
	same = !live_read_info(&deploy->obj, live, &info) && info.valid &&
	       !strcmp(info.sha256, policy->sha256) &&
	       slots_equal(&slots, live, image);
	slots_unmap(&slots);
	return same;
}

/* Who logged in, also behind sudo. */
static void applied_by(char *buf, size_t size)
{
	FILE *file = fopen("/proc/self/loginuid", "re");
	const char *sudo = getenv("SUDO_USER");
	unsigned int uid = (unsigned int)-1;
	const struct passwd *pw;

	if (file) {
		if (fscanf(file, "%u", &uid) != 1)
			uid = (unsigned int)-1;
		fclose(file);
	}
	if (uid == (unsigned int)-1 && sudo && *sudo) {
		snprintf(buf, size, "%s", sudo);
		return;
	}
	if (uid == (unsigned int)-1)
		uid = getuid();
	pw = getpwuid(uid);
	if (pw)
		snprintf(buf, size, "%s", pw->pw_name);
	else
		snprintf(buf, size, "%u", uid);
}

static void copy(char *buf, size_t size, const char *text)
{
	snprintf(buf, size, "%s", text ? text : "");
}

static void describe(const struct policy *policy, struct lc_policy_info *info)
{
	char *real = realpath(policy->path, NULL);

	memset(info, 0, sizeof(*info));
	info->magic = LC_MAGIC;
	info->abi = LC_ABI_VERSION;
	info->valid = 1;
	info->monitor = policy->monitor;
	info->applied_at = (__u64)time(NULL);
	info->text_len = policy->resolved_len;
	copy(info->name, sizeof(info->name), policy->name);
	copy(info->revision, sizeof(info->revision), policy->revision);
	copy(info->path, sizeof(info->path), real ? real : policy->path);
	applied_by(info->applied_by, sizeof(info->applied_by));
	copy(info->sha256, sizeof(info->sha256), policy->sha256);
	copy(info->base_sha256, sizeof(info->base_sha256), policy->base_sha256);
	copy(info->vendors_sha256, sizeof(info->vendors_sha256),
	     policy->vendors_sha256);
	free(real);
}

static int write_info(const struct run *run, const struct lc_policy_info *info,
		      struct fault *fault)
{
	const __u32 key = run->slot;

	if (!bpf_map_update_elem(run->deploy->obj.maps[OBJECT_INFO], &key, info,
				 BPF_ANY))
		return 0;
	return fault_set(fault, -errno,
			 "cannot write the policy's identity: %s",
			 strerror(errno));
}

/* The policy into the idle slot, where no frame meets it yet. */
static int fill(struct run *run, struct fault *fault)
{
	const struct lc_policy_info none = { 0 };
	struct deploy *deploy = run->deploy;
	struct lc_policy_info info;
	int err = 0;

	if (!deploy->first)
		err = slots_grace(&deploy->obj, fault);
	if (!err)
		err = write_info(run, &none, fault);
	if (!err)
		err = pins_write_text(deploy->dir, run->slot,
				      run->policy->resolved,
				      run->policy->resolved_len, fault);
	if (err)
		return err;
	slots_fill(&run->slots, run->slot, run->image);
	describe(run->policy, &info);
	return write_info(run, &info, fault);
}

static struct attach_want wanted(const struct site *site, size_t i)
{
	struct attach_want want = {
		.ifindex = site->interfaces[i].ifindex,
		.name = site->interfaces[i].name,
		.xdp = site->interfaces[i].entry->xdp,
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
		const struct attach_want want = wanted(site, i);

		err = attach_check(&at, &want, fault);
	}
	return err;
}

static int attach_all(struct run *run, struct fault *fault)
{
	const struct site *site = run->site;
	size_t i;
	int err;

	for (i = 0; i < site->interface_count; i++) {
		const struct attach_want want = wanted(site, i);

		err = attach_port(&run->at, &want, &run->changes[i], fault);
		if (err)
			return err;
		if (run->changes[i])
			run->deploy->repaired++;
	}
	return 0;
}

static void undo_all(struct run *run)
{
	size_t i = run->site->interface_count;

	guard_switch_undo(&run->guard);
	while (i--) {
		const struct attach_want want = wanted(run->site, i);

		if (run->changes[i])
			attach_undo(&run->at, &want, run->changes[i]);
	}
	if (run->deploy->first)
		pins_remove(run->deploy->dir, NULL);
}

static bool in_site(const struct site *site, unsigned int ifindex)
{
	size_t i;

	for (i = 0; i < site->interface_count; i++)
		if (site->interfaces[i].ifindex == ifindex)
			return true;
	return false;
}

/* Ports that the policy in force does not name, and links to dead devices. */
static int detach_stale(struct run *run, struct fault *fault)
{
	int ports = run->deploy->obj.maps[OBJECT_PORTS];
	struct pins_links links;
	__u32 key, next;
	__u32 *prev = NULL;
	int err, ret = 0;
	size_t i;

	while (!bpf_map_get_next_key(ports, prev, &next)) {
		if (in_site(run->site, next)) {
			key = next;
			prev = &key;
			continue;
		}
		err = attach_remove(&run->at, next, fault);
		if (err)
			ret = err;
		run->deploy->repaired++;
		/* the key is gone from the map: begin again */
		if (!bpf_map_delete_elem(ports, &next) || errno == ENOENT)
			prev = NULL;
		else
			break;
	}
	if (pins_links(run->deploy->dir, &links))
		return ret;
	for (i = 0; i < links.count; i++) {
		if (in_site(run->site, links.ifindex[i]))
			continue;
		err = attach_remove(&run->at, links.ifindex[i], fault);
		if (err)
			ret = err;
	}
	pins_links_free(&links);
	return ret;
}

static struct guard_table_input guard_input(const struct run *run)
{
	return (struct guard_table_input){
		.policy = run->policy,
		.site = run->site,
		.listing = run->listing,
	};
}

/* The boot file is of the policy that boot will apply. */
static int renew_boot_file(struct run *run, struct fault *fault)
{
	const struct guard_table_input in = guard_input(run);
	struct guard_record record;
	int err;

	err = guard_record_read(run->deploy->state, &record, fault);
	if (err)
		return err == -ENOENT ? 0 : err;
	return guard_record_renew(&record, &in, &run->deploy->new_boot_file,
				  fault);
}

/* After the switch: what goes wrong here does not undo it. */
static int finish(struct run *run, struct fault *fault)
{
	const struct site *site = run->site;
	struct fault each;
	int err, ret;
	size_t i;

	ret = guard_switch_commit(&run->guard, &each);
	err = detach_stale(run, &each);
	if (err)
		ret = err;
	for (i = 0; i < site->interface_count; i++) {
		const struct attach_want want = wanted(site, i);

		err = attach_settle(&run->at, &want, &each);
		if (err)
			ret = err;
	}
	err = run->staged ? saved_commit(run->deploy->state, &each) : 0;
	if (!err)
		err = renew_boot_file(run, &each);
	if (err)
		ret = err;
	if (ret)
		fault_set(fault, ret, "the policy is in force, but: %s",
			  each.text);
	return ret;
}

/* Where the policy cannot be saved, nothing is changed. */
static int stage(struct run *run, struct fault *fault)
{
	const struct policy *policy = run->policy;
	const char *state = run->deploy->state;
	int err;

	if (saved_equals(state, policy->resolved, policy->resolved_len) == 1)
		return 0;
	err = saved_stage(state, policy->resolved, policy->resolved_len,
			  &run->made_state, fault);
	run->staged = !err;
	return err;
}

static int prepare(struct run *run, struct fault *fault)
{
	struct deploy *deploy = run->deploy;
	int err;

	if (deploy->first) {
		err = object_load(false, &deploy->obj, fault);
		if (!err)
			err = pins_create(deploy->dir, &deploy->obj, fault);
		if (err)
			return err;
	}
	err = slots_map(&deploy->obj, true, &run->slots, fault);
	if (err)
		return err;
	run->slot = deploy->first ? FIRST_SLOT : !slots_live(&run->slots);
	err = names_store(deploy->names, deploy->obj.maps[OBJECT_NAMES]);
	if (err)
		fault_set(fault, err, "cannot write the names: %s",
			  strerror(-err));
	return err;
}

/* Before a port is attached or anything switched. */
static int begin_guard(struct run *run, struct fault *fault)
{
	const struct guard_table_input in = guard_input(run);
	struct deploy *deploy = run->deploy;
	struct lc_policy_info info;
	const char *live = NULL;
	int err;

	if (!deploy->first &&
	    !live_read_info(&deploy->obj, slots_live(&run->slots), &info) &&
	    info.valid)
		live = info.sha256;
	err = guard_switch_begin(&run->guard, &in, live, deploy->state, fault);
	if (!err)
		slots_tag_key(&run->slots, guard_switch_key(&run->guard));
	return err;
}

int deploy_run(struct deploy *deploy, const struct deploy_input *in,
	       struct fault *fault)
{
	struct run run = {
		.deploy = deploy,
		.policy = in->policy,
		.site = in->site,
		.listing = in->listing,
		.image = in->image,
		.at = { .dir = deploy->dir, .obj = &deploy->obj },
	};
	bool same = deploy_same(deploy, in->policy, in->image);
	int err;

	err = stage(&run, fault);
	if (!err)
		err = prepare(&run, fault);
	if (!err)
		err = begin_guard(&run, fault);
	if (!err && !same)
		err = fill(&run, fault);
	if (!err)
		err = attach_all(&run, fault);
	if (err) {
		undo_all(&run);
		if (run.staged)
			saved_unstage(deploy->state, run.made_state);
		goto out;
	}
	if (!same) {
		slots_flip(&run.slots, run.slot);
		deploy->switched = true;
	}
	deploy->in_force = true;
	err = finish(&run, fault);
	if (deploy->switched)
		deploy->repaired = 0;
out:
	guard_switch_end(&run.guard);
	slots_unmap(&run.slots);
	return err;
}
