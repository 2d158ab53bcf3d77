// SPDX-License-Identifier: GPL-2.0
/*
 * Test runs: no frame leaves or comes from anywhere. The loopback device,
 * ifindex 1, is what a test run without context names.
 */
#include "_runs.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "_turns.h"
#include "maps/slots.h"

#ifndef BPF_F_XDP_HAS_FRAGS
#define BPF_F_XDP_HAS_FRAGS (1U << 5)
#endif

static struct offline *compiled; /* of each plan */
static struct object object = OBJECT_NONE;
static struct slots slots;
static struct turns turns = { { -1, -1 }, -1 };
static int empty[LC_DIRECTION_MAX] = { -1, -1 };
static int live = -1; /* the plan in force */

/* As lenscap's own are, so that one program array may hold both. */
static int load_empty(enum lc_direction direction)
{
	const struct bpf_insn insns[] = {
		{ .code = BPF_ALU | BPF_MOV | BPF_K, .imm = XDP_PASS },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	bool in = direction == LC_INGRESS;
	int fd;

	LIBBPF_OPTS(bpf_prog_load_opts, opts,
		    .prog_flags = in ? BPF_F_XDP_HAS_FRAGS : 0,
		    .expected_attach_type = in ? BPF_XDP : 0);
	fd = bpf_prog_load(in ? BPF_PROG_TYPE_XDP : BPF_PROG_TYPE_SCHED_CLS,
			   "empty", "GPL", insns, 2, &opts);

	return fd < 0 ? -errno : fd;
}

static int load(void)
{
	struct fault fault = { "" };
	int i, err;

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
	return err ? err : turns_make(&turns, object.progs, empty);
}

int runs_open(void)
{
	int err = load();
	size_t i;

	compiled = calloc(path_plan_count, sizeof(*compiled));
	if (!compiled)
		return -ENOMEM;
	for (i = 0; i < path_plan_count && !err; i++)
		err = plan_compile(&path_plans[i], &compiled[i]);
	for (i = 0; i < path_opener_count && !err; i++) {
		err = runs_prepare(&path_openers[i]);
		if (!err)
			err = runs_many(&path_openers[i],
					path_openers[i].turns);
		err = err < 0 ? err : 0;
	}
	return err;
}

void runs_close(void)
{
	size_t i;

	for (i = 0; compiled && i < path_plan_count; i++)
		offline_free(&compiled[i]);
	free(compiled);
	turns_close(&turns);
	close(empty[LC_INGRESS]);
	close(empty[LC_EGRESS]);
	if (slots.hot)
		slots_unmap(&slots);
	object_close(&object);
}

const struct object *runs_object(void)
{
	return &object;
}

int runs_prepare(const struct path *path)
{
	__u32 slot;

	if (path->plan == PATH_EMPTY)
		return 0;
	/* no frame comes from elsewhere: there is nothing to wait for */
	slots.hot->control.live = slots_live(&slots);
	slot = 1 ^ slots_live(&slots);
	if (path->plan != live) {
		slots_fill(&slots, slot, compiled[path->plan].image);
		slots_flip(&slots, slot);
		live = path->plan;
		slot ^= 1;
	}
	if (!path->beside)
		return 0;
	slots_fill(&slots, slot, compiled[path->plan].image);
	slots.hot->control.live |= LC_LIVE_SHADOW;
	return 0;
}

static int as_told(const struct path *path, __u32 returned)
{
	__u32 drop = path->frame.direction == LC_INGRESS ? XDP_DROP :
							   TC_ACT_SHOT;
	__u32 pass = path->frame.direction == LC_INGRESS ? XDP_PASS :
							   (__u32)TC_ACT_UNSPEC;

	if (path->plan == PATH_EMPTY || returned == (path->drops ? drop : pass))
		return 0;
	fprintf(stderr, "\"%s\" returns %u\n", path->text, returned);
	return -EINVAL;
}

static size_t frame_of(const struct path *path, unsigned char *data)
{
	const struct plan *plan =
		&path_plans[path->plan == PATH_EMPTY ? 0 : path->plan];
	struct plan_frame frame = path->frame;

	frame.rule = path_rule(path);
	return plan_frame(plan, &frame, data);
}

/* Through prog; the frame as it is, or turn n if that is not NULL. */
static int run(const struct path *path, int prog, const __u32 *n, int times,
	       __u32 *returned)
{
	unsigned char data[PLAN_FRAME_MAX], out[256];

	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = data, .data_out = out,
		    .data_size_out = sizeof(out), .repeat = times);

	opts.data_size_in = frame_of(path, data);
	if (n)
		turns_write(path, *n, data);
	if (bpf_prog_test_run_opts(prog, &opts))
		return -errno;
	*returned = opts.retval;
	return opts.duration;
}

static int run_turns(const struct path *path, enum turns_to to, int times,
		     __u32 *returned)
{
	__u32 next = path->opens ? runs_fresh(times) : 0;
	int prog = turns_program(&turns, path, to), ns;

	if (prog < 0)
		return prog;
	ns = turns_begin(&turns, path, next);
	if (!ns)
		ns = run(path, prog, NULL, times, returned);
	close(prog);
	return ns;
}

int runs_many(const struct path *path, int times)
{
	int way = path->frame.direction, ns, err;
	__u32 returned;

	if (path->plan == PATH_EMPTY)
		return runs_empty(path, times);
	ns = path->turns ? run_turns(path, TURNS_TO_JUDGE, times, &returned) :
			   run(path, object.progs[way], NULL, times, &returned);
	err = ns < 0 ? ns : as_told(path, returned);
	return err ? err : ns;
}

int runs_empty(const struct path *path, int times)
{
	__u32 returned;

	return path->turns ? run_turns(path, TURNS_TO_EMPTY, times, &returned) :
			     run(path, empty[path->frame.direction], NULL,
				 times, &returned);
}

int runs_one(const struct path *path, __u32 n)
{
	int way = path->frame.direction, ns;
	__u32 returned;

	if (path->plan == PATH_EMPTY)
		return 0;
	ns = run(path, object.progs[way], path->turns ? &n : NULL, 1,
		 &returned);
	return ns < 0 ? ns : as_told(path, returned);
}

__u32 runs_fresh(__u32 count)
{
	static __u32 next = PATH_TURNS;

	next += count;
	return next - count;
}
