// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses are looked up by tables, or searched where those were too small:
 * either way each has the marks of just those prefixes that it is in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile/compile_addr.h"
#include "kselftest.h"
#include "lib_compile.h"

#define PREFIXES_MAX 20000
#define ASKED_MAX 120 /* of the prefixes, with their neighbours */

typedef struct addr_prefix maker(struct rng *rng, bool v6, unsigned int i);

/* Addresses in one /24 or one /64. */
static struct addr_prefix near_hosts(struct rng *rng, bool v6, unsigned int i)
{
	struct addr_prefix p = { .addr = { 192, 0, 2 }, .v6 = v6, .bits = 32 };

	if (v6) {
		p.bits = 128;
		p.addr[14] = i >> 8;
	}
	p.addr[v6 ? 15 : 3] = i;
	return p;
}

static struct addr_prefix far_hosts(struct rng *rng, bool v6, unsigned int i)
{
	struct addr_prefix p = { .v6 = v6, .bits = v6 ? 128 : 32 };
	unsigned int k;

	for (k = 0; k < p.bits / 8; k++)
		p.addr[k] = rng_next(rng);
	return p;
}

/* Of any length, often within one another. */
static struct addr_prefix nested(struct rng *rng, bool v6, unsigned int i)
{
	return lib_random_prefix(rng, v6, 0);
}

/* Each within the one before, until there is no more. */
static struct addr_prefix chain(struct rng *rng, bool v6, unsigned int i)
{
	struct addr_prefix p = { .v6 = v6 };
	unsigned int k;

	p.bits = i % (v6 ? 129 : 33);
	for (k = 0; k < p.bits; k += 3)
		p.addr[k / 8] |= 0x80 >> (k % 8);
	return p;
}

/* All of a prefix, by longer ones that leave no address of it. */
static struct addr_prefix covered(struct rng *rng, bool v6, unsigned int i)
{
	struct addr_prefix p = { .addr = { 10, 1 }, .v6 = v6, .bits = 16 };

	if (i) {
		p.bits = i < 9 ? 16 + i : 24;
		p.addr[2] = i < 9 ? 0x100 >> i : 0;
	}
	return p;
}

/* Neighbours with nothing between them, up to the last address. */
static struct addr_prefix adjacent(struct rng *rng, bool v6, unsigned int i)
{
	struct addr_prefix p = { .v6 = v6, .bits = v6 ? 128 : 32 };

	memset(p.addr, 255, v6 ? 16 : 4);
	p.addr[v6 ? 15 : 3] -= i;
	return p;
}

static const struct shape {
	const char *name;
	maker *make;
	unsigned int count;
	unsigned int rounds;
	bool searched[2]; /* IPv4: some of it; IPv6 */
} shapes[] = {
	{ "no prefix", nested, 0, 1, { false, false } },
	{ "one prefix", nested, 1, 200, { false, false } },
	{ "256 near hosts", near_hosts, 256, 1, { false, false } },
	{ "256 far hosts", far_hosts, 256, 3, { false, false } },
	{ "1000 far hosts", far_hosts, 1000, 3, { false, false } },
	{ "5 of all lengths", nested, 5, 100, { false, false } },
	{ "60 of all lengths", nested, 60, 30, { false, false } },
	{ "600 of all lengths", nested, 600, 3, { false, false } },
	{ "in one another", chain, 129, 1, { false, false } },
	{ "a prefix fully covered", covered, 10, 1, { false, false } },
	{ "neighbours", adjacent, 200, 1, { false, false } },
	{ "2000 of all lengths", nested, 2000, 1, { false, false } },
	{ "12000 far hosts", far_hosts, 12000, 1, { true, false } },
	{ "20000 far hosts", far_hosts, 20000, 1, { true, true } },
};

/* A slot's worth of prefixes, number i with mark i % SWEEP_MARKS. */
static struct world {
	struct addr_prefix prefixes[PREFIXES_MAX];
	unsigned int count;
	struct sweep sweep;
	struct addr6_prefixes prefixes6;
	struct sweep_classes classes;
	struct sweep_result ranges;
	struct lc_rule_slot rules;
	struct lc_addr6_slot addr6;
} world;

static struct sweep_key key(struct lc_addr addr)
{
	return (struct sweep_key){ addr.hi, addr.lo };
}

static void world_make(struct rng *rng, const struct shape *shape, bool v6)
{
	struct addr_prefix *prefix = world.prefixes;
	struct lc_addr last;
	int err = sweep_classes_init(&world.classes);
	unsigned int i;
	bool open;

	world.count = shape->count;
	for (i = 0; i < shape->count && !err; i++, prefix++) {
		*prefix = shape->make(rng, v6, i);
		last = lib_addr_last(prefix);
		open = v6 ? !~(last.hi & last.lo) : last.lo == UINT32_MAX;
		err = sweep_add(&world.sweep, key(lib_addr_first(prefix)),
				key(last), open, i % SWEEP_MARKS);
		if (!err && v6)
			err = addr6_prefixes_add(&world.prefixes6,
						 key(lib_addr_first(prefix)),
						 prefix->bits);
	}
	if (!err)
		err = sweep_run(&world.sweep, &world.classes, &world.ranges);
	if (err)
		ksft_exit_fail_msg("cannot sweep: %d\n", err);
	memset(&world.rules, 0, sizeof(world.rules));
	memset(&world.addr6, 0, sizeof(world.addr6));
	if (!v6)
		addr4_fill(&world.rules, &world.ranges);
	else if (addr6_fill(&world.addr6, &world.ranges, &world.prefixes6))
		ksft_exit_fail_msg("cannot fill the IPv6 table\n");
}

static void world_free(void)
{
	sweep_free(&world.sweep);
	addr6_prefixes_free(&world.prefixes6);
	sweep_classes_free(&world.classes);
	sweep_result_free(&world.ranges);
}

static bool addr_right(struct lc_addr addr, bool v6)
{
	uint64_t marks[SWEEP_WORDS] = { 0 };
	unsigned int class, searched, i;

	for (i = 0; i < world.count; i++)
		if (lib_addr_within(addr, v6, &world.prefixes[i]))
			marks[i % SWEEP_MARKS / 64] |= 1ull << (i % 64);
	class = v6 ? addr6_class(&world.addr6, &addr) :
		     addr4_class(&world.rules, addr.lo);
	searched = v6 ? addr6_search(&world.addr6, &addr) :
			addr4_search(&world.rules, addr.lo);
	if (class == searched && class < world.classes.count &&
	    !memcmp(world.classes.sets[class], marks, sizeof(marks)))
		return true;
	ksft_print_msg("%s %llx:%llx has class %u, a search gives %u\n",
		       v6 ? "IPv6" : "IPv4", (unsigned long long)addr.hi,
		       (unsigned long long)addr.lo, class, searched);
	return false;
}

/* At and beside the ends, within, and anywhere. */
static bool around_right(struct rng *rng, const struct addr_prefix *prefix)
{
	struct lc_addr first = lib_addr_first(prefix);
	struct lc_addr last = lib_addr_last(prefix);
	struct addr_prefix any = far_hosts(rng, prefix->v6, 0);
	bool v6 = prefix->v6;

	return addr_right(first, v6) && addr_right(last, v6) &&
	       addr_right(lib_addr_step(first, v6, -1), v6) &&
	       addr_right(lib_addr_step(last, v6, 1), v6) &&
	       addr_right(lib_random_addr(rng, prefix), v6) &&
	       addr_right(lib_addr_first(&any), v6);
}

/* Small policies must not be searched, and the search must be tested. */
static bool way_right(bool wanted, bool v6)
{
	unsigned int searched = 0, i;

	for (i = 0; i < 65536; i++)
		searched += world.rules.addr4_first[i] == LC_ADDR4_SEARCH;
	for (i = 0; i < LC_ADDR4_CHUNKS * 256; i++)
		searched += world.rules.addr4_chunk[i / 256][i % 256] ==
			    LC_ADDR4_SEARCH;
	if (v6)
		searched = !world.addr6.hashed;
	if (!searched == !wanted)
		return true;
	ksft_print_msg("%u entries lead to a search\n", searched);
	return false;
}

static bool round_right(const struct shape *shape, bool v6, uint64_t seed)
{
	struct rng rng = rng_new(seed);
	struct addr_prefix all = { .v6 = v6 };
	unsigned int step = 1 + shape->count / ASKED_MAX, i;
	bool right;

	world_make(&rng, shape, v6);
	right = way_right(shape->searched[v6], v6) && around_right(&rng, &all);
	for (i = 0; i < world.count && right; i += step)
		right = around_right(&rng, &world.prefixes[i]);
	if (!right)
		ksft_print_msg("seed %llu\n", (unsigned long long)seed);
	world_free();
	return right;
}

/* All that is not in the last few bits is the same: every address is asked. */
static bool exhaustive(bool v6)
{
	struct shape shape = { "", near_hosts, 200, 1, { false, false } };
	struct addr_prefix from = near_hosts(NULL, v6, 0);
	struct lc_addr addr = lib_addr_first(&from);
	struct rng rng = rng_new(1);
	bool right = true;
	unsigned int i;

	world_make(&rng, &shape, v6);
	for (i = 0; i < 512 && right; i++, addr.lo++)
		right = addr_right(addr, v6);
	world_free();
	return right;
}

int main(void)
{
	unsigned int i, round;
	bool right;
	int v6;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(shapes) * 2 + 2);
	for (i = 0; i < ARRAY_SIZE(shapes) * 2; i++) {
		const struct shape *shape = &shapes[i / 2];

		right = true;
		for (round = 0; round < shape->rounds && right; round++)
			right = round_right(shape, i & 1, i * 1000 + round);
		ksft_test_result(right, "IPv%c: %s\n", i & 1 ? '6' : '4',
				 shape->name);
	}
	for (v6 = 0; v6 < 2; v6++)
		ksft_test_result(exhaustive(v6), "IPv%c: every address\n",
				 v6 ? '6' : '4');
	ksft_finished();
}
