/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The generic netlink family: lenscap.yaml beside this file specifies it.
 * Requests are checked here; what they do is done in net.c and table.c.
 */
#ifndef GUARD_NETLINK_H
#define GUARD_NETLINK_H

struct guard_port;

int guard_netlink_register(void);
void guard_netlink_unregister(void);

/* Tell its namespace's listeners what the port was last seen as; under RCU. */
void guard_netlink_notify(const struct guard_port *port);

#endif
