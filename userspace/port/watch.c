// SPDX-License-Identifier: GPL-2.0
/*
 * What rtnetlink tells of devices, their addresses, qdiscs and filters.
 * Only noted here; what it means is looked up elsewhere.
 */
#include "port/watch.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "port/netlink.h"

#define ROOM (1 << 20) /* what may wait to be read */
#define MANY 256 /* datagrams a watch_read() */
#define NOTES 512 /* devices; of more, the time is not known */

struct note {
	unsigned int ifindex;
	bool unhooked;
	uint64_t first;
};

struct watch {
	struct mnl_socket *nl;
	size_t count;
	struct note notes[NOTES];
	char buf[NETLINK_BUFFER] __attribute__((aligned(8)));
};

uint64_t watch_clock(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int open_socket(struct watch *watch)
{
	const unsigned int groups[] = { RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR,
					RTNLGRP_IPV6_IFADDR, RTNLGRP_TC };
	int room = ROOM;
	size_t i;

	watch->nl =
		mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (!watch->nl)
		return -errno;
	/* less room only means that more often all is looked at */
	setsockopt(mnl_socket_get_fd(watch->nl), SOL_SOCKET, SO_RCVBUFFORCE,
		   &room, sizeof(room));
	if (mnl_socket_bind(watch->nl, 0, MNL_SOCKET_AUTOPID))
		return -errno;
	for (i = 0; i < sizeof(groups) / sizeof(*groups); i++)
		if (mnl_socket_setsockopt(watch->nl, NETLINK_ADD_MEMBERSHIP,
					  (void *)&groups[i],
					  sizeof(groups[i])))
			return -errno;
	return 0;
}

int watch_open(struct watch **out, struct fault *fault)
{
	struct watch *watch = calloc(1, sizeof(*watch));
	int err = watch ? open_socket(watch) : -ENOMEM;

	if (err) {
		watch_close(watch);
		return fault_set(fault, err, "cannot listen to rtnetlink: %s",
				 strerror(-err));
	}
	*out = watch;
	return 0;
}

void watch_close(struct watch *watch)
{
	if (watch && watch->nl)
		mnl_socket_close(watch->nl);
	free(watch);
}

int watch_fd(const struct watch *watch)
{
	return mnl_socket_get_fd(watch->nl);
}

static const struct note *find(const struct watch *watch, unsigned int ifindex)
{
	size_t i;

	for (i = 0; i < watch->count; i++)
		if (watch->notes[i].ifindex == ifindex)
			return &watch->notes[i];
	return NULL;
}

static void note(struct watch *watch, int ifindex, bool unhooked, uint64_t now)
{
	struct note *held = (struct note *)find(watch, ifindex);

	if (!held && watch->count < NOTES) {
		held = &watch->notes[watch->count++];
		*held = (struct note){ .ifindex = ifindex, .first = now };
	}
	if (held && unhooked)
		held->unhooked = true;
}

/* True where the message is one of those asked for. */
static bool take(struct watch *watch, const struct nlmsghdr *nlh, uint64_t now)
{
	const void *payload = mnl_nlmsg_get_payload(nlh);
	size_t len = mnl_nlmsg_get_payload_len(nlh);

	switch (nlh->nlmsg_type) {
	case RTM_NEWLINK:
	case RTM_DELLINK:
		if (len < sizeof(struct ifinfomsg))
			return false;
		note(watch, ((const struct ifinfomsg *)payload)->ifi_index,
		     false, now);
		return true;
	case RTM_NEWADDR:
	case RTM_DELADDR:
		if (len < sizeof(struct ifaddrmsg))
			return false;
		note(watch, ((const struct ifaddrmsg *)payload)->ifa_index,
		     false, now);
		return true;
	case RTM_DELQDISC:
	case RTM_DELTFILTER:
		if (len < sizeof(struct tcmsg))
			return false;
		note(watch, ((const struct tcmsg *)payload)->tcm_ifindex, true,
		     now);
		return true;
	default:
		return false;
	}
}

bool watch_read(struct watch *watch)
{
	struct sockaddr_nl from = { 0 };
	socklen_t from_len;
	const struct nlmsghdr *nlh;
	uint64_t now = watch_clock();
	bool news = false;
	int i, len;

	for (i = 0; i < MANY; i++) {
		from_len = sizeof(from);
		len = recvfrom(watch_fd(watch), watch->buf, sizeof(watch->buf),
			       MSG_TRUNC, (struct sockaddr *)&from, &from_len);
		if (len < 0 && errno == ENOBUFS)
			news = true; /* some were dropped: look at everything */
		else if (len < 0 && errno != EINTR)
			break;
		/* anybody may send here; only the kernel is listened to */
		if (len < 0 || from_len != sizeof(from) || from.nl_pid)
			continue;
		if (len > (int)sizeof(watch->buf))
			len = sizeof(watch->buf);
		for (nlh = (void *)watch->buf; mnl_nlmsg_ok(nlh, len);
		     nlh = mnl_nlmsg_next(nlh, &len))
			news |= take(watch, nlh, now);
	}
	return news;
}

uint64_t watch_first(const struct watch *watch, unsigned int ifindex)
{
	const struct note *held = find(watch, ifindex);

	return held ? held->first : 0;
}

bool watch_unhooked(const struct watch *watch, unsigned int ifindex)
{
	const struct note *held = find(watch, ifindex);

	return held && held->unhooked;
}

void watch_forget(struct watch *watch)
{
	watch->count = 0;
}
