/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How many new names a device may bring in a day: map attempt_names is one for all,
 * and who makes names up must not push out those of others.
 */
#ifndef LENSCAP_NAME_SHARE_H
#define LENSCAP_NAME_SHARE_H

#include <stdbool.h>
#include <stdint.h>

#define NAME_SHARE_DAY 256 /* names */
#define NAME_SHARE_PLACES 8192 /* power of two; more devices share one */

/* All zero to begin with. */
struct name_share {
	struct {
		uint64_t place; /* as in lc_attempt; 0: free */
		uint32_t day;
		uint32_t used;
	} of[NAME_SHARE_PLACES];
};

/* One more of that device; now: ms since the epoch. False: it had its share. */
bool name_share_take(struct name_share *share, uint64_t place, int64_t now);

#endif
