// SPDX-License-Identifier: GPL-2.0
/*
 * What `lenscap diff` found out as JSON, and a flow in words.
 * Text for people is diff_print.c.
 */
#include <stdio.h>
#include <string.h>

#include "base/envelope.h"
#include "base/mac.h"
#include "diff/diff_report.h"

void diff_flow_proto(const struct lc_flow_key *key, char buf[DIFF_PROTO_LEN])
{
	if (key->proto == 6)
		strcpy(buf, "tcp");
	else if (key->proto == 17)
		strcpy(buf, "udp");
	else if (key->proto == (key->l3 == 6 ? 58 : 1))
		strcpy(buf, "icmp");
	else
		snprintf(buf, DIFF_PROTO_LEN, "%u", key->proto);
}

bool diff_flow_ports(const struct lc_flow_key *key)
{
	return key->proto == 6 || key->proto == 17;
}

void diff_flow_address(const struct lc_flow_key *key, bool device,
		       char buf[ADDR_TEXT_LEN])
{
	const __u64 *words = device ? key->device : key->peer;
	bool v6 = key->l3 == 6;
	struct addr_prefix addr = { .v6 = v6, .bits = v6 ? 128 : 32 };
	int i;

	for (i = 0; i < 16 && v6; i++)
		addr.addr[i] = words[i / 8] >> (56 - i % 8 * 8);
	for (i = 0; i < 4 && !v6; i++)
		addr.addr[i] = words[1] >> (24 - i * 8);
	addr_prefix_format(&addr, buf);
}

static json_t *texts_json(const struct diff_texts *texts)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < texts->count; i++)
		json_array_append_new(list, envelope_text(texts->items[i]));
	return list;
}

static json_t *field_json(const struct diff_field *field)
{
	if (field->list)
		return json_pack("{s:s, s:o, s:o}", "key", field->key, "gained",
				 texts_json(&field->gained), "lost",
				 texts_json(&field->lost));
	return json_pack("{s:s, s:o, s:o}", "key", field->key, "live",
			 envelope_text(field->live), "file",
			 envelope_text(field->file));
}

static json_t *fields_json(const struct diff_item *item)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < item->field_count; i++)
		json_array_append_new(list, field_json(&item->fields[i]));
	return list;
}

static json_t *place_json(size_t place)
{
	return place ? json_integer((json_int_t)place) : json_null();
}

static json_t *item_json(const struct diff_item *item)
{
	static const char *const changes[] = {
		[DIFF_ADDED] = "added",
		[DIFF_REMOVED] = "removed",
		[DIFF_CHANGED] = "changed",
		[DIFF_MOVED] = "moved",
	};
	json_t *row = json_object();

	if (item->group)
		json_object_set_new(row, "group", envelope_text(item->group));
	json_object_set_new(row, "name", envelope_text(item->name));
	json_object_set_new(row, "change", json_string(changes[item->change]));
	if (item->kind == DIFF_RULE) {
		json_object_set_new(row, "moved", json_boolean(item->moved));
		json_object_set_new(row, "live_place",
				    place_json(item->live_place));
		json_object_set_new(row, "file_place",
				    place_json(item->file_place));
	}
	json_object_set_new(row, "fields", fields_json(item));
	if (item->kind == DIFF_ENDPOINT)
		json_object_set_new(row, "used_by", texts_json(&item->used_by));
	return row;
}

/* null where the text in force cannot be read. */
static json_t *items_json(const struct diff *diff, enum diff_kind kind)
{
	json_t *list;
	size_t i;

	if (!diff)
		return json_null();
	list = json_array();
	for (i = 0; i < diff->count; i++)
		if (diff->items[i].kind == kind)
			json_array_append_new(list, item_json(&diff->items[i]));
	return list;
}

/* What there is one item of: its fields, or none. */
static json_t *single_json(const struct diff *diff, enum diff_kind kind)
{
	size_t i;

	if (!diff)
		return json_null();
	for (i = 0; i < diff->count; i++)
		if (diff->items[i].kind == kind)
			return fields_json(&diff->items[i]);
	return json_array();
}

static json_t *zones_json(const struct diff_report *r,
			  const struct diff_prefix *row)
{
	json_t *list = json_array();
	unsigned int id;

	for (id = 0; id < DIFF_ZONE_IDS; id++)
		if (row->zones[id / 64] >> (id % 64) & 1)
			json_array_append_new(list, envelope_text(names_text(
							    r->live->names,
							    LC_NAME_ZONE, id)));
	return list;
}

static json_t *prefixes_json(const struct diff_report *r,
			     const struct diff_prefix_list *from)
{
	json_t *list = json_array();
	char text[MAC_PREFIX_TEXT_LEN];
	size_t i;

	for (i = 0; i < from->count; i++) {
		const struct diff_prefix *row = &from->rows[i];

		mac_prefix_format(row->mac, row->bits, text);
		json_array_append_new(
			list, json_pack("{s:s, s:o, s:o, s:o}", "prefix", text,
					"group",
					envelope_text(names_text(r->live->names,
								 LC_NAME_GROUP,
								 row->group)),
					"vendor",
					envelope_text(names_text(r->live->names,
								 LC_NAME_VENDOR,
								 row->vendor)),
					"zones", zones_json(r, row)));
	}
	return list;
}

static json_t *flow_json(const struct diff_report *r,
			 const struct flow_seen *seen)
{
	const struct names *names = r->live->names;
	const struct lc_flow_key *key = &seen->key;
	char mac[MAC_TEXT_LEN], proto[DIFF_PROTO_LEN];
	char device[ADDR_TEXT_LEN], peer[ADDR_TEXT_LEN];
	bool ports = diff_flow_ports(key);

	mac_format(key->mac, mac);
	diff_flow_proto(key, proto);
	diff_flow_address(key, true, device);
	diff_flow_address(key, false, peer);
	return json_pack("{s:s, s:o, s:o, s:s, s:s, s:s, s:o, s:s, s:o}", "mac",
			 mac, "group",
			 envelope_text(names_text(names, LC_NAME_GROUP,
						  flow_end_group(seen))),
			 "rule",
			 envelope_text(names_text(names, LC_NAME_RULE,
						  flow_end_rule(seen))),
			 "opened_by",
			 seen->opener == LC_EGRESS ? "peer" : "device", "proto",
			 proto, "device", device, "device_port",
			 ports ? json_integer(key->device_port) : json_null(),
			 "peer", peer, "peer_port",
			 ports ? json_integer(key->peer_port) : json_null());
}

static json_t *flows_json(const struct diff_report *r)
{
	size_t shown = r->flows.count, i;
	json_t *rows = json_array();

	if (shown > DIFF_FLOW_ROWS)
		shown = DIFF_FLOW_ROWS;
	for (i = 0; i < shown; i++)
		json_array_append_new(rows, flow_json(r, &r->flows.rows[i]));
	return json_pack("{s:I, s:I, s:o, s:b}", "alive",
			 (json_int_t)r->flows.alive, "ending",
			 (json_int_t)r->flows.count, "rows", rows, "complete",
			 r->flows_complete && shown == r->flows.count);
}

static json_t *live_json(const struct diff_report *r)
{
	const struct lc_policy_info *info = &r->live->info;

	return json_pack("{s:o, s:o, s:s, s:s, s:s}", "name",
			 envelope_text(*info->name ? info->name : NULL),
			 "revision",
			 envelope_text(*info->revision ? info->revision : NULL),
			 "sha256", info->sha256, "base_sha256",
			 info->base_sha256, "vendors_sha256",
			 info->vendors_sha256);
}

static json_t *file_json(const struct policy *file)
{
	return json_pack("{s:o, s:o, s:s, s:s, s:s}", "name",
			 envelope_text(file->name), "revision",
			 envelope_text(file->revision), "sha256", file->sha256,
			 "base_sha256", file->base_sha256, "vendors_sha256",
			 file->vendors_sha256);
}

static const char *mode_text(bool monitor)
{
	return monitor ? "monitor" : "enforce";
}

json_t *diff_report_json(const struct diff_report *r)
{
	return json_pack(
		"{s:s, s:b, s:b, s:o, s:o, s:o, s:{s:s, s:s}, s:o, s:o, s:o, s:o, s:o, s:o, s:{s:o, s:o}, s:o, s:o}",
		"schema", "diff/1", "same", r->same, "judged_same",
		r->judged_same, "pending", pending_json(&r->live->pending),
		"live", live_json(r), "file", file_json(r->file), "mode",
		"live", mode_text(r->live->info.monitor), "file",
		mode_text(r->file->monitor), "policy",
		single_json(r->diff, DIFF_POLICY), "interfaces",
		items_json(r->diff, DIFF_INTERFACE), "zones",
		items_json(r->diff, DIFF_ZONE), "endpoints",
		items_json(r->diff, DIFF_ENDPOINT), "groups",
		items_json(r->diff, DIFF_GROUP), "rules",
		items_json(r->diff, DIFF_RULE), "prefixes", "gained",
		prefixes_json(r, &r->prefixes.gained), "lost",
		prefixes_json(r, &r->prefixes.lost), "flows", flows_json(r),
		"permits", single_json(r->diff, DIFF_PERMIT));
}
