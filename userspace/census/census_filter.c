// SPDX-License-Identifier: GPL-2.0
/*
 * Which devices somebody wants to see.
 * Nothing about how they are shown.
 */
#include "census/census_filter.h"

#include <string.h>

#include "base/mac.h"
#include "base/say.h"
#include "base/suggest.h"

/* A policy may have had makers of its own. */
static bool named(const struct names *names, enum lc_name_kind kind,
		  const char *text)
{
	const char *name;
	unsigned int id;

	/* past the last id there is nothing */
	for (id = 1; id <= VENDOR_MAX; id++) {
		name = names_text(names, kind, id);
		if (name && !strcmp(name, text))
			return true;
	}
	return false;
}

/* A zone may be gone from the policy, and its devices still known. */
static void warn_zone(const struct census_filter *filter, const char *verb)
{
	const struct names *names = filter->look->live.names;
	const char *zones[LC_NAMES_GROUP - LC_NAMES_ZONE];
	const char *near;
	size_t count = 0;
	unsigned int id;

	for (id = 1; id < LC_NAMES_GROUP - LC_NAMES_ZONE; id++) {
		const char *zone = names_text(names, LC_NAME_ZONE, id);

		if (zone && !strcmp(zone, filter->zone))
			return;
		if (zone)
			zones[count++] = zone;
	}
	near = suggest(filter->zone, zones, count);
	cmd_warn(
		"%s: no policy had a zone \"%s\" since the last boot%s%s%s; lenscap show has the zones in force",
		verb, filter->zone, near ? " (did you mean \"" : "",
		near ? near : "", near ? "\"?)" : "");
}

int census_filter_ready(struct census_filter *filter, const char *verb,
			const struct census_look *look)
{
	char right[MAC_TEXT_LEN];
	const char *near;

	filter->look = look;
	if (filter->zone)
		warn_zone(filter, verb);
	if (filter->mac && mac_parse(filter->mac, &filter->mac_value)) {
		if (!mac_respell(filter->mac, right))
			strcpy(right, "44:19:b6:00:00:01");
		return cmd_misuse(
			"%s: --mac %s is no MAC address; one is written %s",
			verb, filter->mac, right);
	}
	if (!filter->vendor ||
	    vendor_find(&look->vendors, filter->vendor) != VENDOR_NONE ||
	    named(look->live.names, LC_NAME_VENDOR, filter->vendor))
		return CMD_DONE;
	near = vendor_suggest(&look->vendors, filter->vendor);
	if (near && strcmp(near, VENDOR_ANY_CAMERA_NAME))
		return cmd_misuse(
			"%s: there is no vendor \"%s\" (did you mean \"%s\"?)",
			verb, filter->vendor, near);
	return cmd_misuse(
		"%s: there is no vendor \"%s\"; lenscap vendors lists what there is",
		verb, filter->vendor);
}

static bool meets(const char *wanted, const char *text)
{
	return !wanted || (text && !strcmp(wanted, text));
}

static bool chosen(const struct census_filter *filter, uint64_t mac,
		   const char *vendor, const char *interface, const char *zone)
{
	return (!filter->mac || filter->mac_value == mac) &&
	       meets(filter->interface, interface) &&
	       meets(filter->zone, zone) &&
	       (meets(filter->vendor, vendor) ||
		meets(filter->vendor,
		      census_look_parent(filter->look, vendor)));
}

bool census_filter_device(const struct census_filter *filter,
			  const struct census_device *device)
{
	return chosen(filter, device->mac, device->vendor, device->interface,
		      device->zone);
}

bool census_filter_attempt(const struct census_filter *filter,
			   const struct census_attempt *attempt)
{
	return chosen(filter, attempt->mac, attempt->vendor, attempt->interface,
		      attempt->zone);
}

bool census_filter_any(const struct census_filter *filter)
{
	return filter->vendor || filter->interface || filter->zone ||
	       filter->mac;
}
