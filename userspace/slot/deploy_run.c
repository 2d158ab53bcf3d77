// SPDX-License-Identifier: GPL-2.0
/*
 * The steps from a compiled policy to one in force, and back where one fails.
 * What each step does stands with its noun: slots, pins, attach, saved.
 */
#include "base/progress.h"
#include "slot/deploy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/short_id.h"
#include "guard/fallback.h"
#include "guard/guard_switch.h"
#include "guard/guard_table.h"
#include "maps/pins.h"
#include "port/attach.h"
#include "slot/deploy_parts.h"
#include "slot/info.h"
#include "slot/live.h"
#include "slot/pending.h"
#include "slot/saved.h"
#include "slot/seal.h"
#include "slot/switch.h"
#include "slot/upgrade.h"

const char deploy_boot_file_text[] =
	"the boot file is new: renew its copy in the initramfs (update-initramfs -u, or dracut -f)";

/* One run of deploy_run(). */
struct run {
	struct deploy *deploy;
	const struct deploy_input *in;
	struct attach at;
	struct slots slots;
	struct guard_switch guard;
	struct upgrade upgrade;
	struct lc_policy_info live; /* zeroed where nothing is in force */
	unsigned int slot; /* where the policy stands or will stand */
	bool same; /* it is in force already */
	bool staged; /* the text lies beside the saved policy */
	bool made_state; /* in a directory made for it */
	unsigned int changes[LC_MAX_INTERFACES];
};

static int attach_all(struct run *run, struct fault *fault)
{
	const struct site *site = run->in->site;
	size_t i;
	int err = 0;

	progress_begin("attaching", "ports");
	for (i = 0; i < site->interface_count; i++) {
		const struct attach_want want = deploy_want(site, i);

		if (!want.ifindex || site->interfaces[i].away)
			continue;
		err = attach_port(&run->at, &want, &run->changes[i], fault);
		if (err)
			break;
		if (run->changes[i])
			run->deploy->repaired++;
		progress_at(i + 1, i + 1, site->interface_count);
	}
	progress_end();
	return err;
}

/*
 * The programs of before onto the ports that got others, and nothing else:
 * what the policy wants of a port is not asked for. 0 or a negative errno.
 */
static int undo_programs(struct run *run)
{
	const struct site *site = run->in->site;
	unsigned int changes = 0;
	int err, ret;
	size_t i;

	ret = upgrade_undo(&run->upgrade, run->deploy->dir, &run->deploy->obj);
	for (i = 0; i < site->interface_count; i++) {
		const struct attach_want want = {
			.ifindex = site->interfaces[i].ifindex,
			.name = site->interfaces[i].name,
			.xdp = XDP_AUTO,
		};

		if (!run->changes[i] || run->changes[i] & ATTACH_NEW)
			continue;
		err = attach_port(&run->at, &want, &changes, NULL);
		if (err)
			ret = err;
	}
	return ret;
}

static void undo_all(struct run *run)
{
	const struct site *site = run->in->site;
	size_t i = site->interface_count;

	guard_switch_undo(&run->guard);
	while (i--) {
		const struct attach_want want = deploy_want(site, i);

		if (run->changes[i])
			attach_undo(&run->at, &want, run->changes[i]);
	}
	/* what cannot be taken back is left to the next apply */
	if (run->upgrade.begun && !undo_programs(run))
		upgrade_undone(&run->upgrade, &run->slots);
	if (run->deploy->first)
		pins_remove(run->deploy->dir, NULL);
	if (run->staged)
		saved_unstage(run->deploy->state, run->made_state);
}

/* Does the idle slot hold it, as it was in force before? */
static bool stands_idle(const struct run *run)
{
	struct lc_policy_info idle;

	return run->slots.hot->control.idle == LC_IDLE_PREVIOUS &&
	       !live_read_info(&run->deploy->obj, run->slot, &idle) &&
	       deploy_noted(run->deploy->dir, run->slot, &idle,
			    run->in->policy) &&
	       slots_equal(&run->slots, run->slot, run->in->image);
}

/* The same policy, be it for other devices. */
static bool in_force_already(const struct run *run)
{
	return deploy_noted(run->deploy->dir, !run->slot, &run->live,
			    run->in->policy);
}

static int make_ready(struct run *run, struct fault *fault)
{
	struct lc_policy_info info;

	if (run->in->info) {
		info = *run->in->info;
		/* nobody put it in force anew: its devices are others */
		if (!in_force_already(run))
			info_again(&info, run->in->why);
	} else {
		info_describe(run->in->policy, run->in->why, &info);
	}
	if (!run->deploy->first && stands_idle(run))
		return info_write(&run->deploy->obj, run->slot, &info, fault);
	return deploy_fill(run->deploy, &run->slots, run->in, &info,
			   !run->deploy->first && in_force_already(run), fault);
}

static struct guard_table_input guard_input(const struct run *run)
{
	return (struct guard_table_input){
		.policy = run->in->policy,
		.site = run->in->site,
		.listing = run->in->listing,
	};
}

/* After the switch: what goes wrong here does not undo it. */
static int in_force_but(int err, const struct fault *each, struct fault *fault)
{
	return err ? fault_set(fault, err, "the policy is in force, but: %s",
			       each->text) :
		     0;
}

/* A draft judges, too: nothing may stand in for it meanwhile. */
static int finish_draft(struct run *run, struct fault *fault)
{
	struct fault each;

	return in_force_but(fallback_lift(&run->deploy->lifted, &each), &each,
			    fault);
}

static int finish(struct run *run, struct fault *fault)
{
	struct deploy *deploy = run->deploy;
	struct fault each;
	struct seal seal = {
		.state = deploy->state,
		.at = &run->at,
		.slots = &run->slots,
		.sha256 = run->in->policy->sha256,
		.policy = run->in->policy,
		.site = run->in->site,
		.listing = run->in->listing,
		.staged = run->staged,
		.again = run->in->again,
		.first = deploy->first,
	};
	int err = seal_run(&seal, &each);

	deploy->repaired += seal.detached;
	deploy->new_boot_file = seal.new_boot_file;
	deploy->lifted = seal.lifted;
	deploy->told = seal.told;
	return in_force_but(err, &each, fault);
}

/* Where the policy cannot be saved, nothing is changed. */
static int stage(struct run *run, struct fault *fault)
{
	const struct policy *policy = run->in->policy;
	const char *state = run->deploy->state;
	int err;

	/* a draft is saved when it is confirmed */
	if (run->in->confirm && !run->same)
		return 0;
	if (saved_equals(state, policy->resolved, policy->resolved_len) == 1)
		return 0;
	err = saved_stage(state, policy->resolved, policy->resolved_len,
			  &run->made_state, fault);
	run->staged = !err;
	return err;
}

static int prepare_programs(struct run *run, struct fault *fault)
{
	struct deploy *deploy = run->deploy;
	int err;

	if (!deploy->first)
		return 0;
	err = object_load(false, &deploy->obj, fault);
	return err ? err : pins_create(deploy->dir, &deploy->obj, fault);
}

static int prepare(struct run *run, struct fault *fault)
{
	struct deploy *deploy = run->deploy;
	int err;

	err = prepare_programs(run, fault);
	if (!err)
		err = slots_map(&deploy->obj, true, &run->slots, fault);
	if (!err && !deploy->first && !run->in->keep_programs)
		err = upgrade_begin(&run->upgrade, deploy->dir, &deploy->obj,
				    &run->slots, fault);
	if (err)
		return err;
	run->slot = deploy_idle_slot(deploy, &run->slots);
	if (!deploy->first)
		live_read_info(&deploy->obj, slots_live(&run->slots),
			       &run->live);
	if (!run->live.valid)
		memset(&run->live, 0, sizeof(run->live));
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
	int err;

	err = guard_switch_begin(&run->guard, &in,
				 run->live.valid ? run->live.sha256 : NULL,
				 run->deploy->state, fault);
	if (!err)
		slots_tag_key(&run->slots, guard_switch_key(&run->guard));
	return err;
}

static int turn(struct run *run, struct fault *fault)
{
	struct deploy *deploy = run->deploy;
	int64_t confirm = run->in->confirm;
	uint32_t id = 0;
	int err = 0;

	if (!deploy->first && !in_force_already(run))
		err = info_forget_aside(&deploy->obj, fault);
	if (err)
		return err;
	if (confirm)
		err = short_id_make(&id);
	if (!err)
		err = switch_to(&deploy->obj, run->slot, id, confirm);
	if (err)
		return fault_set(fault, err,
				 "cannot put the policy in force: %s",
				 strerror(-err));
	deploy->switched = true;
	deploy->pending = id;
	return 0;
}

/* Each step may be the last: up to the turn, what was in force stays so. */
static int steps(struct run *run, struct fault *fault)
{
	int err;

	err = deploy_settled(run->deploy, fault);
	if (err)
		return err;
	run->same = deploy_same(run->deploy, run->in->policy, run->in->image);
	err = stage(run, fault);
	if (!err)
		err = prepare(run, fault);
	if (!err)
		err = begin_guard(run, fault);
	if (!err)
		err = attach_all(run, fault);
	if (!err && !run->same)
		err = make_ready(run, fault);
	if (!err && !run->same)
		err = turn(run, fault);
	return err;
}

int deploy_run(struct deploy *deploy, const struct deploy_input *in,
	       struct fault *fault)
{
	struct run run = {
		.deploy = deploy,
		.in = in,
		.at = { .dir = deploy->dir, .obj = &deploy->obj },
		.upgrade = UPGRADE_NONE,
	};
	int err = steps(&run, fault);

	if (err) {
		undo_all(&run);
	} else {
		deploy->in_force = true;
		deploy->upgraded = upgrade_done(&run.upgrade, &run.slots);
		err = deploy->pending ? finish_draft(&run, fault) :
					finish(&run, fault);
		if (deploy->switched)
			deploy->repaired = 0;
	}
	upgrade_end(&run.upgrade);
	guard_switch_end(&run.guard);
	slots_unmap(&run.slots);
	return err;
}
