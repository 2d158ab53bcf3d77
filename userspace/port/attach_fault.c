// SPDX-License-Identifier: GPL-2.0
/*
 * Why XDP did not get on a device, in words.
 * It is put there in attach.c; nothing is changed here.
 */
#include "port/attach_fault.h"

#include <errno.h>
#include <string.h>

#include "port/attach_link.h"
#include "port/native.h"
#include "port/netdev.h"

/* The kernel puts no XDP program below another one, whatever their modes. */
static int upper_fault(const struct attach *at, const struct attach_want *want,
		       int err, struct fault *fault)
{
	const struct netdev *upper = NULL;
	struct netdevs *devs = NULL;

	if (!netdevs_load(&devs))
		upper = netdevs_xdp_above(devs, want->ifindex);
	if (upper && link_look(at, LC_INGRESS, upper->ifindex) == LINK_OURS)
		fault_set(
			fault, err,
			"interface \"%s\": lenscap's own program on \"%s\", which stands on it, keeps it off; lenscap unload, then apply again: until then listed devices pass, unless the guard stops them",
			want->name, upper->name);
	else
		fault_set(
			fault, err,
			"interface \"%s\": an XDP program on %s%s%s keeps ours off; take that off, then apply again",
			want->name, upper ? "\"" : "a device above it",
			upper ? upper->name : "",
			upper ? "\", which stands on it," : "");
	netdevs_free(devs);
	return err;
}

int attach_fault(const struct attach *at, const struct attach_want *want,
		 enum lc_xdp_mode mode, int err, const char *refusal,
		 struct fault *fault)
{
	char words[64];
	__u32 other;

	other = err == -EBUSY || err == -EEXIST ?
			link_xdp_other(at, want->ifindex) :
			0;
	if (other) {
		prog_words(other, words, sizeof(words));
		if (strstr(words, "\"lenscap_"))
			return fault_set(
				fault, err,
				"interface \"%s\": a lenscap judges it already (%s), under another --pin than %s; give apply that one, or lenscap unload --pin DIR takes it off",
				want->name, words, at->dir);
		return fault_set(
			fault, err,
			"interface \"%s\": another XDP program, %s, is attached; take that off, then apply again",
			want->name, words);
	}
	/* -EBUSY may be the driver's, for want of queues */
	if (err == -EEXIST || (err == -EBUSY && !*refusal))
		return upper_fault(at, want, err, fault);
	if (mode == LC_XDP_GENERIC)
		return fault_set(
			fault, err,
			"interface \"%s\": cannot attach generic XDP: %s",
			want->name, strerror(-err));
	if (err == -EOPNOTSUPP && (!*refusal || native_missing(refusal)))
		return fault_set(
			fault, err,
			"interface \"%s\": its driver has no native XDP; write xdp: auto or xdp: generic",
			want->name);
	if (*refusal)
		return fault_set(
			fault, err,
			"interface \"%s\": its driver refuses native XDP: %s (%s); put that right, or write xdp: generic",
			want->name, refusal, strerror(-err));
	return fault_set(
		fault, err,
		"interface \"%s\": its driver refuses native XDP (%s; the kernel log may say why); a smaller MTU may help, or write xdp: generic",
		want->name, strerror(-err));
}

int attach_look_fault(const struct attach_want *want, int err,
		      struct fault *fault)
{
	return fault_set(
		fault, err,
		"interface \"%s\": cannot tell what is attached there: %s; apply again",
		want->name, strerror(-err));
}
