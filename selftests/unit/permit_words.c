// SPDX-License-Identifier: GPL-2.0
/*
 * The words of a permit: what is read of them, and what each wrong one is told.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kselftest.h"
#include "permit/permit.h"
#include "permit/permit_text.h"
#include "permit/permit_words.h"

#define CAM "44:19:b6:00:00:01"

static struct addr_prefix recorder[40];

static int find_endpoint(void *data, const char *name, struct addr_list *list)
{
	size_t count = !strcmp(name, "recorder") ? 2 :
		       !strcmp(name, "many")	 ? 33 :
		       !strcmp(name, "for")	 ? 1 :
						   0;

	(void)data;
	if (!count)
		return -ENOENT;
	list->items = recorder;
	list->count = count;
	return 0;
}

static const struct permit_endpoints endpoints = { find_endpoint, NULL };

static int parse(const char *line, struct permit *permit, struct fault *fault)
{
	char copy[4096], *words[200];
	size_t count = 0;
	char *word;

	snprintf(copy, sizeof(copy), "%s", line);
	for (word = strtok(copy, " "); word && count < 200;
	     word = strtok(NULL, " "))
		words[count++] = word;
	return permit_words_parse(words, count, &endpoints, permit, fault);
}

static const struct {
	const char *line;
	const char *service;
	unsigned int macs;
	unsigned int protos;
	unsigned int peers; /* 0: any */
	int64_t seconds;
} good[] = {
	{ CAM " to 203.0.113.9 tcp 443 for 1h", "tcp 443", 1, 1, 1, 3600 },
	{ CAM " to 203.0.113.0/24 tcp 443,8000-8010 for 90s",
	  "tcp 443, 8000-8010", 1, 1, 1, 90 },
	{ CAM " to 203.0.113.0/24 tcp 443 8000-8010 for 15m",
	  "tcp 443, 8000-8010", 1, 1, 1, 900 },
	{ CAM " 44-19-B6-00-00-02 " CAM " to any udp 53 for 31d", "udp 53", 2,
	  2, 0, 2678400 },
	{ CAM " to recorder any for 2d", "any", 1, 15, 2, 172800 },
	{ CAM " to recorder any 80 for 1s", "any 80", 1, 3, 2, 1 },
	{ CAM " to recorder,2001:db8::/32 icmp for 1h", "icmp", 1, 4, 3, 3600 },
	{ CAM " to for tcp 1,2,3,4,5,6,7,65535 for 1h",
	  "tcp 1, 2, 3, 4, 5, 6, 7, 65535", 1, 1, 1, 3600 },
};

static bool good_right(size_t i)
{
	struct fault fault = { "" };
	char service[PERMIT_PORTS_LEN];
	struct permit permit = { 0 };
	struct addr_prefix prefix;
	unsigned int peers = 0;

	if (parse(good[i].line, &permit, &fault)) {
		ksft_print_msg("%s\n", fault.text);
		return false;
	}
	while (permit_peer(&permit.what, peers, &prefix))
		peers++;
	permit_service(&permit, service);
	if (!strcmp(service, good[i].service) &&
	    permit.note.mac_count == good[i].macs &&
	    permit.what.protos == good[i].protos && peers == good[i].peers &&
	    permit.what.any == !peers && permit.seconds == good[i].seconds)
		return true;
	ksft_print_msg("\"%s\", %u macs, protos %u, %u peers, %lld s\n",
		       service, permit.note.mac_count, permit.what.protos,
		       peers, (long long)permit.seconds);
	return false;
}

static const struct {
	const char *line;
	const char *says;
} bad[] = {
	{ CAM " to 203.0.113.9 tcp 443", "write: lenscap permit" },
	{ CAM " 203.0.113.9 tcp 443 for 1h", "write: lenscap permit" },
	{ CAM " to tcp for 1h", "write: lenscap permit" },
	{ "to 203.0.113.9 tcp 443 for 1h", "for 1 to 64 devices, not 0" },
	{ "44:19:b6/24 to any tcp 443 for 1h", "not the MAC address" },
	{ "01:19:b6:00:00:01 to any tcp 443 for 1h", "not the MAC address" },
	{ CAM " to nobody tcp 443 for 1h", "no endpoint \"nobody\"" },
	{ CAM " to router tcp 443 for 1h", "no endpoint \"router\"" },
	{ CAM " to 203.0.113.9/24 tcp 443 for 1h", "beyond its length" },
	{ CAM " to 203.0.113.9/33 tcp 443 for 1h", "up to 32 bits" },
	{ CAM " to ::ffff:10.0.0.1 tcp 443 for 1h", "IPv4 written as IPv6" },
	{ CAM " to 203.0.113 tcp 443 for 1h",
	  "no address, no prefix and no endpoint" },
	{ CAM " to many tcp 443 for 1h", "more than 32 prefixes" },
	{ CAM " to recorder, tcp 443 for 1h", "no peer" },
	{ CAM " to any,recorder tcp 443 for 1h", "no endpoint \"any\"" },
	{ CAM " to any sctp 443 for 1h", "no protocol" },
	{ CAM " to any tcp for 1h", "a port is missing after tcp" },
	{ CAM " to any udp for 1h", "a port is missing after udp" },
	{ CAM " to any icmp 8 for 1h", "icmp has no ports" },
	{ CAM " to any tcp 0 for 1h", "not from 1 to 65535" },
	{ CAM " to any tcp 65536 for 1h", "not from 1 to 65535" },
	{ CAM " to any tcp 9-8 for 1h", "begins above its end" },
	{ CAM " to any tcp https for 1h", "no port" },
	{ CAM " to any tcp 1,,2 for 1h", "no port" },
	{ CAM " to any tcp 1,2, for 1h", "no port" },
	{ CAM " to any tcp 1,2,3,4,5,6,7,8,9 for 1h", "at most 8 ports" },
	{ CAM " to any tcp 443 for 1", "no time for a permit" },
	{ CAM " to any tcp 443 for 0s", "no time for a permit" },
	{ CAM " to any tcp 443 for 32d", "no time for a permit" },
	{ CAM " to any tcp 443 for 1h30m", "no time for a permit" },
	{ CAM " to any tcp 443 for ever", "no time for a permit" },
	{ CAM " to any tcp 443 for 99999999999999999999d",
	  "no time for a permit" },
};

static bool bad_right(size_t i)
{
	struct permit permit = { .seconds = 7 }, before = permit;
	struct fault fault = { "" };
	int err = parse(bad[i].line, &permit, &fault);

	if (err < 0 && strstr(fault.text, bad[i].says) &&
	    !memcmp(&permit, &before, sizeof(permit)))
		return true;
	ksft_print_msg("%d, %s\n", err, fault.text);
	return false;
}

static bool too_many_devices(void)
{
	char line[2048] = "";
	struct permit permit = { 0 };
	struct fault fault = { "" };
	int i;

	for (i = 0; i < 65; i++)
		snprintf(line + strlen(line), sizeof(line) - strlen(line),
			 "44:19:b6:00:00:%02x ", i);
	strcat(line, "to any tcp 443 for 1h");
	return parse(line, &permit, &fault) &&
	       strstr(fault.text, "1 to 64 devices, not 65");
}

static bool why_right(const char *text, bool right)
{
	struct lc_permit_note note = { 0 };

	return !permit_why_parse(text, &note, NULL) == right &&
	       !strcmp(note.why, right ? text : "");
}

int main(void)
{
	char longest[1033];
	size_t i;

	recorder[0] =
		(struct addr_prefix){ .addr = { 10, 20, 2, 10 }, .bits = 32 };
	recorder[1] = (struct addr_prefix){ .addr = { 0xfd, 0x20 },
					    .bits = 16,
					    .v6 = true };
	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(good) + ARRAY_SIZE(bad) + 6);
	for (i = 0; i < ARRAY_SIZE(good); i++)
		ksft_test_result(good_right(i), "%s\n", good[i].line);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		ksft_test_result(bad_right(i), "refused: %s\n", bad[i].line);
	ksft_test_result(too_many_devices(), "refused: 65 devices\n");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	ksft_test_result(why_right("firmware 5.7, caf\303\251", true),
			 "why: a line of text\n");
	ksft_test_result(why_right("", false), "why: nothing\n");
	ksft_test_result(why_right("a\nb", false), "why: two lines\n");
	ksft_test_result(why_right("\033[31m", false), "why: an escape\n");
	ksft_test_result(why_right(longest, false), "why: too long\n");
	ksft_finished();
}
