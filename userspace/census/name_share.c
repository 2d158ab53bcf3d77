// SPDX-License-Identifier: GPL-2.0
/*
 * How many new names a device may bring in a day.
 * Which names there are is name_seen.c.
 */
#include "census/name_share.h"

#include <stddef.h>

#define PROBES 16
#define DAY_MS (24 * 3600 * 1000ll)

/* The device's own place, a free one, or one that it has to share. */
static size_t find(const struct name_share *share, uint64_t place)
{
	size_t first = (place * 0x9e3779b97f4a7c15ull) >> 51, i, at;

	for (i = 0; i < PROBES; i++) {
		at = (first + i) & (NAME_SHARE_PLACES - 1);
		if (!share->of[at].place || share->of[at].place == place)
			return at;
	}
	return first;
}

bool name_share_take(struct name_share *share, uint64_t place, int64_t now)
{
	size_t at = find(share, place);
	uint32_t day = (uint32_t)(now / DAY_MS);

	if (!share->of[at].place)
		share->of[at].place = place;
	if (share->of[at].day != day) {
		share->of[at].day = day;
		share->of[at].used = 0;
	}
	if (share->of[at].used >= NAME_SHARE_DAY)
		return false;
	share->of[at].used++;
	return true;
}
