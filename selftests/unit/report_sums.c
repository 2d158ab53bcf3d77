// SPDX-License-Identifier: GPL-2.0
/*
 * A report summed up: a device counts once, whoever saw it where; destinations
 * add up over devices and sites; frames by verdict.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "report/report_sum.h"

static struct report *report;

static void site(const char *name)
{
	struct report_site *site =
		report_add(&report->sites, sizeof(struct report_site));

	site->name = report_text(report, name);
}

static void device(size_t i, uint64_t mac, const char *vendor,
		   const char *interface, int vlan)
{
	struct report_device *row =
		report_add(&report_site(report, i)->devices, sizeof(*row));

	row->mac = mac;
	row->vendor = report_text(report, vendor);
	row->interface = report_text(report, interface);
	row->zone = row->interface;
	row->vlan = vlan;
	row->active = mac % 2;
	row->frames = 10;
	row->first_seen = (int64_t)(1000 + mac);
}

static void attempt(size_t i, uint64_t mac, const char *peer, int port,
		    int verdict, int reach)
{
	struct report_attempt *row =
		report_add(&report_site(report, i)->attempts, sizeof(*row));

	row->mac = mac;
	row->vendor = report_text(report, "dahua");
	row->peer = report_text(report, peer);
	row->proto = report_text(report, "tcp");
	row->port = port;
	row->from_port = -1;
	row->verdict = verdict;
	row->reach = reach;
	row->frames = 3;
}

static void frames(size_t i, const char *direction, const char *verdict,
		   uint64_t count)
{
	struct report_frames *row =
		report_add(&report_site(report, i)->frames, sizeof(*row));

	row->direction = report_text(report, direction);
	row->verdict = report_text(report, verdict);
	row->reason = report_text(report, "default");
	row->frames = count;
}

static void fill(void)
{
	site("north");
	site("south");
	device(0, 1, "dahua", "lan0", 7);
	device(0, 1, "dahua", "lan0", 8); /* the same, on another VLAN */
	device(0, 2, NULL, "lan1", -1);
	device(1, 1, "dahua", "lan0", -1); /* and at another site */
	device(1, 3, "ezviz", "lan0", -1);
	attempt(0, 1, "203.0.113.9", 443, LC_DROP, REPORT_OUTSIDE);
	attempt(0, 2, "203.0.113.9", 443, LC_DROP, REPORT_OUTSIDE);
	attempt(1, 1, "203.0.113.9", 443, LC_DROP, REPORT_OUTSIDE);
	attempt(1, 1, "203.0.113.9", 443, LC_PASS, REPORT_OUTSIDE);
	attempt(1, 3, "203.0.113.9", 80, LC_WOULD_DROP, REPORT_OUTSIDE);
	attempt(1, 3, "10.0.0.1", 80, LC_DROP, REPORT_PRIVATE);
	frames(0, "ingress", "drop", 5);
	frames(1, "ingress", "drop", 6);
	frames(1, "ingress", "pass", 7);
	frames(1, "egress", "would-drop", 8);
}

static void check(const struct report_sum *sum)
{
	const struct report_make *makes = sum->makes.rows;
	const struct report_place *places = sum->places.rows;
	const struct report_target *targets = sum->targets_list.rows;
	const struct report_cause *causes = sum->causes.rows;

	ksft_test_result(sum->devices == 3 && sum->twice == 1 &&
				 sum->active == 2 && sum->known == 2,
			 "devices, and those that two sites saw\n");
	ksft_test_result(sum->sites[0].devices == 2 &&
				 sum->sites[1].devices == 2,
			 "each site has its own\n");
	ksft_test_result(sum->makes.count == 3 && makes[0].devices == 1 &&
				 makes[1].devices == 1,
			 "a make counts devices, not rows\n");
	ksft_test_result(sum->places.count == 3 && places[0].devices == 1 &&
				 places[0].frames == 20,
			 "so does a place, and adds up all frames\n");
	ksft_test_result(sum->targets == 1 && sum->attempting == 3 &&
				 sum->sites[0].attempting == 2 &&
				 sum->sites[1].targets == 1,
			 "addresses outside, and who reached for them\n");
	ksft_test_result(sum->outside[LC_DROP] == 9 &&
				 sum->outside[LC_PASS] == 3 &&
				 sum->outside[LC_WOULD_DROP] == 3,
			 "frames to the outside by verdict\n");
	ksft_test_result(
		sum->targets_list.count == 4 && targets[0].verdict == LC_PASS &&
			targets[1].verdict == LC_WOULD_DROP &&
			targets[2].devices == 2 && targets[2].sites == 2 &&
			targets[3].reach == REPORT_PRIVATE,
		"destinations, what passed first, the inside last\n");
	ksft_test_result(sum->flow.frames[LC_DROP] == 11 &&
				 sum->flow.frames[LC_PASS] == 7 &&
				 sum->flow.back[LC_WOULD_DROP] == 8 &&
				 sum->causes.count == 3 &&
				 causes[0].frames == 11,
			 "frames by verdict and cause\n");
}

static void texts(void)
{
	char text[32];
	const char *first = report_text(report, "text 1");
	int i;

	for (i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "text %d", i);
		report_text(report, text);
	}
	snprintf(text, sizeof(text), "text %d", 1);
	ksft_test_result(report_text(report, text) == first &&
				 !strcmp(first, "text 1") &&
				 !report_text(report, "") &&
				 !report_text(report, NULL),
			 "equal texts are one, however many there are\n");
}

int main(void)
{
	struct report_sum *sum;

	ksft_print_header();
	ksft_set_plan(10);
	report = report_new();
	fill();
	sum = report_sum(report);
	check(sum);
	report_sum_free(sum);
	texts();
	report_free(report);
	report = report_new();
	sum = report_sum(report);
	ksft_test_result(sum && !sum->devices, "nothing at all\n");
	report_sum_free(sum);
	report_free(report);
	ksft_finished();
}
