/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the guard answers, read from netlink messages, which are not trusted.
 * No socket: that is guard.h.
 */
#ifndef LENSCAP_GUARD_REPLY_H
#define LENSCAP_GUARD_REPLY_H

#include <lenscap_guard.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A table that the guard holds. */
struct guard_held {
	bool there;
	uint8_t id[LCG_ID_BYTES];
	uint32_t prefixes;
};

struct guard_status {
	enum lcg_proof proof;
	enum lcg_boot boot;
	uint32_t key; /* of tags, never 0 */
	uint32_t ports; /* guarded */
	uint32_t unguarded;
	struct guard_held current;
	struct guard_held staged;
};

struct guard_port {
	unsigned int ifindex;
	char name[IFNAMSIZ];
	enum lcg_port_state state;
	uint64_t passed_frames; /* of listed sources, as all of these */
	uint64_t passed_bytes;
	uint64_t dropped_frames;
	uint64_t dropped_bytes;
};

/*
 * Read one message; its header was checked against the bytes received
 * (mnl_nlmsg_ok()). Unknown attributes are skipped. 0, or -EPROTO with the
 * output untouched: something is missing, of another size, or out of range.
 */
int guard_reply_status(const struct nlmsghdr *nlh, struct guard_status *status);
int guard_reply_port(const struct nlmsghdr *nlh, struct guard_port *port);

#endif
