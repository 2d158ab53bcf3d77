/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Lookups in a slot: prefix, address, port, rule. Inline, without a helper
 * call, and in plain memory: they compile for userspace too. Nothing judges here.
 */
#ifndef LENSCAP_TABLES_H
#define LENSCAP_TABLES_H

#include "frame.h"

#ifndef NULL
#define NULL ((void *)0)
#endif

/* One slot, as one frame sees it from beginning to end. */
struct lc_slot {
	__u32 live; /* enum lc_live: which slot, and what goes with it */
	const struct lc_hot_slot *hot;
	const struct lc_rule_slot *rules; /* filled for listed frames */
	const struct lc_addr6_slot *addr6;
};

static __always_inline __u32 slot_number(const struct lc_slot *slot)
{
	return slot->live & LC_LIVE_SLOT;
}

#define LC_CLASS_MASK ((1u << LC_CLASS_BITS) - 1)

/* The class stored under a prefix, 0 if there is none. */
static __always_inline __u32 bucket_class(const struct lc_bucket *bucket,
					  __u64 word)
{
	__u64 rest;
	int i;

#pragma unroll
	for (i = 0; i < LC_BUCKET_WAYS; i++) {
		rest = bucket->entry[i] ^ word;
		if (rest - 1 < LC_CLASS_MASK)
			return rest;
	}
	return 0;
}

static __always_inline __u32 prefix_class(const struct lc_hot_slot *hot,
					  __u64 prefix, __u32 length_code)
{
	__u64 word = prefix << 16 | length_code << LC_CLASS_BITS;
	__u64 hash = lc_bucket_hash(word, hot->head.bucket_seed);
	__u32 mask = hot->head.bucket_mask;
	__u64 first = lc_index(lc_bucket_first(hash, mask), LC_BUCKETS);
	__u64 second = lc_index(lc_bucket_second(hash, mask), LC_BUCKETS);
	__u32 class;

	class = bucket_class(&hot->buckets[first], word);
	return class ? class : bucket_class(&hot->buckets[second], word);
}

static __always_inline bool filter_has(const struct lc_hot_slot *hot, __u64 mac)
{
	__u32 bit = lc_filter_bit(mac >> 24, hot->head.filter_mask);

	return hot->filter[lc_index(bit >> 6, LC_FILTER_WORDS)] >> (bit & 63) &
	       1;
}

/* The bits of a MAC that a prefix of that length leaves open. */
static __always_inline __u32 length_shift(int length_code)
{
	return length_code == LC_LEN_48 ? 0 :
	       length_code == LC_LEN_36 ? 12 :
	       length_code == LC_LEN_28 ? 20 :
					  24;
}

/*
 * Which class an address belongs to: how many boundaries it is not below.
 * Without branches, for each would be guessed wrong half the time.
 */
static __always_inline __u32 addr4_search(const struct lc_rule_slot *rules,
					  __u32 addr)
{
	__u32 n = rules->addr4_ranges, low = 0, half, at;
	int i;

	for (i = 0; i < 18 && n > 1; i++) {
		half = n >> 1;
		at = low + half - 1;
		if (at >= LC_ADDR_RANGES)
			break;
		low += half &
		       -(__u32)(((__u64)rules->addr4[at] - addr - 1) >> 63);
		n -= half;
	}
	if (n && low < LC_ADDR_RANGES)
		low += rules->addr4[low] <= addr;
	return rules->addr4_class[low < LC_ADDR_RANGES ? low : LC_ADDR_RANGES];
}

static __always_inline __u32 addr4_chunk(const struct lc_rule_slot *rules,
					 __u32 chunk, __u32 octet)
{
	return rules->addr4_chunk[lc_index(chunk, LC_ADDR4_CHUNKS)]
				 [lc_index(octet, 256)];
}

/* The class of an address, at the same cost however many there are. */
static __always_inline __u32 addr4_class(const struct lc_rule_slot *rules,
					 __u32 addr)
{
	__u32 entry = rules->addr4_first[lc_index(addr >> 16, 65536)];

	if (entry & LC_ADDR4_CHUNK)
		entry = addr4_chunk(rules, entry, addr >> 8);
	if (entry & LC_ADDR4_CHUNK)
		entry = addr4_chunk(rules, entry, addr);
	return entry == LC_ADDR4_SEARCH ? addr4_search(rules, addr) : entry;
}

/*
 * Position of the lowest bit set, word not 0. clang 14 cannot compile
 * __builtin_ctzll() for BPF: it counts the ones below instead.
 */
static __always_inline __u32 lowest_bit(__u64 word)
{
	__u64 ones = (word & -word) - 1;

	ones -= (ones >> 1) & 0x5555555555555555ull;
	ones = (ones & 0x3333333333333333ull) +
	       ((ones >> 2) & 0x3333333333333333ull);
	ones = (ones + (ones >> 4)) & 0x0f0f0f0f0f0f0f0full;
	return (ones * 0x0101010101010101ull) >> 56;
}

/* 1 if a < b, in arithmetic (Hacker's Delight 2-12). */
static __always_inline __u64 u64_below(__u64 a, __u64 b)
{
	return ((~a & b) | (~(a ^ b) & (a - b))) >> 63;
}

/* 1 if the boundary is above the address. */
static __always_inline __u64 addr6_above(const struct lc_addr6_slot *t,
					 __u32 at, const struct lc_addr *addr)
{
	__u64 hi = t->hi[at], lo = t->lo[at];
	__u64 equal = 1 ^ (u64_below(hi, addr->hi) | u64_below(addr->hi, hi));

	return u64_below(addr->hi, hi) | (equal & u64_below(addr->lo, lo));
}

static __always_inline __u32 addr6_search(const struct lc_addr6_slot *t,
					  const struct lc_addr *addr)
{
	__u32 n = t->ranges, low = 0, half, at;
	int i;

	for (i = 0; i < 18 && n > 1; i++) {
		half = n >> 1;
		at = low + half - 1;
		if (at >= LC_ADDR_RANGES)
			break;
		low += half & -(__u32)(1 ^ addr6_above(t, at, addr));
		n -= half;
	}
	if (n && low < LC_ADDR_RANGES)
		low += 1 ^ addr6_above(t, low, addr);
	return t->class[low < LC_ADDR_RANGES ? low : LC_ADDR_RANGES];
}

static __always_inline bool addr6_is(const struct lc_addr6_entry *entry,
				     __u64 hi, __u64 lo, __u32 length)
{
	return !((entry->hi ^ hi) | (entry->lo ^ lo) |
		 (entry->length ^ length));
}

/* The entry for the first bits of an address, or NULL. */
static __always_inline const struct lc_addr6_entry *
addr6_entry(const struct lc_addr6_slot *t, const struct lc_addr *addr,
	    const struct lc_addr6_length *length, __u32 index)
{
	__u64 hi = addr->hi & length->hi, lo = addr->lo & length->lo;
	__u64 hash = lc_addr6_hash(hi, lo, index, t->seed);
	const struct lc_addr6_entry *entry;
	__u32 at;

	at = lc_addr6_first(hash, t->entry_mask);
	entry = &t->entry[lc_index(at, LC_ADDR6_ENTRIES)];
	if (addr6_is(entry, hi, lo, index))
		return entry;
	at = lc_addr6_second(hash, t->entry_mask);
	entry = &t->entry[lc_index(at, LC_ADDR6_ENTRIES)];
	return addr6_is(entry, hi, lo, index) ? entry : NULL;
}

/* The class of an address, at a cost that only more lengths make greater. */
static __always_inline __u32 addr6_class(const struct lc_addr6_slot *t,
					 const struct lc_addr *addr)
{
	__u32 class = t->none, index = t->root;
	const struct lc_addr6_length *length;
	const struct lc_addr6_entry *entry;
	int i;

	if (!t->hashed)
		return addr6_search(t, addr);
	for (i = 0; i < 8 && index; i++) {
		length = &t->length[lc_index(index, LC_ADDR6_LENGTHS)];
		entry = addr6_entry(t, addr, length, index);
		if (entry)
			class = entry->class;
		index = entry ? length->longer : length->shorter;
	}
	return class;
}

static __always_inline const struct lc_group *
slot_group(const struct lc_slot *slot, const struct lc_frame *f)
{
	return &slot->rules->groups[lc_index(f->group_index, LC_MAX_GROUPS)];
}

static __always_inline const struct lc_addr_class *
slot_class(const struct lc_slot *slot, __u32 class)
{
	return &slot->rules->addr_classes[lc_index(class, LC_ADDR_CLASSES)];
}

static __always_inline const struct lc_vector *
slot_vector(const struct lc_slot *slot, __u32 ref)
{
	__u64 vector = slot->rules->refs[lc_index(ref, LC_VECTOR_REFS)];

	return &slot->rules->vectors[lc_index(vector, LC_VECTORS)];
}

#endif
