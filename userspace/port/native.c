// SPDX-License-Identifier: GPL-2.0
/*
 * Native XDP as the kernel tells of it: the family "netdev", and rtnetlink.
 * Programs are put on devices in attach_link.c, for good.
 */
#include "port/native.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/array.h"
#include "port/genl.h"

/* Of linux/netdev.h, which the headers of the oldest kernel have not. */
#define NETDEV_FAMILY "netdev"
#define NETDEV_DEV_GET 1 /* NETDEV_CMD_DEV_GET */
#define NETDEV_IFINDEX 1 /* NETDEV_A_DEV_IFINDEX */
#define NETDEV_FEATURES 3 /* NETDEV_A_DEV_XDP_FEATURES */
#define NETDEV_BASIC (1u << 0) /* NETDEV_XDP_ACT_BASIC */

#define REQUEST_SIZE 256 /* of all requests here */
#define ANSWER_SIZE 16384

/* net/core/dev.c, of a driver that has no ndo_bpf */
#define MISSING "Underlying driver does not support XDP in native mode"

struct talk {
	struct mnl_socket *nl;
	char request[REQUEST_SIZE] __attribute__((aligned(4)));
	char answer[ANSWER_SIZE] __attribute__((aligned(4)));
	char words[256]; /* of the kernel, with an error */
	int (*reply)(const struct nlmsghdr *nlh, void *data);
	void *data;
};

static int talk_open(struct talk *talk, int bus)
{
	int on = 1;

	talk->reply = NULL;
	talk->words[0] = '\0';
	talk->nl = mnl_socket_open2(bus, SOCK_CLOEXEC);
	if (!talk->nl)
		return -errno;
	if (!mnl_socket_bind(talk->nl, 0, MNL_SOCKET_AUTOPID) &&
	    !mnl_socket_setsockopt(talk->nl, NETLINK_EXT_ACK, &on,
				   sizeof(on)) &&
	    !mnl_socket_setsockopt(talk->nl, NETLINK_CAP_ACK, &on, sizeof(on)))
		return 0;
	mnl_socket_close(talk->nl);
	return -EIO;
}

static struct nlmsghdr *request(struct talk *talk, uint16_t type)
{
	struct nlmsghdr *nlh;

	memset(talk->request, 0, sizeof(talk->request));
	nlh = mnl_nlmsg_put_header(talk->request);
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	return nlh;
}

static int on_reply(const struct nlmsghdr *nlh, void *data)
{
	struct talk *talk = data;

	if (talk->reply && talk->reply(nlh, talk->data)) {
		errno = EPROTO;
		return MNL_CB_ERROR;
	}
	return MNL_CB_OK;
}

static int on_error(const struct nlmsghdr *nlh, void *data)
{
	struct talk *talk = data;
	int err = genl_error(nlh, talk->words, sizeof(talk->words));

	if (!err)
		return MNL_CB_STOP;
	errno = -err;
	return MNL_CB_ERROR;
}

/* The request and its answer. 0 or a negative errno, perhaps with words. */
static int exchange(struct talk *talk)
{
	static mnl_cb_t controls[] = { [NLMSG_ERROR] = on_error };
	const struct nlmsghdr *nlh = (const void *)talk->request;
	int ret = MNL_CB_OK;
	ssize_t len;

	if (mnl_socket_sendto(talk->nl, nlh, nlh->nlmsg_len) < 0)
		return -errno;
	while (ret > MNL_CB_STOP) {
		len = mnl_socket_recvfrom(talk->nl, talk->answer,
					  sizeof(talk->answer));
		if (len < 0)
			return -errno;
		ret = mnl_cb_run2(talk->answer, len, 0,
				  mnl_socket_get_portid(talk->nl), on_reply,
				  talk, controls, NLMSG_ERROR + 1);
	}
	return ret < 0 ? -errno : 0;
}

static void put_genl(struct nlmsghdr *nlh, uint8_t command)
{
	struct genlmsghdr *genl =
		mnl_nlmsg_put_extra_header(nlh, sizeof(*genl));

	genl->cmd = command;
	genl->version = 1;
}

static int read_family(const struct nlmsghdr *nlh, void *family)
{
	return genl_family(nlh, family);
}

static int read_offer(const struct nlmsghdr *nlh, void *data)
{
	enum native_offer *offer = data;
	const struct nlattr *attr;
	uint64_t features;

	if (mnl_nlmsg_get_payload_len(nlh) < sizeof(struct genlmsghdr))
		return -EPROTO;
	mnl_attr_for_each(attr, nlh, sizeof(struct genlmsghdr)) {
		if (mnl_attr_get_type(attr) != NETDEV_FEATURES ||
		    mnl_attr_get_payload_len(attr) != sizeof(features))
			continue;
		memcpy(&features, mnl_attr_get_payload(attr), sizeof(features));
		*offer = features & NETDEV_BASIC ? NATIVE_OFFERED : NATIVE_NONE;
	}
	return 0;
}

/* There, asking for the family would look for a module to load, in vain. */
static bool before_family(void)
{
	unsigned int major, minor;
	struct utsname name;

	return uname(&name) ||
	       sscanf(name.release, "%u.%u", &major, &minor) != 2 ||
	       major < 6 || (major == 6 && minor < 3);
}

enum native_offer native_offer(unsigned int ifindex)
{
	enum native_offer offer = NATIVE_UNKNOWN;
	struct genl_family family = { 0 };
	struct nlmsghdr *nlh;
	struct talk talk;

	if (before_family() || talk_open(&talk, NETLINK_GENERIC))
		return NATIVE_UNKNOWN;
	nlh = request(&talk, GENL_ID_CTRL);
	put_genl(nlh, CTRL_CMD_GETFAMILY);
	mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME, NETDEV_FAMILY);
	talk.reply = read_family;
	talk.data = &family;
	if (!exchange(&talk) && family.id) {
		nlh = request(&talk, family.id);
		put_genl(nlh, NETDEV_DEV_GET);
		mnl_attr_put_u32(nlh, NETDEV_IFINDEX, ifindex);
		talk.reply = read_offer;
		talk.data = &offer;
		if (exchange(&talk))
			offer = NATIVE_UNKNOWN;
	}
	mnl_socket_close(talk.nl);
	return offer;
}

/* prog_fd -1: take off what expected_fd is, and nothing else. */
static int set_program(struct talk *talk, unsigned int ifindex, int prog_fd,
		       int expected_fd)
{
	struct nlmsghdr *nlh = request(talk, RTM_SETLINK);
	struct ifinfomsg *ifi = mnl_nlmsg_put_extra_header(nlh, sizeof(*ifi));
	struct nlattr *nest;

	ifi->ifi_family = AF_UNSPEC;
	ifi->ifi_index = (int)ifindex;
	nest = mnl_attr_nest_start(nlh, IFLA_XDP);
	mnl_attr_put_u32(nlh, IFLA_XDP_FD, (uint32_t)prog_fd);
	mnl_attr_put_u32(nlh, IFLA_XDP_FLAGS,
			 XDP_FLAGS_DRV_MODE |
				 (prog_fd < 0 ? XDP_FLAGS_REPLACE :
						XDP_FLAGS_UPDATE_IF_NOEXIST));
	if (prog_fd < 0)
		mnl_attr_put_u32(nlh, IFLA_XDP_EXPECTED_FD,
				 (uint32_t)expected_fd);
	mnl_attr_nest_end(nlh, nest);
	return exchange(talk);
}

void native_refusal(int prog_fd, unsigned int ifindex, char *words, size_t size)
{
	struct talk talk;
	size_t len;

	*words = '\0';
	if (talk_open(&talk, NETLINK_ROUTE))
		return;
	if (!set_program(&talk, ifindex, prog_fd, -1)) {
		set_program(&talk, ifindex, -1, prog_fd);
	} else {
		len = strnlen(talk.words, size - 1);
		memcpy(words, talk.words, len);
		words[len] = '\0';
	}
	mnl_socket_close(talk.nl);
}

bool native_keeps_link(const char *driver)
{
	/* read in the source, as docs/drivers.md has it (lint/drivers_link) */
	static const char *const keep[] = { "veth", "tun", "virtio_net", "cpsw",
					    "sfc" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keep); i++)
		if (!strcmp(driver, keep[i]))
			return true;
	return false;
}

bool native_missing(const char *words)
{
	return !strcmp(words, MISSING);
}
