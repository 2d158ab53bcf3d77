// SPDX-License-Identifier: GPL-2.0
/*
 * IPv6 prefixes as a table of prefixes and markers, searched by length.
 * The ranges tell the class of a prefix; they stay for slots that are too full.
 */
#include "compile/compile_addr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compile/compile_parts.h"

/* Two choices of one place each want a table less than half full. */
#define ENTRIES_MAX (LC_ADDR6_ENTRIES * 2 / 5)
#define SEEDS 16

/* A prefix once, and the longest one around it. */
struct node {
	struct sweep_key first;
	unsigned int bits;
	int parent; /* -1: none */
	uint16_t class;
};

struct nodes {
	struct node *items;
	size_t count;
	uint8_t index[129]; /* in a slot, of a length that occurs; else 0 */
	uint8_t bits[LC_ADDR6_LENGTHS];
	unsigned int lengths; /* indices are 1 to this, shortest first */
};

struct entries {
	struct lc_addr6_entry *items;
	size_t count;
	size_t last[LC_ADDR6_LENGTHS]; /* made, of each length */
};

int addr6_prefixes_add(struct addr6_prefixes *prefixes, struct sweep_key first,
		       unsigned int bits)
{
	size_t room = prefixes->room ? prefixes->room * 2 : 64;
	void *items;

	if (prefixes->count == prefixes->room) {
		items = realloc(prefixes->items,
				room * sizeof(*prefixes->items));
		if (!items)
			return -ENOMEM;
		prefixes->items = items;
		prefixes->room = room;
	}
	prefixes->items[prefixes->count++] =
		(struct addr6_prefix){ .first = first, .bits = bits };
	return 0;
}

void addr6_prefixes_free(struct addr6_prefixes *prefixes)
{
	free(prefixes->items);
	memset(prefixes, 0, sizeof(*prefixes));
}

static struct sweep_key key_mask(unsigned int bits)
{
	return (struct sweep_key){
		.hi = bits >= 64 ? ~0ull :
		      bits	 ? ~0ull << (64 - bits) :
				   0,
		.lo = bits > 64 ? ~0ull << (128 - bits) : 0,
	};
}

static struct sweep_key key_cut(struct sweep_key key, unsigned int bits)
{
	struct sweep_key mask = key_mask(bits);

	key.hi &= mask.hi;
	key.lo &= mask.lo;
	return key;
}

static int key_compare(struct sweep_key a, struct sweep_key b)
{
	if (a.hi != b.hi)
		return a.hi < b.hi ? -1 : 1;
	if (a.lo != b.lo)
		return a.lo < b.lo ? -1 : 1;
	return 0;
}

static int prefix_compare(const void *a, const void *b)
{
	const struct addr6_prefix *x = a, *y = b;
	int order = key_compare(x->first, y->first);

	return order ? order : (int)x->bits - (int)y->bits;
}

static bool node_holds(const struct node *node, struct sweep_key key)
{
	return !key_compare(key_cut(key, node->bits), node->first);
}

/* Each prefix once, a shorter one ahead of those in it. */
static int nodes_make(struct addr6_prefixes *prefixes, struct nodes *nodes)
{
	struct addr6_prefix *item = prefixes->items;
	struct node *node;
	size_t i;
	int parent;

	memset(nodes, 0, sizeof(*nodes));
	nodes->items = calloc(prefixes->count + 1, sizeof(*nodes->items));
	if (!nodes->items)
		return -ENOMEM;
	if (prefixes->count)
		qsort(item, prefixes->count, sizeof(*item), prefix_compare);
	for (i = 0; i < prefixes->count; i++, item++) {
		if (i && !prefix_compare(item - 1, item))
			continue;
		parent = (int)nodes->count - 1;
		while (parent >= 0 &&
		       !node_holds(&nodes->items[parent], item->first))
			parent = nodes->items[parent].parent;
		node = &nodes->items[nodes->count++];
		node->first = item->first;
		node->bits = item->bits;
		node->parent = parent;
		nodes->index[item->bits] = 1;
	}
	/* what holds everything needs no look */
	for (i = 1; i <= 128; i++)
		if (nodes->index[i]) {
			nodes->index[i] = ++nodes->lengths;
			nodes->bits[nodes->lengths] = i;
		}
	return 0;
}

static uint16_t class_at(const struct sweep_result *ranges,
			 struct sweep_key key)
{
	size_t low = 0, high = ranges->count, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (key_compare(ranges->bounds[middle], key) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return ranges->classes[low];
}

/* The class of an address in the prefix that no longer one holds, if any. */
static uint16_t node_class(const struct nodes *nodes, size_t i,
			   const struct sweep_result *ranges)
{
	const struct node *node = &nodes->items[i], *inner;
	struct sweep_key mask, free = node->first;

	for (i++; i < nodes->count; i++) {
		inner = &nodes->items[i];
		if (key_compare(inner->first, free) > 0)
			break;
		if (!node_holds(inner, free))
			continue;
		mask = key_mask(inner->bits);
		free.hi |= ~mask.hi;
		free.lo |= ~mask.lo;
		if (!++free.lo)
			free.hi++;
		if (!node_holds(node, free))
			return 0;
	}
	return class_at(ranges, free);
}

/* The longest prefix of at most so many bits that holds the node, itself too. */
static uint16_t class_within(const struct nodes *nodes, const struct node *node,
			     unsigned int bits, uint16_t none)
{
	while (node->bits > bits) {
		if (node->parent < 0)
			return none;
		node = &nodes->items[node->parent];
	}
	return node->class;
}

/*
 * Once only, for nodes come in order, and so do their first bits; -E2BIG when
 * there is no room.
 */
static int entry_make(struct entries *entries, struct sweep_key key,
		      unsigned int index, uint16_t class)
{
	struct lc_addr6_entry *last = &entries->items[entries->last[index]];

	if (last->length == index && last->hi == key.hi && last->lo == key.lo)
		return 0;
	if (entries->count == ENTRIES_MAX)
		return -E2BIG;
	entries->last[index] = entries->count;
	entries->items[entries->count++] = (struct lc_addr6_entry){
		.hi = key.hi,
		.lo = key.lo,
		.length = index,
		.class = class,
	};
	return 0;
}

/* A prefix, and a marker wherever the lookup would turn to shorter ones. */
static int entries_add(struct entries *entries,
		       const struct lc_addr6_slot *slot,
		       const struct nodes *nodes, const struct node *node)
{
	unsigned int own = nodes->index[node->bits], index = slot->root, bits;
	int err = 0;

	while (index && !err) {
		bits = nodes->bits[index];
		if (index <= own)
			err = entry_make(
				entries, key_cut(node->first, bits), index,
				class_within(nodes, node, bits, slot->none));
		if (index == own)
			break;
		index = index < own ? slot->length[index].longer :
				      slot->length[index].shorter;
	}
	return err;
}

static uint64_t entry_hash(const struct lc_addr6_slot *slot,
			   const struct lc_addr6_entry *entry)
{
	return lc_addr6_hash(entry->hi, entry->lo, entry->length, slot->seed);
}

/* Into one of its two places, moving others to theirs. */
static bool cuckoo_put(struct lc_addr6_slot *slot, struct lc_addr6_entry entry)
{
	uint32_t mask = slot->entry_mask, at, first;
	struct lc_addr6_entry out;
	uint64_t hash;
	int moves;

	at = lc_addr6_first(entry_hash(slot, &entry), mask);
	for (moves = 0; moves < CUCKOO_MOVES; moves++) {
		out = slot->entry[at];
		slot->entry[at] = entry;
		if (!out.length)
			return true;
		entry = out;
		hash = entry_hash(slot, &entry);
		first = lc_addr6_first(hash, mask);
		at = first == at ? lc_addr6_second(hash, mask) : first;
	}
	return false;
}

static bool cuckoo_fill(struct lc_addr6_slot *slot,
			const struct entries *entries)
{
	uint64_t seed;
	size_t i;

	slot->entry_mask = 1;
	while (slot->entry_mask < entries->count * 5 / 2)
		slot->entry_mask = slot->entry_mask * 2 + 1;
	for (seed = 1; seed <= SEEDS; seed++) {
		memset(slot->entry, 0, sizeof(slot->entry));
		slot->seed[0] = (seed * 0xa0761d6478bd642full) | 1;
		slot->seed[1] = (seed * 0xe7037ed1a0b428dbull) | 1;
		for (i = 0; i < entries->count; i++)
			if (!cuckoo_put(slot, entries->items[i]))
				break;
		if (i == entries->count)
			return true;
	}
	memset(slot->entry, 0, sizeof(slot->entry));
	return false;
}

/* Halve the indices from first on and below end; the one to begin with. */
static unsigned int fill_lengths(struct lc_addr6_slot *slot,
				 const struct nodes *nodes, unsigned int first,
				 unsigned int end)
{
	unsigned int middle = (first + end) / 2;
	struct lc_addr6_length *length = &slot->length[middle];
	struct sweep_key mask;

	if (first >= end)
		return 0;
	mask = key_mask(nodes->bits[middle]);
	length->hi = mask.hi;
	length->lo = mask.lo;
	length->longer = fill_lengths(slot, nodes, middle + 1, end);
	length->shorter = fill_lengths(slot, nodes, first, middle);
	return middle;
}

/* 0, -ENOMEM, or -E2BIG: more entries than there is room for. */
static int fill_entries(struct lc_addr6_slot *slot, struct nodes *nodes,
			const struct sweep_result *ranges)
{
	struct entries entries = { 0 };
	size_t i;
	int err = 0;

	if (nodes->count > ENTRIES_MAX)
		return -E2BIG;
	entries.items = calloc(ENTRIES_MAX, sizeof(*entries.items));
	if (!entries.items)
		return -ENOMEM;
	for (i = 0; i < nodes->count; i++)
		nodes->items[i].class = node_class(nodes, i, ranges);
	/* class 0 stands for what no prefix holds */
	i = nodes->count && !nodes->items[0].bits;
	slot->none = i ? nodes->items[0].class : 0;
	for (; i < nodes->count && !err; i++)
		err = entries_add(&entries, slot, nodes, &nodes->items[i]);
	if (!err && !cuckoo_fill(slot, &entries))
		err = -E2BIG;
	free(entries.items);
	return err;
}

int addr6_fill(struct lc_addr6_slot *slot, const struct sweep_result *ranges,
	       struct addr6_prefixes *prefixes)
{
	struct nodes nodes;
	size_t i;
	int err;

	slot->ranges = ranges->count;
	for (i = 0; i < ranges->count; i++) {
		slot->hi[i] = ranges->bounds[i].hi;
		slot->lo[i] = ranges->bounds[i].lo;
	}
	memcpy(slot->class, ranges->classes,
	       (ranges->count + 1) * sizeof(*ranges->classes));
	err = nodes_make(prefixes, &nodes);
	if (!err) {
		slot->root = fill_lengths(slot, &nodes, 1, nodes.lengths + 1);
		err = fill_entries(slot, &nodes, ranges);
		slot->hashed = !err;
	}
	free(nodes.items);
	return err == -E2BIG ? 0 : err;
}
