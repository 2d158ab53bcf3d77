/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All that `lenscap diff` found out, as text for people and as JSON.
 * How it is found out: diff.h, diff_prefix.h, flow_end.h, cmd_diff.c.
 */
#ifndef LENSCAP_DIFF_REPORT_H
#define LENSCAP_DIFF_REPORT_H

#include <jansson.h>

#include "diff/diff.h"
#include "diff/diff_prefix.h"
#include "diff/flow_end.h"
#include "slot/live.h"

struct diff_report {
	const struct live *live; /* names of all ids too */
	const struct policy *old; /* its text, NULL: unreadable here */
	const struct policy *file;
	const struct diff *diff; /* NULL when old is */
	struct diff_slot live_slot;
	struct diff_slot file_slot;
	struct diff_prefixes prefixes;
	struct flow_ends flows;
	bool flows_complete; /* false: the tables could not be read */
	bool same; /* nothing that a policy is would change */
	bool judged_same; /* every frame would be judged as now */
};

/* More flows than this do not go into JSON one by one. */
#define DIFF_FLOW_ROWS 10000

/* NULL when out of memory. New reference. */
json_t *diff_report_json(const struct diff_report *report);

/* To standard output. */
void diff_report_print(const struct diff_report *report);

/* Of a flow: "tcp", "udp", "icmp" or the protocol's number; its two ends. */
#define DIFF_PROTO_LEN 8
void diff_flow_proto(const struct lc_flow_key *key, char buf[DIFF_PROTO_LEN]);
bool diff_flow_ports(const struct lc_flow_key *key);
void diff_flow_address(const struct lc_flow_key *key, bool device,
		       char buf[ADDR_TEXT_LEN]);

#endif
