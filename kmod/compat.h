/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What differs between the kernels that the module is built for, 6.1 to 6.18,
 * and nothing else. Empty where they agree.
 */
#ifndef GUARD_COMPAT_H
#define GUARD_COMPAT_H

#include <linux/kconfig.h>
#include <linux/rcupdate_wait.h> /* cond_resched_rcu(), since 6.3 */
#include <linux/sched.h> /* the same, before */
#include <net/genetlink.h>

#if !IS_ENABLED(CONFIG_NETFILTER_INGRESS)
#error "lenscap_guard needs a kernel with CONFIG_NETFILTER_INGRESS"
#endif

/* Since 6.7 and 6.1.68; before, under another name. */
#ifndef GENL_MCAST_CAP_NET_ADMIN
#define GENL_MCAST_CAP_NET_ADMIN GENL_UNS_ADMIN_PERM
#endif

#endif
