// SPDX-License-Identifier: GPL-2.0
/*
 * A record of what the router knows now.
 * What has changed since the last one is ledger_rows.c's to tell.
 */
#include "record/ledger_record.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "base/boot_id.h"
#include "base/caller.h"
#include "base/envelope.h"
#include "base/mac.h"
#include "base/rfc3339.h"
#include "base/say.h"
#include "base/sha256.h"
#include "base/short_id.h"
#include "census/census.h"
#include "census/counters.h"
#include "ledger/ledger_checkpoint.h"
#include "ledger/ledger_prune.h"
#include "ledger/ledger_state.h"
#include "permit/permit_text.h"
#include "record/ledger_rows.h"
#include "slot/live.h"
#include "slot/state.h"

struct record {
	const struct ledger_note *note;
	struct ledger_done *done;
	int dir_fd;
	struct ledger_state *state; /* of the records before */
	struct live live;
	bool open; /* live is */
	struct state *look; /* NULL: nothing is in force */
	char unread[sizeof(
		((struct fault *)0)
			->text)]; /* why what is in force cannot be read, or "" */
	char boot_id[BOOT_ID_LEN];
	int64_t now;
	uint64_t maps;
	int64_t since;
	char file[LEDGER_FILE_LEN];
	uint64_t offset;
	struct ledger_prune prune;
	struct ledger_rows rows;
};

/* ---- what there is to record ---------------------------------------------- */

/* No clock that was wrong when they were made reaches back before the boot. */
static int64_t began(const struct record *r)
{
	struct timespec up = { 0 };
	int64_t boot;

	clock_gettime(CLOCK_BOOTTIME, &up);
	boot = r->now - up.tv_sec;
	if (r->live.since > r->now)
		return r->now;
	return r->live.since > boot ? r->live.since : boot;
}

static int open_live(struct record *r, struct fault *fault)
{
	struct bpf_map_info info = { 0 };
	__u32 len = sizeof(info);
	struct fault why = { "" };
	int err = live_open(r->note->pin, &r->live, &why);

	if (err == -EPERM || err == -ENOMEM)
		return fault_set(fault, err, "%s", why.text);
	if (err && err != -ENOENT)
		snprintf(r->unread, sizeof(r->unread), "%s", why.text);
	if (err)
		return 0;
	r->open = true;
	if (bpf_obj_get_info_by_fd(r->live.obj.maps[OBJECT_CENSUS], &info,
				   &len))
		return fault_set(fault, -errno,
				 "the census's map cannot be looked at: %s",
				 strerror(errno));
	r->maps = info.id;
	r->since = began(r);
	if (state_look(&r->live, r->note->state, &r->look))
		r->look = NULL;
	return 0;
}

/* Is it judged now what it should be, on each device that is here? */
static bool judging(const struct record *r)
{
	size_t i;

	if (!r->open || !r->live.policy || !r->look)
		return false;
	for (i = 0; i < r->look->port_count; i++) {
		const struct state_port *port = &r->look->ports[i];

		if (port->in_policy && port->ifindex && !port->away &&
		    !(port->attached.ingress && port->attached.egress))
			return false;
	}
	return true;
}

static json_t *optional(const char *text)
{
	return envelope_text(*text ? text : NULL);
}

static json_t *policy_json(const struct record *r)
{
	const struct lc_policy_info *info = &r->live.info;
	char applied[RFC3339_LEN], id[SHORT_ID_LEN] = "";

	if (!r->open || !r->live.policy)
		return json_null();
	rfc3339_format((int64_t)info->applied_at, applied);
	if (r->live.pending.id)
		short_id_format(r->live.pending.id, id);
	return json_pack("{s:o, s:o, s:o, s:s, s:s, s:o, s:o, s:o}", "sha256",
			 optional(info->sha256), "name", optional(info->name),
			 "revision", optional(info->revision), "mode",
			 info->monitor ? "monitor" : "enforce", "applied_at",
			 applied, "by", optional(info->applied_by), "why",
			 optional(info->why), "pending", optional(id));
}

static json_t *interfaces_json(const struct record *r)
{
	json_t *json = json_array();
	size_t i;

	for (i = 0; r->look && i < r->look->port_count; i++) {
		const struct state_port *port = &r->look->ports[i];

		if (port->in_policy)
			json_array_append_new(
				json,
				json_pack("{s:o, s:b, s:b, s:b}", "name",
					  envelope_text(port->name), "there",
					  port->ifindex || port->away,
					  "ingress", port->attached.ingress,
					  "egress", port->attached.egress));
	}
	return json;
}

static json_t *permits_json(const struct record *r)
{
	json_t *json = json_array();
	size_t i;

	for (i = 0; r->look && i < r->look->permits.count; i++)
		json_array_append_new(json,
				      permit_json(&r->look->permits.items[i]));
	return json;
}

static int set(json_t *head, const char *key, json_t *value)
{
	return json_object_set_new(head, key, value) ? -ENOMEM : 0;
}

static uint64_t next_seq(const struct ledger_state *state)
{
	return (state->lost_seq > state->head.seq ? state->lost_seq :
						    state->head.seq) +
	       1;
}

static json_t *head_json(const struct record *r, uint64_t seq)
{
	const struct ledger_note *note = r->note;
	char time[RFC3339_LEN], since[RFC3339_LEN], by[64];

	rfc3339_format(r->now, time);
	rfc3339_format(r->since, since);
	if (note->by)
		snprintf(by, sizeof(by), "%s", note->by);
	else
		caller_name(by, sizeof(by));
	return json_pack(
		"{s:I, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:I, s:o*, s:b, s:o, s:o, s:o}",
		"seq", (json_int_t)seq, "prev_sha256", r->state->head.sha256,
		"time", time, "boot_id", r->boot_id, "kind", note->kind, "by",
		envelope_text(by), "why", envelope_text(note->why), "version",
		LENSCAP_VERSION, "maps", (json_int_t)r->maps, "since",
		r->maps ? json_string(since) : NULL, "judging", judging(r),
		"policy", policy_json(r), "interfaces", interfaces_json(r),
		"permits", permits_json(r));
}

/* What was found of the records before, and what goes with this one. */
static int put_found(struct record *r, json_t *head, uint64_t seq)
{
	const struct ledger_state *state = r->state;
	int err = 0;

	if (*r->unread)
		err = set(head, "unread", envelope_text(r->unread));
	if (!err && state->torn)
		err = set(head, "torn", json_integer((json_int_t)state->torn));
	if (!err && state->lost_seq)
		err = set(head, "lost",
			  json_pack("{s:I, s:s}", "seq",
				    (json_int_t)state->lost_seq, "sha256",
				    state->lost_sha256));
	if (!err && r->prune.count)
		err = set(head, "pruned",
			  ledger_prune_json(r->dir_fd, &r->prune, seq,
					    state->head.sha256));
	return err;
}

/* ---- the record ----------------------------------------------------------- */

/* Out of the kernel's tables first: then nothing of it is recorded below. */
static int forget(struct record *r, json_t *head, struct fault *fault)
{
	char mac[MAC_TEXT_LEN];
	size_t known;
	int rows = 0;

	mac_format(r->note->mac, mac);
	if (r->open)
		rows = census_forget(&r->live.obj, r->note->mac);
	if (rows < 0)
		return fault_set(
			fault, rows,
			"%s cannot be taken out of the kernel's tables: %s; nothing is forgotten",
			mac, strerror(-rows));
	known = ledger_state_forget(r->state, r->note->mac) + (size_t)rows;
	if (!known)
		return fault_set(
			fault, -ENOENT,
			"%s is not known, neither to the kernel's tables nor to the ledger; lenscap devices lists who is",
			mac);
	r->done->forgotten = known;
	return set(head, "forgot", json_pack("{s:s}", "mac", mac));
}

static int put_counts(struct record *r, json_t *head)
{
	const struct object *obj = &r->live.obj;
	struct counters counters;
	struct census *census;
	int err;

	if (!r->open)
		return 0;
	err = counters_read(obj->maps[OBJECT_COUNTERS], r->live.names,
			    &counters);
	if (err)
		return err;
	err = ledger_rows_counters(&r->rows, &counters);
	counters_free(&counters);
	if (!err)
		err = census_read(obj, r->live.names, NULL, &census);
	if (err)
		return err;
	err = ledger_rows_totals(&r->rows, census, head);
	if (!err)
		err = ledger_rows_census(&r->rows, census);
	census_free(census);
	if (!err && r->rows.left)
		err = set(head, "left", json_integer((json_int_t)r->rows.left));
	return err;
}

/* The month's, but never one before the last record's: the chain has one order. */
static void choose_file(struct record *r)
{
	ledger_file_name(r->now, 0, r->file);
	if (strcmp(r->file, r->state->file) <= 0) {
		strcpy(r->file, r->state->file);
		r->offset = r->state->size;
	}
	snprintf(r->rows.month, sizeof(r->rows.month), "%.7s", r->file);
}

/* Likewise no clock that ran ahead for a moment takes all of it away. */
static int64_t oldest_kept(const struct record *r)
{
	int64_t now = r->state->head.seq && r->state->head.time < r->now ?
			      r->state->head.time :
			      r->now;

	return now - r->note->keep_days * 86400;
}

static int write_line(struct record *r, const char *line, size_t len,
		      struct fault *fault)
{
	int err = ledger_append(r->dir_fd, r->file, r->offset, line, len);

	if (!err)
		return 0;
	return fault_set(
		fault, err,
		"cannot write to %s/" LEDGER_DIR
		"/%s: %s; what is in force stays, but is not recorded%s",
		r->note->state, r->file, strerror(-err),
		err == -ENOSPC || err == -EDQUOT ? ": make room" : "");
}

/* It is written, and stays: what fails from here on is made good by the next. */
static void settle(struct record *r, uint64_t seq, const char *line, size_t len)
{
	struct ledger_state *state = r->state;
	int err;

	state->head.seq = seq;
	state->head.time = r->now;
	sha256(line, len - 1, state->head.sha256);
	strcpy(state->file, r->file);
	state->offset = r->offset;
	state->size = r->offset + len;
	if (r->maps || strcmp(r->boot_id, state->boot_id)) {
		strcpy(state->boot_id, r->boot_id);
		state->maps = r->maps;
	}
	state->judging = judging(r);
	if (r->prune.count) {
		r->done->removed = ledger_prune_run(r->dir_fd, &r->prune);
		ledger_state_age(state, oldest_kept(r));
	}
	err = ledger_checkpoint_write(r->dir_fd, state);
	if (err)
		fault_set(
			&r->done->told, err,
			"%s/" LEDGER_DIR "/" LEDGER_CHECKPOINT
			" cannot be written: %s; the record is, and the next one takes longer",
			r->note->state, strerror(-err));
	r->done->head = state->head;
	syslog(LOG_DAEMON | LOG_NOTICE,
	       "ledger: record %llu (%s) has the SHA-256 %s",
	       (unsigned long long)seq, r->note->kind, state->head.sha256);
}

static int compose(struct record *r, struct fault *fault)
{
	uint64_t seq = next_seq(r->state);
	json_t *head = head_json(r, seq);
	char *line = NULL;
	size_t len;
	int err = head ? ledger_rows_open(&r->rows) : -ENOMEM;

	if (!err && r->note->forget) {
		err = forget(r, head, fault);
		if (err) {
			json_decref(head);
			return err;
		}
	}
	if (!err)
		err = put_counts(r, head);
	if (!err)
		err = put_found(r, head, seq);
	if (err) {
		json_decref(head);
		return fault_set(fault, err,
				 "what there is to record cannot be read: %s",
				 strerror(-err));
	}
	line = ledger_rows_line(&r->rows, head, &len);
	err = line ? write_line(r, line, len, fault) :
		     fault_set(fault, -ENOMEM, "out of memory");
	if (!err)
		settle(r, seq, line, len);
	free(line);
	return err;
}

static int record(struct record *r, struct fault *fault)
{
	int err;

	err = ledger_state_load(r->dir_fd, LEDGER_ALL, &r->state, fault);
	if (err)
		return err;
	ledger_state_trim(r->state);
	r->done->damaged = r->state->broken || r->state->lost_seq;
	err = boot_id_read(r->boot_id);
	if (err)
		return fault_set(fault, err,
				 "cannot read which boot this is: %s",
				 strerror(-err));
	r->now = time(NULL);
	err = open_live(r, fault);
	if (err)
		return err;
	/* what is counted there began anew, at 0 */
	if (r->maps && (r->maps != r->state->maps ||
			strcmp(r->boot_id, r->state->boot_id)))
		ledger_state_reset(r->state);
	choose_file(r);
	r->rows.state = r->state;
	r->rows.now = r->now;
	if (r->note->keep_days)
		err = ledger_prune_find(r->dir_fd, oldest_kept(r), r->file,
					&r->prune);
	if (err)
		return fault_set(fault, err, "the ledger cannot be read: %s",
				 strerror(-err));
	return compose(r, fault);
}

int ledger_record(const struct ledger_note *note, struct ledger_done *done,
		  struct fault *fault)
{
	struct ledger_done new = { 0 };
	struct record r = { .note = note, .done = &new };
	int err;

	r.dir_fd = ledger_open(note->state, true, fault);
	if (r.dir_fd < 0)
		return r.dir_fd;
	err = record(&r, fault);
	ledger_rows_free(&r.rows);
	ledger_prune_free(&r.prune);
	if (r.look)
		state_free(r.look);
	if (r.open)
		live_close(&r.live);
	ledger_state_free(r.state);
	close(r.dir_fd);
	if (!err)
		*done = new;
	return err;
}

void ledger_note(const char *pin, const char *state, const char *kind,
		 const char *why)
{
	const struct ledger_note note = {
		.pin = pin,
		.state = state,
		.kind = kind,
		.why = why,
	};
	struct fault fault = { "" };
	struct ledger_done done;

	if (ledger_record(&note, &done, &fault))
		cmd_warn("%s is not recorded in the ledger: %s", kind,
			 fault.text);
	else if (*done.told.text)
		cmd_warn("%s", done.told.text);
}
