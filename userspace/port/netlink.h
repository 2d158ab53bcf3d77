/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What holds of netlink, whatever is asked by it.
 * How generic netlink is read is genl.h.
 */
#ifndef LENSCAP_NETLINK_H
#define LENSCAP_NETLINK_H

#define NETLINK_BUFFER 32768 /* what the kernel fills at most */
#define NETLINK_TRIES 5 /* a dump that changed meanwhile is read again */

#endif
