// SPDX-License-Identifier: GPL-2.0
/*
 * What serve tells, as a line for people and as JSON.
 * When there is something to tell stands with who tells it.
 */
#include "event.h"

#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "envelope.h"
#include "log.h"

static const struct {
	const char *name;
	enum log_level level;
} kinds[EVENT_MAX] = {
	[EVENT_ATTACH_MADE] = { "attach-made", LOG_LEVEL_NOTICE },
	[EVENT_ATTACH_LOST] = { "attach-lost", LOG_LEVEL_WARNING },
	[EVENT_ORDER_LOST] = { "order-lost", LOG_LEVEL_WARNING },
	[EVENT_VLAN_HIDDEN] = { "vlan-hidden", LOG_LEVEL_WARNING },
	[EVENT_POLICY_APPLIED] = { "policy-applied", LOG_LEVEL_NOTICE },
	[EVENT_POLICY_CONFIRMED] = { "policy-confirmed", LOG_LEVEL_NOTICE },
	[EVENT_POLICY_REVERTED] = { "policy-reverted", LOG_LEVEL_WARNING },
	[EVENT_FALLBACK_ACTIVE] = { "fallback-active", LOG_LEVEL_WARNING },
};

static const char *const form_names[EVENT_FORM_MAX] = {
	[EVENT_FORM_NONE] = "none",
	[EVENT_FORM_JSON] = "json",
};

static const char *const direction_names[LC_DIRECTION_MAX] = {
	[LC_INGRESS] = "ingress",
	[LC_EGRESS] = "egress",
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

/* Keys that nothing is known for are there all the same, as null. */
static json_t *event_json(const struct event *event, const char *text)
{
	char when[ENVELOPE_TIME_LEN];
	bool on_port = event->interface;

	return json_pack(
		"{s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "LENSCAP_EVENT",
		kinds[event->kind].name, "LENSCAP_POLICY",
		envelope_text(event->sha256), "time",
		envelope_time(time(NULL), when), "interface",
		envelope_text(event->interface), "ifindex",
		on_port ? json_integer(event->ifindex) : json_null(),
		"direction",
		envelope_text(event->direction < LC_DIRECTION_MAX ?
				      direction_names[event->direction] :
				      NULL),
		"gap_ms",
		event->gap < 0 ? json_null() : json_integer(event->gap), "text",
		envelope_text(text));
}

void event_tell(enum event_form form, const struct event *event,
		const char *fmt, ...)
{
	char text[768];
	json_t *json;
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	log_line(kinds[event->kind].level, "%s: %s", kinds[event->kind].name,
		 text);
	if (form != EVENT_FORM_JSON)
		return;
	json = event_json(event, text);
	/* whoever read along may be gone; what is in force does not care */
	if (json && !json_dumpf(json, stdout, JSON_COMPACT)) {
		putchar('\n');
		fflush(stdout);
	}
	json_decref(json);
}
