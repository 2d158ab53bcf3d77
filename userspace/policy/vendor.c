// SPDX-License-Identifier: GPL-2.0
/*
 * Questions to a vendor table: by slug, by MAC, by kin.
 * How a table is read stands in vendor_load.c.
 */
#include <stdlib.h>
#include <string.h>

#include "policy/vendor.h"
#include "base/mac.h"
#include "base/suggest.h"

/* Longest first: that is the order a lookup tries them in. */
static const uint8_t prefix_lengths[] = { 36, 28, 24 };

void vendor_table_free(struct vendor_table *table)
{
	free(table->vendors);
	free(table->prefixes);
	free(table->text);
	memset(table, 0, sizeof(*table));
}

int vendor_find(const struct vendor_table *table, const char *slug)
{
	size_t low = 1, high = table->n_vendors + 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(slug, table->vendors[middle].slug);

		if (!order)
			return (int)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return VENDOR_NONE;
}

const char *vendor_suggest(const struct vendor_table *table, const char *text)
{
	const char *candidates[VENDOR_MAX + 1];
	size_t id;

	for (id = 1; id <= table->n_vendors; id++)
		candidates[id - 1] = table->vendors[id].slug;
	candidates[table->n_vendors] = VENDOR_ANY_CAMERA_NAME;
	return suggest(text, candidates, table->n_vendors + 1);
}

static const struct vendor_prefix *find_prefix(const struct vendor_table *table,
					       uint64_t mac, uint8_t bits)
{
	size_t low = 0, high = table->n_prefixes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct vendor_prefix *at = &table->prefixes[middle];

		if (at->mac == mac && at->bits == bits)
			return at;
		if (mac < at->mac || (mac == at->mac && bits < at->bits))
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct vendor_prefix *vendor_lookup(const struct vendor_table *table,
					  uint64_t mac)
{
	const struct vendor_prefix *found;
	size_t i;

	for (i = 0; i < sizeof(prefix_lengths); i++) {
		uint8_t bits = prefix_lengths[i];

		found = find_prefix(table, mac & mac_mask(bits), bits);
		if (found)
			return found;
	}
	return NULL;
}

const struct vendor_prefix *
vendor_lookup_local(const struct vendor_table *table, uint64_t mac)
{
	const struct vendor_prefix *found = vendor_lookup(table, mac);

	if (!found && (mac & MAC_LOCAL))
		found = vendor_lookup(table, mac & ~MAC_LOCAL);
	return found;
}

static bool counts_as(const struct vendor_table *table, int id, int vendor)
{
	const struct vendor *maker = &table->vendors[id];

	if (vendor == VENDOR_ANY_CAMERA)
		return !maker->broad;
	return vendor > 0 && (id == vendor || maker->parent == vendor);
}

const struct vendor_prefix *vendor_next_prefix(const struct vendor_table *table,
					       int vendor,
					       const struct vendor_prefix *prev)
{
	size_t i = prev ? (size_t)(prev - table->prefixes) + 1 : 0;

	for (; i < table->n_prefixes; i++) {
		if (counts_as(table, table->prefixes[i].vendor, vendor))
			return &table->prefixes[i];
	}
	return NULL;
}
