/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which devices somebody wants to see, by the options that say so.
 * Nothing about how they are shown.
 */
#ifndef LENSCAP_CENSUS_FILTER_H
#define LENSCAP_CENSUS_FILTER_H

#include "census/census_look.h"

struct census_filter {
	const char *vendor; /* slug, a parent's for all of its brands */
	const char *interface;
	const char *zone;
	const char *mac;
	/* filled by census_filter_ready() */
	const struct census_look *look;
	uint64_t mac_value;
};

/* In the table of a command's options. */
#define CENSUS_FILTER_OPTIONS(filter_)                                  \
	{ "vendor", "SLUG", "only this maker's, with its brands", NULL, \
	  &(filter_)->vendor },                                         \
		{ "interface", "IFACE", "only on this interface", NULL, \
		  &(filter_)->interface },                              \
		{ "zone", "ZONE", "only in this zone", NULL,            \
		  &(filter_)->zone },                                   \
	{                                                               \
		"mac", "MAC", "only this device", NULL, &(filter_)->mac \
	}

/*
 * See that the options can be met. look must outlive the filter. CMD_DONE, or
 * CMD_USAGE with the cause on standard error.
 */
int census_filter_ready(struct census_filter *filter, const char *verb,
			const struct census_look *look);

bool census_filter_device(const struct census_filter *filter,
			  const struct census_device *device);
bool census_filter_attempt(const struct census_filter *filter,
			   const struct census_attempt *attempt);

/* Is any of it set? */
bool census_filter_any(const struct census_filter *filter);

#endif
