// SPDX-License-Identifier: GPL-2.0
/*
 * The clock that flows are kept by: jiffies, which only the kernel knows. A
 * program of five instructions asks it, and is gone again.
 */
#include "maps/flow_clock.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"

/* *(u64 *)context = bpf_jiffies64(); return 0 */
static const struct bpf_insn ask[] = {
	{ .code = BPF_ALU64 | BPF_MOV | BPF_X, .dst_reg = 6, .src_reg = 1 },
	{ .code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_jiffies64 },
	{ .code = BPF_STX | BPF_MEM | BPF_DW, .dst_reg = 6, .src_reg = 0 },
	{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = 0 },
	{ .code = BPF_JMP | BPF_EXIT },
};

static int jiffies(__u64 *count)
{
	LIBBPF_OPTS(bpf_prog_load_opts, load, .prog_flags = BPF_F_SLEEPABLE);
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = count,
		    .ctx_size_in = sizeof(*count));
	int fd, err = 0;

	fd = bpf_prog_load(BPF_PROG_TYPE_SYSCALL, "lenscap_clock", "GPL", ask,
			   ARRAY_SIZE(ask), &load);
	if (fd < 0)
		return fd;
	if (bpf_prog_test_run_opts(fd, &run))
		err = -errno;
	close(fd);
	return err;
}

int flow_clock_jiffies(__u64 *count, __u64 *tick_ns)
{
	struct timespec tick;
	int err;

	*count = 0;
	err = jiffies(count);
	if (err)
		return err;
	/* as object_load() tells the programs */
	if (clock_getres(CLOCK_MONOTONIC_COARSE, &tick) || tick.tv_sec)
		return -ENOTSUP;
	*tick_ns = tick.tv_nsec;
	return 0;
}

int flow_clock_read(__u64 *now)
{
	__u64 count, tick_ns;
	int err = flow_clock_jiffies(&count, &tick_ns);

	if (err)
		return err;
	*now = count * tick_ns;
	return 0;
}
