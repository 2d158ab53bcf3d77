/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The generic netlink family: lenscap.yaml beside this file specifies it.
 * Requests are checked here; what they do is done in net.c and table.c.
 */
#ifndef GUARD_NETLINK_H
#define GUARD_NETLINK_H

#include "lenscap_guard.h"

struct guard_port;

int guard_netlink_register(void);
void guard_netlink_unregister(void);

/*
 * Tell the listeners of the port's namespace that it is in @state now; under
 * RCU. 0, also where nobody listens, or -ENOMEM: then it should be tried again.
 */
int guard_netlink_notify(const struct guard_port *port,
			 enum lcg_port_state state);

#endif
