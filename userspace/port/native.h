/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Native XDP as the kernel tells of it: whether a driver offers it, and in what
 * words it refuses. Programs are put on devices in attach_link.h, for good.
 */
#ifndef LENSCAP_NATIVE_H
#define LENSCAP_NATIVE_H

#include <stdbool.h>
#include <stddef.h>

enum native_offer {
	NATIVE_UNKNOWN, /* before Linux 6.3, or it cannot be asked */
	NATIVE_NONE, /* not as the device is set up now */
	NATIVE_OFFERED,
};

/*
 * What the device says of itself. An offer may be refused all the same, for its
 * MTU, its queues or its offloads.
 */
enum native_offer native_offer(unsigned int ifindex);

/*
 * Why the device does not take that program natively, which it just did not: a
 * BPF link brings an errno only, so it is asked once more by rtnetlink. "" where
 * the driver has no words; what it takes this time is taken off at once.
 */
void native_refusal(int prog_fd, unsigned int ifindex, char *words,
		    size_t size);

/* Are these the words of the kernel for a driver without native XDP? */
bool native_missing(const char *words);

/*
 * Does a card of that driver stay up when a program is put on it or taken off?
 * All others are closed and opened for it, or reset, as far as is known.
 */
bool native_keeps_link(const char *driver);

#endif
