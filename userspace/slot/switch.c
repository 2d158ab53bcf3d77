// SPDX-License-Identifier: GPL-2.0
/*
 * The switch between the slots, asked of the kernel.
 * What it does there stands in bpf/switch.h.
 */
#include "slot/switch.h"

#include <bpf/bpf.h>
#include <errno.h>

static int run(const struct object *obj, struct lc_switch_args *args)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = args,
		    .ctx_size_in = sizeof(*args));

	if (bpf_prog_test_run_opts(obj->progs[OBJECT_SWITCH], &opts))
		return -errno;
	return (int)opts.retval;
}

int switch_to(const struct object *obj, unsigned int slot, uint32_t id,
	      int64_t seconds)
{
	struct lc_switch_args args = {
		.op = LC_SWITCH_TO,
		.slot = slot,
		.id = id,
		.timeout = (__u64)seconds * LC_SECOND,
	};

	return run(obj, &args);
}

int switch_confirm(const struct object *obj, uint32_t id)
{
	struct lc_switch_args args = { .op = LC_SWITCH_CONFIRM, .id = id };

	return run(obj, &args);
}

int switch_back(const struct object *obj, uint32_t id)
{
	struct lc_switch_args args = { .op = LC_SWITCH_BACK, .id = id };

	return run(obj, &args);
}

int switch_idle(const struct object *obj, enum lc_idle idle)
{
	struct lc_switch_args args = { .op = LC_SWITCH_IDLE, .idle = idle };

	return run(obj, &args);
}
