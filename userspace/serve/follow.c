// SPDX-License-Identifier: GPL-2.0
/*
 * The devices as they are beside the policy in force.
 * Nothing is changed here, and nothing remembered but the policy.
 */
#include "serve/follow.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guard/guard_look.h"
#include "maps/pins.h"
#include "port/attach_link.h"
#include "port/ethtool.h"
#include "slot/pinned_policy.h"
#include "slot/slot_addr.h"

struct follow {
	bool known; /* policy is filled, and is that of info */
	struct lc_policy_info info;
	struct pinned_policy policy;
};

/* One look. */
struct look {
	const struct live *live;
	const struct site *site;
	struct follow_findings *found;
};

struct follow *follow_new(void)
{
	return calloc(1, sizeof(struct follow));
}

static void forget(struct follow *follow)
{
	if (follow->known)
		pinned_policy_free(&follow->policy);
	follow->known = false;
}

void follow_free(struct follow *follow)
{
	if (follow)
		forget(follow);
	free(follow);
}

static struct follow_finding *add(struct look *look, enum follow_kind kind,
				  unsigned int ifindex, const char *name)
{
	static struct follow_finding full;
	struct follow_finding *new = &full;

	if (look->found->count < FOLLOW_ROOM)
		new = &look->found->items[look->found->count++];
	memset(new, 0, sizeof(*new));
	new->kind = kind;
	new->direction = LC_DIRECTION_MAX;
	new->ifindex = ifindex;
	snprintf(new->name, sizeof(new->name), "%s", name);
	return new;
}

static const char *slot_name(const struct live *live,
			     const struct lc_iface *iface)
{
	const char *name = names_text(live->names, LC_NAME_IFACE, iface->id);

	return name ? name : "?";
}

/* Every second, on each port: attach_look() would ask too much. */
static void look_attached(struct look *look, const struct lc_iface *iface,
			  const char *name)
{
	const struct attach *at = &look->live->at;
	unsigned int ifindex = iface->ifindex;
	struct follow_finding *lost;
	char now[IFNAMSIZ];
	int dir;

	for (dir = 0; dir < LC_DIRECTION_MAX; dir++) {
		if (attach_on(at, dir, ifindex))
			continue;
		lost = add(look, FOLLOW_LOST, ifindex, name);
		lost->direction = dir;
		if (dir == LC_INGRESS)
			lost->other = link_xdp_other(at, ifindex);
	}
	if (link_look(at, LC_EGRESS, ifindex) == LINK_OURS &&
	    !tcx_first(at, ifindex))
		add(look, FOLLOW_ORDER, ifindex, name);
	if ((iface->flags & LC_IFACE_VLAN_ZONES) &&
	    if_indextoname(ifindex, now) && ethtool_rxvlan(now) == 1)
		add(look, FOLLOW_HIDDEN, ifindex, name);
}

/* What the policy means here. */
static void look_site(struct look *look)
{
	const struct live *live = look->live;
	const struct site_interface *from;
	const struct lc_iface *iface;
	size_t i;

	for (i = 0; i < look->site->interface_count; i++) {
		from = &look->site->interfaces[i];
		if (!from->ifindex || from->away)
			continue;
		iface = live_iface(live, from->ifindex);
		if (!iface || strcmp(slot_name(live, iface), from->name)) {
			add(look, FOLLOW_NEW, from->ifindex, from->name)->other =
				link_xdp_other(&live->at, from->ifindex);
			continue;
		}
		look_attached(look, iface, from->name);
		if (!slot_addr_same(&live->slots, live->slot, iface->index,
				    from))
			add(look, FOLLOW_ADDRESSES, from->ifindex, from->name);
	}
}

/*
 * What the slot has and nobody names now. One that was moved to another network
 * namespace keeps its programs: that it is not here is no reason to take them
 * off it. Without them it is gone.
 */
static void look_slot(struct look *look)
{
	const struct live *live = look->live;
	const struct lc_hot_slot *slot = &live->slots.hot->slot[live->slot];
	const struct lc_iface *iface;
	char now[IFNAMSIZ];
	int i;

	for (i = 0; i < LC_IFACE_BUCKETS; i++) {
		iface = &slot->ifaces[i];
		if (!iface->ifindex || site_has(look->site, iface->ifindex))
			continue;
		if (if_indextoname(iface->ifindex, now))
			look_attached(look, iface, slot_name(live, iface));
		else if (link_look(&live->at, LC_INGRESS, iface->ifindex) <=
			 LINK_DEAD)
			add(look, FOLLOW_GONE, iface->ifindex,
			    slot_name(live, iface));
	}
}

/* Noted or pinned, and not in the slot: a draft's, or of a run cut short. */
static void look_extra(struct look *look)
{
	const struct live *live = look->live;
	int ports = live->obj.maps[OBJECT_PORTS];
	struct lc_port note;
	struct pins_links links;
	__u32 key, *prev = NULL;
	size_t i;

	for (i = 0; i < FOLLOW_ROOM && !bpf_map_get_next_key(ports, prev, &key);
	     i++) {
		prev = &key;
		if (!live_iface(live, key) &&
		    !attach_note(&live->at, key, &note))
			add(look, FOLLOW_EXTRA, key, note.name);
	}
	if (pins_links(live->at.dir, &links))
		return;
	for (i = 0; i < links.count; i++)
		if (!live_iface(live, links.ifindex[i]) &&
		    attach_note(&live->at, links.ifindex[i], &note))
			add(look, FOLLOW_EXTRA, links.ifindex[i], "?");
	pins_links_free(&links);
}

static void look_guard(struct look *look, const char *state)
{
	struct guard_look guard;

	guard_look(state, &guard);
	if (guard.answers && guard.status.staged.there)
		add(look, FOLLOW_STAGED, 0, "");
	guard_look_free(&guard);
}

/* What the policy means now. */
static int renew_site(struct pinned_policy *pp, const struct live *live,
		      struct fault *fault)
{
	struct site_held held[LC_MAX_INTERFACES];
	const struct diag_finding *finding;
	struct diag *diag = diag_new();
	struct site *site;
	size_t i;
	int err = -ENOMEM;

	if (diag)
		err = site_from_system_held(pp->policy, held,
					    live_held(live, held), diag, &site);
	if (!err) {
		site_free(pp->site);
		pp->site = site;
	} else {
		fault_set(fault, err,
			  "cannot tell which devices the policy means: %s",
			  strerror(-err));
		for (i = 0; diag && (finding = diag_finding(diag, i)); i++)
			if (finding->error)
				fault_set(fault, err, "%s", finding->text);
	}
	diag_free(diag);
	return err;
}

/* The policy in force, read when it is another than before. */
static int renew(struct follow *follow, const struct live *live,
		 struct fault *fault)
{
	struct pinned_policy *pp = &follow->policy;
	int err;

	if (!follow->known || strcmp(follow->info.sha256, live->info.sha256)) {
		forget(follow);
		err = pinned_policy_load(live, pp, fault);
		if (err) {
			pinned_policy_free(pp);
			return err;
		}
		follow->known = true;
		follow->info = live->info;
	}
	return renew_site(pp, live, fault);
}

int follow_look(struct follow *follow, const struct live *live,
		const char *state, struct follow_findings *findings,
		struct fault *fault)
{
	struct look look = { .live = live, .found = findings };
	int err;

	findings->count = 0;
	if (!live->policy || live->at.foreign)
		return 0;
	err = renew(follow, live, fault);
	if (err)
		return err;
	look.site = follow->policy.site;
	look_site(&look);
	look_slot(&look);
	look_extra(&look);
	look_guard(&look, state);
	return 0;
}

/* Would apply --again do something about it? */
static bool wants(const struct follow_finding *finding)
{
	return finding->kind != FOLLOW_ORDER;
}

static bool is_same(const struct follow_finding *a,
		    const struct follow_finding *b)
{
	return a->kind == b->kind && a->ifindex == b->ifindex &&
	       a->direction == b->direction && !strcmp(a->name, b->name);
}

const struct follow_finding *follow_find(const struct follow_findings *findings,
					 const struct follow_finding *finding)
{
	size_t i;

	for (i = 0; i < findings->count; i++)
		if (is_same(&findings->items[i], finding))
			return &findings->items[i];
	return NULL;
}

/* FNV-1a: no adversary chooses what is found. */
static uint64_t mix(uint64_t hash, const void *from, size_t len)
{
	const unsigned char *byte = from;

	while (len--)
		hash = (hash ^ *byte++) * 0x100000001b3ull;
	return hash;
}

uint64_t follow_digest(const struct follow_findings *findings)
{
	uint64_t hash = 0xcbf29ce484222325ull;
	bool any = false;
	size_t i;

	for (i = 0; i < findings->count; i++) {
		if (!wants(&findings->items[i]))
			continue;
		any = true;
		hash = mix(hash, &findings->items[i], sizeof(*findings->items));
	}
	return any ? hash | 1 : 0;
}
