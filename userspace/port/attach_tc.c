// SPDX-License-Identifier: GPL-2.0
/*
 * The program at the exit of a device, by a link of tcx or a filter of clsact.
 * The single link or filter is attach_link.c and clsact.c.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "port/attach_fault.h"
#include "port/attach_link.h"
#include "port/attach_parts.h"
#include "port/clsact.h"

/* Is this our program, or one that another run of lenscap left there? */
static bool is_lenscap(const struct attach *at, __u32 id)
{
	char words[64];

	if (id && id == prog_id(at->obj->progs[LC_EGRESS]))
		return true;
	prog_words(id, words, sizeof(words));
	return strstr(words, "\"lenscap_egress");
}

int attach_tc_remove(const struct attach *at, unsigned int ifindex,
		     const struct lc_port *port)
{
	return clsact_remove(ifindex, is_lenscap(at, clsact_prog(ifindex)),
			     port->made_clsact);
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
	err = attach_write_note(at, want->ifindex, &noted, fault);
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
		return attach_look_fault(want, err, fault);
	if (!err)
		return port_clsact(at, want, port, fault);
	err = tcx_attach(at, want->ifindex);
	if (err)
		return fault_set(fault, err,
				 "interface \"%s\": cannot attach to tcx: %s",
				 want->name, strerror(-err));
	/* a filter of an earlier run would judge every frame twice */
	if (port->tc_kind == LC_TC_CLSACT)
		attach_tc_remove(at, want->ifindex, port);
	port->tc_kind = LC_TC_TCX;
	port->made_clsact = 0;
	return 0;
}

int attach_tc(const struct attach *at, const struct attach_want *want,
	      struct lc_port *port, unsigned int *changes, struct fault *fault)
{
	int state = link_look(at, LC_EGRESS, want->ifindex);
	int err;

	if (state < 0)
		return attach_look_fault(want, state, fault);
	if (state == LINK_KIN || state == LINK_OTHER) {
		*changes |= ATTACH_TC;
		err = attach_put_ours(at, want, LC_EGRESS, fault);
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
