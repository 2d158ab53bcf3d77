// SPDX-License-Identifier: GPL-2.0
/*
 * What is measured, family by family (DESIGN 8).
 * The text format stands in metrics.c, the command in cmd_metrics.c.
 */
#include "measure.h"

#include <errno.h>
#include <string.h>

#include "counters.h"
#include "fallback.h"
#include "map_fill.h"
#include "metrics.h"
#include "state.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Together with what has no limit worth naming: METRICS_MAX_SERIES. */
enum limit {
	LIMIT_FRAMES = 1600,
	LIMIT_BYTES = 800,
	LIMIT_VENDORS = 600,
	LIMIT_RULES = 800,
	LIMIT_OUTBOUND = 600,
	LIMIT_REST = 300, /* by interface: at most 64 of them, thrice */
	LIMIT_GUARD = 100, /* without a policy more ports than that may be */
	LIMIT_FOLDED = 64, /* series that stand for folded ones */
};

_Static_assert(LIMIT_FRAMES + LIMIT_BYTES + LIMIT_VENDORS + LIMIT_RULES +
			       LIMIT_OUTBOUND + LIMIT_REST + LIMIT_GUARD +
			       LIMIT_FOLDED <=
		       METRICS_MAX_SERIES,
	       "more series than were promised");

static const struct metrics_family frames_family = {
	.name = "lenscap_frames_total",
	.help = "Frames of listed devices, and other dropped frames, by cause.",
	.labels = "interface,zone,direction,group,verdict,reason",
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
	.kept = "verdict",
	.limit = LIMIT_VENDORS,
};

static const struct metrics_family rule_family = {
	.name = "lenscap_rule_frames_total",
	.help = "Frames that a rule decided.",
	.labels = "zone,direction,group,rule",
	.kept = "direction",
	.limit = LIMIT_RULES,
};

static const struct metrics_family outbound_family = {
	.name = "lenscap_outbound_refused_total",
	.help = "Frames that listed devices sent and that were, or in monitor mode would have been, dropped.",
	.labels = "zone,group,verdict",
	.kept = "verdict",
	.limit = LIMIT_OUTBOUND,
};

static const struct metrics_family attached_family = {
	.name = "lenscap_interface_attached",
	.help = "1 where the program is attached, 0 where it should be.",
	.type = METRICS_GAUGE,
	.labels = "interface,direction",
	.limit = LIMIT_REST,
};

static const struct metrics_family interface_family = {
	.name = "lenscap_interface_info",
	.help = "How each interface is attached.",
	.type = METRICS_GAUGE,
	.labels = "interface,xdp,tc,driver",
	.limit = LIMIT_REST,
};

static const struct metrics_family policy_family = {
	.name = "lenscap_policy_info",
	.help = "The policy in force.",
	.type = METRICS_GAUGE,
	.labels = "name,revision,sha256,mode",
	.limit = LIMIT_REST,
};

static const struct metrics_family entries_family = {
	.name = "lenscap_table_entries",
	.help = "Places taken in a table; for counters, on the fullest processor.",
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

static const struct metrics_family guard_family = {
	.name = "lenscap_guard_closed",
	.help = "1 where the guard drops all that listed devices send, 0 where lenscap judges it; absent without the module lenscap_guard.",
	.type = METRICS_GAUGE,
	.labels = "interface",
	.limit = LIMIT_GUARD,
};

static const struct metrics_family build_family = {
	.name = "lenscap_build_info",
	.help = "The version of this command.",
	.type = METRICS_GAUGE,
	.labels = "version",
	.limit = LIMIT_REST,
};

/* A gauge without labels. */
static int print_gauge(FILE *out, const char *name, const char *help,
		       uint64_t value)
{
	const struct metrics_family family = {
		.name = name,
		.help = help,
		.type = METRICS_GAUGE,
		.labels = "",
		.limit = LIMIT_REST,
	};
	struct metrics *metrics = metrics_new(&family);

	metrics_add(metrics, NULL, value);
	return metrics_print(metrics, out);
}

static const char *or_other(const char *verdict)
{
	return verdict ? verdict : "other";
}

static int print_frames(FILE *out, const struct counters *counters)
{
	struct metrics *frames = metrics_new(&frames_family);
	struct metrics *bytes = metrics_new(&bytes_family);
	size_t i;
	int err;

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
	err = metrics_print(frames, out);
	return metrics_print(bytes, out) ? -ENOMEM : err;
}

static int print_vendors(FILE *out, const struct counters *counters)
{
	struct metrics *vendors = metrics_new(&vendor_family);
	struct metrics *rules = metrics_new(&rule_family);
	size_t i;
	int err;

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
	err = metrics_print(vendors, out);
	return metrics_print(rules, out) ? -ENOMEM : err;
}

/* The verdict that refusing gets there: monitor anywhere wins. */
static const char *refusal(const struct lc_hot_slot *slot,
			   const struct lc_zone *zone,
			   const struct lc_group *group)
{
	if (slot->head.flags & LC_SLOT_MONITOR ||
	    zone->flags & LC_ZONE_MONITOR || group->flags & LC_GROUP_MONITOR)
		return "would-drop";
	return "drop";
}

/*
 * From 0 on for each group in each zone where it has members: an increase is
 * only seen if there was something to increase from.
 */
static void add_zeros(struct metrics *metrics, const struct live *live)
{
	const struct lc_hot_slot *slot = &live->slots.hot->slot[live->slot];
	const struct lc_rule_slot *rules = live->slots.rules[live->slot];
	bool seen[LC_ZONE_SLOTS][LC_MAX_GROUPS + 1] = { { false } };
	unsigned int vector, zone, index;

	for (vector = 0; vector < LC_ZONE_VECTORS; vector++) {
		for (zone = 0; zone < LC_ZONE_SLOTS; zone++) {
			const struct lc_group *group;

			index = rules->group_of[vector][zone];
			if (!index || index > LC_MAX_GROUPS ||
			    seen[zone][index])
				continue;
			seen[zone][index] = true;
			group = &rules->groups[index - 1];
			metrics_add(
				metrics,
				(const char *[]){
					names_text(live->names, LC_NAME_ZONE,
						   slot->zones[zone].id),
					names_text(live->names, LC_NAME_GROUP,
						   group->id),
					refusal(slot, &slot->zones[zone],
						group),
				},
				0);
		}
	}
}

static int print_outbound(FILE *out, const struct live *live,
			  const struct counters *counters)
{
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
	return metrics_print(metrics, out);
}

static int print_interfaces(FILE *out, const struct state *state)
{
	struct metrics *attached = metrics_new(&attached_family);
	struct metrics *info = metrics_new(&interface_family);
	size_t i;
	int err;

	for (i = 0; i < state->port_count; i++) {
		const struct state_port *port = &state->ports[i];
		const struct attach_state *at = &port->attached;
		const char *const values[] = {
			port->name,
			xdp_mode_text(at->xdp_mode),
			tc_kind_text(at->tc_kind),
			port->driver,
		};

		if (!port->in_policy)
			continue;
		metrics_add(attached, (const char *[]){ port->name, "ingress" },
			    at->ingress);
		metrics_add(attached, (const char *[]){ port->name, "egress" },
			    at->egress);
		metrics_add(info, values, 1);
	}
	err = metrics_print(attached, out);
	return metrics_print(info, out) ? -ENOMEM : err;
}

/* Where a policy is in force, its interfaces; else all that are guarded. */
static int print_guard(FILE *out, const struct guard_look *guard,
		       const struct state *state)
{
	struct metrics *closed;
	size_t i;

	if (!guard->answers)
		return 0;
	closed = metrics_new(&guard_family);
	for (i = 0; state && i < state->port_count; i++) {
		const struct state_port *port = &state->ports[i];
		const char *name = port->name;

		if (port->in_policy && port->shut != GUARD_SHUT_UNKNOWN)
			metrics_add(closed, &name,
				    port->shut == GUARD_SHUT_YES);
	}
	for (i = 0; !state && i < guard->port_count; i++) {
		const char *name = guard->ports[i].name;

		metrics_add(closed, &name,
			    guard->ports[i].state == LCG_PORT_CLOSED);
	}
	return metrics_print(closed, out);
}

static int print_policy(FILE *out, const struct live *live)
{
	const struct lc_policy_info *info = &live->info;
	struct metrics *metrics;
	int err;

	if (!live->policy)
		return 0;
	metrics = metrics_new(&policy_family);
	metrics_add(metrics,
		    (const char *[]){
			    info->name,
			    info->revision,
			    info->sha256,
			    info->monitor ? "monitor" : "enforce",
		    },
		    1);
	err = metrics_print(metrics, out);
	if (!err)
		err = print_gauge(out,
				  "lenscap_policy_applied_timestamp_seconds",
				  "When the policy in force was applied.",
				  info->applied_at);
	if (!err)
		err = print_gauge(
			out, "lenscap_confirm_deadline_timestamp_seconds",
			"When an unconfirmed policy is taken back, 0 if none waits.",
			live->pending.id ? live->pending.deadline : 0);
	return err;
}

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
	const struct lc_hot_slot *slot = &live->slots.hot->slot[live->slot];
	size_t buckets = slot->head.bucket_mask + 1u;
	size_t count = 0;
	size_t i;
	int way;

	if (!live->policy || buckets > LC_BUCKETS)
		return 0;
	for (i = 0; i < buckets; i++)
		for (way = 0; way < LC_BUCKET_WAYS; way++)
			count += !!slot->buckets[i].entry[way];
	return count;
}

/* A map that cannot be asked is left out, rather than said to be empty. */
static void add_states(const struct live *live, struct metrics *entries,
		       struct metrics *capacity)
{
	static const struct {
		const char *name;
		enum object_map map;
		uint64_t room;
	} states[] = {
		{ LC_MAP_FLOWS_PEER, OBJECT_FLOWS_PEER, LC_FLOWS },
		{ LC_MAP_FLOWS_DEVICE, OBJECT_FLOWS_DEVICE, LC_FLOWS },
		{ LC_MAP_RATES, OBJECT_RATES, LC_RATES },
	};
	size_t i, count;

	for (i = 0; i < ARRAY_SIZE(states); i++) {
		if (map_fill(live->obj.maps[states[i].map], &count))
			continue;
		metrics_add(entries, &states[i].name, count);
		metrics_add(capacity, &states[i].name, states[i].room);
	}
}

static int print_tables(FILE *out, const struct live *live,
			const struct counters *counters)
{
	struct metrics *entries = metrics_new(&entries_family);
	struct metrics *capacity = metrics_new(&capacity_family);
	const char *table = "counters";
	int err;

	add_states(live, entries, capacity);
	metrics_add(entries, &table, counters->used);
	metrics_add(capacity, &table, LC_COUNTERS);
	table = "names";
	metrics_add(entries, &table, count_names(live));
	/* the first of each kind is never allotted */
	metrics_add(capacity, &table, LC_NAMES_END - LC_NAME_KIND_MAX);
	table = "prefixes";
	metrics_add(entries, &table, count_prefixes(live));
	metrics_add(capacity, &table, LC_MAX_PREFIXES);
	err = metrics_print(entries, out);
	return metrics_print(capacity, out) ? -ENOMEM : err;
}

int measure_live(FILE *out, const struct live *live, const char *state_dir)
{
	struct counters counters;
	struct state *state;
	int err;

	err = state_look(live, state_dir, &state);
	if (err)
		return err;
	err = print_guard(out, &state->guard, live->policy ? state : NULL);
	if (err)
		goto out_free;
	err = counters_read(live->obj.maps[OBJECT_COUNTERS], live->names,
			    &counters);
	if (err)
		goto out_free;
	err = print_frames(out, &counters);
	if (!err)
		err = print_vendors(out, &counters);
	if (!err)
		err = print_outbound(out, live, &counters);
	if (!err)
		err = print_interfaces(out, state);
	if (!err)
		err = print_policy(out, live);
	if (!err)
		err = print_gauge(out, "lenscap_permits",
				  "Permits that are active.",
				  state->permits.count);
	if (!err)
		err = print_tables(out, live, &counters);
	counters_free(&counters);
out_free:
	state_free(state);
	return err;
}

int measure_ports(FILE *out, const char *state_dir)
{
	struct guard_look guard;
	int err;

	guard_look(state_dir, &guard);
	err = print_guard(out, &guard, NULL);
	guard_look_free(&guard);
	return err;
}

int measure_always(FILE *out)
{
	struct metrics *metrics = metrics_new(&build_family);
	const char *version = LENSCAP_VERSION;
	int stands, err;

	metrics_add(metrics, &version, 1);
	err = metrics_print(metrics, out);
	if (err)
		return err;
	stands = fallback_stands();
	/* where that cannot be known, nothing is said */
	if (stands < 0)
		return 0;
	return print_gauge(
		out, "lenscap_fallback_active",
		"1 while the table of the boot stands in for the policy.",
		stands);
}
