// SPDX-License-Identifier: GPL-2.0
/*
 * The guard's table of a policy: what is listed and exempt where, in the fewest
 * words, and the same bytes each time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_guard.h"
#include "lib_policy.h"

#define TWO "version: 1\ninterfaces: [{name: lan0}, {name: lan1}]\n"
#define HALL                                                           \
	TWO "zones: [{name: hall, interface: lan0, vlans: [untagged, " \
	    "101, \"4000-4094\"]}]\n"

struct table_case {
	const char *name;
	const char *policy;
	const char *table; /* as print() has it */
};

static void print_set(FILE *out, const uint8_t *set, unsigned int bits)
{
	unsigned int bit, first;

	for (bit = 0; bit < bits; bit++) {
		if (!(set[bit / 8] >> (bit % 8) & 1))
			continue;
		first = bit;
		while (bit + 1 < bits &&
		       set[(bit + 1) / 8] >> ((bit + 1) % 8) & 1)
			bit++;
		fprintf(out, " %u", first);
		if (bit > first)
			fprintf(out, "-%u", bit);
	}
}

/* "zone NAME VLANS", "class LISTED exempt EXEMPT", "MAC/BITS CLASS" */
static char *print(const struct lib_guard *guard)
{
	char *text = NULL;
	size_t len, i;
	FILE *out = open_memstream(&text, &len);

	for (i = 0; i < guard->zone_count; i++) {
		fprintf(out, "zone %s", guard->zones[i].name);
		print_set(out, guard->zones[i].vlans, 8 * LCG_VLAN_BYTES);
		fputc('\n', out);
	}
	for (i = 0; i < guard->class_count; i++) {
		fputs("class", out);
		print_set(out, guard->classes[i].listed, 8 * LCG_ZONE_BYTES);
		fputs(" exempt", out);
		print_set(out, guard->classes[i].exempt, 8 * LCG_ZONE_BYTES);
		fputc('\n', out);
	}
	for (i = 0; i < guard->prefix_count; i++)
		fprintf(out, "%012llx/%u %u\n",
			(unsigned long long)guard->prefixes[i].mac,
			guard->prefixes[i].bits, guard->prefixes[i].class);
	fclose(out);
	return text;
}

static const char vendors[] = "vendor\tbrand\tmaker\t-\t-\tBrand\n"
			      "vendor\tmaker\t-\t-\t-\tMaker\n"
			      "00:00:02/24\tmaker\tMA-L\tMaker Ltd\n"
			      "00:00:04/24\tbrand\tMA-L\tBrand Ltd\n";

static const struct table_case cases[] = {
	{
		"everywhere, and where no zone is",
		TWO "groups: [{name: a, prefixes: [\"44:19:b6/24\"]}]\n",
		"zone lan0 0-4095\nzone lan1 0-4095\n"
		"class 0-2 exempt\n4419b6000000/24 1\n",
	},
	{
		"a zone of VLANs, and the rest of its interface",
		HALL
		"groups: [{name: a, zones: [hall], prefixes: [\"44:19:b6/24\"]}]\n",
		"zone lan0 1-100 102-3999 4095\nzone lan1 0-4095\n"
		"zone lan0 0 101 4000-4094\n"
		"class 3 exempt\n4419b6000000/24 1\n",
	},
	{
		"a monitored zone is exempt",
		TWO
		"zones: [{name: hall, interface: lan0, vlans: [1], mode: monitor}]\n"
		"groups: [{name: a, macs: [\"00:11:22:33:44:55\"]}]\n",
		"zone lan0 0 2-4095\nzone lan1 0-4095\nzone lan0 1\n"
		"class 0-2 exempt 3\n001122334455/48 1\n",
	},
	{
		"a monitored group is exempt within one that is not",
		TWO
		"groups:\n- {name: a, prefixes: [\"44:19:b6/24\"]}\n"
		"- {name: b, mode: monitor, prefixes: [\"44:19:b6:10:00:00/28\"], zones: [lan1]}\n",
		"zone lan0 0-4095\nzone lan1 0-4095\n"
		"class 0-2 exempt\nclass 0-1 exempt 2\n"
		"4419b6000000/24 1\n4419b6100000/28 2\n",
	},
	{
		"a policy that only watches lists nothing",
		TWO
		"mode: monitor\ngroups: [{name: a, prefixes: [\"44:19:b6/24\"]}]\n",
		"zone lan0 0-4095\nzone lan1 0-4095\n",
	},
	{
		"nor do groups that only watch",
		TWO
		"groups: [{name: a, mode: monitor, prefixes: [\"44:19:b6/24\"]}]\n",
		"zone lan0 0-4095\nzone lan1 0-4095\n",
	},
	{
		"a group with zones is no longer one elsewhere",
		HALL "groups:\n- {name: a, zones: [hall], vendors: [maker]}\n"
		     "- {name: b, mode: monitor, vendors: [brand]}\n",
		"zone lan0 1-100 102-3999 4095\nzone lan1 0-4095\n"
		"zone lan0 0 101 4000-4094\n"
		"class 3 exempt\nclass exempt 0-3\n"
		"000002000000/24 1\n000004000000/24 2\n",
	},
	{
		"elsewhere the group without zones has the prefix",
		HALL
		"groups:\n- {name: a, zones: [hall], mode: monitor, vendors: [maker]}\n"
		"- {name: b, vendors: [maker]}\n",
		"zone lan0 1-100 102-3999 4095\nzone lan1 0-4095\n"
		"zone lan0 0 101 4000-4094\n"
		"class 0-2 exempt 3\n"
		"000002000000/24 1\n000004000000/24 1\n",
	},
	{
		"what two groups share elsewhere is no error",
		TWO
		"groups:\n- {name: a, prefixes: [\"44:19:b6/24\"]}\n"
		"- {name: b, prefixes: [\"44:19:b6/24\"]}\n"
		"- {name: c, prefixes: [\"44:19:b6/24\"], zones: [lan0, lan1]}\n",
		"zone lan0 0-4095\nzone lan1 0-4095\n"
		"class 0-2 exempt\n4419b6000000/24 1\n",
	},
	{
		"a longer prefix elsewhere is part of the shorter one",
		HALL
		"groups:\n- {name: a, prefixes: [\"44:19:b6/24\"]}\n"
		"- {name: b, mode: monitor, zones: [hall], prefixes: [\"44:19:b6:10:00:00/28\"]}\n",
		"zone lan0 1-100 102-3999 4095\nzone lan1 0-4095\n"
		"zone lan0 0 101 4000-4094\n"
		"class 0-3 exempt\nclass 0-2 exempt 3\n"
		"4419b6000000/24 1\n4419b6100000/28 2\n",
	},
};

static bool case_right(const struct table_case *c)
{
	struct lib_guard_made made;
	struct guard_table *table;
	struct lib_guard *guard;
	char id[65];
	char *text;
	bool right;

	lib_guard_begin(c->policy, &made);
	table = lib_guard_table(&made, false);
	guard = lib_guard_read(table);
	text = print(guard);
	guard_id_format(guard->id, id);
	right = !strcmp(text, c->table) && !strcmp(id, made.policy->sha256) &&
		!memcmp(table->id, guard->id, sizeof(guard->id)) &&
		table->prefixes == guard->prefix_count;
	if (!right)
		ksft_print_msg("expected:\n%s# but got:\n%s", c->table, text);
	free(text);
	lib_guard_free(guard);
	guard_table_free(table);
	lib_guard_end(&made);
	return right;
}

static struct guard_table *make(const char *policy, bool names_only)
{
	struct lib_guard_made made;
	struct guard_table *table;

	lib_guard_begin(policy, &made);
	table = lib_guard_table(&made, names_only);
	lib_guard_end(&made);
	return table;
}

/* Names only, or with the indexes of the site (from 1 on). */
static bool indexes_right(bool names_only)
{
	struct guard_table *table = make(cases[1].policy, names_only);
	struct lib_guard *guard = lib_guard_read(table);
	static const uint32_t want[] = { 1, 2, 1 };
	bool right = guard->zone_count == 3;
	size_t i;

	for (i = 0; i < 3 && right; i++)
		right = guard->zones[i].ifindex == (names_only ? 0 : want[i]);
	lib_guard_free(guard);
	guard_table_free(table);
	return right;
}

static bool same_bytes(void)
{
	struct guard_table *a = make(cases[3].policy, false);
	struct guard_table *b = make(cases[3].policy, false);
	size_t a_len, b_len;
	const void *a_attrs = guard_table_attrs(a, &a_len);
	const void *b_attrs = guard_table_attrs(b, &b_len);
	bool same = a_len == b_len && !memcmp(a_attrs, b_attrs, a_len);

	guard_table_free(a);
	guard_table_free(b);
	return same;
}

static bool ids_right(void)
{
	static const char good[] =
		"00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";
	uint8_t id[LCG_ID_BYTES], before[LCG_ID_BYTES];
	char text[65], bad[65];

	if (guard_id_parse(good, id) || id[0] || id[15] != 0xff)
		return false;
	guard_id_format(id, text);
	memcpy(before, id, sizeof(id));
	strcpy(bad, good);
	bad[63] = 'g';
	return !strcmp(text, good) && guard_id_parse(bad, id) == -EINVAL &&
	       guard_id_parse(good + 1, id) == -EINVAL &&
	       guard_id_parse("", id) == -EINVAL &&
	       !memcmp(before, id, sizeof(id));
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 4);
	lib_use_vendors(vendors);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(case_right(&cases[i]), "%s\n", cases[i].name);
	ksft_test_result(indexes_right(false), "zones have indexes\n");
	ksft_test_result(indexes_right(true), "but not for another boot\n");
	ksft_test_result(same_bytes(), "one policy makes the same bytes\n");
	ksft_test_result(ids_right(), "identities as hex digits\n");
	lib_free_vendors();
	ksft_finished();
}
