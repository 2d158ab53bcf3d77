/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A report summed up: by make, place, destination, cause and site. A device is
 * a MAC here, counted once however many sites, ports and VLANs saw it.
 */
#ifndef LENSCAP_REPORT_SUM_H
#define LENSCAP_REPORT_SUM_H

#include "report/report.h"
#include "report/report_index.h"

#define REPORT_NAMES \
	3 /* of a destination; how many more there are is counted */

struct report_make {
	const struct report_vendor *vendor; /* NULL: none, or of no table */
	const char *slug;
	uint64_t devices;
	uint64_t active;
	uint64_t attempting; /* reached for something outside */
	int64_t first_seen;
	int64_t last_seen;
	uint64_t frames;
	uint64_t dropped;
	uint64_t would_drop;
};

struct report_place {
	size_t site;
	const char *interface;
	const char *zone;
	uint64_t devices;
	uint64_t active;
	int64_t first_seen;
	uint64_t frames;
	uint64_t dropped;
	uint64_t would_drop;
};

struct report_target {
	const char *peer;
	const char *proto;
	const char *rule;
	const char *names[REPORT_NAMES];
	uint64_t more_names;
	int port;
	int from_port;
	int verdict;
	int reach;
	uint64_t devices;
	uint64_t sites;
	uint64_t frames;
	int64_t first_seen;
	int64_t last_seen;
};

struct report_cause {
	const char *direction;
	const char *verdict;
	const char *reason;
	const char *group;
	const char *rule;
	uint64_t frames;
	uint64_t bytes;
};

/* Frames by verdict, as the counters have them. */
struct report_flow {
	uint64_t frames[LC_VERDICT_MAX]; /* from devices */
	uint64_t back[LC_VERDICT_MAX]; /* to them */
};

struct report_site_sum {
	uint64_t devices;
	uint64_t active;
	uint64_t attempting;
	uint64_t targets; /* outside */
	struct report_flow flow;
};

/* A device at one site, in the order of sites and addresses. */
struct report_seen {
	size_t site;
	const struct report_device *device;
	uint32_t sites; /* that saw this MAC */
	bool again; /* counted at an earlier row */
};

struct report_sum {
	uint64_t devices;
	uint64_t active;
	uint64_t twice; /* of them, those that several sites saw */
	uint64_t broad; /* of them, of makers of much that is not a camera */
	uint64_t known; /* makes, without that of no known one */
	int64_t first_seen;
	uint64_t attempting;
	uint64_t targets; /* addresses outside */
	uint64_t outside[LC_VERDICT_MAX]; /* frames to them */
	struct report_flow flow;
	uint64_t unnamed;
	struct report_list makes; /* most devices first; the rest likewise */
	struct report_list places;
	struct report_list targets_list; /* outside first, what passed first */
	struct report_list causes;
	struct report_list seen;
	struct report_list vendors; /* struct report_vendor of all sites */
	struct report_site_sum *sites;
	struct report_index vendor_index; /* private, as the rest */
	struct report_index make_index;
	struct report_index cause_index;
};

/* NULL when out of memory. The report must outlive it. */
struct report_sum *report_sum(const struct report *report);
void report_sum_free(struct report_sum *sum);

/* What the sites tell of a slug, NULL where none does. */
const struct report_vendor *report_sum_vendor(struct report_sum *sum,
					      const char *slug);

#endif
