// SPDX-License-Identifier: GPL-2.0
/*
 * The programs on a device: put there, looked up, taken off again.
 * The single link or filter is attach_link.c and clsact.c.
 */
#include "port/attach.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "port/attach_fault.h"
#include "port/attach_link.h"
#include "port/clsact.h"
#include "port/ethtool.h"
#include "port/native.h"
#include "maps/pins.h"

/* Tests set LENSCAP_TC=clsact to have a new kernel behave like an old one. */

int attach_note(const struct attach *at, unsigned int ifindex,
		struct lc_port *port)
{
	const __u32 key = ifindex;

	if (bpf_map_lookup_elem(at->obj->maps[OBJECT_PORTS], &key, port))
		return -errno;
	port->name[sizeof(port->name) - 1] = '\0';
	return 0;
}

static int write_note(const struct attach *at, unsigned int ifindex,
		      const struct lc_port *port, struct fault *fault)
{
	const __u32 key = ifindex;

	if (!bpf_map_update_elem(at->obj->maps[OBJECT_PORTS], &key, port,
				 BPF_ANY))
		return 0;
	if (errno == E2BIG)
		return fault_set(
			fault, -E2BIG,
			"interface \"%s\": too many interfaces are attached already; take some out of the policy, apply, then add new ones",
			port->name);
	return fault_set(fault, -errno, "interface \"%s\": cannot note it: %s",
			 port->name, strerror(errno));
}

/* Tags must reach the programs where zones are told apart by them. */
static int rxvlan_off(const struct attach *at, const struct attach_want *want,
		      struct lc_port *port, unsigned int *changes,
		      struct fault *fault)
{
	struct lc_port noted = *port;
	char name[IFNAMSIZ];
	int err;

	/* what it is called now; the policy's word may be an older one */
	if (!if_indextoname(want->ifindex, name))
		return fault_set(fault, -ENODEV,
				 "interface \"%s\": the device is gone",
				 want->name);
	err = ethtool_rxvlan(name);
	if (err == 0)
		return 0;
	if (err < 0)
		return fault_set(
			fault, err,
			"interface \"%s\": cannot tell whether it strips VLAN tags: %s",
			want->name, strerror(-err));
	/* noted first: a run cut short here is undone by the next one */
	noted.restore_rxvlan = 1;
	err = write_note(at, want->ifindex, &noted, fault);
	if (err)
		return err;
	*port = noted;
	*changes |= ATTACH_RXVLAN;
	err = ethtool_set_rxvlan(name, false);
	if (err)
		return fault_set(
			fault, err,
			"interface \"%s\": it strips VLAN tags, which the policy's zones need, and receive VLAN offload cannot be turned off (%s): leave the VLAN zones out",
			want->name, strerror(-err));
	return 0;
}

/* Why it is generic, for a policy that wants it, whatever the driver has. */
static enum lc_generic_cause wanted_cause(const struct attach_want *want)
{
	return want->native_blind ? LC_GENERIC_BLIND : LC_GENERIC_ASKED;
}

/* With mode, cause and the kernel's words noted in port where it succeeds. */
static int new_xdp(const struct attach *at, const struct attach_want *want,
		   struct lc_port *port, struct fault *fault)
{
	enum lc_xdp_mode try = want->xdp == XDP_GENERIC ? LC_XDP_GENERIC :
							  LC_XDP_NATIVE;
	char refusal[sizeof(port->refusal)] = "";
	enum lc_generic_cause cause;
	int err;

	cause = try == LC_XDP_GENERIC ? wanted_cause(want) : LC_GENERIC_UNKNOWN;
	err = link_xdp(at, want->ifindex, try);
	if (err && try == LC_XDP_NATIVE)
		native_refusal(at->obj->progs[LC_INGRESS], want->ifindex,
			       refusal, sizeof(refusal));
	/* only where native is unsupported, never where it is busy */
	if (err == -EOPNOTSUPP && want->xdp == XDP_AUTO) {
		cause = native_missing(refusal) ? LC_GENERIC_MISSING :
						  LC_GENERIC_REFUSED;
		try = LC_XDP_GENERIC;
		err = link_xdp(at, want->ifindex, try);
	}
	if (err)
		return attach_fault(at, want, try, err, refusal, fault);
	port->xdp_mode = try;
	port->generic_cause = cause;
	memcpy(port->refusal, refusal, sizeof(port->refusal));
	return 0;
}

static bool mode_fits(enum xdp_choice choice, enum lc_xdp_mode mode)
{
	switch (choice) {
	case XDP_NATIVE:
		return mode == LC_XDP_NATIVE;
	case XDP_GENERIC:
		return mode == LC_XDP_GENERIC;
	default:
		return mode;
	}
}

static int look_fault(const struct attach_want *want, int err,
		      struct fault *fault)
{
	return fault_set(
		fault, err,
		"interface \"%s\": cannot tell what is attached there: %s; apply again",
		want->name, strerror(-err));
}

/*
 * Our program in the place of another in the link that stands. Where that
 * cannot be, the link stays as it is: without it all would pass.
 */
static int put_ours(const struct attach *at, const struct attach_want *want,
		    enum lc_direction dir, struct fault *fault)
{
	int err = link_update(at, dir, want->ifindex);

	if (!err)
		return 0;
	return fault_set(
		fault, err,
		"interface \"%s\": cannot replace the program on %s: %s; what was in force stays; apply again, or unload first, which opens the cameras",
		want->name, dir == LC_INGRESS ? "ingress" : "egress",
		strerror(-err));
}

static int port_xdp(const struct attach *at, const struct attach_want *want,
		    struct lc_port *port, unsigned int *changes,
		    struct fault *fault)
{
	int state = link_look(at, LC_INGRESS, want->ifindex);
	enum lc_xdp_mode old = 0;
	int err;

	if (state < 0)
		return look_fault(want, state, fault);
	if (state == LINK_KIN || state == LINK_OTHER) {
		*changes |= ATTACH_XDP;
		err = put_ours(at, want, LC_INGRESS, fault);
		if (err)
			return err;
		state = LINK_OURS;
	}
	if (state == LINK_OURS) {
		old = link_xdp_mode(at, want->ifindex);
		if (!old)
			return look_fault(want, -EIO, fault);
		port->xdp_mode = old;
		if (mode_fits(want->xdp, old)) {
			if (want->xdp == XDP_GENERIC)
				port->generic_cause = wanted_cause(want);
			return 0;
		}
	}
	/* the kernel has no switch from mode to mode without taking it off */
	*changes |= ATTACH_XDP;
	err = link_remove(at, LC_INGRESS, want->ifindex);
	if (err)
		return fault_set(
			fault, err,
			"interface \"%s\": cannot take the old link off: %s",
			want->name, strerror(-err));
	err = new_xdp(at, want, port, fault);
	if (err && old)
		link_xdp(at, want->ifindex, old);
	return err;
}

/* Is this our program, or one that another run of lenscap left there? */
int attach_check(const struct attach *at, const struct attach_want *want,
		 struct fault *fault)
{
	/* where our link stands, no other can, in either mode */
	if (link_look(at, LC_INGRESS, want->ifindex) > LINK_DEAD ||
	    !link_xdp_other(at, want->ifindex))
		return 0;
	return attach_fault(at, want, LC_XDP_NATIVE, -EBUSY, "", fault);
}

static bool is_lenscap(const struct attach *at, __u32 id)
{
	char words[64];

	if (id && id == prog_id(at->obj->progs[LC_EGRESS]))
		return true;
	prog_words(id, words, sizeof(words));
	return strstr(words, "\"lenscap_egress");
}

static int port_clsact(const struct attach *at, const struct attach_want *want,
		       struct lc_port *port, struct fault *fault)
{
	struct lc_port noted = *port;
	char words[64];
	__u32 there;
	int err;

	noted.tc_kind = LC_TC_CLSACT;
	noted.made_clsact = 1;
	err = write_note(at, want->ifindex, &noted, fault);
	if (err)
		return err;
	err = clsact_make(want->ifindex);
	if (err == -EEXIST)
		noted.made_clsact = port->made_clsact;
	*port = noted;
	if (err && err != -EEXIST)
		return fault_set(
			fault, err,
			"interface \"%s\": the kernel has neither tcx nor a clsact qdisc for it: %s",
			want->name, strerror(-err));
	there = clsact_prog(want->ifindex);
	if (there && !is_lenscap(at, there)) {
		prog_words(there, words, sizeof(words));
		return fault_set(
			fault, -EBUSY,
			"interface \"%s\": another tc program, %s, stands in lenscap's place; take it off, then apply again",
			want->name, words);
	}
	err = clsact_attach(want->ifindex, at->obj->progs[LC_EGRESS], there);
	if (err)
		return fault_set(
			fault, err,
			"interface \"%s\": cannot attach to clsact: %s",
			want->name, strerror(-err));
	return 0;
}

/* Egress by link where the kernel has tcx, else by a filter of clsact. */
static int new_tc(const struct attach *at, const struct attach_want *want,
		  struct lc_port *port, struct fault *fault)
{
	const char *force = getenv(ATTACH_FORCE_TC);
	int err = 0;

	if (!force || strcmp(force, "clsact"))
		err = tcx_there(want->ifindex);
	if (err < 0)
		return look_fault(want, err, fault);
	if (!err)
		return port_clsact(at, want, port, fault);
	err = tcx_attach(at, want->ifindex);
	if (err)
		return fault_set(fault, err,
				 "interface \"%s\": cannot attach to tcx: %s",
				 want->name, strerror(-err));
	/* a filter of an earlier run would judge every frame twice */
	if (port->tc_kind == LC_TC_CLSACT)
		clsact_remove(want->ifindex,
			      is_lenscap(at, clsact_prog(want->ifindex)),
			      port->made_clsact);
	port->tc_kind = LC_TC_TCX;
	port->made_clsact = 0;
	return 0;
}

static int port_tc(const struct attach *at, const struct attach_want *want,
		   struct lc_port *port, unsigned int *changes,
		   struct fault *fault)
{
	int state = link_look(at, LC_EGRESS, want->ifindex);
	int err;

	if (state < 0)
		return look_fault(want, state, fault);
	if (state == LINK_KIN || state == LINK_OTHER) {
		*changes |= ATTACH_TC;
		err = put_ours(at, want, LC_EGRESS, fault);
		if (err)
			return err;
		state = LINK_OURS;
	}
	if (state == LINK_OURS) {
		port->tc_kind = LC_TC_TCX;
		return 0;
	}
	if (port->tc_kind == LC_TC_CLSACT &&
	    clsact_prog(want->ifindex) == prog_id(at->obj->progs[LC_EGRESS]))
		return 0;
	*changes |= ATTACH_TC;
	err = link_remove(at, LC_EGRESS, want->ifindex);
	if (err)
		return fault_set(
			fault, err,
			"interface \"%s\": cannot take the old link off: %s",
			want->name, strerror(-err));
	return new_tc(at, want, port, fault);
}

/* It came back with another index: what was noted and pinned goes with it. */
static void adopt(const struct attach *at, unsigned int ifindex)
{
	struct lc_port port;
	unsigned int from;
	bool found = false;
	int dir;

	for (dir = 0; dir < LC_DIRECTION_MAX; dir++)
		found |= link_adopt(at, dir, ifindex, &from);
	if (!found || !attach_note(at, ifindex, &port) ||
	    attach_note(at, from, &port) ||
	    write_note(at, ifindex, &port, NULL))
		return;
	bpf_map_delete_elem(at->obj->maps[OBJECT_PORTS], &(__u32){ from });
}

int attach_port(const struct attach *at, const struct attach_want *want,
		unsigned int *changes, struct fault *fault)
{
	struct lc_port port, before;
	int err;

	adopt(at, want->ifindex);
	err = attach_note(at, want->ifindex, &port);
	/* what is not new must not be taken off again */
	if (err && err != -ENOENT)
		return fault_set(
			fault, err,
			"interface \"%s\": what was done to it before cannot be read: %s",
			want->name, strerror(-err));
	if (err) {
		memset(&port, 0, sizeof(port));
		*changes |= ATTACH_NEW;
	}
	before = port;
	snprintf(port.name, sizeof(port.name), "%s", want->name);
	if (*changes & ATTACH_NEW) {
		err = write_note(at, want->ifindex, &port, fault);
		if (err)
			return err;
	}
	err = want->vlan_zones ? rxvlan_off(at, want, &port, changes, fault) :
				 0;
	if (!err)
		err = port_xdp(at, want, &port, changes, fault);
	if (!err)
		err = port_tc(at, want, &port, changes, fault);
	/* also after a failure: what was done is to be undone */
	if (memcmp(&port, &before, sizeof(port))) {
		int note_err = write_note(at, want->ifindex, &port,
					  err ? NULL : fault);

		err = err ? err : note_err;
	}
	return err;
}

/* Receive VLAN offload as it was before us. 0 or a negative errno. */
static int restore_rxvlan(unsigned int ifindex)
{
	char name[IFNAMSIZ];

	if (!if_indextoname(ifindex, name))
		return 0;
	return ethtool_set_rxvlan(name, true);
}

void attach_undo(const struct attach *at, const struct attach_want *want,
		 unsigned int changes)
{
	struct lc_port port;

	if (changes & ATTACH_NEW) {
		attach_remove(at, want->ifindex, NULL);
		return;
	}
	if (!(changes & ATTACH_RXVLAN) || attach_note(at, want->ifindex, &port))
		return;
	restore_rxvlan(want->ifindex);
	port.restore_rxvlan = 0;
	write_note(at, want->ifindex, &port, NULL);
}

int attach_settle(const struct attach *at, const struct attach_want *want,
		  struct fault *fault)
{
	struct lc_port port;
	int err;

	if (want->vlan_zones || attach_note(at, want->ifindex, &port) ||
	    !port.restore_rxvlan)
		return 0;
	err = restore_rxvlan(want->ifindex);
	port.restore_rxvlan = 0;
	write_note(at, want->ifindex, &port, NULL);
	if (err)
		return fault_set(
			fault, err,
			"interface \"%s\": cannot turn receive VLAN offload on again: %s",
			want->name, strerror(-err));
	return 0;
}

/* What is not a link: the filter with its qdisc, and the offload. */
static int put_back(const struct attach *at, unsigned int ifindex,
		    const char *name, const struct lc_port *port,
		    struct fault *fault)
{
	int err, ret = 0;

	if (port->tc_kind == LC_TC_CLSACT)
		ret = clsact_remove(ifindex,
				    is_lenscap(at, clsact_prog(ifindex)),
				    port->made_clsact);
	if (ret)
		fault_set(fault, ret,
			  "interface \"%s\": cannot remove the tc filter: %s",
			  name, strerror(-ret));
	err = port->restore_rxvlan ? restore_rxvlan(ifindex) : 0;
	if (err)
		ret = fault_set(
			fault, err,
			"interface \"%s\": cannot turn receive VLAN offload on again: %s",
			name, strerror(-err));
	return ret;
}

int attach_remove(const struct attach *at, unsigned int ifindex,
		  struct fault *fault)
{
	const __u32 key = ifindex;
	char name[IFNAMSIZ] = "?";
	struct lc_port port;
	int dir, err, ret = 0;

	for (dir = LC_DIRECTION_MAX - 1; dir >= 0; dir--) {
		err = link_remove(at, dir, ifindex);
		if (err)
			ret = fault_set(fault, err,
					"device %u: cannot remove its link: %s",
					ifindex, strerror(-err));
	}
	if (attach_note(at, ifindex, &port))
		return ret;
	if (!at->foreign && if_indextoname(ifindex, name)) {
		err = put_back(at, ifindex, name, &port, fault);
		if (err)
			ret = err;
	}
	/* the note of what could not be undone stays */
	if (!ret)
		bpf_map_delete_elem(at->obj->maps[OBJECT_PORTS], &key);
	return ret;
}

bool attach_on(const struct attach *at, enum lc_direction dir,
	       unsigned int ifindex)
{
	struct lc_port port;

	if (link_look(at, dir, ifindex) == LINK_OURS)
		return true;
	return dir == LC_EGRESS && !at->foreign &&
	       !attach_note(at, ifindex, &port) &&
	       port.tc_kind == LC_TC_CLSACT &&
	       clsact_prog(ifindex) == prog_id(at->obj->progs[LC_EGRESS]);
}

void attach_look(const struct attach *at, unsigned int ifindex,
		 struct attach_state *state)
{
	struct lc_port port = { 0 };
	char name[IFNAMSIZ];

	memset(state, 0, sizeof(*state));
	state->rx_vlan_strip = -ENODEV;
	attach_note(at, ifindex, &port);
	state->ingress = link_look(at, LC_INGRESS, ifindex) >= LINK_KIN;
	state->egress = link_look(at, LC_EGRESS, ifindex) >= LINK_KIN;
	if (state->egress)
		state->tc_kind = LC_TC_TCX;
	state->first = true;
	if (state->ingress)
		state->xdp_mode = port.xdp_mode;
	state->generic_cause = port.generic_cause;
	snprintf(state->refusal, sizeof(state->refusal), "%.*s",
		 (int)sizeof(port.refusal), port.refusal);
	/* from another namespace there is only the note */
	if (at->foreign || !if_indextoname(ifindex, name))
		return;
	if (state->ingress)
		state->xdp_mode = link_xdp_mode(at, ifindex);
	if (state->egress) {
		state->first = tcx_first(at, ifindex);
	} else if (port.tc_kind == LC_TC_CLSACT &&
		   prog_is_kin(at, clsact_prog(ifindex))) {
		state->egress = true;
		state->tc_kind = LC_TC_CLSACT;
	}
	state->rx_vlan_strip = ethtool_rxvlan(name);
}

bool attach_all_dead(const char *dir)
{
	const struct attach at = { .dir = dir };
	struct pins_links links;
	bool dead = true;
	size_t i;
	int each;

	if (pins_links(dir, &links))
		return false;
	for (i = 0; dead && i < links.count; i++)
		for (each = 0; each < LC_DIRECTION_MAX; each++)
			switch (link_look(&at, each, links.ifindex[i])) {
			case LINK_NONE:
			case LINK_DEAD:
				break;
			default: /* or it cannot be told */
				dead = false;
			}
	pins_links_free(&links);
	return dead;
}
