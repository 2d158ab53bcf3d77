// SPDX-License-Identifier: GPL-2.0
/*
 * Permits as JSON and in the file STATE/permits.json.
 * The file is a stranger's to us: each word in it is checked.
 */
#include "permit/permit_text.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/boot_id.h"
#include "base/envelope.h"
#include "base/file.h"
#include "base/mac.h"
#include "base/rfc3339.h"
#include "base/short_id.h"
#include "base/utf8.h"

#define FILE_NAME "permits.json"
#define FILE_MAX (4u << 20)
#define SCHEMA "permits/1"

static const char *const origins[LC_PERMIT_ORIGIN_MAX] = {
	[LC_PERMIT_COMMAND] = "command",
	[LC_PERMIT_FILE] = "file",
};

static const char *const protos[] = {
	[PROTO_ANY] = "any",
	[PROTO_TCP] = "tcp",
	[PROTO_UDP] = "udp",
	[PROTO_ICMP] = "icmp",
};

const char *permit_origin_text(unsigned int origin)
{
	return origin < LC_PERMIT_ORIGIN_MAX ? origins[origin] : "?";
}

static bool port_at(const struct lc_permit *what, size_t i,
		    char text[PORT_TEXT_LEN])
{
	if (i >= LC_PERMIT_PORTS || !what->ports[i].low)
		return false;
	port_range_format(
		&(const struct port_range){
			.low = what->ports[i].low,
			.high = what->ports[i].high,
		},
		text);
	return true;
}

void permit_service(const struct permit *permit, char buf[PERMIT_PORTS_LEN])
{
	char text[PORT_TEXT_LEN];
	size_t i;
	int len;

	len = snprintf(buf, PERMIT_PORTS_LEN, "%s",
		       protos[permit_proto(&permit->what)]);
	for (i = 0; port_at(&permit->what, i, text); i++)
		len += snprintf(buf + len, PERMIT_PORTS_LEN - len, "%s%s",
				i ? ", " : " ", text);
}

json_t *permit_json(const struct permit *permit)
{
	const struct lc_permit_note *note = &permit->note;
	char since[RFC3339_LEN], until[RFC3339_LEN], id[SHORT_ID_LEN];
	json_t *macs = json_array(), *ports = json_array();
	char text[MAC_TEXT_LEN + PORT_TEXT_LEN]; /* room for either */
	size_t i;

	short_id_format(permit->what.id, id);
	rfc3339_format((int64_t)note->since, since);
	rfc3339_format((int64_t)note->until, until);
	for (i = 0; i < note->mac_count; i++) {
		mac_format(note->macs[i], text);
		json_array_append_new(macs, json_string(text));
	}
	for (i = 0; port_at(&permit->what, i, text); i++)
		json_array_append_new(ports, json_string(text));
	return json_pack(
		"{s:s, s:o, s:o, s:s, s:o, s:s, s:s, s:I, s:o, s:o, s:s}", "id",
		id, "macs", macs, "peer", envelope_text(note->peer), "proto",
		protos[permit_proto(&permit->what)], "ports", ports, "since",
		since, "until", until, "seconds_left",
		(json_int_t)permit->seconds, "by",
		envelope_text(*note->by ? note->by : NULL), "why",
		envelope_text(note->why), "from",
		permit_origin_text(note->origin));
}

/* For the file: with what a command need not say. */
static json_t *row_json(const struct permit *permit, const char *boot)
{
	json_t *row = permit_json(permit), *peers = json_array();
	struct addr_prefix prefix;
	char text[ADDR_TEXT_LEN];
	size_t i;

	for (i = 0; permit_peer(&permit->what, i, &prefix); i++) {
		addr_prefix_format(&prefix, text);
		json_array_append_new(peers, json_string(text));
	}
	json_object_set_new(row, "any", json_boolean(permit->what.any));
	json_object_set_new(row, "peers", peers);
	json_object_set_new(row, "boot_id", json_string(boot));
	return row;
}

static const char *text_of(const json_t *row, const char *key)
{
	const char *text = json_string_value(json_object_get(row, key));

	return text ? text : "";
}

static int parse_macs(const json_t *list, struct lc_permit_note *note)
{
	uint64_t mac = 0;
	size_t i;

	if (!json_array_size(list) || json_array_size(list) > LC_PERMIT_MACS)
		return -EINVAL;
	for (i = 0; i < json_array_size(list); i++) {
		const char *text = json_string_value(json_array_get(list, i));

		if (!text || mac_parse(text, &mac) || mac & MAC_MULTICAST)
			return -EINVAL;
		note->macs[note->mac_count++] = mac;
	}
	return 0;
}

static int parse_peers(const json_t *row, struct lc_permit *what)
{
	const json_t *list = json_object_get(row, "peers");
	bool any = json_is_true(json_object_get(row, "any"));
	struct addr_prefix prefixes[LC_PERMIT_PEERS];
	struct addr_list peers = { .items = prefixes };

	if (json_array_size(list) > LC_PERMIT_PEERS ||
	    any == !!json_array_size(list))
		return -EINVAL;
	for (; peers.count < json_array_size(list); peers.count++) {
		const char *text =
			json_string_value(json_array_get(list, peers.count));

		if (!text || addr_prefix_parse(text, &prefixes[peers.count]))
			return -EINVAL;
	}
	return permit_set_peer(what, any, &peers);
}

static int parse_service(const json_t *row, struct lc_permit *what)
{
	const json_t *list = json_object_get(row, "ports");
	struct port_range ports[LC_PERMIT_PORTS] = { 0 };
	const char *proto = text_of(row, "proto");
	size_t count = json_array_size(list), i;
	unsigned int p;

	for (p = 0; p < ARRAY_SIZE(protos); p++)
		if (!strcmp(protos[p], proto))
			break;
	if (p == ARRAY_SIZE(protos) || count > LC_PERMIT_PORTS ||
	    (p == PROTO_ICMP && count) ||
	    ((p == PROTO_TCP || p == PROTO_UDP) && !count))
		return -EINVAL;
	for (i = 0; i < count; i++) {
		const char *text = json_string_value(json_array_get(list, i));

		if (!text || port_range_parse(text, &ports[i]))
			return -EINVAL;
	}
	return permit_set_ports(what, p, ports, count);
}

static void copy_text(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from);
	utf8_make_harmless(to);
}

/* seconds stays 0: what is left depends on the clock. */
static int parse_row(const json_t *row, struct permit *permit)
{
	struct permit new = { 0 };
	struct lc_permit_note *note = &new.note;
	int64_t since, until;

	if (short_id_parse(text_of(row, "id"), &new.what.id) ||
	    parse_macs(json_object_get(row, "macs"), note) ||
	    parse_peers(row, &new.what) || parse_service(row, &new.what) ||
	    rfc3339_parse(text_of(row, "since"), &since) ||
	    rfc3339_parse(text_of(row, "until"), &until))
		return -EINVAL;
	note->id = new.what.id;
	note->since = (__u64)since;
	note->until = (__u64)until;
	note->origin = !strcmp(text_of(row, "from"), origins[LC_PERMIT_FILE]) ?
			       LC_PERMIT_FILE :
			       LC_PERMIT_COMMAND;
	copy_text(note->peer, sizeof(note->peer), text_of(row, "peer"));
	copy_text(note->by, sizeof(note->by), text_of(row, "by"));
	copy_text(note->why, sizeof(note->why), text_of(row, "why"));
	*permit = new;
	return 0;
}

static int parse_file(const json_t *root, struct permit_file *file)
{
	const json_t *rows = json_object_get(root, "rows");
	char boot[BOOT_ID_LEN];
	struct permit_file new = { 0 };
	size_t i;

	if (strcmp(text_of(root, "schema"), SCHEMA) || !json_is_array(rows) ||
	    json_array_size(rows) > 2 * LC_PERMITS ||
	    rfc3339_parse(text_of(root, "written"), &new.written))
		return -EINVAL;
	if (permits_alloc(&new.now, json_array_size(rows)) ||
	    permits_alloc(&new.before, json_array_size(rows))) {
		permit_file_free(&new);
		return -ENOMEM;
	}
	boot_id_read(boot);
	for (i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);
		bool same = *boot && !strcmp(boot, text_of(row, "boot_id"));
		struct permits *to = same ? &new.now : &new.before;

		if (!parse_row(row, &to->items[to->count]))
			to->count++;
	}
	*file = new;
	return 0;
}

int permit_file_read(const char *state, struct permit_file *file,
		     struct fault *fault)
{
	char path[PATH_MAX];
	json_t *root = NULL;
	json_error_t where;
	struct stat st;
	FILE *from;
	int err = file_path(path, state, FILE_NAME);

	if (err)
		return fault_set(fault, err, "%s: %s", state, strerror(-err));
	from = file_open(path);
	if (!from)
		return fault_set(fault, -errno, "%s: %s", path,
				 strerror(errno));
	if (fstat(fileno(from), &st))
		err = -errno;
	else if (!S_ISREG(st.st_mode) || st.st_size > (off_t)FILE_MAX)
		err = -EINVAL;
	if (!err) {
		root = json_loadf(from, JSON_REJECT_DUPLICATES, &where);
		err = root ? parse_file(root, file) : -EINVAL;
	}
	json_decref(root);
	fclose(from);
	if (err)
		fault_set(fault, err,
			  "%s cannot be read as a list of permits: %s", path,
			  strerror(-err));
	return err;
}

int permit_file_forget(const char *state, struct fault *fault)
{
	char path[PATH_MAX];
	int err = file_path(path, state, FILE_NAME);

	if (!err && unlink(path) && errno != ENOENT && errno != ENOTDIR)
		err = -errno;
	if (err)
		fault_set(
			fault, err,
			"cannot remove %s/" FILE_NAME
			": %s; the next boot may begin the permits in it again",
			state, strerror(-err));
	return err;
}

void permit_file_free(struct permit_file *file)
{
	permits_free(&file->now);
	permits_free(&file->before);
}

static int add_rows(json_t *rows, const struct permits *permits,
		    const char *boot)
{
	size_t i;

	for (i = 0; i < permits->count; i++)
		if (json_array_append_new(rows,
					  row_json(&permits->items[i], boot)))
			return -ENOMEM;
	return 0;
}

int permit_file_write(const char *state, const struct permits *now,
		      const struct permits *before, int64_t written,
		      struct fault *fault)
{
	char path[PATH_MAX], boot[BOOT_ID_LEN], time[RFC3339_LEN];
	json_t *rows = json_array(), *root;
	char *text = NULL;
	int err;

	boot_id_read(boot);
	rfc3339_format(written, time);
	root = json_pack("{s:s, s:s, s:o}", "schema", SCHEMA, "written", time,
			 "rows", rows);
	err = root ? add_rows(rows, now, boot) : -ENOMEM;
	/* of which boot does not matter, as long as it is not this one */
	if (!err)
		err = add_rows(rows, before, "before");
	if (!err) {
		text = json_dumps(root, JSON_INDENT(2));
		err = text ? file_path(path, state, FILE_NAME) : -ENOMEM;
	}
	if (!err && mkdir(state, 0755) && errno != EEXIST)
		err = -errno;
	if (!err)
		err = file_replace(path, text, strlen(text), 0600);
	json_decref(root);
	free(text);
	if (err)
		fault_set(fault, err,
			  "the permits cannot be saved to %s/" FILE_NAME
			  ": %s; after a reboot they are not there",
			  state, strerror(-err));
	return err;
}
