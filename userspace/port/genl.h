/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generic netlink messages, read as what cannot be trusted.
 * No socket, and nothing about what one family's attributes mean.
 */
#ifndef LENSCAP_GENL_H
#define LENSCAP_GENL_H

#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

struct genl_family {
	uint16_t id;
	uint32_t version;
};

/*
 * Of all here that read a message, its header was checked against the bytes
 * received (mnl_nlmsg_ok()). 0, or -EPROTO with the output untouched: something
 * is missing, of another size, or out of range.
 *
 * The attributes by type, up to max; the last of each type counts, unknown ones
 * are skipped. Room for max + 1 in table, NULL where there is none.
 */
int genl_attrs(const struct nlmsghdr *nlh, unsigned int max,
	       const struct nlattr **table);
void genl_nested(const struct nlattr *nest, unsigned int max,
		 const struct nlattr **table);

/* The payload of an attribute of exactly this size; NULL is none. */
int genl_get(const struct nlattr *attr, void *value, size_t size);
int genl_u32(const struct nlattr *attr, uint32_t max, uint32_t *value);

/* What the controller answers when it is asked for a family. */
int genl_family(const struct nlmsghdr *nlh, struct genl_family *family);

/* The command of a message, -1 when it is too short for one. */
int genl_command(const struct nlmsghdr *nlh);

/*
 * The errno of an NLMSG_ERROR message, 0 for an acknowledgment, and what the
 * kernel says about it, "" when nothing, always ended; -EPROTO when it is none.
 */
int genl_error(const struct nlmsghdr *nlh, char *text, size_t size);

#endif
