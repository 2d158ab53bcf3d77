// SPDX-License-Identifier: GPL-2.0
/*
 * Devices and attempts as they are shown: words for ids, times for ticks, who is
 * taken for forged, and who is known from the ledger.
 * How rows are added up is census_sums.c.
 */
#define _GNU_SOURCE /* qsort_r() */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "census/census_parts.h"
#include "ledger/history.h"

struct build {
	struct census_sums *sums;
	const struct census_clock *clock;
	const struct names *names;
	const struct history *history;
	const struct census_names *seen;
	uint16_t rank[LC_IFACE_IDS]; /* of interfaces, by name */
	struct census *census;
};

int64_t census_time(const struct census_clock *clock, uint32_t tick)
{
	uint32_t age = (uint32_t)(clock->count >> LC_TICK_SHIFT) - tick;
	uint64_t jiffies;

	if ((int32_t)age < 0)
		return clock->now;
	jiffies = ((uint64_t)age << LC_TICK_SHIFT) +
		  (clock->count & ((1 << LC_TICK_SHIFT) - 1));
	return clock->now - (int64_t)(jiffies * clock->tick_ns / 1000000);
}

static const char *iface_text(const struct build *build, unsigned int id)
{
	return names_text(build->names, LC_NAME_IFACE, id);
}

static int by_name(const void *left, const void *right, void *arg)
{
	return text_compare(iface_text(arg, *(const uint16_t *)left),
			    iface_text(arg, *(const uint16_t *)right));
}

/* So that rows are put in order by numbers, which is quick. */
static void rank_interfaces(struct build *build)
{
	uint16_t ids[LC_IFACE_IDS], i;

	for (i = 0; i < LC_IFACE_IDS; i++)
		ids[i] = i;
	qsort_r(ids, LC_IFACE_IDS, sizeof(*ids), by_name, build);
	for (i = 0; i < LC_IFACE_IDS; i++)
		build->rank[ids[i]] = i;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right, void *arg)
{
	const struct lc_device *a = left, *b = right;
	const struct build *build = arg;
	int order = (int)build->rank[a->iface] - build->rank[b->iface];

	/* the VLAN stands above the MAC */
	return order ? order : compare_numbers(a->place, b->place);
}

static int by_last(const void *left, const void *right, void *arg)
{
	const struct lc_attempt *a = left, *b = right;
	const struct build *build = arg;
	int order = (int)build->rank[a->iface] - build->rank[b->iface];

	if (a->last != b->last)
		return census_later(a->last, b->last) ? -1 : 1;
	if (!order)
		order = compare_numbers(a->place, b->place);
	if (!order)
		order = compare_numbers(a->l3, b->l3);
	if (!order)
		order = compare_numbers(a->peer[0], b->peer[0]);
	if (!order)
		order = compare_numbers(a->peer[1], b->peer[1]);
	if (!order)
		order = compare_numbers(a->proto, b->proto);
	if (!order)
		order = compare_numbers(a->port, b->port);
	if (!order)
		order = compare_numbers(a->verdict, b->verdict);
	return order ? order : compare_numbers(a->flags, b->flags);
}

static int vlan_of(uint64_t place)
{
	return LC_PLACE_VLAN_OF(place) ? (int)LC_PLACE_VLAN_OF(place) : -1;
}

static int compare_device(const struct census_device *a, const char *interface,
			  int vlan, uint64_t mac)
{
	int order = text_compare(a->interface, interface);

	if (!order)
		order = a->vlan - vlan;
	return order ? order : compare_numbers(a->mac, mac);
}

static int by_device(const void *left, const void *right)
{
	const struct census_device *b = right;

	return compare_device(left, b->interface, b->vlan, b->mac);
}

const struct census_device *census_find(const struct census *census,
					uint64_t mac, const char *interface,
					int vlan)
{
	size_t low = 0, high = census->device_count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = compare_device(&census->devices[middle], interface,
				       vlan, mac);
		if (!order)
			return &census->devices[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static enum census_state state_of(const struct build *build, int64_t last_seen)
{
	return last_seen < build->clock->now - CENSUS_STALE_MS ? CENSUS_STALE :
								 CENSUS_ACTIVE;
}

static void make_device(const struct build *build, const struct census_row *row,
			struct census_device *device)
{
	const struct lc_device *from = &row->device;
	const struct names *names = build->names;

	*device = (struct census_device){
		.mac = LC_PLACE_MAC_OF(from->place),
		.interface = iface_text(build, from->iface),
		.zone = names_text(names, LC_NAME_ZONE, from->zone),
		.vendor = names_text(names, LC_NAME_VENDOR, from->vendor),
		.group = names_text(names, LC_NAME_GROUP, from->group),
		.vlan = vlan_of(from->place),
		.ipv4 = from->ipv4,
		.ipv6 = { row->addr6.hi, row->addr6.lo },
		.first_seen = census_time(build->clock, from->first),
		.last_seen = census_time(build->clock, from->last),
		.frames = from->frames,
		.bytes = from->bytes,
		.dropped = from->dropped,
		.would_drop = from->would_drop,
		.unnamed = row->unnamed,
		.momentary = from->last - from->first < LC_SETTLED,
	};
	device->state = state_of(build, device->last_seen);
}

static int64_t settled_ms(const struct build *build)
{
	return ((uint64_t)LC_SETTLED << LC_TICK_SHIFT) * build->clock->tick_ns /
	       1000000;
}

/* Those that are known from the ledger alone come after the others. */
static void add_history(const struct build *build)
{
	struct census *census = build->census;
	size_t i, added = census->device_count;

	for (i = 0; build->history && i < build->history->count; i++) {
		const struct history_device *past = &build->history->devices[i];
		struct census_device *device =
			(struct census_device *)census_find(
				census, past->mac, past->interface, past->vlan);

		if (!device) {
			census->devices[added++] = (struct census_device){
				.mac = past->mac,
				.interface = past->interface,
				.zone = past->zone,
				.vendor = past->vendor,
				.group = past->group,
				.vlan = past->vlan,
				.first_seen = past->first_seen,
				.last_seen = past->last_seen,
				.state = state_of(build, past->last_seen),
				.past = true,
			};
			continue;
		}
		if (past->first_seen < device->first_seen)
			device->first_seen = past->first_seen;
		if (device->last_seen - device->first_seen >= settled_ms(build))
			device->momentary = false;
	}
	census->device_count = added;
}

static void mark_floods(const struct build *build)
{
	const struct census_sums *sums = build->sums;
	size_t momentary[LC_IFACE_IDS] = { 0 };
	size_t i;

	/* those of the ledger stand behind them, so far */
	for (i = 0; i < sums->device_count; i++)
		momentary[sums->devices[i].device.iface] +=
			build->census->devices[i].momentary;
	for (i = 0; i < sums->device_count; i++)
		if (build->census->devices[i].momentary &&
		    momentary[sums->devices[i].device.iface] >=
			    CENSUS_FLOOD_LEAST)
			build->census->devices[i].state = CENSUS_FLOOD;
}

/* The device of an attempt, NULL where its row is gone. */
static struct census_device *owner_of(struct build *build,
				      const struct lc_attempt *attempt)
{
	const struct lc_device key = {
		.place = attempt->place,
		.iface = attempt->iface,
	};
	size_t low = 0, high = build->sums->device_count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = by_place(&build->sums->devices[middle].device, &key,
				 build);
		if (!order)
			return &build->census->devices[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void make_attempt(struct build *build, const struct lc_attempt *from,
			 struct census_attempt *attempt)
{
	struct census_device *owner = owner_of(build, from);
	const struct names *names = build->names;
	bool answer = from->flags & LC_ATTEMPT_ANSWER;

	*attempt = (struct census_attempt){
		.mac = LC_PLACE_MAC_OF(from->place),
		.interface = iface_text(build, from->iface),
		.zone = names_text(names, LC_NAME_ZONE, from->zone),
		.vendor = names_text(names, LC_NAME_VENDOR, from->vendor),
		.group = names_text(names, LC_NAME_GROUP, from->group),
		.vlan = vlan_of(from->place),
		.peer = { from->peer[0], from->peer[1] },
		.l3 = from->l3,
		.proto = from->proto,
		.port = from->port && !answer ? from->port : -1,
		.from_port = from->port && answer ? from->port : -1,
		.verdict = from->verdict,
		.frames = from->frames,
		.bytes = from->bytes,
		.first_seen = census_time(build->clock, from->first),
		.last_seen = census_time(build->clock, from->last),
		.flood = owner && owner->state == CENSUS_FLOOD,
	};
	attempt->names =
		census_names_of(build->seen, from, &attempt->name_count);
	if (owner)
		owner->attempts++;
}

static void make_rows(struct build *build)
{
	struct census_sums *sums = build->sums;
	struct census *census = build->census;
	size_t i;

	rank_interfaces(build);
	qsort_r(sums->devices, sums->device_count, sizeof(*sums->devices),
		by_place, build);
	qsort_r(sums->attempts, sums->attempt_count, sizeof(*sums->attempts),
		by_last, build);
	for (i = 0; i < sums->device_count; i++)
		make_device(build, &sums->devices[i], &census->devices[i]);
	census->device_count = sums->device_count;
	add_history(build);
	mark_floods(build);
	for (i = 0; i < sums->attempt_count; i++)
		make_attempt(build, &sums->attempts[i], &census->attempts[i]);
	census->attempt_count = sums->attempt_count;
	if (census->device_count > sums->device_count)
		qsort(census->devices, census->device_count,
		      sizeof(*census->devices), by_device);
}

int census_build(struct census_sums *sums, const struct census_clock *clock,
		 const struct names *names, const struct history *history,
		 struct census_names *seen, struct census **out)
{
	struct census *census = calloc(1, sizeof(*census));
	struct build build = {
		.sums = sums,
		.clock = clock,
		.names = names,
		.history = history,
		.seen = seen,
	};
	size_t past = history ? history->count : 0;

	if (!census)
		return -ENOMEM;
	census->devices =
		calloc(sums->device_count + past + 1, sizeof(*census->devices));
	census->attempts =
		calloc(sums->attempt_count + 1, sizeof(*census->attempts));
	if (!census->devices || !census->attempts) {
		census_free(census);
		return -ENOMEM;
	}
	build.census = census;
	make_rows(&build);
	census->names = seen->names;
	seen->names = NULL;
	census->now = clock->now;
	census->unplaced = sums->unplaced;
	census->displaced = sums->displaced;
	census->unnamed = sums->unnamed;
	census->events_lost = sums->events_lost;
	census->device_places = sums->device_places;
	census->attempt_places = sums->attempt_places;
	*out = census;
	return 0;
}

void census_free(struct census *census)
{
	if (!census)
		return;
	free(census->devices);
	free(census->attempts);
	free(census->names);
	free(census);
}
