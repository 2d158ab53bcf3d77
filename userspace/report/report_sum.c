// SPDX-License-Identifier: GPL-2.0
/*
 * A report summed up: devices, makes and places.
 * Destinations and causes: report_sum_attempts.c.
 */
#include "report/report_sum.h"

#include <stdlib.h>
#include <string.h>

#include "report/report_parts.h"

int report_compare_text(const char *a, const char *b)
{
	if (a == b)
		return 0;
	if (!a || !b)
		return a ? 1 : -1;
	return strcmp(a, b);
}

const struct report_vendor *report_sum_vendor(struct report_sum *sum,
					      const char *slug)
{
	const char *const keys[REPORT_INDEX_KEYS] = { slug };
	size_t row;

	if (!slug)
		return NULL;
	row = report_index_row(&sum->vendor_index, keys, REPORT_INDEX_NONE);
	return row == REPORT_INDEX_NONE ?
		       NULL :
		       &report_rows(&sum->vendors, struct report_vendor)[row];
}

/* The first site that tells of a slug is believed. */
static bool gather_vendors(const struct report *report, struct report_sum *sum)
{
	size_t i, j, row;

	for (i = 0; i < report->sites.count; i++) {
		const struct report_list *list =
			&report_site(report, i)->vendors;

		for (j = 0; j < list->count; j++) {
			const struct report_vendor *from =
				&report_rows(list, struct report_vendor)[j];
			const char *const keys[REPORT_INDEX_KEYS] = {
				from->slug
			};
			struct report_vendor *vendor;

			row = report_index_row(&sum->vendor_index, keys,
					       sum->vendors.count);
			if (row == REPORT_INDEX_NONE)
				return false;
			if (row < sum->vendors.count)
				continue;
			vendor = report_add(&sum->vendors, sizeof(*vendor));
			if (!vendor)
				return false;
			*vendor = *from;
		}
	}
	return true;
}

static int by_mac(const void *one, const void *two)
{
	const struct report_seen *a = one, *b = two;

	if (a->device->mac != b->device->mac)
		return a->device->mac < b->device->mac ? -1 : 1;
	if (a->site != b->site)
		return a->site < b->site ? -1 : 1;
	return a->device < b->device ? -1 : a->device > b->device;
}

static int by_place(const void *one, const void *two)
{
	const struct report_seen *a = one, *b = two;
	int diff;

	if (a->site != b->site)
		return a->site < b->site ? -1 : 1;
	diff = report_compare_text(a->device->interface, b->device->interface);
	if (!diff)
		diff = report_compare_text(a->device->zone, b->device->zone);
	return diff ? diff : by_mac(one, two);
}

static int most_devices(const void *one, const void *two)
{
	const struct report_make *a = one, *b = two;

	if (a->devices != b->devices)
		return a->devices > b->devices ? -1 : 1;
	return report_compare_text(a->slug, b->slug);
}

static void earlier(int64_t *first, int64_t when)
{
	if (when && (!*first || when < *first))
		*first = when;
}

static bool gather_seen(const struct report *report, struct report_sum *sum)
{
	size_t i, j;

	for (i = 0; i < report->sites.count; i++) {
		const struct report_list *list =
			&report_site(report, i)->devices;

		for (j = 0; j < list->count; j++) {
			struct report_seen *seen =
				report_add(&sum->seen, sizeof(*seen));

			if (!seen)
				return false;
			seen->site = i;
			seen->device =
				&report_rows(list, struct report_device)[j];
		}
	}
	return true;
}

static struct report_make *make_of(struct report_sum *sum, const char *slug)
{
	const char *const keys[REPORT_INDEX_KEYS] = { slug };
	size_t row = report_index_row(&sum->make_index, keys, sum->makes.count);
	struct report_make *make = sum->makes.rows;

	if (row == REPORT_INDEX_NONE)
		return NULL;
	if (row < sum->makes.count)
		return &make[row];
	make = report_add(&sum->makes, sizeof(*make));
	if (make) {
		make->slug = slug;
		make->vendor = report_sum_vendor(sum, slug);
	}
	return make;
}

/* Once at each site, on however many interfaces and VLANs it is there. */
static void count_at_sites(struct report_sum *sum,
			   const struct report_seen *rows, size_t count)
{
	struct report_site_sum *site;
	bool active;
	size_t i, from;

	for (from = 0; from < count; from = i) {
		active = false;
		for (i = from; i < count && rows[i].site == rows[from].site;
		     i++)
			active = active || rows[i].device->active;
		site = &sum->sites[rows[from].site];
		site->devices++;
		site->active += active;
	}
}

/* The rows of one MAC: its make is the first that any site names. */
static bool add_device(struct report_sum *sum, struct report_seen *rows,
		       size_t count)
{
	const char *slug = NULL;
	struct report_make *make;
	bool active = false;
	uint32_t sites = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		slug = slug ? slug : rows[i].device->vendor;
		active = active || rows[i].device->active;
		sites += !i || rows[i].site != rows[i - 1].site;
	}
	make = make_of(sum, slug);
	if (!make)
		return false;
	for (i = 0; i < count; i++) {
		const struct report_device *device = rows[i].device;

		rows[i].sites = sites;
		rows[i].again = i > 0;
		earlier(&make->first_seen, device->first_seen);
		if (device->last_seen > make->last_seen)
			make->last_seen = device->last_seen;
		make->frames += device->frames;
		make->dropped += device->dropped;
		make->would_drop += device->would_drop;
	}
	count_at_sites(sum, rows, count);
	make->devices++;
	make->active += active;
	sum->devices++;
	sum->active += active;
	sum->twice += sites > 1;
	sum->broad += make->vendor && make->vendor->broad;
	return true;
}

static bool sum_devices(struct report_sum *sum)
{
	struct report_seen *rows = sum->seen.rows;
	const struct report_make *makes;
	size_t i, from;

	if (sum->seen.count)
		qsort(rows, sum->seen.count, sizeof(*rows), by_mac);
	for (from = 0; from < sum->seen.count; from = i) {
		for (i = from + 1; i < sum->seen.count; i++)
			if (rows[i].device->mac != rows[from].device->mac)
				break;
		if (!add_device(sum, rows + from, i - from))
			return false;
	}
	if (sum->makes.count)
		qsort(sum->makes.rows, sum->makes.count,
		      sizeof(struct report_make), most_devices);
	makes = sum->makes.rows;
	for (i = 0; i < sum->makes.count; i++) {
		if (makes[i].slug)
			sum->known++;
		earlier(&sum->first_seen, makes[i].first_seen);
	}
	return true;
}

/* The rows stand in the order of places; a MAC on several VLANs counts once. */
static bool sum_places(struct report_sum *sum)
{
	struct report_seen *rows = sum->seen.rows;
	struct report_place *place = NULL;
	bool active = false;
	uint64_t mac = 0;
	size_t i;

	if (sum->seen.count)
		qsort(rows, sum->seen.count, sizeof(*rows), by_place);
	for (i = 0; i < sum->seen.count; i++) {
		const struct report_device *device = rows[i].device;
		bool fresh = !place || place->site != rows[i].site ||
			     place->interface != device->interface ||
			     place->zone != device->zone;

		if (fresh) {
			place = report_add(&sum->places, sizeof(*place));
			if (!place)
				return false;
			place->site = rows[i].site;
			place->interface = device->interface;
			place->zone = device->zone;
		}
		if (fresh || mac != device->mac) {
			place->devices++;
			active = false;
		}
		place->active += device->active && !active;
		active = active || device->active;
		mac = device->mac;
		earlier(&place->first_seen, device->first_seen);
		place->frames += device->frames;
		place->dropped += device->dropped;
		place->would_drop += device->would_drop;
	}
	return true;
}

struct report_sum *report_sum(const struct report *report)
{
	struct report_sum *sum = calloc(1, sizeof(*sum));
	size_t i;

	if (!sum)
		return NULL;
	sum->sites = calloc(report->sites.count + 1, sizeof(*sum->sites));
	for (i = 0; i < report->sites.count; i++)
		sum->unnamed += report_site(report, i)->unnamed;
	if (sum->sites && gather_vendors(report, sum) &&
	    gather_seen(report, sum) && sum_devices(sum) && sum_places(sum) &&
	    report_sum_attempts(report, sum) && report_sum_frames(report, sum))
		return sum;
	report_sum_free(sum);
	return NULL;
}

void report_sum_free(struct report_sum *sum)
{
	if (!sum)
		return;
	report_index_free(&sum->vendor_index);
	report_index_free(&sum->make_index);
	report_index_free(&sum->cause_index);
	free(sum->vendors.rows);
	free(sum->makes.rows);
	free(sum->places.rows);
	free(sum->targets_list.rows);
	free(sum->causes.rows);
	free(sum->seen.rows);
	free(sum->sites);
	free(sum);
}
