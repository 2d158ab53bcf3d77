/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A guarded port: the hook on a device, its counters, whether it is closed.
 * Which devices are guarded, and since when: device.h.
 */
#ifndef GUARD_PORT_H
#define GUARD_PORT_H

#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/u64_stats_sync.h>

#include "lenscap_guard.h"

struct guard_net;
struct net_device;

/* Frames of listed sources; bytes from the Ethernet header on. */
struct guard_tally {
	u64 frames;
	u64 bytes;
};

/**
 * struct guard_counters - of one port on one CPU
 * @passed: frames that XDP judged
 * @dropped: frames that it did not
 * @sync: for readers on machines of 32 bits
 */
struct guard_counters {
	struct guard_tally passed;
	struct guard_tally dropped;
	struct u64_stats_sync sync;
};

/**
 * struct guard_port - a guarded device
 * @ops: the hook, and in it the device
 * @gn: the guard of the device's namespace
 * @counters: per CPU
 * @untagged: proof=tag: the last listed frame bore no tag of this port
 * @told: enum lcg_port_state, as last told to listeners; of the watch
 * @rcu: to free it by
 */
struct guard_port {
	struct nf_hook_ops ops;
	struct guard_net *gn;
	struct guard_counters __percpu *counters;
	bool untagged;
	u8 told;
	struct rcu_head rcu;
};

/*
 * Hook a port onto @dev; RTNL is held. ERR_PTR(-ENOMEM) or what netfilter
 * says. guard_port_destroy() takes it off, and frees it once no frame is left
 * that could meet it.
 */
struct guard_port *guard_port_create(struct guard_net *gn,
				     struct net_device *dev);
void guard_port_destroy(struct guard_port *port);

static inline struct net_device *guard_port_dev(const struct guard_port *port)
{
	return port->ops.dev;
}

/* What the port is now; under RCU. */
enum lcg_port_state guard_port_state(const struct guard_port *port);

/* True when that is not what it was at the last call; the watch asks. */
bool guard_port_turned(struct guard_port *port);

/* Sums over all CPUs. */
void guard_port_tallies(const struct guard_port *port,
			struct guard_tally *passed,
			struct guard_tally *dropped);

#endif
