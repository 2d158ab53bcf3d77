// SPDX-License-Identifier: GPL-2.0
/*
 * Follows the devices of all namespaces, and gives each that is to be guarded
 * its port. Never in the way of a device: without memory it has no port, until
 * the watch of its namespace tries again.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/if_arp.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/string.h>
#include <net/dsa.h>
#include <net/rtnetlink.h>

#include "device.h"
#include "net.h"
#include "port.h"

/* Under RTNL: false before the notifier is there, and once it goes. */
static bool guard_device_up;

/*
 * Devices on which the source addresses of those below appear again: what is
 * judged there was let in below, and would be dropped for want of a program.
 */
static bool guard_device_stacked(const struct net_device *dev)
{
	static const char *const kinds[] = { LCG_CHILD_KINDS,
					     LCG_MASTER_KINDS };
	const struct rtnl_link_ops *ops = dev->rtnl_link_ops;

	return ops && match_string(kinds, ARRAY_SIZE(kinds), ops->kind) >= 0;
}

/* A switch's frames are judged at its ports, not at the conduit below them. */
static bool guard_device_wanted(const struct guard_net *gn,
				const struct net_device *dev)
{
	return guard_device_up && guard_net_in_use(gn) &&
	       dev->type == ARPHRD_ETHER &&
	       dev->reg_state == NETREG_REGISTERED && !netdev_uses_dsa(dev) &&
	       !guard_device_stacked(dev);
}

static int guard_device_add(struct guard_net *gn, struct net_device *dev)
{
	struct guard_port *port = guard_port_create(gn, dev);
	int err;

	if (IS_ERR(port))
		return PTR_ERR(port);
	err = xa_insert(&gn->ports, dev->ifindex, port, GFP_KERNEL_ACCOUNT);
	if (err) {
		guard_port_destroy(port);
		return err;
	}
	gn->port_count++;
	WRITE_ONCE(gn->port_changes, gn->port_changes + 1);
	return 0;
}

/* The index of a device that is gone may be another's by now. */
static bool guard_device_has_port(struct guard_net *gn,
				  const struct net_device *dev)
{
	const struct guard_port *port = xa_load(&gn->ports, dev->ifindex);

	return port && guard_port_dev(port) == dev;
}

static void guard_device_del(struct guard_net *gn, const struct net_device *dev)
{
	if (!guard_device_has_port(gn, dev))
		return;
	guard_port_destroy(xa_erase(&gn->ports, dev->ifindex));
	gn->port_count--;
	WRITE_ONCE(gn->port_changes, gn->port_changes + 1);
}

/* As it should be with @dev now. */
static int guard_device_update(struct guard_net *gn, struct net_device *dev)
{
	bool wanted = guard_device_wanted(gn, dev);

	if (wanted == guard_device_has_port(gn, dev))
		return 0;
	if (wanted)
		return guard_device_add(gn, dev);
	guard_device_del(gn, dev);
	return 0;
}

static void guard_device_follow(struct net_device *dev)
{
	struct guard_net *gn = guard_net(dev_net(dev));
	int err = guard_device_update(gn, dev);

	if (!err)
		return;
	WRITE_ONCE(gn->unguarded, gn->unguarded + 1);
	pr_warn_ratelimited("%s is not guarded: %pe\n", netdev_name(dev),
			    ERR_PTR(err));
}

static int guard_device_event(struct notifier_block *nb, unsigned long event,
			      void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);

	switch (event) {
	case NETDEV_REGISTER:
	case NETDEV_POST_TYPE_CHANGE:
	case NETDEV_CHANGEUPPER: /* it may have become a switch's conduit */
		guard_device_follow(dev);
		break;
	case NETDEV_UNREGISTER:
		/* said again and again while its last users go */
		if (dev->reg_state != NETREG_UNREGISTERED)
			guard_device_del(guard_net(dev_net(dev)), dev);
		break;
	}
	return NOTIFY_DONE;
}

static struct notifier_block guard_device_notifier = {
	.notifier_call = guard_device_event,
};

static void guard_device_set_up(bool up)
{
	rtnl_lock();
	guard_device_up = up;
	rtnl_unlock();
}

int __init guard_device_register(void)
{
	int err;

	guard_device_set_up(true);
	/* which tells of the devices that there are already */
	err = register_netdevice_notifier(&guard_device_notifier);
	if (err)
		guard_device_set_up(false);
	return err;
}

void guard_device_unregister(void)
{
	guard_device_set_up(false);
	unregister_netdevice_notifier(&guard_device_notifier);
}

void guard_device_follow_all(struct guard_net *gn)
{
	struct net_device *dev;
	unsigned int without = 0;

	rtnl_lock();
	for_each_netdev(gn->net, dev)
		if (guard_device_update(gn, dev))
			without++;
	WRITE_ONCE(gn->unguarded, without);
	rtnl_unlock();
}
