/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which devices are guarded: followed from their registration on.
 * What a guarded device does with a frame: port.h.
 */
#ifndef GUARD_DEVICE_H
#define GUARD_DEVICE_H

#include <linux/types.h>

struct guard_net;

/* Guard the devices there are, and those to come; and stop guarding any. */
int guard_device_register(void);
void guard_device_unregister(void);

/*
 * Try again where there was no memory for a port. The return is how many
 * devices of the namespace are still without. Takes RTNL.
 */
u32 guard_device_retry(struct guard_net *gn);

/* How many ports the namespace has. Takes RTNL. */
u32 guard_device_ports(struct guard_net *gn);

#endif
