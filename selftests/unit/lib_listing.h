/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What tests of listings share: a policy as text in, who is listed out.
 * No test of its own.
 */
#ifndef LIB_LISTING_H
#define LIB_LISTING_H

#include <stddef.h>

/*
 * All entries of the listing of a policy on an offline site, one a line:
 *   "PREFIX VENDOR ZONE=GROUP ZONE=GROUP...\n", "-" for no vendor,
 * zones in the order of the site, only those where it is listed. If the
 * listing is refused: "LINE:COLUMN: TEXT\n" for each error. To be freed.
 */
char *lib_listing(const char *policy);

struct listing_case {
	const char *name;
	const char *policy;
	const char *listing;
};

/* A whole test program over the vendors in a text (as data/vendors.tsv). */
int lib_listing_table(const char *vendors, const struct listing_case *cases,
		      size_t count);

#endif
