// SPDX-License-Identifier: GPL-2.0
/*
 * The programs on a device: put there, looked up, taken off again.
 * Each of them is attach_xdp.c and attach_tc.c.
 */
#include "port/attach.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "maps/pins.h"
#include "port/attach_link.h"
#include "port/attach_parts.h"
#include "port/clsact.h"
#include "port/ethtool.h"

int attach_note(const struct attach *at, unsigned int ifindex,
		struct lc_port *port)
{
	const __u32 key = ifindex;

	if (bpf_map_lookup_elem(at->obj->maps[OBJECT_PORTS], &key, port))
		return -errno;
	port->name[sizeof(port->name) - 1] = '\0';
	return 0;
}

int attach_write_note(const struct attach *at, unsigned int ifindex,
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
	err = attach_write_note(at, want->ifindex, &noted, fault);
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

int attach_put_ours(const struct attach *at, const struct attach_want *want,
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
	    attach_write_note(at, ifindex, &port, NULL))
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
		err = attach_write_note(at, want->ifindex, &port, fault);
		if (err)
			return err;
	}
	err = want->vlan_zones ? rxvlan_off(at, want, &port, changes, fault) :
				 0;
	if (!err)
		err = attach_xdp(at, want, &port, changes, fault);
	if (!err)
		err = attach_tc(at, want, &port, changes, fault);
	/* also after a failure: what was done is to be undone */
	if (memcmp(&port, &before, sizeof(port))) {
		int note_err = attach_write_note(at, want->ifindex, &port,
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
	attach_write_note(at, want->ifindex, &port, NULL);
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
	attach_write_note(at, want->ifindex, &port, NULL);
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
		ret = attach_tc_remove(at, ifindex, port);
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
