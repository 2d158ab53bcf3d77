/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A table of listed MAC prefixes: built whole from attributes, then only read.
 * Which tables a namespace has, and which of them is current: net.h.
 */
#ifndef GUARD_TABLE_H
#define GUARD_TABLE_H

#include <linux/bits.h>
#include <linux/if.h>
#include <linux/rcupdate.h>
#include <linux/types.h>
#include <net/netlink.h>

#include "lenscap.h"
#include "lenscap_guard.h"

/* Octets of a MAC address as a number, the first one highest. */
#define GUARD_MAC_LOCAL BIT_ULL(41)

/* Some VLANs of one device; see enum lcg_a_zone. */
struct guard_zone {
	u32 ifindex; /* 0: by name only */
	char ifname[IFNAMSIZ]; /* padded with NUL */
	u8 vlans[LCG_VLAN_BYTES];
};

/* Sets of zones; bit 0 is zone 0. */
struct guard_class {
	u8 listed[LCG_ZONE_BYTES];
	u8 exempt[LCG_ZONE_BYTES];
};

/**
 * struct guard_table - listed prefixes, in one piece of memory
 * @next: the table that this one is staged before, and shall replace
 * @filter_mask: bits of @filter, minus 1
 * @slots: open-addressed, an entry as in struct lc_bucket, 0 is free; at most
 *	half full
 * @slot_mask: number of @slots, minus 1
 * @lengths: bit per enum lc_prefix_len that occurs
 * @seed: of lc_bucket_hash()
 * @classes: class 1 first
 * @zones: zone 1 first
 * @prefix_count: in @slots
 * @zone_count: in @zones
 * @class_count: in @classes
 * @id: of the policy that this is of
 * @staged: not committed yet; under the lock of struct guard_net
 * @rcu: to free it by
 * @filter: lc_filter_bit() of the first three octets of each prefix, and of
 *	those with the local bit set; every frame meets this
 */
struct guard_table {
	struct guard_table __rcu *next;
	u32 filter_mask;
	u32 slot_mask;
	u64 *slots;
	u64 seed;
	u32 lengths;
	u32 prefix_count;
	u32 zone_count;
	u32 class_count;
	struct guard_class *classes;
	struct guard_zone *zones;
	u8 id[LCG_ID_BYTES];
	bool staged;
	struct rcu_head rcu;
	unsigned long filter[] __aligned(8);
};

/* Where a frame is. */
struct guard_place {
	const char *ifname;
	u32 ifindex;
	u16 vlan; /* 0: untagged */
};

/* False: @oui, the first three octets, begins no prefix of the table. */
static inline bool guard_table_may_list(const struct guard_table *table,
					u32 oui)
{
	u32 bit = lc_filter_bit(oui, table->filter_mask);

	return table->filter[BIT_WORD(bit)] & BIT_MASK(bit);
}

/* True: the guard answers for the source @mac in that place. */
bool guard_table_lists(const struct guard_table *table, u64 mac,
		       const struct guard_place *place);

extern const struct nla_policy guard_table_policy[LCG_A_TABLE_MAX + 1];

/*
 * A table from @len octets of attributes that guard_table_policy let pass.
 * ERR_PTR(-EINVAL, -EEXIST, -E2BIG, -ENOMEM) with the cause in @extack. The
 * caller owns the table, until guard_net_stage().
 */
struct guard_table *guard_table_build(const void *attrs, int len,
				      struct netlink_ext_ack *extack);

/* Frees it once no reader is left. NULL is fine. */
void guard_table_free(struct guard_table *table);

#endif
