// SPDX-License-Identifier: GPL-2.0
/*
 * A frame like one that was judged a moment ago is counted, and fares, as if it
 * were judged again: the same frames through two sets of programs, one of which
 * is told before each frame that all it kept is over.
 */
#define _GNU_SOURCE /* memfd_create(), sched_setaffinity() */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "census/census_parts.h"
#include "maps/census_map.h"
#include "kselftest.h"
#include "lib_frames.h"
#include "maps/object.h"
#include "replay/offline.h"
#include "maps/slots.h"

#define STEPS 120000

#define HEAD                                                                 \
	"version: 1\n"                                                       \
	"interfaces: [{name: lan0, on-link: [10.20.0.0/16, 'fd20::/64']}]\n" \
	"groups:\n"

#define CAMERAS                                                    \
	"  - name: cameras\n"                                      \
	"    prefixes: ['44:19:b6/24']\n"                          \
	"    addresses: [10.20.0.0/16, 'fd20::/64']\n"             \
	"    rules:\n"                                             \
	"      - {name: never, peer: 192.0.2.3, action: drop}\n"   \
	"      - {name: video, peer: [192.0.2.1, '2001:db8::1'], " \
	"proto: tcp, ports: [554], initiated-by: peer}\n"          \
	"      - {name: time, peer: [192.0.2.2, '2001:db8::2'], "  \
	"proto: udp, ports: [123], initiated-by: %s}\n"            \
	"      - {name: both, peer: 192.0.2.1, proto: any, initiated-by: either}\n"

/* In 64 KiB that come at once, most frames of this size are over its rate. */
#define RATED                                                          \
	"  - {name: rated, prefixes: ['00:11:33/24'], default: pass, " \
	"rate: {per-device: 8kbit, burst: 64kib}}\n"
#define BURST 65536
#define RATED_FRAME 64

#define BANNED "  - {name: banned, prefixes: ['00:11:22/24'], %s}\n"

/* The second thinks otherwise of time, and of those who are banned. */
static const char *const policies[][2] = {
	{ HEAD CAMERAS RATED BANNED, "device" },
	{ HEAD CAMERAS RATED BANNED, "peer" },
};

struct side {
	struct object obj;
	struct slots slots;
	struct census_map census;
	bool forgets;
};

static struct side sides[2];
static struct offline compiled[ARRAY_SIZE(policies)];
static struct rng rng;

static void compile(size_t i)
{
	int fd = memfd_create("policy", MFD_CLOEXEC);
	char path[32], text[4096];

	snprintf(text, sizeof(text), policies[i][0], policies[i][1],
		 i ? "mode: monitor" : "default: drop");
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		ksft_exit_fail_msg("cannot write a policy: %s\n",
				   strerror(errno));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (offline_load(path, NULL, &compiled[i])) {
		if (compiled[i].diag)
			diag_print(compiled[i].diag);
		ksft_exit_fail_msg("policy %zu does not compile\n", i);
	}
	close(fd);
}

static void put_in_force(size_t policy)
{
	unsigned int slot;
	int i;

	for (i = 0; i < 2; i++) {
		slot = 1 ^ slots_live(&sides[i].slots);
		slots_fill(&sides[i].slots, slot, compiled[policy].image);
		slots_flip(&sides[i].slots, slot);
	}
}

static void load(void)
{
	struct fault fault = { "" };
	size_t i;

	for (i = 0; i < 2; i++) {
		sides[i].obj = (struct object)OBJECT_NONE;
		if (object_load(false, &sides[i].obj, &fault) ||
		    slots_map(&sides[i].obj, true, &sides[i].slots, &fault))
			ksft_exit_fail_msg("%s\n", fault.text);
		if (census_map_open(sides[i].obj.maps[OBJECT_CENSUS], true,
				    &sides[i].census))
			ksft_exit_fail_msg("the census cannot be mapped\n");
		sides[i].forgets = i;
	}
	for (i = 0; i < ARRAY_SIZE(policies); i++)
		compile(i);
}

/* What the programs of that side return. */
static __u32 run(struct side *side, const struct frame *f)
{
	unsigned char out[2 * FRAME_MAX];

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = f->data,
		    .data_size_in = f->len, .data_out = out,
		    .data_size_out = sizeof(out), .repeat = 1);

	if (side->forgets)
		side->slots.hot->slot[slots_live(&side->slots)].head.era++;
	if (bpf_prog_test_run_opts(side->obj.progs[f->direction], &opts))
		ksft_exit_fail_msg("test run: %s\n", strerror(errno));
	return opts.retval;
}

/* ---- what they counted -------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	return memcmp(a, b, offsetof(struct lc_attempt, zone));
}

/* Rows of the processor that all ran on, in one order, without their times. */
static size_t attempts_of(const struct side *side, struct lc_attempt *rows)
{
	const struct lc_census *cpu = side->census.cpu;
	size_t i, n = 0;

	for (; cpu < side->census.cpu + side->census.count; cpu++)
		for (i = 0; i < LC_ATTEMPTS; i++) {
			if (!(&cpu->attempt_marks[0][0])[i])
				continue;
			rows[n] = cpu->attempts[i];
			rows[n].first = 0;
			rows[n].last = 0;
			rows[n].told = 0;
			n++;
		}
	qsort(rows, n, sizeof(*rows), by_place);
	return n;
}

static bool attempts_same(void)
{
	static struct lc_attempt rows[2][2 * LC_ATTEMPTS];
	size_t n = attempts_of(&sides[0], rows[0]);

	ksft_print_msg("%zu attempts\n", n);
	return n > 20 && attempts_of(&sides[1], rows[1]) == n &&
	       !memcmp(rows[0], rows[1], n * sizeof(rows[0][0]));
}

/* Likewise; which attempt was the last is a matter of rows. */
static size_t devices_of(const struct side *side, struct lc_device *rows)
{
	const struct lc_census *cpu = side->census.cpu;
	size_t i, n = 0;

	for (; cpu < side->census.cpu + side->census.count; cpu++)
		for (i = 0; i < LC_DEVICES; i++) {
			if (!(&cpu->device_marks[0][0])[i])
				continue;
			rows[n] = cpu->devices[i];
			rows[n].first = 0;
			rows[n].last = 0;
			rows[n].recent = 0;
			n++;
		}
	qsort(rows, n, sizeof(*rows), by_place);
	return n;
}

static bool devices_same(void)
{
	static struct lc_device rows[2][2 * LC_DEVICES];
	size_t n = devices_of(&sides[0], rows[0]);

	ksft_print_msg("%zu devices\n", n);
	return n >= 2 * FRAME_DEVICES && devices_of(&sides[1], rows[1]) == n &&
	       !memcmp(rows[0], rows[1], n * sizeof(rows[0][0]));
}

/* Names that were wanted; whether there was room for them is a matter of time. */
static __u64 tries_of(const struct side *side)
{
	const struct lc_census *cpu = side->census.cpu;
	__u64 tries = 0;

	for (; cpu < side->census.cpu + side->census.count; cpu++)
		tries += cpu->totals.events + cpu->totals.events_lost;
	return tries;
}

static bool events_same(void)
{
	ksft_print_msg("%llu and %llu events\n", tries_of(&sides[0]),
		       tries_of(&sides[1]));
	return tries_of(&sides[0]) == tries_of(&sides[1]);
}

static bool counters_same(void)
{
	static struct lc_counter rows[2][1024];
	size_t size = libbpf_num_possible_cpus() * sizeof(rows[0][0]);
	__u64 frames = 0;
	bool same = true;
	__u32 i, cpu;
	int k;

	for (i = 0; i < LC_COUNTERS; i++) {
		for (k = 0; k < 2; k++)
			bpf_map_lookup_elem(sides[k].obj.maps[OBJECT_COUNTERS],
					    &i, rows[k]);
		same &= !memcmp(rows[0], rows[1], size);
		for (cpu = 0; cpu < size / sizeof(rows[0][0]); cpu++)
			frames += rows[0][cpu].frames;
	}
	ksft_print_msg("%llu frames counted\n", frames);
	return same && frames > STEPS / 2;
}

/* How many entries stand: none were kept on the other side for long. */
static size_t kept(const struct side *side)
{
	const struct lc_census *cpu = side->census.cpu;
	size_t i, n = 0;

	for (; cpu < side->census.cpu + side->census.count; cpu++)
		for (i = 0; i < LC_RECENTS; i++)
			n += !!cpu->recents[i].kind;
	return n;
}

/* As a kernel does that runs out of room; nothing of before stands after it. */
static void end_flows(void)
{
	static const enum object_map maps[] = { OBJECT_FLOWS_PEER,
						OBJECT_FLOWS_DEVICE };
	struct lc_flow_key key;
	size_t i;
	int fd;

	for (i = 0; i < 2 * ARRAY_SIZE(maps); i++) {
		fd = sides[i % 2].obj.maps[maps[i / 2]];
		while (!bpf_map_get_next_key(fd, NULL, &key))
			bpf_map_delete_elem(fd, &key);
	}
}

/* The first device may open anything, or not any more. */
static void permit(bool on)
{
	struct lc_permit all = { .id = 9,
				 .any = 1,
				 .any_port = 1,
				 .protos = (1 << LC_PROTO_MAX) - 1 };
	__u64 mac = 0x4419b6000000, mask = on;
	__u32 index = 0, *live;
	int i;

	all.id = on ? 9 : 0;
	for (i = 0; i < 2; i++) {
		live = &sides[i].slots.hot->control.live;
		*live = slots_live(&sides[i].slots) |
			(on ? LC_LIVE_PERMITS : 0);
		bpf_map_update_elem(sides[i].obj.maps[OBJECT_PERMITS], &index,
				    &all, 0);
		bpf_map_update_elem(sides[i].obj.maps[OBJECT_PERMIT_MACS], &mac,
				    &mask, 0);
	}
}

/* Entries of one device, wherever they stand: another's may have been there. */
static size_t kept_of(const struct side *side, __u64 place)
{
	const struct lc_census *cpu = side->census.cpu;
	size_t i, n = 0;

	for (; cpu < side->census.cpu + side->census.count; cpu++)
		for (i = 0; i < LC_RECENTS; i++)
			n += cpu->recents[i].place == place;
	return n;
}

static void forget_one(void)
{
	uint64_t mac = 0x4419b6000000 + rng_below(&rng, FRAME_DEVICES);
	int i;

	for (i = 0; i < 2; i++)
		census_take_out(sides[i].census.cpu, sides[i].census.count,
				mac);
}

static bool fare_alike(void)
{
	static struct frame past[16];
	struct frame f;
	size_t i, policy = 0;
	__u32 first, second;

	for (i = 0; i < STEPS; i++) {
		if (!rng_below(&rng, 500)) {
			end_flows();
			put_in_force(policy ^= rng_below(&rng, 2));
		}
		if (!rng_below(&rng, 400))
			permit(rng_below(&rng, 2));
		if (!rng_below(&rng, 3000))
			forget_one();
		if (rng_below(&rng, 4) && i >= 16)
			f = past[rng_below(&rng, 16)];
		else
			frame_make(&rng, &f);
		if (!rng_below(&rng, 3))
			frame_change(&rng, &f);
		past[i % 16] = f;
		first = run(&sides[0], &f);
		second = run(&sides[1], &f);
		if (first != second) {
			ksft_print_msg(
				"frame %zu, direction %u: %u, judged %u\n", i,
				f.direction, first, second);
			return false;
		}
	}
	return true;
}

/* Each takes from what is left, however alike they are. */
static bool rate_holds(void)
{
	unsigned int i, passed = 0, sent = 4 * BURST / RATED_FRAME;
	struct frame f;

	frame_plain(&f, "\0\x11\x33", IPPROTO_UDP, 9, RATED_FRAME - 34);
	for (i = 0; i < sent; i++)
		passed += run(&sides[0], &f) == XDP_PASS;
	ksft_print_msg("%u of %u passed\n", passed, sent);
	return passed && passed < sent / 2;
}

static void run_flags(struct frame *f, unsigned int flags, size_t payload,
		      int times)
{
	f->data[47] = flags;
	f->len = 54 + payload;
	frame_put16(f->data + 16, 40 + payload);
	while (times--)
		run(&sides[0], f);
}

/* A connection that begins anew may have a name to be told, and once more. */
static bool begins_anew(void)
{
	struct frame f;
	__u64 before;

	put_in_force(0);
	frame_plain(&f, "\0\x11\x22", IPPROTO_TCP, 9, 20);
	f.data[11] = FRAME_DEVICES; /* one that was not seen */
	run_flags(&f, 0x02, 0, 3);
	run_flags(&f, 0x18, 9, 20);
	before = tries_of(&sides[0]);
	run_flags(&f, 0x18, 9, 3);
	if (tries_of(&sides[0]) != before)
		return false;
	run_flags(&f, 0x02, 0, 1);
	run_flags(&f, 0x18, 9, 1);
	return tries_of(&sides[0]) == before + 1;
}

/* A call that is tried over and over: SYN, with the options that all have. */
static bool calls_kept(void)
{
	struct frame f;

	put_in_force(0);
	frame_plain(&f, "\0\x11\x22", IPPROTO_TCP, 9, 20);
	f.data[11] = FRAME_DEVICES + 3;
	f.data[46] = 10 << 4;
	run_flags(&f, 0x02, 20, 3);
	return kept_of(&sides[0], 0x001122000003 + FRAME_DEVICES) == 1;
}

/* What ends a flow is seen, however many came before in that flow. */
static bool ends(void)
{
	struct frame f, opens;
	struct lc_flow_key key;
	struct lc_flow flow = { 0 };
	int fd = sides[0].obj.maps[OBJECT_FLOWS_PEER];

	end_flows();
	put_in_force(0);
	frame_plain(&f, "\x44\x19\xb6", IPPROTO_TCP, 1, 20);
	frame_put16(f.data + 34, 554);
	frame_put16(f.data + 36, 40000);
	f.data[47] = 0x10;
	opens = f;
	frame_turn(&opens, false, 34);
	run(&sides[0], &opens);
	run_flags(&f, 0x10, 0, 5);
	if (bpf_map_get_next_key(fd, NULL, &key) ||
	    bpf_map_lookup_elem(fd, &key, &flow) || flow.closing)
		return false;
	run_flags(&f, 0x11, 0, 1);
	return !bpf_map_lookup_elem(fd, &key, &flow) && flow.closing;
}

static struct lc_device *device_of(const struct side *side, __u64 place)
{
	struct lc_census *cpu = side->census.cpu;
	size_t i;

	for (; cpu < side->census.cpu + side->census.count; cpu++)
		for (i = 0; i < LC_DEVICES; i++)
			if (cpu->devices[i].place == place)
				return &cpu->devices[i];
	return NULL;
}

/* Where a device gave way to another, nothing is counted as that one's. */
static bool gives_way(void)
{
	struct lc_device *device;
	struct frame f;
	__u64 frames;

	put_in_force(0);
	frame_plain(&f, "\0\x11\x22", IPPROTO_UDP, 9, 20);
	f.data[11] = FRAME_DEVICES + 1;
	run(&sides[0], &f);
	run(&sides[0], &f);
	run(&sides[0], &f);
	device = device_of(&sides[0], 0x001122000001 + FRAME_DEVICES);
	if (!device || device->frames != 3)
		return false;
	device->place++;
	run(&sides[0], &f);
	frames = device->frames;
	device->place--;
	return frames == 3;
}

/* Where processors share, as those that come later do, nothing is kept. */
static bool shared_keep_none(void)
{
	struct census_map *map = &sides[0].census;
	const __u64 place = 0x001122000002 + FRAME_DEVICES;
	struct frame f;
	unsigned int i;

	for (i = 0; i < map->count; i++)
		if (map->cpu[i].shared != (i == map->count - 1))
			return false;
	put_in_force(0);
	map->cpu[0].shared = 1;
	frame_plain(&f, "\0\x11\x22", IPPROTO_UDP, 9, 20);
	f.data[11] = FRAME_DEVICES + 2;
	for (i = 0; i < 4; i++)
		run(&sides[0], &f);
	map->cpu[0].shared = 0;
	if (kept_of(&sides[0], place))
		return false;
	run(&sides[0], &f);
	return kept_of(&sides[0], place) == 1;
}

int main(void)
{
	cpu_set_t one;
	int i;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	ksft_set_plan(12);
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	sched_setaffinity(0, sizeof(one), &one);
	rng = rng_new(7);
	load();
	put_in_force(0);
	ksft_test_result(fare_alike(), "%d frames fare as if judged each\n",
			 STEPS);
	ksft_test_result(counters_same(), "and are counted alike\n");
	ksft_test_result(devices_same(), "the devices are the same\n");
	ksft_test_result(attempts_same(), "and the attempts\n");
	ksft_test_result(events_same(), "as much is told\n");
	ksft_test_result(rate_holds(), "a rate holds\n");
	ksft_test_result(begins_anew(), "a connection begins anew\n");
	ksft_test_result(ends(), "and a flow ends\n");
	ksft_test_result(calls_kept(), "a SYN with options is kept\n");
	ksft_test_result(gives_way(), "a device gives way to another\n");
	ksft_test_result(shared_keep_none(), "who shares keeps none\n");
	ksft_print_msg("%zu entries were kept\n", kept(&sides[0]));
	ksft_test_result(kept(&sides[0]) > 100, "some were kept\n");
	for (i = 0; i < 2; i++) {
		census_map_close(&sides[i].census);
		slots_unmap(&sides[i].slots);
		object_close(&sides[i].obj);
	}
	for (i = 0; i < (int)ARRAY_SIZE(policies); i++)
		offline_free(&compiled[i]);
	ksft_finished();
}
