// SPDX-License-Identifier: GPL-2.0
/*
 * How full which table is.
 * What stands in the tables is the business of the parts that fill them.
 */
#include "base/array.h"
#include "maps/map_fill.h"
#include "metrics/measure_parts.h"

static const struct metrics_family entries_family = {
	.name = "lenscap_table_entries",
	.help = "Places taken in a table; of counters, devices and attempts, on the fullest processor.",
	.type = METRICS_GAUGE,
	.labels = "table",
	.limit = LIMIT_REST,
};

static const struct metrics_family capacity_family = {
	.name = "lenscap_table_capacity",
	.help = "Places there are in a table.",
	.type = METRICS_GAUGE,
	.labels = "table",
	.limit = LIMIT_REST,
};

static size_t count_names(const struct live *live)
{
	static const unsigned int ids[LC_NAME_KIND_MAX] = {
		[LC_NAME_IFACE] = LC_NAMES_ZONE - LC_NAMES_IFACE,
		[LC_NAME_ZONE] = LC_NAMES_GROUP - LC_NAMES_ZONE,
		[LC_NAME_GROUP] = LC_NAMES_VENDOR - LC_NAMES_GROUP,
		[LC_NAME_VENDOR] = LC_NAMES_RULE - LC_NAMES_VENDOR,
		[LC_NAME_RULE] = LC_NAMES_END - LC_NAMES_RULE,
	};
	unsigned int kind, id;
	size_t count = 0;

	for (kind = 0; kind < LC_NAME_KIND_MAX; kind++)
		for (id = 1; id < ids[kind]; id++)
			count += !!names_text(live->names, kind, id);
	return count;
}

static size_t count_prefixes(const struct live *live)
{
	const struct lc_hot_slot *slot;
	size_t buckets, count = 0;
	size_t i;
	int way;

	if (!live->policy)
		return 0;
	slot = &live->slots.hot->slot[live->slot];
	buckets = slot->head.bucket_mask + 1u;
	if (buckets > LC_BUCKETS)
		return 0;
	for (i = 0; i < buckets; i++)
		for (way = 0; way < LC_BUCKET_WAYS; way++)
			count += !!slot->buckets[i].entry[way];
	return count;
}

struct tables {
	struct metrics *entries;
	struct metrics *capacity;
};

static void add(struct tables *tables, const char *table, size_t entries,
		size_t capacity)
{
	metrics_add(tables->entries, &table, entries);
	metrics_add(tables->capacity, &table, capacity);
}

/* A map that cannot be asked is left out, rather than said to be empty. */
static void add_states(struct tables *tables, const struct live *live)
{
	static const struct {
		const char *name;
		enum object_map map;
		uint64_t room;
	} states[] = {
		{ LC_MAP_FLOWS_PEER, OBJECT_FLOWS_PEER, LC_FLOWS },
		{ LC_MAP_FLOWS_DEVICE, OBJECT_FLOWS_DEVICE, LC_FLOWS },
		{ LC_MAP_RATES, OBJECT_RATES, LC_RATES },
		{ LC_MAP_ATTEMPT_NAMES, OBJECT_ATTEMPT_NAMES, LC_NAMES_SEEN },
	};
	size_t i, count;

	for (i = 0; i < ARRAY_SIZE(states); i++)
		if (!map_fill(live->obj.maps[states[i].map], &count))
			add(tables, states[i].name, count, states[i].room);
}

void measure_tables(struct measure *measure)
{
	const struct overview *overview = measure->overview;
	struct tables tables = {
		.entries = metrics_new(&entries_family),
		.capacity = metrics_new(&capacity_family),
	};

	add_states(&tables, &overview->live);
	add(&tables, "counters", overview->counters.used, LC_COUNTERS);
	/* the first of each kind is never allotted */
	add(&tables, "names", count_names(&overview->live),
	    LC_NAMES_END - LC_NAME_KIND_MAX);
	add(&tables, "permits", overview->state->permits.count, LC_PERMITS);
	add(&tables, "prefixes", count_prefixes(&overview->live),
	    LC_MAX_PREFIXES);
	if (overview->census) {
		add(&tables, "devices", overview->census->device_places,
		    LC_DEVICES);
		add(&tables, "attempts", overview->census->attempt_places,
		    LC_ATTEMPTS);
	}
	measure_family(measure, tables.entries);
	measure_family(measure, tables.capacity);
}
