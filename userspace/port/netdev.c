// SPDX-License-Identifier: GPL-2.0
/*
 * The devices of this network namespace and their addresses, by rtnetlink.
 * No policy; what a driver can be told is ethtool.c.
 */
#include "port/netdev.h"

#include <errno.h>
#include <lenscap_guard.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "port/netlink.h"

/* Their IFLA_LINK is the device they stand on; a veth's is its peer. */
static const char *const child_kinds[] = { LCG_CHILD_KINDS };

static const char *const master_kinds[] = { LCG_MASTER_KINDS };

static bool is_one_of(const char *kind, const char *const *kinds, size_t count)
{
	while (count--)
		if (!strcmp(kind, kinds[count]))
			return true;
	return false;
}

bool netdev_is_stacked(const struct netdev *dev)
{
	return is_one_of(dev->kind, child_kinds, ARRAY_SIZE(child_kinds)) ||
	       is_one_of(dev->kind, master_kinds, ARRAY_SIZE(master_kinds));
}

/* One more element at the end of an array, zeroed; NULL: out of memory. */
static void *grow(void **array, size_t *count, size_t size)
{
	size_t used = *count;
	char *bytes = *array;

	/* room is made at 0, 16, 32, 64, ... */
	if (!used || (used >= 16 && !(used & (used - 1)))) {
		bytes = reallocarray(*array, used ? 2 * used : 16, size);
		if (!bytes)
			return NULL;
		*array = bytes;
	}
	*count = used + 1;
	bytes += used * size;
	memset(bytes, 0, size);
	return bytes;
}

static void read_vlan(const struct nlattr *data, struct netdev *dev)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, data)
		if (mnl_attr_get_type(attr) == IFLA_VLAN_ID &&
		    !mnl_attr_validate(attr, MNL_TYPE_U16))
			dev->vlan = mnl_attr_get_u16(attr);
}

static void read_macvlan(const struct nlattr *data, struct netdev *dev)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, data)
		if (mnl_attr_get_type(attr) == IFLA_MACVLAN_MODE &&
		    !mnl_attr_validate(attr, MNL_TYPE_U32))
			dev->passthru = mnl_attr_get_u32(attr) ==
					MACVLAN_MODE_PASSTHRU;
}

static void read_kind(const struct nlattr *info, struct netdev *dev)
{
	const struct nlattr *attr, *data = NULL;

	mnl_attr_for_each_nested(attr, info) {
		if (mnl_attr_get_type(attr) == IFLA_INFO_KIND &&
		    !mnl_attr_validate(attr, MNL_TYPE_NUL_STRING))
			strncpy(dev->kind, mnl_attr_get_str(attr),
				sizeof(dev->kind) - 1);
		else if (mnl_attr_get_type(attr) == IFLA_INFO_DATA &&
			 !mnl_attr_validate(attr, MNL_TYPE_NESTED))
			data = attr;
	}
	if (data && !strcmp(dev->kind, "vlan"))
		read_vlan(data, dev);
	if (data && !strncmp(dev->kind, "macv", 4))
		read_macvlan(data, dev);
}

static void read_xdp(const struct nlattr *nest, struct netdev *dev)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest)
		if (mnl_attr_get_type(attr) == IFLA_XDP_ATTACHED &&
		    !mnl_attr_validate(attr, MNL_TYPE_U8))
			dev->xdp = mnl_attr_get_u8(attr) != XDP_ATTACHED_NONE;
}

static int read_link(const struct nlmsghdr *nlh, void *data)
{
	const struct ifinfomsg *ifi = mnl_nlmsg_get_payload(nlh);
	struct netdevs *devs = data;
	const struct nlattr *attr;
	bool elsewhere = false;
	struct netdev *dev;

	if (nlh->nlmsg_type != RTM_NEWLINK ||
	    mnl_nlmsg_get_payload_len(nlh) < sizeof(*ifi))
		return MNL_CB_OK;
	dev = grow((void **)&devs->devs, &devs->count, sizeof(*dev));
	if (!dev) {
		errno = ENOMEM;
		return MNL_CB_ERROR;
	}
	dev->ifindex = ifi->ifi_index;
	dev->loopback = ifi->ifi_flags & IFF_LOOPBACK;
	dev->up = ifi->ifi_flags & IFF_UP;
	dev->ethernet = ifi->ifi_type == ARPHRD_ETHER;
	mnl_attr_for_each(attr, nlh, sizeof(*ifi)) {
		switch (mnl_attr_get_type(attr)) {
		case IFLA_IFNAME:
			if (!mnl_attr_validate(attr, MNL_TYPE_NUL_STRING))
				strncpy(dev->name, mnl_attr_get_str(attr),
					sizeof(dev->name) - 1);
			break;
		case IFLA_LINK:
			if (!mnl_attr_validate(attr, MNL_TYPE_U32))
				dev->lower = mnl_attr_get_u32(attr);
			break;
		case IFLA_MTU:
			if (!mnl_attr_validate(attr, MNL_TYPE_U32))
				dev->mtu = mnl_attr_get_u32(attr);
			break;
		case IFLA_MASTER:
			if (!mnl_attr_validate(attr, MNL_TYPE_U32))
				dev->master = mnl_attr_get_u32(attr);
			break;
		case IFLA_LINK_NETNSID:
			elsewhere = true;
			break;
		case IFLA_LINKINFO:
			if (!mnl_attr_validate(attr, MNL_TYPE_NESTED))
				read_kind(attr, dev);
			break;
		case IFLA_XDP:
			if (!mnl_attr_validate(attr, MNL_TYPE_NESTED))
				read_xdp(attr, dev);
			break;
		}
	}
	if (elsewhere ||
	    !is_one_of(dev->kind, child_kinds, ARRAY_SIZE(child_kinds)))
		dev->lower = 0;
	return MNL_CB_OK;
}

static void set_prefix(struct addr_prefix *prefix, const uint8_t *addr, bool v6,
		       unsigned int bits)
{
	size_t octets = v6 ? 16 : 4;
	size_t i;

	memset(prefix, 0, sizeof(*prefix));
	prefix->v6 = v6;
	prefix->bits = bits;
	for (i = 0; i < octets; i++) {
		if (bits >= 8 * (i + 1))
			prefix->addr[i] = addr[i];
		else if (bits > 8 * i)
			prefix->addr[i] = addr[i] & (0xff00 >> (bits - 8 * i));
	}
}

static int read_addr(const struct nlmsghdr *nlh, void *data)
{
	const struct ifaddrmsg *ifa = mnl_nlmsg_get_payload(nlh);
	const uint8_t *address = NULL, *local = NULL;
	struct netdevs *devs = data;
	struct netdev_address *new;
	const struct nlattr *attr;
	unsigned int full;

	if (nlh->nlmsg_type != RTM_NEWADDR ||
	    mnl_nlmsg_get_payload_len(nlh) < sizeof(*ifa) ||
	    (ifa->ifa_family != AF_INET && ifa->ifa_family != AF_INET6))
		return MNL_CB_OK;
	full = ifa->ifa_family == AF_INET6 ? 128 : 32;
	mnl_attr_for_each(attr, nlh, sizeof(*ifa)) {
		if (mnl_attr_get_payload_len(attr) != full / 8)
			continue;
		/* IFA_ADDRESS is the far end where there is one */
		if (mnl_attr_get_type(attr) == IFA_ADDRESS)
			address = mnl_attr_get_payload(attr);
		else if (mnl_attr_get_type(attr) == IFA_LOCAL)
			local = mnl_attr_get_payload(attr);
	}
	if (!local)
		local = address;
	if (!local || ifa->ifa_prefixlen > full)
		return MNL_CB_OK;
	new = grow((void **)&devs->addrs, &devs->addr_count, sizeof(*new));
	if (!new) {
		errno = ENOMEM;
		return MNL_CB_ERROR;
	}
	new->ifindex = ifa->ifa_index;
	set_prefix(&new->own, local, full == 128, full);
	set_prefix(&new->on_link, address ? address : local, full == 128,
		   ifa->ifa_prefixlen);
	return MNL_CB_OK;
}

/* -EINTR: what was dumped changed meanwhile. */
static int dump(struct mnl_socket *nl, int type, mnl_cb_t read, void *data)
{
	static unsigned int seq;
	struct nlmsghdr *nlh;
	char *buf = malloc(NETLINK_BUFFER);
	ssize_t len;
	int ret;

	if (!buf)
		return -ENOMEM;
	nlh = mnl_nlmsg_put_header(buf);
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	nlh->nlmsg_seq = ++seq;
	mnl_nlmsg_put_extra_header(nlh, type == RTM_GETLINK ?
						sizeof(struct ifinfomsg) :
						sizeof(struct ifaddrmsg));
	ret = mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) < 0 ? -1 : MNL_CB_OK;
	while (ret > MNL_CB_STOP) {
		len = mnl_socket_recvfrom(nl, buf, NETLINK_BUFFER);
		if (len < 0) {
			ret = -1;
			break;
		}
		ret = mnl_cb_run(buf, len, seq, mnl_socket_get_portid(nl), read,
				 data);
	}
	ret = ret < 0 ? -errno : 0;
	free(buf);
	return ret;
}

static int by_ifindex(const void *a, const void *b)
{
	unsigned int x = ((const struct netdev *)a)->ifindex;
	unsigned int y = ((const struct netdev *)b)->ifindex;

	return (x > y) - (x < y);
}

static int load_once(struct netdevs *devs)
{
	struct mnl_socket *nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	int err;

	if (!nl)
		return -errno;
	err = mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) ? -errno : 0;
	if (!err)
		err = dump(nl, RTM_GETLINK, read_link, devs);
	if (!err)
		err = dump(nl, RTM_GETADDR, read_addr, devs);
	mnl_socket_close(nl);
	if (devs->count)
		qsort(devs->devs, devs->count, sizeof(*devs->devs), by_ifindex);
	return err;
}

int netdevs_load(struct netdevs **out)
{
	struct netdevs *devs;
	int tries = NETLINK_TRIES;
	int err;

	do {
		devs = calloc(1, sizeof(*devs));
		if (!devs)
			return -ENOMEM;
		err = load_once(devs);
		if (err)
			netdevs_free(devs);
	} while (err == -EINTR && --tries);
	if (!err)
		*out = devs;
	return err;
}

void netdevs_free(struct netdevs *devs)
{
	if (!devs)
		return;
	free(devs->devs);
	free(devs->addrs);
	free(devs);
}

const struct netdev *netdevs_by_name(const struct netdevs *devs,
				     const char *name)
{
	size_t i;

	for (i = 0; i < devs->count; i++)
		if (!strcmp(devs->devs[i].name, name))
			return &devs->devs[i];
	return NULL;
}

const struct netdev *netdevs_by_index(const struct netdevs *devs,
				      unsigned int ifindex)
{
	const struct netdev key = { .ifindex = ifindex };

	if (!devs->count)
		return NULL;
	return bsearch(&key, devs->devs, devs->count, sizeof(key), by_ifindex);
}

static bool mark(const struct netdevs *devs, unsigned int ifindex, bool *above)
{
	const struct netdev *dev = netdevs_by_index(devs, ifindex);

	if (!dev || above[dev - devs->devs])
		return false;
	above[dev - devs->devs] = true;
	return true;
}

static bool is_above(const struct netdevs *devs, unsigned int ifindex,
		     const bool *above)
{
	const struct netdev *dev = netdevs_by_index(devs, ifindex);

	return dev && above[dev - devs->devs];
}

void netdevs_above(const struct netdevs *devs, const struct netdev *dev,
		   bool *above)
{
	size_t self = dev - devs->devs;
	bool more = true;
	size_t i;

	memset(above, 0, devs->count * sizeof(*above));
	above[self] = true;
	/* each round climbs one step at least; a loop ends it all the same */
	while (more) {
		more = false;
		for (i = 0; i < devs->count; i++) {
			const struct netdev *each = &devs->devs[i];

			if (each->lower && is_above(devs, each->lower, above))
				more |= mark(devs, each->ifindex, above);
			if (above[i] && each->master)
				more |= mark(devs, each->master, above);
		}
	}
	above[self] = false;
}

const struct netdev *netdevs_xdp_above(const struct netdevs *devs,
				       unsigned int ifindex)
{
	const struct netdev *dev = netdevs_by_index(devs, ifindex);
	const struct netdev *each;
	size_t i;

	for (i = 0; dev && i < devs->count; i++) {
		each = &devs->devs[i];
		if (each->xdp &&
		    (each->lower == ifindex || each->ifindex == dev->master))
			return each;
	}
	return NULL;
}
