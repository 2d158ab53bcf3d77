// SPDX-License-Identifier: GPL-2.0
/*
 * What the guard answers, read from netlink messages, which are not trusted.
 * No socket: that is guard.c.
 */
#include "guard/guard_reply.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <string.h>

static const void *payload(const struct nlattr *attr)
{
	return mnl_attr_get_payload(attr);
}

/* The payload of an attribute of exactly this size: copied, or -EPROTO. */
static int get(const struct nlattr *attr, void *value, size_t size)
{
	if (!attr || mnl_attr_get_payload_len(attr) != size)
		return -EPROTO;
	memcpy(value, payload(attr), size);
	return 0;
}

static int get_u32(const struct nlattr *attr, uint32_t max, uint32_t *value)
{
	uint32_t new;

	if (get(attr, &new, sizeof(new)) || new > max)
		return -EPROTO;
	*value = new;
	return 0;
}

static int get_name(const struct nlattr *attr, char name[IFNAMSIZ])
{
	size_t len;

	if (!attr)
		return -EPROTO;
	len = mnl_attr_get_payload_len(attr);
	if (len < 2 || len > IFNAMSIZ || strnlen(payload(attr), len) != len - 1)
		return -EPROTO;
	memcpy(name, payload(attr), len);
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

static int read_attrs(const struct nlmsghdr *nlh, unsigned int max,
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

int guard_reply_command(const struct nlmsghdr *nlh)
{
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(nlh);

	if (nlh->nlmsg_len < MNL_NLMSG_HDRLEN + sizeof(*genl))
		return -1;
	return genl->cmd;
}

static int read_held(const struct nlattr *nest, struct guard_held *held)
{
	const struct nlattr *table[LCG_A_TABLE_MAX + 1] = { NULL };
	const struct nlattr *attr;

	if (!nest)
		return 0;
	mnl_attr_for_each_nested(attr, nest) {
		sort_out(attr, LCG_A_TABLE_MAX, table);
	}
	held->there = true;
	if (get(table[LCG_A_TABLE_ID], held->id, sizeof(held->id)))
		return -EPROTO;
	return get_u32(table[LCG_A_TABLE_PREFIXES], LCG_MAX_PREFIXES,
		       &held->prefixes);
}

int guard_reply_status(const struct nlmsghdr *nlh, struct guard_status *status)
{
	const struct nlattr *table[LCG_A_STATUS_MAX + 1] = { NULL };
	struct guard_status new = { 0 };
	uint32_t proof, boot;

	if (read_attrs(nlh, LCG_A_STATUS_MAX, table) ||
	    get_u32(table[LCG_A_STATUS_PROOF], LCG_PROOF_MAX, &proof) ||
	    get_u32(table[LCG_A_STATUS_BOOT], LCG_BOOT_REFUSED, &boot) ||
	    get_u32(table[LCG_A_STATUS_KEY], UINT32_MAX, &new.key) ||
	    get_u32(table[LCG_A_STATUS_PORTS], UINT32_MAX, &new.ports) ||
	    get_u32(table[LCG_A_STATUS_UNGUARDED], UINT32_MAX,
		    &new.unguarded) ||
	    read_held(table[LCG_A_STATUS_CURRENT], &new.current) ||
	    read_held(table[LCG_A_STATUS_STAGED], &new.staged) || !new.key)
		return -EPROTO;
	new.proof = proof;
	new.boot = boot;
	*status = new;
	return 0;
}

int guard_reply_port(const struct nlmsghdr *nlh, struct guard_port *port)
{
	const struct nlattr *table[LCG_A_PORT_MAX + 1] = { NULL };
	struct guard_port new = { 0 };
	uint32_t state;

	if (read_attrs(nlh, LCG_A_PORT_MAX, table) ||
	    get_u32(table[LCG_A_PORT_IFINDEX], INT32_MAX, &new.ifindex) ||
	    get_name(table[LCG_A_PORT_IFNAME], new.name) ||
	    get_u32(table[LCG_A_PORT_STATE], LCG_PORT_OPEN, &state) ||
	    get(table[LCG_A_PORT_PASSED_FRAMES], &new.passed_frames, 8) ||
	    get(table[LCG_A_PORT_PASSED_BYTES], &new.passed_bytes, 8) ||
	    get(table[LCG_A_PORT_DROPPED_FRAMES], &new.dropped_frames, 8) ||
	    get(table[LCG_A_PORT_DROPPED_BYTES], &new.dropped_bytes, 8) ||
	    !new.ifindex)
		return -EPROTO;
	new.state = state;
	*port = new;
	return 0;
}

int guard_reply_family(const struct nlmsghdr *nlh, struct guard_family *family)
{
	const struct nlattr *table[CTRL_ATTR_MAX + 1] = { NULL };
	struct guard_family new;

	if (read_attrs(nlh, CTRL_ATTR_MAX, table) ||
	    get(table[CTRL_ATTR_FAMILY_ID], &new.id, sizeof(new.id)) ||
	    get_u32(table[CTRL_ATTR_VERSION], UINT32_MAX, &new.version) ||
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

int guard_reply_error(const struct nlmsghdr *nlh, char *text, size_t size)
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
