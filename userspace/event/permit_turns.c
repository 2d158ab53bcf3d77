// SPDX-License-Identifier: GPL-2.0
/*
 * Permits that began and ended, told.
 * One that begins and ends within a second may go unseen; its frames are counted.
 */
#include "event/permit_turns.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mac.h"
#include "base/short_id.h"
#include "permit/permit_text.h"

/* Is the permit among them, by its id? */
static bool has(const struct permits *permits, const struct permit *permit)
{
	size_t i;

	for (i = 0; i < permits->count; i++)
		if (permits->items[i].what.id == permit->what.id)
			return true;
	return false;
}

static const char *proto_of(const struct permit *permit)
{
	switch (permit_proto(&permit->what)) {
	case PROTO_TCP:
		return "tcp";
	case PROTO_UDP:
		return "udp";
	case PROTO_ICMP:
		return "icmp";
	default:
		return NULL;
	}
}

/* The only port, or -1. */
static int port_of(const struct permit *permit)
{
	const struct lc_permit_ports *ports = permit->what.ports;

	return ports[0].low && ports[0].low == ports[0].high && !ports[1].low ?
		       ports[0].low :
		       -1;
}

static void tell(const struct permit *permit, enum event_kind kind,
		 const char *sha256, enum event_form form)
{
	const struct lc_permit_note *note = &permit->note;
	char id[SHORT_ID_LEN], service[PERMIT_PORTS_LEN], who[64];
	struct event event = EVENT_INIT(kind);
	char mac[MAC_TEXT_LEN] = "";

	short_id_format(permit->what.id, id);
	permit_service(permit, service);
	if (note->mac_count)
		mac_format(note->macs[0], mac);
	if (note->mac_count == 1)
		event.mac = note->macs[0];
	snprintf(who, sizeof(who),
		 note->mac_count > 1 ? "%s and %u more" : "%s", mac,
		 note->mac_count - 1);
	event.sha256 = sha256;
	event.peer = note->peer;
	event.proto = proto_of(permit);
	event.port = port_of(permit);
	if (kind == EVENT_PERMIT_START)
		event_tell(form, &event,
			   "%s: %s may reach %s (%s) for %" PRId64
			   " s, by %s: %s",
			   id, who, note->peer, service, permit->seconds,
			   *note->by ? note->by : "unknown",
			   *note->why ? note->why : "no reason given");
	else
		event_tell(form, &event,
			   "%s: %s may not reach %s (%s) by it any more", id,
			   who, note->peer, service);
}

static void tell_new(const struct permits *now, const struct permits *before,
		     enum event_kind kind, const char *sha256,
		     enum event_form form)
{
	size_t i;

	for (i = 0; i < now->count; i++)
		if (!has(before, &now->items[i]))
			tell(&now->items[i], kind, sha256, form);
}

void permit_turns_look(struct permit_turns *turns, const struct live *live,
		       enum event_form form)
{
	const char *sha256 = live && live->policy ? live->info.sha256 : NULL;
	struct permits now = { 0 };

	/* what cannot be read has not ended for that */
	if (live && permits_read(&live->obj, &now))
		return;
	if (turns->known) {
		tell_new(&turns->before, &now, EVENT_PERMIT_END, sha256, form);
		tell_new(&now, &turns->before, EVENT_PERMIT_START, sha256,
			 form);
	}
	permits_free(&turns->before);
	turns->before = now;
	turns->known = true;
}

void permit_turns_free(struct permit_turns *turns)
{
	permits_free(&turns->before);
}
