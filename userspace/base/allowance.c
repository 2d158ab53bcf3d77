// SPDX-License-Identifier: GPL-2.0
/*
 * So many in a minute and no more.
 * A minute begins with the first in it.
 */
#include "base/allowance.h"

static bool is_over(const struct allowance *allowance, uint64_t now)
{
	return now - allowance->began >= ALLOWANCE_WINDOW;
}

bool allowance_take(struct allowance *allowance, uint64_t now)
{
	if (!allowance->used || (is_over(allowance, now) && !allowance->more)) {
		allowance->began = now;
		allowance->used = 0;
	}
	if (allowance->used < allowance->most) {
		allowance->used++;
		return true;
	}
	allowance->more++;
	return false;
}

uint64_t allowance_more(struct allowance *allowance, uint64_t now, bool end)
{
	uint64_t more = allowance->more;

	if (!more || (!end && !is_over(allowance, now)))
		return 0;
	allowance->more = 0;
	allowance->used = 0;
	return more;
}
