// SPDX-License-Identifier: GPL-2.0
/*
 * A rule's hash changes with everything that the rule says, and with nothing
 * else: a flow lives on by it over a switch, or is judged anew.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"

#define TEN                               \
	{                                 \
		.addr = { 10 }, .bits = 8 \
	}
#define TEN_20                                 \
	{                                      \
		.addr = { 10, 20 }, .bits = 16 \
	}

static char words[2][8] = { "one", "two" };

static struct addr_prefix ten[] = { TEN }, both[] = { TEN, TEN_20 };
static struct addr_prefix nine_bits[] = { { .addr = { 10 }, .bits = 9 } };
static struct addr_prefix eleven[] = { { .addr = { 11 }, .bits = 8 } };
/* a00::/8 has the octets of 10.0.0.0/8 */
static struct addr_prefix ten_v6[] = { { .addr = { 10 }, .bits = 8, .v6 = 1 } };
static struct addr_prefix host_v6[] = {
	{ .addr = { 10 }, .bits = 128, .v6 = 1 }
};

static struct port_range http[] = { { 80, 80 } }, wide[] = { { 80, 81 } };
static struct port_range lower[] = { { 79, 80 } };
static struct port_range pair[] = { { 80, 80 }, { 443, 443 } };

#define LIST(array)                      \
	{                                \
		array, ARRAY_SIZE(array) \
	}
#define PLAIN                                                \
	.name = words[0], .peer = { .prefixes = LIST(ten) }, \
	.proto = PROTO_TCP, .ports = http, .port_count = 1,  \
	.kind = LC_RULE_EITHER

/* The initializers after PLAIN take the place of its own. */
#pragma GCC diagnostic ignored "-Woverride-init"
static struct policy_rule rules[] = {
	{ PLAIN },
	{ PLAIN, .kind = LC_RULE_DROP },
	{ PLAIN, .kind = LC_RULE_PEER },
	{ PLAIN, .kind = LC_RULE_DEVICE },
	{ PLAIN, .proto = PROTO_UDP },
	{ PLAIN, .proto = PROTO_ANY },
	{ PLAIN, .peer = { .any = true } },
	{ PLAIN, .peer = { .router = true } },
	{ PLAIN, .peer = { .router = true, .prefixes = LIST(ten) } },
	{ PLAIN, .peer = { .prefixes = LIST(both) } },
	{ PLAIN, .peer = { .prefixes = LIST(nine_bits) } },
	{ PLAIN, .peer = { .prefixes = LIST(eleven) } },
	{ PLAIN, .peer = { .prefixes = LIST(host_v6) } },
	{ PLAIN, .ports = NULL, .port_count = 0 },
	{ PLAIN, .ports = wide },
	{ PLAIN, .ports = lower },
	{ PLAIN, .ports = pair, .port_count = 2 },
	{ PLAIN, .peer = { .prefixes = LIST(ten_v6) } },
};

enum place {
	ALONE,
	BEFORE, /* another */
	BEHIND,
};

/* The hash of a rule, among others of its group. */
static uint32_t hash_of(struct bench *bench, const struct policy_rule *rule,
			enum place place)
{
	struct policy_rule list[3] = { rules[1], *rule, rules[1] };
	struct policy_group group = {
		.name = place == ALONE ? words[0] : words[1],
		.rules = place == BEHIND ? list : list + 1,
		.rule_count = place == ALONE ? 1 : 2,
		.monitor = place == BEFORE,
		.default_pass = place == BEFORE,
	};

	list[0].name = words[1];
	list[2].name = words[1];
	bench->policy.groups = &group;
	bench->policy.group_count = 1;
	if (bench_compile(bench))
		ksft_exit_fail_msg("not compiled: %s\n", bench_error(bench));
	return bench->image->rules.rules[place == BEHIND].hash;
}

int main(void)
{
	uint32_t hashes[ARRAY_SIZE(rules)] = { 0 };
	struct bench *bench = bench_new();
	struct policy_rule renamed = rules[0];
	size_t i, j;
	bool right = true, behind = true, differ;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(rules) + 2);
	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		hashes[i] = hash_of(bench, &rules[i], ALONE);
		for (j = 0, differ = true; j < i; j++)
			if (hashes[i] == hashes[j]) {
				ksft_print_msg("as that of rule %zu\n", j);
				differ = false;
			}
		ksft_test_result(differ, "rule %zu has a hash of its own\n", i);
		right &= hash_of(bench, &rules[i], BEFORE) == hashes[i];
		behind &= hash_of(bench, &rules[i], BEHIND) != hashes[i];
	}
	renamed.name = words[1];
	renamed.note = words[0];
	right &= hash_of(bench, &renamed, ALONE) == hashes[0];
	ksft_test_result(right,
			 "its name, note and what follows do not matter\n");
	ksft_test_result(behind, "what comes before it does\n");
	bench_free(bench);
	ksft_finished();
}
