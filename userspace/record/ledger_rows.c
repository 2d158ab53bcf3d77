// SPDX-License-Identifier: GPL-2.0
/*
 * What has changed since the last record, as parts of a line.
 * What is read for it is counters.c and census.c.
 */
#include "record/ledger_rows.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "base/mac.h"
#include "base/rfc3339.h"
#include "policy/reason.h"

#define NAMES_MAX 64 /* of an attempt */

struct ledger_now {
	json_t *def; /* without first_seen */
	int64_t first; /* 0: it has none */
	int64_t last;
	uint64_t counts[LEDGER_COUNTS];
};

int ledger_rows_open(struct ledger_rows *rows)
{
	int kind;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		rows->defs[kind] = open_memstream(&rows->defs_text[kind],
						  &rows->defs_len[kind]);
		rows->seen[kind] = open_memstream(&rows->seen_text[kind],
						  &rows->seen_len[kind]);
		if (!rows->defs[kind] || !rows->seen[kind])
			return -ENOMEM;
	}
	return 0;
}

void ledger_rows_free(struct ledger_rows *rows)
{
	int kind;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		if (rows->defs[kind])
			fclose(rows->defs[kind]);
		if (rows->seen[kind])
			fclose(rows->seen[kind]);
		free(rows->defs_text[kind]);
		free(rows->seen_text[kind]);
	}
}

/* ---- one row -------------------------------------------------------------- */

/* Since the last record; what fell was counted anew from 0. */
static bool deltas(const struct ledger_row *row, const struct ledger_now *now,
		   uint64_t delta[LEDGER_COUNTS])
{
	bool fell = false, any = false;
	int i;

	for (i = 0; row && i < LEDGER_COUNTS; i++)
		fell |= now->counts[i] < row->counts[i];
	for (i = 0; i < LEDGER_COUNTS; i++) {
		delta[i] = now->counts[i] - (row && !fell ? row->counts[i] : 0);
		any |= delta[i];
	}
	return any;
}

/* Names that are pushed out of the kernel's table are known all the same. */
static int keep_names(json_t *def, const char *before)
{
	json_t *names = json_object_get(def, "names"), *old, *name;
	size_t i, j;

	if (!names || !before || !strstr(before, "\"names\":["))
		return 0;
	old = json_loads(before, JSON_REJECT_DUPLICATES, NULL);
	if (!old)
		return -ENOMEM;
	json_array_foreach(json_object_get(old, "names"), i, name) {
		for (j = 0; j < json_array_size(names); j++)
			if (json_equal(json_array_get(names, j), name))
				break;
		if (j == json_array_size(names) && j < NAMES_MAX)
			json_array_append(names, name);
	}
	json_decref(old);
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In one order, so that the same names are the same text; none: left out. */
static int sort_names(json_t *def)
{
	json_t *names = json_object_get(def, "names");
	const char *texts[NAMES_MAX];
	size_t count = json_array_size(names), i;
	json_t *sorted;

	if (!names)
		return 0;
	if (!count)
		return json_object_del(def, "names");
	for (i = 0; i < count; i++)
		texts[i] = json_string_value(json_array_get(names, i));
	qsort(texts, count, sizeof(*texts), by_text);
	sorted = json_array();
	for (i = 0; i < count; i++)
		json_array_append_new(sorted, json_string(texts[i]));
	return json_object_set_new(def, "names", sorted);
}

/* As it will stand in the ledger, with what is known of it from before. */
static char *complete(const struct ledger_row *row, struct ledger_now *now)
{
	char time[RFC3339_LEN];

	/* the kernel's is worked out from ticks, a second more or less each time */
	if (row && row->first)
		now->first = row->first;
	if (keep_names(now->def, row ? row->def : NULL) || sort_names(now->def))
		return NULL;
	if (now->first) {
		rfc3339_format(now->first, time);
		if (json_object_set_new(now->def, "first_seen",
					json_string(time)))
			return NULL;
	}
	return json_dumps(now->def, JSON_COMPACT);
}

static void put_seen(struct ledger_rows *rows, enum ledger_kind kind,
		     const struct ledger_row *row,
		     const uint64_t delta[LEDGER_COUNTS])
{
	unsigned int i, counts = ledger_kind_counts(kind);
	FILE *out = rows->seen[kind];

	fprintf(out, "%s[%" PRIu64, ftell(out) ? "," : "", row->id);
	for (i = 0; i < counts; i++)
		fprintf(out, ",%" PRIu64, delta[i]);
	if (ledger_kind_seen(kind))
		fprintf(out, ",%" PRId64,
			row->last < rows->now ? rows->now - row->last : 0);
	putc(']', out);
}

static void put_def(struct ledger_rows *rows, enum ledger_kind kind,
		    const struct ledger_row *row)
{
	FILE *out = rows->defs[kind];

	/* the members behind the brace that opens them */
	fprintf(out, "%s{\"id\":%" PRIu64 ",%s", ftell(out) ? "," : "", row->id,
		row->def + 1);
}

static int put_row(struct ledger_rows *rows, enum ledger_kind kind,
		   struct ledger_now *now, const char *key)
{
	struct ledger_table *table = &rows->state->tables[kind];
	struct ledger_row *row = ledger_table_find(table, key);
	uint64_t delta[LEDGER_COUNTS];
	bool active = deltas(row, now, delta), changed, full;
	char *text = complete(row, now);
	int err = text ? 0 : -ENOMEM;

	if (err)
		return err;
	changed = !row || strcmp(row->def, text);
	if (!changed && !active)
		goto out;
	full = changed || strcmp(row->month, rows->month);
	rows->len += (full ? strlen(text) : 0) + 128;
	if (rows->len > LEDGER_ROWS_MAX_LEN ||
	    (!row && table->count >= LEDGER_ROWS_MAX)) {
		rows->left++;
		goto out;
	}
	if (!row)
		row = ledger_table_add(table, 0, key, text);
	else if (changed && ledger_row_define(row, text))
		row = NULL;
	if (!row) {
		err = -ENOMEM;
		goto out;
	}
	row->first = now->first;
	if (now->last > row->last)
		row->last = now->last;
	memcpy(row->counts, now->counts, sizeof(row->counts));
	if (full)
		put_def(rows, kind, row);
	strcpy(row->month, rows->month);
	if (active)
		put_seen(rows, kind, row, delta);
out:
	free(text);
	return err;
}

/* Takes now->def. */
static int put(struct ledger_rows *rows, enum ledger_kind kind,
	       struct ledger_now *now)
{
	char *key = now->def ? ledger_key(kind, now->def) : NULL;
	int err = key ? put_row(rows, kind, now, key) : -ENOMEM;

	free(key);
	json_decref(now->def);
	return err;
}

/* ---- counters ------------------------------------------------------------- */

int ledger_rows_counters(struct ledger_rows *rows,
			 const struct counters *counters)
{
	size_t i;
	int err;

	for (i = 0; i < counters->count; i++) {
		const struct counter_row *row = &counters->rows[i];
		struct ledger_now now = {
			.counts = { row->frames, row->bytes },
		};

		now.def = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
				    "interface", envelope_text(row->interface),
				    "zone", envelope_text(row->zone),
				    "direction", envelope_text(row->direction),
				    "group", envelope_text(row->group),
				    "vendor", envelope_text(row->vendor),
				    "verdict", envelope_text(row->verdict),
				    "reason", envelope_text(row->reason),
				    "rule", envelope_text(row->rule));
		err = put(rows, LEDGER_COUNTERS, &now);
		if (err)
			return err;
	}
	return 0;
}

/* ---- census --------------------------------------------------------------- */

static json_t *vlan_json(int vlan)
{
	return vlan < 0 ? json_null() : json_integer(vlan);
}

static json_t *port_json(int port)
{
	return port < 0 ? json_null() : json_integer(port);
}

static json_t *ipv4_json(uint32_t addr)
{
	const struct in_addr net = { htonl(addr) };
	char text[INET_ADDRSTRLEN];

	return addr ? json_string(
			      inet_ntop(AF_INET, &net, text, sizeof(text))) :
		      json_null();
}

static json_t *ipv6_json(const uint64_t addr[2])
{
	char text[INET6_ADDRSTRLEN];
	unsigned char octets[16];
	int i;

	if (!addr[0] && !addr[1])
		return json_null();
	for (i = 0; i < 16; i++)
		octets[i] = addr[i / 8] >> (56 - 8 * (i % 8)) & 0xff;
	return json_string(inet_ntop(AF_INET6, octets, text, sizeof(text)));
}

static int put_device(struct ledger_rows *rows,
		      const struct census_device *device)
{
	struct ledger_now now = {
		.first = device->first_seen / 1000,
		.last = device->last_seen / 1000,
		.counts = { device->frames, device->bytes, device->dropped,
			    device->would_drop },
	};
	char mac[MAC_TEXT_LEN];

	mac_format(device->mac, mac);
	now.def = json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "mac",
			    mac, "interface", envelope_text(device->interface),
			    "vlan", vlan_json(device->vlan), "zone",
			    envelope_text(device->zone), "vendor",
			    envelope_text(device->vendor), "group",
			    envelope_text(device->group), "ipv4",
			    ipv4_json(device->ipv4), "ipv6",
			    ipv6_json(device->ipv6));
	return put(rows, LEDGER_DEVICES, &now);
}

/* "dns:a.example": no name has a colon in it. */
static json_t *names_json(const struct census_attempt *attempt)
{
	char text[LC_NAME_SEEN_LEN + 8];
	json_t *names = json_array();
	size_t i;

	for (i = 0; i < attempt->name_count && i < NAMES_MAX; i++) {
		snprintf(text, sizeof(text), "%s:%s",
			 census_source_text(attempt->names[i].source),
			 attempt->names[i].name);
		json_array_append_new(names, envelope_text(text));
	}
	return names;
}

static json_t *peer_json(const struct census_attempt *attempt)
{
	if (attempt->l3 == 4)
		return attempt->peer[1] ?
			       ipv4_json((uint32_t)attempt->peer[1]) :
			       json_string("0.0.0.0");
	return attempt->peer[0] || attempt->peer[1] ? ipv6_json(attempt->peer) :
						      json_string("::");
}

static int put_attempt(struct ledger_rows *rows,
		       const struct census_attempt *attempt)
{
	struct ledger_now now = {
		.first = attempt->first_seen / 1000,
		.last = attempt->last_seen / 1000,
		.counts = { attempt->frames, attempt->bytes },
	};
	char mac[MAC_TEXT_LEN], proto[8];

	mac_format(attempt->mac, mac);
	now.def = json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o}",
		"mac", mac, "interface", envelope_text(attempt->interface),
		"vlan", vlan_json(attempt->vlan), "zone",
		envelope_text(attempt->zone), "vendor",
		envelope_text(attempt->vendor), "group",
		envelope_text(attempt->group), "peer", peer_json(attempt),
		"proto", census_proto_text(attempt->proto, attempt->l3, proto),
		"port", port_json(attempt->port), "from_port",
		port_json(attempt->from_port), "verdict",
		envelope_text(verdict_text(attempt->verdict)), "names",
		names_json(attempt));
	return put(rows, LEDGER_ATTEMPTS, &now);
}

/* Forged addresses by the thousand are numbers, but for one that was known. */
static bool taken_for_forged(const struct ledger_rows *rows,
			     const struct census_device *device)
{
	char mac[MAC_TEXT_LEN];
	json_t *def;
	char *key;
	bool known;

	if (device->state != CENSUS_FLOOD)
		return false;
	mac_format(device->mac, mac);
	def = json_pack("{s:s, s:o, s:o}", "mac", mac, "interface",
			envelope_text(device->interface), "vlan",
			vlan_json(device->vlan));
	key = ledger_key(LEDGER_DEVICES, def);
	known = key &&
		ledger_table_find(&rows->state->tables[LEDGER_DEVICES], key);
	free(key);
	json_decref(def);
	return !known;
}

int ledger_rows_census(struct ledger_rows *rows, const struct census *census)
{
	size_t i;
	int err;

	for (i = 0; i < census->device_count; i++) {
		const struct census_device *device = &census->devices[i];

		if (device->past || taken_for_forged(rows, device))
			continue;
		err = put_device(rows, device);
		if (err)
			return err;
	}
	for (i = 0; i < census->attempt_count; i++) {
		if (census->attempts[i].flood)
			continue;
		err = put_attempt(rows, &census->attempts[i]);
		if (err)
			return err;
	}
	return 0;
}

/* By interface, how many devices stand there that are taken for forged. */
static json_t *floods(const struct census *census)
{
	json_t *json = json_object();
	size_t i;

	for (i = 0; i < census->device_count; i++) {
		const struct census_device *device = &census->devices[i];
		const char *name = device->interface ? device->interface : "?";

		if (device->state == CENSUS_FLOOD)
			json_object_set_new(
				json, name,
				json_integer(json_integer_value(json_object_get(
						     json, name)) +
					     1));
	}
	return json;
}

int ledger_rows_totals(struct ledger_rows *rows, const struct census *census,
		       json_t *head)
{
	const uint64_t now[LEDGER_TOTALS] = { census->unplaced,
					      census->displaced,
					      census->unnamed,
					      census->events_lost };
	uint64_t delta[LEDGER_TOTALS];
	int i;

	for (i = 0; i < LEDGER_TOTALS; i++) {
		uint64_t before = rows->state->totals[i];

		delta[i] = now[i] - (now[i] < before ? 0 : before);
		rows->state->totals[i] = now[i];
	}
	return json_object_set_new(head, "totals",
				   json_pack("{s:I, s:I, s:I, s:I}", "unplaced",
					     (json_int_t)delta[0], "displaced",
					     (json_int_t)delta[1], "unnamed",
					     (json_int_t)delta[2],
					     "events_lost",
					     (json_int_t)delta[3])) ||
			       json_object_set_new(head, "flood",
						   floods(census)) ?
		       -ENOMEM :
		       0;
}

/* ---- the line ------------------------------------------------------------- */

static void put_kinds(FILE *out, FILE *const *parts, char *const *texts)
{
	const char *comma = "";
	int kind;

	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		if (!ftell(parts[kind]))
			continue;
		fprintf(out, "%s\"%s\":[%s]", comma, ledger_kind_text(kind),
			texts[kind]);
		comma = ",";
	}
}

static bool flushed(FILE *const *parts, bool *any)
{
	int kind;

	*any = false;
	for (kind = 0; kind < LEDGER_KIND_MAX; kind++) {
		if (fflush(parts[kind]) || ferror(parts[kind]))
			return false;
		*any |= ftell(parts[kind]) > 0;
	}
	return true;
}

char *ledger_rows_line(struct ledger_rows *rows, json_t *head, size_t *len)
{
	char *text = json_dumps(head, JSON_COMPACT), *line = NULL;
	bool defs, seen;
	FILE *out;

	json_decref(head);
	out = text ? open_memstream(&line, len) : NULL;
	if (out && flushed(rows->defs, &defs) && flushed(rows->seen, &seen)) {
		/* all but the brace that ends it */
		fwrite(text, 1, strlen(text) - 1, out);
		if (defs)
			putc(',', out);
		put_kinds(out, rows->defs, rows->defs_text);
		if (seen) {
			fputs(",\"seen\":{", out);
			put_kinds(out, rows->seen, rows->seen_text);
			putc('}', out);
		}
		fputs("}\n", out);
		if (fclose(out)) {
			free(line);
			line = NULL;
		}
	} else if (out) {
		fclose(out);
		free(line);
		line = NULL;
	}
	free(text);
	return line;
}
