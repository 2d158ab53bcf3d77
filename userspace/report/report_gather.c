// SPDX-License-Identifier: GPL-2.0
/*
 * A report of this router: what was counted. Which policy is in force, and how
 * the ports are: report_gather_policy.c.
 */
#include "report/report_gather.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "census/census.h"
#include "census/counters.h"
#include "ledger/history.h"
#include "ledger/ledger.h"
#include "policy/vendor.h"
#include "record/ledger_span.h"
#include "report/report_gather_parts.h"
#include "report/report_index.h"
#include "report/report_judge.h"
#include "slot/live.h"

static int no_memory(struct fault *fault)
{
	return fault_set(fault, -ENOMEM, "out of memory");
}

static void add_addresses(struct report *report, struct report_device *row,
			  const struct census_device *device)
{
	char text[INET6_ADDRSTRLEN];
	uint8_t octets[16];
	int i;

	for (i = 0; i < 16; i++)
		octets[i] = (uint8_t)(device->ipv6[i / 8] >> (56 - i % 8 * 8));
	if (device->ipv6[0] || device->ipv6[1])
		row->ipv6 = report_text(report, inet_ntop(AF_INET6, octets,
							  text, sizeof(text)));
	for (i = 0; i < 4; i++)
		octets[i] = (uint8_t)(device->ipv4 >> (24 - i * 8));
	if (device->ipv4)
		row->ipv4 = report_text(report, inet_ntop(AF_INET, octets, text,
							  sizeof(text)));
}

static int add_device(struct report *report, struct report_site *site,
		      const struct census_device *device)
{
	struct report_device *row;

	if (device->state == CENSUS_FLOOD) {
		site->forged++;
		return 0;
	}
	row = report_add(&site->devices, sizeof(*row));
	if (!row)
		return -ENOMEM;
	row->mac = device->mac;
	row->interface = report_text(report, device->interface);
	row->zone = report_text(report, device->zone);
	row->vendor = report_text(report, device->vendor);
	row->group = report_text(report, device->group);
	add_addresses(report, row, device);
	row->vlan = device->vlan;
	row->active = device->state == CENSUS_ACTIVE;
	row->past = device->past;
	row->first_seen = device->first_seen / 1000;
	row->last_seen = device->last_seen / 1000;
	row->frames = device->frames;
	row->bytes = device->bytes;
	row->dropped = device->dropped;
	row->would_drop = device->would_drop;
	row->unnamed = device->unnamed;
	return 0;
}

static int add_attempt(struct report *report, struct report_site *site,
		       const struct here *here,
		       const struct census_attempt *attempt)
{
	struct addr_prefix peer = report_judge_peer(attempt);
	char text[ADDR_TEXT_LEN], proto[8];
	struct report_attempt *row;

	if (attempt->flood)
		return 0;
	row = report_add(&site->attempts, sizeof(*row));
	if (!row)
		return -ENOMEM;
	addr_prefix_format(&peer, text);
	row->mac = attempt->mac;
	row->interface = report_text(report, attempt->interface);
	row->zone = report_text(report, attempt->zone);
	row->vendor = report_text(report, attempt->vendor);
	row->group = report_text(report, attempt->group);
	row->peer = report_text(report, text);
	row->proto = report_text(report, census_proto_text(attempt->proto,
							   attempt->l3, proto));
	if (attempt->name_count)
		row->name = report_text(report, attempt->names[0].name);
	row->vlan = attempt->vlan;
	row->port = attempt->port;
	row->from_port = attempt->from_port;
	row->verdict = attempt->verdict;
	row->reach = report_judge_reach(here->site, attempt);
	if (attempt->verdict == LC_PASS)
		row->rule = report_text(report,
					report_judge_rule(here->policy,
							  here->site, attempt));
	row->first_seen = attempt->first_seen / 1000;
	row->last_seen = attempt->last_seen / 1000;
	row->frames = attempt->frames;
	return 0;
}

static int add_census(struct report *report, struct report_site *site,
		      const struct here *here, const struct census *census)
{
	size_t i;
	int err = 0;

	for (i = 0; i < census->device_count && !err; i++)
		err = add_device(report, site, &census->devices[i]);
	for (i = 0; i < census->attempt_count && !err; i++)
		err = add_attempt(report, site, here, &census->attempts[i]);
	site->displaced = census->displaced;
	site->unplaced = census->unplaced;
	site->unnamed = census->unnamed;
	site->events_lost = census->events_lost;
	return err;
}

static int add_counters(struct report *report, struct report_site *site,
			const struct counters *counters)
{
	size_t i;

	for (i = 0; i < counters->count; i++) {
		const struct counter_row *from = &counters->rows[i];
		struct report_frames *row;

		if (!from->frames)
			continue;
		row = report_add(&site->frames, sizeof(*row));
		if (!row)
			return -ENOMEM;
		row->interface = report_text(report, from->interface);
		row->zone = report_text(report, from->zone);
		row->direction = report_text(report, from->direction);
		row->group = report_text(report, from->group);
		row->vendor = report_text(report, from->vendor);
		row->verdict = report_text(report, from->verdict);
		row->reason = report_text(report, from->reason);
		row->rule = report_text(report, from->rule);
		row->frames = from->frames;
		row->bytes = from->bytes;
	}
	return 0;
}

/* Once each; the parent too, whose name is wanted. */
static int add_vendor(struct report *report, struct report_site *site,
		      const struct vendor_table *table,
		      struct report_index *index, const char *slug)
{
	const char *const keys[REPORT_INDEX_KEYS] = { slug };
	int id = slug ? vendor_find(table, slug) : VENDOR_NONE;
	const struct vendor *vendor;
	struct report_vendor *row;

	if (id == VENDOR_NONE ||
	    report_index_row(index, keys, site->vendors.count) <
		    site->vendors.count)
		return 0;
	row = report_add(&site->vendors, sizeof(*row));
	if (!row)
		return -ENOMEM;
	vendor = &table->vendors[id];
	row->slug = slug;
	row->name = report_text(report, vendor->name);
	row->broad = vendor->broad;
	row->also_makes = report_text(report, vendor->also_makes);
	if (vendor->parent == VENDOR_NONE)
		return 0;
	slug = report_text(report, table->vendors[vendor->parent].slug);
	row->parent = slug;
	return add_vendor(report, site, table, index, slug);
}

static int add_vendors(struct report *report, struct report_site *site)
{
	const struct report_device *devices = site->devices.rows;
	const struct report_attempt *attempts = site->attempts.rows;
	struct report_index index = { 0 };
	struct vendor_table table;
	size_t i;
	int err = vendor_table_load_embedded(&table, NULL, 0);

	if (err)
		return err;
	for (i = 0; i < site->devices.count && !err; i++)
		err = add_vendor(report, site, &table, &index,
				 devices[i].vendor);
	for (i = 0; i < site->attempts.count && !err; i++)
		err = add_vendor(report, site, &table, &index,
				 attempts[i].vendor);
	report_index_free(&index);
	vendor_table_free(&table);
	return err;
}

static int add_all(struct report *report, struct report_site *site,
		   const struct here *here, const struct census *census,
		   const struct counters *counters)
{
	int err = add_census(report, site, here, census);

	if (!err)
		err = add_counters(report, site, counters);
	return err ? err : add_vendors(report, site);
}

/* What the kernel knows now, and the devices that the ledger remembers. */
static int gather_live(struct report *report, struct report_site *site,
		       const struct report_wish *wish, const struct here *here,
		       struct fault *fault)
{
	struct history *history = NULL;
	struct counters counters;
	struct census *census;
	int err = history_read(wish->state, &history, fault);

	if (err)
		return err;
	err = census_read(&here->live.obj, here->live.names, history, &census);
	if (err) {
		fault_set(fault, err, "the census cannot be read: %s",
			  strerror(-err));
		goto out;
	}
	err = counters_read(here->live.obj.maps[OBJECT_COUNTERS],
			    here->live.names, &counters);
	if (err) {
		fault_set(fault, err, "the counters cannot be read: %s",
			  strerror(-err));
		goto out_census;
	}
	site->from = here->live.since;
	site->to = report->generated_at;
	err = add_all(report, site, here, census, &counters);
	if (err)
		no_memory(fault);
	counters_free(&counters);
out_census:
	census_free(census);
out:
	history_free(history);
	return err;
}

static int add_gaps(struct report *report, struct report_site *site,
		    const struct ledger_span *span)
{
	size_t i;

	for (i = 0; i < span->gap_count; i++) {
		struct report_gap *row = report_add(&site->gaps, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->from = span->gaps[i].from;
		row->to = span->gaps[i].to;
		row->cause = report_text(report,
					 ledger_gap_text(span->gaps[i].cause));
	}
	return 0;
}

static int add_terms(struct report *report, struct report_site *site,
		     const struct ledger_span *span)
{
	size_t i;

	for (i = 0; i < span->policy_count; i++) {
		const struct ledger_policy *policy = &span->policies[i];
		struct report_term *row =
			report_add(&site->terms, sizeof(*row));

		if (!row)
			return -ENOMEM;
		row->name = report_text(report, policy->name);
		row->revision = report_text(report, policy->revision);
		row->mode = report_text(report, policy->mode);
		row->sha256 = report_text(report, policy->sha256);
		row->by = report_text(report, policy->by);
		row->why = report_text(report, policy->why);
		row->from = policy->from;
		row->to = policy->to;
	}
	return 0;
}

static int gather_span(struct report *report, struct report_site *site,
		       const struct report_wish *wish, const struct here *here,
		       struct fault *fault)
{
	struct report_ledger *ledger = &site->ledger;
	struct ledger_span *span;
	/* with what was recorded within this second */
	int err = ledger_span_read(wish->state, wish->from, wish->to,
				   report->generated_at + 1, &span, fault);

	if (err)
		return err;
	site->from = span->from;
	site->to = span->to;
	ledger->used = true;
	ledger->broken = span->broken;
	ledger->first = span->first;
	ledger->last = span->last;
	ledger->records = span->records;
	ledger->head_seq = span->head_seq;
	if (span->head_seq)
		ledger->head_sha256 = report_text(report, span->head_sha256);
	ledger->covered = span->covered > 0 ? (uint64_t)span->covered : 0;
	err = add_all(report, site, here, &span->census, &span->counters);
	if (!err)
		err = add_gaps(report, site, span);
	if (!err)
		err = add_terms(report, site, span);
	ledger_span_free(span);
	return err ? no_memory(fault) : 0;
}

/* What may vouch for these figures later. */
static void add_head(struct report *report, struct report_site *site,
		     const char *state)
{
	struct ledger_head head;

	if (site->ledger.used || ledger_head(state, &head) || !head.seq)
		return;
	site->ledger.head_seq = head.seq;
	site->ledger.head_sha256 = report_text(report, head.sha256);
	site->ledger.last = head.time;
}

static void add_names(struct report *report, struct report_site *site,
		      const struct report_wish *wish)
{
	char host[256] = "";

	if (!gethostname(host, sizeof(host)))
		host[sizeof(host) - 1] = '\0';
	site->host = report_text(report, host);
	site->name = report_text(report, wish->site);
	if (!site->name)
		site->name = site->host ? site->host : report_text(report, "?");
	site->version = report_text(report, LENSCAP_VERSION);
	site->generated_at = report->generated_at;
}

int report_gather(struct report *report, const struct report_wish *wish,
		  struct fault *fault)
{
	struct report_site *site = report_add(&report->sites, sizeof(*site));
	struct here here;
	int err;

	if (!site)
		return no_memory(fault);
	add_names(report, site, wish);
	/* a time is the ledger's, whether anything is applied now or not */
	err = here_open(report, site, wish, &here, fault);
	if (err == -ENOENT && wish->span)
		err = 0;
	if (err)
		return err;
	err = wish->span ? gather_span(report, site, wish, &here, fault) :
			   gather_live(report, site, wish, &here, fault);
	here_close(&here);
	add_head(report, site, wish->state);
	if (!err && report_failed(report))
		err = no_memory(fault);
	return err;
}
