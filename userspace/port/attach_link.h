/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One BPF link on one device, XDP or tcx: made, pinned, found, taken away.
 * What a port needs of them is attach.h; without tcx there is clsact.h.
 */
#ifndef LENSCAP_ATTACH_LINK_H
#define LENSCAP_ATTACH_LINK_H

#include "port/attach.h"

enum link_state {
	LINK_NONE, /* not pinned */
	LINK_DEAD, /* pinned, but its device is gone or it was detached */
	LINK_MOVED, /* on a device that has another index since it was moved */
	LINK_OTHER, /* attached to the device, with another program */
	LINK_KIN, /* with one of another build, on the same maps */
	LINK_OURS,
};

/* Id of a program, 0 if it cannot be told. */
__u32 prog_id(int prog_fd);

/* "id 12 \"name\"" into buf; for a program that may be gone. */
void prog_words(__u32 id, char *buf, size_t size);

/* Does it judge by our maps, of whatever build it is? */
bool prog_is_kin(const struct attach *at, __u32 id);

/*
 * An enum link_state, or a negative errno where it cannot be told: then nothing
 * may be taken off, for it may be ours that stands there.
 */
int link_look(const struct attach *at, enum lc_direction dir,
	      unsigned int ifindex);

/*
 * A device that was in another network namespace may come back with another
 * index, and our link on it: let its pin be named by that. True where it was
 * so; *from is the index it had.
 */
bool link_adopt(const struct attach *at, enum lc_direction dir,
		unsigned int ifindex, unsigned int *from);

/*
 * Detach at once, then remove the pin. 0 also when there is none. A pin that
 * cannot be opened stays.
 */
int link_remove(const struct attach *at, enum lc_direction dir,
		unsigned int ifindex);

/*
 * XDP by link, pinned. mode LC_XDP_NATIVE or LC_XDP_GENERIC. 0 or a negative
 * errno as the kernel gives it; nothing stays behind then.
 */
int link_xdp(const struct attach *at, unsigned int ifindex,
	     enum lc_xdp_mode mode);

/* Put our program into the link that is there. 0 or a negative errno. */
int link_update(const struct attach *at, enum lc_direction dir,
		unsigned int ifindex);

/* The mode the program of our link runs in, 0 if none does. */
enum lc_xdp_mode link_xdp_mode(const struct attach *at, unsigned int ifindex);

/* Another's XDP program on the device, 0 if there is none. */
__u32 link_xdp_other(const struct attach *at, unsigned int ifindex);

/* Does this kernel have tcx? 1, 0, or a negative errno: not to be told now. */
int tcx_there(unsigned int ifindex);

/* Egress by tcx link, first in line, pinned. 0 or a negative errno. */
int tcx_attach(const struct attach *at, unsigned int ifindex);

/* Is that of our link the first tcx program on egress? */
bool tcx_first(const struct attach *at, unsigned int ifindex);

#endif
