// SPDX-License-Identifier: GPL-2.0
/*
 * The members of report/1.
 * How they are written is report_json.c, how they are read report_read.c.
 */
#include "report/report_fields.h"

#include "report/report.h"

#define END                \
	{                  \
		NULL, 0, 0 \
	}
#define AT(member) offsetof(struct OF, member)

const char *const report_reach_keys[REPORT_REACH_MAX] = {
	[REPORT_OUTSIDE] = "outside",
	[REPORT_PRIVATE] = "private",
	[REPORT_LINK] = "link",
	[REPORT_MANY] = "multicast",
};

#define OF report_site
const struct report_field report_site_fields[] = {
	{ "name", FIELD_TEXT, AT(name) },
	{ "host", FIELD_TEXT, AT(host) },
	{ "version", FIELD_TEXT, AT(version) },
	{ "generated_at", FIELD_TIME, AT(generated_at) },
	{ "from", FIELD_TIME, AT(from) },
	{ "to", FIELD_TIME, AT(to) },
	{ "since", FIELD_TIME, AT(since) },
	{ "forged", FIELD_COUNT, AT(forged) },
	{ "displaced", FIELD_COUNT, AT(displaced) },
	{ "unplaced", FIELD_COUNT, AT(unplaced) },
	{ "unnamed", FIELD_COUNT, AT(unnamed) },
	{ "events_lost", FIELD_COUNT, AT(events_lost) },
	END,
};

#undef OF

#define OF report_policy
const struct report_field report_policy_fields[] = {
	{ "in_force", FIELD_BOOL, AT(in_force) },
	{ "name", FIELD_TEXT, AT(name) },
	{ "revision", FIELD_TEXT, AT(revision) },
	{ "owner", FIELD_TEXT, AT(owner) },
	{ "basis", FIELD_TEXT, AT(basis) },
	{ "path", FIELD_TEXT, AT(path) },
	{ "sha256", FIELD_TEXT, AT(sha256) },
	{ "applied_at", FIELD_TIME, AT(applied_at) },
	{ "applied_by", FIELD_TEXT, AT(applied_by) },
	{ "why", FIELD_TEXT, AT(why) },
	{ "pending_by", FIELD_TEXT, AT(pending) },
	{ "pending_until", FIELD_TIME, AT(pending_until) },
	{ "monitor", FIELD_BOOL, AT(monitor) },
	{ "watches", FIELD_BOOL, AT(watches) },
	{ "saved", FIELD_BOOL, AT(saved) },
	{ "whole", FIELD_BOOL, AT(whole) },
	{ "fallback", FIELD_BOOL, AT(fallback) },
	END,
};

#undef OF

#define OF report_ledger
const struct report_field report_ledger_fields[] = {
	{ "used", FIELD_BOOL, AT(used) },
	{ "broken", FIELD_BOOL, AT(broken) },
	{ "first", FIELD_TIME, AT(first) },
	{ "last", FIELD_TIME, AT(last) },
	{ "records", FIELD_COUNT, AT(records) },
	{ "head_seq", FIELD_COUNT, AT(head_seq) },
	{ "head_sha256", FIELD_TEXT, AT(head_sha256) },
	{ "covered_seconds", FIELD_COUNT, AT(covered) },
	END,
};

#undef OF

#define OF report_device
static const struct report_field device_fields[] = {
	{ "mac", FIELD_MAC, AT(mac) },
	{ "interface", FIELD_TEXT, AT(interface) },
	{ "zone", FIELD_TEXT, AT(zone) },
	{ "vlan", FIELD_NUMBER, AT(vlan) },
	{ "vendor", FIELD_TEXT, AT(vendor) },
	{ "group", FIELD_TEXT, AT(group) },
	{ "active", FIELD_BOOL, AT(active) },
	{ "past", FIELD_BOOL, AT(past) },
	{ "first_seen", FIELD_TIME, AT(first_seen) },
	{ "last_seen", FIELD_TIME, AT(last_seen) },
	{ "frames", FIELD_COUNT, AT(frames) },
	{ "bytes", FIELD_COUNT, AT(bytes) },
	{ "dropped_frames", FIELD_COUNT, AT(dropped) },
	{ "would_drop_frames", FIELD_COUNT, AT(would_drop) },
	{ "unnamed_frames", FIELD_COUNT, AT(unnamed) },
	{ "ipv4", FIELD_TEXT, AT(ipv4) },
	{ "ipv6", FIELD_TEXT, AT(ipv6) },
	END,
};

#undef OF

#define OF report_attempt
static const struct report_field attempt_fields[] = {
	{ "mac", FIELD_MAC, AT(mac) },
	{ "interface", FIELD_TEXT, AT(interface) },
	{ "zone", FIELD_TEXT, AT(zone) },
	{ "vlan", FIELD_NUMBER, AT(vlan) },
	{ "vendor", FIELD_TEXT, AT(vendor) },
	{ "group", FIELD_TEXT, AT(group) },
	{ "peer", FIELD_TEXT, AT(peer) },
	{ "reach", FIELD_REACH, AT(reach) },
	{ "proto", FIELD_TEXT, AT(proto) },
	{ "port", FIELD_NUMBER, AT(port) },
	{ "from_port", FIELD_NUMBER, AT(from_port) },
	{ "name", FIELD_TEXT, AT(name) },
	{ "verdict", FIELD_VERDICT, AT(verdict) },
	{ "rule", FIELD_TEXT, AT(rule) },
	{ "frames", FIELD_COUNT, AT(frames) },
	{ "first_seen", FIELD_TIME, AT(first_seen) },
	{ "last_seen", FIELD_TIME, AT(last_seen) },
	END,
};

#undef OF

#define OF report_frames
static const struct report_field frames_fields[] = {
	{ "interface", FIELD_TEXT, AT(interface) },
	{ "zone", FIELD_TEXT, AT(zone) },
	{ "direction", FIELD_TEXT, AT(direction) },
	{ "group", FIELD_TEXT, AT(group) },
	{ "vendor", FIELD_TEXT, AT(vendor) },
	{ "verdict", FIELD_TEXT, AT(verdict) },
	{ "reason", FIELD_TEXT, AT(reason) },
	{ "rule", FIELD_TEXT, AT(rule) },
	{ "frames", FIELD_COUNT, AT(frames) },
	{ "bytes", FIELD_COUNT, AT(bytes) },
	END,
};

#undef OF

#define OF report_interface
static const struct report_field interface_fields[] = {
	{ "name", FIELD_TEXT, AT(name) },
	{ "ingress", FIELD_BOOL, AT(ingress) },
	{ "egress", FIELD_BOOL, AT(egress) },
	{ "closed", FIELD_BOOL, AT(closed) },
	{ "mode", FIELD_TEXT, AT(mode) },
	{ "driver", FIELD_TEXT, AT(driver) },
	END,
};

#undef OF

#define OF report_vendor
static const struct report_field vendor_fields[] = {
	{ "slug", FIELD_TEXT, AT(slug) },
	{ "name", FIELD_TEXT, AT(name) },
	{ "parent", FIELD_TEXT, AT(parent) },
	{ "broad", FIELD_BOOL, AT(broad) },
	{ "also_makes", FIELD_TEXT, AT(also_makes) },
	END,
};

#undef OF

#define OF report_note
static const struct report_field note_fields[] = {
	{ "kind", FIELD_TEXT, AT(kind) },
	{ "name", FIELD_TEXT, AT(name) },
	{ "text", FIELD_TEXT, AT(text) },
	END,
};

#undef OF

#define OF report_permit
static const struct report_field permit_fields[] = {
	{ "devices", FIELD_TEXT, AT(devices) },
	{ "peer", FIELD_TEXT, AT(peer) },
	{ "service", FIELD_TEXT, AT(service) },
	{ "until", FIELD_TIME, AT(until) },
	{ "by", FIELD_TEXT, AT(by) },
	{ "why", FIELD_TEXT, AT(why) },
	END,
};

#undef OF

#define OF report_gap
static const struct report_field gap_fields[] = {
	{ "from", FIELD_TIME, AT(from) },
	{ "to", FIELD_TIME, AT(to) },
	{ "cause", FIELD_TEXT, AT(cause) },
	END,
};

#undef OF

#define OF report_term
static const struct report_field term_fields[] = {
	{ "name", FIELD_TEXT, AT(name) },
	{ "revision", FIELD_TEXT, AT(revision) },
	{ "mode", FIELD_TEXT, AT(mode) },
	{ "sha256", FIELD_TEXT, AT(sha256) },
	{ "by", FIELD_TEXT, AT(by) },
	{ "why", FIELD_TEXT, AT(why) },
	{ "from", FIELD_TIME, AT(from) },
	{ "to", FIELD_TIME, AT(to) },
	END,
};

#undef OF

#define OF report_warning
static const struct report_field warning_fields[] = {
	{ "text", FIELD_TEXT, AT(text) },
	END,
};

#undef OF

#define TABLE(member, type, fields_, max_)                              \
	{                                                               \
#member, fields_, offsetof(struct report_site, member), \
			sizeof(struct type), max_                       \
	}

const struct report_table report_tables[] = {
	TABLE(devices, report_device, device_fields, REPORT_DEVICES_MAX),
	TABLE(attempts, report_attempt, attempt_fields, REPORT_ATTEMPTS_MAX),
	TABLE(frames, report_frames, frames_fields, REPORT_ROWS_MAX),
	TABLE(interfaces, report_interface, interface_fields, REPORT_ROWS_MAX),
	TABLE(vendors, report_vendor, vendor_fields, REPORT_ROWS_MAX),
	TABLE(notes, report_note, note_fields, REPORT_ROWS_MAX),
	TABLE(permits, report_permit, permit_fields, REPORT_ROWS_MAX),
	TABLE(gaps, report_gap, gap_fields, REPORT_ROWS_MAX),
	TABLE(terms, report_term, term_fields, REPORT_ROWS_MAX),
	TABLE(warnings, report_warning, warning_fields, REPORT_ROWS_MAX),
	{ NULL, NULL, 0, 0, 0 },
};
