/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the kind of a device means for judging frames on it: whether a policy
 * can, and what passes by it all the same. Which devices there are is netdev.h.
 */
#ifndef LENSCAP_KIND_H
#define LENSCAP_KIND_H

#include "netdev.h"

/*
 * Why the programs on such a device would judge nothing, or what is not a
 * frame, and what to name instead; NULL where they judge. From the source of
 * the kernel: what of a kind reaches XDP and tc on the device itself.
 */
const char *kind_refusal(const struct netdev *dev);

/*
 * Devices that get their frames from others: by then the tag stands beside the
 * frame, or is stripped by a port whose offload is not the device's.
 */
bool kind_hides_tags(const struct netdev *dev);

/*
 * Does it hand a native program on to the devices below? There the program
 * meets frames of devices that the policy does not name, and passes them.
 */
bool kind_hands_on(const struct netdev *dev);

/*
 * Say what is not judged, or twice, on the devices that a policy names: stops
 * when say() fails, and returns what it did. Without netlink nothing is said.
 */
int kind_look(const unsigned int *ifindexes, size_t count,
	      int (*say)(void *to, const char *text), void *to);

#endif
