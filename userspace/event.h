/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What serve tells: one line for people, and one JSON object for programs
 * (DESIGN 8). When there is something to tell is follow.h and turns.h.
 */
#ifndef LENSCAP_EVENT_H
#define LENSCAP_EVENT_H

#include <lenscap.h>
#include <stdbool.h>
#include <stdint.h>

#include "fault.h"

/* The names stand in DESIGN 8, but for attach-made. */
enum event_kind {
	EVENT_ATTACH_MADE, /* programs are on a port, for the first time or again */
	EVENT_ATTACH_LOST,
	EVENT_ORDER_LOST,
	EVENT_VLAN_HIDDEN,
	EVENT_POLICY_APPLIED,
	EVENT_POLICY_CONFIRMED,
	EVENT_POLICY_REVERTED,
	EVENT_FALLBACK_ACTIVE,
	EVENT_MAX
};

enum event_form {
	EVENT_FORM_NONE, /* lines for people only */
	EVENT_FORM_JSON, /* and an object a line on standard output */
	EVENT_FORM_MAX
};

struct event {
	enum event_kind kind;
	const char *sha256; /* of the policy in force, NULL: none */
	const char *interface; /* NULL: of no interface */
	unsigned int ifindex;
	enum lc_direction direction; /* LC_DIRECTION_MAX: of none */
	int64_t gap; /* ms at most that listed frames passed; -1: not known */
};

#define EVENT_INIT(kind_)                                                  \
	{                                                                  \
		.kind = (kind_), .direction = LC_DIRECTION_MAX, .gap = -1, \
	}

/* 0, or -EINVAL with what there is in fault. */
int event_form_parse(const char *text, enum event_form *form,
		     struct fault *fault);

/* Tell it; the text says what happened, and what to do where there is a thing. */
__attribute__((format(printf, 3, 4))) void event_tell(enum event_form form,
						      const struct event *event,
						      const char *fmt, ...);

#endif
