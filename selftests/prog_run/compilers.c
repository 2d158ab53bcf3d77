// SPDX-License-Identifier: GPL-2.0
/*
 * The programs judge alike whichever compiler made them: a capture's frames,
 * as they are and damaged, one after another through all of them.
 */
#define _GNU_SOURCE /* memfd_create() */
#include <bpf/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "replay/capture.h"
#include "kselftest.h"
#include "lib_compiled.h"
#include "replay/offline.h"
#include "policy/reason.h"
#include "maps/slots.h"

#include "../unit/lib_random.h"

#define CAPTURE "selftests/captures/camera-boot.pcap"
#define FRAMES_MAX 400
#define HELD_MAX 2048
#define ROUNDS 30
#define STEP_NS 20000000 /* between two frames */

/* Every kind of rule, a source guard, a rate; who speaks is in the capture. */
static const char policy[] =
	"version: 1\n"
	"interfaces: [{name: lan0, on-link: [10.20.1.0/24, 'fd20:1::/64']}]\n"
	"endpoints: {outside: [203.0.113.0/24, '2001:db8:113::/64']}\n"
	"groups:\n"
	"  - name: cameras\n"
	"    prefixes: ['44:19:b6/24']\n"
	"    addresses: [10.20.1.0/24, 'fd20:1::/64']\n"
	"    housekeeping: [arp, nd, dhcp, igmp, mld]\n"
	"    rate: {per-device: 200kbit, burst: 64kib}\n"
	"    rules:\n"
	"      - {name: never, peer: 203.0.113.66, action: drop}\n"
	"      - {name: video, peer: 10.20.2.10, proto: tcp, ports: [554], initiated-by: peer}\n"
	"      - {name: clock, peer: 10.20.1.1, proto: udp, ports: [123], initiated-by: device}\n"
	"      - {name: web, peer: outside, proto: tcp, ports: [80], initiated-by: either}\n"
	"      - {name: calls, peer: outside, proto: udp, ports: ['6000-8800'], initiated-by: device}\n"
	"      - {name: ping, peer: outside, proto: icmp, initiated-by: peer}\n"
	"  - {name: watched, mode: monitor, prefixes: ['02:00:5e/24'], default: pass}\n";

struct frame {
	uint32_t held;
	uint32_t len;
	uint8_t data[HELD_MAX];
};

struct contender {
	char name[32];
	struct bpf_object *obj;
	struct object fds;
};

static struct frame frames[FRAMES_MAX];
static size_t frame_count;
static struct contender contenders[COMPILED_MAX];
static size_t contender_count;
static unsigned int seen[LC_REASON_MAX];

static void read_frames(void)
{
	struct capture_frame from;
	struct fault fault = { "" };
	struct capture *capture;
	struct frame *to;

	if (capture_open(CAPTURE, &capture, &fault))
		ksft_exit_skip("%s\n", fault.text);
	while (frame_count < FRAMES_MAX &&
	       capture_next(capture, &from, &fault) == 1) {
		to = &frames[frame_count++];
		to->held = from.held < HELD_MAX ? from.held : HELD_MAX;
		to->len = from.len;
		memcpy(to->data, from.data, to->held);
	}
	capture_close(capture);
}

static void compile_policy(struct offline *offline)
{
	int fd = memfd_create("policy", MFD_CLOEXEC);
	char path[32];

	if (fd < 0 ||
	    write(fd, policy, strlen(policy)) != (ssize_t)strlen(policy))
		ksft_exit_fail_msg("cannot write a policy: %s\n",
				   strerror(errno));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (offline_load(path, NULL, offline))
		ksft_exit_fail_msg("the policy does not compile\n");
	close(fd);
}

static void put_in_force(const struct contender *contender,
			 const struct slot_image *image)
{
	struct fault fault = { "" };
	struct slots slots;

	if (slots_map(&contender->fds, true, &slots, &fault))
		ksft_exit_fail_msg("%s\n", fault.text);
	slots_fill(&slots, 1, image);
	slots_flip(&slots, 1);
	slots_unmap(&slots);
}

static void load(void)
{
	struct compiled found[COMPILED_MAX];
	size_t count = compiled_find(found), i;
	struct contender *contender;
	struct offline offline;

	compile_policy(&offline);
	for (i = 0; i < count; i++) {
		if (found[i].missing)
			continue;
		contender = &contenders[contender_count++];
		strcpy(contender->name, found[i].name);
		if (compiled_load(&found[i], true, &contender->obj))
			ksft_exit_fail_msg("%s: the programs are refused\n",
					   found[i].name);
		contender->fds = compiled_object(contender->obj);
		put_in_force(contender, offline.image);
	}
	offline_free(&offline);
}

/* Most often a few octets of the headers, sometimes the length, or nothing. */
static void damage(struct rng *rng, struct frame *frame)
{
	static const uint8_t telling[] = { 0, 1, 6, 17, 44, 58, 64, 0x45, 255 };
	unsigned int room = frame->held < 100 ? frame->held : 100, n;
	uint8_t *octet;

	for (n = rng_below(rng, 4); n; n--) {
		octet = &frame->data[rng_below(rng, room)];
		if (rng_chance(rng, 50))
			*octet = telling[rng_below(rng, sizeof(telling))];
		else
			*octet ^= 1 << rng_below(rng, 8);
	}
	if (rng_chance(rng, 5))
		frame->held = 14 + rng_below(rng, frame->held - 13);
	if (rng_chance(rng, 50))
		frame->len = frame->held;
}

/* What the programs say of the frame stands in the block. */
static int run(const struct contender *contender, enum lc_direction direction,
	       const struct frame *frame, uint64_t now, struct lc_replay *block)
{
	uint8_t data[HELD_MAX] = { 0 };
	const __u32 zero = 0;
	int err;

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = data, .repeat = 1);

	memcpy(data, frame->data, frame->held);
	opts.data_size_in = frame->held < 64 ? 64 : frame->held;
	*block = (struct lc_replay){
		.now_ns = now,
		.ifindex = 1,
		.frame_len = frame->len,
		.held_len = frame->held,
	};
	err = bpf_map_update_elem(contender->fds.maps[OBJECT_REPLAY], &zero,
				  block, BPF_ANY);
	if (!err)
		err = bpf_prog_test_run_opts(contender->fds.progs[direction],
					     &opts);
	if (!err)
		err = bpf_map_lookup_elem(contender->fds.maps[OBJECT_REPLAY],
					  &zero, block);
	/* what the program returns belongs to what it says */
	block->pad1 = opts.retval;
	return err;
}

static void say(const struct contender *contender,
		const struct lc_replay *block)
{
	ksft_print_msg(
		"%s: listed %u, verdict %u, %s, zone %u, group %u, rule %u, returns %u\n",
		contender->name, block->listed, block->verdict,
		reason_text(block->reason), block->zone, block->group,
		block->rule, block->pad1);
}

static bool alike(enum lc_direction direction, const struct frame *frame,
		  uint64_t now)
{
	struct lc_replay first, other;
	size_t i;

	if (run(&contenders[0], direction, frame, now, &first))
		return true; /* the kernel runs no such frame */
	seen[first.reason]++;
	for (i = 1; i < contender_count; i++) {
		if (!run(&contenders[i], direction, frame, now, &other) &&
		    !memcmp(&first, &other, sizeof(first)))
			continue;
		say(&contenders[0], &first);
		say(&contenders[i], &other);
		return false;
	}
	return true;
}

static bool rounds_alike(enum lc_direction direction)
{
	struct rng rng = rng_new(1 + direction);
	uint64_t now = 1000000000000ull;
	struct frame frame;
	size_t round, i;
	int back;

	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < frame_count; i++, now += STEP_NS) {
			frame = frames[i];
			if (round)
				damage(&rng, &frame);
			/* the other direction opens flows */
			for (back = 1; back >= 0; back--) {
				if (alike(direction ^ back, &frame, now))
					continue;
				ksft_print_msg("round %zu, frame %zu\n", round,
					       i + 1);
				return false;
			}
		}
	return true;
}

/* So that a test of nothing does not pass. */
static bool seen_enough(void)
{
	unsigned int kinds = 0, i;

	for (i = 0; i < LC_REASON_MAX; i++) {
		if (!seen[i])
			continue;
		kinds++;
		ksft_print_msg("%u times %s\n", seen[i], reason_text(i));
	}
	return kinds >= 20 && seen[LC_REASON_FLOW] > 300 &&
	       seen[LC_REASON_RULE] > 300 && seen[LC_REASON_RATE] > 50;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	read_frames();
	load();
	if (contender_count < 2)
		ksft_exit_skip("there is one compiler only\n");
	ksft_set_plan(3);
	ksft_test_result(rounds_alike(LC_INGRESS),
			 "%zu compilers, ingress last\n", contender_count);
	ksft_test_result(rounds_alike(LC_EGRESS),
			 "%zu compilers, egress last\n", contender_count);
	ksft_test_result(seen_enough(), "enough of every kind\n");
	for (i = 0; i < contender_count; i++)
		bpf_object__close(contenders[i].obj);
	ksft_finished();
}
