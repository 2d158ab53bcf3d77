// SPDX-License-Identifier: GPL-2.0
/*
 * The generic netlink family: requests, replies, events.
 * Holds nothing itself; see include/uapi/lenscap_guard.h for what is said.
 */
#include <linux/netdevice.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "compat.h"
#include "lenscap_guard.h"
#include "net.h"
#include "netlink.h"
#include "port.h"
#include "table.h"

/* Before the family, which names its operations, which answer with its id. */
static struct genl_family guard_family;

/* The watch of a namespace may run before the family is there, and after. */
static bool guard_netlink_up;

enum guard_group {
	GUARD_GROUP_PORTS,
};

static const struct genl_multicast_group guard_groups[] = {
	[GUARD_GROUP_PORTS] = {
		.name = LCG_GROUP_PORTS,
		.flags = GENL_MCAST_CAP_NET_ADMIN,
	},
};

static const struct nla_policy guard_port_policy[LCG_A_PORT_IFINDEX + 1] = {
	[LCG_A_PORT_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

static const struct nla_policy guard_commit_policy[LCG_A_TABLE_ID + 1] = {
	[LCG_A_TABLE_ID] = NLA_POLICY_EXACT_LEN(LCG_ID_BYTES),
};

static const struct nla_policy guard_proof_policy[LCG_A_PROOF_MAX + 1] = {
	[LCG_A_PROOF_PROOF] = NLA_POLICY_MAX(NLA_U32, LCG_PROOF_MAX),
};

static struct guard_net *guard_netlink_net(struct genl_info *info)
{
	return guard_net(genl_info_net(info));
}

/* ---- tables and settings --------------------------------------------------- */

static int guard_netlink_stage(struct sk_buff *skb, struct genl_info *info)
{
	struct guard_table *table;

	table = guard_table_build(genlmsg_data(info->genlhdr),
				  genlmsg_len(info->genlhdr), info->extack);
	if (IS_ERR(table))
		return PTR_ERR(table);
	guard_net_stage(guard_netlink_net(info), table);
	return 0;
}

static int guard_netlink_commit(struct sk_buff *skb, struct genl_info *info)
{
	int err;

	if (GENL_REQ_ATTR_CHECK(info, LCG_A_TABLE_ID)) {
		NL_SET_ERR_MSG(info->extack, "which table is not said");
		return -EINVAL;
	}
	err = guard_net_commit(guard_netlink_net(info),
			       nla_data(info->attrs[LCG_A_TABLE_ID]));
	if (err == -ENOENT)
		NL_SET_ERR_MSG(info->extack, "no table is staged");
	else if (err)
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[LCG_A_TABLE_ID],
				    "another table is staged");
	return err;
}

static int guard_netlink_abort(struct sk_buff *skb, struct genl_info *info)
{
	guard_net_abort(guard_netlink_net(info));
	return 0;
}

static int guard_netlink_clear(struct sk_buff *skb, struct genl_info *info)
{
	guard_net_clear(guard_netlink_net(info));
	return 0;
}

static int guard_netlink_proof(struct sk_buff *skb, struct genl_info *info)
{
	struct guard_net *gn = guard_netlink_net(info);

	if (GENL_REQ_ATTR_CHECK(info, LCG_A_PROOF_PROOF)) {
		NL_SET_ERR_MSG(info->extack, "which proof is not said");
		return -EINVAL;
	}
	WRITE_ONCE(gn->proof, nla_get_u32(info->attrs[LCG_A_PROOF_PROOF]));
	guard_net_look(gn);
	return 0;
}

/* ---- status ---------------------------------------------------------------- */

static int guard_netlink_fill_table(struct sk_buff *msg, int type,
				    const struct guard_table *table)
{
	struct nlattr *nest;

	if (!table)
		return 0;
	nest = nla_nest_start(msg, type);
	if (!nest)
		return -EMSGSIZE;
	if (nla_put(msg, LCG_A_TABLE_ID, sizeof(table->id), table->id) ||
	    nla_put_u32(msg, LCG_A_TABLE_PREFIXES, table->prefix_count))
		return -EMSGSIZE;
	nla_nest_end(msg, nest);
	return 0;
}

static int guard_netlink_fill_tables(struct sk_buff *msg, struct guard_net *gn)
{
	int err;

	mutex_lock(&gn->lock);
	err = guard_netlink_fill_table(msg, LCG_A_STATUS_CURRENT,
				       guard_net_current(gn));
	if (!err)
		err = guard_netlink_fill_table(msg, LCG_A_STATUS_STAGED,
					       guard_net_staged(gn));
	mutex_unlock(&gn->lock);
	return err;
}

static int guard_netlink_fill_status(struct sk_buff *msg, struct guard_net *gn)
{
	unsigned int ports, unguarded;

	rtnl_lock();
	ports = gn->port_count;
	unguarded = gn->unguarded;
	rtnl_unlock();
	if (nla_put_u32(msg, LCG_A_STATUS_PROOF, READ_ONCE(gn->proof)) ||
	    nla_put_u32(msg, LCG_A_STATUS_KEY, gn->key) ||
	    nla_put_u32(msg, LCG_A_STATUS_BOOT, gn->boot) ||
	    nla_put_u32(msg, LCG_A_STATUS_PORTS, ports) ||
	    nla_put_u32(msg, LCG_A_STATUS_UNGUARDED, unguarded))
		return -EMSGSIZE;
	return guard_netlink_fill_tables(msg, gn);
}

static int guard_netlink_status(struct sk_buff *skb, struct genl_info *info)
{
	struct sk_buff *msg = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	void *head;

	if (!msg)
		return -ENOMEM;
	head = genlmsg_put_reply(msg, info, &guard_family, 0,
				 LCG_CMD_STATUS_GET);
	if (!head || guard_netlink_fill_status(msg, guard_netlink_net(info))) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, head);
	return genlmsg_reply(msg, info);
}

/* ---- ports ----------------------------------------------------------------- */

static int guard_netlink_fill_sum(struct sk_buff *msg, int type, u64 sum)
{
	return nla_put_u64_64bit(msg, type, sum, LCG_A_PORT_PAD);
}

/* The attributes of a port that is in @state; under RCU. */
static int guard_netlink_fill_port(struct sk_buff *msg,
				   const struct guard_port *port,
				   enum lcg_port_state state)
{
	const struct net_device *dev = guard_port_dev(port);
	struct guard_sums sums;
	char name[IFNAMSIZ];

	guard_port_sums(port, &sums);
	/* it may become longer while it is put */
	strscpy(name, dev->name, sizeof(name));
	if (nla_put_u32(msg, LCG_A_PORT_IFINDEX, dev->ifindex) ||
	    nla_put_string(msg, LCG_A_PORT_IFNAME, name) ||
	    nla_put_u32(msg, LCG_A_PORT_STATE, state) ||
	    guard_netlink_fill_sum(msg, LCG_A_PORT_PASSED_FRAMES,
				   sums.passed_frames) ||
	    guard_netlink_fill_sum(msg, LCG_A_PORT_PASSED_BYTES,
				   sums.passed_bytes) ||
	    guard_netlink_fill_sum(msg, LCG_A_PORT_DROPPED_FRAMES,
				   sums.dropped_frames) ||
	    guard_netlink_fill_sum(msg, LCG_A_PORT_DROPPED_BYTES,
				   sums.dropped_bytes))
		return -EMSGSIZE;
	return 0;
}

static int guard_netlink_port(struct sk_buff *skb, struct genl_info *info)
{
	struct guard_net *gn = guard_netlink_net(info);
	struct guard_port *port;
	struct sk_buff *msg;
	int err = -EMSGSIZE;
	void *head;

	if (GENL_REQ_ATTR_CHECK(info, LCG_A_PORT_IFINDEX)) {
		NL_SET_ERR_MSG(info->extack, "which port is not said");
		return -EINVAL;
	}
	msg = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!msg)
		return -ENOMEM;
	head = genlmsg_put_reply(msg, info, &guard_family, 0, LCG_CMD_PORT_GET);
	rcu_read_lock();
	port = xa_load(&gn->ports,
		       nla_get_u32(info->attrs[LCG_A_PORT_IFINDEX]));
	if (!port) {
		err = -ENODEV;
		NL_SET_ERR_MSG(info->extack, "no guarded port has this index");
	} else if (head) {
		err = guard_netlink_fill_port(msg, port,
					      guard_port_state(port));
	}
	rcu_read_unlock();
	if (err) {
		nlmsg_free(msg);
		return err;
	}
	genlmsg_end(msg, head);
	return genlmsg_reply(msg, info);
}

static int guard_netlink_dump_port(struct sk_buff *msg,
				   struct netlink_callback *cb,
				   const struct guard_port *port)
{
	void *head = genlmsg_put(msg, NETLINK_CB(cb->skb).portid,
				 cb->nlh->nlmsg_seq, &guard_family, NLM_F_MULTI,
				 LCG_CMD_PORT_GET);

	if (!head)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, head);
	if (guard_netlink_fill_port(msg, port, guard_port_state(port))) {
		genlmsg_cancel(msg, head);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, head);
	return 0;
}

/* cb->args[0]: the ifindex to go on with. */
static int guard_netlink_dump(struct sk_buff *msg, struct netlink_callback *cb)
{
	struct guard_net *gn = guard_net(sock_net(msg->sk));
	unsigned long ifindex;
	struct guard_port *port;

	rcu_read_lock();
	cb->seq = READ_ONCE(gn->port_changes);
	xa_for_each_start(&gn->ports, ifindex, port, cb->args[0]) {
		if (guard_netlink_dump_port(msg, cb, port))
			break;
		cb->args[0] = ifindex + 1;
	}
	rcu_read_unlock();
	return msg->len;
}

int guard_netlink_notify(const struct guard_port *port,
			 enum lcg_port_state state)
{
	struct net *net = port->gn->net;
	struct sk_buff *msg;
	void *head;
	int err;

	if (!READ_ONCE(guard_netlink_up) ||
	    !genl_has_listeners(&guard_family, net, GUARD_GROUP_PORTS))
		return 0;
	msg = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_ATOMIC);
	if (!msg)
		return -ENOMEM;
	head = genlmsg_put(msg, 0, 0, &guard_family, 0,
			   state == LCG_PORT_OPEN ? LCG_CMD_PORT_OPENED :
						    LCG_CMD_PORT_CLOSED);
	if (!head || guard_netlink_fill_port(msg, port, state)) {
		nlmsg_free(msg);
		return -EMSGSIZE;
	}
	genlmsg_end(msg, head);
	err = genlmsg_multicast_netns(&guard_family, net, msg, 0,
				      GUARD_GROUP_PORTS, GFP_ATOMIC);
	/* nobody listens any more, or one who does not keep up knows that */
	return err == -ESRCH || err == -ENOBUFS ? 0 : err;
}

/* ---- family ---------------------------------------------------------------- */

/* Operations without a policy refuse every attribute. */
static const struct genl_ops guard_ops[] = {
	{
		.cmd = LCG_CMD_STATUS_GET,
		.flags = GENL_ADMIN_PERM,
		.doit = guard_netlink_status,
	},
	{
		.cmd = LCG_CMD_PORT_GET,
		.flags = GENL_ADMIN_PERM,
		.policy = guard_port_policy,
		.maxattr = ARRAY_SIZE(guard_port_policy) - 1,
		.doit = guard_netlink_port,
		.dumpit = guard_netlink_dump,
	},
	{
		.cmd = LCG_CMD_TABLE_STAGE,
		.flags = GENL_ADMIN_PERM,
		.policy = guard_table_policy,
		.maxattr = LCG_A_TABLE_MAX,
		.doit = guard_netlink_stage,
	},
	{
		.cmd = LCG_CMD_TABLE_COMMIT,
		.flags = GENL_ADMIN_PERM,
		.policy = guard_commit_policy,
		.maxattr = ARRAY_SIZE(guard_commit_policy) - 1,
		.doit = guard_netlink_commit,
	},
	{
		.cmd = LCG_CMD_TABLE_ABORT,
		.flags = GENL_ADMIN_PERM,
		.doit = guard_netlink_abort,
	},
	{
		.cmd = LCG_CMD_TABLE_CLEAR,
		.flags = GENL_ADMIN_PERM,
		.doit = guard_netlink_clear,
	},
	{
		.cmd = LCG_CMD_PROOF_SET,
		.flags = GENL_ADMIN_PERM,
		.policy = guard_proof_policy,
		.maxattr = LCG_A_PROOF_MAX,
		.doit = guard_netlink_proof,
	},
};

static struct genl_family guard_family __ro_after_init = {
	.name = LCG_FAMILY,
	.version = LCG_VERSION,
	.netnsok = true,
	.module = THIS_MODULE,
	.ops = guard_ops,
	.n_ops = ARRAY_SIZE(guard_ops),
	.resv_start_op = LCG_CMD_STATUS_GET,
	/* a large table must not hold up other families; see struct guard_net */
	.parallel_ops = true,
	.mcgrps = guard_groups,
	.n_mcgrps = ARRAY_SIZE(guard_groups),
};

int __init guard_netlink_register(void)
{
	int err = genl_register_family(&guard_family);

	if (!err)
		WRITE_ONCE(guard_netlink_up, true);
	return err;
}

void guard_netlink_unregister(void)
{
	WRITE_ONCE(guard_netlink_up, false);
	/* the group's number may be another family's as soon as ours is gone */
	synchronize_rcu();
	genl_unregister_family(&guard_family);
}
