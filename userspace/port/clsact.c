// SPDX-License-Identifier: GPL-2.0
/*
 * The egress program as a filter of the clsact qdisc, for kernels before tcx.
 * What a port needs of it is attach.c.
 */
#include "port/clsact.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <time.h>

/* Our place among the filters: before all others. */
#define OUR_HANDLE 0x4c43 /* "LC" */
#define OUR_PRIORITY 1

int clsact_make(unsigned int ifindex)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = ifindex,
		    .attach_point = BPF_TC_EGRESS);

	return bpf_tc_hook_create(&hook);
}

__u32 clsact_prog(unsigned int ifindex)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = ifindex,
		    .attach_point = BPF_TC_EGRESS);
	LIBBPF_OPTS(bpf_tc_opts, opts, .handle = OUR_HANDLE,
		    .priority = OUR_PRIORITY);

	return bpf_tc_query(&hook, &opts) ? 0 : opts.prog_id;
}

int clsact_attach(unsigned int ifindex, int prog_fd, bool replace)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = ifindex,
		    .attach_point = BPF_TC_EGRESS);
	LIBBPF_OPTS(bpf_tc_opts, opts, .handle = OUR_HANDLE,
		    .priority = OUR_PRIORITY, .prog_fd = prog_fd,
		    .flags = replace ? BPF_TC_F_REPLACE : 0);

	return bpf_tc_attach(&hook, &opts);
}

static int see_filter(const struct nlmsghdr *nlh, void *data)
{
	if (nlh->nlmsg_type == RTM_NEWTFILTER)
		*(bool *)data = true;
	return MNL_CB_OK;
}

/* Is there any filter below parent? When in doubt, there is. */
static bool has_filters(unsigned int ifindex, unsigned int parent)
{
	char buf[8192] __attribute__((aligned(8)));
	struct mnl_socket *nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	struct nlmsghdr *nlh;
	struct tcmsg *tc;
	bool found = false;
	ssize_t len;
	int ret = -1;

	if (!nl)
		return true;
	nlh = mnl_nlmsg_put_header(buf);
	nlh->nlmsg_type = RTM_GETTFILTER;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	nlh->nlmsg_seq = 1;
	tc = mnl_nlmsg_put_extra_header(nlh, sizeof(*tc));
	tc->tcm_ifindex = (int)ifindex;
	tc->tcm_parent = parent;
	if (mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) ||
	    mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) < 0)
		goto out;
	do {
		len = mnl_socket_recvfrom(nl, buf, sizeof(buf));
		ret = len < 0 ?
			      -1 :
			      mnl_cb_run(buf, len, 1, mnl_socket_get_portid(nl),
					 see_filter, &found);
	} while (ret > MNL_CB_STOP);
out:
	mnl_socket_close(nl);
	return found || ret < 0;
}

int clsact_remove(unsigned int ifindex, bool remove_filter, bool remove_qdisc)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = ifindex,
		    .attach_point = BPF_TC_EGRESS);
	LIBBPF_OPTS(bpf_tc_opts, opts, .handle = OUR_HANDLE,
		    .priority = OUR_PRIORITY);
	int err = 0;

	if (remove_filter)
		err = bpf_tc_detach(&hook, &opts);
	/* no filter, no qdisc, no device: nothing to remove */
	if (err && err != -ENOENT && err != -EINVAL && err != -ENODEV)
		return err;
	if (!remove_qdisc ||
	    has_filters(ifindex, TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS)) ||
	    has_filters(ifindex, TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_EGRESS)))
		return 0;
	hook.attach_point = BPF_TC_INGRESS | BPF_TC_EGRESS;
	err = bpf_tc_hook_destroy(&hook);
	return err == -ENOENT || err == -EINVAL || err == -ENODEV ? 0 : err;
}
