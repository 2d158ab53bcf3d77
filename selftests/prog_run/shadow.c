// SPDX-License-Identifier: GPL-2.0
/*
 * A candidate beside the policy in force, frame by frame through the loaded
 * programs: what counts as a difference, under which port, and that nothing
 * becomes of the frame, and of flows, by it.
 */
#define _GNU_SOURCE /* memfd_create() */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kselftest.h"
#include "maps/object.h"
#include "replay/offline.h"
#include "policy/reason.h"
#include "maps/slots.h"

#define SIZE 64
#define LIVE_SLOT 1

/* First three octets of a device, and who lists it. */
#define LISTED 0x4419b6
#define NEW 0x001122 /* listed by the candidate alone */
#define RATED 0x001133 /* the policy in force has a rate for it */
#define OTHER 0x001144

#define RECORDER 0x0a14000a /* 10.20.0.10 */
#define CLOCK 0x0a140001 /* 10.20.0.1 */
#define CLOUD 0xcb007109 /* 203.0.113.9 */
#define DEVICE 0x0a140105 /* 10.20.1.5 */
#define FORGED 0x0a150105 /* 10.21.1.5 */

#define HEAD                                                        \
	"version: 1\n"                                              \
	"interfaces: [{name: lan0, on-link: [10.20.0.0/16]}]\n"     \
	"endpoints: {recorder: [10.20.0.10], clock: [10.20.0.1]}\n" \
	"groups:\n"

static const char live_text[] = HEAD
	"  - name: cameras\n"
	"    prefixes: ['44:19:b6/24']\n"
	"    rules:\n"
	"      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: either}\n"
	"      - {name: calls, peer: 192.0.2.0/24, proto: udp, ports: [9000], initiated-by: device}\n"
	"      - {name: clock, peer: clock, proto: udp, ports: [123], initiated-by: device}\n"
	"  - name: rated\n"
	"    prefixes: ['00:11:33/24']\n"
	"    rate: {per-device: 8kbit, burst: 64kib}\n"
	"    default: pass\n";

static const char candidate_text[] = HEAD
	"  - name: cameras\n"
	"    prefixes: ['44:19:b6/24', '00:11:22/24']\n"
	"    addresses: [10.20.0.0/16]\n"
	"    rules:\n"
	"      - {name: video, peer: recorder, proto: tcp, ports: [554], initiated-by: peer}\n"
	"      - {name: cloud, peer: 203.0.113.0/24, proto: udp, ports: [8800], initiated-by: device}\n"
	"      - {name: clock, peer: clock, proto: udp, ports: [123], initiated-by: device}\n"
	"  - {name: rated, prefixes: ['00:11:33/24'], default: pass}\n";

struct frame {
	enum lc_direction direction;
	__u32 mac; /* of the device: the first three octets */
	__u32 device;
	__u32 peer;
	__u8 proto;
	__u16 device_port;
	__u16 peer_port;
};

#define IN LC_INGRESS
#define OUT LC_EGRESS
#define TCP IPPROTO_TCP
#define UDP IPPROTO_UDP

/* As the table tells: "pass video flow/drop default 554", "same" or "none". */
static const struct {
	const char *name;
	struct frame frame;
	const char *wanted;
} cases[] = {
	{ "an answer to the recorder, which may open",
	  { IN, LISTED, DEVICE, RECORDER, TCP, 554, 40000 },
	  "same" },
	{ "and the recorder's question",
	  { OUT, LISTED, DEVICE, RECORDER, TCP, 554, 40000 },
	  "same" },
	{ "a call to the recorder's own video port",
	  { IN, LISTED, DEVICE, RECORDER, TCP, 40000, 554 },
	  "pass cameras/video rule, drop cameras/- default, 554" },
	{ "a call out that only the candidate allows",
	  { IN, LISTED, DEVICE, CLOUD, UDP, 40000, 8800 },
	  "drop cameras/- default, pass cameras/cloud rule, 8800" },
	{ "the answer to it, in no flow yet",
	  { OUT, LISTED, DEVICE, CLOUD, UDP, 40000, 8800 },
	  "drop cameras/- default, pass cameras/cloud flow, 8800" },
	{ "the like to another port",
	  { IN, LISTED, DEVICE, CLOUD, UDP, 40000, 8801 },
	  "same" },
	{ "an answer of the clock that nobody asked: in a flow for both",
	  { OUT, LISTED, DEVICE, CLOCK, UDP, 40000, 123 },
	  "same" },
	{ "a question to the clock",
	  { IN, LISTED, DEVICE, CLOCK, UDP, 40000, 123 },
	  "same" },
	{ "what the candidate's source guard drops",
	  { IN, LISTED, FORGED, CLOCK, UDP, 40001, 123 },
	  "pass cameras/clock flow, drop cameras/- source-guard, 123" },
	{ "a call out that only the policy in force allows, its port the higher",
	  { IN, LISTED, DEVICE, 0xc0000207, UDP, 700, 9000 },
	  "pass cameras/calls flow, drop cameras/- default, 9000" },
	{ "the answer to it, in its flow",
	  { OUT, LISTED, DEVICE, 0xc0000207, UDP, 700, 9000 },
	  "pass cameras/calls flow, drop cameras/- default, 9000" },
	{ "from a device that the candidate alone lists",
	  { IN, NEW, DEVICE, CLOUD, UDP, 40000, 8801 },
	  "pass -/- unlisted, drop cameras/- default, 8801" },
	{ "to it",
	  { OUT, NEW, DEVICE, CLOUD, TCP, 80, 40000 },
	  "pass -/- unlisted, drop cameras/- default, 80" },
	{ "from it, as both let it pass",
	  { IN, NEW, DEVICE, CLOUD, UDP, 40000, 8800 },
	  "same" },
	{ "from a device that neither lists",
	  { IN, OTHER, DEVICE, CLOUD, UDP, 40000, 8801 },
	  "none" },
};

static struct object obj = OBJECT_NONE;
static struct slots slots;
static struct names *names;

static void fill(const char *text, unsigned int slot)
{
	struct offline offline = { 0 };
	struct compile_input input;
	int fd = memfd_create("policy", MFD_CLOEXEC);
	char path[32];

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		ksft_exit_fail_msg("cannot write a policy: %s\n",
				   strerror(errno));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (offline_load(path, NULL, &offline))
		ksft_exit_fail_msg("the policy does not compile\n");
	/* once more, for the second gets the ids of the first */
	input = (struct compile_input){
		.policy = offline.policy,
		.site = offline.site,
		.listing = offline.listing,
		.vendors = &offline.vendors,
		.names = names,
	};
	slot_image_free(offline.image);
	offline.image = NULL;
	if (compile_slot(&input, offline.diag, &offline.image))
		ksft_exit_fail_msg("the policy does not compile again\n");
	slots_fill(&slots, slot, offline.image);
	offline_free(&offline);
	close(fd);
}

static void shadow(bool on)
{
	slots.hot->control.live = LIVE_SLOT | (on ? LC_LIVE_SHADOW : 0);
}

static void load(void)
{
	struct fault fault = { "" };

	if (names_load(-1, &names) || object_load(false, &obj, &fault) ||
	    slots_map(&obj, true, &slots, &fault))
		ksft_exit_fail_msg("%s\n", fault.text);
	fill(live_text, LIVE_SLOT);
	fill(candidate_text, !LIVE_SLOT);
	if (object_load_shadow(&obj, &fault))
		ksft_exit_fail_msg("%s\n", fault.text);
}

static void put16(unsigned char *at, __u16 value)
{
	at[0] = value >> 8;
	at[1] = value;
}

static void put32(unsigned char *at, __u32 value)
{
	put16(at, value >> 16);
	put16(at + 2, value);
}

static void make(const struct frame *f, unsigned char data[SIZE])
{
	bool in = f->direction == IN;
	unsigned char *mac = data + (in ? 6 : 0);

	memset(data, 0, SIZE);
	data[in ? 0 : 6] = 0x02;
	mac[0] = f->mac >> 16;
	put16(mac + 1, f->mac);
	put16(data + 12, 0x0800);
	data[14] = 0x45;
	put16(data + 16, SIZE - 14);
	data[22] = 64;
	data[23] = f->proto;
	put32(data + 26, in ? f->device : f->peer);
	put32(data + 30, in ? f->peer : f->device);
	put16(data + 34, in ? f->device_port : f->peer_port);
	put16(data + 36, in ? f->peer_port : f->device_port);
	if (f->proto == UDP)
		put16(data + 38, SIZE - 34);
	else
		data[46] = 5 << 4;
}

/* What the program returns. */
static __u32 run(const struct frame *f, int times)
{
	unsigned char data[SIZE], out[256];

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = data,
		    .data_size_in = SIZE, .data_out = out,
		    .data_size_out = sizeof(out), .repeat = times);

	make(f, data);
	if (bpf_prog_test_run_opts(obj.progs[f->direction], &opts))
		ksft_exit_fail_msg("test run: %s\n", strerror(errno));
	return opts.retval;
}

static struct lc_shadow_cpu sums(void)
{
	static struct lc_shadow_cpu each[1024];
	struct lc_shadow_cpu sum = { 0 };
	__u32 direction;
	int cpu;

	for (direction = 0; direction < LC_DIRECTION_MAX; direction++) {
		bpf_map_lookup_elem(obj.maps[OBJECT_SHADOW_CPU], &direction,
				    each);
		for (cpu = 0; cpu < libbpf_num_possible_cpus(); cpu++) {
			sum.compared += each[cpu].compared;
			sum.differing += each[cpu].differing;
		}
	}
	return sum;
}

static const char *name(enum lc_name_kind kind, unsigned int id)
{
	const char *text = names_text(names, kind, id);

	return text ? text : "-";
}

/* The only row, in words, and away with it. */
static void take_row(char text[160])
{
	int fd = obj.maps[OBJECT_SHADOW_ROWS];
	struct lc_shadow_row row;
	struct lc_shadow_key key, next;
	__u64 wire;

	if (bpf_map_get_next_key(fd, NULL, &key) ||
	    bpf_map_lookup_elem(fd, &key, &row)) {
		strcpy(text, "no row");
		return;
	}
	/* a test run of tc puts nothing on a wire */
	wire = key.direction == IN ? SIZE : 0;
	snprintf(text, 160, "%s %s/%s %s, %s %s/%s %s, %u%s",
		 verdict_text(key.live_verdict),
		 name(LC_NAME_GROUP, key.live_group),
		 name(LC_NAME_RULE, key.live_rule),
		 reason_text(key.live_reason), verdict_text(key.verdict),
		 name(LC_NAME_GROUP, key.group), name(LC_NAME_RULE, key.rule),
		 reason_text(key.reason), key.port,
		 row.frames == 1 && row.bytes == wire ? "" : ", not one frame");
	bpf_map_delete_elem(fd, &key);
	if (!bpf_map_get_next_key(fd, NULL, &next))
		strcat(text, " and more");
}

/* The same frame without, and with, a candidate beside. */
static void check(size_t i)
{
	const struct frame *f = &cases[i].frame;
	struct lc_shadow_cpu before = sums(), after;
	__u32 without, with;
	char text[160];
	bool quiet;

	shadow(false);
	without = run(f, 1);
	after = sums();
	quiet = after.compared == before.compared;
	before = after;
	if (!quiet)
		ksft_print_msg("compared without a candidate\n");
	shadow(true);
	with = run(f, 1);
	after = sums();
	if (with != without)
		ksft_print_msg("another verdict\n");
	if (after.compared == before.compared)
		strcpy(text, "none");
	else if (after.differing == before.differing)
		strcpy(text, "same");
	else
		take_row(text);
	ksft_print_msg("%s\n", text);
	ksft_test_result(!strcmp(text, cases[i].wanted) && with == without &&
				 quiet,
			 "%s\n", cases[i].name);
}

/* A frame of the candidate's rule has opened nothing. */
static void no_flow(void)
{
	const struct frame f = { IN, NEW, DEVICE, CLOUD, UDP, 40000, 8800 };
	struct lc_flow_key key, *prev = NULL;
	bool found = false;

	shadow(true);
	run(&f, 1);
	while (!bpf_map_get_next_key(obj.maps[OBJECT_FLOWS_DEVICE], prev,
				     &key)) {
		found |= key.peer[1] == CLOUD;
		prev = &key;
	}
	ksft_test_result(prev && !found,
			 "the candidate opens no flow, the other does\n");
}

/*
 * What only the rate drops is left out: that is no matter of rules. How many
 * depends on the machine: the rate fills up again while this runs.
 */
static void rated(void)
{
	const struct frame f = { IN, RATED, DEVICE, CLOUD, UDP, 40000, 8800 };
	struct lc_shadow_cpu before = sums(), after;
	int frames = 3 * 65536 / SIZE;

	shadow(true);
	run(&f, frames);
	after = sums();
	ksft_test_result(after.differing == before.differing &&
				 after.compared > before.compared &&
				 after.compared - before.compared <
					 (__u64)frames,
			 "what a rate dropped is not compared\n");
}

int main(void)
{
	size_t i;

	ksft_print_header();
	if (geteuid())
		ksft_exit_skip("needs root\n");
	ksft_set_plan(ARRAY_SIZE(cases) + 2);
	load();
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		check(i);
	no_flow();
	rated();
	slots_unmap(&slots);
	object_close(&obj);
	names_free(names);
	ksft_finished();
}
