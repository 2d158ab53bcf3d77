// SPDX-License-Identifier: GPL-2.0
/*
 * The table in which a frame's MAC is looked up: filter, buckets, classes.
 * Which group a prefix belongs to comes ready from listing.c.
 */
#include "compile/compile_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policy/vendor.h"

#define LOCAL_BIT (1u << 17) /* of three octets, first one highest */

static enum lc_prefix_len length_code(unsigned int bits)
{
	return bits == 48 ? LC_LEN_48 :
	       bits == 36 ? LC_LEN_36 :
	       bits == 28 ? LC_LEN_28 :
			    LC_LEN_24;
}

/* Classes as they are made; index: open-addressed, class by what it says. */
struct class_table {
	struct lc_class *classes;
	size_t count;
	uint16_t index[LC_CLASSES * 2];
};

static int class_find(struct compile *c, struct class_table *table,
		      struct lc_class wanted)
{
	size_t mask = LC_CLASSES * 2 - 1;
	size_t at = (wanted.zone_vector * 0x9e3779b1u +
		     wanted.vendor * 0x85ebca6bu) >>
			    12 &
		    mask;
	struct lc_class *class;

	for (; table->index[at]; at = (at + 1) & mask) {
		class = &table->classes[table->index[at]];
		if (class->zone_vector == wanted.zone_vector &&
		    class->vendor == wanted.vendor)
			return table->index[at];
	}
	if (table->count == LC_CLASSES)
		return compile_limit(c, "combinations of vendors and groups",
				     LC_CLASSES - 1);
	table->classes[table->count] = wanted;
	table->index[at] = table->count;
	return table->count++;
}

static bool bucket_put(struct lc_bucket *bucket, uint64_t entry)
{
	int i;

	for (i = 0; i < LC_BUCKET_WAYS; i++)
		if (!bucket->entry[i]) {
			bucket->entry[i] = entry;
			return true;
		}
	return false;
}

static uint64_t entry_hash(const struct lc_hot_head *head, uint64_t entry)
{
	return lc_bucket_hash(entry & ~((1ull << LC_CLASS_BITS) - 1),
			      head->bucket_seed);
}

/* Put an entry into one of its two buckets, moving others out of the way. */
static bool cuckoo_put(struct lc_hot_slot *hot, uint64_t entry)
{
	uint32_t mask = hot->head.bucket_mask, at, other;
	uint64_t hash, out;
	int moves, way;

	hash = entry_hash(&hot->head, entry);
	at = lc_bucket_first(hash, mask);
	if (bucket_put(&hot->buckets[at], entry))
		return true;
	at = lc_bucket_second(hash, mask);
	for (moves = 0; moves < CUCKOO_MOVES; moves++) {
		if (bucket_put(&hot->buckets[at], entry))
			return true;
		way = moves % LC_BUCKET_WAYS;
		out = hot->buckets[at].entry[way];
		hot->buckets[at].entry[way] = entry;
		entry = out;
		hash = entry_hash(&hot->head, entry);
		other = lc_bucket_first(hash, mask);
		at = other == at ? lc_bucket_second(hash, mask) : other;
	}
	return false;
}

static uint32_t power_of_two(size_t at_least, uint32_t low, uint32_t high)
{
	uint32_t size = low;

	while (size < at_least && size < high)
		size *= 2;
	return size;
}

/* Half full at most, where two choices of four places all but always do. */
static int fill_buckets(struct compile *c, const uint64_t *entries,
			size_t count)
{
	struct lc_hot_slot *hot = &c->image->hot;
	size_t seed, i;

	hot->head.bucket_mask = power_of_two(count / 2, 2, LC_BUCKETS) - 1;
	for (seed = 1; seed <= 64; seed++) {
		memset(hot->buckets, 0, sizeof(hot->buckets));
		hot->head.bucket_seed = seed * 0xa0761d6478bd642full;
		for (i = 0; i < count; i++)
			if (!cuckoo_put(hot, entries[i]))
				break;
		if (i == count)
			return 0;
	}
	return compile_limit(c, "MAC prefixes", LC_MAX_PREFIXES);
}

static void filter_set(struct lc_hot_slot *hot, uint32_t oui)
{
	uint32_t bit = lc_filter_bit(oui, hot->head.filter_mask);

	hot->filter[bit / 64] |= 1ull << (bit % 64);
}

/*
 * 128 bits a prefix let one or two unlisted frames in a hundred by to the buckets,
 * until the filter is as large as it gets: ten in a hundred at 50,000.
 */
static void fill_filter(struct lc_hot_slot *hot, const struct listing *listing)
{
	uint32_t oui;
	size_t i;

	hot->head.filter_mask =
		power_of_two(listing->count * 128, 8192, LC_FILTER_WORDS * 64) -
		1;
	for (i = 0; i < listing->count; i++) {
		oui = listing->entries[i].mac >> 24;
		filter_set(hot, oui);
		filter_set(hot, oui | LOCAL_BIT);
	}
}

static int entry_class(struct compile *c, struct class_table *table,
		       const struct listing_entry *entry)
{
	const struct vendor_table *vendors = c->in->vendors;
	unsigned int vendor = 0;
	int err;

	if (entry->vendor >= 0) {
		err = compile_name(c, LC_NAME_VENDOR, 0,
				   vendors->vendors[entry->vendor].slug,
				   &vendor);
		if (err)
			return err;
	}
	return class_find(c, table,
			  (struct lc_class){
				  .zone_vector = entry->vector,
				  .vendor = vendor,
			  });
}

static int make_entries(struct compile *c, uint64_t *entries)
{
	const struct listing *listing = c->in->listing;
	struct lc_hot_head *head = &c->image->hot.head;
	struct class_table *table;
	enum lc_prefix_len code;
	int class = 0;
	size_t i;

	table = calloc(1, sizeof(*table));
	if (!table)
		return -ENOMEM;
	table->classes = c->image->rules.classes;
	table->count = 1; /* class 0 stays unused */
	for (i = 0; i < listing->count; i++) {
		class = entry_class(c, table, &listing->entries[i]);
		if (class < 0)
			break;
		code = length_code(listing->entries[i].bits);
		head->lengths |= 1u << code;
		entries[i] = listing->entries[i].mac << 16 |
			     (uint64_t)code << LC_CLASS_BITS | class;
	}
	free(table);
	return class < 0 ? class : 0;
}

int compile_prefixes(struct compile *c)
{
	const struct listing *listing = c->in->listing;
	uint64_t *entries;
	size_t i;
	int err;

	if (listing->vector_count > LC_ZONE_VECTORS)
		return compile_limit(c, "combinations of groups over zones",
				     LC_ZONE_VECTORS);
	if (listing->count > LC_BUCKETS * LC_BUCKET_WAYS * 3 / 4)
		return compile_limit(c, "MAC prefixes", LC_MAX_PREFIXES);
	for (i = 0; i < listing->vector_count; i++)
		memcpy(c->image->rules.group_of[i], listing->vectors[i].group,
		       LC_ZONE_SLOTS);
	entries = calloc(listing->count + 1, sizeof(*entries));
	if (!entries)
		return -ENOMEM;
	err = make_entries(c, entries);
	if (!err)
		err = fill_buckets(c, entries, listing->count);
	if (!err)
		fill_filter(&c->image->hot, listing);
	free(entries);
	return err;
}
