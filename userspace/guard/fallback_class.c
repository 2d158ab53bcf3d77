// SPDX-License-Identifier: GPL-2.0
/*
 * Which addresses are treated alike, and how, from a listing.
 * Which group has a prefix comes ready from listing.c, what that means for
 * frames that no policy judges from guard_table.c.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "guard/fallback_parts.h"

/* Covering prefixes: of 24, 28 and 36 bits. */
#define MAX_DEPTH 3

struct cover {
	uint64_t last;
	uint32_t class;
};

/* What one pass over the listing keeps. */
struct sweep {
	struct fallback_ranges *to;
	struct cover covers[MAX_DEPTH];
	size_t depth;
	uint64_t next; /* the first address that nothing was said of yet */
};

static void worsen(struct fallback_class *class, uint8_t effect)
{
	if (effect == GUARD_EFFECT_LISTED || class->worst == GUARD_EFFECT_NONE)
		class->worst = effect;
}

static void describe(const struct fallback *f,
		     const struct listing_entry *entry,
		     struct fallback_class *class)
{
	const struct listing_vector *vector =
		&f->in->listing->vectors[entry->vector];
	const struct site *site = f->in->site;
	size_t zone;

	memset(class, 0, sizeof(*class));
	for (zone = 0; zone < site->zone_count; zone++) {
		class->zone[zone] = guard_effect(f->in->policy,
						 vector->group[zone],
						 site->zones[zone].monitor);
		worsen(class, class->zone[zone]);
	}
	class->elsewhere = guard_effect(f->in->policy, entry->elsewhere, false);
	worsen(class, class->elsewhere);
}

/* Its number from 1 on, 0 for one that says nothing. */
static int intern(struct fallback *f, const struct fallback_class *class)
{
	struct fallback_class *grown;
	size_t count = f->class_count, i;

	if (class->worst == GUARD_EFFECT_NONE)
		return 0;
	for (i = 0; i < count; i++)
		if (!memcmp(&f->classes[i], class, sizeof(*class)))
			return i + 1;
	/* room is made at 0, 1, 2, 4, ... */
	if (!(count & (count - 1))) {
		grown = reallocarray(f->classes, count ? 2 * count : 1,
				     sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		f->classes = grown;
	}
	f->classes[f->class_count++] = *class;
	return f->class_count;
}

/* What nobody says anything of is left out, what goes on is one. */
static void add(struct fallback_ranges *to, uint64_t first, uint64_t last,
		uint32_t class)
{
	struct fallback_range *before = to->count ? &to->items[to->count - 1] :
						    NULL;

	if (!class || first > last)
		return;
	if (before && before->class == class && before->last + 1 == first)
		before->last = last;
	else
		to->items[to->count++] = (struct fallback_range){
			.first = first,
			.last = last,
			.class = class,
		};
}

/* The innermost prefix ends. */
static void leave(struct sweep *sweep)
{
	const struct cover *top = &sweep->covers[--sweep->depth];

	add(sweep->to, sweep->next, top->last, top->class);
	if (sweep->next <= top->last)
		sweep->next = top->last + 1;
}

static void enter(struct sweep *sweep, const struct listing_entry *entry,
		  uint32_t class)
{
	const struct cover *top;

	while (sweep->depth &&
	       sweep->covers[sweep->depth - 1].last < entry->mac)
		leave(sweep);
	if (sweep->depth) {
		top = &sweep->covers[sweep->depth - 1];
		add(sweep->to, sweep->next, entry->mac - 1, top->class);
	}
	sweep->next = entry->mac;
	sweep->covers[sweep->depth++] = (struct cover){
		.last = entry->mac | (MAC_ALL & ~mac_mask(entry->bits)),
		.class = class,
	};
}

int fallback_classify(struct fallback *f)
{
	const struct listing *listing = f->in->listing;
	struct sweep sweep = { .to = &f->prefixes };
	const struct listing_entry *entry;
	struct fallback_class class;
	size_t i;
	int index;

	/* each prefix parts the one around it once at most */
	f->prefixes.items =
		calloc(2 * listing->count + 1, sizeof(*f->prefixes.items));
	f->macs.items = calloc(listing->count + 1, sizeof(*f->macs.items));
	if (!f->prefixes.items || !f->macs.items)
		return -ENOMEM;
	for (i = 0; i < listing->count; i++) {
		entry = &listing->entries[i];
		describe(f, entry, &class);
		index = intern(f, &class);
		if (index < 0)
			return index;
		if (entry->bits == MAC_BITS)
			add(&f->macs, entry->mac, entry->mac, index);
		else
			enter(&sweep, entry, index);
	}
	while (sweep.depth)
		leave(&sweep);
	return 0;
}
