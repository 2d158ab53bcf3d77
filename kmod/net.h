/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard of one network namespace: its tables, its ports, its settings.
 * Not how a table is searched (table.h) or a port judged (port.h).
 */
#ifndef GUARD_NET_H
#define GUARD_NET_H

#include <linux/mutex.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>
#include <net/net_namespace.h>

#include "lenscap_guard.h"
#include "table.h"

/**
 * struct guard_net - the guard of one network namespace
 * @net: the namespace
 * @tables: the staged table, then the current one; either may be missing.
 *	Read by the hook under RCU, written under @lock.
 * @proof: enum lcg_proof; read by the hook without a lock
 * @boot: enum lcg_boot; written before anybody reads
 * @key: of tags; never changes
 * @lock: serialises what changes @tables
 * @ports: struct guard_port by ifindex; written under RTNL, read under RCU
 * @port_count: in @ports; under RTNL
 * @port_changes: counts changes of @ports; under RTNL
 * @unguarded: devices that should be in @ports, but found no memory; under
 *	RTNL
 * @watch: looks each second for ports that were closed or opened, and tries
 *	again what had found no memory
 */
struct guard_net {
	struct net *net;
	struct guard_table __rcu *tables;
	u8 proof;
	u8 boot;
	u32 key;
	struct mutex lock; /* see above */
	struct xarray ports;
	unsigned int port_count;
	unsigned int port_changes;
	unsigned int unguarded;
	struct delayed_work watch;
};

/* The guard of @net, which lives as long as the namespace and the module. */
struct guard_net *guard_net(const struct net *net);

/* The tables there are, NULL for none; the caller holds the lock. */
struct guard_table *guard_net_staged(struct guard_net *gn);
struct guard_table *guard_net_current(struct guard_net *gn);

/* Make @table the current one of a guard that has none, at the module's load. */
void guard_net_install(struct guard_net *gn, struct guard_table *table);

/*
 * Put @table, which the guard takes over, beside the current one; a table that
 * is already staged makes room for it.
 */
void guard_net_stage(struct guard_net *gn, struct guard_table *table);

/*
 * The staged table takes the current one's place. -ENOENT without one, -ESTALE
 * when it is not that of @id (LCG_ID_BYTES octets).
 */
int guard_net_commit(struct guard_net *gn, const u8 *id);

/* Take the staged table away, or both. */
void guard_net_abort(struct guard_net *gn);
void guard_net_clear(struct guard_net *gn);

/* True while the namespace has a table: only then it has ports. */
static inline bool guard_net_in_use(const struct guard_net *gn)
{
	return rcu_access_pointer(gn->tables);
}

/* Have the watch look at the ports now, rather than at its next turn. */
void guard_net_look(struct guard_net *gn);

int guard_net_register(void);
void guard_net_unregister(void);

#endif
