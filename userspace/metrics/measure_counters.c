// SPDX-License-Identifier: GPL-2.0
/*
 * Families of what is counted: frames and bytes by cause, maker and rule.
 * What counts them is bpf/account.h.
 */
#include <string.h>

#include "metrics/measure_parts.h"
#include "policy/reason.h"

static const struct metrics_family frames_family = {
	.name = "lenscap_frames_total",
	.help = "Frames of listed devices, and other dropped frames, by cause.",
	.labels = "interface,zone,direction,group,verdict,reason",
	.lossy = "reason",
	.kept = "direction,verdict",
	.limit = LIMIT_FRAMES,
};

static const struct metrics_family bytes_family = {
	.name = "lenscap_bytes_total",
	.help = "Bytes of the frames that lenscap_frames_total counts.",
	.labels = "interface,zone,direction,group,verdict",
	.kept = "direction,verdict",
	.limit = LIMIT_BYTES,
};

static const struct metrics_family vendor_family = {
	.name = "lenscap_vendor_frames_total",
	.help = "Frames of listed devices by maker.",
	.labels = "zone,vendor,verdict",
	.lossy = "vendor",
	.kept = "verdict",
	.limit = LIMIT_VENDORS,
};

static const struct metrics_family rule_family = {
	.name = "lenscap_rule_frames_total",
	.help = "Frames that a rule decided.",
	.labels = "zone,direction,group,rule",
	.lossy = "rule",
	.kept = "direction",
	.limit = LIMIT_RULES,
};

static const struct metrics_family outbound_family = {
	.name = "lenscap_outbound_refused_total",
	.help = "Frames that listed devices sent and that were, or in monitor mode would have been, dropped.",
	.labels = "zone,group,verdict",
	.lossy = "group",
	.kept = "verdict",
	.limit = LIMIT_OUTBOUND,
};

static const char *or_other(const char *verdict)
{
	return verdict ? verdict : "other";
}

static void print_frames(struct measure *measure)
{
	const struct counters *counters = &measure->overview->counters;
	struct metrics *frames = metrics_new(&frames_family);
	struct metrics *bytes = metrics_new(&bytes_family);
	size_t i;

	for (i = 0; i < counters->count; i++) {
		const struct counter_row *row = &counters->rows[i];
		const char *const values[] = {
			row->interface,		row->zone,
			row->direction,		row->group,
			or_other(row->verdict), row->reason,
		};

		metrics_add(frames, values, row->frames);
		metrics_add(bytes, values, row->bytes);
	}
	measure_family(measure, frames);
	measure_family(measure, bytes);
}

static void print_vendors(struct measure *measure)
{
	const struct counters *counters = &measure->overview->counters;
	struct metrics *vendors = metrics_new(&vendor_family);
	struct metrics *rules = metrics_new(&rule_family);
	size_t i;

	for (i = 0; i < counters->count; i++) {
		const struct counter_row *row = &counters->rows[i];
		const char *const vendor[] = {
			row->zone,
			row->vendor,
			or_other(row->verdict),
		};
		const char *const rule[] = {
			row->zone,
			row->direction,
			row->group,
			row->rule,
		};

		if (row->group)
			metrics_add(vendors, vendor, row->frames);
		if (row->rule)
			metrics_add(rules, rule, row->frames);
	}
	measure_family(measure, vendors);
	measure_family(measure, rules);
}

/*
 * From 0 on for each group in each zone where it has members: an increase is
 * only seen if there was something to increase from. Both verdicts, for the mode
 * may change between two scrapes.
 */
static void add_zeros(struct metrics *metrics, const struct live *live)
{
	const struct lc_hot_slot *slot = &live->slots.hot->slot[live->slot];
	const struct lc_rule_slot *rules = live->slots.rules[live->slot];
	bool seen[LC_ZONE_SLOTS][LC_MAX_GROUPS + 1] = { { false } };
	unsigned int vector, zone, index;
	const char *values[3];

	for (vector = 0; vector < LC_ZONE_VECTORS; vector++) {
		for (zone = 0; zone < LC_ZONE_SLOTS; zone++) {
			index = rules->group_of[vector][zone];
			if (!index || index > LC_MAX_GROUPS ||
			    seen[zone][index])
				continue;
			seen[zone][index] = true;
			values[0] = names_text(live->names, LC_NAME_ZONE,
					       slot->zones[zone].id);
			values[1] = names_text(live->names, LC_NAME_GROUP,
					       rules->groups[index - 1].id);
			values[2] = verdict_text(LC_DROP);
			metrics_add(metrics, values, 0);
			values[2] = verdict_text(LC_WOULD_DROP);
			metrics_add(metrics, values, 0);
		}
	}
}

static void print_outbound(struct measure *measure)
{
	const struct counters *counters = &measure->overview->counters;
	const struct live *live = &measure->overview->live;
	struct metrics *metrics = metrics_new(&outbound_family);
	size_t i;

	if (live->policy)
		add_zeros(metrics, live);
	for (i = 0; i < counters->count; i++) {
		const struct counter_row *row = &counters->rows[i];
		const char *const values[] = { row->zone, row->group,
					       row->verdict };

		if (row->group && row->verdict &&
		    strcmp(row->verdict, "pass") &&
		    !strcmp(row->direction, "ingress"))
			metrics_add(metrics, values, row->frames);
	}
	measure_family(measure, metrics);
}

void measure_counters(struct measure *measure)
{
	print_frames(measure);
	print_vendors(measure);
	print_outbound(measure);
}
