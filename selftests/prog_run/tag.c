// SPDX-License-Identifier: GPL-2.0
/*
 * The tag of the guard stands ahead of what it must, and of nothing else: one
 * frame at a time through the loaded program. The guard itself is not here.
 */
#define _GNU_SOURCE /* memfd_create() */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <lenscap_guard.h>

#include "kselftest.h"
#include "maps/object.h"
#include "replay/offline.h"
#include "maps/slots.h"

#define KEY 0x6c637461u
#define IFINDEX 1 /* a test run names the loopback device */
#define SHORT 64
#define LONG 5000 /* in several pieces */

/* First three octets of the source, and what the policy below says of it. */
#define LISTED 0x4419b6
#define WATCHED 0x001122
#define UNLISTED 0x001133

static const char policy[] =
	"version: 1\n"
	"interfaces: [{name: lan0, on-link: [10.20.0.0/16]}]\n"
	"groups:\n"
	"  - name: cameras\n"
	"    prefixes: ['44:19:b6/24']\n"
	"    rules:\n"
	"      - {name: video, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: either}\n"
	"  - {name: watched, mode: monitor, prefixes: ['00:11:22/24']}\n";

static struct object live = OBJECT_NONE;
static struct slots slots;

/* What came out of a run. */
struct result {
	__u32 verdict; /* enum xdp_action */
	__u32 meta; /* octets ahead of the frame */
	unsigned char bytes[8192]; /* metadata, then the frame */
};

static void load(const char *path, bool replay, struct object *obj)
{
	struct fault fault = { "" };
	struct offline offline = { 0 };

	if (offline_load(path, NULL, &offline) ||
	    object_load(replay, obj, &fault) ||
	    slots_map(obj, true, &slots, &fault))
		ksft_exit_fail_msg("cannot load a policy: %s\n", fault.text);
	slots_fill(&slots, 1, offline.image);
	slots_flip(&slots, 1);
	offline_free(&offline);
}

/* TCP from a device to the recorder; size octets with the Ethernet header. */
static void make_frame(__u32 source, __u16 port, size_t size,
		       unsigned char *frame)
{
	static const unsigned char ip[20] = {
		0x45, 0, 0,  0,	 0, 0, 0,  0,  64, 6,
		0,    0, 10, 20, 1, 5, 10, 20, 0,  10,
	};

	memset(frame, 0, size);
	frame[0] = 0x02;
	frame[6] = source >> 16;
	frame[7] = source >> 8;
	frame[8] = source;
	frame[12] = 8;
	memcpy(frame + 14, ip, sizeof(ip));
	frame[16] = (size - 14) >> 8;
	frame[17] = size - 14;
	frame[36] = port >> 8;
	frame[37] = port;
	frame[46] = 5 << 4;
}

/* room: octets of metadata that stand ahead of the frame already. */
static int run(int prog_fd, size_t room, const unsigned char *frame,
	       size_t size, struct result *result)
{
	unsigned char data[LONG + 256] = { 0 };
	struct xdp_md in = { .data = room, .data_end = room + size };
	struct xdp_md out = { 0 };
	int err;

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = data,
		    .data_size_in = room + size, .data_out = result->bytes,
		    .data_size_out = sizeof(result->bytes), .ctx_in = &in,
		    .ctx_size_in = sizeof(in), .ctx_out = &out,
		    .ctx_size_out = sizeof(out), .repeat = 1);

	memcpy(data + room, frame, size);
	err = bpf_prog_test_run_opts(prog_fd, &opts);
	if (err)
		return err;
	result->verdict = opts.retval;
	result->meta = out.data;
	if (opts.data_size_out != out.data + size)
		return -EMSGSIZE;
	return memcmp(result->bytes + out.data, frame, size) ? -EIO : 0;
}

/* The frame comes out whole, judged so, and with the tag or without. */
static void expect(int prog_fd, __u32 source, __u16 port, size_t size,
		   __u32 verdict, bool tagged, const char *name)
{
	const struct lcg_tag wanted = { .key = KEY, .ifindex = IFINDEX };
	unsigned char frame[LONG];
	struct result r = { 0 };
	int err;

	make_frame(source, port, size, frame);
	err = run(prog_fd, 0, frame, size, &r);
	if (err) {
		ksft_print_msg("test run: %s\n", strerror(-err));
		ksft_test_result_fail("%s\n", name);
		return;
	}
	ksft_print_msg("verdict %u, %u octets ahead\n", r.verdict, r.meta);
	ksft_test_result(r.verdict == verdict &&
				 r.meta == (tagged ? sizeof(wanted) : 0) &&
				 !memcmp(r.bytes,
					 tagged ? (void *)&wanted : frame,
					 sizeof(wanted)),
			 "%s\n", name);
}

/* As much metadata as the kernel at hand allows leaves no room for a tag. */
static void full(void)
{
	static const size_t most[] = { 216, 32 };
	static const unsigned char zero[8];
	unsigned char frame[SHORT];
	struct result r = { 0 };
	int err = -EINVAL;
	size_t i;

	make_frame(LISTED, 554, SHORT, frame);
	for (i = 0; err == -EINVAL && i < ARRAY_SIZE(most); i++)
		err = run(live.progs[LC_INGRESS], most[i], frame, SHORT, &r);
	ksft_test_result(!err && r.verdict == XDP_PASS &&
				 r.meta == most[i - 1] &&
				 !memcmp(r.bytes, zero, sizeof(zero)),
			 "listed, passed, no room: passed without\n");
}

/* A copy for replays has the key, too, if somebody put it there. */
static void replayed(const char *path)
{
	struct lc_replay block = { .ifindex = IFINDEX,
				   .frame_len = SHORT,
				   .held_len = SHORT };
	struct object copy = OBJECT_NONE;
	__u32 zero = 0;

	load(path, true, &copy);
	slots.hot->control.tag_key = KEY;
	bpf_map_update_elem(copy.maps[OBJECT_REPLAY], &zero, &block, BPF_ANY);
	expect(copy.progs[LC_INGRESS], LISTED, 554, SHORT, XDP_PASS, false,
	       "listed, passed in a replay: no tag");
	slots_unmap(&slots);
	object_close(&copy);
}

int main(void)
{
	char path[32];
	int fd, prog;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	ksft_set_plan(8);
	fd = memfd_create("policy", MFD_CLOEXEC);
	if (fd < 0 ||
	    write(fd, policy, strlen(policy)) != (ssize_t)strlen(policy))
		ksft_exit_fail_msg("cannot write a policy: %s\n",
				   strerror(errno));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	load(path, false, &live);
	prog = live.progs[LC_INGRESS];

	expect(prog, LISTED, 554, SHORT, XDP_PASS, false, "key 0: no tag");
	slots.hot->control.tag_key = KEY;
	expect(prog, LISTED, 554, SHORT, XDP_PASS, true, "listed, passed: tag");
	expect(prog, LISTED, 554, LONG, XDP_PASS, true,
	       "listed, passed, long: tag");
	expect(prog, WATCHED, 80, SHORT, XDP_PASS, true,
	       "listed, would be dropped: tag");
	expect(prog, LISTED, 80, SHORT, XDP_DROP, false,
	       "listed, dropped: no tag");
	expect(prog, UNLISTED, 554, SHORT, XDP_PASS, false, "unlisted: no tag");
	full();
	slots_unmap(&slots);
	object_close(&live);
	replayed(path);
	close(fd);
	ksft_finished();
}
