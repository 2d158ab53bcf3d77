// SPDX-License-Identifier: GPL-2.0
/*
 * What the ledger says of a time: sums, devices, attempts, policies, coverage,
 * from files made here. Intervals alone are unit/ledger_cover.c's.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kselftest.h"
#include "ledger/ledger.h"
#include "record/ledger_span.h"
#include "base/sha256.h"

static char dir[64];
static char prev[65] = LEDGER_NONE;
static int seq;

/* One more record; rest is freed. */
static void add(const char *time, json_t *rest)
{
	char path[128], *line;
	json_t *record;
	FILE *out;

	record = json_pack("{s:i, s:s, s:s, s:s, s:s}", "seq", ++seq,
			   "prev_sha256", prev, "time", time, "boot_id", "b",
			   "kind", "hourly");
	json_object_update(record, rest);
	line = json_dumps(record, JSON_COMPACT);
	sha256(line, strlen(line), prev);
	snprintf(path, sizeof(path), "%s/" LEDGER_DIR "/%.7s.jsonl", dir, time);
	out = fopen(path, "a");
	fprintf(out, "%s\n", line);
	fclose(out);
	free(line);
	json_decref(record);
	json_decref(rest);
}

static json_t *policy(const char *sha, const char *at)
{
	return json_pack("{s:i, s:s, s:b, s:{s:s, s:s, s:n, s:s, s:s, s:s}}",
			 "maps", 5, "since", "2026-01-31T20:00:00Z", "judging",
			 1, "policy", "sha256", sha, "name", sha, "revision",
			 "mode", "enforce", "applied_at", at, "by", "anna");
}

static json_t *with(json_t *record, const char *key, json_t *value)
{
	json_object_set_new(record, key, value);
	return record;
}

static json_t *device(int id, const char *mac, const char *first)
{
	return json_pack("{s:i, s:s, s:s, s:n, s:s, s:s, s:s, s:s, s:s, s:s}",
			 "id", id, "mac", mac, "interface", "lan0", "vlan",
			 "zone", "hall", "vendor", "hikvision", "group", "cams",
			 "ipv4", "10.20.0.5", "ipv6", "fd20::5", "first_seen",
			 first);
}

static json_t *attempt(int id, const char *mac)
{
	return json_pack(
		"{s:i, s:s, s:s, s:n, s:s, s:s, s:s, s:s, s:s, s:i, s:n, s:s, s:[s, s], s:s}",
		"id", id, "mac", mac, "interface", "lan0", "vlan", "zone",
		"hall", "vendor", "hikvision", "group", "cams", "peer",
		"203.0.113.9", "proto", "tcp", "port", 443, "from_port",
		"verdict", "drop", "names", "dns:a.example", "tls:b.example",
		"first_seen", "2026-01-31T21:00:00Z");
}

static json_t *counter(int id)
{
	return json_pack("{s:i, s:s, s:s, s:s, s:s, s:n, s:s, s:s, s:n}", "id",
			 id, "interface", "lan0", "zone", "hall", "direction",
			 "ingress", "group", "cams", "vendor", "verdict",
			 "drop", "reason", "default", "rule");
}

#define ONE "44:19:b6:00:00:01"
#define TWO "44:19:b6:00:00:02"
#define THREE "44:19:b6:00:00:03"

static void make_january(void)
{
	json_t *record = policy("a", "2026-01-31T20:00:00Z");

	with(record, "devices",
	     json_pack("[o, o]", device(1, ONE, "2026-01-31T21:00:00Z"),
		       device(2, TWO, "2026-01-31T21:30:00Z")));
	with(record, "counters", json_pack("[o]", counter(1)));
	with(record, "attempts", json_pack("[o]", attempt(1, ONE)));
	with(record, "seen",
	     json_loads(
		     "{\"devices\":[[1,9,90,9,0,0],[2,9,90,9,0,0]],\"counters\":[[1,18,180]],\"attempts\":[[1,9,90,0]]}",
		     0, NULL));
	add("2026-01-31T22:00:00Z", record);
	add("2026-01-31T23:00:00Z", policy("a", "2026-01-31T20:00:00Z"));
}

/* Each month says in full whom it names. */
static void make_february(void)
{
	json_t *record = policy("a", "2026-01-31T20:00:00Z");

	with(record, "devices",
	     json_pack("[o]", device(1, ONE, "2026-01-31T21:00:00Z")));
	with(record, "counters", json_pack("[o]", counter(1)));
	with(record, "attempts", json_pack("[o]", attempt(1, ONE)));
	with(record, "totals", json_pack("{s:i}", "unplaced", 3));
	with(record, "seen",
	     json_loads(
		     "{\"devices\":[[1,5,50,4,1,60]],\"counters\":[[1,5,50]],\"attempts\":[[1,4,40,60]]}",
		     0, NULL));
	add("2026-02-01T00:00:00Z", record);
	record = policy("b", "2026-02-01T00:30:00Z");
	with(record, "devices",
	     json_pack("[o]", device(3, THREE, "2026-02-01T00:59:00Z")));
	with(record, "seen",
	     json_loads(
		     "{\"devices\":[[1,2,20,0,0,5],[3,7,70,0,0,0],[99,1,1,1,1,1]],\"counters\":[[1,9,90]]}",
		     0, NULL));
	add("2026-02-01T01:00:00Z", record);
}

/* Four hours without a record; and what stands behind the span. */
static void make_later(void)
{
	json_t *record = policy("b", "2026-02-01T00:30:00Z");

	with(record, "seen",
	     json_loads("{\"devices\":[[1,100,100,0,0,0]]}", 0, NULL));
	add("2026-02-01T05:00:00Z", record);
	record = policy("b", "2026-02-01T00:30:00Z");
	add("2026-02-01T06:00:00Z",
	    with(record, "forgot", json_pack("{s:s}", "mac", THREE)));
}

static int64_t at(const char *text)
{
	int64_t seconds = 0;

	ledger_span_time(text, &seconds);
	return seconds;
}

static struct ledger_span *get(const char *from, const char *to,
			       const char *now)
{
	struct ledger_span *span = NULL;
	struct fault fault = { "" };

	if (ledger_span_read(dir, at(from), at(to), at(now), &span, &fault))
		ksft_exit_fail_msg("%s\n", fault.text);
	return span;
}

static void devices(const struct ledger_span *span)
{
	const struct census_device *device = span->census.devices;

	ksft_test_result(span->census.device_count == 1 &&
				 device->mac == 0x4419b6000001 &&
				 device->frames == 7 && device->bytes == 70 &&
				 device->dropped == 4 &&
				 device->would_drop == 1,
			 "devices, and none that was forgotten later\n");
	ksft_test_result(
		device->first_seen == 1000 * at("2026-01-31T21:00:00Z") &&
			device->last_seen == 1000 * at("2026-02-01T00:59:55Z"),
		"first seen ever, last seen within\n");
	ksft_test_result(device->ipv4 == 0x0a140005 &&
				 device->ipv6[0] == 0xfd20000000000000 &&
				 device->ipv6[1] == 5 && device->vlan == -1 &&
				 device->attempts == 1 &&
				 !strcmp(device->zone, "hall"),
			 "with addresses and names\n");
}

static void rows(const struct ledger_span *span)
{
	const struct census_attempt *attempt = span->census.attempts;
	const struct counter_row *counter = span->counters.rows;

	ksft_test_result(span->records == 2 && span->head_seq == 4 &&
				 !span->broken,
			 "the records within, chained\n");
	ksft_test_result(span->counters.count == 1 && counter->frames == 14 &&
				 !strcmp(counter->verdict, "drop") &&
				 !counter->vendor,
			 "counters are summed over it alone\n");
	ksft_test_result(span->census.attempt_count == 1 &&
				 attempt->frames == 4 && attempt->port == 443 &&
				 attempt->proto == 6 && attempt->l3 == 4 &&
				 attempt->verdict == LC_DROP &&
				 attempt->peer[1] == 0xcb007109,
			 "attempts\n");
	ksft_test_result(attempt->name_count == 2 &&
				 !strcmp(attempt->names[0].name, "a.example") &&
				 attempt->names[0].source == LC_NAME_DNS &&
				 attempt->names[1].source == LC_NAME_TLS,
			 "with what they were called\n");
	ksft_test_result(span->census.unplaced == 3,
			 "and what found no place\n");
}

static void policies(const struct ledger_span *span)
{
	const struct ledger_policy *policy = span->policies;

	ksft_test_result(span->policy_count == 2 &&
				 !strcmp(policy[0].name, "a") &&
				 policy[0].from == span->from &&
				 policy[0].to == at("2026-02-01T00:30:00Z") &&
				 policy[1].from == policy[0].to &&
				 policy[1].to == span->to,
			 "policies one after the other\n");
}

static void coverage(const struct ledger_span *span)
{
	ksft_test_result(span->covered == 3600 && span->gap_count == 1 &&
				 span->gaps[0].cause == LEDGER_GAP_RECORD &&
				 span->gaps[0].from ==
					 at("2026-02-01T01:00:00Z") &&
				 span->gaps[0].to == span->to,
			 "one hour of three is covered\n");
}

static void ends(void)
{
	struct ledger_span *span = get("2026-02-01T05:00:00Z", "2027-01-01",
				       "2026-02-01T06:20:00Z");

	ksft_test_result(span->to == at("2026-02-01T06:00:00Z") &&
				 !span->gap_count && span->covered == 3600,
			 "up to now ends with a young last record\n");
	ledger_span_free(span);
	span = get("2025-12-01", "2025-12-02", "2026-02-01");
	ksft_test_result(
		!span->records && !span->covered && span->gap_count == 1 &&
			span->gaps[0].cause == LEDGER_GAP_BEFORE &&
			!span->policy_count && !span->census.device_count,
		"a time before all records is one gap\n");
	ledger_span_free(span);
}

static void damaged(void)
{
	char path[128];
	struct ledger_span *span;
	FILE *out;

	snprintf(path, sizeof(path), "%s/" LEDGER_DIR "/2026-02.jsonl", dir);
	out = fopen(path, "a");
	fputs("{\"seq\":\"x\"}\n[1]\n\"\n", out);
	fclose(out);
	add("2026-02-01T07:00:00Z",
	    json_loads(
		    "{\"devices\":[{\"id\":-1},5,{\"id\":8,\"mac\":\"x\",\"interface\":7,\"vlan\":{}}],\"seen\":{\"devices\":[5,[],[1,-5,\"x\",null,1e99,[]]]},\"policy\":7,\"totals\":[]}",
		    0, NULL));
	span = get("2026-02-01T06:30:00Z", "2026-02-01T08:00:00Z",
		   "2026-02-02");
	ksft_test_result(span->broken && !span->census.device_count,
			 "what is no record is left out, and told\n");
	ledger_span_free(span);
}

static void clear(void)
{
	static const char *const names[] = { "/" LEDGER_DIR "/2026-01.jsonl",
					     "/" LEDGER_DIR "/2026-02.jsonl",
					     "/" LEDGER_DIR, "" };
	char path[128];
	size_t i;

	for (i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s%s", dir, names[i]);
		remove(path);
	}
}

static void make(void)
{
	const char *tmp = getenv("TMPDIR");
	char path[128];

	snprintf(dir, sizeof(dir), "%s/span-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir))
		ksft_exit_fail_msg("no directory\n");
	snprintf(path, sizeof(path), "%s/" LEDGER_DIR, dir);
	mkdir(path, 0700);
	make_january();
	make_february();
	make_later();
}

int main(void)
{
	struct ledger_span *span;
	int64_t seconds;

	ksft_print_header();
	ksft_set_plan(15);
	make();
	span = get("2026-02-01", "2026-02-01T03:00:00Z", "2026-03-01");
	devices(span);
	rows(span);
	policies(span);
	coverage(span);
	ledger_span_free(span);
	ends();
	damaged();
	ksft_test_result(at("2026-02-01") == at("2026-02-01T00:00:00Z"),
			 "a date is its midnight in UTC\n");
	ksft_test_result(ledger_span_time("2026-02-3x", &seconds) &&
				 ledger_span_time("2026-13-01", &seconds) &&
				 ledger_span_time("yesterday!", &seconds),
			 "what is none is refused\n");
	clear();
	ksft_finished();
}
