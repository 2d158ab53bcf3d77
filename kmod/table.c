// SPDX-License-Identifier: GPL-2.0
/*
 * Tables of listed prefixes: their policy, their making, their search.
 * Knows attributes and frames' places, but no namespace and no device.
 */
#include <linux/etherdevice.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/overflow.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <net/netlink.h>

#include "table.h"

/* A prefix in a slot: its bits, its length code, its class. */
static u64 guard_entry(u64 mac, int code, u16 class)
{
	return mac << 16 | (u64)code << LC_CLASS_BITS | class;
}

static u16 guard_entry_class(u64 entry)
{
	return entry & GENMASK_ULL(LC_CLASS_BITS - 1, 0);
}

/* Bits of the filter per prefix; each prefix sets two. */
#define GUARD_FILTER_BITS 16
#define GUARD_FILTER_MIN 4096

static const u8 guard_prefix_bits[LC_LEN_MAX] = {
	[LC_LEN_48] = 48,
	[LC_LEN_36] = 36,
	[LC_LEN_28] = 28,
	[LC_LEN_24] = 24,
};

static const struct nla_policy guard_zone_policy[LCG_A_ZONE_MAX + 1] = {
	[LCG_A_ZONE_IFNAME] = { .type = NLA_NUL_STRING, .len = IFNAMSIZ - 1 },
	[LCG_A_ZONE_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
	[LCG_A_ZONE_VLANS] = NLA_POLICY_EXACT_LEN(LCG_VLAN_BYTES),
};

static const struct nla_policy guard_class_policy[LCG_A_CLASS_MAX + 1] = {
	[LCG_A_CLASS_LISTED] = NLA_POLICY_EXACT_LEN(LCG_ZONE_BYTES),
	[LCG_A_CLASS_EXEMPT] = NLA_POLICY_EXACT_LEN(LCG_ZONE_BYTES),
};

static const struct nla_policy guard_prefix_policy[LCG_A_PREFIX_MAX + 1] = {
	[LCG_A_PREFIX_MAC] = NLA_POLICY_EXACT_LEN(LCG_MAC_BYTES),
	[LCG_A_PREFIX_LEN] = NLA_POLICY_RANGE(NLA_U8, 24, 48),
	[LCG_A_PREFIX_CLASS] = NLA_POLICY_RANGE(NLA_U16, 1, LCG_MAX_CLASSES),
};

const struct nla_policy guard_table_policy[LCG_A_TABLE_MAX + 1] = {
	[LCG_A_TABLE_ID] = NLA_POLICY_EXACT_LEN(LCG_ID_BYTES),
	[LCG_A_TABLE_ZONE] = NLA_POLICY_NESTED(guard_zone_policy),
	[LCG_A_TABLE_CLASS] = NLA_POLICY_NESTED(guard_class_policy),
	[LCG_A_TABLE_PREFIX] = NLA_POLICY_NESTED(guard_prefix_policy),
	[LCG_A_TABLE_PREFIXES] = { .type = NLA_REJECT,
				   .reject_message = "only in replies" },
};

/* How many of each kind a message holds. */
struct guard_counts {
	const struct nlattr *id;
	u32 zones;
	u32 classes;
	u32 prefixes;
};

static int guard_table_count(const void *attrs, int len,
			     struct guard_counts *counts,
			     struct netlink_ext_ack *extack)
{
	const struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, attrs, len, rem) {
		switch (nla_type(attr)) {
		case LCG_A_TABLE_ID:
			if (counts->id) {
				NL_SET_ERR_MSG_ATTR(extack, attr,
						    "a second id");
				return -EINVAL;
			}
			counts->id = attr;
			break;
		case LCG_A_TABLE_ZONE:
			counts->zones++;
			break;
		case LCG_A_TABLE_CLASS:
			counts->classes++;
			break;
		case LCG_A_TABLE_PREFIX:
			counts->prefixes++;
			break;
		}
	}
	if (!counts->id) {
		NL_SET_ERR_MSG(extack, "the table has no id");
		return -EINVAL;
	}
	if (counts->zones > LCG_MAX_ZONES)
		NL_SET_ERR_MSG(extack, "more than 128 zones");
	else if (counts->classes > LCG_MAX_CLASSES)
		NL_SET_ERR_MSG(extack, "more than 16,383 classes");
	else if (counts->prefixes > LCG_MAX_PREFIXES)
		NL_SET_ERR_MSG(extack, "more than 65,536 prefixes");
	else
		return 0;
	return -E2BIG;
}

/* One piece, so that one kvfree_rcu() frees it; the largest alignment first. */
static struct guard_table *guard_table_alloc(const struct guard_counts *counts)
{
	u32 slots = roundup_pow_of_two(max(2 * counts->prefixes, 8U));
	u32 bits = roundup_pow_of_two(max(GUARD_FILTER_BITS * counts->prefixes,
					  (u32)GUARD_FILTER_MIN));
	struct guard_table *table;
	size_t size;

	/* the counts have limits that keep this below 4 MiB */
	size = struct_size(table, filter, BITS_TO_LONGS(bits));
	size += slots * sizeof(*table->slots);
	size += counts->zones * sizeof(*table->zones);
	size += counts->classes * sizeof(*table->classes);
	table = kvzalloc(size, GFP_KERNEL_ACCOUNT);
	if (!table)
		return NULL;
	table->slots = (void *)(table->filter + BITS_TO_LONGS(bits));
	table->zones = (void *)(table->slots + slots);
	table->classes = (void *)(table->zones + counts->zones);
	table->slot_mask = slots - 1;
	table->filter_mask = bits - 1;
	table->seed = get_random_u64();
	memcpy(table->id, nla_data(counts->id), sizeof(table->id));
	return table;
}

static int guard_table_add_zone(struct guard_table *table,
				const struct nlattr *attr,
				struct netlink_ext_ack *extack)
{
	struct guard_zone *zone = &table->zones[table->zone_count];
	struct nlattr *tb[LCG_A_ZONE_MAX + 1];
	int err;

	err = nla_parse_nested(tb, LCG_A_ZONE_MAX, attr, guard_zone_policy,
			       extack);
	if (err)
		return err;
	if (NL_REQ_ATTR_CHECK(extack, attr, tb, LCG_A_ZONE_IFNAME) ||
	    NL_REQ_ATTR_CHECK(extack, attr, tb, LCG_A_ZONE_VLANS)) {
		NL_SET_ERR_MSG(extack, "a zone needs a name and VLANs");
		return -EINVAL;
	}
	nla_strscpy(zone->ifname, tb[LCG_A_ZONE_IFNAME], sizeof(zone->ifname));
	if (!dev_valid_name(zone->ifname)) {
		NL_SET_ERR_MSG_ATTR(extack, tb[LCG_A_ZONE_IFNAME],
				    "no device can have this name");
		return -EINVAL;
	}
	if (tb[LCG_A_ZONE_IFINDEX])
		zone->ifindex = nla_get_u32(tb[LCG_A_ZONE_IFINDEX]);
	nla_memcpy(zone->vlans, tb[LCG_A_ZONE_VLANS], sizeof(zone->vlans));
	table->zone_count++;
	return 0;
}

static bool guard_zone_in(const u8 *set, u32 zone)
{
	return set[zone / 8] & BIT(zone % 8);
}

/* Bits 0 to @zones may be set in a set. */
static bool guard_class_valid(const struct guard_class *class, u32 zones)
{
	u32 zone;

	for (zone = 0; zone < 8 * LCG_ZONE_BYTES; zone++) {
		bool listed = guard_zone_in(class->listed, zone);
		bool exempt = guard_zone_in(class->exempt, zone);

		if ((listed || exempt) && zone > zones)
			return false;
		if (listed && exempt)
			return false;
	}
	return true;
}

/* Zones may come after the classes: @zones is how many there will be. */
static int guard_table_add_class(struct guard_table *table,
				 const struct nlattr *attr, u32 zones,
				 struct netlink_ext_ack *extack)
{
	struct guard_class *class = &table->classes[table->class_count];
	struct nlattr *tb[LCG_A_CLASS_MAX + 1];
	int err;

	err = nla_parse_nested(tb, LCG_A_CLASS_MAX, attr, guard_class_policy,
			       extack);
	if (err)
		return err;
	if (NL_REQ_ATTR_CHECK(extack, attr, tb, LCG_A_CLASS_LISTED) ||
	    NL_REQ_ATTR_CHECK(extack, attr, tb, LCG_A_CLASS_EXEMPT)) {
		NL_SET_ERR_MSG(extack, "a class needs both its sets of zones");
		return -EINVAL;
	}
	nla_memcpy(class->listed, tb[LCG_A_CLASS_LISTED],
		   sizeof(class->listed));
	nla_memcpy(class->exempt, tb[LCG_A_CLASS_EXEMPT],
		   sizeof(class->exempt));
	if (!guard_class_valid(class, zones)) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "a zone is unknown, or listed and exempt");
		return -EINVAL;
	}
	table->class_count++;
	return 0;
}

static int guard_prefix_code(u8 bits)
{
	int code;

	for (code = 0; code < LC_LEN_MAX; code++)
		if (guard_prefix_bits[code] == bits)
			return code;
	return -EINVAL;
}

static u64 guard_prefix_mask(int code)
{
	return GENMASK_ULL(47, 48 - guard_prefix_bits[code]);
}

/* The slot that holds @word, an entry without its class, or would. */
static u64 *guard_table_slot(const struct guard_table *table, u64 word)
{
	u32 i = lc_bucket_hash(word, table->seed) >> 32;
	u64 *slot;

	for (;; i++) {
		slot = &table->slots[i & table->slot_mask];
		if (!*slot || (*slot ^ word) < BIT(LC_CLASS_BITS))
			return slot;
	}
}

static int guard_table_insert(struct guard_table *table, u64 mac, int code,
			      u16 class)
{
	u64 *slot = guard_table_slot(table, guard_entry(mac, code, 0));
	u32 oui = mac >> 24;

	if (*slot)
		return -EEXIST;
	*slot = guard_entry(mac, code, class);
	__set_bit(lc_filter_bit(oui, table->filter_mask), table->filter);
	/* whole addresses are exact, so that only shorter ones are derived */
	if (code != LC_LEN_48) {
		oui |= GUARD_MAC_LOCAL >> 24;
		__set_bit(lc_filter_bit(oui, table->filter_mask),
			  table->filter);
	}
	table->lengths |= BIT(code);
	table->prefix_count++;
	return 0;
}

/* Classes may come after the prefixes: @classes is how many there will be. */
static int guard_table_add_prefix(struct guard_table *table,
				  const struct nlattr *attr, u32 classes,
				  struct netlink_ext_ack *extack)
{
	struct nlattr *tb[LCG_A_PREFIX_MAX + 1];
	int code, err;
	u16 class;
	u64 mac;

	err = nla_parse_nested(tb, LCG_A_PREFIX_MAX, attr, guard_prefix_policy,
			       extack);
	if (err)
		return err;
	if (NL_REQ_ATTR_CHECK(extack, attr, tb, LCG_A_PREFIX_MAC) ||
	    NL_REQ_ATTR_CHECK(extack, attr, tb, LCG_A_PREFIX_LEN) ||
	    NL_REQ_ATTR_CHECK(extack, attr, tb, LCG_A_PREFIX_CLASS)) {
		NL_SET_ERR_MSG(extack, "a prefix needs address, length, class");
		return -EINVAL;
	}
	mac = ether_addr_to_u64(nla_data(tb[LCG_A_PREFIX_MAC]));
	code = guard_prefix_code(nla_get_u8(tb[LCG_A_PREFIX_LEN]));
	class = nla_get_u16(tb[LCG_A_PREFIX_CLASS]);
	if (code < 0) {
		NL_SET_ERR_MSG_ATTR(extack, tb[LCG_A_PREFIX_LEN],
				    "not 24, 28, 36 or 48 bits");
		return -EINVAL;
	}
	if (mac & ~guard_prefix_mask(code)) {
		NL_SET_ERR_MSG_ATTR(extack, tb[LCG_A_PREFIX_MAC],
				    "bits are set beyond the prefix's length");
		return -EINVAL;
	}
	if (class > classes) {
		NL_SET_ERR_MSG_ATTR(extack, tb[LCG_A_PREFIX_CLASS],
				    "there is no such class");
		return -EINVAL;
	}
	err = guard_table_insert(table, mac, code, class);
	if (err)
		NL_SET_ERR_MSG_ATTR(extack, attr, "the prefix stands twice");
	return err;
}

static int guard_table_add(struct guard_table *table, const struct nlattr *attr,
			   const struct guard_counts *counts,
			   struct netlink_ext_ack *extack)
{
	switch (nla_type(attr)) {
	case LCG_A_TABLE_ZONE:
		return guard_table_add_zone(table, attr, extack);
	case LCG_A_TABLE_CLASS:
		return guard_table_add_class(table, attr, counts->zones,
					     extack);
	case LCG_A_TABLE_PREFIX:
		return guard_table_add_prefix(table, attr, counts->classes,
					      extack);
	}
	return 0;
}

struct guard_table *guard_table_build(const void *attrs, int len,
				      struct netlink_ext_ack *extack)
{
	struct guard_counts counts = {};
	const struct nlattr *attr;
	struct guard_table *table;
	int rem, err;

	err = guard_table_count(attrs, len, &counts, extack);
	if (err)
		return ERR_PTR(err);
	table = guard_table_alloc(&counts);
	if (!table) {
		NL_SET_ERR_MSG(extack, "no memory for the table");
		return ERR_PTR(-ENOMEM);
	}
	nla_for_each_attr(attr, attrs, len, rem) {
		err = guard_table_add(table, attr, &counts, extack);
		if (err)
			goto free;
		cond_resched();
	}
	return table;
free:
	kvfree(table);
	return ERR_PTR(err);
}

void guard_table_free(struct guard_table *table)
{
	kvfree_rcu(table, rcu);
}

static bool guard_zone_holds(const struct guard_zone *zone,
			     const struct guard_place *place)
{
	if (zone->ifindex != place->ifindex &&
	    strncmp(zone->ifname, place->ifname, IFNAMSIZ))
		return false;
	return guard_zone_in(zone->vlans, place->vlan);
}

/* Which zone that is; 0 when none names it. */
static u32 guard_table_zone(const struct guard_table *table,
			    const struct guard_place *place)
{
	u32 i;

	for (i = 0; i < table->zone_count; i++)
		if (guard_zone_holds(&table->zones[i], place))
			return i + 1;
	return 0;
}

enum guard_listing {
	GUARD_SILENT, /* says nothing about that zone */
	GUARD_LISTED,
	GUARD_EXEMPT,
};

static enum guard_listing guard_class_says(const struct guard_class *class,
					   u32 zone)
{
	if (guard_zone_in(class->listed, zone))
		return GUARD_LISTED;
	if (guard_zone_in(class->exempt, zone))
		return GUARD_EXEMPT;
	return GUARD_SILENT;
}

/* The longest of the prefixes of @lengths that says something of the place. */
static enum guard_listing guard_table_search(const struct guard_table *table,
					     u64 mac, u32 lengths,
					     const struct guard_place *place)
{
	const struct guard_class *class;
	enum guard_listing says;
	int code;
	u64 entry;

	for (code = 0; code < LC_LEN_MAX; code++) {
		if (!(lengths & BIT(code)))
			continue;
		entry = guard_entry(mac & guard_prefix_mask(code), code, 0);
		entry = *guard_table_slot(table, entry);
		if (!entry)
			continue;
		/* only now: most frames that come here are a neighbour's */
		class = &table->classes[guard_entry_class(entry) - 1];
		says = guard_class_says(class, guard_table_zone(table, place));
		if (says != GUARD_SILENT)
			return says;
	}
	return GUARD_SILENT;
}

bool guard_table_lists(const struct guard_table *table, u64 mac,
		       const struct guard_place *place)
{
	enum guard_listing says;

	says = guard_table_search(table, mac, table->lengths, place);
	/* makers derive second addresses so; whole addresses are exact */
	if (says == GUARD_SILENT && (mac & GUARD_MAC_LOCAL))
		says = guard_table_search(table, mac & ~GUARD_MAC_LOCAL,
					  table->lengths & ~BIT(LC_LEN_48),
					  place);
	return says == GUARD_LISTED;
}
