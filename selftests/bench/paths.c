// SPDX-License-Identifier: GPL-2.0
/*
 * What a frame costs on each path, by BPF test run, net of an empty program.
 * One hot frame at a time, but for flows also one after another: in the first
 * there is no memory latency, and in neither the rest of the kernel. Asserts
 * no time.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "_calls.h"
#include "_plans.h"
#include "object.h"
#include "slots.h"

#define PULLS \
	"{name: r2, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: peer}"
#define ROUNDS 15
#define REPEAT 300000
#define UNLISTED 0x001122
#define UNLISTED_LOCAL 0x021122
#define LAST (-1) /* rule of the plan */
#define FLOWS 4096 /* live, in each of the two tables */
#define SINGLES 2000 /* runs of one frame in a round */
#define FLOW_PORT 10000 /* of the first; those of the others follow */

#define NEAR4(rules)                                   \
	{                                              \
		10, rules, PEERS_NEAR4, "either", NULL \
	}
#define FAR4(rules)                                   \
	{                                             \
		10, rules, PEERS_FAR4, "either", NULL \
	}
#define NEAR6(rules)                                   \
	{                                              \
		10, rules, PEERS_NEAR6, "either", NULL \
	}
#define FAR6(rules)                                   \
	{                                             \
		10, rules, PEERS_FAR6, "either", NULL \
	}

enum plan_name {
	ONE,
	MANY_PREFIXES,
	NEAR4_64,
	NEAR4_256,
	FAR4_1,
	FAR4_64,
	FAR4_256,
	NEAR6_1,
	NEAR6_64,
	NEAR6_256,
	FAR6_1,
	FAR6_64,
	FAR6_256,
	GUARDED,
	RATED,
	BY_PEER,
	BY_DEVICE,
	BY_PEER_256,
	BY_BOTH,
	NO_PLAN = -1, /* the empty program */
};

static const struct plan plans[] = {
	[ONE] = NEAR4(1),
	[MANY_PREFIXES] = { 50000, 1, PEERS_NEAR4, "either", NULL, NULL },
	[NEAR4_64] = NEAR4(64),
	[NEAR4_256] = NEAR4(256),
	[FAR4_1] = FAR4(1),
	[FAR4_64] = FAR4(64),
	[FAR4_256] = FAR4(256),
	[NEAR6_1] = NEAR6(1),
	[NEAR6_64] = NEAR6(64),
	[NEAR6_256] = NEAR6(256),
	[FAR6_1] = FAR6(1),
	[FAR6_64] = FAR6(64),
	[FAR6_256] = FAR6(256),
	[GUARDED] = { 10, 1, PEERS_NEAR4, "either",
		      "    addresses: [10.20.0.0/16]\n", NULL },
	[RATED] = { 10, 1, PEERS_NEAR4, "either",
		    "    rate: {per-device: 100gbit, burst: 1gib}\n", NULL },
	[BY_PEER] = { 10, 1, PEERS_NEAR4, "peer", NULL, NULL },
	[BY_DEVICE] = { 10, 1, PEERS_NEAR4, "device", NULL, NULL },
	[BY_PEER_256] = { 10, 256, PEERS_NEAR4, "peer", NULL, NULL },
	[BY_BOTH] = { 10, 1, PEERS_NEAR4, "device", NULL, PULLS },
};

/* What is sent to which of the plans; the text says what becomes of it. */
struct path {
	const char *text;
	enum plan_name plan;
	struct plan_frame frame;
	double ns[ROUNDS];
};

#define IN LC_INGRESS
#define OUT LC_EGRESS
#define PATH(text, plan, direction, shape, oui, rule, port, peer_port)        \
	{                                                                     \
		text, plan, { direction, shape, oui, rule, port, peer_port }, \
		{                                                             \
			0                                                     \
		}                                                             \
	}
#define EMPTY(text, direction) \
	PATH(text, NO_PLAN, direction, SHAPE_TCP, 0, 0, 0, 0)
#define TCP(text, plan, direction, oui, rule) \
	PATH(text, plan, direction, SHAPE_TCP, oui, rule, 0, 0)
#define PASS(text, plan, direction) \
	TCP(text, plan, direction, PLAN_LISTED, LAST)
#define DROP(text, plan, direction) TCP(text, plan, direction, PLAN_LISTED, 0)
/* The hot one of many flows. */
#define FLOW(text, plan, direction, shape, port, peer_port) \
	PATH(text, plan, direction, shape, PLAN_LISTED, LAST, port, peer_port)
#define MIDDLE (FLOW_PORT + FLOWS / 2)

static struct path paths[] = {
	EMPTY("empty program", IN),
	EMPTY("empty program again", IN),
	TCP("unlisted", ONE, IN, UNLISTED, 0),
	TCP("unlisted", MANY_PREFIXES, IN, UNLISTED, 0),
	TCP("unlisted, local bit", ONE, IN, UNLISTED_LOCAL, 0),
	TCP("unlisted, local bit", MANY_PREFIXES, IN, UNLISTED_LOCAL, 0),
	DROP("dropped by default", ONE, IN),
	DROP("dropped by default", MANY_PREFIXES, IN),
	DROP("dropped by default", NEAR4_256, IN),
	PASS("passed by rule", MANY_PREFIXES, IN),
	PASS("passed by rule, peers in a /24", ONE, IN),
	PASS("", NEAR4_64, IN),
	PASS("", NEAR4_256, IN),
	TCP("", NEAR4_256, IN, PLAN_LISTED, 1),
	PASS("passed by rule, peers all over", FAR4_1, IN),
	PASS("", FAR4_64, IN),
	PASS("", FAR4_256, IN),
	PASS("passed by rule, peers in a /64", NEAR6_1, IN),
	PASS("", NEAR6_64, IN),
	PASS("", NEAR6_256, IN),
	PASS("passed by rule, peers all over", FAR6_1, IN),
	PASS("", FAR6_64, IN),
	PASS("", FAR6_256, IN),
	PASS("passed by rule, source guard", GUARDED, IN),
	PASS("passed by rule, rate", RATED, IN),
	FLOW("in a flow that the peer opened", BY_PEER, IN, SHAPE_TCP, 0,
	     MIDDLE),
	FLOW("in a flow that the peer opened", BY_PEER_256, IN, SHAPE_TCP, 0,
	     MIDDLE),
	FLOW("in a flow of the device's own", BY_DEVICE, IN, SHAPE_TCP, MIDDLE,
	     0),
	FLOW("the same, where peers open too", BY_BOTH, IN, SHAPE_TCP, MIDDLE,
	     0),
	FLOW("ICMP error about a flow", BY_PEER, IN, SHAPE_ICMP_ERROR, 0,
	     MIDDLE),
	TCP("unlisted, a candidate beside", ONE, IN, UNLISTED, 0),
	DROP("dropped, a candidate beside", ONE, IN),
	PASS("passed, a candidate beside", ONE, IN),
	EMPTY("empty program", OUT),
	TCP("unlisted", ONE, OUT, UNLISTED, 0),
	TCP("unlisted", MANY_PREFIXES, OUT, UNLISTED, 0),
	DROP("dropped by default", ONE, OUT),
	PASS("passed by rule", ONE, OUT),
	PASS("passed by rule", NEAR4_256, OUT),
	FLOW("in a flow that the peer opened", BY_PEER, OUT, SHAPE_TCP, 0,
	     MIDDLE),
	PASS("passed, a candidate beside", ONE, OUT),
};

/* One after another, each of another flow. */
static struct path singles[] = {
	EMPTY("empty program", IN),
	EMPTY("empty program again", IN),
	PASS("passed by rule, no flow", ONE, IN),
	FLOW("in one of the flows of peers", BY_PEER, IN, SHAPE_TCP, 0, 1),
	FLOW("in one of the device's own", BY_DEVICE, IN, SHAPE_TCP, 1, 0),
	FLOW("opens a flow", BY_DEVICE, IN, SHAPE_TCP, 1, 0),
	EMPTY("empty program", OUT),
	FLOW("in one of the flows of peers", BY_PEER, OUT, SHAPE_TCP, 0, 1),
	FLOW("opens a flow", BY_PEER, OUT, SHAPE_TCP, 0, 1),
};

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define PLANS ARRAY_SIZE(plans)

static struct offline compiled[PLANS];
static struct object object = OBJECT_NONE;
static struct slots slots;
static int empty[LC_DIRECTION_MAX];

static int load_empty(enum lc_direction direction)
{
	const struct bpf_insn insns[] = {
		{ .code = BPF_ALU | BPF_MOV | BPF_K, .imm = 2 },
		{ .code = BPF_JMP | BPF_EXIT },
	};

	return bpf_prog_load(direction == LC_INGRESS ? BPF_PROG_TYPE_XDP :
						       BPF_PROG_TYPE_SCHED_CLS,
			     "empty", "GPL", insns, 2, NULL);
}

static int load(void)
{
	struct fault fault = { "" };
	size_t i;
	int err;

	for (i = 0; i < PLANS; i++) {
		err = plan_compile(&plans[i], &compiled[i]);
		if (err)
			return err;
	}
	err = object_load(false, &object, &fault);
	/* what is met only while the bit of a candidate is set */
	if (!err)
		err = object_load_shadow(&object, &fault);
	if (!err)
		err = slots_map(&object, true, &slots, &fault);
	if (err)
		fprintf(stderr, "%s\n", fault.text);
	for (i = 0; i < LC_DIRECTION_MAX && !err; i++) {
		empty[i] = load_empty(i);
		err = empty[i] < 0 ? empty[i] : 0;
	}
	return err;
}

/* The loopback device, ifindex 1, is what a test run without context names. */
static void put_in_force(int plan)
{
	static int live = -1;

	if (plan < 0 || plan == live)
		return;
	/* no frame comes from elsewhere: there is nothing to wait for */
	slots_fill(&slots, 1 ^ slots_live(&slots), compiled[plan].image);
	slots_flip(&slots, 1 ^ slots_live(&slots));
	live = plan;
}

/* One frame so many times; what a run took, in ns, or a negative errno. */
static int run(enum plan_name plan, struct plan_frame frame, int times,
	       __u32 *returned)
{
	const struct plan *from = &plans[plan == NO_PLAN ? ONE : plan];
	unsigned char data[PLAN_FRAME_MAX], out[256];
	int err;

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = data, .data_out = out,
		    .data_size_out = sizeof(out), .repeat = times);

	if (frame.rule == LAST)
		frame.rule = from->rules;
	opts.data_size_in = plan_frame(from, &frame, data);
	err = bpf_prog_test_run_opts(plan == NO_PLAN ?
					     empty[frame.direction] :
					     object.progs[frame.direction],
				     &opts);
	*returned = opts.retval;
	return err ? err : (int)opts.duration;
}

/* Is what was measured what the text says? 0 or -EINVAL. */
static int as_told(const struct path *path, __u32 returned)
{
	bool drop = !strncmp(path->text, "dropped", 7);

	if (path->plan == NO_PLAN ||
	    drop == (returned ==
		     (path->frame.direction == IN ? XDP_DROP : TC_ACT_SHOT)))
		return 0;
	fprintf(stderr, "paths: \"%s\" returns %u\n", path->text, returned);
	return -EINVAL;
}

/* The candidate is the same policy again. */
static void set_beside(const struct path *path)
{
	bool beside = strstr(path->text, "beside");
	__u32 live = slots_live(&slots);

	if (beside)
		slots_fill(&slots, 1 ^ live, compiled[path->plan].image);
	slots.hot->control.live = live | (beside ? LC_LIVE_SHADOW : 0);
}

static int measure(struct path *path, int round)
{
	__u32 returned;
	int ns;

	put_in_force(path->plan);
	set_beside(path);
	ns = run(path->plan, path->frame, REPEAT, &returned);
	path->ns[round] = ns;
	return ns < 0 ? ns : as_told(path, returned);
}

/* The one that rotates is not 0. */
static void set_flow(struct plan_frame *frame, unsigned int flow)
{
	if (frame->port)
		frame->port = FLOW_PORT + flow;
	if (frame->peer_port)
		frame->peer_port = FLOW_PORT + flow;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The median of many. */
static int measure_singles(struct path *path, int round)
{
	bool opens = !strcmp(path->text, "opens a flow");
	struct plan_frame frame = path->frame;
	static double ns[SINGLES];
	__u32 returned;
	int i, one;

	put_in_force(path->plan);
	for (i = 0; i < SINGLES; i++) {
		set_flow(&frame,
			 opens ? FLOWS + round * SINGLES + i : i * 997 % FLOWS);
		one = run(path->plan, frame, 1, &returned);
		if (one < 0 || as_told(path, returned))
			return one < 0 ? one : -EINVAL;
		ns[i] = one;
	}
	qsort(ns, SINGLES, sizeof(ns[0]), compare);
	path->ns[round] = ns[SINGLES / 2];
	return 0;
}

/* By the frames that may: of peers those out, of devices those in. */
static int open_flows(enum plan_name plan)
{
	bool by_peer = plan == BY_PEER || plan == BY_PEER_256;
	struct plan_frame frame = {
		.direction = by_peer ? OUT : IN,
		.oui = PLAN_LISTED,
		.rule = LAST,
		.port = !by_peer,
		.peer_port = by_peer,
	};
	__u32 returned;
	int i, err;

	put_in_force(plan);
	for (i = 0; i < FLOWS; i++) {
		set_flow(&frame, i);
		err = run(plan, frame, 1, &returned);
		if (err < 0)
			return err;
	}
	return 0;
}

/* Medians of differences in the same round, so that drift cancels out. */
static void print_path(const struct path *path, const struct path *base)
{
	const struct plan *plan = path->plan < 0 ? NULL : &plans[path->plan];
	char prefixes[16] = "", rules[16] = "", rule[16] = "";
	int n = path->frame.rule;
	double net[ROUNDS];
	int i;

	for (i = 0; i < ROUNDS; i++)
		net[i] = path->ns[i] - base->ns[i];
	qsort(net, ROUNDS, sizeof(net[0]), compare);
	if (plan) {
		snprintf(prefixes, sizeof(prefixes), "%zu", plan->prefixes);
		snprintf(rules, sizeof(rules), "%d", plan->rules);
	}
	if (n)
		snprintf(rule, sizeof(rule), "%d", n < 0 ? plan->rules : n);
	printf("%-8s %-32s %8s %5s %5s %7.0f %5.0f %5.0f\n",
	       path->frame.direction == LC_INGRESS ? "ingress" : "egress",
	       path->text, prefixes, rules, rule, net[ROUNDS / 2], net[0],
	       net[ROUNDS - 1]);
}

static void print_paths(const struct path *path, size_t count, const char *how)
{
	const struct path *base = NULL;

	printf("# ns a frame over an empty program; %s\n", how);
	printf("%-8s %-32s %8s %5s %5s %7s %5s %5s\n", "", "PATH", "PREFIXES",
	       "RULES", "RULE", "MEDIAN", "MIN", "MAX");
	for (; count--; path++) {
		if (path->plan == NO_PLAN &&
		    !strcmp(path->text, "empty program"))
			base = path;
		else
			print_path(path, base);
	}
}

static int measure_all(void)
{
	int round, err = 0;
	size_t i;

	for (round = 0; round < ROUNDS && !err; round++)
		for (i = 0; i < ARRAY_SIZE(paths) && !err; i++)
			err = measure(&paths[i], round);
	for (round = 0; round < ROUNDS && !err; round++)
		for (i = 0; i < ARRAY_SIZE(singles) && !err; i++)
			err = measure_singles(&singles[i], round);
	return err;
}

int main(void)
{
	int err, calls;
	size_t i;

	object_quiet();
	err = load();
	if (!err)
		err = open_flows(BY_PEER);
	if (!err)
		err = open_flows(BY_PEER_256);
	if (!err)
		err = open_flows(BY_DEVICE);
	if (!err)
		err = open_flows(BY_BOTH);
	if (!err)
		err = measure_all();
	if (err) {
		fprintf(stderr, "paths: cannot measure: %s\n", strerror(-err));
		return 1;
	}
	printf("# at least %d flows live in each of the two tables\n", FLOWS);
	print_paths(paths, ARRAY_SIZE(paths),
		    "one hot frame, and its flow, over and over");
	print_paths(singles, ARRAY_SIZE(singles),
		    "each frame of another flow, a test run for each");
	calls = calls_print(object.progs[LC_INGRESS], "ingress");
	err = calls_print(object.progs[LC_EGRESS], "egress");
	slots_unmap(&slots);
	object_close(&object);
	for (i = 0; i < PLANS; i++)
		offline_free(&compiled[i]);
	return calls || err;
}
