/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the driver of a device says and can be told: its name, whether it
 * strips VLAN tags on receipt. Devices and addresses are netdev.h.
 */
#ifndef LENSCAP_ETHTOOL_H
#define LENSCAP_ETHTOOL_H

#include <stdbool.h>
#include <stddef.h>

/* "e1000e"; "" when it does not say. */
void ethtool_driver(const char *name, char *buf, size_t size);

/*
 * Receive VLAN offload: 1 on (tags are stripped before XDP), 0 off or not
 * there, or a negative errno (-ENODEV: no such device).
 */
int ethtool_rxvlan(const char *name);

/* 0 once it is as wanted (read back), else a negative errno. */
int ethtool_set_rxvlan(const char *name, bool on);

#endif
