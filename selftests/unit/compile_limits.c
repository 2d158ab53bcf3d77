// SPDX-License-Identifier: GPL-2.0
/*
 * The limits of the compiled tables: what just fits compiles, and is found
 * again at both ends; one more is an error that names the limit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"

static struct policy_group groups[LC_MAX_GROUPS];
static struct policy_rule rules[LC_MAX_RULES + 1];
static char names[20000][16];

static void *array(size_t count, size_t size)
{
	void *made = calloc(count, size);

	if (!made)
		ksft_exit_fail_msg("out of memory\n");
	return made;
}

static struct bench *fresh(void)
{
	struct bench *bench = bench_new();
	size_t i;

	memset(groups, 0, sizeof(groups));
	memset(rules, 0, sizeof(rules));
	for (i = 0; i < ARRAY_SIZE(names); i++)
		snprintf(names[i], sizeof(names[i]), "n%zu", i);
	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		rules[i].name = names[i];
		rules[i].peer.any = true;
	}
	for (i = 0; i < ARRAY_SIZE(groups); i++)
		groups[i].name = names[i];
	groups[0].rules = rules;
	bench->policy.groups = groups;
	bench->policy.group_count = 1;
	return bench;
}

/* "" when it compiled. */
static bool came_out(struct bench *bench, const char *error)
{
	int err = bench_compile(bench);

	if (!strcmp(bench_error(bench), error) && err == (*error ? -EINVAL : 0))
		return true;
	ksft_print_msg("%d, \"%s\"; expected \"%s\"\n", err, bench_error(bench),
		       error);
	return false;
}

static bool zone_vectors(unsigned int count, const char *error)
{
	struct bench *bench = fresh();
	struct listing *listing = &bench->listing;
	unsigned int i;
	bool right;

	listing->count = count;
	listing->entries = array(count, sizeof(*listing->entries));
	listing->vector_count = count;
	listing->vectors = array(count, sizeof(*listing->vectors));
	for (i = 0; i < count; i++) {
		listing->entries[i] = (struct listing_entry){ (uint64_t)i << 24,
							      24, VENDOR_NONE,
							      i, 0 };
		listing->vectors[i].group[i % 100] = 1 + i / 100;
	}
	right = came_out(bench, error);
	free(listing->entries);
	free(listing->vectors);
	bench_free(bench);
	return right;
}

/* 129 vendors in up to 127 groups of zones: 16,383 in all. */
static bool classes(unsigned int count, const char *error)
{
	struct bench *bench = fresh();
	struct listing *listing = &bench->listing;
	static struct vendor vendors[130];
	unsigned int i;
	bool right;

	for (i = 0; i < ARRAY_SIZE(vendors); i++)
		vendors[i].slug = names[i];
	bench->vendors.vendors = vendors;
	listing->count = count;
	listing->entries = array(count, sizeof(*listing->entries));
	listing->vector_count = 128;
	listing->vectors = array(128, sizeof(*listing->vectors));
	for (i = 0; i < 128; i++)
		listing->vectors[i].group[i] = 1;
	for (i = 0; i < count; i++)
		listing->entries[i] = (struct listing_entry){ (uint64_t)i << 24,
							      24, 1 + i % 129,
							      i / 129, 0 };
	right = came_out(bench, error);
	for (i = 0; i < count && right && !*error; i += count - 1) {
		struct lc_frame f = { .mac = (uint64_t)i << 24,
				      .zone_index = i / 129 };
		struct lc_slot slot = lib_slot(bench->image);
		const char *vendor;

		classify_group(&f, &slot);
		vendor = names_text(bench->names, LC_NAME_VENDOR, f.vendor);
		right = f.listed && vendor &&
			!strcmp(vendor, names[1 + i % 129]);
	}
	free(listing->entries);
	free(listing->vectors);
	bench_free(bench);
	return right;
}

/* Rule i is for the ports that have bit i set, so that none are alike. */
static void ports_by_bit(struct policy_rule *rule, unsigned int bit,
			 unsigned int bits)
{
	unsigned int count = 1u << (bits - 1 - bit), i;

	rule->port_count = count;
	rule->ports = array(count, sizeof(*rule->ports));
	for (i = 0; i < count; i++) {
		rule->ports[i].low = (2 * i + 1) << bit;
		rule->ports[i].high = ((2 * i + 2) << bit) - 1;
	}
}

static void octets(struct addr_prefix *prefix, unsigned int addr)
{
	int at = prefix->v6 ? 12 : 0, i;

	for (i = 0; i < 4; i++)
		prefix->addr[at + i] = addr >> (24 - 8 * i);
}

/* The same with addresses. */
static void peers_by_bit(struct policy_rule *rule, unsigned int bit,
			 unsigned int bits)
{
	unsigned int count = 1u << (bits - 1 - bit), i;
	struct addr_list *list = &rule->peer.prefixes;

	rule->peer.any = false;
	list->count = count;
	list->items = array(count, sizeof(*list->items));
	for (i = 0; i < count; i++) {
		octets(&list->items[i], (2 * i + 1) << bit);
		list->items[i].bits = 32 - bit;
	}
}

static void free_rules(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		free(rules[i].ports);
		free(rules[i].peer.prefixes.items);
	}
}

#define BITS 12 /* 4,096 kinds, with that of none */

/* 12 rules for peers, 12 for ports, and more for a kind each. */
static struct bench *kinds_bench(unsigned int peers, unsigned int ports)
{
	struct bench *bench = fresh();
	unsigned int i;

	groups[0].rule_count = 2 * BITS + peers + ports;
	for (i = 0; i < BITS; i++) {
		peers_by_bit(&rules[i], i, BITS);
		ports_by_bit(&rules[BITS + i], i, BITS);
	}
	for (i = 2 * BITS; i < 2 * BITS + peers; i++) {
		peers_by_bit(&rules[i], 0, 1);
		octets(rules[i].peer.prefixes.items, 0x0a000000 + i);
	}
	for (; i < groups[0].rule_count; i++) {
		ports_by_bit(&rules[i], 0, 1);
		rules[i].ports[0].low = 40000 + i;
		rules[i].ports[0].high = 40000 + i;
	}
	return bench;
}

static bool addr_kinds(unsigned int more, const char *error)
{
	struct bench *bench = kinds_bench(more, 0);
	bool right = came_out(bench, error);

	free_rules();
	bench_free(bench);
	return right;
}

static bool port_kinds(unsigned int more, const char *error)
{
	struct bench *bench = kinds_bench(0, more);
	bool right = came_out(bench, error);

	free_rules();
	bench_free(bench);
	return right;
}

/*
 * 8,191 sets: 4,096 and 4,096, of which that of all 24 rules is in both. One
 * more for a group without rules, one for a group with a rule for everything.
 */
static bool vectors(unsigned int more, const char *error)
{
	struct bench *bench = kinds_bench(0, 0);
	bool right;

	bench->policy.group_count = 1 + more;
	groups[2].rules = &rules[2 * BITS];
	groups[2].rule_count = 1;
	right = came_out(bench, error);
	free_rules();
	bench_free(bench);
	return right;
}

/* Each of so many groups has 4,096 kinds of addresses and as many of ports. */
static bool references(unsigned int count, const char *error)
{
	struct bench *bench = kinds_bench(0, 0);
	bool right;

	bench->policy.group_count = count;
	right = came_out(bench, error);
	free_rules();
	bench_free(bench);
	return right;
}

/* Is the first address a peer, and the last, and what is beside them? */
static bool found(const struct bench *bench, bool v6, unsigned int count)
{
	struct lc_slot slot = lib_slot(bench->image);
	uint32_t last = 1 + 2 * (count - 1);
	const uint32_t asked[] = { 0,	     1,	       2,    3,	      last - 3,
				   last - 2, last - 1, last, last + 1 };
	struct lc_addr addr = { 0 };
	uint32_t class;
	size_t i;
	bool is;

	for (i = 0; i < ARRAY_SIZE(asked); i++) {
		addr.lo = asked[i];
		class = v6 ? addr6_class(slot.addr6, &addr) :
			     addr4_class(slot.rules, asked[i]);
		is = slot_vector(&slot, slot.rules->groups[0].addr_refs + class)
			     ->word[0] &
		     1;
		if (is != (asked[i] & 1 && asked[i] <= last)) {
			ksft_print_msg("address %u: %d\n", asked[i], is);
			return false;
		}
	}
	return true;
}

/* Addresses with a gap behind each. */
static bool ranges(bool v6, unsigned int count, const char *error)
{
	struct bench *bench = fresh();
	struct addr_list *list = &rules[0].peer.prefixes;
	unsigned int i;
	bool right;

	groups[0].rule_count = 1;
	rules[0].peer.any = false;
	list->count = count;
	list->items = array(count, sizeof(*list->items));
	for (i = 0; i < count; i++) {
		list->items[i].v6 = v6;
		list->items[i].bits = v6 ? 128 : 32;
		octets(&list->items[i], 1 + 2 * i);
	}
	right = came_out(bench, error) && (*error || found(bench, v6, count));
	free_rules();
	bench_free(bench);
	return right;
}

static bool ranges4(unsigned int count, const char *error)
{
	return ranges(false, count, error);
}

static bool ranges6(unsigned int count, const char *error)
{
	return ranges(true, count, error);
}

static bool rule_count(unsigned int count, const char *error)
{
	struct bench *bench = fresh();
	unsigned int g;
	bool right;

	for (g = 0; count; g++) {
		groups[g].rules = &rules[g * LC_MAX_GROUP_RULES];
		groups[g].rule_count =
			count < LC_MAX_GROUP_RULES ? count : LC_MAX_GROUP_RULES;
		count -= groups[g].rule_count;
	}
	bench->policy.group_count = g;
	right = came_out(bench, error);
	bench_free(bench);
	return right;
}

/* A policy of so many rules in all was applied before, under other names. */
static bool rule_names(unsigned int count, const char *error)
{
	struct bench *bench = fresh();
	unsigned int used = 0, n, i;
	bool right = true;

	while (used < count && right) {
		n = count - used < LC_MAX_GROUP_RULES ? count - used :
							LC_MAX_GROUP_RULES;
		groups[0].rule_count = n;
		for (i = 0; i < n; i++)
			rules[i].name = names[used + i];
		used += n;
		right = came_out(bench, used < count ? "" : error);
	}
	bench_free(bench);
	return right;
}

static const struct limit {
	const char *name;
	bool (*compile)(unsigned int count, const char *error);
	unsigned int fits;
	unsigned int too_many;
	const char *error;
} limits[] = {
	{
		"combinations of groups over zones",
		zone_vectors,
		1024,
		1025,
		"too many combinations of groups over zones: the limit is 1024",
	},
	{
		"combinations of vendors and groups",
		classes,
		16383,
		16384,
		"too many combinations of vendors and groups: the limit is 16383",
	},
	{
		"kinds of addresses",
		addr_kinds,
		0,
		1,
		"too many kinds of addresses: the limit is 4096",
	},
	{
		"kinds of ports",
		port_kinds,
		0,
		1,
		"too many kinds of ports: the limit is 4096",
	},
	{
		"sets of rules",
		vectors,
		1,
		2,
		"too many different sets of rules that match: the limit is 8192",
	},
	{
		"references",
		references,
		32,
		33,
		"too many groups times classes of addresses and ports: the limit is 262144",
	},
	{
		"IPv4 ranges",
		ranges4,
		69632,
		69633,
		"too many IPv4 address ranges: the limit is 139264",
	},
	{
		"IPv6 ranges",
		ranges6,
		69632,
		69633,
		"too many IPv6 address ranges: the limit is 139264",
	},
	{
		"rules",
		rule_count,
		1024,
		1025,
		"too many rules: the limit is 1024",
	},
	{
		"names of rules",
		rule_names,
		4095,
		4096,
		"no id is left for \"n4095\": every name of rules that was ever applied keeps one; unload and apply to start anew",
	},
};

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(2 * ARRAY_SIZE(limits));
	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		ksft_test_result(limits[i].compile(limits[i].fits, ""),
				 "%s: as many as fit\n", limits[i].name);
		ksft_test_result(limits[i].compile(limits[i].too_many,
						   limits[i].error),
				 "%s: one more\n", limits[i].name);
	}
	ksft_finished();
}
