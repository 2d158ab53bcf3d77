// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as an answer of the guard or of generic netlink: read whole and
 * within its ranges, or refused with nothing changed.
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <stdlib.h>
#include <string.h>

#include "guard/guard_reply.h"
#include "port/genl.h"
#include "lib_fuzz.h"

#define ROOM 2048
#define LARGEST 40 /* of one attribute */

static void status(const struct nlmsghdr *nlh)
{
	struct guard_status s, before;
	int err;

	memset(&before, 0x5a, sizeof(before));
	s = before;
	err = guard_reply_status(nlh, &s);
	if (err) {
		FUZZ_MUST(err == -EPROTO && !memcmp(&s, &before, sizeof(s)));
		return;
	}
	FUZZ_MUST(s.proof <= LCG_PROOF_MAX && s.boot <= LCG_BOOT_REFUSED);
	FUZZ_MUST(s.key);
	FUZZ_MUST(s.current.prefixes <= LCG_MAX_PREFIXES);
	FUZZ_MUST(s.staged.prefixes <= LCG_MAX_PREFIXES);
	FUZZ_MUST(s.current.there || !s.current.prefixes);
}

static void port(const struct nlmsghdr *nlh)
{
	struct guard_port p, before;
	int err;

	memset(&before, 0x5a, sizeof(before));
	p = before;
	err = guard_reply_port(nlh, &p);
	if (err) {
		FUZZ_MUST(err == -EPROTO && !memcmp(&p, &before, sizeof(p)));
		return;
	}
	FUZZ_MUST(p.ifindex && p.ifindex <= INT32_MAX);
	FUZZ_MUST(*p.name && strnlen(p.name, IFNAMSIZ) < IFNAMSIZ);
	FUZZ_MUST(p.state <= LCG_PORT_OPEN);
}

static void family(const struct nlmsghdr *nlh)
{
	struct genl_family f, before;
	int err;

	memset(&before, 0x5a, sizeof(before));
	f = before;
	err = genl_family(nlh, &f);
	if (err)
		FUZZ_MUST(err == -EPROTO && !memcmp(&f, &before, sizeof(f)));
	else
		FUZZ_MUST(f.id >= NLMSG_MIN_TYPE);
}

static void error(const struct nlmsghdr *nlh)
{
	char text[40];
	int err;

	memset(text, 0x5a, sizeof(text));
	err = genl_error(nlh, text, sizeof(text));
	FUZZ_MUST(err <= 0 && err >= -4095);
	FUZZ_MUST(strnlen(text, sizeof(text)) < sizeof(text));
	FUZZ_MUST(fuzz_harmless(text));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return 0;
}

static void read_all(const void *data, size_t size)
{
	struct nlmsghdr *nlh = fuzz_exact(data, size);
	int command;

	/* what is received is looked at so before it is read */
	if (size >= sizeof(*nlh) && nlh->nlmsg_len != size)
		nlh->nlmsg_len = size;
	if (size <= INT32_MAX && mnl_nlmsg_ok(nlh, size)) {
		command = genl_command(nlh);
		FUZZ_MUST(command >= -1 && command <= 255);
		status(nlh);
		port(nlh);
		family(nlh);
		error(nlh);
	}
	free(nlh);
}

/*
 * A message of attributes whose sizes fit: type, size, bytes of each, or of a
 * text one byte, which is repeated.
 */
static void by_word(struct fuzz_input *in)
{
	struct nlmsghdr *msg = calloc(1, ROOM);
	struct nlattr *nest = NULL;
	uint8_t bytes[LARGEST + 1];
	unsigned int type, size, i;
	bool is_text;

	if (!msg)
		fuzz_broken("out of memory");
	mnl_nlmsg_put_header(msg);
	mnl_nlmsg_put_extra_header(msg, 4);
	while (in->size && msg->nlmsg_len < ROOM - 2 * LARGEST) {
		type = fuzz_take(in, 1);
		if (nest && type & 0x80) {
			mnl_attr_nest_end(msg, nest);
			nest = NULL;
			continue;
		}
		if (type & 0x80) {
			nest = mnl_attr_nest_start(msg, type & 0x7f);
			continue;
		}
		size = fuzz_take(in, 1);
		is_text = size & 0x80;
		size = (size & 0x7f) % (LARGEST + 1);
		for (i = 0; i < size && !is_text; i++)
			bytes[i] = fuzz_take(in, 1);
		if (is_text) {
			memset(bytes, fuzz_take(in, 1), size);
			bytes[size ? size - 1 : 0] = '\0';
		}
		mnl_attr_put(msg, type, size, bytes);
	}
	if (nest)
		mnl_attr_nest_end(msg, nest);
	read_all(msg, msg->nlmsg_len);
	free(msg);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };

	if (fuzz_take(&in, 1) % 2)
		by_word(&in);
	else
		read_all(in.data, in.size);
	return 0;
}
