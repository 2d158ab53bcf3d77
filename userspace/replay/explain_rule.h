/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Private to explain*.c: the smallest rule that names one frame.
 */
#ifndef LENSCAP_EXPLAIN_RULE_H
#define LENSCAP_EXPLAIN_RULE_H

#include "replay/explain_parts.h"

struct explain_new_rule {
	struct policy_rule rule; /* points into what follows */
	bool answers; /* the frame would be within a flow of it */
	struct port_range ports;
	struct addr_prefix peer;
	char peer_text[ADDR_TEXT_LEN];
	char name[LC_NAME_LEN];
};

/* icmp_type: of an echo, to tell a request from its reply. */
void explain_rule_make(const struct policy_group *group,
		       const struct lc_frame *frame, uint8_t icmp_type,
		       struct explain_new_rule *rule);

/* "- {name: ..., peer: ..., ...}" */
void explain_rule_yaml(const struct explain_new_rule *rule, char *text,
		       size_t size);

#endif
