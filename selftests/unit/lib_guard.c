// SPDX-License-Identifier: GPL-2.0
/*
 * What tests of the guard's tables share: reading one as the guard would.
 * No test of its own.
 */
#include "lib_guard.h"

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

#define fail(...) ksft_exit_fail_msg("the table: " __VA_ARGS__)

/* A row of attributes in so many bytes. */
struct row {
	const uint8_t *at;
	size_t left;
};

struct attr {
	unsigned int type;
	bool nested;
	const uint8_t *data;
	size_t len;
};

static bool next(struct row *row, struct attr *attr)
{
	struct nlattr head;
	size_t all;

	if (!row->left)
		return false;
	if (row->left < sizeof(head))
		fail("%zu bytes at the end\n", row->left);
	memcpy(&head, row->at, sizeof(head));
	all = (head.nla_len + 3u) & ~3u;
	if (head.nla_len < sizeof(head) || all > row->left)
		fail("an attribute of %u bytes in %zu\n", head.nla_len,
		     row->left);
	attr->type = head.nla_type & NLA_TYPE_MASK;
	attr->nested = head.nla_type & NLA_F_NESTED;
	attr->data = row->at + sizeof(head);
	attr->len = head.nla_len - sizeof(head);
	row->at += all;
	row->left -= all;
	return true;
}

/* The attributes of a nest by type; which of them must be there, as bits. */
static void unpack(const struct attr *nest, struct attr *out, unsigned int max,
		   unsigned int must)
{
	struct row row = { nest->data, nest->len };
	unsigned int seen = 0;
	struct attr attr;

	if (!nest->nested)
		fail("a nest that does not say so\n");
	while (next(&row, &attr)) {
		if (!attr.type || attr.type > max || seen >> attr.type & 1)
			fail("attribute %u is unknown or twice\n", attr.type);
		seen |= 1u << attr.type;
		out[attr.type] = attr;
	}
	if ((seen & must) != must)
		fail("attributes %x, %x must be there\n", seen, must);
}

static void copy(const struct attr *attr, void *to, size_t size)
{
	if (attr->len != size)
		fail("attribute %u has %zu bytes, not %zu\n", attr->type,
		     attr->len, size);
	memcpy(to, attr->data, size);
}

static void *grow(void *array, size_t count, size_t size)
{
	void *grown = reallocarray(array, count + 1, size);

	if (!grown)
		ksft_exit_fail_msg("out of memory\n");
	memset((char *)grown + count * size, 0, size);
	return grown;
}

static void read_zone(const struct attr *nest, struct lib_guard *guard)
{
	struct attr attrs[LCG_A_ZONE_MAX + 1] = { 0 };
	struct lib_guard_zone *zone;
	const struct attr *name = &attrs[LCG_A_ZONE_IFNAME];

	unpack(nest, attrs, LCG_A_ZONE_MAX,
	       1 << LCG_A_ZONE_IFNAME | 1 << LCG_A_ZONE_VLANS);
	guard->zones = grow(guard->zones, guard->zone_count, sizeof(*zone));
	zone = &guard->zones[guard->zone_count++];
	if (name->len < 2 || name->len > IFNAMSIZ ||
	    strnlen((const char *)name->data, name->len) != name->len - 1)
		fail("a name of %zu bytes\n", name->len);
	memcpy(zone->name, name->data, name->len);
	if (attrs[LCG_A_ZONE_IFINDEX].data)
		copy(&attrs[LCG_A_ZONE_IFINDEX], &zone->ifindex, 4);
	copy(&attrs[LCG_A_ZONE_VLANS], zone->vlans, sizeof(zone->vlans));
}

static void read_class(const struct attr *nest, struct lib_guard *guard)
{
	struct attr attrs[LCG_A_CLASS_MAX + 1] = { 0 };
	struct lib_guard_class *class;
	size_t i;

	unpack(nest, attrs, LCG_A_CLASS_MAX,
	       1 << LCG_A_CLASS_LISTED | 1 << LCG_A_CLASS_EXEMPT);
	guard->classes =
		grow(guard->classes, guard->class_count, sizeof(*class));
	class = &guard->classes[guard->class_count++];
	copy(&attrs[LCG_A_CLASS_LISTED], class->listed, LCG_ZONE_BYTES);
	copy(&attrs[LCG_A_CLASS_EXEMPT], class->exempt, LCG_ZONE_BYTES);
	for (i = 0; i < LCG_ZONE_BYTES; i++)
		if (class->listed[i] & class->exempt[i])
			fail("a class lists and exempts in one zone\n");
}

static void read_prefix(const struct attr *nest, struct lib_guard *guard)
{
	struct attr attrs[LCG_A_PREFIX_MAX + 1] = { 0 };
	struct lib_guard_prefix *prefix;
	uint8_t mac[LCG_MAC_BYTES], bits;
	uint16_t class;
	size_t i;

	unpack(nest, attrs, LCG_A_PREFIX_MAX,
	       1 << LCG_A_PREFIX_MAC | 1 << LCG_A_PREFIX_LEN |
		       1 << LCG_A_PREFIX_CLASS);
	guard->prefixes =
		grow(guard->prefixes, guard->prefix_count, sizeof(*prefix));
	prefix = &guard->prefixes[guard->prefix_count++];
	copy(&attrs[LCG_A_PREFIX_MAC], mac, sizeof(mac));
	copy(&attrs[LCG_A_PREFIX_LEN], &bits, sizeof(bits));
	copy(&attrs[LCG_A_PREFIX_CLASS], &class, sizeof(class));
	for (i = 0; i < sizeof(mac); i++)
		prefix->mac = prefix->mac << 8 | mac[i];
	prefix->bits = bits;
	prefix->class = class;
	if ((bits != 24 && bits != 28 && bits != 36 && bits != 48) ||
	    prefix->mac & ((1ull << (48 - bits)) - 1))
		fail("prefix %012llx/%u\n", (unsigned long long)prefix->mac,
		     bits);
}

static bool has_bit(const uint8_t *set, unsigned int bit)
{
	return set[bit / 8] >> (bit % 8) & 1;
}

/* What the attributes say of each other. */
static void check(const struct lib_guard *guard)
{
	unsigned int zone;
	size_t i;

	for (i = 0; i < guard->class_count; i++)
		for (zone = guard->zone_count + 1; zone < 8 * LCG_ZONE_BYTES;
		     zone++)
			if (has_bit(guard->classes[i].listed, zone) ||
			    has_bit(guard->classes[i].exempt, zone))
				fail("class %zu names zone %u of %zu\n", i + 1,
				     zone, guard->zone_count);
	for (i = 0; i < guard->prefix_count; i++) {
		const struct lib_guard_prefix *prefix = &guard->prefixes[i];

		if (!prefix->class || prefix->class > guard->class_count)
			fail("class %u of %zu\n", prefix->class,
			     guard->class_count);
		if (i && (prefix[-1].mac > prefix->mac ||
			  (prefix[-1].mac == prefix->mac &&
			   prefix[-1].bits >= prefix->bits)))
			fail("prefix %zu is twice or out of order\n", i);
	}
}

struct lib_guard *lib_guard_read(const struct guard_table *table)
{
	struct lib_guard *guard = calloc(1, sizeof(*guard));
	struct row row;
	struct attr attr;
	unsigned int ids = 0;

	if (!guard)
		ksft_exit_fail_msg("out of memory\n");
	row.at = guard_table_attrs(table, &row.left);
	while (next(&row, &attr)) {
		switch (attr.type) {
		case LCG_A_TABLE_ID:
			ids++;
			copy(&attr, guard->id, sizeof(guard->id));
			break;
		case LCG_A_TABLE_ZONE:
			read_zone(&attr, guard);
			break;
		case LCG_A_TABLE_CLASS:
			read_class(&attr, guard);
			break;
		case LCG_A_TABLE_PREFIX:
			read_prefix(&attr, guard);
			break;
		default:
			fail("attribute %u\n", attr.type);
		}
	}
	if (ids != 1)
		fail("%u identities\n", ids);
	check(guard);
	return guard;
}

void lib_guard_free(struct lib_guard *guard)
{
	free(guard->zones);
	free(guard->classes);
	free(guard->prefixes);
	free(guard);
}

static unsigned int zone_of(const struct lib_guard *guard, const char *ifname,
			    uint32_t ifindex, unsigned int vlan)
{
	size_t i;

	for (i = 0; i < guard->zone_count; i++) {
		const struct lib_guard_zone *zone = &guard->zones[i];

		if (((zone->ifindex && zone->ifindex == ifindex) ||
		     !strcmp(zone->name, ifname)) &&
		    has_bit(zone->vlans, vlan))
			return i + 1;
	}
	return 0;
}

/* 1 listed, -1 exempt, 0 neither, by the longest that says something. */
static int says(const struct lib_guard *guard, unsigned int zone, uint64_t mac,
		unsigned int max_bits)
{
	unsigned int bits, longest = 0;
	int result = 0;
	size_t i;

	for (i = 0; i < guard->prefix_count; i++) {
		const struct lib_guard_prefix *prefix = &guard->prefixes[i];
		const struct lib_guard_class *class =
			&guard->classes[prefix->class - 1];

		bits = prefix->bits;
		if (bits > max_bits || bits < longest ||
		    (mac ^ prefix->mac) >> (48 - bits))
			continue;
		if (has_bit(class->listed, zone))
			result = 1;
		else if (has_bit(class->exempt, zone))
			result = -1;
		else
			continue;
		longest = bits;
	}
	return result;
}

bool lib_guard_lists(const struct lib_guard *guard, const char *ifname,
		     uint32_t ifindex, unsigned int vlan, uint64_t mac)
{
	unsigned int zone = zone_of(guard, ifname, ifindex, vlan);
	const uint64_t local = 1ull << 41;
	int found = says(guard, zone, mac, 48);

	if (!found && mac & local)
		found = says(guard, zone, mac & ~local, 36);
	return found > 0;
}

void lib_guard_begin(const char *text, struct lib_guard_made *made)
{
	char *findings;

	memset(made, 0, sizeof(*made));
	if (lib_load(text, strlen(text), &made->policy, &findings, &made->diag))
		ksft_exit_fail_msg("not valid: %s%s", findings, text);
	free(findings);
	if (site_offline(made->policy, NULL, made->diag, &made->site) ||
	    listing_make(made->policy, made->site, lib_vendors(), made->diag,
			 &made->listing))
		ksft_exit_fail_msg("no listing: %s\n%s",
				   diag_finding(made->diag, 0)->text, text);
}

void lib_guard_end(struct lib_guard_made *made)
{
	listing_free(made->listing);
	site_free(made->site);
	policy_free(made->policy);
	diag_free(made->diag);
}

struct guard_table *lib_guard_table(const struct lib_guard_made *made,
				    bool names_only)
{
	const struct guard_table_input input = {
		.policy = made->policy,
		.site = made->site,
		.listing = made->listing,
		.names_only = names_only,
	};
	struct guard_table *table;
	int err = guard_table_make(&input, &table);

	if (err)
		ksft_exit_fail_msg("guard_table_make() returned %d\n", err);
	return table;
}
