// SPDX-License-Identifier: GPL-2.0
/*
 * A report of this router: the policy in force, its ports, permits, notes and
 * warnings. What was counted: report_gather.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "permit/permit_text.h"
#include "report/report_gather_parts.h"
#include "slot/pinned_policy.h"
#include "slot/state.h"

static int add_warning(struct report *report, struct report_site *site,
		       const char *text)
{
	struct report_warning *row = report_add(&site->warnings, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->text = report_text(report, text);
	return 0;
}

static void add_info(struct report *report, struct report_policy *policy,
		     const struct live *live)
{
	const struct lc_policy_info *info = &live->info;

	policy->in_force = live->policy;
	if (!live->policy)
		return;
	policy->name = report_text(report, info->name);
	policy->revision = report_text(report, info->revision);
	policy->path = report_text(report, info->path);
	policy->sha256 = report_text(report, info->sha256);
	policy->applied_by = report_text(report, info->applied_by);
	policy->why = report_text(report, info->why);
	policy->applied_at = (int64_t)info->applied_at;
	policy->monitor = info->monitor;
	policy->watches = info->monitor;
	if (!live->pending.id)
		return;
	policy->pending =
		report_text(report, *live->pending.by ? live->pending.by : "?");
	policy->pending_until = live->pending.deadline;
}

static int add_note(struct report *report, struct report_site *site,
		    const char *kind, const char *name, const char *text)
{
	struct report_note *row;

	if (!text || !*text)
		return 0;
	row = report_add(&site->notes, sizeof(*row));
	if (!row)
		return -ENOMEM;
	row->kind = report_text(report, kind);
	row->name = report_text(report, name);
	row->text = report_text(report, text);
	return 0;
}

static int add_group_notes(struct report *report, struct report_site *site,
			   const struct policy_group *group)
{
	char name[128];
	size_t i;
	int err = add_note(report, site, "group", group->name, group->note);

	for (i = 0; i < group->rule_count && !err; i++) {
		snprintf(name, sizeof(name), "%s / %s", group->name,
			 group->rules[i].name);
		err = add_note(report, site, "rule", name,
			       group->rules[i].note);
	}
	return err;
}

static int add_policy(struct report *report, struct report_site *site,
		      const struct policy *policy)
{
	size_t i;
	int err = 0;

	site->policy.owner = report_text(report, policy->owner);
	site->policy.basis = report_text(report, policy->basis);
	for (i = 0; i < policy->zone_count; i++)
		site->policy.watches |= policy->zones[i].monitor;
	for (i = 0; i < policy->group_count && !err; i++) {
		site->policy.watches |= policy->groups[i].monitor;
		err = add_group_notes(report, site, &policy->groups[i]);
	}
	for (i = 0; i < policy->endpoint_count && !err; i++)
		err = add_note(report, site, "endpoint",
			       policy->endpoints[i].name,
			       policy->endpoints[i].note);
	return err;
}

/*
 * The policy's text again, for what is not kept beside it. An upgrade's vendors
 * may be others, or it may not be read at all: then the report says less.
 */
static int read_policy(struct report *report, struct report_site *site,
		       struct here *here)
{
	struct site_held held[LC_MAX_INTERFACES];
	char *text;
	int err;

	if (!here->live.policy)
		return 0;
	here->diag = diag_new();
	if (!here->diag)
		return -ENOMEM;
	err = vendor_table_load_embedded(&here->vendors, NULL, 0);
	if (!err)
		err = live_text(&here->live, &text);
	if (!err) {
		err = pinned_policy_parse(text, here->live.info.text_len,
					  &here->vendors, here->diag,
					  &here->policy);
		free(text);
	}
	if (err == -ENOMEM)
		return err;
	if (err)
		return add_warning(
			report, site,
			"the policy's text cannot be read again: its owner, basis and notes are not in this report; apply it again");
	err = site_from_system_held(here->policy, held,
				    live_held(&here->live, held), here->diag,
				    &here->site);
	if (err == -ENOMEM)
		return err;
	return add_policy(report, site, here->policy);
}

static int add_ports(struct report *report, struct report_site *site,
		     const struct state *state)
{
	size_t i;

	for (i = 0; i < state->port_count; i++) {
		const struct state_port *port = &state->ports[i];
		struct report_interface *row;

		if (!port->in_policy)
			continue;
		row = report_add(&site->interfaces, sizeof(*row));
		if (!row)
			return -ENOMEM;
		row->name = report_text(report, port->name);
		row->ingress = port->attached.ingress;
		row->egress = port->attached.egress;
		row->closed = port->shut == GUARD_SHUT_YES;
		row->mode = report_text(report,
					xdp_mode_text(port->attached.xdp_mode));
		row->driver = report_text(report, port->driver);
	}
	return 0;
}

static int add_permit(struct report *report, struct report_site *site,
		      const struct permit *permit)
{
	struct report_permit *row = report_add(&site->permits, sizeof(*row));
	const struct lc_permit_note *note = &permit->note;
	char service[PERMIT_PORTS_LEN];
	char macs[LC_PERMIT_MACS * (MAC_TEXT_LEN + 1) + 1] = "";
	size_t at = 0, i;

	if (!row)
		return -ENOMEM;
	for (i = 0; i < note->mac_count && i < LC_PERMIT_MACS; i++) {
		if (i)
			macs[at++] = ' ';
		mac_format(note->macs[i], macs + at);
		at += MAC_TEXT_LEN - 1;
	}
	permit_service(permit, service);
	row->devices = report_text(report, macs);
	row->peer = report_text(report, note->peer);
	row->service = report_text(report, service);
	row->by = report_text(report, note->by);
	row->why = report_text(report, note->why);
	row->until = (int64_t)note->until;
	return 0;
}

static int add_state(struct report *report, struct report_site *site,
		     const struct state *state)
{
	size_t i;
	int err;

	site->policy.saved = state->saved;
	site->policy.whole = state->whole;
	site->policy.fallback = state->fallback;
	err = add_ports(report, site, state);
	for (i = 0; i < state->permits.count && !err; i++)
		err = add_permit(report, site, &state->permits.items[i]);
	for (i = 0; i < state->warning_count && !err; i++)
		err = add_warning(report, site, state->warnings[i]);
	return err;
}

int here_open(struct report *report, struct report_site *site,
	      const struct report_wish *wish, struct here *here,
	      struct fault *fault)
{
	struct state *state;
	int err;

	memset(here, 0, sizeof(*here));
	err = live_open(wish->pin, &here->live, fault);
	if (err)
		return err;
	here->open = true;
	site->since = here->live.since;
	add_info(report, &site->policy, &here->live);
	err = state_look(&here->live, wish->state, &state);
	if (!err) {
		err = add_state(report, site, state);
		state_free(state);
	}
	if (!err)
		err = read_policy(report, site, here);
	if (err) {
		here_close(here);
		return fault_set(fault, err, "out of memory");
	}
	return 0;
}

void here_close(struct here *here)
{
	if (here->site)
		site_free(here->site);
	if (here->policy)
		policy_free(here->policy);
	if (here->diag) {
		diag_free(here->diag);
		vendor_table_free(&here->vendors);
	}
	if (here->open)
		live_close(&here->live);
	memset(here, 0, sizeof(*here));
}
