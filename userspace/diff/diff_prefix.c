// SPDX-License-Identifier: GPL-2.0
/*
 * Which MAC prefixes a group gains and loses from one slot to another.
 * All prefixes of both, shorter before longer: what one of them says of a
 * device is what the nearest that covers it says, in each slot.
 */
#include "diff/diff_prefix.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"

/* A prefix that stands in one of the slots, or in both; class 0: it does not. */
struct node {
	uint64_t mac;
	uint8_t bits;
	uint16_t live;
	uint16_t file;
	uint64_t rest; /* addresses of it that no longer prefix takes */
};

/* A zone of either slot, by its index there; -1: it is not there. */
struct zone {
	uint8_t id;
	int live;
	int file;
};

/* What is true within a prefix: group ids by zone, 0 for none. */
struct cover {
	const struct node *node;
	uint8_t live[2 * LC_ZONE_SLOTS];
	uint8_t file[2 * LC_ZONE_SLOTS];
	bool told[2 * LC_ZONE_SLOTS]; /* by this prefix, or one that covers it */
};

struct finder {
	struct diff_slot live;
	struct diff_slot file;
	struct zone zones[2 * LC_ZONE_SLOTS];
	size_t zone_count;
	struct node *nodes;
	size_t count;
	struct cover covers[LC_LEN_MAX + 1];
	size_t cover_count;
	struct diff_prefixes found;
};

static void find_zones(struct finder *f)
{
	struct zone by_id[256];
	size_t i;

	for (i = 0; i < 256; i++)
		by_id[i] = (struct zone){ i, -1, -1 };
	for (i = 0; i < LC_ZONE_SLOTS; i++) {
		by_id[f->live.hot->zones[i].id].live = i;
		by_id[f->file.hot->zones[i].id].file = i;
	}
	for (i = 1; i < 256; i++)
		if (by_id[i].live >= 0 || by_id[i].file >= 0)
			f->zones[f->zone_count++] = by_id[i];
}

static unsigned int length_of(uint64_t entry)
{
	static const uint8_t bits[LC_LEN_MAX] = {
		[LC_LEN_48] = 48,
		[LC_LEN_36] = 36,
		[LC_LEN_28] = 28,
		[LC_LEN_24] = 24,
	};

	return bits[entry >> LC_CLASS_BITS & 3];
}

static void take_entries(struct finder *f, const struct lc_hot_slot *hot,
			 bool live)
{
	uint64_t entry;
	size_t i, way;

	for (i = 0; i < LC_BUCKETS; i++) {
		for (way = 0; way < LC_BUCKET_WAYS; way++) {
			entry = hot->buckets[i].entry[way];
			if (!entry)
				continue;
			f->nodes[f->count++] = (struct node){
				.mac = entry >> 16,
				.bits = length_of(entry),
				.live = live ? entry % LC_CLASSES : 0,
				.file = live ? 0 : entry % LC_CLASSES,
			};
		}
	}
}

static int compare_nodes(const void *left, const void *right)
{
	const struct node *a = left, *b = right;

	if (a->mac != b->mac)
		return a->mac < b->mac ? -1 : 1;
	return (int)a->bits - (int)b->bits;
}

static bool node_covers(const struct node *outer, const struct node *inner)
{
	return outer->bits < inner->bits &&
	       (inner->mac & mac_mask(outer->bits)) == outer->mac;
}

/* Those of both slots become one; then what longer ones leave of each. */
static void merge(struct finder *f)
{
	struct node *above[LC_LEN_MAX + 1], *node;
	size_t i, kept = 0, depth = 0;

	if (f->count)
		qsort(f->nodes, f->count, sizeof(*f->nodes), compare_nodes);
	for (i = 0; i < f->count; i++) {
		if (kept && !compare_nodes(&f->nodes[kept - 1], &f->nodes[i])) {
			f->nodes[kept - 1].live |= f->nodes[i].live;
			f->nodes[kept - 1].file |= f->nodes[i].file;
			continue;
		}
		f->nodes[kept++] = f->nodes[i];
	}
	f->count = kept;
	for (i = 0; i < f->count; i++) {
		node = &f->nodes[i];
		node->rest = UINT64_C(1) << (MAC_BITS - node->bits);
		while (depth && !node_covers(above[depth - 1], node))
			depth--;
		if (depth)
			above[depth - 1]->rest -= node->rest;
		above[depth++] = node;
	}
}

static uint8_t group_in(const struct diff_slot *slot, unsigned int class,
			int zone)
{
	unsigned int vector, group;

	if (!class || zone < 0)
		return 0;
	vector = slot->rules->classes[class % LC_CLASSES].zone_vector;
	group = slot->rules->group_of[vector % LC_ZONE_VECTORS][zone];
	return group ? slot->rules->groups[(group - 1) % LC_MAX_GROUPS].id : 0;
}

static bool anywhere(const uint8_t *groups, size_t count, uint8_t group)
{
	return memchr(groups, group, count);
}

static uint16_t vendor_in(const struct diff_slot *slot, unsigned int class)
{
	return class ? slot->rules->classes[class % LC_CLASSES].vendor : 0;
}

/* The row of that prefix and group, the last ones being those of it. */
static struct diff_prefix *row_for(struct diff_prefix_list *list,
				   const struct node *node, uint8_t group)
{
	struct diff_prefix *row;
	size_t i, room;

	for (i = list->count; i; i--) {
		row = &list->rows[i - 1];
		if (row->mac != node->mac || row->bits != node->bits)
			break;
		if (row->group == group)
			return row;
	}
	if (list->count == list->room) {
		room = list->room ? 2 * list->room : 64;
		row = reallocarray(list->rows, room, sizeof(*row));
		if (!row)
			return NULL;
		list->rows = row;
		list->room = room;
	}
	row = &list->rows[list->count++];
	*row = (struct diff_prefix){
		.mac = node->mac,
		.bits = node->bits,
		.group = group,
	};
	return row;
}

static int tell(struct finder *f, struct diff_prefix_list *list,
		const struct node *node, uint8_t group, uint8_t zone)
{
	struct diff_prefix *row = row_for(list, node, group);
	uint16_t live = vendor_in(&f->live, node->live);
	uint16_t file = vendor_in(&f->file, node->file);

	if (!row)
		return -ENOMEM;
	/* who gains it takes its maker from the slot to come */
	if (list == &f->found.gained)
		row->vendor = file ? file : live;
	else
		row->vendor = live ? live : file;
	row->zones[zone / 64] |= UINT64_C(1) << (zone % 64);
	return 0;
}

/* Zone k of a prefix: does a group gain it, and does one lose it? */
static int take_zone(struct finder *f, struct cover *here,
		     const struct cover *above, size_t k)
{
	uint8_t live = here->live[k], file = here->file[k];
	bool both = f->zones[k].live >= 0 && f->zones[k].file >= 0;
	int err = 0;

	if (live == file)
		return 0;
	if (above && above->told[k] && above->live[k] == live &&
	    above->file[k] == file) {
		here->told[k] = true;
		return 0;
	}
	if (!here->node->rest)
		return 0;
	here->told[k] = true;
	if (file && (both || !anywhere(here->live, f->zone_count, file)))
		err = tell(f, &f->found.gained, here->node, file,
			   f->zones[k].id);
	if (!err && live &&
	    (both || !anywhere(here->file, f->zone_count, live)))
		err = tell(f, &f->found.lost, here->node, live, f->zones[k].id);
	return err;
}

static int take_node(struct finder *f, const struct node *node)
{
	const struct cover *above = NULL;
	struct cover *here;
	size_t k;
	int err = 0;

	while (f->cover_count &&
	       !node_covers(f->covers[f->cover_count - 1].node, node))
		f->cover_count--;
	if (f->cover_count)
		above = &f->covers[f->cover_count - 1];
	here = &f->covers[f->cover_count++];
	memset(here, 0, sizeof(*here));
	here->node = node;
	for (k = 0; k < f->zone_count; k++) {
		here->live[k] =
			group_in(&f->live, node->live, f->zones[k].live);
		here->file[k] =
			group_in(&f->file, node->file, f->zones[k].file);
		if (!here->live[k] && above)
			here->live[k] = above->live[k];
		if (!here->file[k] && above)
			here->file[k] = above->file[k];
	}
	for (k = 0; k < f->zone_count && !err; k++)
		err = take_zone(f, here, above, k);
	return err;
}

int diff_prefixes_find(const struct diff_slot *live,
		       const struct diff_slot *file,
		       struct diff_prefixes *prefixes)
{
	struct finder *f = calloc(1, sizeof(*f));
	int err = -ENOMEM;
	size_t i;

	if (!f)
		return err;
	f->live = *live;
	f->file = *file;
	f->nodes = calloc(2 * LC_BUCKETS * LC_BUCKET_WAYS, sizeof(*f->nodes));
	if (!f->nodes)
		goto out;
	find_zones(f);
	take_entries(f, live->hot, true);
	take_entries(f, file->hot, false);
	merge(f);
	err = 0;
	for (i = 0; i < f->count && !err; i++)
		err = take_node(f, &f->nodes[i]);
	if (err)
		diff_prefixes_free(&f->found);
	else
		*prefixes = f->found;
out:
	free(f->nodes);
	free(f);
	return err;
}

void diff_prefixes_free(struct diff_prefixes *prefixes)
{
	free(prefixes->gained.rows);
	free(prefixes->lost.rows);
	memset(prefixes, 0, sizeof(*prefixes));
}
