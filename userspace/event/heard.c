// SPDX-License-Identifier: GPL-2.0
/*
 * The last frames that the programs told of.
 * Interfaces are not compared: one name may have had several ids.
 */
#include "event/heard.h"

#include <string.h>

void heard_add(struct heard *heard, const struct lc_event *event,
	       const uint8_t *frame)
{
	struct heard_frame *item = &heard->items[heard->count++ % HEARD_ROOM];

	item->attempt = event->attempt;
	item->kind = event->kind;
	item->reason = event->reason;
	item->held = event->held < LC_EVENT_HEAD ? event->held : LC_EVENT_HEAD;
	memcpy(item->frame, frame, item->held);
}

static int vlan_of(uint64_t place)
{
	uint32_t vlan = LC_PLACE_VLAN_OF(place);

	return vlan ? (int)vlan : -1;
}

static bool is_attempt(const struct lc_attempt *told,
		       const struct census_attempt *attempt)
{
	bool answer = told->flags & LC_ATTEMPT_ANSWER;
	int port = answer ? attempt->from_port : attempt->port;

	return LC_PLACE_MAC_OF(told->place) == attempt->mac &&
	       vlan_of(told->place) == attempt->vlan &&
	       told->peer[0] == attempt->peer[0] &&
	       told->peer[1] == attempt->peer[1] && told->l3 == attempt->l3 &&
	       told->proto == attempt->proto &&
	       told->verdict == attempt->verdict &&
	       told->port == (port < 0 ? 0 : port);
}

/* From the last on, back as far as there are any. */
static const struct heard_frame *at(const struct heard *heard, size_t back)
{
	if (back >= heard->count || back >= HEARD_ROOM)
		return NULL;
	return &heard->items[(heard->count - 1 - back) % HEARD_ROOM];
}

const struct heard_frame *heard_device(const struct heard *heard,
				       const struct census_device *device)
{
	const struct heard_frame *item;
	size_t i;

	for (i = 0; (item = at(heard, i)); i++)
		if (item->kind == LC_EVENT_DEVICE &&
		    LC_PLACE_MAC_OF(item->attempt.place) == device->mac &&
		    vlan_of(item->attempt.place) == device->vlan)
			return item;
	return NULL;
}

const struct heard_frame *heard_attempt(const struct heard *heard,
					const struct census_attempt *attempt)
{
	const struct heard_frame *item;
	size_t i;

	for (i = 0; (item = at(heard, i)); i++)
		if (item->kind == LC_EVENT_ATTEMPT &&
		    is_attempt(&item->attempt, attempt))
			return item;
	return NULL;
}
