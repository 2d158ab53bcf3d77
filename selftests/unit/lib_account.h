/* SPDX-License-Identifier: GPL-2.0 */
/*
 * bpf/account.h and the census over plain memory in place of maps, for one
 * processor whose clock the test sets. Included by one file of a test.
 */
#ifndef LENSCAP_TEST_ACCOUNT_H
#define LENSCAP_TEST_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <lenscap.h>

/* In place of maps.h. */
#define LENSCAP_MAPS_H
struct xdp_md;

static struct lc_counter counters[LC_COUNTERS];
static struct lc_replay replayed;
static bool lc_replay_on;
static struct lc_census census[1];
static struct lc_hot lenscap_hot;
static struct lc_event_room event_cpu[1];
static int events;
static const __u32 lc_census_last;

/* Jiffies; how many events there were, and the last. */
static __u64 account_jiffies;
static unsigned int account_events;
static struct lc_event_room account_event;
static bool account_full; /* the ring: nobody reads */

static inline void *bpf_map_lookup_elem(void *map, const __u32 *index)
{
	if (map == counters)
		return *index < LC_COUNTERS ? &counters[*index] : NULL;
	return *index ? NULL : map;
}

static inline __u32 bpf_get_smp_processor_id(void)
{
	return 0;
}

static inline __u64 bpf_jiffies64(void)
{
	return account_jiffies;
}

static inline __u64 bpf_ktime_get_boot_ns(void)
{
	return account_jiffies * 4000000;
}

/* The frame is what ctx points at. */
static inline long bpf_xdp_load_bytes(struct xdp_md *ctx, __u32 offset,
				      void *to, __u32 len)
{
	memcpy(to, (const char *)ctx + offset, len);
	return 0;
}

static inline long bpf_ringbuf_output(void *ring, void *data, __u64 size,
				      __u64 flags)
{
	if (account_full)
		return -1;
	account_events++;
	memcpy(&account_event, data, size);
	return 0;
}

static inline struct lc_replay *replay_block(void)
{
	return lc_replay_on ? &replayed : NULL;
}

#include "account.h"
#include "census_new.h"

#endif
