// SPDX-License-Identifier: GPL-2.0
/*
 * The compiled table of MAC prefixes against the plainest longest match there
 * is: zone by zone, with the local bit, for sets that are hard on a hash.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"
#include "lib_random.h"
#include "base/mac.h"

#define ZONES 40
#define VECTORS 100
#define VENDORS 90

static const unsigned int lengths[] = { 24, 28, 36, 48 };

/* A prefix of a set: number i of so many. */
typedef struct listing_entry (*make_prefix)(struct rng *rng, size_t i);

static struct listing_entry prefix(uint64_t mac, unsigned int bits)
{
	return (struct listing_entry){
		.mac = mac & mac_mask(bits) & ~MAC_MULTICAST,
		.bits = bits,
	};
}

static struct listing_entry anywhere(struct rng *rng, size_t i)
{
	return prefix(rng_next(rng), lengths[rng_below(rng, 4)]);
}

/* Within few makers' blocks, so that all four lengths cover one another. */
static struct listing_entry nested(struct rng *rng, size_t i)
{
	uint64_t oui = rng_below(rng, 2000) << 24;
	uint64_t low = rng_chance(rng, 50) ? rng_next(rng) & 0xf0f00f :
					     rng_next(rng) & 0xffffff;

	if (rng_chance(rng, 30))
		oui |= MAC_LOCAL;
	return prefix(oui | low, lengths[rng_below(rng, 4)]);
}

static struct listing_entry one_oui(struct rng *rng, size_t i)
{
	if (i < 17)
		return prefix(0x4419b6000000 | i << 20, i < 16 ? 28 : 24);
	if (i < 17 + 4096)
		return prefix(0x4419b6000000 | (i - 17) << 12, 36);
	return prefix(0x4419b6000000 | rng_below(rng, 1 << 24), 48);
}

static struct listing_entry ouis_in_a_row(struct rng *rng, size_t i)
{
	return prefix(i << 24, 24);
}

static struct listing_entry macs_in_a_row(struct rng *rng, size_t i)
{
	return prefix(0x00005efffff8 + i, 48);
}

static struct listing_entry macs_anywhere(struct rng *rng, size_t i)
{
	return prefix(rng_next(rng), 48);
}

/* Only the first octets differ, the place where hashing mixes least. */
static struct listing_entry high_bits(struct rng *rng, size_t i)
{
	return prefix(i << 24 | 0x777777, 48);
}

static struct listing_entry blocks_of_36(struct rng *rng, size_t i)
{
	return prefix(0x70b3d5000000 + (i << 12), 36);
}

/* The smallest and the largest prefixes, and an entry of all zeros. */
static struct listing_entry ends(struct rng *rng, size_t i)
{
	return prefix(i < 4 ? 0 : MAC_ALL, lengths[i % 4]);
}

static const struct set {
	const char *name;
	make_prefix make;
	size_t count;
	unsigned int probes;
} sets[] = {
	{ "no prefix at all", anywhere, 0, 1000 },
	{ "zeros and ones", ends, 8, 1000 },
	{ "anywhere, a few", anywhere, 50, 20000 },
	{ "anywhere, 20,000", anywhere, 20000, 2000 },
	{ "within one another, 3,000", nested, 3000, 20000 },
	{ "within one another, 32,769", nested, 32769, 2000 },
	{ "all of one OUI", one_oui, 65536, 1000 },
	{ "65,536 OUIs in a row", ouis_in_a_row, 65536, 1000 },
	{ "65,536 MACs in a row", macs_in_a_row, 65536, 1000 },
	{ "65,536 MACs, anywhere", macs_anywhere, 65536, 1000 },
	{ "65,536 MACs, high bits", high_bits, 65536, 1000 },
	{ "65,536 blocks of 36 bits", blocks_of_36, 65536, 1000 },
	{ "within one another, 65,536", nested, 65536, 1000 },
};

static int compare(const void *left, const void *right)
{
	const struct listing_entry *a = left, *b = right;

	if (a->mac != b->mac)
		return a->mac < b->mac ? -1 : 1;
	return (int)a->bits - (int)b->bits;
}

static void sort_once(struct listing *listing)
{
	size_t i, n = 0;

	qsort(listing->entries, listing->count, sizeof(*listing->entries),
	      compare);
	for (i = 0; i < listing->count; i++)
		if (!n ||
		    compare(&listing->entries[n - 1], &listing->entries[i]))
			listing->entries[n++] = listing->entries[i];
	listing->count = n;
}

static void make_listing(struct rng *rng, struct listing *listing,
			 const struct set *set)
{
	size_t i;

	/* what was drawn twice is drawn again: full is full */
	for (listing->count = 0; listing->count < set->count;) {
		for (i = listing->count; i < set->count; i++)
			listing->entries[i] = set->make(rng, i);
		listing->count = set->count;
		sort_once(listing);
	}
	for (i = 0; i < listing->count; i++) {
		listing->entries[i].vector = rng_below(rng, VECTORS);
		listing->entries[i].vendor = VENDOR_NONE;
		if (rng_chance(rng, 80))
			listing->entries[i].vendor =
				1 + rng_below(rng, VENDORS);
	}
}

static void make_vectors(struct rng *rng, struct listing *listing)
{
	unsigned int i, z, share;

	listing->vector_count = VECTORS;
	for (i = 0; i < VECTORS; i++) {
		share = 1 + rng_below(rng, 100);
		for (z = 0; z < ZONES; z++)
			listing->vectors[i].group[z] =
				rng_chance(rng, share) ?
					1 + rng_below(rng, LC_MAX_GROUPS) :
					0;
	}
}

/* The longest prefix that is listed in the zone, by looking at every one. */
static const struct listing_entry *longest(const struct listing *listing,
					   uint64_t mac, unsigned int zone,
					   unsigned int max_bits)
{
	const struct listing_entry *e, *best = NULL;

	for (e = listing->entries; e < listing->entries + listing->count; e++)
		if ((mac ^ e->mac) >> (48 - e->bits) == 0 &&
		    e->bits <= max_bits && (!best || e->bits > best->bits) &&
		    listing->vectors[e->vector].group[zone])
			best = e;
	return best;
}

static bool frame_right(const struct bench *bench, uint64_t mac,
			unsigned int zone, bool *passed_filter)
{
	const struct listing *listing = &bench->listing;
	struct lc_slot slot = lib_slot(bench->image);
	struct lc_frame f = { .mac = mac, .zone_index = zone };
	const struct listing_entry *e = longest(listing, mac, zone, 48);
	unsigned int group = 0;
	const char *is, *wanted = NULL;

	/* an exact MAC is that of one device, a prefix that of its maker */
	if (!e && (mac & MAC_LOCAL))
		e = longest(listing, mac & ~MAC_LOCAL, zone, 36);
	if (e) {
		group = listing->vectors[e->vector].group[zone];
		if (e->vendor != VENDOR_NONE)
			wanted = bench->vendors.vendors[e->vendor].slug;
	}
	classify_group(&f, &slot);
	is = names_text(bench->names, LC_NAME_VENDOR, f.vendor);
	*passed_filter = filter_has(slot.hot, mac);
	if (f.listed != !!e || (e && !*passed_filter) ||
	    (e && (f.group_index + 1u != group || !is != !wanted ||
		   (is && strcmp(is, wanted))))) {
		ksft_print_msg(
			"%012llx in zone %u: group %d, vendor %s; expected group %u, vendor %s; filter: %d\n",
			(unsigned long long)mac, zone,
			f.listed ? f.group_index + 1 : 0, is ? is : "-", group,
			wanted ? wanted : "-", *passed_filter);
		return false;
	}
	return true;
}

/* In a prefix, at its ends, just beside it; each with the local bit or not. */
static uint64_t probe(struct rng *rng, const struct listing *listing)
{
	const struct listing_entry *e;
	uint64_t mac, rest;

	if (!listing->count || rng_chance(rng, 10))
		return rng_next(rng) & MAC_ALL;
	e = &listing->entries[rng_below(rng, listing->count)];
	rest = MAC_ALL & ~mac_mask(e->bits);
	mac = e->mac;
	switch (rng_below(rng, 6)) {
	case 0:
		mac |= rest;
		break;
	case 1:
		mac--;
		break;
	case 2:
		mac += rest + 1;
		break;
	case 3:
		mac ^= 1ull << rng_below(rng, 48);
		break;
	case 4:
		mac |= rng_next(rng) & rest;
		break;
	}
	if (rng_chance(rng, 40))
		mac ^= MAC_LOCAL;
	return mac & MAC_ALL;
}

/* A filter that lets everything by would cost every frame two buckets. */
static bool filter_works(struct rng *rng, const struct bench *bench)
{
	unsigned int i, by = 0;

	for (i = 0; i < 4000; i++)
		by += filter_has(&bench->image->hot, rng_next(rng) & MAC_ALL);
	if (by > 800)
		ksft_print_msg("the filter lets %u of 4,000 by\n", by);
	return by <= 800;
}

static bool set_right(struct bench *bench, const struct set *set, uint64_t seed)
{
	struct rng rng = rng_new(seed);
	unsigned int i, listed = 0, passed = 0;
	bool by;

	make_vectors(&rng, &bench->listing);
	make_listing(&rng, &bench->listing, set);
	if (bench_compile(bench)) {
		ksft_print_msg("not compiled: %s\n", bench_error(bench));
		return false;
	}
	for (i = 0; i < set->probes; i++) {
		if (!frame_right(bench, probe(&rng, &bench->listing),
				 rng_below(&rng, ZONES), &by)) {
			ksft_print_msg("seed %llu, probe %u\n",
				       (unsigned long long)seed, i);
			return false;
		}
		passed += by;
	}
	for (i = 0; i < bench->listing.count && i < 1000; i++)
		listed += filter_has(&bench->image->hot,
				     bench->listing.entries[i].mac);
	return listed == i && (passed || !bench->listing.count) &&
	       filter_works(&rng, bench);
}

/* Every size of the table on the way up has its own chance to be too small. */
static bool sizes_right(struct bench *bench)
{
	static const size_t large[] = { 1023, 1025, 2049, 8191, 32767, 65535 };
	struct set set = { "", macs_anywhere, 0, 60 };
	size_t i;

	for (i = 0; i < 80 + ARRAY_SIZE(large); i++) {
		set.count = i < 80 ? i : large[i - 80];
		if (!set_right(bench, &set, 100 + i)) {
			ksft_print_msg("of %zu prefixes\n", set.count);
			return false;
		}
	}
	return true;
}

static void furnish(struct bench *bench)
{
	static struct policy_group groups[LC_MAX_GROUPS];
	static struct vendor vendors[VENDORS + 1];
	static char names[VENDORS + 1][16];
	unsigned int i;

	for (i = 0; i <= VENDORS; i++) {
		snprintf(names[i], sizeof(names[i]), "maker-%u", i);
		vendors[i].slug = names[i];
		if (i < LC_MAX_GROUPS)
			groups[i].name = names[i];
	}
	for (i = 0; i < ZONES; i++)
		bench_interface(bench, names[i]);
	bench->policy.groups = groups;
	bench->policy.group_count = LC_MAX_GROUPS;
	bench->vendors.vendors = vendors;
	bench->vendors.n_vendors = VENDORS;
	bench->listing.entries = calloc(65536, sizeof(struct listing_entry));
	bench->listing.vectors = calloc(VECTORS, sizeof(struct listing_vector));
	if (!bench->listing.entries || !bench->listing.vectors)
		ksft_exit_fail_msg("out of memory\n");
}

int main(void)
{
	struct bench *bench = bench_new();
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(sets) + 1);
	furnish(bench);
	for (i = 0; i < ARRAY_SIZE(sets); i++)
		ksft_test_result(set_right(bench, &sets[i], i), "%s\n",
				 sets[i].name);
	ksft_test_result(sizes_right(bench), "tables of many sizes\n");
	free(bench->listing.entries);
	free(bench->listing.vectors);
	bench_free(bench);
	ksft_finished();
}
