/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The vendor table: which maker a MAC prefix is assigned to. It answers who,
 * never what to do about it; groups and policies live elsewhere.
 */
#ifndef LENSCAP_VENDOR_H
#define LENSCAP_VENDOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VENDOR_MAX 1023 /* vendors in a table */
#define VENDOR_PREFIX_MAX 65536 /* prefixes in a table */
#define VENDOR_TABLE_BYTES_MAX (8u << 20)
#define VENDOR_SLUG_MAX 31 /* characters, without the NUL */

/* In place of a vendor id. */
#define VENDOR_NONE (-1)
#define VENDOR_ANY_CAMERA (-2) /* only for vendor_next_prefix() */

/* The word that means every vendor that is not broad. */
#define VENDOR_ANY_CAMERA_NAME "any-camera"

/*
 * Vendor ids run from 1 to n_vendors, in the order of the slugs; 0 is nobody.
 * They hold for one table only: keep the slug, not the id, across runs.
 */
struct vendor {
	const char *slug;
	const char *name; /* as people write it: "Hikvision" */
	int parent; /* id, or VENDOR_NONE; a parent has none */
	bool broad; /* makes much that is not a camera */
	const char *also_makes; /* what a broad one makes; "" when not broad */
};

struct vendor_prefix {
	uint64_t mac; /* first octet in bits 47..40, see mac.h */
	uint8_t bits; /* 24, 28 or 36 */
	uint16_t vendor; /* id, 1..n_vendors */
	const char *registrant; /* as registered, UTF-8, never empty */
};

/* All strings point into the table and live as long as it. */
struct vendor_table {
	struct vendor *vendors; /* n_vendors + 1; [0] is nobody */
	size_t n_vendors;
	struct vendor_prefix *prefixes; /* ascending by mac, then bits */
	size_t n_prefixes;
	char sha256[65]; /* of the bytes of the table file, hex */
	char *text; /* private: the file, cut into strings */
};

/*
 * Fill @table from the copy of data/vendors.tsv in the program. Every line is
 * checked. 0, or a negative errno with @table
 * untouched and @err (@len bytes, may be NULL when @len is 0) holding one
 * line: "FILE:LINE: what is wrong". Give back with vendor_table_free().
 */
int vendor_table_load_embedded(struct vendor_table *table, char *err,
			       size_t len);

/*
 * The same from @size bytes in memory, which the caller keeps; @name stands in
 * the messages.
 */
int vendor_table_load_bytes(struct vendor_table *table, const char *name,
			    const void *bytes, size_t size, char *err,
			    size_t len);

/* Free what the table holds; harmless on a zeroed or freed one. */
void vendor_table_free(struct vendor_table *table);

/* The id of @slug (exact), or VENDOR_NONE. Does not know "any-camera". */
int vendor_find(const struct vendor_table *table, const char *slug);

/*
 * The slug nearest to @text ("any-camera" is among the choices), or NULL when
 * none is near. The string belongs to the table or is static.
 */
const char *vendor_suggest(const struct vendor_table *table, const char *text);

/* The longest prefix that @mac falls under, bit for bit, or NULL. */
const struct vendor_prefix *vendor_lookup(const struct vendor_table *table,
					  uint64_t mac);

/*
 * The same, and when nothing matches and @mac has the 02 bit set, once more
 * with that bit cleared: makers derive second addresses so.
 */
const struct vendor_prefix *
vendor_lookup_local(const struct vendor_table *table, uint64_t mac);

/*
 * Walk the prefixes of @vendor and of the brands whose parent it is (those
 * have prefix->vendor != @vendor: inherited), or with VENDOR_ANY_CAMERA those
 * of every vendor that is not broad. Start with @prev NULL; NULL ends it.
 * Order: ascending by mac, then bits.
 */
const struct vendor_prefix *
vendor_next_prefix(const struct vendor_table *table, int vendor,
		   const struct vendor_prefix *prev);

#endif /* LENSCAP_VENDOR_H */
