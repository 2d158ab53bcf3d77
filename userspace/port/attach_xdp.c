// SPDX-License-Identifier: GPL-2.0
/*
 * The program at the entry of a device, by a link of XDP, native or generic.
 * The single link is attach_link.c.
 */
#include <errno.h>
#include <string.h>

#include "port/attach_fault.h"
#include "port/attach_link.h"
#include "port/attach_parts.h"
#include "port/native.h"

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

int attach_xdp(const struct attach *at, const struct attach_want *want,
	       struct lc_port *port, unsigned int *changes, struct fault *fault)
{
	int state = link_look(at, LC_INGRESS, want->ifindex);
	enum lc_xdp_mode old = 0;
	int err;

	if (state < 0)
		return attach_look_fault(want, state, fault);
	if (state == LINK_KIN || state == LINK_OTHER) {
		*changes |= ATTACH_XDP;
		err = attach_put_ours(at, want, LC_INGRESS, fault);
		if (err)
			return err;
		state = LINK_OURS;
	}
	if (state == LINK_OURS) {
		old = link_xdp_mode(at, want->ifindex);
		if (!old)
			return attach_look_fault(want, -EIO, fault);
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

int attach_check(const struct attach *at, const struct attach_want *want,
		 struct fault *fault)
{
	/* where our link stands, no other can, in either mode */
	if (link_look(at, LC_INGRESS, want->ifindex) > LINK_DEAD ||
	    !link_xdp_other(at, want->ifindex))
		return 0;
	return attach_fault(at, want, LC_XDP_NATIVE, -EBUSY, "", fault);
}
