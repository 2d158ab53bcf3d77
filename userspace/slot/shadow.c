// SPDX-License-Identifier: GPL-2.0
/*
 * A candidate judged beside the policy in force: begun and ended.
 * What it would have decided otherwise is read in shadow_table.c.
 */
#include "slot/shadow.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "port/attach.h"
#include "slot/info.h"
#include "slot/pending.h"
#include "slot/switch.h"

enum lc_idle shadow_idle(const struct live *live)
{
	if (!live->slots.hot->slot[!live->slot].head.policy)
		return LC_IDLE_EMPTY;
	return live->control.idle;
}

const char *shadow_idle_text(enum lc_idle idle)
{
	switch (idle) {
	case LC_IDLE_PREVIOUS:
		return "previous";
	case LC_IDLE_SHADOW:
		return "shadow";
	default:
		return "empty";
	}
}

bool shadow_info(const struct live *live, struct lc_policy_info *info)
{
	return live->control.idle == LC_IDLE_SHADOW &&
	       !live_read_info(&live->obj, !live->slot, info) && info->valid;
}

/* Nothing counts there any more, or yet. */
static int clear(const struct object *obj)
{
	int cpus = libbpf_num_possible_cpus();
	struct lc_shadow_key key;
	struct lc_shadow_cpu *none;
	__u32 i;
	int err = 0;

	while (!bpf_map_get_next_key(obj->maps[OBJECT_SHADOW_ROWS], NULL, &key))
		if (bpf_map_delete_elem(obj->maps[OBJECT_SHADOW_ROWS], &key) &&
		    errno != ENOENT)
			return -errno;
	none = cpus > 0 ? calloc((size_t)cpus, sizeof(*none)) : NULL;
	if (!none)
		return -ENOMEM;
	for (i = 0; !err && i < LC_DIRECTION_MAX; i++)
		if (bpf_map_update_elem(obj->maps[OBJECT_SHADOW_CPU], &i, none,
					BPF_ANY))
			err = -errno;
	free(none);
	return err;
}

static int refuse(const struct deploy *deploy, const struct slots *slots,
		  struct fault *fault)
{
	if (deploy->first || !slots->hot->slot[slots_live(slots)].head.policy)
		return fault_set(
			fault, -ENOENT,
			"no policy is in force, so that there is nothing to compare with: lenscap apply FILE puts one in force");
	if (slots->hot->control.build != object_build())
		return fault_set(
			fault, -EPROTO,
			"the programs on the ports are of another build of lenscap: lenscap apply, with the policy in force, replaces them; then again with --shadow");
	if (!slots->hot->control.can_shadow)
		return fault_set(
			fault, -EOPNOTSUPP,
			"this kernel takes no tail calls in programs with functions (it has no BPF JIT, or one that does not know both), so that no candidate can be judged beside; apply --confirm tries one in force");
	return pending_refuse(&deploy->obj, fault);
}

/* Up to the last step nothing is judged by it. */
static int steps(struct deploy *deploy, struct slots *slots,
		 const struct deploy_input *in, struct fault *fault)
{
	const struct object *obj = &deploy->obj;
	struct lc_policy_info info;
	int err = names_store(deploy->names, obj->maps[OBJECT_NAMES]);

	if (err)
		return fault_set(fault, err, "cannot write the names: %s",
				 strerror(-err));
	info_describe(in->policy, in->why, &info);
	err = info_forget_aside(obj, fault);
	if (!err)
		err = deploy_fill(deploy, slots, in, &info, false, fault);
	if (err)
		return err;
	err = clear(obj);
	if (!err)
		err = switch_idle(obj, LC_IDLE_SHADOW);
	return err ? fault_set(
			     fault, err,
			     "cannot judge by the candidate: %s; what is in force stays",
			     strerror(-err)) :
		     0;
}

int shadow_start(struct deploy *deploy, const struct deploy_input *in,
		 struct fault *fault)
{
	struct slots slots = { 0 };
	int err = 0;

	if (!deploy->first)
		err = slots_map(&deploy->obj, true, &slots, fault);
	if (!err)
		err = refuse(deploy, &slots, fault);
	/* nothing but a candidate meets them, so they may stay whatever comes */
	if (!err)
		err = object_load_shadow(&deploy->obj, fault);
	if (!err)
		err = steps(deploy, &slots, in, fault);
	slots_unmap(&slots);
	return err;
}

int shadow_stop(const struct object *obj)
{
	return switch_idle(obj, LC_IDLE_EMPTY);
}

static bool has_vlan_zones(const struct site *site, size_t interface)
{
	size_t i;

	for (i = 0; i < site->zone_count; i++)
		if (site->zones[i].entry &&
		    site->zones[i].interface == interface)
			return true;
	return false;
}

static const char *not_seen(const struct attach_state *state)
{
	if (!state->ingress && !state->egress)
		return " is not attached: nothing is compared there";
	if (!state->egress)
		return " is not attached on egress: nothing is compared there";
	if (!state->ingress)
		return " is not attached on ingress: nothing is compared there";
	return NULL;
}

void shadow_blind(const struct deploy *deploy, const struct site *site,
		  void (*say)(void *data, const char *text), void *data)
{
	const struct attach at = { .dir = deploy->dir, .obj = &deploy->obj };
	struct attach_state state;
	const char *what, *name;
	char text[256];
	size_t i;

	for (i = 0; i < site->interface_count; i++) {
		name = site->interfaces[i].name;
		attach_look(&at, site->interfaces[i].ifindex, &state);
		what = not_seen(&state);
		if (what) {
			snprintf(text, sizeof(text), "%s%s", name, what);
			say(data, text);
		}
		if (state.ingress && state.rx_vlan_strip == 1 &&
		    has_vlan_zones(site, i)) {
			snprintf(
				text, sizeof(text),
				"%s: receive VLAN offload is on, which hides the tags the candidate's zones need",
				name);
			say(data, text);
		}
	}
}
