// SPDX-License-Identifier: GPL-2.0
/*
 * The columns of the live screen's lists, and what stands in a cell.
 * Where they stand on a terminal is top_screen.c.
 */
#include "top/top_rows.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/human.h"
#include "base/mac.h"
#include "census/census_look.h"
#include "policy/reason.h"

enum devices_column {
	DEVICE_MAC,
	DEVICE_VENDOR,
	DEVICE_IFACE,
	DEVICE_ADDRESS,
	DEVICE_RATE,
	DEVICE_DROPS,
	DEVICE_FRAMES,
	DEVICE_DROPPED,
	DEVICE_ATTEMPTS,
	DEVICE_GROUP,
	DEVICE_LAST,
};

enum attempts_column {
	ATTEMPT_MAC,
	ATTEMPT_VENDOR,
	ATTEMPT_IFACE,
	ATTEMPT_PEER,
	ATTEMPT_SERVICE,
	ATTEMPT_VERDICT,
	ATTEMPT_RATE,
	ATTEMPT_FRAMES,
	ATTEMPT_LAST,
	ATTEMPT_NAME,
};

enum counters_column {
	COUNTER_IFACE,
	COUNTER_ZONE,
	COUNTER_DIRECTION,
	COUNTER_GROUP,
	COUNTER_VENDOR,
	COUNTER_VERDICT,
	COUNTER_REASON,
	COUNTER_RATE,
	COUNTER_FRAMES,
	COUNTER_RULE,
};

static const struct top_column device_columns[] = {
	[DEVICE_MAC] = { "MAC", 17, 17, false, 0 },
	[DEVICE_VENDOR] = { "VENDOR", 10, 16, false, 0 },
	[DEVICE_IFACE] = { "INTERFACE", 9, 20, false, 0 },
	[DEVICE_ADDRESS] = { "ADDRESS", 15, 39, false, 0 },
	[DEVICE_RATE] = { "/S", 6, 6, true, 0 },
	[DEVICE_DROPS] = { "DROP/S", 6, 6, true, 0 },
	[DEVICE_FRAMES] = { "FRAMES", 11, 11, true, 100 },
	[DEVICE_DROPPED] = { "DROPPED", 11, 11, true, 112 },
	[DEVICE_ATTEMPTS] = { "ATTEMPTS", 8, 8, true, 122 },
	[DEVICE_GROUP] = { "GROUP", 15, 16, false, 140 },
	[DEVICE_LAST] = { "LAST SEEN", 0, 0, false, 0 },
	{ NULL, 0, 0, false, 0 },
};

static const struct top_column attempt_columns[] = {
	[ATTEMPT_MAC] = { "MAC", 17, 17, false, 0 },
	[ATTEMPT_VENDOR] = { "VENDOR", 10, 16, false, 92 },
	[ATTEMPT_IFACE] = { "INTERFACE", 9, 9, false, 102 },
	[ATTEMPT_PEER] = { "PEER", 15, 39, false, 0 },
	[ATTEMPT_SERVICE] = { "SERVICE", 14, 14, false, 0 },
	[ATTEMPT_VERDICT] = { "VERDICT", 10, 10, false, 0 },
	[ATTEMPT_RATE] = { "/S", 6, 6, true, 0 },
	[ATTEMPT_FRAMES] = { "FRAMES", 11, 11, true, 114 },
	[ATTEMPT_LAST] = { "LAST SEEN", 11, 11, true, 126 },
	[ATTEMPT_NAME] = { "NAME", 0, 0, false, 0 },
	{ NULL, 0, 0, false, 0 },
};

static const struct top_column counter_columns[] = {
	[COUNTER_IFACE] = { "INTERFACE", 9, 15, false, 0 },
	[COUNTER_ZONE] = { "ZONE", 12, 15, false, 116 },
	[COUNTER_DIRECTION] = { "DIR", 3, 3, false, 0 },
	[COUNTER_GROUP] = { "GROUP", 11, 20, false, 0 },
	[COUNTER_VENDOR] = { "VENDOR", 10, 16, false, 0 },
	[COUNTER_VERDICT] = { "VERDICT", 10, 10, false, 0 },
	[COUNTER_REASON] = { "REASON", 14, 21, false, 0 },
	[COUNTER_RATE] = { "/S", 6, 6, true, 0 },
	[COUNTER_FRAMES] = { "FRAMES", 11, 11, true, 100 },
	[COUNTER_RULE] = { "RULE", 0, 0, false, 0 },
	{ NULL, 0, 0, false, 0 },
};

const struct top_column *const top_columns[TOP_PANE_MAX] = {
	[TOP_DEVICES] = device_columns,
	[TOP_ATTEMPTS] = attempt_columns,
	[TOP_COUNTERS] = counter_columns,
};

const char *const top_titles[TOP_PANE_MAX] = {
	[TOP_DEVICES] = "devices",
	[TOP_ATTEMPTS] = "attempts",
	[TOP_COUNTERS] = "counters",
};

const char *top_rate(double rate, char buf[TOP_CELL_LEN])
{
	if (rate < 0)
		snprintf(buf, TOP_CELL_LEN, "-");
	else if (rate == 0)
		snprintf(buf, TOP_CELL_LEN, "0");
	else if (rate < 9.95)
		snprintf(buf, TOP_CELL_LEN, "%.1f", rate < 0.1 ? 0.1 : rate);
	else if (rate < 99999.5)
		snprintf(buf, TOP_CELL_LEN, "%.0f", rate);
	else if (rate < 9999.5e3)
		snprintf(buf, TOP_CELL_LEN, "%.0fk", rate / 1e3);
	else
		snprintf(buf, TOP_CELL_LEN, "%.0fM", rate / 1e6);
	return buf;
}

static const char *count(uint64_t number, char buf[TOP_CELL_LEN])
{
	/* no more than the column has room for */
	if (number < 100000000000ull)
		snprintf(buf, TOP_CELL_LEN, "%" PRIu64, number);
	else
		snprintf(buf, TOP_CELL_LEN, "%" PRIu64 "M", number / 1000000);
	return buf;
}

static const char *port_text(const char *interface, int vlan,
			     char buf[TOP_CELL_LEN])
{
	if (vlan < 0)
		return interface;
	snprintf(buf, TOP_CELL_LEN, "%s.%d", interface ? interface : "?", vlan);
	return buf;
}

static const char *device_address(const struct census_device *d,
				  char buf[TOP_CELL_LEN])
{
	const uint64_t ipv4[2] = { 0, d->ipv4 };

	if (d->ipv4)
		return census_address_text(4, ipv4, buf);
	if (d->ipv6[0] || d->ipv6[1])
		return census_address_text(6, d->ipv6, buf);
	return NULL;
}

static const char *device_cell(enum devices_column column,
			       const struct top_row *row, int64_t now,
			       char buf[TOP_CELL_LEN])
{
	const struct census_device *d = row->what;

	switch (column) {
	case DEVICE_MAC:
		mac_format(d->mac, buf);
		return buf;
	case DEVICE_VENDOR:
		return d->vendor;
	case DEVICE_IFACE:
		return port_text(d->interface, d->vlan, buf);
	case DEVICE_ADDRESS:
		return device_address(d, buf);
	case DEVICE_RATE:
		return top_rate(row->rate, buf);
	case DEVICE_DROPS:
		return top_rate(row->drop_rate, buf);
	case DEVICE_FRAMES:
		return count(row->frames, buf);
	case DEVICE_DROPPED:
		return count(row->dropped, buf);
	case DEVICE_ATTEMPTS:
		return count(d->attempts, buf);
	case DEVICE_GROUP:
		return d->group;
	case DEVICE_LAST:
		return human_ago(now, d->last_seen, buf);
	}
	return NULL;
}

static const char *service(const struct census_attempt *a,
			   char buf[TOP_CELL_LEN])
{
	char proto[8];
	const char *word = census_proto_text(a->proto, a->l3, proto);

	if (a->from_port >= 0)
		snprintf(buf, TOP_CELL_LEN, "%s from %d", word, a->from_port);
	else if (a->port >= 0)
		snprintf(buf, TOP_CELL_LEN, "%s %d", word, a->port);
	else
		snprintf(buf, TOP_CELL_LEN, "%s", word);
	return buf;
}

static const char *attempt_cell(enum attempts_column column,
				const struct top_row *row, int64_t now,
				char buf[TOP_CELL_LEN])
{
	const struct census_attempt *a = row->what;

	switch (column) {
	case ATTEMPT_MAC:
		mac_format(a->mac, buf);
		return buf;
	case ATTEMPT_VENDOR:
		return a->vendor;
	case ATTEMPT_IFACE:
		return port_text(a->interface, a->vlan, buf);
	case ATTEMPT_PEER:
		return census_address_text(a->l3, a->peer, buf);
	case ATTEMPT_SERVICE:
		return service(a, buf);
	case ATTEMPT_VERDICT:
		return verdict_text(a->verdict);
	case ATTEMPT_RATE:
		return top_rate(row->rate, buf);
	case ATTEMPT_FRAMES:
		return count(row->frames, buf);
	case ATTEMPT_LAST:
		return human_ago(now, a->last_seen, buf);
	case ATTEMPT_NAME:
		return a->name_count ? a->names[0].name : NULL;
	}
	return NULL;
}

static const char *counter_cell(enum counters_column column,
				const struct top_row *row,
				char buf[TOP_CELL_LEN])
{
	const struct counter_row *c = row->what;

	switch (column) {
	case COUNTER_IFACE:
		return c->interface;
	case COUNTER_ZONE:
		return c->zone;
	case COUNTER_DIRECTION:
		return LC_KEY_GET(c->key, LC_KEY_DIRECTION, LC_KEY_VERDICT) ==
				       LC_INGRESS ?
			       "in" :
			       "out";
	case COUNTER_GROUP:
		return c->group;
	case COUNTER_VENDOR:
		return c->vendor;
	case COUNTER_VERDICT:
		return c->verdict;
	case COUNTER_REASON:
		return c->reason;
	case COUNTER_RATE:
		return top_rate(row->rate, buf);
	case COUNTER_FRAMES:
		return count(row->frames, buf);
	case COUNTER_RULE:
		return c->rule;
	}
	return NULL;
}

const char *top_cell(enum top_pane pane, unsigned int column,
		     const struct top_row *row, int64_t now,
		     char buf[TOP_CELL_LEN])
{
	const char *text;

	if (pane == TOP_DEVICES)
		text = device_cell(column, row, now, buf);
	else if (pane == TOP_ATTEMPTS)
		text = attempt_cell(column, row, now, buf);
	else
		text = counter_cell(column, row, buf);
	return text ? text : "-";
}
