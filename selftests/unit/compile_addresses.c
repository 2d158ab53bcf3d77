// SPDX-License-Identifier: GPL-2.0
/*
 * Every address at and beside the ends of random prefixes, nested and not,
 * has the class of just those peers, links, routers and servers it is in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"

#define LISTS_MAX 300

static const struct size {
	const char *name;
	unsigned int interfaces;
	unsigned int groups;
	unsigned int rules; /* in a group */
	unsigned int lists; /* for all to choose from */
	unsigned int prefixes; /* in a list, at most */
	unsigned int bits; /* of a prefix, at least */
	unsigned int rounds;
} sizes[] = {
	{ "one prefix, one rule", 1, 1, 1, 1, 1, 0, 300 },
	{ "a prefix each", 2, 2, 3, 10, 1, 0, 100 },
	{ "a few of everything", 3, 3, 4, 20, 4, 0, 100 },
	{ "64 interfaces and groups", 64, 64, 4, 100, 2, 0, 2 },
	{ "256 rules", 1, 2, 256, 300, 3, 0, 3 },
	{ "many small prefixes", 1, 1, 4, 6, 2000, 24, 1 },
};

static struct addr_list lists[LISTS_MAX];

static void make_lists(struct rng *rng, const struct size *size)
{
	unsigned int i, n;

	for (i = 0; i < size->lists; i++) {
		n = rng_below(rng, size->prefixes + 1);
		lists[i].items = calloc(n + 1, sizeof(*lists[i].items));
		if (!lists[i].items)
			ksft_exit_fail_msg("out of memory\n");
		lists[i].count = n;
		while (n--)
			lists[i].items[n] = lib_random_prefix(
				rng, rng_chance(rng, 50), size->bits);
	}
	lists[0].items[0] = lib_random_prefix(rng, false, size->bits);
	lists[0].count += !lists[0].count;
}

static struct addr_list any_list(struct rng *rng, const struct size *size)
{
	return lists[rng_below(rng, size->lists)];
}

static void make_group(struct rng *rng, const struct size *size,
		       struct policy_group *group)
{
	static char names[LC_MAX_GROUP_RULES][16];
	unsigned int i;

	*group = (struct policy_group){
		.name = names[0],
		.dhcp_servers = any_list(rng, size),
		.addresses = any_list(rng, size),
		.rules = calloc(size->rules, sizeof(*group->rules)),
		.rule_count = size->rules,
	};
	if (!group->rules)
		ksft_exit_fail_msg("out of memory\n");
	for (i = 0; i < size->rules; i++) {
		snprintf(names[i], sizeof(names[i]), "r%u", i);
		group->rules[i].name = names[i];
		group->rules[i].peer.any = rng_chance(rng, 5);
		if (!group->rules[i].peer.any)
			group->rules[i].peer.prefixes = any_list(rng, size);
	}
}

static void furnish(struct rng *rng, const struct size *size,
		    struct bench *bench)
{
	struct site_interface *interface;
	unsigned int i;

	for (i = 0; i < size->interfaces; i++) {
		bench_interface(bench, "lan");
		interface = &bench->site.interfaces[i];
		interface->on_link = any_list(rng, size);
		interface->own = any_list(rng, size);
	}
	bench->policy.groups =
		calloc(size->groups, sizeof(struct policy_group));
	if (!bench->policy.groups)
		ksft_exit_fail_msg("out of memory\n");
	for (i = 0; i < size->groups; i++)
		make_group(rng, size, &bench->policy.groups[i]);
	bench->policy.group_count = size->groups;
}

static bool mask_right(uint64_t mask, unsigned int i, struct lc_addr addr,
		       bool v6, const struct addr_list *list, const char *what)
{
	bool is = mask >> i & 1, wanted = lib_addr_listed(addr, v6, list);

	if (is != wanted)
		ksft_print_msg("%s %u: %d, expected %d\n", what, i, is, wanted);
	return is == wanted;
}

static bool masks_right(const struct bench *bench,
			const struct lc_addr_class *class, struct lc_addr addr,
			bool v6)
{
	const struct site *site = &bench->site;
	const struct policy *policy = &bench->policy;
	bool right = true;
	size_t i;

	for (i = 0; i < site->interface_count; i++)
		right &= mask_right(class->on_link, i, addr, v6,
				    &site->interfaces[i].on_link, "on-link") &&
			 mask_right(class->router, i, addr, v6,
				    &site->interfaces[i].own, "router");
	if (i < 64)
		right &= !(class->on_link >> i) && !(class->router >> i);
	for (i = 0; i < policy->group_count; i++)
		right &= mask_right(class->dhcp_server, i, addr, v6,
				    &policy->groups[i].dhcp_servers,
				    "dhcp-servers") &&
			 mask_right(class->guard, i, addr, v6,
				    &policy->groups[i].addresses, "addresses");
	if (i < 64)
		right &= !(class->dhcp_server >> i) && !(class->guard >> i);
	return right;
}

static bool peers_right(const struct bench *bench, unsigned int class,
			struct lc_addr addr, bool v6)
{
	struct lc_slot slot = lib_slot(bench->image);
	const struct policy_group *group;
	const struct policy_peer *peer;
	const struct lc_vector *vector;
	bool is, wanted;
	size_t g, i;

	for (g = 0; g < bench->policy.group_count; g++) {
		group = &bench->policy.groups[g];
		vector = slot_vector(&slot,
				     slot.rules->groups[g].addr_refs + class);
		for (i = 0; i < LC_MAX_GROUP_RULES; i++) {
			peer = &group->rules[i].peer;
			is = vector->word[i / 64] >> (i % 64) & 1;
			wanted = i < group->rule_count &&
				 (peer->any ||
				  lib_addr_listed(addr, v6, &peer->prefixes));
			if (is == wanted)
				continue;
			ksft_print_msg("group %zu, rule %zu: %d, expected %d\n",
				       g, i, is, wanted);
			return false;
		}
	}
	return true;
}

static bool addr_right(const struct bench *bench, struct lc_addr addr, bool v6)
{
	struct lc_slot slot = lib_slot(bench->image);
	unsigned int class = v6 ? addr6_class(slot.addr6, &addr) :
				  addr4_class(slot.rules, addr.lo);

	if (class < LC_ADDR_CLASSES &&
	    masks_right(bench, &slot.rules->addr_classes[class], addr, v6) &&
	    peers_right(bench, class, addr, v6))
		return true;
	ksft_print_msg("%s %llx:%llx has class %u\n", v6 ? "IPv6" : "IPv4",
		       (unsigned long long)addr.hi, (unsigned long long)addr.lo,
		       class);
	return false;
}

static bool ends_right(const struct bench *bench,
		       const struct addr_prefix *prefix)
{
	struct lc_addr first = lib_addr_first(prefix);
	struct lc_addr last = lib_addr_last(prefix);
	bool v6 = prefix->v6;

	return addr_right(bench, first, v6) && addr_right(bench, last, v6) &&
	       addr_right(bench, lib_addr_step(first, v6, -1), v6) &&
	       addr_right(bench, lib_addr_step(last, v6, 1), v6);
}

static bool round_right(uint64_t seed, const struct size *size)
{
	struct bench *bench = bench_new();
	struct rng rng = rng_new(seed);
	bool right = true;
	unsigned int i, j;

	make_lists(&rng, size);
	furnish(&rng, size, bench);
	if (bench_compile(bench)) {
		ksft_print_msg("not compiled: %s\n", bench_error(bench));
		right = false;
	}
	for (i = 0; i < size->lists && right; i++)
		for (j = 0; j < lists[i].count && j < 250 && right; j++)
			right = ends_right(bench, &lists[i].items[j]);
	if (!right)
		ksft_print_msg("seed %llu\n", (unsigned long long)seed);
	for (i = 0; i < size->groups; i++)
		free(bench->policy.groups[i].rules);
	free(bench->policy.groups);
	for (i = 0; i < size->lists; i++)
		free(lists[i].items);
	bench_free(bench);
	return right;
}

int main(void)
{
	unsigned int i, round;
	bool right;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(sizes));
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		right = true;
		for (round = 0; round < sizes[i].rounds && right; round++)
			right = round_right(i * 1000 + round, &sizes[i]);
		ksft_test_result(right, "%s\n", sizes[i].name);
	}
	ksft_finished();
}
