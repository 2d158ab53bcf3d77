// SPDX-License-Identifier: GPL-2.0
/*
 * However many ports, zones, groups, makes and reasons there are, there are no
 * more than 5,000 series, and what they count adds up to the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "metrics/measure.h"
#include "metrics/metrics.h"

#define ROWS 60000
#define DEVICES 20000
#define NAMES 64

static char names[NAMES][16];
static char many[4096][16];
static struct counter_row rows[ROWS];
static struct census_device devices[DEVICES];
static struct state_port ports[NAMES];
static char *text;

static void fill(void)
{
	static const char *const verdicts[] = { "pass", "drop", "would-drop" };
	int i;

	for (i = 0; i < NAMES; i++) {
		snprintf(names[i], sizeof(names[i]), "n%02d", i);
		strcpy(ports[i].name, names[i]);
		ports[i].in_policy = true;
	}
	for (i = 0; i < 4096; i++)
		snprintf(many[i], sizeof(many[i]), "m%04d", i);
	for (i = 0; i < ROWS; i++)
		rows[i] = (struct counter_row){
			.interface = names[i % NAMES],
			.zone = names[i / 7 % NAMES],
			.direction = i % 2 ? "ingress" : "egress",
			.group = names[i / 11 % NAMES],
			.vendor = many[i % 500],
			.verdict = verdicts[i % 3],
			.reason = names[i / 3 % 33],
			.rule = many[i % 4096],
			.frames = 1,
			.bytes = 60,
		};
	for (i = 0; i < DEVICES; i++)
		devices[i] = (struct census_device){
			.interface = names[i % NAMES],
			.zone = names[i % NAMES],
			.group = names[i / 5 % NAMES],
			.vendor = many[i % 500],
			.state = i % 2 ? CENSUS_ACTIVE : CENSUS_STALE,
			.momentary = !(i % 10),
		};
}

static void print(void)
{
	struct census census = { .devices = devices, .device_count = DEVICES };
	struct state state = { .ports = ports, .port_count = NAMES };
	struct overview overview = {
		.pinned = true,
		.live = { .obj = OBJECT_NONE },
		.state = &state,
		.counters = { .rows = rows, .count = ROWS },
		.census = &census,
	};
	size_t size;
	FILE *out = open_memstream(&text, &size);

	ksft_test_result(!names_load(-1, &overview.live.names),
			 "no names yet\n");
	ksft_test_result(!measure_print(out, &overview, METRICS_CLASSIC),
			 "it is measured\n");
	fclose(out);
	names_free(overview.live.names);
}

/* The series of a family, or of all with NULL, and what they add up to. */
static unsigned long long sum(const char *family, size_t *count)
{
	unsigned long long total = 0;
	const char *line, *end, *value;

	*count = 0;
	for (line = text; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (*line == '#' ||
		    (family && strncmp(line, family, strlen(family))))
			continue;
		for (value = end; value[-1] != ' '; value--)
			;
		total += strtoull(value, NULL, 10);
		++*count;
	}
	return total;
}

int main(void)
{
	size_t count, ingress = 0, i;

	ksft_print_header();
	ksft_set_plan(10);
	fill();
	print();
	sum(NULL, &count);
	ksft_print_msg("%zu series\n", count);
	ksft_test_result(count <= METRICS_MAX_SERIES && count > 3000,
			 "no more than 5,000, and most of them\n");
	ksft_test_result(sum("lenscap_frames_total{", &count) == ROWS,
			 "no frame is lost in folding\n");
	ksft_test_result(!!strstr(text, "reason=\"other\"} "),
			 "reasons are folded\n");
	ksft_test_result(sum("lenscap_bytes_total{", &count) == 60ull * ROWS,
			 "no byte\n");
	ksft_test_result(sum("lenscap_vendor_frames_total{", &count) == ROWS,
			 "no make's frame\n");
	ksft_test_result(sum("lenscap_rule_frames_total{", &count) == ROWS,
			 "no rule's frame\n");
	for (i = 0; i < ROWS; i++)
		ingress += i % 2 && i % 3;
	ksft_test_result(sum("lenscap_outbound_refused_total{", &count) ==
				 ingress,
			 "no refusal\n");
	ksft_test_result(sum("lenscap_devices{", &count) == DEVICES,
			 "no device\n");
	free(text);
	ksft_finished();
}
