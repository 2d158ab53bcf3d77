// SPDX-License-Identifier: GPL-2.0
/*
 * Of any policy, the guard's table lists exactly what the programs may drop:
 * sources whose group is not in monitor mode there. Random policies, random
 * frames, the compiled slot on one side and the table's bytes on the other.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_compile.h"
#include "lib_guard.h"
#include "lib_policy.h"

#define POLICIES 150
#define FRAMES 4000

static const char vendors[] = "vendor\tbrand\tmaker\t-\t-\tBrand\n"
			      "vendor\tmaker\t-\t-\t-\tMaker\n"
			      "44:19:b6/24\tmaker\tMA-L\tMaker Ltd\n"
			      "44:19:b6:10:00:00/28\tbrand\tMA-M\tBrand Ltd\n";

static const char *const prefixes[] = {
	"44:19:b6/24",		"44:19:b6:10:00:00/28", "44:19:b6:20:00:00/28",
	"44:19:b6:12:30:00/36", "46:19:b6/24",		"46:19:b6:10:00:00/28",
	"44:19:b7/24",		"46:19:b6:12:34:56/48", "44:19:b6:12:34:56/48",
};

static void print_group(struct rng *rng, FILE *out, unsigned int group,
			unsigned int tier)
{
	size_t i;

	/* one group a tier has a prefix, so that there are no ties */
	fprintf(out, "- {name: g%u, prefixes: [\"ac:cc:8e:%02x:00:00/28\"",
		group, (group & 15) << 4);
	for (i = 0; i < ARRAY_SIZE(prefixes); i++)
		if ((i + tier) % 3 == group % 3 && rng_chance(rng, 70))
			fprintf(out, ", \"%s\"", prefixes[i]);
	fputc(']', out);
	if (tier)
		fprintf(out, ", zones: [%s]",
			rng_chance(rng, 50) ? "hall" :
			rng_chance(rng, 50) ? "lan0, yard" :
					      "lan1");
	if (rng_chance(rng, 30))
		fputs(", mode: monitor", out);
	if (!group && rng_chance(rng, 30))
		fputs(", vendors: [any-camera]", out);
	fputs("}\n", out);
}

/* Three groups everywhere, three in zones; zones with and without a mode. */
static char *random_policy(struct rng *rng)
{
	unsigned int group;
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	fprintf(out, "version: 1\n%sinterfaces: [{name: lan0}, {name: lan1}]\n",
		rng_chance(rng, 5) ? "mode: monitor\n" : "");
	fprintf(out,
		"zones:\n"
		"- {name: hall, interface: lan0, vlans: [untagged, 7]%s}\n"
		"- {name: yard, interface: lan1, vlans: [\"100-200\"]%s}\n"
		"groups:\n",
		rng_chance(rng, 30) ? ", mode: monitor" : "",
		rng_chance(rng, 30) ? ", mode: monitor" : "");
	for (group = 0; group < 6; group++)
		print_group(rng, out, group, group / 3);
	fclose(out);
	return text;
}

static uint64_t random_mac(struct rng *rng)
{
	static const uint64_t some[] = {
		0x4419b6000000, 0x4419b6100000, 0x4419b6123000, 0x4619b6100000,
		0x4619b6123456, 0x4419b6123456, 0x4419b7000000, 0xaccc8e100000,
		0xaecc8e200000, 0x4619b7000000, 0x4619b6200000, 0x001122334455,
	};
	uint64_t mac = some[rng_below(rng, ARRAY_SIZE(some))];

	if (rng_chance(rng, 70))
		mac ^= rng_next(rng) & ((1ull << (4 * rng_below(rng, 7))) - 1);
	return mac;
}

/* What the programs make of it: 1 may be dropped, 0 passes or is unlisted. */
static bool programs_drop(const struct slot_image *image, unsigned int ifindex,
			  unsigned int vlan, uint64_t mac)
{
	struct lc_slot slot = lib_slot(image);
	struct lc_frame f = { .ifindex = ifindex, .vlan = vlan, .mac = mac };
	const struct lc_iface *iface = classify_iface(&f, &slot);

	if (!iface)
		ksft_exit_fail_msg("interface %u is unknown\n", ifindex);
	classify_zone(&f, &slot, iface);
	classify_group(&f, &slot);
	return f.listed && !f.monitor &&
	       !(image->rules.groups[f.group_index].flags & LC_GROUP_MONITOR);
}

static bool policy_right(struct rng *rng, unsigned int *dropped)
{
	static const unsigned int vlans[] = { 0, 7, 8, 99, 100, 200, 201, 4095 };
	char *text = random_policy(rng);
	struct lib_guard_made made;
	struct compile_input input = { .vendors = lib_vendors() };
	struct slot_image *image = NULL;
	struct guard_table *table;
	struct lib_guard *guard;
	struct names *names;
	bool right = true;
	int i;

	lib_guard_begin(text, &made);
	table = lib_guard_table(&made, rng_chance(rng, 50));
	guard = lib_guard_read(table);
	input.policy = made.policy;
	input.site = made.site;
	input.listing = made.listing;
	if (names_load(-1, &names))
		ksft_exit_fail_msg("out of memory\n");
	input.names = names;
	if (compile_slot(&input, made.diag, &image))
		ksft_exit_fail_msg("cannot compile\n%s", text);
	for (i = 0; i < FRAMES && right; i++) {
		unsigned int port = rng_below(rng, 2);
		unsigned int vlan = vlans[rng_below(rng, ARRAY_SIZE(vlans))];
		const struct site_interface *on = &made.site->interfaces[port];
		uint64_t mac = random_mac(rng);
		bool want = programs_drop(image, on->ifindex, vlan, mac);

		right = lib_guard_lists(guard, on->name, on->ifindex, vlan,
					mac) == want;
		*dropped += want;
		if (!right)
			ksft_print_msg("%s vlan %u from %012llx: %s\n%s",
				       on->name, vlan, (unsigned long long)mac,
				       want ? "not listed" : "listed", text);
	}
	slot_image_free(image);
	names_free(names);
	lib_guard_free(guard);
	guard_table_free(table);
	lib_guard_end(&made);
	free(text);
	return right;
}

/* Elsewhere: only what groups without zones have, and do not only watch. */
static bool elsewhere_right(void)
{
	static const char policy[] =
		"version: 1\ninterfaces: [{name: lan0}]\n"
		"zones: [{name: hall, interface: lan0, vlans: [7]}]\n"
		"groups:\n"
		"- {name: a, prefixes: [\"44:19:b6/24\"]}\n"
		"- {name: b, prefixes: [\"44:19:b7/24\"], zones: [lan0, hall]}\n"
		"- {name: c, prefixes: [\"44:19:b6:10:00:00/28\"], mode: monitor}\n";
	struct lib_guard_made made;
	struct guard_table *table;
	struct lib_guard *guard;
	bool right;

	lib_guard_begin(policy, &made);
	table = lib_guard_table(&made, false);
	guard = lib_guard_read(table);
	right = lib_guard_lists(guard, "wan0", 9, 0, 0x4419b6000001) &&
		lib_guard_lists(guard, "wan0", 9, 7, 0x4619b6000001) &&
		!lib_guard_lists(guard, "wan0", 9, 0, 0x4419b7000001) &&
		!lib_guard_lists(guard, "wan0", 9, 0, 0x4419b6100001) &&
		lib_guard_lists(guard, "lan0", 9, 0, 0x4419b7000001) &&
		lib_guard_lists(guard, "renamed", 1, 7, 0x4419b7000001);
	lib_guard_free(guard);
	guard_table_free(table);
	lib_guard_end(&made);
	return right;
}

int main(void)
{
	struct rng rng = rng_new(20261123);
	unsigned int dropped = 0;
	bool right = true;
	int i;

	ksft_print_header();
	ksft_set_plan(3);
	lib_use_vendors(vendors);
	for (i = 0; i < POLICIES && right; i++)
		right = policy_right(&rng, &dropped);
	ksft_test_result(right, "random policies and frames\n");
	ksft_print_msg("%u of %u frames listed\n", dropped, POLICIES * FRAMES);
	ksft_test_result(dropped > POLICIES * FRAMES / 10 &&
				 dropped < POLICIES * FRAMES * 9 / 10,
			 "of both kinds\n");
	ksft_test_result(elsewhere_right(), "where no zone is\n");
	lib_free_vendors();
	ksft_finished();
}
