// SPDX-License-Identifier: GPL-2.0
/*
 * The page: cameras by site, make and place, and each of them.
 * Attempts and frames: report_html_attempts.c.
 */
#include <stdlib.h>

#include "base/html.h"
#include "base/mac.h"
#include "report/report_html_parts.h"

#define BARS 12 /* in a chart; the rest is one more */

/* What is left over, as one bar. */
static size_t fold(struct report_page *page, struct chart_bar *bars,
		   uint64_t rest, uint64_t count, char **label)
{
	size_t len;
	FILE *out;

	*label = NULL;
	if (!count)
		return 0;
	out = open_memstream(label, &len);
	if (!out)
		return 0;
	report_say(out, page->language, WORD_OTHERS,
		   REPORT_ARGS(ARG_NUMBER(count)));
	if (fclose(out))
		return 0;
	*bars = (struct chart_bar){ .label = *label, .parts = { rest } };
	return 1;
}

static const char *make_name(struct report_page *page, const char *slug)
{
	const struct report_vendor *vendor = report_sum_vendor(page->sum, slug);

	if (!slug)
		return page_word(page, WORD_NOBODY);
	return vendor && vendor->name ? vendor->name : slug;
}

static void makes_chart(struct report_page *page)
{
	const struct report_list *list = &page->sum->makes;
	struct chart_bar bars[BARS + 1] = { 0 };
	uint64_t rest = 0;
	char *label;
	size_t i, count = 0;

	for (i = 0; i < list->count; i++) {
		const struct report_make *make =
			&report_rows(list, struct report_make)[i];

		if (i >= BARS) {
			rest += make->devices;
			continue;
		}
		bars[count].label = make_name(page, make->slug);
		if (make->vendor && make->vendor->parent)
			bars[count].sub = make_name(page, make->vendor->parent);
		bars[count++].parts[0] = make->devices;
	}
	count += fold(page, &bars[count], rest, list->count - count, &label);
	page_chart(page, WORD_MAKES_CHART, true, bars, count);
	free(label);
}

void page_makes(struct report_page *page)
{
	const struct report_list *list = &page->sum->makes;
	bool would = page->sum->flow.frames[LC_WOULD_DROP] > 0;
	const struct page_column columns[] = {
		COLUMN_TEXT(WORD_MAKE),
		COLUMN_TEXT(WORD_PARENT),
		COLUMN_NUMBER(WORD_COUNT),
		COLUMN_NUMBER(WORD_ACTIVE),
		COLUMN_NUMBER(WORD_ATTEMPTING),
		COLUMN_TEXT(WORD_FIRST_SEEN),
		COLUMN_TEXT(WORD_LAST_SEEN),
		COLUMN_NUMBER(WORD_FRAMES),
		COLUMN_NUMBER(WORD_STOPPED),
		{ WORD_WOULD_STOP, true, !would },
		COLUMN_END,
	};
	struct page_table table;
	size_t i;

	if (!list->count) {
		page_say(page, "p", NULL, WORD_DEVICES_NONE, NULL);
		return;
	}
	makes_chart(page);
	page_table_begin(&table, page, "t-makes", WORD_MAKES_TABLE, columns);
	for (i = 0; i < list->count; i++) {
		const struct report_make *make =
			&report_rows(list, struct report_make)[i];
		const char *parent = make->vendor ? make->vendor->parent : NULL;

		page_cell_foreign(&table, make_name(page, make->slug));
		page_cell_foreign(&table,
				  parent ? make_name(page, parent) : NULL);
		page_cell_number(&table, make->devices);
		page_cell_number(&table, make->active);
		page_cell_number(&table, make->attempting);
		page_cell_time(&table, make->first_seen);
		page_cell_time(&table, make->last_seen);
		page_cell_number(&table, make->frames);
		page_cell_number(&table, make->dropped);
		page_cell_number(&table, make->would_drop);
	}
	page_table_end(&table);
	if (page->sum->broad)
		page_say(page, "p", NULL, WORD_MAKES_BROAD,
			 REPORT_ARGS(ARG_NUMBER(page->sum->broad)));
}

/* "lan0", "lan0 / hall", "lan0 / hall / VLAN 101" */
static void place_text(struct report_page *page, const char *interface,
		       const char *zone, int vlan)
{
	if (interface)
		html_foreign(page->out, interface);
	if (zone && zone != interface) {
		fputs(interface ? " / " : "", page->out);
		html_foreign(page->out, zone);
	}
	if (vlan >= 0)
		fprintf(page->out, " / %s %d", page_word(page, WORD_VLAN),
			vlan);
}

/* A bar's label must outlive the chart: the zone, which tells more. */
static void places_chart(struct report_page *page)
{
	const struct report_list *list = &page->sum->places;
	struct chart_bar bars[BARS + 1] = { 0 };
	uint64_t rest = 0;
	char *label;
	size_t i, count = 0;

	for (i = 0; i < list->count; i++) {
		const struct report_place *place =
			&report_rows(list, struct report_place)[i];
		const char *zone = place->zone ? place->zone : place->interface;

		if (i >= BARS) {
			rest += place->devices;
			continue;
		}
		bars[count].label = zone ? zone : "?";
		if (page->several)
			bars[count].sub =
				report_site(page->report, place->site)->name;
		else if (zone != place->interface)
			bars[count].sub = place->interface;
		bars[count++].parts[0] = place->devices;
	}
	count += fold(page, &bars[count], rest, list->count - count, &label);
	page_chart(page, WORD_PLACES_CHART, true, bars, count);
	free(label);
}

void page_places(struct report_page *page)
{
	const struct report_list *list = &page->sum->places;
	bool would = page->sum->flow.frames[LC_WOULD_DROP] > 0;
	const struct page_column columns[] = {
		{ WORD_SITE, false, !page->several },
		COLUMN_TEXT(WORD_INTERFACE),
		COLUMN_TEXT(WORD_ZONE),
		COLUMN_NUMBER(WORD_COUNT),
		COLUMN_NUMBER(WORD_ACTIVE),
		COLUMN_TEXT(WORD_FIRST_SEEN),
		COLUMN_NUMBER(WORD_FRAMES),
		COLUMN_NUMBER(WORD_STOPPED),
		{ WORD_WOULD_STOP, true, !would },
		COLUMN_END,
	};
	struct page_table table;
	size_t i;

	if (!list->count) {
		page_say(page, "p", NULL, WORD_DEVICES_NONE, NULL);
		return;
	}
	if (!page->several)
		places_chart(page);
	page_table_begin(&table, page, "t-places", WORD_PLACES_TABLE, columns);
	for (i = 0; i < list->count && i < REPORT_PAGE_ROWS; i++) {
		const struct report_place *place =
			&report_rows(list, struct report_place)[i];

		page_cell_foreign(&table,
				  report_site(page->report, place->site)->name);
		page_cell_foreign(&table, place->interface);
		page_cell_foreign(&table, place->zone);
		page_cell_number(&table, place->devices);
		page_cell_number(&table, place->active);
		page_cell_time(&table, place->first_seen);
		page_cell_number(&table, place->frames);
		page_cell_number(&table, place->dropped);
		page_cell_number(&table, place->would_drop);
	}
	page_table_end(&table);
	page_cut(page, list->count);
}

static void sites_chart(struct report_page *page)
{
	struct chart_bar bars[BARS + 1] = { 0 };
	uint64_t rest = 0;
	char *label;
	size_t i, count = 0;

	for (i = 0; i < page->report->sites.count; i++) {
		uint64_t devices = page->sum->sites[i].devices;

		if (i >= BARS) {
			rest += devices;
			continue;
		}
		bars[count].label = report_site(page->report, i)->name;
		bars[count++].parts[0] = devices;
	}
	count += fold(page, &bars[count], rest, i - count, &label);
	page_chart(page, WORD_SITES_CHART, true, bars, count);
	free(label);
}

static void site_row(struct page_table *table, struct report_page *page,
		     size_t i)
{
	const struct report_site *site = report_site(page->report, i);
	const struct report_site_sum *sum = &page->sum->sites[i];

	page_cell_foreign(table, site->name);
	page_cell_number(table, sum->devices);
	page_cell_number(table, sum->active);
	page_cell_number(table, sum->attempting);
	page_cell_number(table, sum->targets);
	page_cell_number(table, sum->flow.frames[LC_DROP]);
	page_cell_number(table, sum->flow.frames[LC_WOULD_DROP]);
	page_cell_number(table, sum->flow.frames[LC_PASS]);
	page_cell_word(table, !site->policy.in_force ? WORD_BADGE_NO_POLICY :
			      site->policy.monitor   ? WORD_MODE_MONITOR :
			      site->policy.watches   ? WORD_MODE_PARTLY :
						       WORD_MODE_ENFORCE);
	page_cell_time(table, site->from);
	page_cell_time(table, site->to);
}

void page_sites(struct report_page *page)
{
	const struct page_column columns[] = {
		COLUMN_TEXT(WORD_SITE),
		COLUMN_NUMBER(WORD_COUNT),
		COLUMN_NUMBER(WORD_ACTIVE),
		COLUMN_NUMBER(WORD_ATTEMPTING),
		COLUMN_NUMBER(WORD_TARGETS_COLUMN),
		COLUMN_NUMBER(WORD_STOPPED),
		{ WORD_WOULD_STOP, true,
		  !page->sum->flow.frames[LC_WOULD_DROP] },
		COLUMN_NUMBER(WORD_PASSED),
		COLUMN_TEXT(WORD_MODE),
		COLUMN_TEXT(WORD_FROM),
		COLUMN_TEXT(WORD_TO),
		COLUMN_END,
	};
	struct page_table table;
	size_t i;

	sites_chart(page);
	page_table_begin(&table, page, "t-sites", WORD_SITES_TABLE, columns);
	for (i = 0; i < page->report->sites.count; i++)
		site_row(&table, page, i);
	page_table_end(&table);
	if (page->sum->twice)
		page_say(page, "p", NULL, WORD_TWICE,
			 REPORT_ARGS(ARG_NUMBER(page->sum->twice)));
}

void page_cut(struct report_page *page, size_t count)
{
	if (count > REPORT_PAGE_ROWS)
		page_say(page, "p", NULL, WORD_CUT,
			 REPORT_ARGS(ARG_NUMBER(REPORT_PAGE_ROWS),
				     ARG_NUMBER(count)));
}

static void device_place(struct page_table *table, struct report_page *page,
			 const struct report_device *device)
{
	if (!page_cell_begin(table, NULL))
		return;
	place_text(page, device->interface, device->zone, device->vlan);
	page_cell_end(table);
}

static void device_addresses(struct page_table *table,
			     const struct report_device *device)
{
	if (!device->ipv4 || !device->ipv6) {
		page_cell_code(table,
			       device->ipv4 ? device->ipv4 : device->ipv6);
		return;
	}
	if (!page_cell_begin(table, "c"))
		return;
	html_foreign(table->page->out, device->ipv4);
	fputs("<br>", table->page->out);
	html_foreign(table->page->out, device->ipv6);
	page_cell_end(table);
}

static void device_row(struct page_table *table, struct report_page *page,
		       const struct report_seen *seen)
{
	const struct report_device *device = seen->device;
	char mac[MAC_TEXT_LEN];

	mac_format(device->mac, mac);
	if (page_cell_begin(table, "mac c")) {
		fputs(mac, page->out);
		if (seen->sites > 1)
			page_say(page, "small", NULL, WORD_BOTH_SITES,
				 REPORT_ARGS(ARG_NUMBER(seen->sites)));
		page_cell_end(table);
	}
	page_cell_foreign(table, report_site(page->report, seen->site)->name);
	page_cell_foreign(table, make_name(page, device->vendor));
	device_place(table, page, device);
	device_addresses(table, device);
	page_cell_time(table, device->first_seen);
	page_cell_time(table, device->last_seen);
	page_cell_number(table, device->frames);
	page_cell_number(table, device->dropped);
	page_cell_number(table, device->would_drop);
}

void page_devices(struct report_page *page)
{
	const struct report_list *list = &page->sum->seen;
	bool would = page->sum->flow.frames[LC_WOULD_DROP] > 0;
	const struct page_column columns[] = {
		COLUMN_TEXT(WORD_MAC),
		{ WORD_SITE, false, !page->several },
		COLUMN_TEXT(WORD_MAKE),
		COLUMN_TEXT(WORD_INTERFACE),
		COLUMN_TEXT(WORD_ADDRESSES),
		COLUMN_TEXT(WORD_FIRST_SEEN),
		COLUMN_TEXT(WORD_LAST_SEEN),
		COLUMN_NUMBER(WORD_FRAMES),
		COLUMN_NUMBER(WORD_STOPPED),
		{ WORD_WOULD_STOP, true, !would },
		COLUMN_END,
	};
	struct page_table table;
	size_t i;

	if (!list->count) {
		page_say(page, "p", NULL, WORD_DEVICES_NONE, NULL);
		return;
	}
	page_table_begin(&table, page, "t-devices", WORD_DEVICES_TABLE,
			 columns);
	for (i = 0; i < list->count && i < REPORT_PAGE_ROWS; i++)
		device_row(&table, page,
			   &report_rows(list, struct report_seen)[i]);
	page_table_end(&table);
	page_cut(page, list->count);
}
