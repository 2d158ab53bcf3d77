// SPDX-License-Identifier: GPL-2.0
/*
 * The guard of each network namespace: made, switched, watched, taken down.
 * No frame is judged here.
 */
#include <linux/jiffies.h>
#include <linux/timer.h>
#include <net/netns/generic.h>

#include "compat.h"
#include "device.h"
#include "net.h"
#include "port.h"
#include "tag.h"

static unsigned int guard_net_id;

struct guard_net *guard_net(const struct net *net)
{
	return net_generic(net, guard_net_id);
}

void guard_net_look(struct guard_net *gn)
{
	mod_delayed_work(system_power_efficient_wq, &gn->watch, 0);
}

static void guard_net_watch_ports(struct guard_net *gn)
{
	struct guard_port *port;
	unsigned long ifindex;

	rcu_read_lock();
	xa_for_each(&gn->ports, ifindex, port) {
		guard_port_watch(port);
		cond_resched_rcu();
	}
	rcu_read_unlock();
}

/*
 * Nothing tells that an XDP program came or went: bpf_link attaches without a
 * notifier call. So somebody must look each second, or nobody would hear that a
 * port whose program went away is closed now.
 */
static void guard_net_watch(struct work_struct *work)
{
	struct guard_net *gn =
		container_of(to_delayed_work(work), struct guard_net, watch);

	if (READ_ONCE(gn->unguarded))
		guard_device_follow_all(gn);
	guard_net_watch_ports(gn);
	if (guard_net_in_use(gn))
		queue_delayed_work(system_power_efficient_wq, &gn->watch,
				   round_jiffies_relative(HZ));
}

static struct guard_table *guard_net_head(struct guard_net *gn)
{
	return rcu_dereference_protected(gn->tables,
					 lockdep_is_held(&gn->lock));
}

struct guard_table *guard_net_staged(struct guard_net *gn)
{
	struct guard_table *head = guard_net_head(gn);

	return head && head->staged ? head : NULL;
}

struct guard_table *guard_net_current(struct guard_net *gn)
{
	struct guard_table *head = guard_net_head(gn);

	if (!guard_net_staged(gn))
		return head;
	return rcu_dereference_protected(head->next,
					 lockdep_is_held(&gn->lock));
}

/* Whether there are tables decides whether there are ports. */
static void guard_net_switched(struct guard_net *gn)
{
	guard_device_follow_all(gn);
	guard_net_look(gn);
}

void guard_net_install(struct guard_net *gn, struct guard_table *table)
{
	rcu_assign_pointer(gn->tables, table);
	guard_net_look(gn);
}

void guard_net_stage(struct guard_net *gn, struct guard_table *table)
{
	struct guard_table *former;

	mutex_lock(&gn->lock);
	former = guard_net_staged(gn);
	table->staged = true;
	RCU_INIT_POINTER(table->next, guard_net_current(gn));
	rcu_assign_pointer(gn->tables, table);
	mutex_unlock(&gn->lock);
	guard_table_free(former);
	guard_net_switched(gn);
}

int guard_net_commit(struct guard_net *gn, const u8 *id)
{
	struct guard_table *staged, *former = NULL;
	int err = 0;

	mutex_lock(&gn->lock);
	staged = guard_net_staged(gn);
	if (!staged) {
		err = -ENOENT;
	} else if (memcmp(staged->id, id, sizeof(staged->id))) {
		err = -ESTALE;
	} else {
		former = guard_net_current(gn);
		staged->staged = false;
		RCU_INIT_POINTER(staged->next, NULL);
	}
	mutex_unlock(&gn->lock);
	guard_table_free(former);
	return err;
}

void guard_net_abort(struct guard_net *gn)
{
	struct guard_table *staged;

	mutex_lock(&gn->lock);
	staged = guard_net_staged(gn);
	rcu_assign_pointer(gn->tables, guard_net_current(gn));
	mutex_unlock(&gn->lock);
	guard_table_free(staged);
	guard_net_switched(gn);
}

static void guard_net_drop_tables(struct guard_net *gn)
{
	struct guard_table *staged, *former;

	mutex_lock(&gn->lock);
	staged = guard_net_staged(gn);
	former = guard_net_current(gn);
	RCU_INIT_POINTER(gn->tables, NULL);
	mutex_unlock(&gn->lock);
	guard_table_free(staged);
	guard_table_free(former);
}

void guard_net_clear(struct guard_net *gn)
{
	guard_net_drop_tables(gn);
	guard_net_switched(gn);
}

static int __net_init guard_net_init(struct net *net)
{
	struct guard_net *gn = guard_net(net);

	gn->net = net;
	gn->proof = LCG_PROOF_PROGRAM;
	gn->boot = LCG_BOOT_NONE;
	gn->key = guard_tag_draw();
	mutex_init(&gn->lock);
	xa_init(&gn->ports);
	INIT_DELAYED_WORK(&gn->watch, guard_net_watch);
	return 0;
}

/*
 * No hook is left: the devices have gone with the namespace, or their ports
 * with the notifier. Without tables the watch does not go on.
 */
static void __net_exit guard_net_exit(struct net *net)
{
	struct guard_net *gn = guard_net(net);

	guard_net_drop_tables(gn);
	cancel_delayed_work_sync(&gn->watch);
	WARN_ON_ONCE(!xa_empty(&gn->ports));
	xa_destroy(&gn->ports);
}

static struct pernet_operations guard_net_ops = {
	.init = guard_net_init,
	.exit = guard_net_exit,
	.id = &guard_net_id,
	.size = sizeof(struct guard_net),
};

int __init guard_net_register(void)
{
	return register_pernet_subsys(&guard_net_ops);
}

void guard_net_unregister(void)
{
	/* a hook that was just taken off may still run */
	synchronize_net();
	unregister_pernet_subsys(&guard_net_ops);
	rcu_barrier();
}
