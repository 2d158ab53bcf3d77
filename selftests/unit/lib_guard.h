/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What tests of the guard's tables share: a policy as text in, the table as the
 * guard would read it out. No test of its own.
 */
#ifndef LIB_GUARD_H
#define LIB_GUARD_H

#include "guard/guard_place.h"
#include "guard/guard_table.h"
#include "policy/policy.h"
#include "policy/site.h"

struct lib_guard_zone {
	char name[IFNAMSIZ];
	uint32_t ifindex; /* 0: not given */
	uint8_t vlans[LCG_VLAN_BYTES];
};

struct lib_guard_class {
	uint8_t listed[LCG_ZONE_BYTES];
	uint8_t exempt[LCG_ZONE_BYTES];
};

struct lib_guard_prefix {
	uint64_t mac;
	unsigned int bits;
	unsigned int class;
};

struct lib_guard {
	uint8_t id[LCG_ID_BYTES];
	struct lib_guard_zone *zones;
	size_t zone_count;
	struct lib_guard_class *classes;
	size_t class_count;
	struct lib_guard_prefix *prefixes;
	size_t prefix_count;
};

/*
 * Read a table by the words of lenscap_guard.h, strictly: an attribute that is
 * missing, unknown, twice, of another size, or out of range ends the test.
 */
struct lib_guard *lib_guard_read(const struct guard_table *table);
void lib_guard_free(struct lib_guard *guard);

/* Would the guard drop frames of that source there, were the port closed? */
bool lib_guard_lists(const struct lib_guard *guard, const char *ifname,
		     uint32_t ifindex, unsigned int vlan, uint64_t mac);

/* A policy on an offline site; all of it stays until lib_guard_end(). */
struct lib_guard_made {
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
};

void lib_guard_begin(const char *text, struct lib_guard_made *made);
void lib_guard_end(struct lib_guard_made *made);

/* Its table; a failure ends the test. */
struct guard_table *lib_guard_table(const struct lib_guard_made *made,
				    bool names_only);

#endif
