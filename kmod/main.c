// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap_guard: the module's beginning and end, in that order and backwards.
 * What the parts do stands in their own files.
 */
#include <linux/module.h>

#include "boot.h"
#include "device.h"
#include "lenscap_guard.h"
#include "net.h"
#include "netlink.h"

static int __init guard_init(void)
{
	int err;

	err = guard_net_register();
	if (err)
		return err;
	/* before any hook, so that no frame meets a port without the table */
	guard_boot_load();
	err = guard_device_register();
	if (err)
		goto net;
	err = guard_netlink_register();
	if (err)
		goto device;
	return 0;
device:
	guard_device_unregister();
net:
	guard_net_unregister();
	return err;
}

static void __exit guard_exit(void)
{
	guard_netlink_unregister();
	guard_device_unregister();
	guard_net_unregister();
}

module_init(guard_init);
module_exit(guard_exit);

MODULE_DESCRIPTION("Stops listed source MACs on ports that XDP does not judge");
MODULE_AUTHOR("The lenscap authors");
MODULE_LICENSE("GPL");
MODULE_FIRMWARE(LCG_FILE);
