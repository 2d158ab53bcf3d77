/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Hashes by which userspace fills the tables of lenscap.h and the programs look
 * into them. What the tables hold is not told here; no other code.
 */
#ifndef _UAPI_LENSCAP_HASH_H
#define _UAPI_LENSCAP_HASH_H

#include <linux/types.h>

/* seed: odd. The highest bits depend on every bit of the index. */
static inline __u32 lc_iface_bucket(__u32 ifindex, __u64 seed)
{
	return (__u32)((ifindex * seed) >> 55);
}

/* oui: the first three octets, first one highest. */
static inline __u32 lc_filter_bit(__u32 oui, __u32 mask)
{
	return (__u32)(((__u64)oui * 0x9e3779b97f4a7c15ull) >> 36) & mask;
}

/* word: an entry of lc_bucket with its class bits zero. */
static inline __u64 lc_bucket_hash(__u64 word, __u64 seed)
{
	word = (word ^ seed) * 0x9e3779b97f4a7c15ull;
	word ^= word >> 32;
	return word * 0xd6e8feb86659fd93ull;
}

static inline __u32 lc_bucket_first(__u64 hash, __u32 mask)
{
	return (__u32)(hash >> 47) & mask;
}

static inline __u32 lc_bucket_second(__u64 hash, __u32 mask)
{
	return (__u32)(hash >> 30) & mask;
}

/*
 * hi, lo, length: as in lc_addr6_entry; seed: two odd numbers. Neither product
 * waits for the other.
 */
static inline __u64 lc_addr6_hash(__u64 hi, __u64 lo, __u32 length,
				  const __u64 *seed)
{
	return (hi ^ hi >> 32) * seed[0] + (lo ^ lo >> 32) * seed[1] +
	       length * 0x9e3779b97f4a7c15ull;
}

static inline __u32 lc_addr6_first(__u64 hash, __u32 mask)
{
	return (__u32)(hash >> 48) & mask;
}

static inline __u32 lc_addr6_second(__u64 hash, __u32 mask)
{
	return (__u32)(hash >> 32) & mask;
}

static inline __u32 lc_counter_row(__u64 key)
{
	return (__u32)((key * 0x9e3779b97f4a7c15ull) >> 53);
}

/* mac: of a device, first octet in bits 47..40; into lc_hot.opened. */
static inline __u32 lc_opened_index(__u64 mac)
{
	return (__u32)((mac * 0x9e3779b97f4a7c15ull) >> 52);
}

/* The members of lc_recent that say which frames it is of. */
static inline __u64 lc_recent_hash(__u64 place, const __u64 *src,
				   const __u64 *dst, __u64 kind, __u64 seed)
{
	__u64 hash = (place ^ src[0]) * 0x9e3779b97f4a7c15ull;

	hash ^= (kind ^ src[1] << 3 ^ seed) * 0xd6e8feb86659fd93ull;
	hash ^= (dst[1] ^ dst[0] << 5) * 0xa0761d6478bd642full;
	hash ^= hash >> 29;
	return hash * 0xe7037ed1a0b428dbull;
}

/*
 * Who a row of the census is of. The buckets are lc_bucket_first() and
 * lc_bucket_second(), the mark lc_census_mark(). place: as in lc_device.
 */
static inline __u64 lc_device_hash(__u64 place, __u32 iface, __u64 seed)
{
	return lc_bucket_hash(place ^ (__u64)iface << 56, seed);
}

/* place, peer and what follows it up to `pad`, as in lc_attempt. */
static inline __u64 lc_attempt_hash(__u64 place, const __u64 *peer, __u64 rest,
				    __u64 seed)
{
	__u64 hash = (place ^ seed) * 0x9e3779b97f4a7c15ull;

	hash = (hash ^ hash >> 32 ^ peer[0]) * 0xd6e8feb86659fd93ull;
	hash = (hash ^ hash >> 32 ^ peer[1]) * 0x9e3779b97f4a7c15ull;
	return lc_bucket_hash(hash ^ rest, seed);
}

/* Never 0. */
static inline __u16 lc_census_mark(__u64 hash)
{
	return (__u16)(hash >> 8) | 1;
}

#endif /* _UAPI_LENSCAP_HASH_H */
