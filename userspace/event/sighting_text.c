// SPDX-License-Identifier: GPL-2.0
/*
 * The words for devices and attempts.
 * What a device can put into them is escaped where it was read (name_text.h).
 */
#include "event/sighting_text.h"

#include <stdio.h>

#include "base/envelope.h"
#include "base/mac.h"
#include "policy/reason.h"

static size_t put_who(char text[SIGHTING_TEXT], uint64_t mac,
		      const char *vendor, const char *interface, int vlan)
{
	char mac_text[MAC_TEXT_LEN], vlan_text[24] = "";

	mac_format(mac, mac_text);
	if (vlan >= 0)
		snprintf(vlan_text, sizeof(vlan_text), " VLAN %d", vlan);
	return (size_t)snprintf(text, SIGHTING_TEXT, "%s (%s) on %s%s",
				mac_text, vendor ? vendor : "make not known",
				interface ? interface : "no known interface",
				vlan_text);
}

void sighting_device(const struct census_device *device, enum event_kind kind,
		     struct event *event, char text[SIGHTING_TEXT])
{
	char when[ENVELOPE_TIME_LEN];
	size_t len = put_who(text, device->mac, device->vendor,
			     device->interface, device->vlan);

	event->mac = device->mac;
	event->interface = device->interface;
	event->zone = device->zone;
	event->vendor = device->vendor;
	if (kind == EVENT_DEVICE_NEW) {
		snprintf(text + len, SIGHTING_TEXT - len,
			 " is new, first seen %s",
			 envelope_time(device->first_seen / 1000, when));
	} else if (kind == EVENT_DEVICE_STALE) {
		snprintf(
			text + len, SIGHTING_TEXT - len,
			" was not seen for a week, last %s; lenscap forget takes it out of the census",
			envelope_time(device->last_seen / 1000, when));
	} else {
		snprintf(
			text + len, SIGHTING_TEXT - len,
			" has more peers than the table keeps of one device; what is more is counted as one number (lenscap devices)");
	}
}

static const char *verdict_words(enum lc_verdict verdict)
{
	switch (verdict) {
	case LC_DROP:
		return "dropped";
	case LC_WOULD_DROP:
		return "passed, and would be dropped if it were enforced";
	default:
		return "passed";
	}
}

static void put_peer(const struct census_attempt *attempt,
		     char text[INET6_ADDRSTRLEN])
{
	uint32_t v4 = htonl((uint32_t)attempt->peer[1]);
	uint8_t v6[16];
	size_t i;

	for (i = 0; i < sizeof(v6); i++)
		v6[i] = (uint8_t)(attempt->peer[i / 8] >> (56 - 8 * (i % 8)));
	if (attempt->l3 == 4)
		inet_ntop(AF_INET, &v4, text, INET6_ADDRSTRLEN);
	else
		inet_ntop(AF_INET6, v6, text, INET6_ADDRSTRLEN);
}

void sighting_attempt(const struct census_attempt *attempt, struct event *event,
		      struct sighting_attempt *out)
{
	size_t len = put_who(out->text, attempt->mac, attempt->vendor,
			     attempt->interface, attempt->vlan);
	const char *name = attempt->name_count ? attempt->names[0].name : NULL;
	bool answer = attempt->from_port >= 0;
	char port[24] = "", own[48] = "";

	put_peer(attempt, out->peer);
	event->mac = attempt->mac;
	event->interface = attempt->interface;
	event->zone = attempt->zone;
	event->vendor = attempt->vendor;
	event->peer = out->peer;
	event->proto =
		census_proto_text(attempt->proto, attempt->l3, out->proto);
	event->port = attempt->port;
	event->name = name;
	event->verdict = verdict_text(attempt->verdict);
	if (attempt->port >= 0)
		snprintf(port, sizeof(port), " port %d", attempt->port);
	if (answer)
		snprintf(own, sizeof(own), " from its own port %d",
			 attempt->from_port);
	snprintf(out->text + len, SIGHTING_TEXT - len,
		 " attempted to %s %s, %s%s%s%s%s%s: %s",
		 answer ? "answer" : "reach", out->peer, event->proto, port,
		 own, name ? " (" : "", name ? name : "", name ? ")" : "",
		 verdict_words(attempt->verdict));
}
