/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The programs of bpf/, compiled for the machine at hand, as replay loads them.
 * Where their frames and maps come from is for the caller.
 */
#ifndef LENSCAP_CROSS_PROGRAMS_H
#define LENSCAP_CROSS_PROGRAMS_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>

/* The maps that userspace shares with them, in memory. */
void programs_place(struct lc_hot *hot, void *rules, void *addr6,
		    struct lc_replay *replay);

/*
 * One frame. The bytes stand below 4 GiB, for the context of a program has
 * 32 bits for their address. What comes of it stands in the replay block.
 */
void programs_run(enum lc_direction direction, void *data, size_t size);

struct bpf_test_run_opts;
struct fault;
struct object;

/* In the place of object_load() and of bpf_prog_test_run_opts(): ld's --wrap. */
int __wrap_object_load(bool replay, struct object *obj, struct fault *fault);
int __wrap_bpf_prog_test_run_opts(int fd, struct bpf_test_run_opts *opts);

#endif
