// SPDX-License-Identifier: GPL-2.0
/*
 * Follows the devices of all namespaces, and gives each that is to be guarded
 * its port. Never in the way of a device: without memory it has no port.
 */
#include <linux/if_arp.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>

#include "device.h"
#include "net.h"
#include "port.h"

/*
 * Devices that stand on others (bridges, bonds, VLAN devices) see frames that
 * the port below has let in, and no XDP program of ours judges them again.
 */
static bool guard_device_wanted(const struct net_device *dev)
{
	return dev->type == ARPHRD_ETHER &&
	       dev->reg_state == NETREG_REGISTERED &&
	       list_empty(&dev->adj_list.lower);
}

static int guard_device_add(struct guard_net *gn, struct net_device *dev)
{
	struct guard_port *port = guard_port_create(gn, dev);
	int err;

	if (IS_ERR(port))
		return PTR_ERR(port);
	err = xa_insert(&gn->ports, dev->ifindex, port, GFP_KERNEL);
	if (err) {
		guard_port_destroy(port);
		return err;
	}
	gn->port_changes++;
	return 0;
}

static void guard_device_del(struct guard_net *gn, const struct net_device *dev)
{
	struct guard_port *port = xa_erase(&gn->ports, dev->ifindex);

	if (!port)
		return;
	gn->port_changes++;
	guard_port_destroy(port);
}

/* As it should be with @dev now. */
static int guard_device_update(struct net_device *dev)
{
	struct guard_net *gn = guard_net(dev_net(dev));
	bool wanted = guard_device_wanted(dev);

	if (wanted == !!xa_load(&gn->ports, dev->ifindex))
		return 0;
	if (wanted)
		return guard_device_add(gn, dev);
	guard_device_del(gn, dev);
	return 0;
}

static void guard_device_follow(struct net_device *dev)
{
	int err = guard_device_update(dev);

	if (err)
		net_warn_ratelimited("lenscap_guard: %s is not guarded: %d\n",
				     netdev_name(dev), err);
}

static int guard_device_event(struct notifier_block *nb, unsigned long event,
			      void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	const struct netdev_notifier_changeupper_info *info;

	switch (event) {
	case NETDEV_REGISTER:
		guard_device_follow(dev);
		break;
	case NETDEV_UNREGISTER:
		guard_device_del(guard_net(dev_net(dev)), dev);
		break;
	case NETDEV_CHANGEUPPER:
		info = ptr;
		guard_device_follow(info->upper_dev);
		break;
	}
	return NOTIFY_DONE;
}

static struct notifier_block guard_device_notifier = {
	.notifier_call = guard_device_event,
};

int guard_device_register(void)
{
	return register_netdevice_notifier(&guard_device_notifier);
}

void guard_device_unregister(void)
{
	unregister_netdevice_notifier(&guard_device_notifier);
}

u32 guard_device_retry(struct guard_net *gn)
{
	struct net_device *dev;
	u32 without = 0;

	rtnl_lock();
	for_each_netdev(gn->net, dev)
		if (guard_device_update(dev))
			without++;
	rtnl_unlock();
	return without;
}

u32 guard_device_ports(struct guard_net *gn)
{
	struct guard_port *port;
	unsigned long ifindex;
	u32 ports = 0;

	rtnl_lock();
	xa_for_each(&gn->ports, ifindex, port)
		ports++;
	rtnl_unlock();
	return ports;
}
