// SPDX-License-Identifier: GPL-2.0
/*
 * What the guard answers, read from netlink messages, which are not trusted.
 * No socket: that is guard.c.
 */
#include "guard/guard_reply.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <string.h>

#include "port/genl.h"

static int get_name(const struct nlattr *attr, char name[IFNAMSIZ])
{
	size_t len;

	if (!attr)
		return -EPROTO;
	len = mnl_attr_get_payload_len(attr);
	if (len < 2 || len > IFNAMSIZ ||
	    strnlen(mnl_attr_get_payload(attr), len) != len - 1)
		return -EPROTO;
	memcpy(name, mnl_attr_get_payload(attr), len);
	return 0;
}

static int read_held(const struct nlattr *nest, struct guard_held *held)
{
	const struct nlattr *table[LCG_A_TABLE_MAX + 1] = { NULL };

	if (!nest)
		return 0;
	genl_nested(nest, LCG_A_TABLE_MAX, table);
	held->there = true;
	if (genl_get(table[LCG_A_TABLE_ID], held->id, sizeof(held->id)))
		return -EPROTO;
	return genl_u32(table[LCG_A_TABLE_PREFIXES], LCG_MAX_PREFIXES,
			&held->prefixes);
}

int guard_reply_status(const struct nlmsghdr *nlh, struct guard_status *status)
{
	const struct nlattr *table[LCG_A_STATUS_MAX + 1] = { NULL };
	struct guard_status new = { 0 };
	uint32_t proof, boot;

	if (genl_attrs(nlh, LCG_A_STATUS_MAX, table) ||
	    genl_u32(table[LCG_A_STATUS_PROOF], LCG_PROOF_MAX, &proof) ||
	    genl_u32(table[LCG_A_STATUS_BOOT], LCG_BOOT_REFUSED, &boot) ||
	    genl_u32(table[LCG_A_STATUS_KEY], UINT32_MAX, &new.key) ||
	    genl_u32(table[LCG_A_STATUS_PORTS], UINT32_MAX, &new.ports) ||
	    genl_u32(table[LCG_A_STATUS_UNGUARDED], UINT32_MAX,
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

	if (genl_attrs(nlh, LCG_A_PORT_MAX, table) ||
	    genl_u32(table[LCG_A_PORT_IFINDEX], INT32_MAX, &new.ifindex) ||
	    get_name(table[LCG_A_PORT_IFNAME], new.name) ||
	    genl_u32(table[LCG_A_PORT_STATE], LCG_PORT_OPEN, &state) ||
	    genl_get(table[LCG_A_PORT_PASSED_FRAMES], &new.passed_frames, 8) ||
	    genl_get(table[LCG_A_PORT_PASSED_BYTES], &new.passed_bytes, 8) ||
	    genl_get(table[LCG_A_PORT_DROPPED_FRAMES], &new.dropped_frames,
		     8) ||
	    genl_get(table[LCG_A_PORT_DROPPED_BYTES], &new.dropped_bytes, 8) ||
	    !new.ifindex)
		return -EPROTO;
	new.state = state;
	*port = new;
	return 0;
}
