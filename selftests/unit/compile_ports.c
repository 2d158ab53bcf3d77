// SPDX-License-Identifier: GPL-2.0
/*
 * Every port from 0 to 65535 has the class of just those rules whose ranges
 * it is in, for random ranges that overlap, touch and reach the ends.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"

#define RANGES_MAX 40

static const struct size {
	const char *name;
	unsigned int rules;
	unsigned int ranges; /* of a rule, at most */
	unsigned int near; /* ends stand within so many ports, 0: anywhere */
} sizes[] = {
	{ "one rule", 1, 1, 0 },
	{ "a few rules", 5, 3, 0 },
	{ "close together", 40, 4, 20 },
	{ "256 rules", 256, 3, 0 },
	{ "long lists", 30, RANGES_MAX, 0 },
};

static uint16_t random_port(struct rng *rng, unsigned int near)
{
	if (!near)
		return 1 + rng_below(rng, 65535);
	if (rng_chance(rng, 50))
		return 65535 - rng_below(rng, near);
	return 1 + rng_below(rng, near);
}

static void make_rule(struct rng *rng, const struct size *size,
		      struct policy_rule *rule)
{
	struct port_range *range;
	uint16_t a, b;
	size_t i;

	rule->peer.any = true;
	/* none is a rule for every port */
	rule->port_count = rng_below(rng, size->ranges + 1);
	rule->ports = calloc(rule->port_count + 1, sizeof(*rule->ports));
	if (!rule->ports)
		ksft_exit_fail_msg("out of memory\n");
	for (i = 0; i < rule->port_count; i++) {
		range = &rule->ports[i];
		a = random_port(rng, size->near);
		b = rng_chance(rng, 40) ? a : random_port(rng, size->near);
		range->low = a < b ? a : b;
		range->high = a < b ? b : a;
	}
}

static bool port_right(const struct bench *bench, unsigned int port)
{
	const struct policy_group *group = &bench->policy.groups[0];
	struct lc_slot slot = lib_slot(bench->image);
	unsigned int class = slot.rules->port_class[port];
	const struct lc_vector *vector =
		slot_vector(&slot, slot.rules->groups[0].port_refs + class);
	bool is, wanted;
	size_t i, j;

	for (i = 0; i < LC_MAX_GROUP_RULES; i++) {
		wanted = i < group->rule_count && !group->rules[i].port_count;
		for (j = 0;
		     i < group->rule_count && j < group->rules[i].port_count;
		     j++)
			wanted |= group->rules[i].ports[j].low <= port &&
				  group->rules[i].ports[j].high >= port;
		is = vector->word[i / 64] >> (i % 64) & 1;
		if (is != wanted) {
			ksft_print_msg("port %u, rule %zu: %d, expected %d\n",
				       port, i, is, wanted);
			return false;
		}
	}
	return true;
}

static bool size_right(const struct size *size, uint64_t seed)
{
	static char rules[LC_MAX_GROUP_RULES][16];
	struct bench *bench = bench_new();
	struct rng rng = rng_new(seed);
	struct policy_group group = {
		.name = rules[0],
		.rules = calloc(size->rules, sizeof(*group.rules)),
		.rule_count = size->rules,
	};
	unsigned int i;
	bool right;

	if (!group.rules)
		ksft_exit_fail_msg("out of memory\n");
	bench->policy.groups = &group;
	bench->policy.group_count = 1;
	for (i = 0; i < size->rules; i++) {
		snprintf(rules[i], sizeof(rules[i]), "r%u", i);
		group.rules[i].name = rules[i];
		make_rule(&rng, size, &group.rules[i]);
	}
	right = !bench_compile(bench);
	for (i = 0; i < 65536 && right; i++)
		right = port_right(bench, i);
	if (!right)
		ksft_print_msg("seed %llu %s\n", (unsigned long long)seed,
			       bench_error(bench));
	for (i = 0; i < size->rules; i++)
		free(group.rules[i].ports);
	free(group.rules);
	bench_free(bench);
	return right;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(sizes));
	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		ksft_test_result(size_right(&sizes[i], i), "%s\n",
				 sizes[i].name);
	ksft_finished();
}
