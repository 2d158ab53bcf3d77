// SPDX-License-Identifier: GPL-2.0
/*
 * The guard's table of a policy, as netlink attributes in one piece of memory.
 * Which group has a prefix where comes ready from listing.c.
 */
#include "guard/guard_table.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>

#include "guard/guard_place.h"

#define HEAD_LEN (MNL_NLMSG_HDRLEN + MNL_ALIGN(sizeof(struct genlmsghdr)))

/* What one attribute takes. */
#define ATTR_LEN(payload) \
	(MNL_ALIGN(sizeof(struct nlattr)) + MNL_ALIGN((size_t)(payload)))
#define ID_LEN ATTR_LEN(LCG_ID_BYTES)
#define ZONE_LEN                                                   \
	ATTR_LEN(ATTR_LEN(IFNAMSIZ) + ATTR_LEN(sizeof(uint32_t)) + \
		 ATTR_LEN(LCG_VLAN_BYTES))
#define CLASS_LEN ATTR_LEN(2 * ATTR_LEN(LCG_ZONE_BYTES))
#define PREFIX_LEN                                                     \
	ATTR_LEN(ATTR_LEN(LCG_MAC_BYTES) + ATTR_LEN(sizeof(uint8_t)) + \
		 ATTR_LEN(sizeof(uint16_t)))

struct class {
	uint8_t listed[LCG_ZONE_BYTES];
	uint8_t exempt[LCG_ZONE_BYTES];
};

struct maker {
	const struct guard_table_input *in;
	struct guard_places *places;
	struct class *classes; /* each once, in the order of their first use */
	size_t class_count;
	bool listed; /* some class lists */
	uint16_t *class_of; /* by vector and effect elsewhere, + 1; 0 unknown */
	uint16_t *prefix_class; /* by entry; 0: it says nothing */
	size_t prefix_count;
};

enum guard_effect guard_effect(const struct policy *policy, unsigned int group,
			       bool zone_monitor)
{
	if (!group)
		return GUARD_EFFECT_NONE;
	if (policy->monitor || zone_monitor ||
	    policy->groups[group - 1].monitor)
		return GUARD_EFFECT_EXEMPT;
	return GUARD_EFFECT_LISTED;
}

static void class_set(struct class *class, unsigned int zone,
		      enum guard_effect effect)
{
	uint8_t bit = 1u << (zone % 8);

	if (effect == GUARD_EFFECT_LISTED)
		class->listed[zone / 8] |= bit;
	else if (effect == GUARD_EFFECT_EXEMPT)
		class->exempt[zone / 8] |= bit;
}

/* Zone 0 is elsewhere; the others are the places in their order. */
static void describe(const struct maker *m, const struct listing_vector *vector,
		     enum guard_effect elsewhere, struct class *class)
{
	const struct site *site = m->in->site;
	unsigned int zone;
	size_t i;

	memset(class, 0, sizeof(*class));
	class_set(class, 0, elsewhere);
	for (i = 0; i < m->places->count; i++) {
		zone = m->places->items[i].zone;
		class_set(class, i + 1,
			  guard_effect(m->in->policy, vector->group[zone],
				       site->zones[zone].monitor));
	}
}

/* Its number from 1 on, 0 for one that says nothing, or -E2BIG. */
static int find_class(struct maker *m, const struct class *class)
{
	static const struct class silent;
	static const uint8_t none[LCG_ZONE_BYTES];
	size_t i;

	if (!memcmp(class, &silent, sizeof(silent)))
		return 0;
	for (i = 0; i < m->class_count; i++)
		if (!memcmp(&m->classes[i], class, sizeof(*class)))
			return i + 1;
	if (m->class_count == LCG_MAX_CLASSES)
		return -E2BIG;
	m->classes[m->class_count] = *class;
	if (memcmp(class->listed, none, sizeof(none)))
		m->listed = true;
	return ++m->class_count;
}

static int class_entry(struct maker *m, const struct listing_entry *entry)
{
	enum guard_effect elsewhere =
		guard_effect(m->in->policy, entry->elsewhere, false);
	size_t at = (size_t)entry->vector * GUARD_EFFECT_MAX + elsewhere;
	struct class class;
	int found;

	if (!m->class_of[at]) {
		describe(m, &m->in->listing->vectors[entry->vector], elsewhere,
			 &class);
		found = find_class(m, &class);
		if (found < 0)
			return found;
		m->class_of[at] = found + 1;
	}
	return m->class_of[at] - 1;
}

static int classify(struct maker *m)
{
	const struct listing *listing = m->in->listing;
	size_t i;
	int class;

	m->classes = calloc(LCG_MAX_CLASSES, sizeof(*m->classes));
	m->class_of = calloc(listing->vector_count * GUARD_EFFECT_MAX + 1,
			     sizeof(*m->class_of));
	m->prefix_class = calloc(listing->count + 1, sizeof(*m->prefix_class));
	if (!m->classes || !m->class_of || !m->prefix_class)
		return -ENOMEM;
	for (i = 0; i < listing->count; i++) {
		class = class_entry(m, &listing->entries[i]);
		if (class < 0)
			return class;
		m->prefix_class[i] = class;
		m->prefix_count += class > 0;
	}
	/* exceptions from nothing */
	if (!m->listed) {
		memset(m->prefix_class, 0,
		       listing->count * sizeof(*m->prefix_class));
		m->prefix_count = 0;
		m->class_count = 0;
	}
	return 0;
}

static void put_zone(struct nlmsghdr *msg, const struct guard_place *place,
		     bool names_only)
{
	struct nlattr *nest = mnl_attr_nest_start(msg, LCG_A_TABLE_ZONE);

	mnl_attr_put_strz(msg, LCG_A_ZONE_IFNAME, place->name);
	if (!names_only && place->ifindex)
		mnl_attr_put_u32(msg, LCG_A_ZONE_IFINDEX, place->ifindex);
	mnl_attr_put(msg, LCG_A_ZONE_VLANS, LCG_VLAN_BYTES, place->vlans);
	mnl_attr_nest_end(msg, nest);
}

static void put_class(struct nlmsghdr *msg, const struct class *class)
{
	struct nlattr *nest = mnl_attr_nest_start(msg, LCG_A_TABLE_CLASS);

	mnl_attr_put(msg, LCG_A_CLASS_LISTED, LCG_ZONE_BYTES, class->listed);
	mnl_attr_put(msg, LCG_A_CLASS_EXEMPT, LCG_ZONE_BYTES, class->exempt);
	mnl_attr_nest_end(msg, nest);
}

static void put_prefix(struct nlmsghdr *msg, const struct listing_entry *entry,
		       uint16_t class)
{
	struct nlattr *nest = mnl_attr_nest_start(msg, LCG_A_TABLE_PREFIX);
	uint8_t mac[LCG_MAC_BYTES];
	size_t i;

	for (i = 0; i < LCG_MAC_BYTES; i++)
		mac[i] = entry->mac >> (40 - 8 * i);
	mnl_attr_put(msg, LCG_A_PREFIX_MAC, LCG_MAC_BYTES, mac);
	mnl_attr_put_u8(msg, LCG_A_PREFIX_LEN, entry->bits);
	mnl_attr_put_u16(msg, LCG_A_PREFIX_CLASS, class);
	mnl_attr_nest_end(msg, nest);
}

static void put_all(const struct maker *m, struct guard_table *table)
{
	const struct listing *listing = m->in->listing;
	struct nlmsghdr *msg = table->msg;
	size_t i;

	mnl_attr_put(msg, LCG_A_TABLE_ID, LCG_ID_BYTES, table->id);
	for (i = 0; i < m->places->count; i++)
		put_zone(msg, &m->places->items[i], m->in->names_only);
	for (i = 0; i < m->class_count; i++)
		put_class(msg, &m->classes[i]);
	for (i = 0; i < listing->count; i++)
		if (m->prefix_class[i])
			put_prefix(msg, &listing->entries[i],
				   m->prefix_class[i]);
	table->prefixes = m->prefix_count;
}

static int write_table(const struct maker *m, struct guard_table **out)
{
	struct guard_table *table = calloc(1, sizeof(*table));
	int err = -ENOMEM;

	if (!table)
		return err;
	/* zeroed, so that the padding of equal tables is equal too */
	table->msg = calloc(1, HEAD_LEN + ID_LEN + m->places->count * ZONE_LEN +
				       m->class_count * CLASS_LEN +
				       m->prefix_count * PREFIX_LEN);
	if (!table->msg)
		goto out_free;
	err = guard_id_parse(m->in->policy->sha256, table->id);
	if (err)
		goto out_free;
	mnl_nlmsg_put_header(table->msg);
	mnl_nlmsg_put_extra_header(table->msg, sizeof(struct genlmsghdr));
	put_all(m, table);
	*out = table;
	return 0;
out_free:
	guard_table_free(table);
	return err;
}

int guard_table_make(const struct guard_table_input *input,
		     struct guard_table **table)
{
	struct maker m = { .in = input };
	int err;

	if (input->listing->count > LCG_MAX_PREFIXES)
		return -E2BIG;
	err = guard_places_make(input->site, input->devs, &m.places);
	if (!err)
		err = classify(&m);
	if (!err)
		err = write_table(&m, table);
	free(m.prefix_class);
	free(m.class_of);
	free(m.classes);
	free(m.places);
	return err;
}

void guard_table_free(struct guard_table *table)
{
	if (!table)
		return;
	free(table->msg);
	free(table);
}

const void *guard_table_attrs(const struct guard_table *table, size_t *len)
{
	*len = table->msg->nlmsg_len - HEAD_LEN;
	return (const char *)table->msg + HEAD_LEN;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

int guard_id_parse(const char *sha256, uint8_t id[LCG_ID_BYTES])
{
	uint8_t new[LCG_ID_BYTES];
	size_t i;

	if (strlen(sha256) != 2 * LCG_ID_BYTES)
		return -EINVAL;
	for (i = 0; i < LCG_ID_BYTES; i++) {
		int high = hex_digit(sha256[2 * i]);
		int low = hex_digit(sha256[2 * i + 1]);

		if (high < 0 || low < 0)
			return -EINVAL;
		new[i] = high << 4 | low;
	}
	memcpy(id, new, sizeof(new));
	return 0;
}

void guard_id_format(const uint8_t id[LCG_ID_BYTES], char sha256[65])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < LCG_ID_BYTES; i++) {
		sha256[2 * i] = digits[id[i] >> 4];
		sha256[2 * i + 1] = digits[id[i] & 15];
	}
	sha256[2 * LCG_ID_BYTES] = '\0';
}
