// SPDX-License-Identifier: GPL-2.0
/*
 * Answers of the guard are read whole or not at all: each attribute missing,
 * too short, too long, out of range, and any bytes flipped or cut off.
 */
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>

#include "guard/guard_reply.h"
#include "port/genl.h"
#include "kselftest.h"
#include "lib_random.h"

#define MUTATIONS 200000

/* What to do to attribute `type` (and within the nest `nest`, if not 0). */
struct fault_in {
	unsigned int nest;
	unsigned int type;
	enum { RIGHT, MISSING, SHORT, LONG, WRONG } how;
	uint64_t wrong; /* with WRONG: the value */
};

static const struct fault_in right;

static void put(struct nlmsghdr *nlh, const struct fault_in *f,
		unsigned int nest, unsigned int type, const void *data,
		size_t len)
{
	const uint32_t number = f->wrong;
	uint8_t other[64] = { 0 };

	if (f->how == RIGHT || f->nest != nest || f->type != type) {
		mnl_attr_put(nlh, type, len, data);
		return;
	}
	if (f->how != WRONG)
		memcpy(other, data, len);
	else if (len == sizeof(number))
		memcpy(other, &number, len);
	else
		memcpy(other, &f->wrong, sizeof(f->wrong));
	if (f->how != MISSING)
		mnl_attr_put(nlh, type,
			     f->how == SHORT ? len - 1 :
			     f->how == LONG  ? len + 1 :
					       len,
			     other);
}

static void put_u32(struct nlmsghdr *nlh, const struct fault_in *f,
		    unsigned int nest, unsigned int type, uint32_t value)
{
	put(nlh, f, nest, type, &value, sizeof(value));
}

static struct nlmsghdr *begin(void *buf, uint8_t command)
{
	struct nlmsghdr *nlh;
	struct genlmsghdr *genl;

	memset(buf, 0, 1024);
	nlh = mnl_nlmsg_put_header(buf);
	nlh->nlmsg_type = 33;
	genl = mnl_nlmsg_put_extra_header(nlh, sizeof(*genl));
	genl->cmd = command;
	return nlh;
}

static void put_held(struct nlmsghdr *nlh, const struct fault_in *f,
		     unsigned int type, uint8_t first)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, type);
	uint8_t id[LCG_ID_BYTES] = { first };

	put(nlh, f, type, LCG_A_TABLE_ID, id, sizeof(id));
	put_u32(nlh, f, type, LCG_A_TABLE_PREFIXES, 65536);
	mnl_attr_nest_end(nlh, nest);
}

static struct nlmsghdr *status_message(void *buf, const struct fault_in *f)
{
	struct nlmsghdr *nlh = begin(buf, LCG_CMD_STATUS_GET);

	put_u32(nlh, f, 0, LCG_A_STATUS_PROOF, LCG_PROOF_TAG);
	put_u32(nlh, f, 0, LCG_A_STATUS_KEY, 0xffffffff);
	put_u32(nlh, f, 0, LCG_A_STATUS_BOOT, LCG_BOOT_REFUSED);
	put_u32(nlh, f, 0, LCG_A_STATUS_PORTS, 7);
	put_u32(nlh, f, 0, LCG_A_STATUS_UNGUARDED, 1);
	put_held(nlh, f, LCG_A_STATUS_CURRENT, 1);
	put_held(nlh, f, LCG_A_STATUS_STAGED, 2);
	/* of a later version */
	mnl_attr_put_u32(nlh, LCG_A_STATUS_MAX + 7, 5);
	return nlh;
}

static struct nlmsghdr *port_message(void *buf, const struct fault_in *f)
{
	struct nlmsghdr *nlh = begin(buf, LCG_CMD_PORT_GET);
	uint64_t count = 0x1122334455667788;
	unsigned int type;

	put_u32(nlh, f, 0, LCG_A_PORT_IFINDEX, 12);
	put(nlh, f, 0, LCG_A_PORT_IFNAME, "abcdefghijklmno", IFNAMSIZ);
	put_u32(nlh, f, 0, LCG_A_PORT_STATE, LCG_PORT_OPEN);
	for (type = LCG_A_PORT_PASSED_FRAMES; type <= LCG_A_PORT_DROPPED_BYTES;
	     type++, count++)
		put(nlh, f, 0, type, &count, sizeof(count));
	return nlh;
}

/* Exactly as long as it says, so that a read past the end is seen. */
static struct nlmsghdr *exact(const struct nlmsghdr *nlh, size_t len)
{
	struct nlmsghdr *copy = malloc(len);

	if (!copy)
		ksft_exit_fail_msg("out of memory\n");
	memcpy(copy, nlh, len);
	copy->nlmsg_len = len;
	return copy;
}

static bool whole(void)
{
	uint32_t buf[256];
	struct nlmsghdr *nlh = status_message(buf, &right);
	struct guard_status s;
	struct guard_port p;
	bool good;

	nlh = exact(nlh, nlh->nlmsg_len);
	good = genl_command(nlh) == LCG_CMD_STATUS_GET &&
	       !guard_reply_status(nlh, &s) && s.proof == LCG_PROOF_TAG &&
	       s.key == 0xffffffff && s.boot == LCG_BOOT_REFUSED &&
	       s.ports == 7 && s.unguarded == 1 && s.current.there &&
	       s.current.id[0] == 1 && s.current.prefixes == 65536 &&
	       s.staged.there && s.staged.id[0] == 2;
	free(nlh);
	nlh = port_message(buf, &right);
	nlh = exact(nlh, nlh->nlmsg_len);
	good &= !guard_reply_port(nlh, &p) && p.ifindex == 12 &&
		!strcmp(p.name, "abcdefghijklmno") &&
		p.state == LCG_PORT_OPEN &&
		p.passed_frames == 0x1122334455667788 &&
		p.dropped_bytes == 0x112233445566778b;
	free(nlh);
	return good;
}

static bool no_tables(void)
{
	uint32_t buf[256];
	struct nlmsghdr *nlh = begin(buf, LCG_CMD_STATUS_GET);
	struct guard_status s;

	put_u32(nlh, &right, 0, LCG_A_STATUS_PROOF, LCG_PROOF_PROGRAM);
	put_u32(nlh, &right, 0, LCG_A_STATUS_KEY, 1);
	put_u32(nlh, &right, 0, LCG_A_STATUS_BOOT, LCG_BOOT_NONE);
	put_u32(nlh, &right, 0, LCG_A_STATUS_PORTS, 0);
	put_u32(nlh, &right, 0, LCG_A_STATUS_UNGUARDED, 0);
	return !guard_reply_status(nlh, &s) && !s.current.there &&
	       !s.staged.there;
}

static bool status_refused(const struct fault_in *f)
{
	uint32_t buf[256];
	struct nlmsghdr *nlh = status_message(buf, f);
	struct guard_status s, before;
	bool refused;

	memset(&before, 0x5a, sizeof(before));
	s = before;
	nlh = exact(nlh, nlh->nlmsg_len);
	refused = guard_reply_status(nlh, &s) == -EPROTO &&
		  !memcmp(&s, &before, sizeof(s));
	free(nlh);
	if (!refused)
		ksft_print_msg("status %u.%u, %d\n", f->nest, f->type, f->how);
	return refused;
}

static bool port_refused(const struct fault_in *f)
{
	uint32_t buf[256];
	struct nlmsghdr *nlh = port_message(buf, f);
	struct guard_port p, before;
	bool refused;

	memset(&before, 0x5a, sizeof(before));
	p = before;
	nlh = exact(nlh, nlh->nlmsg_len);
	refused = guard_reply_port(nlh, &p) == -EPROTO &&
		  !memcmp(&p, &before, sizeof(p));
	free(nlh);
	if (!refused)
		ksft_print_msg("port %u, %d\n", f->type, f->how);
	return refused;
}

static bool sizes(void)
{
	static const struct fault_in where[] = {
		{ 0, LCG_A_STATUS_PROOF, 0, 0 },
		{ 0, LCG_A_STATUS_KEY, 0, 0 },
		{ 0, LCG_A_STATUS_BOOT, 0, 0 },
		{ 0, LCG_A_STATUS_PORTS, 0, 0 },
		{ 0, LCG_A_STATUS_UNGUARDED, 0, 0 },
		{ LCG_A_STATUS_CURRENT, LCG_A_TABLE_ID, 0, 0 },
		{ LCG_A_STATUS_CURRENT, LCG_A_TABLE_PREFIXES, 0, 0 },
		{ LCG_A_STATUS_STAGED, LCG_A_TABLE_ID, 0, 0 },
		{ LCG_A_STATUS_STAGED, LCG_A_TABLE_PREFIXES, 0, 0 },
	};
	struct fault_in f;
	bool good = true;
	unsigned int how, type;
	size_t i;

	for (how = MISSING; how <= LONG; how++) {
		for (i = 0; i < ARRAY_SIZE(where); i++) {
			f = where[i];
			f.how = how;
			good &= status_refused(&f);
		}
		for (type = LCG_A_PORT_IFINDEX; type <= LCG_A_PORT_MAX; type++)
			good &= port_refused(
				&(struct fault_in){ 0, type, how, 0 });
	}
	return good;
}

static bool values(void)
{
	static const struct fault_in status[] = {
		{ 0, LCG_A_STATUS_PROOF, WRONG, LCG_PROOF_MAX + 1 },
		{ 0, LCG_A_STATUS_BOOT, WRONG, LCG_BOOT_REFUSED + 1 },
		{ 0, LCG_A_STATUS_KEY, WRONG, 0 },
		{ LCG_A_STATUS_STAGED, LCG_A_TABLE_PREFIXES, WRONG, 65537 },
	};
	static const struct fault_in port[] = {
		{ 0, LCG_A_PORT_IFINDEX, WRONG, 0 },
		{ 0, LCG_A_PORT_IFINDEX, WRONG, 0x80000000 },
		{ 0, LCG_A_PORT_STATE, WRONG, LCG_PORT_OPEN + 1 },
		{ 0, LCG_A_PORT_IFNAME, WRONG, 0 },
		{ 0, LCG_A_PORT_IFNAME, WRONG, 0x2f2f2f2f00000041 },
	};
	bool good = true;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(status); i++)
		good &= status_refused(&status[i]);
	for (i = 0; i < ARRAY_SIZE(port); i++)
		good &= port_refused(&port[i]);
	return good;
}

/* An error message, with the request in it or without, and a text. */
static struct nlmsghdr *error_message(void *buf, int error, bool capped,
				      const char *text, size_t text_len)
{
	struct nlmsghdr *nlh;
	struct nlmsgerr *err;
	char *request;

	memset(buf, 0, 1024);
	nlh = mnl_nlmsg_put_header(buf);
	nlh->nlmsg_type = NLMSG_ERROR;
	nlh->nlmsg_flags = capped ? NLM_F_CAPPED : 0;
	err = mnl_nlmsg_put_extra_header(nlh, sizeof(*err));
	err->error = error;
	err->msg.nlmsg_len = sizeof(err->msg) + 24;
	if (!capped) {
		request = mnl_nlmsg_put_extra_header(nlh, 24);
		memset(request, 0x41, 24);
	}
	if (text) {
		nlh->nlmsg_flags |= NLM_F_ACK_TLVS;
		mnl_attr_put_u32(nlh, NLMSGERR_ATTR_OFFS, 20);
		mnl_attr_put(nlh, NLMSGERR_ATTR_MSG, text_len, text);
	}
	return nlh;
}

static bool error_is(struct nlmsghdr *nlh, int want, const char *want_text)
{
	char text[32];
	bool good;

	memset(text, 'x', sizeof(text));
	nlh = exact(nlh, nlh->nlmsg_len);
	good = genl_error(nlh, text, sizeof(text)) == want &&
	       !strcmp(text, want_text);
	if (!good)
		ksft_print_msg("error text \"%.*s\"\n", 31, text);
	free(nlh);
	return good;
}

static bool errors(void)
{
	uint32_t buf[256];
	struct nlmsghdr *nlh;
	bool good;

	good = error_is(error_message(buf, 0, true, NULL, 0), 0, "");
	good &= error_is(error_message(buf, -2, true, "no table", 9), -2,
			 "no table");
	good &= error_is(error_message(buf, -2, false, "no table", 9), -2,
			 "no table");
	/* no end, an escape, more than there is room for */
	good &= error_is(error_message(buf, -22, true, "\33[2J", 4), -22,
			 "?[2J");
	good &= error_is(
		error_message(buf, -22, true,
			      "0123456789012345678901234567890123456789", 40),
		-22, "0123456789012345678901234567890");
	good &= error_is(error_message(buf, 5, true, NULL, 0), -EPROTO, "");
	good &= error_is(error_message(buf, -5000, true, NULL, 0), -EPROTO, "");
	/* a request that would reach past the end */
	nlh = error_message(buf, -2, false, "no table", 9);
	((struct nlmsgerr *)mnl_nlmsg_get_payload(nlh))->msg.nlmsg_len =
		0xfffffff0;
	good &= error_is(nlh, -2, "");
	/* a text that ends within the last four bytes, of which one is there */
	nlh = error_message(buf, -2, true, "no table", 9);
	((struct nlattr *)((char *)nlh + 44))->nla_len = 12;
	nlh->nlmsg_len = 53;
	good &= error_is(nlh, -2, "");
	nlh->nlmsg_len = MNL_NLMSG_HDRLEN + 8;
	good &= error_is(nlh, -EPROTO, "");
	return good;
}

static bool families(void)
{
	uint32_t buf[256];
	struct nlmsghdr *nlh = begin(buf, CTRL_CMD_NEWFAMILY);
	struct genl_family family;
	bool good;

	mnl_attr_put_u16(nlh, CTRL_ATTR_FAMILY_ID, 31);
	mnl_attr_put_u32(nlh, CTRL_ATTR_VERSION, 9);
	good = !genl_family(nlh, &family) && family.id == 31 &&
	       family.version == 9;
	nlh = begin(buf, CTRL_CMD_NEWFAMILY);
	mnl_attr_put_u16(nlh, CTRL_ATTR_FAMILY_ID, NLMSG_DONE);
	mnl_attr_put_u32(nlh, CTRL_ATTR_VERSION, 9);
	good &= genl_family(nlh, &family) == -EPROTO;
	nlh = begin(buf, CTRL_CMD_NEWFAMILY);
	mnl_attr_put_u16(nlh, CTRL_ATTR_FAMILY_ID, 31);
	return good && genl_family(nlh, &family) == -EPROTO;
}

static void read_all(const struct nlmsghdr *nlh)
{
	struct genl_family family;
	struct guard_status status;
	struct guard_port port;
	char text[16];

	genl_command(nlh);
	guard_reply_status(nlh, &status);
	guard_reply_port(nlh, &port);
	genl_family(nlh, &family);
	genl_error(nlh, text, sizeof(text));
}

/* Cut to every length, and bytes turned into others: ASan looks on. */
static bool survives(void)
{
	struct rng rng = rng_new(33);
	uint32_t buf[256];
	struct nlmsghdr *nlh, *copy;
	size_t len, flips;
	int i;

	for (i = 0; i < MUTATIONS; i++) {
		switch (rng_below(&rng, 3)) {
		case 0:
			nlh = status_message(buf, &right);
			break;
		case 1:
			nlh = port_message(buf, &right);
			break;
		default:
			nlh = error_message(buf, -2, rng_chance(&rng, 50),
					    "no table", 9);
		}
		len = nlh->nlmsg_len;
		if (rng_chance(&rng, 50))
			len = sizeof(*nlh) +
			      rng_below(&rng, len - sizeof(*nlh) + 1);
		copy = exact(nlh, len);
		for (flips = rng_below(&rng, 4); flips; flips--) {
			size_t at = rng_below(&rng, len);

			/* the length was checked before */
			if (at >= sizeof(copy->nlmsg_len))
				((uint8_t *)copy)[at] = rng_next(&rng);
		}
		read_all(copy);
		free(copy);
	}
	return true;
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(7);
	ksft_test_result(whole(), "all attributes\n");
	ksft_test_result(no_tables(), "no tables\n");
	ksft_test_result(sizes(), "each missing, a byte short, a byte long\n");
	ksft_test_result(values(), "values out of range\n");
	ksft_test_result(errors(), "errors and their texts\n");
	ksft_test_result(families(), "families\n");
	ksft_test_result(survives(), "%d cut and flipped messages\n",
			 MUTATIONS);
	ksft_finished();
}
