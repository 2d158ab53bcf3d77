// SPDX-License-Identifier: GPL-2.0
/*
 * What two policies differ in: the frame of it, and the top of the file.
 * Sites are diff_site.c, groups and rules diff_group.c.
 */
#include "diff/diff_parts.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mac.h"
#include "base/rfc3339.h"

const char *diff_text(struct diff *diff, const char *fmt, ...)
{
	char text[512], *made;
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (len < 0) {
		made = NULL;
	} else {
		made = arena_alloc(diff->arena, len + 1, 1);
		if (made)
			vsnprintf(made, len + 1, fmt, again);
	}
	va_end(again);
	return made;
}

struct diff_texts diff_texts_new(struct diff *diff, size_t count)
{
	return (struct diff_texts){
		.items = arena_alloc(diff->arena, count + 1,
				     sizeof(const char *)),
	};
}

void diff_push(struct diff_texts *texts, const char *text)
{
	if (texts->items && text)
		texts->items[texts->count++] = text;
}

struct diff_texts diff_copy(struct diff *diff, char *const *texts, size_t count)
{
	struct diff_texts copy = diff_texts_new(diff, count);
	size_t i;

	for (i = 0; i < count; i++)
		diff_push(&copy, texts[i]);
	return copy;
}

const char *diff_join(struct diff *diff, const struct diff_texts *texts,
		      const char *between)
{
	size_t len = 0, i;
	char *made, *end;

	for (i = 0; i < texts->count; i++)
		len += strlen(texts->items[i]) + strlen(between);
	made = arena_alloc(diff->arena, len + 1, 1);
	if (!made)
		return NULL;
	for (end = made, i = 0; i < texts->count; i++) {
		end = stpcpy(end, i ? between : "");
		end = stpcpy(end, texts->items[i]);
	}
	return made;
}

struct diff_texts diff_addresses(struct diff *diff,
				 const struct addr_list *list)
{
	struct diff_texts texts = diff_texts_new(diff, list->count);
	char text[ADDR_TEXT_LEN];
	size_t i;

	for (i = 0; i < list->count; i++) {
		addr_prefix_format(&list->items[i], text);
		diff_push(&texts, diff_text(diff, "%s", text));
	}
	return texts;
}

static struct diff_field *new_field(struct diff_item *item, const char *key)
{
	struct diff_field *field = &item->fields[item->field_count++];

	field->key = key;
	return field;
}

void diff_scalar(struct diff_item *item, const char *key, const char *live,
		 const char *file)
{
	struct diff_field *field;

	if (live == file || (live && file && !strcmp(live, file)))
		return;
	field = new_field(item, key);
	field->live = live;
	field->file = file;
}

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void diff_list(struct diff *diff, struct diff_item *item, const char *key,
	       struct diff_texts live, struct diff_texts file)
{
	struct diff_texts gained = diff_texts_new(diff, file.count);
	struct diff_texts lost = diff_texts_new(diff, live.count);
	struct diff_field *field;
	size_t i = 0, j = 0;
	int order;

	if (live.count)
		qsort(live.items, live.count, sizeof(*live.items),
		      compare_texts);
	if (file.count)
		qsort(file.items, file.count, sizeof(*file.items),
		      compare_texts);
	while (i < live.count || j < file.count) {
		order = i == live.count ? 1 :
			j == file.count ? -1 :
					  strcmp(live.items[i], file.items[j]);
		if (order < 0)
			diff_push(&lost, live.items[i]);
		else if (order > 0)
			diff_push(&gained, file.items[j]);
		i += order <= 0;
		j += order >= 0;
	}
	if (!gained.count && !lost.count)
		return;
	field = new_field(item, key);
	field->list = true;
	field->gained = gained;
	field->lost = lost;
}

enum diff_change diff_change_of(const void *live, const void *file)
{
	return !live ? DIFF_ADDED : !file ? DIFF_REMOVED : DIFF_CHANGED;
}

void diff_add(struct diff *diff, const struct diff_item *item)
{
	struct diff_item *larger;
	size_t room;

	if (item->change == DIFF_CHANGED && !item->field_count)
		return;
	if (diff->count == diff->room) {
		room = diff->room ? 2 * diff->room : 32;
		larger = arena_alloc(diff->arena, room, sizeof(*larger));
		if (!larger)
			return;
		if (diff->count)
			memcpy(larger, diff->items,
			       diff->count * sizeof(*larger));
		diff->items = larger;
		diff->room = room;
	}
	diff->items[diff->count++] = *item;
}

static const char *name_of(const void *thing)
{
	return *(const char *const *)thing;
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(name_of(*(const void *const *)left),
		      name_of(*(const void *const *)right));
}

static const void **sorted(struct diff *diff, const struct diff_list *list)
{
	const void **order =
		arena_alloc(diff->arena, list->count + 1, sizeof(*order));
	size_t i;

	for (i = 0; order && i < list->count; i++)
		order[i] = (const char *)list->things + i * list->size;
	if (order && list->count)
		qsort(order, list->count, sizeof(*order), compare_names);
	return order;
}

void diff_each(struct diff *diff, const struct diff_list *live,
	       const struct diff_list *file,
	       void (*take)(struct diff *diff, const void *live,
			    const void *file, void *arg),
	       void *arg)
{
	const void **a = sorted(diff, live), **b = sorted(diff, file);
	size_t i = 0, j = 0;
	int order;

	while (a && b && (i < live->count || j < file->count)) {
		order = i == live->count ? 1 :
			j == file->count ? -1 :
					   compare_names(&a[i], &b[j]);
		take(diff, order <= 0 ? a[i] : NULL, order >= 0 ? b[j] : NULL,
		     arg);
		i += order <= 0;
		j += order >= 0;
	}
}

/* "in lan0 ... -> pass; out lan0 ... -> drop" */
static const char *test_text(struct diff *diff, const struct policy_test *test)
{
	struct diff_texts parts = diff_texts_new(diff, test->count);
	size_t i;

	for (i = 0; i < test->count; i++)
		diff_push(&parts, diff_text(diff, "%s -> %s", test->frames[i],
					    test->expect[i]));
	return diff_join(diff, &parts, "; ");
}

static struct diff_texts tests_of(struct diff *diff, const struct policy *from)
{
	struct diff_texts texts = diff_texts_new(diff, from->test_count);
	size_t i;

	for (i = 0; i < from->test_count; i++)
		diff_push(&texts, test_text(diff, &from->tests[i]));
	return texts;
}

static const char *boot_text(const struct policy *policy)
{
	return policy->boot_pass ? "pass" : "drop";
}

static void compare_top(struct diff *diff, const struct policy *live,
			const struct policy *file)
{
	struct diff_item item = {
		.kind = DIFF_POLICY,
		.change = DIFF_CHANGED,
	};

	diff_scalar(&item, "name", live->name, file->name);
	diff_scalar(&item, "revision", live->revision, file->revision);
	diff_scalar(&item, "owner", live->owner, file->owner);
	diff_scalar(&item, "basis", live->basis, file->basis);
	diff_scalar(&item, "mode", live->monitor ? "monitor" : "enforce",
		    file->monitor ? "monitor" : "enforce");
	diff_scalar(&item, "on-failure", boot_text(live), boot_text(file));
	diff_list(diff, &item, "tests", tests_of(diff, live),
		  tests_of(diff, file));
	diff_add(diff, &item);
}

static const char *permit_text(struct diff *diff,
			       const struct policy_permit *permit)
{
	struct diff_texts macs = diff_texts_new(diff, permit->mac_count);
	char mac[MAC_TEXT_LEN], until[RFC3339_LEN];
	const char *ports, *text;
	size_t i;

	for (i = 0; i < permit->mac_count; i++) {
		mac_format(permit->macs[i], mac);
		diff_push(&macs, diff_text(diff, "%s", mac));
	}
	text = diff_join(diff, &macs, ", ");
	ports = diff_ports(diff, permit->ports, permit->port_count);
	rfc3339_format(permit->until, until);
	if (!text || !ports)
		return NULL;
	return diff_text(diff, "%s to %s %s%s%s until %s: %s", text,
			 permit->peer.text, diff_proto(permit->proto),
			 *ports ? " " : "", ports, until,
			 permit->why ? permit->why : "-");
}

static struct diff_texts permits_of(struct diff *diff,
				    const struct policy *from)
{
	struct diff_texts texts = diff_texts_new(diff, from->permit_count);
	size_t i;

	for (i = 0; i < from->permit_count; i++)
		diff_push(&texts, permit_text(diff, &from->permits[i]));
	return texts;
}

static void compare_permits(struct diff *diff, const struct policy *live,
			    const struct policy *file)
{
	struct diff_item item = {
		.kind = DIFF_PERMIT,
		.change = DIFF_CHANGED,
	};

	diff_list(diff, &item, "permits", permits_of(diff, live),
		  permits_of(diff, file));
	diff_add(diff, &item);
}

int diff_make(const struct diff_side *live, const struct diff_side *file,
	      struct diff **out)
{
	struct diff *diff = calloc(1, sizeof(*diff));
	const struct policy *a = live->policy, *b = file->policy;

	if (!diff)
		return -ENOMEM;
	diff->arena = arena_new();
	if (!diff->arena) {
		free(diff);
		return -ENOMEM;
	}
	compare_top(diff, a, b);
	diff_interfaces(diff, live, file);
	diff_zones(diff, a, b);
	diff_endpoints(diff, a, b);
	diff_groups(diff, a, b);
	compare_permits(diff, a, b);
	if (arena_failed(diff->arena)) {
		diff_free(diff);
		return -ENOMEM;
	}
	*out = diff;
	return 0;
}

void diff_free(struct diff *diff)
{
	if (!diff)
		return;
	arena_free(diff->arena);
	free(diff);
}
