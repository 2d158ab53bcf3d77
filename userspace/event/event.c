// SPDX-License-Identifier: GPL-2.0
/*
 * What serve tells, to the journal, as a line for people and as JSON.
 * When there is something to tell stands with who tells it.
 */
#include "event/event.h"

#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <lenscap_event.h>

#include "base/envelope.h"
#include "base/log.h"
#include "base/mac.h"
#include "base/utf8.h"
#include "event/journal.h"
#include "policy/reason.h"

/* A MESSAGE_ID is made once (systemd-id128 new) and stays. */
static const struct {
	const char *name;
	enum log_level level;
	const char *id;
} kinds[EVENT_MAX] = {
	[EVENT_ATTACH_MADE] = { "attach-made", LOG_LEVEL_NOTICE,
				"9d1d48cd6368411c8fe268ec85b4dc64" },
	[EVENT_ATTACH_LOST] = { "attach-lost", LOG_LEVEL_WARNING,
				"fb23d5d3def04518a265613f120e0f76" },
	[EVENT_ORDER_LOST] = { "order-lost", LOG_LEVEL_WARNING,
			       "17da294ef5834566a7f6b0ddd8787764" },
	[EVENT_VLAN_HIDDEN] = { "vlan-hidden", LOG_LEVEL_WARNING,
				"92cb247f08434e25a54770722205a96a" },
	[EVENT_POLICY_APPLIED] = { "policy-applied", LOG_LEVEL_NOTICE,
				   "8a58bab67f90441f9cd2e78656b22816" },
	[EVENT_POLICY_CONFIRMED] = { "policy-confirmed", LOG_LEVEL_NOTICE,
				     "041f75269a064399a7931ab740d972b1" },
	[EVENT_POLICY_REVERTED] = { "policy-reverted", LOG_LEVEL_WARNING,
				    "b14585d8470e4631bc3f1266ae9c741a" },
	[EVENT_FALLBACK_ACTIVE] = { "fallback-active", LOG_LEVEL_WARNING,
				    "539d9f2ca823449797e5136624a3cb44" },
	[EVENT_DEVICE_NEW] = { "device-new", LOG_LEVEL_NOTICE,
			       "41182e912a2a4153a80e07ecfaa1b2fb" },
	[EVENT_DEVICE_STALE] = { "device-stale", LOG_LEVEL_INFO,
				 "5e823844d8a84d8d9083905157033a80" },
	[EVENT_ATTEMPT_NEW] = { "attempt-new", LOG_LEVEL_WARNING,
				"15fe478c94ef46b89700fd40f17e4591" },
	[EVENT_PERMIT_START] = { "permit-start", LOG_LEVEL_NOTICE,
				 "1275142ba957451abaa952afd214144a" },
	[EVENT_PERMIT_END] = { "permit-end", LOG_LEVEL_NOTICE,
			       "cc6cb9e3a01041258c48a1a26803d862" },
	[EVENT_TABLE_FULL] = { "table-full", LOG_LEVEL_WARNING,
			       "1c6887f7bd2e4402aa47428bc1abac8c" },
	[EVENT_GUARD_CLOSED] = { "guard-closed", LOG_LEVEL_WARNING,
				 "ebacd7ec4260465faef3738e621231f8" },
	[EVENT_GUARD_OPENED] = { "guard-opened", LOG_LEVEL_NOTICE,
				 "f8eb43fcc7764fe3a9e3a1b981746ab8" },
};

static const char *const form_names[EVENT_FORM_MAX] = {
	[EVENT_FORM_NONE] = "none",
	[EVENT_FORM_JSON] = "json",
};

int event_form_parse(const char *text, enum event_form *form,
		     struct fault *fault)
{
	int i;

	for (i = 0; i < EVENT_FORM_MAX; i++) {
		if (strcmp(text, form_names[i]))
			continue;
		*form = i;
		return 0;
	}
	return fault_set(fault, -EINVAL, "\"%s\" is no form: none or json",
			 text);
}

/* New references, null for what is not known. */
static json_t *number(bool known, int64_t value)
{
	return known ? json_integer(value) : json_null();
}

static json_t *mac_json(uint64_t mac)
{
	char text[MAC_TEXT_LEN];

	mac_format(mac, text);
	return mac ? json_string(text) : json_null();
}

static json_t *frame_json(const struct event *event)
{
	char text[2 * LC_EVENT_HEAD + 1] = "";
	size_t i;

	for (i = 0; i < event->frame_len && i < LC_EVENT_HEAD; i++)
		snprintf(text + 2 * i, 3, "%02x", event->frame[i]);
	return event->frame ? json_string(text) : json_null();
}

/* Keys that nothing is known for are there all the same, as null. */
static json_t *event_json(const struct event *event)
{
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"LENSCAP_EVENT", kinds[event->kind].name, "LENSCAP_MAC",
		mac_json(event->mac), "LENSCAP_ZONE",
		envelope_text(event->zone), "LENSCAP_VENDOR",
		envelope_text(event->vendor), "LENSCAP_PEER",
		envelope_text(event->peer), "LENSCAP_PROTO",
		envelope_text(event->proto), "LENSCAP_PORT",
		number(event->port >= 0, event->port), "LENSCAP_NAME",
		envelope_text(event->name), "LENSCAP_VERDICT",
		envelope_text(event->verdict), "LENSCAP_REASON",
		envelope_text(event->reason), "LENSCAP_POLICY",
		envelope_text(event->sha256), "interface",
		envelope_text(event->interface), "ifindex",
		number(event->interface && event->ifindex, event->ifindex),
		"direction", envelope_text(direction_text(event->direction)),
		"gap_ms", number(event->gap >= 0, event->gap), "frame",
		frame_json(event), "table", envelope_text(event->table),
		"count", number(event->count >= 0, event->count));
}

/* What only the object has: the journal has a time of its own, and MESSAGE. */
static void print_json(json_t *json, const char *text)
{
	static unsigned int lost;
	char when[ENVELOPE_TIME_LEN];

	if (!log_taken(STDOUT_FILENO)) {
		if (!lost++)
			log_line(
				LOG_LEVEL_WARNING,
				"who reads the events stands still: they are lost");
		return;
	}
	if (lost)
		log_line(LOG_LEVEL_WARNING, "%u events were lost", lost);
	lost = 0;
	if (json_object_set_new(
		    json, "time",
		    envelope_text(envelope_time(time(NULL), when))) ||
	    json_object_set_new(json, "text", envelope_text(text)))
		return;
	/* whoever read along may be gone; what is in force does not care */
	if (!json_dumpf(json, stdout, JSON_COMPACT)) {
		putchar('\n');
		fflush(stdout);
	}
}

void event_tell(enum event_form form, const struct event *event,
		const char *fmt, ...)
{
	char text[768], message[800];
	bool written = false;
	json_t *json = event_json(event);
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	/* names of devices are the kernel's word, others a stranger's */
	utf8_make_harmless(text);
	snprintf(message, sizeof(message), "%s: %s", kinds[event->kind].name,
		 text);
	if (json)
		written = journal_send(kinds[event->kind].level,
				       kinds[event->kind].id, message, json);
	/* what systemd reads along would stand there twice */
	if (!written || !log_in_journal())
		log_line(kinds[event->kind].level, "%s", message);
	if (json && form == EVENT_FORM_JSON)
		print_json(json, text);
	json_decref(json);
}
