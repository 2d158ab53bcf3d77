// SPDX-License-Identifier: GPL-2.0
/*
 * The hook, which judges a frame: listed, and if so, seen by XDP? A frame meets
 * only this file, the search in table.c and, where it is asked for, tag.c.
 */
#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/if_vlan.h>
#include <linux/netdevice.h>
#include <linux/net.h>
#include <linux/netfilter_netdev.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

#include "net.h"
#include "netlink.h"
#include "port.h"
#include "table.h"
#include "tag.h"

/* Those above a port that see all that it hands up. */
static struct net_device *guard_master(struct net_device *dev)
{
	struct net_device *master = netdev_master_upper_dev_get_rcu(dev);

	if (master &&
	    (netif_is_lag_master(master) || netif_is_bridge_master(master)))
		return master;
	return NULL;
}

/*
 * dev_xdp_attach() takes a program out of the path before it forgets it, and
 * patches the path after it set one: in generic mode, only what stands in both
 * places judges. Read first, so that an entry that goes meanwhile counts for
 * nobody else.
 */
static bool guard_dev_has_program(struct net_device *dev)
{
	const struct bpf_xdp_entity *entry = &dev->xdp_state[XDP_MODE_SKB];
	bool generic = READ_ONCE(entry->prog) || READ_ONCE(entry->link);

	return dev_xdp_prog_count(dev) > generic ||
	       (generic && rcu_access_pointer(dev->xdp_prog));
}

/*
 * The policy may name a bond or a bridge rather than its ports: then the
 * program is there.
 */
static bool guard_has_program(struct net_device *dev)
{
	for (; dev; dev = guard_master(dev))
		if (guard_dev_has_program(dev))
			return true;
	return false;
}

/* Or it names a VLAN device, which sees the frames of its own VLAN only. */
static bool guard_vlan_has_program(const struct sk_buff *skb)
{
	struct net_device *vlan;

	if (!skb_vlan_tag_present(skb))
		return false;
	vlan = __vlan_find_dev_deep_rcu(skb->dev, skb->vlan_proto,
					skb_vlan_tag_get_id(skb));
	return vlan && net_eq(dev_net(vlan), dev_net(skb->dev)) &&
	       guard_has_program(vlan);
}

static bool guard_port_judged(struct guard_port *port,
			      const struct sk_buff *skb)
{
	bool tagged;

	if (READ_ONCE(port->gn->proof) != LCG_PROOF_TAG)
		return guard_has_program(skb->dev) ||
		       guard_vlan_has_program(skb);
	tagged = guard_tag_borne(skb, port->gn->key);
	if (!tagged && !READ_ONCE(port->untagged))
		WRITE_ONCE(port->untagged, true);
	return tagged;
}

/* A merged frame (GRO) counts as those that it was merged from. */
static void guard_port_count(struct guard_port *port, const struct sk_buff *skb,
			     bool passed)
{
	struct guard_counters *counters = this_cpu_ptr(port->counters);
	struct guard_tally *tally;

	tally = passed ? &counters->passed : &counters->dropped;
	u64_stats_update_begin(&counters->syncp);
	u64_stats_add(&tally->frames, max_t(u32, skb_shinfo(skb)->gso_segs, 1));
	u64_stats_add(&tally->bytes, skb->len + ETH_HLEN);
	u64_stats_update_end(&counters->syncp);
}

/* The outermost VLAN; a priority tag leaves that to the one behind it. */
static u16 guard_frame_vlan(const struct sk_buff *skb)
{
	const struct vlan_hdr *inner;
	struct vlan_hdr buf;
	u16 vlan = 0;

	if (skb_vlan_tag_present(skb))
		vlan = skb_vlan_tag_get_id(skb);
	if (vlan || !eth_type_vlan(skb->protocol))
		return vlan;
	inner = skb_header_pointer(skb, 0, sizeof(buf), &buf);
	return inner ? ntohs(inner->h_vlan_TCI) & VLAN_VID_MASK : 0;
}

/*
 * A device's name may be torn while it is renamed, its kind of header may have
 * changed a moment ago: octets that are no Ethernet source list nobody.
 */
static bool guard_frame_listed(const struct guard_table *table,
			       const struct sk_buff *skb)
{
	u64 source = ether_addr_to_u64(eth_hdr(skb)->h_source);
	const struct guard_place place = {
		.ifname = skb->dev->name,
		.ifindex = skb->dev->ifindex,
		.vlan = guard_frame_vlan(skb),
	};

	return skb->dev->type == ARPHRD_ETHER &&
	       guard_table_lists(table, source, &place);
}

/*
 * A frame that a filter knows, from @table on. Out of line, so that the hook
 * needs no stack for all the others.
 */
static noinline unsigned int guard_judge(struct guard_port *port,
					 const struct sk_buff *skb,
					 const struct guard_table *table)
{
	bool passed;

	while (!guard_frame_listed(table, skb)) {
		table = rcu_dereference(table->next);
		if (!table)
			return NF_ACCEPT;
	}
	passed = guard_port_judged(port, skb);
	guard_port_count(port, skb, passed);
	return passed ? NF_ACCEPT : NF_DROP;
}

/* While a table is staged, it and the current one both list. */
static unsigned int guard_hook(void *priv, struct sk_buff *skb,
			       const struct nf_hook_state *state)
{
	const struct guard_table *table;
	struct guard_port *port = priv;
	const u8 *source;
	u32 oui;

	if (unlikely(!skb_mac_header_was_set(skb)))
		return NF_ACCEPT;
	source = eth_hdr(skb)->h_source;
	oui = source[0] << 16 | source[1] << 8 | source[2];
	table = rcu_dereference(port->gn->tables);
	for (; table; table = rcu_dereference(table->next))
		if (unlikely(guard_table_may_list(table, oui)))
			return guard_judge(port, skb, table);
	return NF_ACCEPT;
}

enum lcg_port_state guard_port_state(const struct guard_port *port)
{
	if (READ_ONCE(port->gn->proof) == LCG_PROOF_TAG &&
	    (READ_ONCE(port->untagged) || READ_ONCE(port->suspect)))
		return LCG_PORT_CLOSED;
	return guard_has_program(guard_port_dev(port)) ? LCG_PORT_OPEN :
							 LCG_PORT_CLOSED;
}

void guard_port_watch(struct guard_port *port)
{
	bool untagged = READ_ONCE(port->untagged);
	enum lcg_port_state state;

	WRITE_ONCE(port->suspect, untagged);
	if (untagged)
		WRITE_ONCE(port->untagged, false);
	state = guard_port_state(port);
	/* what could not be told is told at the next look */
	if (port->told == state || guard_netlink_notify(port, state))
		return;
	port->told = state;
	if (state == LCG_PORT_CLOSED && net_ratelimit())
		netdev_warn(guard_port_dev(port),
			    "closed: XDP does not judge this port any more\n");
}

void guard_port_sums(const struct guard_port *port, struct guard_sums *sums)
{
	struct guard_sums seen;
	unsigned int start;
	int cpu;

	memset(sums, 0, sizeof(*sums));
	for_each_possible_cpu(cpu) {
		const struct guard_counters *counters =
			per_cpu_ptr(port->counters, cpu);
		const struct guard_tally *passed = &counters->passed;
		const struct guard_tally *dropped = &counters->dropped;

		do {
			start = u64_stats_fetch_begin(&counters->syncp);
			seen.passed_frames = u64_stats_read(&passed->frames);
			seen.passed_bytes = u64_stats_read(&passed->bytes);
			seen.dropped_frames = u64_stats_read(&dropped->frames);
			seen.dropped_bytes = u64_stats_read(&dropped->bytes);
		} while (u64_stats_fetch_retry(&counters->syncp, start));
		sums->passed_frames += seen.passed_frames;
		sums->passed_bytes += seen.passed_bytes;
		sums->dropped_frames += seen.dropped_frames;
		sums->dropped_bytes += seen.dropped_bytes;
	}
}

/*
 * Nothing comes before us but another hook of this same priority that was put
 * there later; root's doing, and in sight in nft list hooks.
 */
struct guard_port *guard_port_create(struct guard_net *gn,
				     struct net_device *dev)
{
	struct guard_port *port;
	int err = -ENOMEM;

	port = kzalloc(sizeof(*port), GFP_KERNEL_ACCOUNT);
	if (!port)
		return ERR_PTR(err);
	port->counters = netdev_alloc_pcpu_stats(struct guard_counters);
	if (!port->counters)
		goto free;
	port->gn = gn;
	port->told = LCG_PORT_CLOSED;
	port->ops.hook = guard_hook;
	port->ops.dev = dev;
	port->ops.priv = port;
	port->ops.pf = NFPROTO_NETDEV;
	port->ops.hooknum = NF_NETDEV_INGRESS;
	port->ops.priority = INT_MIN;
	err = nf_register_net_hook(gn->net, &port->ops);
	if (err)
		goto free;
	return port;
free:
	free_percpu(port->counters);
	kfree(port);
	return ERR_PTR(err);
}

static void guard_port_free(struct rcu_head *rcu)
{
	struct guard_port *port = container_of(rcu, struct guard_port, rcu);

	free_percpu(port->counters);
	kfree(port);
}

void guard_port_destroy(struct guard_port *port)
{
	nf_unregister_net_hook(port->gn->net, &port->ops);
	call_rcu(&port->rcu, guard_port_free);
}
