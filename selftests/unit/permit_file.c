// SPDX-License-Identifier: GPL-2.0
/*
 * STATE/permits.json: what is written reads back, rows of another boot stand
 * apart, and no word of it is believed unchecked; nor the clock after a reboot.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include "kselftest.h"
#include "permit/permit.h"
#include "permit/permit_sync.h"
#include "permit/permit_text.h"

static char dir[64];
static char path[80];

static void make(struct permit *permit, uint32_t id, bool any)
{
	struct addr_prefix prefixes[3];
	const struct port_range ports[] = { { 443, 443 }, { 8000, 8010 } };
	const struct addr_list list = { .items = prefixes, .count = 3 };

	memset(permit, 0, sizeof(*permit));
	addr_prefix_parse("203.0.113.0/25", &prefixes[0]);
	addr_prefix_parse("10.20.2.10", &prefixes[1]);
	addr_prefix_parse("2001:db8:1:8000::/49", &prefixes[2]);
	if (any)
		permit_set_peer(&permit->what, true,
				&(const struct addr_list){ 0 });
	else
		permit_set_peer(&permit->what, false, &list);
	permit_set_ports(&permit->what, any ? PROTO_ANY : PROTO_UDP, ports,
			 any ? 0 : 2);
	permit->what.id = id;
	permit->note.id = id;
	permit->note.origin = any ? LC_PERMIT_FILE : LC_PERMIT_COMMAND;
	permit->note.since = 1788000000;
	permit->note.until = 1788003600;
	permit->note.macs[0] = 0x4419b6000001;
	permit->note.macs[1] = 0x4419b6000002;
	permit->note.mac_count = 2;
	strcpy(permit->note.peer, any ? "any" : "recorder, 203.0.113.0/25");
	strcpy(permit->note.by, "anna");
	strcpy(permit->note.why, "firmware \"5.7\"");
}

static bool reads_back(void)
{
	struct permits now = { calloc(2, sizeof(struct permit)), 2 };
	struct permits before = { calloc(1, sizeof(struct permit)), 1 };
	struct permit_file file;
	struct fault fault = { "" };
	bool right;

	make(&now.items[0], 0x3f2a9c, false);
	make(&now.items[1], 0x000001, true);
	make(&before.items[0], 0xfffffe, false);
	if (permit_file_write(dir, &now, &before, 1788000001, &fault) ||
	    permit_file_read(dir, &file, &fault))
		ksft_exit_fail_msg("%s\n", fault.text);
	right = file.now.count == 2 && file.before.count == 1 &&
		file.written == 1788000001 &&
		!memcmp(&file.now.items[0], &now.items[0],
			sizeof(struct permit)) &&
		!memcmp(&file.now.items[1], &now.items[1],
			sizeof(struct permit)) &&
		!memcmp(&file.before.items[0], &before.items[0],
			sizeof(struct permit));
	permit_file_free(&file);
	permits_free(&now);
	permits_free(&before);
	return right;
}

static bool private(void)
{
	struct stat st;

	return !stat(path, &st) && (st.st_mode & 0777) == 0600;
}

#define ROW                                                                   \
	"{\"id\": \"3f2a9c\", \"macs\": [\"44:19:b6:00:00:01\"], \"peers\": " \
	"[\"10.0.0.1\"], \"any\": false, \"proto\": \"tcp\", \"ports\": "     \
	"[\"443\"], \"since\": \"2026-08-29T00:00:00Z\", \"until\": "         \
	"\"2026-08-30T00:00:00Z\"}"

/* The row with one thing in it replaced. */
static const struct {
	const char *name;
	const char *from;
	const char *to;
	int rows; /* -1: the file is refused */
} cases[] = {
	{ "as it should be", "", "", 1 },
	{ "no id", "3f2a9c", "", 0 },
	{ "an id of 0", "3f2a9c", "000000", 0 },
	{ "an id of words", "3f2a9c", "3F2A9C", 0 },
	{ "no device", "\"44:19:b6:00:00:01\"", "", 0 },
	{ "a multicast device", "44:19", "01:19", 0 },
	{ "a device that is a number", "\"44:19:b6:00:00:01\"", "7", 0 },
	{ "any and a peer", "false", "true", 0 },
	{ "neither any nor a peer", "\"10.0.0.1\"", "", 0 },
	{ "a peer that is none", "10.0.0.1", "10.0.0", 0 },
	{ "a peer with host bits", "10.0.0.1", "10.0.0.1/8", 0 },
	{ "no such protocol", "\"tcp\"", "\"gre\"", 0 },
	{ "TCP without ports", "\"443\"", "", 0 },
	{ "ICMP with ports", "\"tcp\"", "\"icmp\"", 0 },
	{ "port 0", "443", "0", 0 },
	{ "no time", "2026-08-30T00:00:00Z", "tomorrow", 0 },
	{ "nine ports", "\"443\"",
	  "\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"", 0 },
	{ "a key twice", "\"any\": false", "\"any\": false, \"any\": true",
	  -1 },
	{ "cut short", "\"any\"", "\"", -1 },
};

static bool case_right(size_t i)
{
	const char *at = strstr(ROW, cases[i].from);
	struct permit_file file = { 0 };
	FILE *out = fopen(path, "w");
	int rows = -1;

	if (!out || !at)
		ksft_exit_fail_msg("%s: cannot be written\n", path);
	fprintf(out,
		"{\"schema\": \"permits/1\", \"written\": \"2026-08-29T00:00:00Z\", \"rows\": [%.*s%s%s]}\n",
		(int)(at - ROW), ROW, cases[i].to, at + strlen(cases[i].from));
	fclose(out);
	if (!permit_file_read(dir, &file, NULL)) {
		rows = (int)(file.now.count + file.before.count);
		permit_file_free(&file);
	}
	return rows == cases[i].rows;
}

static bool absent(void)
{
	struct permit_file file;

	unlink(path);
	return permit_file_read(dir, &file, NULL) == -ENOENT;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 6);
	strcpy(dir, "/tmp/permit_file.XXXXXX");
	if (!mkdtemp(dir))
		ksft_exit_fail_msg("no directory\n");
	snprintf(path, sizeof(path), "%s/permits.json", dir);
	ksft_test_result(reads_back(), "what is written reads back\n");
	ksft_test_result(private(), "nobody else may read it\n");
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(case_right(i), "%s: %d rows\n", cases[i].name,
				 cases[i].rows);
	ksft_test_result(absent(), "no file is told from a bad one\n");
	rmdir(dir);
	ksft_test_result(permit_clock_trusted(0, 100, 100),
			 "a clock that is set can be trusted\n");
	ksft_test_result(!permit_clock_trusted(STA_UNSYNC, 100, 100),
			 "one that is not set cannot\n");
	ksft_test_result(!permit_clock_trusted(0, 99, 100),
			 "nor one that was later once\n");
	ksft_finished();
}
