// SPDX-License-Identifier: GPL-2.0
/*
 * What came up and what is settled between two looks, told.
 * Nothing is looked up here but names and times.
 */
#include "event/notice.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

struct notice *notice_new(void)
{
	return calloc(1, sizeof(struct notice));
}

void notice_free(struct notice *notice)
{
	free(notice);
}

static const char *direction_text(enum lc_direction direction)
{
	return direction == LC_INGRESS ? "ingress" : "egress";
}

static struct event event_of(enum event_kind kind,
			     const struct follow_finding *item,
			     const struct live *live)
{
	struct event event = EVENT_INIT(kind);

	event.sha256 = live->info.sha256;
	event.interface = item->name;
	event.ifindex = item->ifindex;
	event.direction = item->direction;
	return event;
}

static void tell_lost(const struct follow_finding *item,
		      const struct live *live, const struct watch *watch,
		      enum event_form form)
{
	const struct event event = event_of(EVENT_ATTACH_LOST, item, live);
	bool unhooked = item->direction == LC_EGRESS &&
			watch_unhooked(watch, item->ifindex);

	event_tell(
		form, &event,
		"%s: %s is not attached any more%s; what lenscap should stop there passes until it is again",
		item->name, direction_text(item->direction),
		unhooked ? ", its qdisc or filter was taken off" : "");
}

static void tell_came(const struct follow_finding *item,
		      const struct live *live, const struct watch *watch,
		      enum event_form form)
{
	struct event event = event_of(EVENT_VLAN_HIDDEN, item, live);
	const char *name = item->name;

	switch (item->kind) {
	case FOLLOW_LOST:
		tell_lost(item, live, watch, form);
		break;
	case FOLLOW_HIDDEN:
		event_tell(
			form, &event,
			"%s: receive VLAN offload is on again, which hides the tags that its zones need",
			name);
		break;
	case FOLLOW_ORDER:
		event.kind = EVENT_ORDER_LOST;
		event_tell(
			form, &event,
			"%s: another tcx program stands before lenscap on egress; what it lets out for good, lenscap does not see (bpftool net show dev %s)",
			name, name);
		break;
	case FOLLOW_NEW:
		log_line(
			LOG_LEVEL_NOTICE,
			"%s (ifindex %u) is not judged yet, and the policy means it",
			name, item->ifindex);
		break;
	case FOLLOW_ADDRESSES:
		log_line(LOG_LEVEL_INFO,
			 "%s: its addresses are others than the policy has",
			 name);
		break;
	case FOLLOW_GONE:
		log_line(LOG_LEVEL_NOTICE, "%s (ifindex %u) is gone", name,
			 item->ifindex);
		break;
	case FOLLOW_EXTRA:
		log_line(LOG_LEVEL_INFO,
			 "%s (ifindex %u) is attached, and not in the policy",
			 name, item->ifindex);
		break;
	case FOLLOW_STAGED:
		log_line(LOG_LEVEL_INFO, "a table is left staged in the guard");
		break;
	default:
		break;
	}
}

/* Attached, where a look before found it was not. */
static void tell_made(const struct follow_finding *item, uint64_t since,
		      const struct live *live, enum event_form form)
{
	struct event event = event_of(EVENT_ATTACH_MADE, item, live);
	bool lost = item->kind == FOLLOW_LOST;

	event.gap = since ? (int64_t)(watch_clock() - since) : -1;
	if (since)
		event_tell(form, &event,
			   "%s: %s attached%s; the gap was %" PRId64
			   " ms at most",
			   item->name,
			   lost ? direction_text(item->direction) : "is",
			   lost ? " again" : "", event.gap);
	else
		event_tell(form, &event, "%s: %s attached%s", item->name,
			   lost ? direction_text(item->direction) : "is",
			   lost ? " again" : "");
}

static void tell_went(const struct follow_finding *item, uint64_t since,
		      const struct live *live, enum event_form form)
{
	switch (item->kind) {
	case FOLLOW_NEW:
	case FOLLOW_LOST:
		/* and not because the device went */
		if (live_iface(live, item->ifindex))
			tell_made(item, since, live, form);
		break;
	case FOLLOW_HIDDEN:
		if (since && live_iface(live, item->ifindex))
			log_line(
				LOG_LEVEL_NOTICE,
				"%s: receive VLAN offload is off again; tags were hidden for at most %llu ms",
				item->name,
				(unsigned long long)(watch_clock() - since));
		break;
	case FOLLOW_ORDER:
		log_line(LOG_LEVEL_NOTICE,
			 "%s: no tcx program stands before lenscap any more",
			 item->name);
		break;
	default:
		break;
	}
}

void notice_look(struct notice *notice, const struct follow_findings *found,
		 const struct live *live, const struct watch *watch,
		 enum event_form form)
{
	uint64_t since[FOLLOW_ROOM] = { 0 };
	const struct follow_finding *item, *same;
	size_t i;

	for (i = 0; i < notice->before.count; i++) {
		item = &notice->before.items[i];
		if (!follow_find(found, item))
			tell_went(item, notice->since[i], live, form);
	}
	for (i = 0; i < found->count; i++) {
		item = &found->items[i];
		same = follow_find(&notice->before, item);
		if (same) {
			since[i] = notice->since[same - notice->before.items];
			continue;
		}
		since[i] = watch_first(watch, item->ifindex);
		if (!since[i])
			since[i] = notice->looked;
		tell_came(item, live, watch, form);
	}
	memcpy(notice->since, since, found->count * sizeof(*since));
	notice->before = *found;
	notice->looked = watch_clock();
}
