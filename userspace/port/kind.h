/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the kind of a device means for judging frames on it: whether a policy
 * can, and what passes by it all the same. Which devices there are is netdev.h.
 */
#ifndef LENSCAP_KIND_H
#define LENSCAP_KIND_H

#include "port/netdev.h"

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
 * Why a native program on such a device is not told that a frame came by it,
 * and would pass what it should judge; NULL where it is told. In generic mode
 * it always is. The second asks by rtnetlink's kind and ethtool's driver.
 */
const char *kind_native_blind(const struct netdev *dev);
const char *kind_blind(const char *kind, const char *driver);

/*
 * Say what is not judged, or twice, on the devices that a policy names: stops
 * when say() fails, and returns what it did. Without netlink nothing is said.
 */
int kind_look(const unsigned int *ifindexes, size_t count,
	      int (*say)(void *to, const char *text), void *to);

#endif
