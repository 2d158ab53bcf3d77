// SPDX-License-Identifier: GPL-2.0
/*
 * What the driver of a device says and can be told, by ioctl.
 * Devices and addresses are netdev.c.
 */
#include "port/ethtool.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask(const char *name, void *request)
{
	struct ifreq ifr = { 0 };
	int fd, err = 0;

	if (strlen(name) >= sizeof(ifr.ifr_name))
		return -ENODEV;
	strcpy(ifr.ifr_name, name);
	ifr.ifr_data = request;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (ioctl(fd, SIOCETHTOOL, &ifr))
		err = -errno;
	close(fd);
	return err;
}

void ethtool_driver(const char *name, char *buf, size_t size)
{
	struct ethtool_drvinfo info = { .cmd = ETHTOOL_GDRVINFO };

	if (ask(name, &info))
		info.driver[0] = '\0';
	snprintf(buf, size, "%.*s", (int)sizeof(info.driver), info.driver);
}

int ethtool_rxvlan(const char *name)
{
	struct ethtool_value flags = { .cmd = ETHTOOL_GFLAGS };
	int err = ask(name, &flags);

	if (err == -EOPNOTSUPP)
		return 0;
	return err ? err : !!(flags.data & ETH_FLAG_RXVLAN);
}

int ethtool_set_rxvlan(const char *name, bool on)
{
	struct ethtool_value flags = { .cmd = ETHTOOL_GFLAGS };
	int err;

	err = ask(name, &flags);
	if (err)
		return err;
	flags.cmd = ETHTOOL_SFLAGS;
	if (on)
		flags.data |= ETH_FLAG_RXVLAN;
	else
		flags.data &= ~ETH_FLAG_RXVLAN;
	err = ask(name, &flags);
	if (err)
		return err;
	err = ethtool_rxvlan(name);
	if (err < 0)
		return err;
	return err == on ? 0 : -EOPNOTSUPP;
}
