/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which devices are guarded: followed from their registration on.
 * What a guarded device does with a frame: port.h.
 */
#ifndef GUARD_DEVICE_H
#define GUARD_DEVICE_H

struct guard_net;

/* Guard the devices there are, and those to come; and stop guarding any. */
int guard_device_register(void);
void guard_device_unregister(void);

/*
 * All devices of the namespace as they should be now: after a table came or
 * went, and where there had been no memory for a port. Takes RTNL.
 */
void guard_device_follow_all(struct guard_net *gn);

#endif
