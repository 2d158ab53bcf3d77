// SPDX-License-Identifier: GPL-2.0
/*
 * Generic netlink messages, read as what cannot be trusted.
 * No socket, and nothing about what one family's attributes mean.
 */
#include "port/genl.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <string.h>

static const void *payload(const struct nlattr *attr)
{
	return mnl_attr_get_payload(attr);
}

int genl_get(const struct nlattr *attr, void *value, size_t size)
{
	if (!attr || mnl_attr_get_payload_len(attr) != size)
		return -EPROTO;
	memcpy(value, payload(attr), size);
	return 0;
}

int genl_u32(const struct nlattr *attr, uint32_t max, uint32_t *value)
{
	uint32_t new;

	if (genl_get(attr, &new, sizeof(new)) || new > max)
		return -EPROTO;
	*value = new;
	return 0;
}

/* The last of each type counts; types past max are skipped. */
static void sort_out(const struct nlattr *attr, unsigned int max,
		     const struct nlattr **table)
{
	unsigned int type = mnl_attr_get_type(attr);

	if (type <= max)
		table[type] = attr;
}

int genl_attrs(const struct nlmsghdr *nlh, unsigned int max,
	       const struct nlattr **table)
{
	const size_t head = MNL_ALIGN(sizeof(struct genlmsghdr));
	const struct nlattr *attr;

	/* libmnl rounds the length up, so an odd one would reach too far */
	if (nlh->nlmsg_len < MNL_NLMSG_HDRLEN + head || nlh->nlmsg_len % 4)
		return -EPROTO;
	mnl_attr_for_each(attr, nlh, head) {
		sort_out(attr, max, table);
	}
	return 0;
}

void genl_nested(const struct nlattr *nest, unsigned int max,
		 const struct nlattr **table)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest) {
		sort_out(attr, max, table);
	}
}

int genl_command(const struct nlmsghdr *nlh)
{
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(nlh);

	if (nlh->nlmsg_len < MNL_NLMSG_HDRLEN + sizeof(*genl))
		return -1;
	return genl->cmd;
}

int genl_family(const struct nlmsghdr *nlh, struct genl_family *family)
{
	const struct nlattr *table[CTRL_ATTR_MAX + 1] = { NULL };
	struct genl_family new;

	if (genl_attrs(nlh, CTRL_ATTR_MAX, table) ||
	    genl_get(table[CTRL_ATTR_FAMILY_ID], &new.id, sizeof(new.id)) ||
	    genl_u32(table[CTRL_ATTR_VERSION], UINT32_MAX, &new.version) ||
	    new.id < NLMSG_MIN_TYPE)
		return -EPROTO;
	*family = new;
	return 0;
}

/* The kernel's words, without what a terminal should not see. */
static void read_text(const struct nlattr *attr, char *text, size_t size)
{
	size_t len = mnl_attr_get_payload_len(attr);
	const char *from = payload(attr);
	size_t i;

	for (i = 0; i < len && i + 1 < size && from[i]; i++)
		text[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
	text[i] = '\0';
}

int genl_error(const struct nlmsghdr *nlh, char *text, size_t size)
{
	const struct nlmsgerr *err = mnl_nlmsg_get_payload(nlh);
	size_t room = nlh->nlmsg_len - MNL_NLMSG_HDRLEN;
	size_t head = sizeof(*err);
	const struct nlattr *attr;

	*text = '\0';
	if (nlh->nlmsg_len < MNL_NLMSG_HDRLEN + sizeof(*err) ||
	    err->error > 0 || err->error < -4095)
		return -EPROTO;
	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS))
		return err->error;
	/* the request stands in between, unless it was cut off */
	if (!(nlh->nlmsg_flags & NLM_F_CAPPED) &&
	    err->msg.nlmsg_len > sizeof(err->msg))
		head += err->msg.nlmsg_len - sizeof(err->msg);
	if (MNL_ALIGN(head) >= room || room % 4)
		return err->error;
	mnl_attr_for_each(attr, nlh, head)
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MSG)
			read_text(attr, text, size);
	return err->error;
}
