/* SPDX-License-Identifier: GPL-2.0 */
/*
 * In place of libbpf's header, for bpf/ compiled as C: how maps are declared,
 * and the kernel's helpers over maps.h. What only live programs call does nothing.
 */
#ifndef LENSCAP_CROSS_BPF_HELPERS_H
#define LENSCAP_CROSS_BPF_HELPERS_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#include "cross/maps.h"

#define SEC(name)
#define __uint(name, value) int(*(name))[value]
#define __type(name, value) typeof(value) *(name)
#define __array(name, value) typeof(value) *(name)[]

/* What a declaration says, in numbers. */
#define MAP_COUNT(member) (sizeof(*(member)) / sizeof(int))
#define MAP_SHAPE(map)                                                 \
	((struct map_shape){ .type = MAP_COUNT((map)->type),           \
			     .entries = MAP_COUNT((map)->max_entries), \
			     .key = sizeof(*(map)->key),               \
			     .value = sizeof(*(map)->value) })

#define bpf_map_lookup_elem(map, at) map_lookup(map, MAP_SHAPE(map), at)
#define bpf_map_update_elem(map, at, value, flags) \
	map_update(map, MAP_SHAPE(map), at, value, flags)

static inline long helper_absent(void)
{
	return -1;
}

#define bpf_get_smp_processor_id() 0u
#define bpf_jiffies64() 0ull
#define bpf_ktime_get_ns() 0ull
#define bpf_ktime_get_boot_ns() 0ull
#define bpf_tail_call(ctx, map, index) helper_absent()
#define bpf_ringbuf_output(map, data, size, flags) helper_absent()
#define bpf_skb_pull_data(skb, len) helper_absent()
#define bpf_timer_init(timer, map, flags) helper_absent()
#define bpf_timer_set_callback(timer, call) ((void)(call), helper_absent())
#define bpf_timer_start(timer, ns, flags) helper_absent()
#define bpf_timer_cancel(timer) helper_absent()
#define bpf_xdp_adjust_meta(ctx, by) helper_absent()
#define bpf_xdp_load_bytes(ctx, from, to, len) helper_absent()
#define bpf_xdp_get_buff_len(ctx) ((ctx) ? 0ull : 0ull)

#endif
