// SPDX-License-Identifier: GPL-2.0
/*
 * The rows of a ledger_state as counters and census have them.
 * What does not read as such a row is left out: the chain tells of changes.
 */
#include "record/ledger_span_rows.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "base/text.h"
#include "policy/reason.h"

#define COUNTER_TEXTS 8 /* of a counter_row */

/* What a row says, which lives as long as store. NULL: no memory. */
static json_t *open_row(const struct ledger_row *row, json_t *store)
{
	json_t *def = json_loads(row->def, 0, NULL);

	return def && !json_array_append_new(store, def) ? def : NULL;
}

static const char *text(const json_t *def, const char *key)
{
	return json_string_value(json_object_get(def, key));
}

static int number(const json_t *def, const char *key)
{
	const json_t *value = json_object_get(def, key);

	return json_is_integer(value) ? (int)json_integer_value(value) : -1;
}

/* ---- counters ------------------------------------------------------------- */

/* As counters_read() has them. */
static int by_counter(const void *a, const void *b)
{
	const struct counter_row *x = a, *y = b;
	const char *const left[COUNTER_TEXTS] = { x->interface, x->zone,
						  x->direction, x->group,
						  x->vendor,	x->verdict,
						  x->reason,	x->rule };
	const char *const right[COUNTER_TEXTS] = { y->interface, y->zone,
						   y->direction, y->group,
						   y->vendor,	 y->verdict,
						   y->reason,	 y->rule };
	size_t i;
	int order = 0;

	for (i = 0; !order && i < COUNTER_TEXTS; i++)
		order = text_compare(left[i], right[i]);
	return order;
}

int ledger_span_counters(const struct ledger_table *table, json_t *store,
			 struct counters *counters)
{
	size_t i;

	counters->rows = calloc(table->count + 1, sizeof(*counters->rows));
	if (!counters->rows)
		return -ENOMEM;
	for (i = 0; i < table->count; i++) {
		const struct ledger_row *row = &table->rows[i];
		const json_t *def;

		if (!row->counts[0])
			continue;
		def = open_row(row, store);
		if (!def)
			return -ENOMEM;
		counters->rows[counters->count++] = (struct counter_row){
			.interface = text(def, "interface"),
			.zone = text(def, "zone"),
			.direction = text(def, "direction"),
			.group = text(def, "group"),
			.vendor = text(def, "vendor"),
			.verdict = text(def, "verdict"),
			.reason = text(def, "reason"),
			.rule = text(def, "rule"),
			.frames = row->counts[0],
			.bytes = row->counts[1],
		};
	}
	qsort(counters->rows, counters->count, sizeof(*counters->rows),
	      by_counter);
	return 0;
}

/* ---- devices -------------------------------------------------------------- */

static void read_ipv6(const char *value, uint64_t addr[2])
{
	unsigned char octets[16];
	int i;

	if (!value || inet_pton(AF_INET6, value, octets) != 1)
		return;
	for (i = 0; i < 16; i++)
		addr[i / 8] = addr[i / 8] << 8 | octets[i];
}

static uint32_t read_ipv4(const char *value)
{
	struct in_addr addr;

	return value && inet_pton(AF_INET, value, &addr) == 1 ?
		       ntohl(addr.s_addr) :
		       0;
}

static int by_device(const void *a, const void *b)
{
	const struct census_device *x = a, *y = b;
	int order = text_compare(x->interface, y->interface);

	if (order)
		return order;
	if (x->vlan != y->vlan)
		return x->vlan < y->vlan ? -1 : 1;
	return x->mac == y->mac ? 0 : x->mac < y->mac ? -1 : 1;
}

static bool read_device(const struct ledger_row *row, const json_t *def,
			int64_t to, struct census_device *device)
{
	const char *mac = text(def, "mac");

	*device = (struct census_device){
		.interface = text(def, "interface"),
		.zone = text(def, "zone"),
		.vendor = text(def, "vendor"),
		.group = text(def, "group"),
		.vlan = number(def, "vlan"),
		.ipv4 = read_ipv4(text(def, "ipv4")),
		.first_seen = 1000 * row->first,
		.last_seen = 1000 * row->last,
		.frames = row->counts[0],
		.bytes = row->counts[1],
		.dropped = row->counts[2],
		.would_drop = row->counts[3],
		.state = 1000 * (to - row->last) > CENSUS_STALE_MS ?
				 CENSUS_STALE :
				 CENSUS_ACTIVE,
	};
	read_ipv6(text(def, "ipv6"), device->ipv6);
	return mac && !mac_parse(mac, &device->mac);
}

int ledger_span_devices(const struct ledger_table *table, json_t *store,
			int64_t to, struct census *census)
{
	size_t i;

	census->devices = calloc(table->count + 1, sizeof(*census->devices));
	if (!census->devices)
		return -ENOMEM;
	for (i = 0; i < table->count; i++) {
		const struct ledger_row *row = &table->rows[i];
		const json_t *def;

		if (!row->counts[0])
			continue;
		def = open_row(row, store);
		if (!def)
			return -ENOMEM;
		if (read_device(row, def, to,
				&census->devices[census->device_count]))
			census->device_count++;
	}
	qsort(census->devices, census->device_count, sizeof(*census->devices),
	      by_device);
	return 0;
}

/* ---- attempts ------------------------------------------------------------- */

static int verdict_of(const char *value)
{
	int verdict;

	for (verdict = 0; value && verdict < LC_VERDICT_MAX; verdict++)
		if (!strcmp(value, verdict_text(verdict)))
			return verdict;
	return -1;
}

static int proto_of(const char *value, uint8_t l3)
{
	char buf[8];
	int proto;

	for (proto = 0; value && proto < 256; proto++)
		if (!strcmp(value, census_proto_text(proto, l3, buf)))
			return proto;
	return -1;
}

/* "dns:a.example" */
static bool read_name(const char *value, const struct ledger_row *row,
		      struct census_name *name)
{
	const char *colon = value ? strchr(value, ':') : NULL;
	const char *word;
	int source;

	if (!colon || strlen(colon + 1) >= sizeof(name->name))
		return false;
	for (source = 0; source < LC_NAME_SOURCE_MAX; source++) {
		word = census_source_text(source);
		if (strlen(word) == (size_t)(colon - value) &&
		    !strncmp(word, value, strlen(word)))
			break;
	}
	if (source == LC_NAME_SOURCE_MAX)
		return false;
	*name = (struct census_name){
		.first = 1000 * (uint64_t)row->first,
		.last = 1000 * (uint64_t)row->last,
		.seen = 1,
		.source = source,
	};
	strcpy(name->name, colon + 1);
	return true;
}

static bool read_attempt(const struct ledger_row *row, const json_t *def,
			 struct census_attempt *attempt)
{
	const char *mac = text(def, "mac"), *peer = text(def, "peer");
	int verdict = verdict_of(text(def, "verdict")), proto;

	if (!mac || !peer || verdict < 0)
		return false;
	*attempt = (struct census_attempt){
		.interface = text(def, "interface"),
		.zone = text(def, "zone"),
		.vendor = text(def, "vendor"),
		.group = text(def, "group"),
		.vlan = number(def, "vlan"),
		.l3 = strchr(peer, ':') ? 6 : 4,
		.port = number(def, "port"),
		.from_port = number(def, "from_port"),
		.verdict = verdict,
		.frames = row->counts[0],
		.bytes = row->counts[1],
		.first_seen = 1000 * row->first,
		.last_seen = 1000 * row->last,
	};
	proto = proto_of(text(def, "proto"), attempt->l3);
	attempt->proto = (uint8_t)proto;
	if (attempt->l3 == 6)
		read_ipv6(peer, attempt->peer);
	else
		attempt->peer[1] = read_ipv4(peer);
	return proto >= 0 && !mac_parse(mac, &attempt->mac);
}

static int by_last(const void *a, const void *b)
{
	const struct census_attempt *x = a, *y = b;

	if (x->last_seen != y->last_seen)
		return x->last_seen > y->last_seen ? -1 : 1;
	return x->mac == y->mac ? 0 : x->mac < y->mac ? -1 : 1;
}

/* Their names stand in one array, which has room for all. */
static void add_names(const struct ledger_row *row, const json_t *def,
		      struct census_attempt *attempt, struct census_name *names,
		      size_t *count)
{
	const json_t *values = json_object_get(def, "names");
	size_t i;

	attempt->names = json_array_size(values) ? &names[*count] : NULL;
	for (i = 0; i < json_array_size(values); i++) {
		if (!read_name(json_string_value(json_array_get(values, i)),
			       row, &names[*count]))
			continue;
		attempt->name_count++;
		(*count)++;
	}
	if (!attempt->name_count)
		attempt->names = NULL;
}

static void count_attempt(const struct census_attempt *attempt,
			  struct census *census)
{
	const struct census_device key = {
		.interface = attempt->interface,
		.vlan = attempt->vlan,
		.mac = attempt->mac,
	};
	struct census_device *device = bsearch(&key, census->devices,
					       census->device_count,
					       sizeof(key), by_device);

	if (device)
		device->attempts++;
}

int ledger_span_attempts(const struct ledger_table *table, json_t *store,
			 struct census *census)
{
	size_t begin = json_array_size(store), i, room = 0, names = 0;
	size_t count = 0;
	const struct ledger_row **rows;
	int err = 0;

	census->attempts = calloc(table->count + 1, sizeof(*census->attempts));
	rows = calloc(table->count + 1, sizeof(struct ledger_row *));
	if (!census->attempts || !rows)
		err = -ENOMEM;
	for (i = 0; !err && i < table->count; i++) {
		json_t *def;

		if (!table->rows[i].counts[0])
			continue;
		def = open_row(&table->rows[i], store);
		if (!def)
			err = -ENOMEM;
		rows[count++] = &table->rows[i];
		room += json_array_size(json_object_get(def, "names"));
	}
	census->names = err ? NULL : calloc(room + 1, sizeof(*census->names));
	if (!census->names)
		err = -ENOMEM;
	for (i = 0; !err && i < count; i++) {
		struct census_attempt *attempt =
			&census->attempts[census->attempt_count];
		const json_t *def = json_array_get(store, begin + i);

		if (!read_attempt(rows[i], def, attempt))
			continue;
		add_names(rows[i], def, attempt, census->names, &names);
		count_attempt(attempt, census);
		census->attempt_count++;
	}
	free(rows);
	if (!err)
		qsort(census->attempts, census->attempt_count,
		      sizeof(*census->attempts), by_last);
	return err;
}
