// SPDX-License-Identifier: GPL-2.0
/*
 * Ids stay with their names over compiles in another order and with other
 * content, as long as the names live.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"

#define GROUPS 63
#define RULES 16 /* of a group: so many that hashes meet */
#define INTERFACES 60
#define ROUNDS 40

/* Which of all names are in use, in what order. */
struct order {
	unsigned int group[GROUPS];
	unsigned int rule[GROUPS][RULES];
	unsigned int interface[INTERFACES];
	unsigned int groups;
	unsigned int rules;
	unsigned int interfaces;
};

static char texts[GROUPS + 1][16];
static struct policy_group groups[GROUPS];
static struct policy_rule rules[GROUPS][RULES];
static struct listing_entry entries[GROUPS];
static struct listing_vector vector;
static struct vendor vendors[GROUPS + 1];

/* Of name n: what it was given first, 0: not seen yet. */
static struct {
	unsigned int interface[INTERFACES];
	unsigned int zone[INTERFACES];
	unsigned int group[GROUPS];
	unsigned int rule[GROUPS][RULES];
	unsigned int vendor[GROUPS];
} seen;

static void shuffle(struct rng *rng, unsigned int *list, unsigned int count)
{
	unsigned int i, j, swap;

	for (i = 0; i < count; i++)
		list[i] = i;
	for (i = count - 1; i; i--) {
		j = rng_below(rng, i + 1);
		swap = list[i];
		list[i] = list[j];
		list[j] = swap;
	}
}

static void draw(struct rng *rng, struct order *order)
{
	unsigned int g;

	shuffle(rng, order->group, GROUPS);
	shuffle(rng, order->interface, INTERFACES);
	for (g = 0; g < GROUPS; g++)
		shuffle(rng, order->rule[g], RULES);
	order->groups = 1 + rng_below(rng, GROUPS);
	order->rules = 1 + rng_below(rng, RULES);
	order->interfaces = 1 + rng_below(rng, INTERFACES);
}

static struct order all(struct order order)
{
	order.groups = GROUPS;
	order.rules = RULES;
	order.interfaces = INTERFACES;
	return order;
}

static void furnish(struct bench *bench, const struct order *order)
{
	unsigned int g, i;

	memset(&bench->site, 0, sizeof(bench->site));
	for (i = 0; i < order->interfaces; i++)
		bench_interface(bench, texts[order->interface[i]]);
	for (g = 0; g < order->groups; g++) {
		groups[g].name = texts[order->group[g]];
		groups[g].rules = rules[g];
		groups[g].rule_count = order->rules;
		for (i = 0; i < order->rules; i++) {
			rules[g][i].name = texts[order->rule[g][i]];
			rules[g][i].peer.any = true;
		}
		entries[g].mac = (uint64_t)g << 24;
		entries[g].bits = 24;
		entries[g].vendor = 1 + order->group[g];
	}
	bench->policy.groups = groups;
	bench->policy.group_count = order->groups;
	bench->listing.entries = entries;
	bench->listing.count = order->groups;
	vector.group[0] = 1;
	bench->listing.vectors = &vector;
	bench->listing.vector_count = 1;
	bench->vendors.vendors = vendors;
	bench->vendors.n_vendors = GROUPS;
}

/* Never 0, the first time anything, from then on the same. */
static bool same(unsigned int *first, unsigned int id)
{
	if (!*first)
		*first = id;
	return id && id == *first;
}

static bool ids_same(const struct bench *bench, const struct order *order)
{
	const struct lc_rule_slot *slot = &bench->image->rules;
	struct lc_slot image = lib_slot(bench->image);
	unsigned int g, i, r;
	bool right = true;

	for (i = 0; i < order->interfaces; i++) {
		struct lc_frame f = { .ifindex = i + 1 };

		classify_zone(&f, &image, classify_iface(&f, &image));
		right &= same(&seen.interface[order->interface[i]],
			      f.iface_id) &&
			 same(&seen.zone[order->interface[i]], f.zone_id);
	}
	for (g = 0; g < order->groups; g++) {
		struct lc_frame f = { .mac = entries[g].mac };

		classify_group(&f, &image);
		right &= same(&seen.group[order->group[g]],
			      slot->groups[g].id) &&
			 same(&seen.vendor[order->group[g]], f.vendor);
		r = slot->groups[g].first_rule;
		for (i = 0; i < order->rules; i++)
			right &= same(
				&seen.rule[order->group[g]][order->rule[g][i]],
				slot->rules[r + i].id);
	}
	return right;
}

/* One name in two groups is two rules. */
static bool rules_apart(void)
{
	const unsigned int *ids = seen.rule[0];
	unsigned int i, j;

	for (i = 0; i < GROUPS * RULES; i++)
		for (j = 0; j < i; j++)
			if (!ids[i] || ids[i] == ids[j])
				return false;
	return true;
}

/* So many that names of different groups stand beside each other. */
static bool many_apart(void)
{
	bool taken[LC_NAMES_END] = { false };
	unsigned int group, i, round;
	struct names *names;
	bool right = true;
	int id;

	if (names_load(-1, &names))
		ksft_exit_fail_msg("out of memory\n");
	for (round = 0; round < 2; round++)
		for (group = 1; group < 256; group++)
			for (i = 0; i < 16; i++) {
				id = names_id(names, LC_NAME_RULE, group,
					      texts[i]);
				right &= id > 0 && taken[id] == round;
				taken[id > 0 ? id : 0] = true;
			}
	names_free(names);
	return right;
}

int main(void)
{
	struct bench *bench = bench_new();
	struct rng rng = rng_new(1);
	struct order order;
	unsigned int i;
	bool right = true;

	ksft_print_header();
	ksft_set_plan(3);
	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		snprintf(texts[i], sizeof(texts[i]), "name-%u", i);
		vendors[i].slug = texts[i];
	}
	for (i = 0; i < ROUNDS && right; i++) {
		draw(&rng, &order);
		if (i == ROUNDS - 1)
			order = all(order);
		furnish(bench, &order);
		right = !bench_compile(bench) && ids_same(bench, &order);
	}
	if (!right)
		ksft_print_msg("compile %u %s\n", i - 1, bench_error(bench));
	ksft_test_result(right, "ids stay with their names\n");
	ksft_test_result(rules_apart(),
			 "each rule of each group has its own\n");
	ksft_test_result(many_apart(), "16 rules of 255 groups each too\n");
	bench_free(bench);
	ksft_finished();
}
