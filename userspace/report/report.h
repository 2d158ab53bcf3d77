/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a report says: the sites, and what was counted at each. Made from the
 * kernel (report_gather.h) or read from files (report_merge.h).
 * Not how it is summed up (report_sum.h), nor how it is written.
 */
#ifndef LENSCAP_REPORT_H
#define LENSCAP_REPORT_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPORT_SCHEMA "report/1"

/* Limits of what is read; what is gathered stays below them. */
#define REPORT_SITES_MAX 1024
#define REPORT_DEVICES_MAX (1u << 20) /* at one site */
#define REPORT_ATTEMPTS_MAX (1u << 20)
#define REPORT_ROWS_MAX (1u << 16) /* of anything else */
#define REPORT_TEXT_MAX 8192 /* octets of a text */

/* Where a destination is, as seen from the site. */
enum report_reach {
	REPORT_OUTSIDE, /* none of these */
	REPORT_PRIVATE, /* an address that is not routed on the internet */
	REPORT_LINK, /* on the link of the interface */
	REPORT_MANY, /* multicast or broadcast */
	REPORT_REACH_MAX
};

/* Texts are interned: equal texts of one report are the same pointer. */
struct report_list {
	void *rows;
	size_t count;
	size_t room;
};

/* Times are seconds since the epoch, 0: not known. */
struct report_device {
	uint64_t mac; /* first octet in bits 47..40 */
	const char *interface;
	const char *zone;
	const char *vendor; /* slug */
	const char *group;
	const char *ipv4;
	const char *ipv6;
	int vlan; /* -1: untagged */
	bool active;
	bool past; /* known from the ledger alone, not since the tables were made */
	int64_t first_seen;
	int64_t last_seen;
	uint64_t frames; /* from it, as the rest */
	uint64_t bytes;
	uint64_t dropped;
	uint64_t would_drop;
	uint64_t unnamed; /* frames to peers that found no row */
};

struct report_attempt {
	uint64_t mac;
	const char *interface;
	const char *zone;
	const char *vendor;
	const char *group;
	const char *peer;
	const char *proto;
	const char *name; /* what the device called it, or NULL */
	const char *rule; /* by which it passed, as far as can be told */
	int vlan;
	int port; /* -1: none, or the device answered */
	int from_port; /* its own, where it answered */
	int verdict; /* enum lc_verdict */
	int reach; /* enum report_reach */
	int64_t first_seen;
	int64_t last_seen;
	uint64_t frames;
};

/* A row of the counters. */
struct report_frames {
	const char *interface;
	const char *zone;
	const char *direction;
	const char *group;
	const char *vendor;
	const char *verdict;
	const char *reason;
	const char *rule;
	uint64_t frames;
	uint64_t bytes;
};

struct report_interface {
	const char *name;
	bool ingress; /* attached */
	bool egress;
	bool closed; /* by the guard */
	const char *mode; /* of XDP */
	const char *driver;
};

/* Who a slug is; so that a page needs no table but its own. */
struct report_vendor {
	const char *slug;
	const char *name;
	const char *parent; /* slug */
	bool broad;
	const char *also_makes;
};

/* A word of the policy's author about a group, a rule or an endpoint. */
struct report_note {
	const char *kind; /* "group", "rule", "endpoint" */
	const char *name;
	const char *text;
};

struct report_permit {
	const char *devices;
	const char *peer;
	const char *service;
	const char *by;
	const char *why;
	int64_t until;
};

/* Of the span, not covered by the ledger. */
struct report_gap {
	int64_t from;
	int64_t to;
	const char *cause; /* ledger_gap_text() */
};

/* A policy that was in force within the span. */
struct report_term {
	const char *name;
	const char *revision;
	const char *mode;
	const char *sha256;
	const char *by;
	const char *why;
	int64_t from;
	int64_t to;
};

struct report_warning {
	const char *text;
};

struct report_policy {
	bool in_force;
	const char *name;
	const char *revision;
	const char *owner;
	const char *basis;
	const char *path;
	const char *sha256;
	const char *applied_by;
	const char *why;
	const char *pending; /* who put it in force as a draft */
	int64_t applied_at;
	int64_t pending_until;
	bool monitor; /* all of it */
	bool watches; /* some group or zone, or all */
	bool saved;
	bool whole; /* attached everywhere, and guarded if it should be */
	bool fallback; /* its tables stand */
};

struct report_ledger {
	bool used; /* the figures are of records in it */
	int64_t first; /* of its records in the span */
	int64_t last;
	uint64_t records;
	uint64_t head_seq;
	const char *head_sha256;
	bool broken; /* its chain is */
	uint64_t covered; /* seconds of the span */
};

struct report_site {
	const char *name;
	const char *host;
	const char *version; /* of lenscap */
	int64_t generated_at;
	int64_t from; /* of the span; the census and counters began, if not asked */
	int64_t to;
	int64_t since; /* when the kernel's tables were made */
	uint64_t forged; /* addresses taken for a flood, in no count */
	uint64_t displaced; /* momentary devices that gave way */
	uint64_t unplaced; /* frames of devices that found no place */
	uint64_t unnamed; /* frames to peers that found no row */
	uint64_t events_lost;
	struct report_policy policy;
	struct report_ledger ledger;
	struct report_list interfaces;
	struct report_list vendors;
	struct report_list devices;
	struct report_list attempts;
	struct report_list frames;
	struct report_list notes;
	struct report_list permits;
	struct report_list gaps;
	struct report_list terms;
	struct report_list warnings;
};

struct report_texts;

struct report {
	int64_t generated_at;
	bool merged; /* from files */
	struct report_list sites; /* struct report_site */
	struct report_texts *texts;
};

/* NULL when out of memory. */
struct report *report_new(void);
void report_free(struct report *report);

/* The same pointer for the same text; NULL for NULL, "" and without memory. */
const char *report_text(struct report *report, const char *text);
const char *report_text_len(struct report *report, const char *text,
			    size_t len);

/* A zeroed row of size bytes at the end, or NULL when out of memory. */
void *report_add(struct report_list *list, size_t size);

/* True once memory did not suffice: one check at the end is enough. */
bool report_failed(const struct report *report);

struct report_site *report_site(const struct report *report, size_t i);

#define report_rows(list, type) ((const type *)(list)->rows)

#endif
