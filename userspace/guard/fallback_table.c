// SPDX-License-Identifier: GPL-2.0
/*
 * The fallback's tables in the kernel: whether they stand, and away with them.
 * Asks nftables itself, so that it works where the command nft is not.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <string.h>

#include "base/array.h"
#include "guard/fallback.h"

#define BUFFER_SIZE 8192
#define LIFT_TRIES 4

static const uint8_t families[] = {
	NFPROTO_INET,
	NFPROTO_ARP,
	NFPROTO_BRIDGE,
};

struct table_query {
	struct mnl_socket *nl;
	unsigned int seq;
	char buf[BUFFER_SIZE];
};

static int query_open(struct table_query *query)
{
	query->seq = 0;
	query->nl = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
	if (!query->nl)
		return -errno;
	if (!mnl_socket_bind(query->nl, 0, MNL_SOCKET_AUTOPID))
		return 0;
	mnl_socket_close(query->nl);
	return -EIO;
}

static struct nlmsghdr *put_message(void *at, uint16_t type, uint16_t flags,
				    unsigned int seq, uint8_t family,
				    uint16_t resource)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(at);
	struct nfgenmsg *nfg;

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	nlh->nlmsg_seq = seq;
	nfg = mnl_nlmsg_put_extra_header(nlh, sizeof(*nfg));
	nfg->nfgen_family = family;
	nfg->version = NFNETLINK_V0;
	nfg->res_id = htons(resource);
	return nlh;
}

static uint16_t table_type(uint16_t message)
{
	return NFNL_SUBSYS_NFTABLES << 8 | message;
}

/* The answer to the message with the query's number. */
static int await(struct table_query *query)
{
	ssize_t len;
	int ret;

	do {
		len = mnl_socket_recvfrom(query->nl, query->buf,
					  sizeof(query->buf));
		if (len < 0)
			return -errno;
		ret = mnl_cb_run(query->buf, len, query->seq,
				 mnl_socket_get_portid(query->nl), NULL, NULL);
	} while (ret > MNL_CB_STOP);
	return ret < 0 ? -errno : 0;
}

/* 1, 0, or a negative errno. */
static int table_there(struct table_query *query, uint8_t family)
{
	struct nlmsghdr *nlh;
	int err;

	nlh = put_message(query->buf, table_type(NFT_MSG_GETTABLE), NLM_F_ACK,
			  ++query->seq, family, 0);
	mnl_attr_put_strz(nlh, NFTA_TABLE_NAME, FALLBACK_TABLE);
	if (mnl_socket_sendto(query->nl, nlh, nlh->nlmsg_len) < 0)
		return -errno;
	err = await(query);
	switch (err) {
	case 0:
		return 1;
	case -ENOENT:
	case -EINVAL: /* the kernel has no nftables, or not this family */
	case -EOPNOTSUPP:
	case -EAFNOSUPPORT:
		return 0;
	default:
		return err;
	}
}

/* Those of families that are set, in one transaction. */
static int delete_tables(struct table_query *query, const bool *there)
{
	char *at = query->buf;
	struct nlmsghdr *nlh;
	size_t i;

	nlh = put_message(at, NFNL_MSG_BATCH_BEGIN, 0, ++query->seq, AF_UNSPEC,
			  NFNL_SUBSYS_NFTABLES);
	at += nlh->nlmsg_len;
	query->seq++;
	for (i = 0; i < ARRAY_SIZE(families); i++) {
		if (!there[i])
			continue;
		/* each is answered, and the last answer is of them all */
		nlh = put_message(at, table_type(NFT_MSG_DELTABLE), NLM_F_ACK,
				  query->seq, families[i], 0);
		mnl_attr_put_strz(nlh, NFTA_TABLE_NAME, FALLBACK_TABLE);
		at += nlh->nlmsg_len;
	}
	nlh = put_message(at, NFNL_MSG_BATCH_END, 0, query->seq + 1, AF_UNSPEC,
			  NFNL_SUBSYS_NFTABLES);
	at += nlh->nlmsg_len;
	if (mnl_socket_sendto(query->nl, query->buf, at - query->buf) < 0)
		return -errno;
	for (i = 0; i < ARRAY_SIZE(families); i++) {
		int err = there[i] ? await(query) : 0;

		if (err)
			return err;
	}
	return 0;
}

/* How many, with there by family; or a negative errno. */
static int look(struct table_query *query, bool *there)
{
	int count = 0, ret;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(families); i++) {
		ret = table_there(query, families[i]);
		if (ret < 0)
			return ret;
		there[i] = ret;
		count += ret;
	}
	return count;
}

/* A kernel without netfilter's netlink has no tables. */
static bool no_netfilter(int err)
{
	return err == -EPROTONOSUPPORT || err == -EAFNOSUPPORT;
}

int fallback_stands(void)
{
	bool there[ARRAY_SIZE(families)];
	struct table_query query;
	int ret;

	ret = query_open(&query);
	if (ret)
		return no_netfilter(ret) ? 0 : ret;
	ret = look(&query, there);
	mnl_socket_close(query.nl);
	return ret > 0 ? 1 : ret;
}

int fallback_lift(bool *lifted, struct fault *fault)
{
	bool there[ARRAY_SIZE(families)];
	struct table_query query;
	int found = 0, tries = LIFT_TRIES;
	int err;

	err = query_open(&query);
	if (!err) {
		do {
			found = look(&query, there);
			err = found > 0 ? delete_tables(&query, there) : found;
			/* somebody else was faster with one of them */
		} while (err == -ENOENT && --tries);
		mnl_socket_close(query.nl);
	} else if (no_netfilter(err)) {
		err = 0;
	}
	if (err)
		return fault_set(
			fault, err,
			"the table %s, which drops what listed devices send, cannot be removed: %s; nft delete table FAMILY %s for inet, arp and bridge",
			FALLBACK_TABLE, strerror(-err), FALLBACK_TABLE);
	if (lifted)
		*lifted = found > 0;
	return 0;
}
