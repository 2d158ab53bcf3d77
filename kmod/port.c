// SPDX-License-Identifier: GPL-2.0
/*
 * The hook, which judges a frame: listed, and if so, seen by XDP?
 * The only code of the module that a frame meets, with the search in table.c.
 */
#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/netdevice.h>
#include <linux/netfilter_netdev.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

#include "net.h"
#include "port.h"
#include "table.h"
#include "tag.h"

static int guard_upper_judges(struct net_device *upper,
			      struct netdev_nested_priv *priv)
{
	const struct net_device *port = priv->data;

	return net_eq(dev_net(upper), dev_net(port)) &&
	       dev_xdp_prog_count(upper);
}

/*
 * A program on a bond, bridge or VLAN device above the port counts for it: the
 * policy may name that device instead. One in another namespace does not.
 */
static bool guard_port_has_program(const struct guard_port *port)
{
	struct net_device *dev = guard_port_dev(port);
	struct netdev_nested_priv priv = { .data = dev };

	return dev_xdp_prog_count(dev) ||
	       netdev_walk_all_upper_dev_rcu(dev, guard_upper_judges, &priv);
}

static bool guard_port_judged(struct guard_port *port,
			      const struct sk_buff *skb)
{
	bool tagged;

	if (READ_ONCE(port->gn->proof) != LCG_PROOF_TAG)
		return guard_port_has_program(port);
	tagged = guard_tag_borne(skb);
	if (READ_ONCE(port->untagged) == tagged)
		WRITE_ONCE(port->untagged, !tagged);
	return tagged;
}

static void guard_port_count(struct guard_port *port, const struct sk_buff *skb,
			     bool passed)
{
	struct guard_counters *counters = this_cpu_ptr(port->counters);
	struct guard_tally *tally;

	tally = passed ? &counters->passed : &counters->dropped;
	u64_stats_update_begin(&counters->sync);
	tally->frames += max_t(u32, skb_shinfo(skb)->gso_segs, 1);
	tally->bytes += skb->len + ETH_HLEN;
	u64_stats_update_end(&counters->sync);
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

static noinline bool guard_frame_listed(const struct guard_table *table,
					const struct sk_buff *skb)
{
	u64 source = ether_addr_to_u64(eth_hdr(skb)->h_source);
	const struct guard_place place = {
		.ifname = skb->dev->name,
		.ifindex = skb->dev->ifindex,
		.vlan = guard_frame_vlan(skb),
	};

	return guard_table_lists(table, source, &place);
}

/* A listed frame; out of line, so that the others meet little code. */
static noinline unsigned int guard_port_judge(struct guard_port *port,
					      const struct sk_buff *skb)
{
	bool passed = guard_port_judged(port, skb);

	guard_port_count(port, skb, passed);
	if (unlikely(passed != (READ_ONCE(port->told) == LCG_PORT_OPEN)))
		guard_net_look(port->gn);
	return passed ? NF_ACCEPT : NF_DROP;
}

/* All tables: while one is staged, it and the current one both list. */
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
		if (unlikely(guard_table_may_list(table, oui)) &&
		    guard_frame_listed(table, skb))
			return guard_port_judge(port, skb);
	return NF_ACCEPT;
}

enum lcg_port_state guard_port_state(const struct guard_port *port)
{
	if (READ_ONCE(port->gn->proof) == LCG_PROOF_TAG &&
	    READ_ONCE(port->untagged))
		return LCG_PORT_CLOSED;
	return guard_port_has_program(port) ? LCG_PORT_OPEN : LCG_PORT_CLOSED;
}

bool guard_port_turned(struct guard_port *port)
{
	enum lcg_port_state state = guard_port_state(port);

	if (READ_ONCE(port->told) == state)
		return false;
	WRITE_ONCE(port->told, state);
	return true;
}

void guard_port_tallies(const struct guard_port *port,
			struct guard_tally *passed, struct guard_tally *dropped)
{
	int cpu;

	memset(passed, 0, sizeof(*passed));
	memset(dropped, 0, sizeof(*dropped));
	for_each_possible_cpu(cpu) {
		const struct guard_counters *counters =
			per_cpu_ptr(port->counters, cpu);
		struct guard_counters seen;
		unsigned int start;

		do {
			start = u64_stats_fetch_begin(&counters->sync);
			seen.passed = counters->passed;
			seen.dropped = counters->dropped;
		} while (u64_stats_fetch_retry(&counters->sync, start));
		passed->frames += seen.passed.frames;
		passed->bytes += seen.passed.bytes;
		dropped->frames += seen.dropped.frames;
		dropped->bytes += seen.dropped.bytes;
	}
}

static struct guard_counters __percpu *guard_counters_alloc(void)
{
	struct guard_counters __percpu *counters;
	int cpu;

	counters = alloc_percpu(struct guard_counters);
	if (!counters)
		return NULL;
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(counters, cpu)->sync);
	return counters;
}

struct guard_port *guard_port_create(struct guard_net *gn,
				     struct net_device *dev)
{
	struct guard_port *port;
	int err = -ENOMEM;

	port = kzalloc(sizeof(*port), GFP_KERNEL);
	if (!port)
		return ERR_PTR(err);
	port->counters = guard_counters_alloc();
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
