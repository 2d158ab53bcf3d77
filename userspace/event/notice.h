/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What came up and what is settled between two looks at the devices, told.
 * The look itself is follow.h; what a switch did is turns.h.
 */
#ifndef LENSCAP_NOTICE_H
#define LENSCAP_NOTICE_H

#include "event/event.h"
#include "port/watch.h"
#include "serve/follow.h"

struct notice {
	struct follow_findings before;
	uint64_t since[FOLLOW_ROOM]; /* of each, at the earliest; 0: unknown */
	uint64_t looked; /* when, 0: never */
};

/* All zero, on the heap: it is large. NULL when out of memory. */
struct notice *notice_new(void);
void notice_free(struct notice *notice);

/* What was found in live just now; watch tells since when. */
void notice_look(struct notice *notice, const struct follow_findings *found,
		 const struct live *live, const struct watch *watch,
		 enum event_form form);

#endif
