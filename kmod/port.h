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

/* Frames and octets, of one port on one CPU or of all. */
struct guard_tally {
	u64_stats_t frames;
	u64_stats_t bytes;
};

/**
 * struct guard_counters - listed frames of one port on one CPU
 * @passed: those that XDP judged
 * @dropped: those that it did not
 * @syncp: for readers on machines of 32 bits
 */
struct guard_counters {
	struct guard_tally passed;
	struct guard_tally dropped;
	struct u64_stats_sync syncp;
};

/* Their sums over all CPUs. */
struct guard_sums {
	u64 passed_frames;
	u64 passed_bytes;
	u64 dropped_frames;
	u64 dropped_bytes;
};

/**
 * struct guard_port - a guarded device
 * @gn: the guard of the device's namespace
 * @counters: per CPU
 * @untagged: proof=tag: a listed frame came without the tag of this port; set
 *	by the hook, taken back by the watch
 * @suspect: the same, in the interval before; of the watch
 * @told: enum lcg_port_state, as listeners last heard it; of the watch
 * @ops: the hook, and in it the device
 * @rcu: to free it by
 */
struct guard_port {
	struct guard_net *gn;
	struct guard_counters __percpu *counters;
	bool untagged;
	bool suspect;
	u8 told;
	struct nf_hook_ops ops;
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

/* One look of the watch: tells when the port opened or closed; under RCU. */
void guard_port_watch(struct guard_port *port);

void guard_port_sums(const struct guard_port *port, struct guard_sums *sums);

#endif
