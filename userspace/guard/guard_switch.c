// SPDX-License-Identifier: GPL-2.0
/*
 * The guard's part of a switch of policy.
 * When each step comes stands in deploy.c.
 */
#include "guard/guard_switch.h"

#include <errno.h>
#include <string.h>

#include "guard/guard_look.h"
#include "guard/guard_table.h"
#include "port/netdev.h"

/*
 * A run that was cut short after its switch left the table of the policy in
 * force staged. It must not make room for the next one: its prefixes would be
 * in no table until the next switch.
 */
static int commit_leftover(struct guard_switch *sw, const char *live,
			   struct fault *fault)
{
	const struct guard_held *staged = &sw->status.staged;

	if (!guard_look_holds(staged, live))
		return 0;
	return guard_commit(sw->guard, staged->id, fault);
}

int guard_switch_check_tag(const struct site *site, const struct netdevs *devs,
			   struct fault *fault)
{
	size_t i;

	for (i = 0; i < site->interface_count; i++) {
		const struct netdev *dev =
			netdevs_by_index(devs, site->interfaces[i].ifindex);

		if (dev && netdev_is_stacked(dev))
			return fault_set(
				fault, -EOPNOTSUPP,
				"the guard cannot take tags for proof: a frame passes the ports below %s before a program there could mark it; name those ports in the policy, or lenscap guard enable --proof program",
				dev->name);
	}
	return 0;
}

/* Is it the tag that counts, now or once this is in force? */
static bool wants_tags(const struct guard_switch *sw)
{
	return sw->status.proof == LCG_PROOF_TAG ||
	       (sw->enabled && sw->record.proof == LCG_PROOF_TAG);
}

static int make_table(struct guard_switch *sw,
		      const struct guard_table_input *in, struct fault *fault)
{
	struct guard_table_input input = *in;
	struct netdevs *devs;
	int err;

	err = netdevs_load(&devs);
	if (err)
		return fault_set(fault, err,
				 "cannot list the network devices: %s",
				 strerror(-err));
	input.devs = devs;
	if (wants_tags(sw))
		err = guard_switch_check_tag(in->site, devs, fault);
	if (err) {
		netdevs_free(devs);
		return err;
	}
	err = guard_table_make(&input, &sw->table);
	netdevs_free(devs);
	if (err == -E2BIG)
		return fault_set(
			fault, err,
			"the guard cannot hold this policy: its zones are more than %d places on the ports below, or its groups fall into more than %d kinds",
			LCG_MAX_ZONES, LCG_MAX_CLASSES);
	if (err)
		return fault_set(fault, err,
				 "cannot make the guard's table: %s",
				 strerror(-err));
	return 0;
}

int guard_switch_begin(struct guard_switch *sw,
		       const struct guard_table_input *in, const char *live,
		       const char *state, struct fault *fault)
{
	int err;

	memset(sw, 0, sizeof(*sw));
	err = guard_open(&sw->guard, fault);
	if (err)
		return err == -ENOENT ? 0 : err;
	/* a record that cannot be read is told of after the switch */
	sw->enabled = !guard_record_read(state, &sw->record, NULL);
	err = guard_status(sw->guard, &sw->status, fault);
	if (!err)
		err = commit_leftover(sw, live, fault);
	if (!err)
		err = make_table(sw, in, fault);
	if (!err)
		err = guard_stage(sw->guard, sw->table, fault);
	sw->staged = !err;
	return err;
}

uint32_t guard_switch_key(const struct guard_switch *sw)
{
	return sw->guard && wants_tags(sw) ? sw->status.key : 0;
}

int guard_switch_commit(struct guard_switch *sw, struct fault *fault)
{
	int err;

	if (!sw->staged)
		return 0;
	err = guard_commit(sw->guard, sw->table->id, fault);
	if (err)
		return err;
	sw->staged = false;
	/* as after the module was loaded anew */
	if (sw->enabled && sw->record.proof != sw->status.proof)
		err = guard_set_proof(sw->guard, sw->record.proof, fault);
	return err;
}

static int settle(struct guard *guard, const char *sha256, const char *state,
		  struct fault *fault)
{
	struct guard_record record;
	struct guard_status status;
	int err = guard_status(guard, &status, fault);

	if (err || !status.staged.there)
		return err;
	if (!guard_look_holds(&status.staged, sha256))
		return guard_abort(guard, fault);
	err = guard_commit(guard, status.staged.id, fault);
	/* as after the module was loaded anew */
	if (!err && !guard_record_read(state, &record, NULL) &&
	    record.proof != status.proof)
		err = guard_set_proof(guard, record.proof, fault);
	return err;
}

int guard_switch_settle(const char *sha256, const char *state,
			struct fault *fault)
{
	struct guard *guard;
	int err = guard_open(&guard, fault);

	if (err)
		return err == -ENOENT ? 0 : err;
	err = settle(guard, sha256, state, fault);
	guard_close(guard);
	return err;
}

void guard_switch_undo(struct guard_switch *sw)
{
	if (sw->staged)
		guard_abort(sw->guard, NULL);
	sw->staged = false;
}

void guard_switch_end(struct guard_switch *sw)
{
	guard_table_free(sw->table);
	guard_close(sw->guard);
	memset(sw, 0, sizeof(*sw));
}
