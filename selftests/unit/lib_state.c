// SPDX-License-Identifier: GPL-2.0
/*
 * Flows, rates, permits and the clock for tests of decide.h: the plainest
 * tables, where the programs have maps. No test of its own.
 */
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"

#define ROOM 256

static struct {
	struct lc_flow_key key;
	struct lc_flow flow;
} flows[LC_DIRECTION_MAX][ROOM];
static unsigned int flow_count[LC_DIRECTION_MAX];

static struct {
	struct lc_rate_key key;
	struct lc_rate rate;
} rates[ROOM];
static unsigned int rate_count;

uint64_t lib_clock;
struct lc_permit lib_permits[LC_PERMITS];
__u64 lib_permit_mac, lib_permit_mask;

void lib_state_clear(void)
{
	memset(flow_count, 0, sizeof(flow_count));
	rate_count = 0;
	memset(lib_permits, 0, sizeof(lib_permits));
	lib_permit_mask = 0;
}

__u64 clock_coarse(void)
{
	return lib_clock;
}

__u64 clock_fine(void)
{
	return lib_clock;
}

__u64 frame_length(const struct lc_frame *f)
{
	return f->len;
}

struct lc_flow *flow_find(enum lc_direction opener,
			  const struct lc_flow_key *key)
{
	unsigned int i;

	for (i = 0; i < flow_count[opener]; i++)
		if (!memcmp(&flows[opener][i].key, key, sizeof(*key)))
			return &flows[opener][i].flow;
	return NULL;
}

void flow_put(enum lc_direction opener, const struct lc_flow_key *key,
	      const struct lc_flow *flow)
{
	struct lc_flow *old = flow_find(opener, key);
	unsigned int i = flow_count[opener];

	if (old) {
		*old = *flow;
		return;
	}
	if (i == ROOM)
		ksft_exit_fail_msg("the test has more than %u flows\n", ROOM);
	flows[opener][i].key = *key;
	flows[opener][i].flow = *flow;
	flow_count[opener]++;
}

struct lc_rate *rate_find(const struct lc_rate_key *key, __u64 now)
{
	unsigned int i;

	for (i = 0; i < rate_count; i++)
		if (!memcmp(&rates[i].key, key, sizeof(*key)))
			return &rates[i].rate;
	if (i == ROOM)
		ksft_exit_fail_msg("the test has more than %u rates\n", ROOM);
	rate_count++;
	rates[i].key = *key;
	rates[i].rate.full_at = now;
	return &rates[i].rate;
}

const struct lc_permit *permit_at(__u32 index)
{
	return index < LC_PERMITS ? &lib_permits[index] : NULL;
}

__u64 permit_mask(__u64 mac)
{
	return mac == lib_permit_mac ? lib_permit_mask : 0;
}
