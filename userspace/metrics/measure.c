// SPDX-License-Identifier: GPL-2.0
/*
 * What is measured, family by family (DESIGN 8): what is in force and where.
 * What is counted stands in measure_counters.c and measure_devices.c.
 */
#include "metrics/measure.h"

#include <errno.h>

#include "metrics/measure_parts.h"

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
	.type = METRICS_INFO,
	.labels = "interface,xdp,tc,driver",
	.limit = LIMIT_REST,
};

static const struct metrics_family policy_family = {
	.name = "lenscap_policy_info",
	.help = "The policy in force.",
	.type = METRICS_INFO,
	.labels = "name,revision,sha256,mode",
	.limit = LIMIT_ONES,
};

static const struct metrics_family guard_family = {
	.name = "lenscap_guard_closed",
	.help = "1 where the guard drops all that listed devices send, 0 where lenscap judges it; absent without the module lenscap_guard.",
	.type = METRICS_GAUGE,
	.labels = "interface",
	.limit = LIMIT_GUARD,
};

static const struct metrics_family ledger_family = {
	.name = "lenscap_ledger_info",
	.help = "The last record of the ledger, by its hash, which stands for all before it.",
	.type = METRICS_INFO,
	.labels = "sha256",
	.limit = LIMIT_ONES,
};

static const struct metrics_family build_family = {
	.name = "lenscap_build_info",
	.help = "The version of this command.",
	.type = METRICS_INFO,
	.labels = "version",
	.limit = LIMIT_ONES,
};

void measure_family(struct measure *measure, struct metrics *metrics)
{
	if (measure->err)
		metrics_free(metrics);
	else
		measure->err =
			metrics_print(metrics, measure->out, measure->dialect);
}

void measure_one(struct measure *measure, enum metrics_type type,
		 const char *name, const char *help, uint64_t value)
{
	const struct metrics_family family = {
		.name = name,
		.help = help,
		.type = type,
		.labels = "",
		.limit = LIMIT_ONES,
	};
	struct metrics *metrics = metrics_new(&family);

	metrics_add(metrics, NULL, value);
	measure_family(measure, metrics);
}

static void print_interfaces(struct measure *measure)
{
	const struct state *state = measure->overview->state;
	struct metrics *attached = metrics_new(&attached_family);
	struct metrics *info = metrics_new(&interface_family);
	size_t i;

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
	measure_family(measure, attached);
	measure_family(measure, info);
}

/* Where a policy is in force, its interfaces; else all that are guarded. */
static void print_guard(struct measure *measure)
{
	const struct overview *overview = measure->overview;
	const struct state *state = overview->state;
	const struct guard_look *guard = state ? &state->guard :
						 &overview->guard;
	struct metrics *closed;
	size_t i;

	if (!guard->answers)
		return;
	if (state && !overview->live.policy)
		state = NULL;
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
	measure_family(measure, closed);
}

static void print_policy(struct measure *measure)
{
	const struct overview *overview = measure->overview;
	const struct live *live = &overview->live;
	bool policy = overview->pinned && live->policy;
	struct metrics *metrics;

	measure_one(measure, METRICS_GAUGE, "lenscap_policy_in_force",
		    "1 while a policy is in force, 0 while none is.", policy);
	if (!policy)
		return;
	metrics = metrics_new(&policy_family);
	metrics_add(metrics,
		    (const char *[]){
			    live->info.name,
			    live->info.revision,
			    live->info.sha256,
			    live->info.monitor ? "monitor" : "enforce",
		    },
		    1);
	measure_family(measure, metrics);
	measure_one(measure, METRICS_GAUGE,
		    "lenscap_policy_applied_timestamp_seconds",
		    "When the policy in force was applied.",
		    live->info.applied_at);
	measure_one(
		measure, METRICS_GAUGE,
		"lenscap_confirm_deadline_timestamp_seconds",
		"When an unconfirmed policy is taken back, 0 if none waits.",
		live->pending.id ? live->pending.deadline : 0);
}

static void print_ledger(struct measure *measure)
{
	const struct ledger_head *head = &measure->overview->ledger;
	const char *sha256 = head->sha256;
	struct metrics *metrics;

	measure_one(
		measure, METRICS_GAUGE, "lenscap_ledger_sequence",
		"Number of the last record of the ledger, 0 if there is none.",
		head->seq);
	if (!head->seq)
		return;
	measure_one(measure, METRICS_GAUGE, "lenscap_ledger_timestamp_seconds",
		    "When that was written.", head->time);
	metrics = metrics_new(&ledger_family);
	metrics_add(metrics, &sha256, 1);
	measure_family(measure, metrics);
}

/* What is known with and without a policy. */
static void print_always(struct measure *measure)
{
	struct metrics *metrics = metrics_new(&build_family);
	const char *version = LENSCAP_VERSION;

	metrics_add(metrics, &version, 1);
	measure_family(measure, metrics);
	/* where that cannot be known, nothing is said */
	if (measure->overview->fallback >= 0)
		measure_one(
			measure, METRICS_GAUGE, "lenscap_fallback_active",
			"1 while the table of the boot stands in for the policy.",
			measure->overview->fallback);
}

int measure_print(FILE *out, const struct overview *overview,
		  enum metrics_dialect dialect)
{
	struct measure measure = {
		.out = out,
		.dialect = dialect,
		.overview = overview,
	};

	print_guard(&measure);
	print_policy(&measure);
	if (overview->pinned) {
		print_interfaces(&measure);
		measure_counters(&measure);
		measure_devices(&measure);
		measure_one(&measure, METRICS_GAUGE, "lenscap_permits",
			    "Permits that are active.",
			    overview->state->permits.count);
		measure_tables(&measure);
	}
	print_ledger(&measure);
	print_always(&measure);
	metrics_text_end(out, dialect);
	return measure.err;
}
