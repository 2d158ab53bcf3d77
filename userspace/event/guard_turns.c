// SPDX-License-Identifier: GPL-2.0
/*
 * What the guard did, told, by the states of its ports. It changes them once a
 * second, as often as there is a look: no listener of its own is needed.
 */
#include "event/guard_turns.h"

#include <stdlib.h>

#include "guard/guard.h"

enum event_kind guard_turns_kind(const struct guard_turns *before,
				 const struct guard_port *now)
{
	const struct guard_port *port = before->ports;
	size_t i;

	for (i = 0; i < before->count; i++, port++) {
		if (port->ifindex != now->ifindex)
			continue;
		if (port->state == now->state)
			return EVENT_MAX;
		return now->state == LCG_PORT_CLOSED ? EVENT_GUARD_CLOSED :
						       EVENT_GUARD_OPENED;
	}
	return before->known && now->state == LCG_PORT_OPEN ?
		       EVENT_GUARD_OPENED :
		       EVENT_MAX;
}

static void tell(const struct guard_port *port, enum event_kind kind,
		 const char *sha256, enum event_form form)
{
	struct event event = EVENT_INIT(kind);

	event.sha256 = sha256;
	event.interface = port->name;
	event.ifindex = port->ifindex;
	if (kind == EVENT_GUARD_CLOSED)
		event_tell(
			form, &event,
			"%s: the guard drops what listed devices send there, as nothing judges it; lenscap apply --again attaches the programs",
			port->name);
	else
		event_tell(form, &event,
			   "%s: the guard opened it, as the programs judge it",
			   port->name);
}

/* Where it does not answer, there is nothing to compare. */
static void read_ports(struct guard_turns *now)
{
	struct fault fault = { "" };
	struct guard *guard = NULL;
	int err = guard_open(&guard, &fault);

	if (!err)
		err = guard_ports(guard, &now->ports, &now->count, &fault);
	guard_close(guard);
	now->known = !err;
}

void guard_turns_look(struct guard_turns *turns, const char *sha256,
		      enum event_form form)
{
	struct guard_turns now = { 0 };
	enum event_kind kind;
	size_t i;

	read_ports(&now);
	for (i = 0; turns->known && i < now.count; i++) {
		kind = guard_turns_kind(turns, &now.ports[i]);
		if (kind != EVENT_MAX)
			tell(&now.ports[i], kind, sha256, form);
	}
	free(turns->ports);
	*turns = now;
}

void guard_turns_free(struct guard_turns *turns)
{
	free(turns->ports);
}
