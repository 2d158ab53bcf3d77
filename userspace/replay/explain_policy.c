// SPDX-License-Identifier: GPL-2.0
/*
 * Loading the policy that a frame is explained by. The slot in force is copied
 * as it stands, not compiled again: what is told is what is judged by.
 */
#include "replay/explain_policy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "maps/flow_clock.h"

/* The index of no device; 0 is how a slot marks what is not here. */
#define NOWHERE 0x7fffffffu

int explain_policy_file(const char *path, const char *interface,
			struct explain_policy *ep, struct fault *fault)
{
	struct offline *o = &ep->offline;
	int err;

	memset(ep, 0, sizeof(*ep));
	err = offline_load(path, interface, o);
	if (err)
		return fault_set(fault, err, "%s: %s", path, strerror(-err));
	ep->policy = o->policy;
	ep->site = o->site;
	ep->listing = o->listing;
	ep->vendors = &o->vendors;
	ep->names = o->names;
	ep->image = o->image;
	return replay_new(ep->image, &ep->replay, fault);
}

/* Was the slot switched or filled again while it was copied? */
static bool moved(const struct explain_policy *ep, __u32 era)
{
	const struct slots *slots = &ep->live.slots;

	return slots_live(slots) != ep->live.slot ||
	       slots->hot->slot[ep->live.slot].head.era != era;
}

static int copy_slot(struct explain_policy *ep, struct fault *fault)
{
	const struct slots *slots = &ep->live.slots;
	const struct lc_hot_slot *hot = &slots->hot->slot[ep->live.slot];
	__u32 era = hot->head.era;

	ep->copy = malloc(sizeof(*ep->copy));
	if (!ep->copy)
		return fault_set(fault, -ENOMEM, "out of memory");
	memcpy(&ep->copy->hot, hot, sizeof(*hot));
	memcpy(&ep->copy->rules, slots->rules[ep->live.slot],
	       sizeof(ep->copy->rules));
	memcpy(&ep->copy->addr6, slots->addr6[ep->live.slot],
	       sizeof(ep->copy->addr6));
	if (moved(ep, era))
		return fault_set(
			fault, -EAGAIN,
			"another policy came in force in the meantime; run this again");
	ep->image = ep->copy;
	return 0;
}

/* Rules are told by the text; only suggestions need the machine as it is. */
static int read_text(struct explain_policy *ep, struct fault *fault)
{
	struct pinned_policy *pp = &ep->pinned;
	int err = pinned_policy_load(&ep->live, pp, &ep->why);

	if (err && !pp->policy)
		return fault_set(fault, err, "%s", ep->why.text);
	ep->policy = pp->policy;
	ep->vendors = &pp->vendors;
	if (err)
		return 0;
	ep->site = pp->site;
	ep->listing = pp->listing;
	return 0;
}

int explain_policy_live(const char *pin, struct explain_policy *ep,
			struct fault *fault)
{
	int err;

	memset(ep, 0, sizeof(*ep));
	err = live_open(pin, &ep->live, fault);
	if (err)
		return err;
	ep->in_force = true;
	ep->names = ep->live.names;
	if (!ep->live.policy)
		return fault_set(
			fault, -ENOENT,
			"no policy is in force: an apply was cut short; apply again");
	ep->older = ep->live.control.build != object_build();
	err = copy_slot(ep, fault);
	if (!err)
		err = read_text(ep, fault);
	return err ? err : replay_new(ep->image, &ep->replay, fault);
}

void explain_policy_close(struct explain_policy *ep)
{
	replay_free(ep->replay);
	free(ep->copy);
	pinned_policy_free(&ep->pinned);
	if (ep->in_force)
		live_close(&ep->live);
	offline_free(&ep->offline);
}

const struct lc_iface *explain_policy_iface(const struct explain_policy *ep,
					    const char *interface)
{
	const struct lc_iface *iface;
	const char *name;
	size_t i;

	for (i = 0; i < LC_IFACE_BUCKETS; i++) {
		iface = &ep->image->hot.ifaces[i];
		name = names_text(ep->names, LC_NAME_IFACE, iface->id);
		if (name && !strcmp(name, interface))
			return iface;
	}
	return NULL;
}

unsigned int explain_policy_ifindex(const struct explain_policy *ep,
				    const char *interface)
{
	const struct lc_iface *iface = explain_policy_iface(ep, interface);

	return iface && iface->ifindex ? iface->ifindex : NOWHERE;
}

const char *explain_policy_interface(const struct explain_policy *ep)
{
	const struct lc_iface *iface, *first = NULL;
	size_t i;

	for (i = 0; i < LC_IFACE_BUCKETS; i++) {
		iface = &ep->image->hot.ifaces[i];
		if (iface->ifindex && (!first || iface->index < first->index))
			first = iface;
	}
	return first ? names_text(ep->names, LC_NAME_IFACE, first->id) : NULL;
}

int explain_policy_compile(const struct explain_policy *ep,
			   struct slot_image **image, struct fault *fault)
{
	struct compile_input input = {
		.policy = ep->policy,
		.site = ep->site,
		.listing = ep->listing,
		.vendors = ep->vendors,
		.names = ep->names,
	};
	const struct diag_finding *finding;
	struct diag *diag;
	int err;

	if (!ep->site)
		return fault_set(fault, -ENODEV, "%s", ep->why.text);
	diag = diag_new();
	if (!diag)
		return fault_set(fault, -ENOMEM, "out of memory");
	err = compile_slot(&input, diag, image);
	finding = diag_finding(diag, 0);
	if (err)
		fault_set(fault, err, "%s",
			  finding ? finding->text : strerror(-err));
	diag_free(diag);
	return err;
}

uint64_t explain_policy_now(const struct explain_policy *ep)
{
	__u64 coarse;

	if (ep->in_force && !flow_clock_read(&coarse))
		return coarse;
	return clock_monotonic_ns();
}
