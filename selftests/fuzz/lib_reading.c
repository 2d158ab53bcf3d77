// SPDX-License-Identifier: GPL-2.0
/*
 * A boot file read by the letter of the ABI, slowly and without anything of
 * the module's: what the module is held against. No fuzzer of its own.
 */
#include "lib_reading.h"

#include <ctype.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "lib_fuzz.h"

/* A row of attributes; bad once it is not one. */
struct row {
	const uint8_t *at;
	size_t left;
	bool bad;
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
		goto bad;
	memcpy(&head, row->at, sizeof(head));
	if (head.nla_len < sizeof(head) || head.nla_len > row->left)
		goto bad;
	attr->type = head.nla_type & NLA_TYPE_MASK;
	attr->nested = head.nla_type & NLA_F_NESTED;
	attr->data = row->at + sizeof(head);
	attr->len = head.nla_len - sizeof(head);
	/* what pads the last one may be missing */
	all = (head.nla_len + 3u) & ~3u;
	if (all > row->left)
		all = row->left;
	row->at += all;
	row->left -= all;
	return true;
bad:
	row->bad = true;
	return false;
}

/*
 * The attributes of a nest by type, the last of each; sizes by type, 0: any.
 * False when there are others, or some of another size.
 */
static bool unpack(const struct attr *nest, struct attr *out, unsigned int max,
		   const size_t *sizes)
{
	struct row row = { nest->data, nest->len, false };
	struct attr attr;

	if (!nest->nested)
		return false;
	while (next(&row, &attr)) {
		if (!attr.type || attr.type > max || attr.nested)
			return false;
		if (sizes[attr.type] && attr.len != sizes[attr.type])
			return false;
		/* each, not only the last: */
		if (!sizes[attr.type] &&
		    (!memchr(attr.data, '\0',
			     attr.len < IFNAMSIZ ? attr.len : IFNAMSIZ) ||
		     attr.len - !attr.data[attr.len - 1] >= IFNAMSIZ))
			return false;
		out[attr.type] = attr;
	}
	return !row.bad;
}

static void *grow(void *array, size_t count, size_t size)
{
	void *grown = reallocarray(array, count + 1, size);

	if (!grown)
		fuzz_broken("out of memory");
	memset((char *)grown + count * size, 0, size);
	return grown;
}

static bool name_right(const char *name)
{
	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return false;
	for (; *name; name++)
		if (*name == '/' || *name == ':' ||
		    isspace((unsigned char)*name))
			return false;
	return true;
}

/* Every index in the nest is a device's, also one that another replaces. */
static bool indexes_right(const struct attr *nest)
{
	struct row row = { nest->data, nest->len, false };
	struct attr attr;
	uint32_t index;

	while (next(&row, &attr)) {
		if (attr.type != LCG_A_ZONE_IFINDEX)
			continue;
		memcpy(&index, attr.data, sizeof(index));
		if (!index)
			return false;
	}
	return true;
}

static bool read_zone(struct reading *r, const struct attr *nest)
{
	static const size_t sizes[] = {
		[LCG_A_ZONE_IFINDEX] = sizeof(uint32_t),
		[LCG_A_ZONE_VLANS] = LCG_VLAN_BYTES,
	};
	struct attr attrs[LCG_A_ZONE_MAX + 1] = { 0 };
	const struct attr *name = &attrs[LCG_A_ZONE_IFNAME];
	struct reading_zone *zone;

	if (!unpack(nest, attrs, LCG_A_ZONE_MAX, sizes) || !name->data ||
	    !attrs[LCG_A_ZONE_VLANS].data || !indexes_right(nest))
		return false;
	r->zones = grow(r->zones, r->zone_count, sizeof(*zone));
	zone = &r->zones[r->zone_count++];
	memcpy(zone->name, name->data, strnlen((char *)name->data, name->len));
	if (attrs[LCG_A_ZONE_IFINDEX].data)
		memcpy(&zone->index, attrs[LCG_A_ZONE_IFINDEX].data, 4);
	memcpy(zone->vlans, attrs[LCG_A_ZONE_VLANS].data, LCG_VLAN_BYTES);
	return name_right(zone->name);
}

static bool read_class(struct reading *r, const struct attr *nest)
{
	static const size_t sizes[] = {
		[LCG_A_CLASS_LISTED] = LCG_ZONE_BYTES,
		[LCG_A_CLASS_EXEMPT] = LCG_ZONE_BYTES,
	};
	struct attr attrs[LCG_A_CLASS_MAX + 1] = { 0 };
	struct reading_class *class;
	size_t i;

	if (!unpack(nest, attrs, LCG_A_CLASS_MAX, sizes) ||
	    !attrs[LCG_A_CLASS_LISTED].data || !attrs[LCG_A_CLASS_EXEMPT].data)
		return false;
	r->classes = grow(r->classes, r->class_count, sizeof(*class));
	class = &r->classes[r->class_count++];
	memcpy(class->listed, attrs[LCG_A_CLASS_LISTED].data, LCG_ZONE_BYTES);
	memcpy(class->exempt, attrs[LCG_A_CLASS_EXEMPT].data, LCG_ZONE_BYTES);
	for (i = 0; i < LCG_ZONE_BYTES; i++)
		if (class->listed[i] & class->exempt[i])
			return false;
	return true;
}

/* Numbers within their ranges, also those that others replace. */
static bool numbers_right(const struct attr *nest)
{
	struct row row = { nest->data, nest->len, false };
	struct attr attr;
	uint16_t class;

	while (next(&row, &attr)) {
		if (attr.type == LCG_A_PREFIX_LEN &&
		    (*attr.data < 24 || *attr.data > 48))
			return false;
		if (attr.type != LCG_A_PREFIX_CLASS)
			continue;
		memcpy(&class, attr.data, sizeof(class));
		if (!class || class > LCG_MAX_CLASSES)
			return false;
	}
	return true;
}

static bool read_prefix(struct reading *r, const struct attr *nest)
{
	static const size_t sizes[] = {
		[LCG_A_PREFIX_MAC] = LCG_MAC_BYTES,
		[LCG_A_PREFIX_LEN] = 1,
		[LCG_A_PREFIX_CLASS] = 2,
	};
	struct attr attrs[LCG_A_PREFIX_MAX + 1] = { 0 };
	struct reading_prefix new = { 0 };
	uint64_t beyond;
	uint16_t class;
	size_t i;

	if (!unpack(nest, attrs, LCG_A_PREFIX_MAX, sizes) ||
	    !attrs[LCG_A_PREFIX_MAC].data || !attrs[LCG_A_PREFIX_LEN].data ||
	    !attrs[LCG_A_PREFIX_CLASS].data || !numbers_right(nest))
		return false;
	for (i = 0; i < LCG_MAC_BYTES; i++)
		new.mac = new.mac << 8 | attrs[LCG_A_PREFIX_MAC].data[i];
	new.bits = *attrs[LCG_A_PREFIX_LEN].data;
	memcpy(&class, attrs[LCG_A_PREFIX_CLASS].data, sizeof(class));
	new.class = class;
	if (new.bits != 24 && new.bits != 28 && new.bits != 36 &&
	    new.bits != 48)
		return false;
	beyond = (1ull << (48 - new.bits)) - 1;
	if (new.mac & beyond)
		return false;
	for (i = 0; i < r->prefix_count; i++)
		if (r->prefixes[i].mac == new.mac &&
		    r->prefixes[i].bits == new.bits)
			return false;
	r->prefixes = grow(r->prefixes, r->prefix_count, sizeof(new));
	r->prefixes[r->prefix_count++] = new;
	return true;
}

static bool read_attr(struct reading *r, const struct attr *attr)
{
	switch (attr->type) {
	case LCG_A_TABLE_ID:
		if (attr->nested || attr->len != LCG_ID_BYTES || r->ids++)
			return false;
		memcpy(r->id, attr->data, LCG_ID_BYTES);
		return true;
	case LCG_A_TABLE_ZONE:
		return read_zone(r, attr);
	case LCG_A_TABLE_CLASS:
		return read_class(r, attr);
	case LCG_A_TABLE_PREFIX:
		return read_prefix(r, attr);
	default:
		return false;
	}
}

static bool has_bit(const uint8_t *set, unsigned int bit)
{
	return set[bit / 8] >> (bit % 8) & 1;
}

/* What attributes say of each other. */
static bool whole_right(const struct reading *r)
{
	unsigned int zone;
	size_t i;

	if (!r->ids || r->zone_count > LCG_MAX_ZONES)
		return false;
	for (i = 0; i < r->class_count; i++)
		for (zone = r->zone_count + 1; zone < 8 * LCG_ZONE_BYTES;
		     zone++)
			if (has_bit(r->classes[i].listed, zone) ||
			    has_bit(r->classes[i].exempt, zone))
				return false;
	for (i = 0; i < r->prefix_count; i++)
		if (r->prefixes[i].class > r->class_count)
			return false;
	return true;
}

/* As IEEE 802.3 has it, bit by bit. */
static uint32_t checksum(const uint8_t *bytes, size_t len)
{
	uint32_t crc = 0xffffffff;
	int bit;

	while (len--) {
		crc ^= *bytes++;
		for (bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return ~crc;
}

static bool head_right(const uint8_t *bytes, size_t len)
{
	struct lcg_file head;

	if (len < sizeof(head))
		return false;
	memcpy(&head, bytes, sizeof(head));
	return head.magic == LCG_FILE_MAGIC &&
	       head.version == LCG_FILE_VERSION &&
	       head.proof <= LCG_PROOF_MAX &&
	       head.length == len - sizeof(head) &&
	       head.crc32 == checksum(bytes + 8, len - 8);
}

struct reading *reading_make(const void *bytes, size_t len)
{
	struct reading *r = calloc(1, sizeof(*r));
	bool right = head_right(bytes, len);
	struct row row = { 0 };
	struct attr attr;

	if (!r)
		fuzz_broken("out of memory");
	if (right) {
		row.at = (const uint8_t *)bytes + sizeof(struct lcg_file);
		row.left = len - sizeof(struct lcg_file);
	}
	while (right && next(&row, &attr))
		right = read_attr(r, &attr);
	if (right && !row.bad && whole_right(r))
		return r;
	reading_free(r);
	return NULL;
}

void reading_free(struct reading *r)
{
	if (!r)
		return;
	free(r->zones);
	free(r->classes);
	free(r->prefixes);
	free(r);
}

static unsigned int zone_of(const struct reading *r, const char *name,
			    uint32_t index, unsigned int vlan)
{
	size_t i;

	for (i = 0; i < r->zone_count; i++)
		if ((r->zones[i].index == index ||
		     !strcmp(r->zones[i].name, name)) &&
		    has_bit(r->zones[i].vlans, vlan))
			return i + 1;
	return 0;
}

/* 1 listed, -1 exempt, 0 neither, by the longest that says something. */
static int says(const struct reading *r, unsigned int zone, uint64_t mac,
		unsigned int most)
{
	unsigned int longest = 0;
	int result = 0;
	size_t i;

	for (i = 0; i < r->prefix_count; i++) {
		const struct reading_prefix *p = &r->prefixes[i];
		const struct reading_class *class = &r->classes[p->class - 1];

		if (p->bits > most || p->bits < longest ||
		    (mac ^ p->mac) >> (48 - p->bits) & ((1ull << p->bits) - 1))
			continue;
		if (!has_bit(class->listed, zone) &&
		    !has_bit(class->exempt, zone))
			continue;
		result = has_bit(class->listed, zone) ? 1 : -1;
		longest = p->bits;
	}
	return result;
}

bool reading_lists(const struct reading *r, const char *name, uint32_t index,
		   unsigned int vlan, uint64_t mac)
{
	const uint64_t local = 1ull << 41;
	unsigned int zone = zone_of(r, name, index, vlan);
	int found = says(r, zone, mac, 48);

	if (!found && mac & local)
		found = says(r, zone, mac & ~local, 36);
	return found > 0;
}
