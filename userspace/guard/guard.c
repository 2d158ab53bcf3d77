// SPDX-License-Identifier: GPL-2.0
/*
 * The guard in this network namespace: asked and told, by generic netlink.
 * What it answers is read in guard_reply.c.
 */
#include "guard/guard.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#include "guard/guard_module.h"
#include "guard/guard_table.h"
#include "port/genl.h"
#include "port/netlink.h"

#define REQUEST_SIZE 256 /* of all requests but TABLE_STAGE */
#define SEND_ROOM 65536 /* more than the message: what the kernel adds */
#define ANSWER_SECONDS 30
#define MAX_PORTS 65536

struct guard {
	struct mnl_socket *nl;
	uint16_t family;
	unsigned int seq;
	char said[256]; /* the kernel's words about the last error */
	char *buf;
};

/* One exchange. */
struct talk {
	struct guard *guard;
	int command; /* of the replies */
	int (*reply)(const struct nlmsghdr *nlh, void *data);
	void *data;
	unsigned int replies;
};

const char *guard_proof_text(enum lcg_proof proof)
{
	return proof == LCG_PROOF_TAG ? "tag" : "program";
}

const char *guard_boot_text(enum lcg_boot boot)
{
	switch (boot) {
	case LCG_BOOT_LOADED:
		return "loaded";
	case LCG_BOOT_REFUSED:
		return "refused";
	default:
		return "none";
	}
}

const char *guard_port_text(enum lcg_port_state state)
{
	return state == LCG_PORT_OPEN ? "open" : "closed";
}

static int on_reply(const struct nlmsghdr *nlh, void *data)
{
	struct talk *talk = data;
	int err;

	if (!talk->reply || genl_command(nlh) != talk->command)
		return MNL_CB_OK;
	talk->replies++;
	err = talk->reply(nlh, talk->data);
	if (!err)
		return MNL_CB_OK;
	errno = -err;
	return MNL_CB_ERROR;
}

static int on_error(const struct nlmsghdr *nlh, void *data)
{
	struct guard *guard = ((struct talk *)data)->guard;
	int err = genl_error(nlh, guard->said, sizeof(guard->said));

	if (!err)
		return MNL_CB_STOP;
	errno = -err;
	return MNL_CB_ERROR;
}

/* The end of a dump, which may end for an error. */
static int on_done(const struct nlmsghdr *nlh, void *data)
{
	int err = 0;

	(void)data;
	if (mnl_nlmsg_get_payload_len(nlh) >= sizeof(err))
		memcpy(&err, mnl_nlmsg_get_payload(nlh), sizeof(err));
	if (err >= 0)
		return MNL_CB_STOP;
	errno = err < -4095 ? EPROTO : -err;
	return MNL_CB_ERROR;
}

static int exchange(struct talk *talk, struct nlmsghdr *nlh)
{
	static mnl_cb_t controls[] = {
		[NLMSG_ERROR] = on_error,
		[NLMSG_DONE] = on_done,
	};
	struct guard *guard = talk->guard;
	int ret = MNL_CB_OK;
	ssize_t len;

	guard->said[0] = '\0';
	nlh->nlmsg_seq = ++guard->seq;
	if (mnl_socket_sendto(guard->nl, nlh, nlh->nlmsg_len) < 0)
		return -errno;
	while (ret > MNL_CB_STOP) {
		len = mnl_socket_recvfrom(guard->nl, guard->buf,
					  NETLINK_BUFFER);
		if (len < 0)
			return errno == EAGAIN ? -ETIMEDOUT : -errno;
		ret = mnl_cb_run2(guard->buf, len, guard->seq,
				  mnl_socket_get_portid(guard->nl), on_reply,
				  talk, controls, NLMSG_DONE + 1);
	}
	return ret < 0 ? -errno : 0;
}

static struct nlmsghdr *request(char buf[REQUEST_SIZE], uint16_t type,
				uint8_t command, uint8_t version)
{
	struct nlmsghdr *nlh;
	struct genlmsghdr *genl;

	memset(buf, 0, REQUEST_SIZE);
	nlh = mnl_nlmsg_put_header(buf);
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	genl = mnl_nlmsg_put_extra_header(nlh, sizeof(*genl));
	genl->cmd = command;
	genl->version = version;
	return nlh;
}

static const char *remedy(int err)
{
	switch (err) {
	case -EPERM:
		return "root in the first user namespace is needed";
	case -ENOMEM:
	case -ENOBUFS:
		return "the kernel is short of memory";
	case -EPROTO:
	case -EOPNOTSUPP:
		return "build lenscap and the module from the same source, and load that one";
	default:
		return "lenscap guard status and the kernel's log tell more";
	}
}

static int refused(const struct guard *guard, int err, const char *doing,
		   struct fault *fault)
{
	if (guard && *guard->said)
		return fault_set(fault, err, "the guard cannot %s: %s (%s); %s",
				 doing, guard->said, strerror(-err),
				 remedy(err));
	return fault_set(fault, err, "the guard cannot %s: %s; %s", doing,
			 strerror(-err), remedy(err));
}

static int tell(struct guard *guard, struct nlmsghdr *nlh, const char *doing,
		struct fault *fault)
{
	struct talk talk = { .guard = guard };
	int err = exchange(&talk, nlh);

	return err ? refused(guard, err, doing, fault) : 0;
}

static int simple(struct guard *guard, uint8_t command, const char *doing,
		  struct fault *fault)
{
	char buf[REQUEST_SIZE] __attribute__((aligned(4)));

	return tell(guard, request(buf, guard->family, command, LCG_VERSION),
		    doing, fault);
}

static int read_family(const struct nlmsghdr *nlh, void *data)
{
	return genl_family(nlh, data);
}

static int resolve(struct guard *guard, struct fault *fault)
{
	char buf[REQUEST_SIZE] __attribute__((aligned(4)));
	struct nlmsghdr *nlh =
		request(buf, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1);
	struct genl_family family = { 0 };
	struct talk talk = {
		.guard = guard,
		.command = CTRL_CMD_NEWFAMILY,
		.reply = read_family,
		.data = &family,
	};
	int err;

	mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME, LCG_FAMILY);
	err = exchange(&talk, nlh);
	if (err == -ENOENT)
		return fault_set(
			fault, -EPROTO,
			"the module lenscap_guard is loaded, but has no netlink family: it is being loaded or unloaded; try again, or modprobe -r lenscap_guard and modprobe lenscap_guard");
	if (!err && !talk.replies)
		err = -EPROTO;
	if (err)
		return refused(guard, err, "be found", fault);
	if (family.version != LCG_VERSION)
		return fault_set(
			fault, -EPROTO,
			"the module lenscap_guard speaks version %u, this lenscap version %u: build both from the same source, then modprobe -r lenscap_guard and modprobe lenscap_guard",
			family.version, LCG_VERSION);
	guard->family = family.id;
	return 0;
}

static int open_socket(struct guard *guard)
{
	const struct timeval patience = { .tv_sec = ANSWER_SECONDS };
	int on = 1;

	guard->nl = mnl_socket_open2(NETLINK_GENERIC, SOCK_CLOEXEC);
	if (!guard->nl)
		return -errno;
	if (mnl_socket_bind(guard->nl, 0, MNL_SOCKET_AUTOPID) ||
	    mnl_socket_setsockopt(guard->nl, NETLINK_EXT_ACK, &on,
				  sizeof(on)) ||
	    /* or a refusal would bring the whole table back */
	    mnl_socket_setsockopt(guard->nl, NETLINK_CAP_ACK, &on,
				  sizeof(on)) ||
	    setsockopt(mnl_socket_get_fd(guard->nl), SOL_SOCKET, SO_RCVTIMEO,
		       &patience, sizeof(patience)))
		return -errno;
	return 0;
}

int guard_open(struct guard **out, struct fault *fault)
{
	struct guard *guard;
	int err;

	/* asking for a family by name would load the module */
	if (!guard_module_loaded())
		return -ENOENT;
	guard = calloc(1, sizeof(*guard));
	if (guard)
		guard->buf = malloc(NETLINK_BUFFER);
	if (!guard || !guard->buf) {
		guard_close(guard);
		return fault_set(fault, -ENOMEM, "out of memory");
	}
	guard->seq = (unsigned int)time(NULL);
	err = open_socket(guard);
	if (err)
		refused(NULL, err, "be asked", fault);
	else
		err = resolve(guard, fault);
	if (err) {
		guard_close(guard);
		return err;
	}
	*out = guard;
	return 0;
}

void guard_close(struct guard *guard)
{
	if (!guard)
		return;
	if (guard->nl)
		mnl_socket_close(guard->nl);
	free(guard->buf);
	free(guard);
}

static int read_status(const struct nlmsghdr *nlh, void *data)
{
	return guard_reply_status(nlh, data);
}

int guard_status(struct guard *guard, struct guard_status *status,
		 struct fault *fault)
{
	char buf[REQUEST_SIZE] __attribute__((aligned(4)));
	struct guard_status new = { 0 };
	struct talk talk = {
		.guard = guard,
		.command = LCG_CMD_STATUS_GET,
		.reply = read_status,
		.data = &new,
	};
	int err = exchange(&talk, request(buf, guard->family,
					  LCG_CMD_STATUS_GET, LCG_VERSION));

	if (!err && !talk.replies)
		err = -EPROTO;
	if (err)
		return refused(guard, err, "tell its status", fault);
	*status = new;
	return 0;
}

int guard_stage(struct guard *guard, const struct guard_table *table,
		struct fault *fault)
{
	struct nlmsghdr *msg = table->msg;
	struct genlmsghdr *genl = mnl_nlmsg_get_payload(msg);
	int room = (int)msg->nlmsg_len + SEND_ROOM;

	if (setsockopt(mnl_socket_get_fd(guard->nl), SOL_SOCKET, SO_SNDBUFFORCE,
		       &room, sizeof(room)))
		return refused(NULL, -errno, "take a table", fault);
	msg->nlmsg_type = guard->family;
	msg->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	genl->cmd = LCG_CMD_TABLE_STAGE;
	genl->version = LCG_VERSION;
	return tell(guard, msg, "take the policy's table", fault);
}

int guard_commit(struct guard *guard, const uint8_t id[LCG_ID_BYTES],
		 struct fault *fault)
{
	char buf[REQUEST_SIZE] __attribute__((aligned(4)));
	struct nlmsghdr *nlh =
		request(buf, guard->family, LCG_CMD_TABLE_COMMIT, LCG_VERSION);

	mnl_attr_put(nlh, LCG_A_TABLE_ID, LCG_ID_BYTES, id);
	return tell(guard, nlh, "go over to the staged table", fault);
}

int guard_abort(struct guard *guard, struct fault *fault)
{
	return simple(guard, LCG_CMD_TABLE_ABORT, "drop the staged table",
		      fault);
}

int guard_clear(struct guard *guard, struct fault *fault)
{
	return simple(guard, LCG_CMD_TABLE_CLEAR, "be cleared", fault);
}

int guard_set_proof(struct guard *guard, enum lcg_proof proof,
		    struct fault *fault)
{
	char buf[REQUEST_SIZE] __attribute__((aligned(4)));
	struct nlmsghdr *nlh =
		request(buf, guard->family, LCG_CMD_PROOF_SET, LCG_VERSION);

	mnl_attr_put_u32(nlh, LCG_A_PROOF_PROOF, proof);
	return tell(guard, nlh, "change what counts as proof", fault);
}

struct port_list {
	struct guard_port *ports;
	size_t count;
	size_t room;
};

static int read_port(const struct nlmsghdr *nlh, void *data)
{
	struct port_list *list = data;
	struct guard_port *grown;
	size_t room = list->room ? 2 * list->room : 64;

	if (list->count == MAX_PORTS)
		return -E2BIG;
	if (list->count == list->room) {
		grown = reallocarray(list->ports, room, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		list->ports = grown;
		list->room = room;
	}
	if (guard_reply_port(nlh, &list->ports[list->count]))
		return -EPROTO;
	list->count++;
	return 0;
}

static int by_ifindex(const void *a, const void *b)
{
	unsigned int x = ((const struct guard_port *)a)->ifindex;
	unsigned int y = ((const struct guard_port *)b)->ifindex;

	return (x > y) - (x < y);
}

int guard_ports(struct guard *guard, struct guard_port **ports, size_t *count,
		struct fault *fault)
{
	char buf[REQUEST_SIZE] __attribute__((aligned(4)));
	struct port_list list;
	struct talk talk = {
		.guard = guard,
		.command = LCG_CMD_PORT_GET,
		.reply = read_port,
		.data = &list,
	};
	int tries = NETLINK_TRIES;
	struct nlmsghdr *nlh;
	int err;

	do {
		memset(&list, 0, sizeof(list));
		nlh = request(buf, guard->family, LCG_CMD_PORT_GET,
			      LCG_VERSION);
		nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
		err = exchange(&talk, nlh);
		if (err)
			free(list.ports);
	} while (err == -EINTR && --tries);
	if (err)
		return refused(guard, err, "list its ports", fault);
	if (list.count)
		qsort(list.ports, list.count, sizeof(*list.ports), by_ifindex);
	*ports = list.ports;
	*count = list.count;
	return 0;
}
