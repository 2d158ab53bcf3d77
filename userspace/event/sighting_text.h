/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A device or an attempt as an event: its fields, and the line for people.
 * Whether it is told is sightings.h.
 */
#ifndef LENSCAP_SIGHTING_TEXT_H
#define LENSCAP_SIGHTING_TEXT_H

#include <arpa/inet.h>

#include "census/census.h"
#include "event/event.h"

#define SIGHTING_TEXT 640

/* What an event points into. */
struct sighting_attempt {
	char peer[INET6_ADDRSTRLEN];
	char proto[8];
	char text[SIGHTING_TEXT];
};

/* kind: EVENT_DEVICE_NEW, EVENT_DEVICE_STALE, or EVENT_TABLE_FULL for its peers. */
void sighting_device(const struct census_device *device, enum event_kind kind,
		     struct event *event, char text[SIGHTING_TEXT]);

/* The event's strings are the attempt's and *text's. */
void sighting_attempt(const struct census_attempt *attempt, struct event *event,
		      struct sighting_attempt *text);

#endif
