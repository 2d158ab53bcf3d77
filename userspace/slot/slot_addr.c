// SPDX-License-Identifier: GPL-2.0
/*
 * The addresses that a slot holds for an interface, beside those it has now.
 * Both as spans from first to last address, for prefixes may overlap.
 */
#include "slot/slot_addr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compile/sweep.h"

struct span {
	struct sweep_key first;
	struct sweep_key last;
};

struct spans {
	struct span *items;
	size_t count;
	size_t room;
};

/* One family's ranges in a slot. */
struct ranges {
	bool v6;
	size_t count; /* boundaries */
	const struct lc_rule_slot *rules;
	const struct lc_addr6_slot *addr6;
};

static int key_compare(struct sweep_key a, struct sweep_key b)
{
	if (a.hi != b.hi)
		return a.hi < b.hi ? -1 : 1;
	return (a.lo > b.lo) - (a.lo < b.lo);
}

static bool key_is_last(struct sweep_key key, bool v6)
{
	return v6 ? key.hi == ~0ull && key.lo == ~0ull : key.lo == 0xffffffff;
}

static struct sweep_key key_after(struct sweep_key key)
{
	if (!++key.lo)
		key.hi++;
	return key;
}

static struct sweep_key key_before(struct sweep_key key)
{
	if (!key.lo--)
		key.hi--;
	return key;
}

static struct span prefix_span(const struct addr_prefix *prefix)
{
	unsigned int host = (prefix->v6 ? 128 : 32) - prefix->bits;
	int i, octets = prefix->v6 ? 16 : 4;
	struct span span = { 0 };

	for (i = 0; i < octets; i++) {
		span.first.hi = span.first.hi << 8 | span.first.lo >> 56;
		span.first.lo = span.first.lo << 8 | prefix->addr[i];
	}
	span.last = span.first;
	if (host >= 64) {
		span.last.hi |= host == 64 ? 0 : ~0ull >> (128 - host);
		span.last.lo = ~0ull;
	} else if (host) {
		span.last.lo |= ~0ull >> (64 - host);
	}
	return span;
}

static int by_first(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return key_compare(x->first, y->first);
}

/* Spans come in order of their first; what touches the one before joins it. */
static int add_span(struct spans *spans, struct span span, bool v6)
{
	struct span *last = spans->items + spans->count - 1;
	size_t room = spans->room ? 2 * spans->room : 16;
	struct span *grown;

	if (spans->count &&
	    (key_is_last(last->last, v6) ||
	     key_compare(span.first, key_after(last->last)) <= 0)) {
		if (key_compare(span.last, last->last) > 0)
			last->last = span.last;
		return 0;
	}
	if (spans->count == spans->room) {
		grown = reallocarray(spans->items, room, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		spans->items = grown;
		spans->room = room;
	}
	spans->items[spans->count++] = span;
	return 0;
}

static int list_spans(const struct addr_list *list, bool v6,
		      struct spans *spans)
{
	struct span *sorted;
	size_t i, count = 0;
	int err = 0;

	if (!list->count)
		return 0;
	sorted = calloc(list->count, sizeof(*sorted));
	if (!sorted)
		return -ENOMEM;
	for (i = 0; i < list->count; i++)
		if (list->items[i].v6 == v6)
			sorted[count++] = prefix_span(&list->items[i]);
	qsort(sorted, count, sizeof(*sorted), by_first);
	for (i = 0; i < count && !err; i++)
		err = add_span(spans, sorted[i], v6);
	free(sorted);
	return err;
}

static struct sweep_key bound(const struct ranges *ranges, size_t i)
{
	if (!ranges->v6)
		return (struct sweep_key){ .lo = ranges->rules->addr4[i] };
	return (struct sweep_key){ .hi = ranges->addr6->hi[i],
				   .lo = ranges->addr6->lo[i] };
}

static const struct lc_addr_class *class_of(const struct ranges *ranges,
					    size_t i)
{
	size_t class = ranges->v6 ? ranges->addr6->class[i] :
				    ranges->rules->addr4_class[i];

	return &ranges->rules->addr_classes[class % LC_ADDR_CLASSES];
}

static int slot_spans(const struct ranges *ranges, bool own, uint64_t bit,
		      struct spans *spans)
{
	const struct sweep_key end = {
		.hi = ranges->v6 ? ~0ull : 0,
		.lo = ranges->v6 ? ~0ull : 0xffffffff,
	};
	const struct lc_addr_class *class;
	struct span span;
	int err = 0;
	size_t i;

	for (i = 0; i <= ranges->count && !err; i++) {
		class = class_of(ranges, i);
		if (!((own ? class->router : class->on_link) & bit))
			continue;
		span.first = i ? bound(ranges, i - 1) : (struct sweep_key){ 0 };
		span.last = i < ranges->count ? key_before(bound(ranges, i)) :
						end;
		err = add_span(spans, span, ranges->v6);
	}
	return err;
}

/* 1, 0 or -ENOMEM. */
static int list_same(const struct ranges *ranges, bool own, uint64_t bit,
		     const struct addr_list *list)
{
	struct spans held = { 0 }, now = { 0 };
	int ret = slot_spans(ranges, own, bit, &held);

	if (!ret)
		ret = list_spans(list, ranges->v6, &now);
	if (!ret)
		ret = held.count == now.count &&
		      (!now.count || !memcmp(held.items, now.items,
					     now.count * sizeof(*now.items)));
	free(held.items);
	free(now.items);
	return ret;
}

static size_t at_most(size_t count)
{
	return count < LC_ADDR_RANGES ? count : LC_ADDR_RANGES;
}

int slot_addr_same(const struct slots *slots, unsigned int n,
		   unsigned int index, const struct site_interface *now)
{
	const struct ranges family[2] = {
		{ .count = at_most(slots->rules[n]->addr4_ranges),
		  .rules = slots->rules[n] },
		{ .v6 = true,
		  .count = at_most(slots->addr6[n]->ranges),
		  .rules = slots->rules[n],
		  .addr6 = slots->addr6[n] },
	};
	const uint64_t bit = 1ull << (index % 64);
	int i, ret = 1;

	for (i = 0; i < 2 && ret == 1; i++) {
		ret = list_same(&family[i], true, bit, &now->own);
		if (ret == 1)
			ret = list_same(&family[i], false, bit, &now->on_link);
	}
	return ret;
}
