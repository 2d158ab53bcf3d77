// SPDX-License-Identifier: GPL-2.0
/*
 * The guard of each network namespace: made, switched, watched, taken down.
 * No frame is judged here.
 */
#include <linux/jiffies.h>
#include <net/netns/generic.h>

#include "net.h"
#include "netlink.h"
#include "port.h"

/*
 * Nothing tells that an XDP program came or went: bpf_link attaches without a
 * notifier call. So somebody must look, or a port whose program went away would
 * be closed unnoticed until its next listed frame.
 */
#define GUARD_WATCH_INTERVAL HZ

static unsigned int guard_net_id;

struct guard_net *guard_net(const struct net *net)
{
	return net_generic(net, guard_net_id);
}

void guard_net_look(struct guard_net *gn)
{
	mod_delayed_work(system_power_efficient_wq, &gn->watch, 0);
}

static void guard_net_watch(struct work_struct *work)
{
	struct guard_net *gn =
		container_of(to_delayed_work(work), struct guard_net, watch);
	struct guard_port *port;
	unsigned long ifindex;

	rcu_read_lock();
	xa_for_each(&gn->ports, ifindex, port)
		if (guard_port_turned(port))
			guard_netlink_notify(port);
	rcu_read_unlock();
	if (rcu_access_pointer(gn->tables))
		queue_delayed_work(system_power_efficient_wq, &gn->watch,
				   GUARD_WATCH_INTERVAL);
}

static struct guard_table *guard_net_head(struct guard_net *gn)
{
	return rcu_dereference_protected(gn->tables,
					 lockdep_is_held(&gn->lock));
}

/* The current table, whether or not another one is staged before it. */
static struct guard_table *guard_net_current(struct guard_net *gn)
{
	struct guard_table *head = guard_net_head(gn);

	if (!head || !head->staged)
		return head;
	return rcu_dereference_protected(head->next,
					 lockdep_is_held(&gn->lock));
}

void guard_net_tables(struct guard_net *gn, const struct guard_table **staged,
		      const struct guard_table **current_table)
{
	struct guard_table *head = guard_net_head(gn);

	*current_table = guard_net_current(gn);
	*staged = head != *current_table ? head : NULL;
}

void guard_net_install(struct guard_net *gn, struct guard_table *table)
{
	rcu_assign_pointer(gn->tables, table);
	guard_net_look(gn);
}

void guard_net_stage(struct guard_net *gn, struct guard_table *table)
{
	struct guard_table *head, *current_table;

	mutex_lock(&gn->lock);
	head = guard_net_head(gn);
	current_table = guard_net_current(gn);
	table->staged = true;
	RCU_INIT_POINTER(table->next, current_table);
	rcu_assign_pointer(gn->tables, table);
	mutex_unlock(&gn->lock);
	if (head != current_table)
		guard_table_free(head);
	guard_net_look(gn);
}

int guard_net_commit(struct guard_net *gn, const u8 *id)
{
	struct guard_table *head, *former = NULL;
	int err = 0;

	mutex_lock(&gn->lock);
	head = guard_net_head(gn);
	if (!head || !head->staged) {
		err = -ENOENT;
	} else if (memcmp(head->id, id, sizeof(head->id))) {
		err = -ESTALE;
	} else {
		former = guard_net_current(gn);
		head->staged = false;
		RCU_INIT_POINTER(head->next, NULL);
	}
	mutex_unlock(&gn->lock);
	guard_table_free(former);
	return err;
}

void guard_net_abort(struct guard_net *gn)
{
	struct guard_table *head, *current_table;

	mutex_lock(&gn->lock);
	head = guard_net_head(gn);
	current_table = guard_net_current(gn);
	rcu_assign_pointer(gn->tables, current_table);
	mutex_unlock(&gn->lock);
	if (head != current_table)
		guard_table_free(head);
}

void guard_net_clear(struct guard_net *gn)
{
	struct guard_table *head, *current_table;

	mutex_lock(&gn->lock);
	head = guard_net_head(gn);
	current_table = guard_net_current(gn);
	RCU_INIT_POINTER(gn->tables, NULL);
	mutex_unlock(&gn->lock);
	if (head != current_table)
		guard_table_free(head);
	guard_table_free(current_table);
	guard_net_look(gn);
}

static int __net_init guard_net_init(struct net *net)
{
	struct guard_net *gn = guard_net(net);

	gn->net = net;
	gn->proof = LCG_PROOF_PROGRAM;
	gn->boot = LCG_BOOT_NONE;
	mutex_init(&gn->lock);
	xa_init(&gn->ports);
	INIT_DELAYED_WORK(&gn->watch, guard_net_watch);
	return 0;
}

/* All devices have left by now, and with them every hook. */
static void __net_exit guard_net_exit(struct net *net)
{
	struct guard_net *gn = guard_net(net);

	guard_net_clear(gn);
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

int guard_net_register(void)
{
	return register_pernet_subsys(&guard_net_ops);
}

void guard_net_unregister(void)
{
	/* a hook that was just taken off may still run, and ask for a look */
	synchronize_net();
	unregister_pernet_subsys(&guard_net_ops);
	rcu_barrier();
}
