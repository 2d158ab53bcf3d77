/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A boot file read by the letter of the ABI, slowly and without anything of
 * the module's: what the module is held against. No fuzzer of its own.
 */
#ifndef LIB_READING_H
#define LIB_READING_H

#include <lenscap_guard.h>
#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reading_zone {
	char name[IFNAMSIZ];
	uint32_t index; /* 0: not given */
	uint8_t vlans[LCG_VLAN_BYTES];
};

struct reading_class {
	uint8_t listed[LCG_ZONE_BYTES];
	uint8_t exempt[LCG_ZONE_BYTES];
};

struct reading_prefix {
	uint64_t mac;
	unsigned int bits;
	unsigned int class; /* from 1 */
};

struct reading {
	uint8_t id[LCG_ID_BYTES];
	unsigned int ids;
	struct reading_zone *zones;
	size_t zone_count;
	struct reading_class *classes;
	size_t class_count;
	struct reading_prefix *prefixes;
	size_t prefix_count;
};

/* NULL: the file is not what the ABI says. */
struct reading *reading_make(const void *bytes, size_t len);
void reading_free(struct reading *r);

bool reading_lists(const struct reading *r, const char *name, uint32_t index,
		   unsigned int vlan, uint64_t mac);

#endif
