/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What serve tells (DESIGN 8): an entry in the journal or a line for people, and
 * one JSON object for programs. When there is something to tell is follow.h and turns.h.
 */
#ifndef LENSCAP_EVENT_H
#define LENSCAP_EVENT_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

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
	EVENT_DEVICE_NEW,
	EVENT_DEVICE_STALE,
	EVENT_ATTEMPT_NEW,
	EVENT_PERMIT_START,
	EVENT_PERMIT_END,
	EVENT_TABLE_FULL,
	EVENT_GUARD_CLOSED,
	EVENT_GUARD_OPENED,
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
	/* of a device and whom it attempted to reach; NULL: not known */
	uint64_t mac; /* 0: of no one device */
	const char *zone;
	const char *vendor;
	const char *peer;
	const char *proto;
	int port; /* -1: none */
	const char *name;
	const char *verdict;
	const char *reason;
	const uint8_t *frame; /* its first bytes, NULL: not seen */
	size_t frame_len;
	const char *table; /* NULL: it is about none */
	int64_t count; /* of several that one line tells of; -1: it is one */
};

#define EVENT_INIT(kind_)                                                  \
	{                                                                  \
		.kind = (kind_), .direction = LC_DIRECTION_MAX, .gap = -1, \
		.port = -1, .count = -1,                                   \
	}

/* 0, or -EINVAL with what there is in fault. */
int event_form_parse(const char *text, enum event_form *form,
		     struct fault *fault);

/* Tell it; the text says what happened, and what to do where there is a thing. */
__attribute__((format(printf, 3, 4))) void event_tell(enum event_form form,
						      const struct event *event,
						      const char *fmt, ...);

#endif
