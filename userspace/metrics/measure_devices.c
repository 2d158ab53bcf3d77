// SPDX-License-Identifier: GPL-2.0
/*
 * Families of the census: how many devices, and what it could not hold. No
 * label tells one device from another.
 */
#include "metrics/measure_parts.h"

static const struct metrics_family devices_family = {
	.name = "lenscap_devices",
	.help = "Devices seen, without those taken for forged; stale ones not for a week.",
	.type = METRICS_GAUGE,
	.labels = "zone,vendor,group,state",
	.lossy = "vendor",
	.kept = "state",
	.limit = LIMIT_DEVICES,
};

static const struct metrics_family momentary_family = {
	.name = "lenscap_momentary_devices",
	.help = "Addresses seen for a few seconds at most, as new devices are, and forged ones in a flood.",
	.type = METRICS_GAUGE,
	.labels = "interface",
	.limit = LIMIT_REST,
};

/* Both states, so that what becomes stale goes from one series to another. */
static void add_device(struct metrics *metrics,
		       const struct census_device *device)
{
	static const enum census_state states[] = { CENSUS_ACTIVE,
						    CENSUS_STALE };
	int i;

	for (i = 0; i < 2; i++) {
		const char *const values[] = {
			device->zone,
			device->vendor,
			device->group,
			census_state_text(states[i]),
		};

		metrics_add(metrics, values, device->state == states[i]);
	}
}

static void print_momentary(struct measure *measure)
{
	const struct census *census = measure->overview->census;
	const struct state *state = measure->overview->state;
	struct metrics *metrics = metrics_new(&momentary_family);
	size_t i;

	for (i = 0; i < state->port_count; i++)
		if (state->ports[i].in_policy)
			metrics_add(metrics,
				    (const char *[]){ state->ports[i].name },
				    0);
	for (i = 0; i < census->device_count; i++)
		if (census->devices[i].momentary && !census->devices[i].past)
			metrics_add(metrics, &census->devices[i].interface, 1);
	measure_family(measure, metrics);
}

void measure_devices(struct measure *measure)
{
	const struct census *census = measure->overview->census;
	struct metrics *devices;
	size_t i;

	if (!census)
		return;
	devices = metrics_new(&devices_family);
	for (i = 0; i < census->device_count; i++)
		if (census->devices[i].state != CENSUS_FLOOD)
			add_device(devices, &census->devices[i]);
	measure_family(measure, devices);
	print_momentary(measure);
	measure_one(measure, METRICS_COUNTER, "lenscap_displaced_devices_total",
		    "Momentary devices that gave way to others in the census.",
		    census->displaced);
	measure_one(measure, METRICS_COUNTER, "lenscap_unplaced_frames_total",
		    "Frames of devices that found no place in the census.",
		    census->unplaced);
	measure_one(measure, METRICS_COUNTER, "lenscap_unnamed_frames_total",
		    "Frames to peers that found no place among the attempts.",
		    census->unnamed);
	measure_one(
		measure, METRICS_COUNTER, "lenscap_events_lost_total",
		"Events that were not told: too many at a time, or nobody read.",
		census->events_lost);
}
