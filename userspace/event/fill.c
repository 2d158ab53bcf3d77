// SPDX-License-Identifier: GPL-2.0
/*
 * When a table has become full.
 * Between two shares of its room, so that one row more or less is no news.
 */
#include "event/fill.h"

bool fill_look(struct fill *fill, uint64_t taken, uint64_t room, uint64_t lost,
	       uint64_t now)
{
	bool loses = fill->known ? lost > fill->lost : lost > 0;
	bool was = fill->full;

	fill->known = true;
	/* a table that was made anew counts from 0 */
	fill->lost = lost;
	if (loses)
		fill->lost_at = now;
	if (loses || taken * 100 >= room * FILL_FULL)
		fill->full = true;
	else if (taken * 100 < room * FILL_ROOM &&
		 (!fill->lost_at || now - fill->lost_at >= FILL_QUIET))
		fill->full = false;
	return fill->full && !was;
}
