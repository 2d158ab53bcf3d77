// SPDX-License-Identifier: GPL-2.0
/*
 * Tables that are full, told.
 * What cannot be read is not told of: others say so.
 */
#include "event/fills.h"

#include <inttypes.h>

#include "census/counters.h"
#include "maps/map_fill.h"
#include "port/watch.h"

#define EVERY 60000 /* ms: counting a hash is a walk through it */

static const struct {
	const char *name;
	const char *effect;
} tables[FILLS_MAX] = {
	[FILLS_DEVICES] = { "devices",
			    "new devices are judged as ever, and not counted" },
	[FILLS_ATTEMPTS] = { "attempts",
			     "whom devices attempt to reach from now on is counted, and not told" },
	[FILLS_COUNTERS] = { "counters",
			     "what needs a row of its own is counted in one for all" },
	[FILLS_FLOWS_PEER] = { "flows_peer",
			       "the longest unused flow goes for each new one" },
	[FILLS_FLOWS_DEVICE] = { "flows_device",
				 "the longest unused flow goes for each new one" },
	[FILLS_RATES] = { "rates", "the longest unused goes for each new one" },
};

static void look(struct fills *fills, enum fills_table table, uint64_t taken,
		 uint64_t room, uint64_t lost, const char *sha256,
		 enum event_form form)
{
	struct event event = EVENT_INIT(EVENT_TABLE_FULL);

	if (!fill_look(&fills->tables[table], taken, room, lost, watch_clock()))
		return;
	event.sha256 = sha256;
	event.table = tables[table].name;
	event_tell(form, &event,
		   "table %s is full (%" PRIu64 " of %" PRIu64 "): %s",
		   tables[table].name, taken, room, tables[table].effect);
}

/* Frames that found no row, though their device may have more. */
static uint64_t lost_attempts(const struct census *census)
{
	uint64_t lost = 0;
	size_t i;

	for (i = 0; i < census->device_count; i++)
		if (census->devices[i].state != CENSUS_FLOOD &&
		    census->devices[i].attempts < LC_DEVICE_ATTEMPTS)
			lost += census->devices[i].unnamed;
	return lost;
}

void fills_census(struct fills *fills, const struct census *census,
		  const char *sha256, enum event_form form)
{
	look(fills, FILLS_DEVICES, census->device_places, LC_DEVICES,
	     census->unplaced, sha256, form);
	look(fills, FILLS_ATTEMPTS, census->attempt_places, LC_ATTEMPTS,
	     lost_attempts(census), sha256, form);
}

static void look_counters(struct fills *fills, const struct live *live,
			  const char *sha256, enum event_form form)
{
	struct counters counters;
	uint64_t lost = 0;
	size_t i;

	if (counters_read(live->obj.maps[OBJECT_COUNTERS], live->names,
			  &counters))
		return;
	for (i = 0; i < counters.count; i++)
		if (!counters.rows[i].verdict)
			lost += counters.rows[i].frames;
	look(fills, FILLS_COUNTERS, counters.used, LC_COUNTERS, lost, sha256,
	     form);
	counters_free(&counters);
}

void fills_look(struct fills *fills, const struct live *live, uint64_t now,
		enum event_form form)
{
	static const struct {
		enum fills_table table;
		enum object_map map;
		uint64_t room;
	} maps[] = {
		{ FILLS_FLOWS_PEER, OBJECT_FLOWS_PEER, LC_FLOWS },
		{ FILLS_FLOWS_DEVICE, OBJECT_FLOWS_DEVICE, LC_FLOWS },
		{ FILLS_RATES, OBJECT_RATES, LC_RATES },
	};
	const char *sha256 = live->policy ? live->info.sha256 : NULL;
	size_t i, count;

	if (now < fills->next)
		return;
	fills->next = now + EVERY;
	look_counters(fills, live, sha256, form);
	for (i = 0; i < sizeof(maps) / sizeof(*maps); i++)
		if (!map_fill(live->obj.maps[maps[i].map], &count))
			look(fills, maps[i].table, count, maps[i].room, 0,
			     sha256, form);
}
