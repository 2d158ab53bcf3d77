// SPDX-License-Identifier: GPL-2.0
/*
 * Prefixes gained and lost between two compiled slots: also when only the
 * vendor table changed, one within another, in zones that come and go.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diff/diff_prefix.h"
#include "kselftest.h"
#include "lib_compile.h"
#include "lib_diff.h"
#include "lib_policy.h"
#include "base/mac.h"

#define LAN "version: 1\ninterfaces: [{name: lan0}]\n"
#define TWO "version: 1\ninterfaces: [{name: lan0}, {name: lan1}]\n"
#define LAN1 "version: 1\ninterfaces: [{name: lan1}]\n"
#define G(list) "- {name: g, prefixes: [" list "]}\n"
#define H(list) "- {name: h, prefixes: [" list "]}\n"
#define MAKER(name) "groups:\n- {name: g, vendors: [" name "]}\n"
#define P24 "\"44:19:b6/24\""
#define P28 "\"44:19:b6:10:00:00/28\""
#define P36 "\"44:19:b6:10:10:00/36\""
#define ALL16                                                 \
	"\"44:19:b6:00:00:00/28\", \"44:19:b6:10:00:00/28\"," \
	"\"44:19:b6:20:00:00/28\", \"44:19:b6:30:00:00/28\"," \
	"\"44:19:b6:40:00:00/28\", \"44:19:b6:50:00:00/28\"," \
	"\"44:19:b6:60:00:00/28\", \"44:19:b6:70:00:00/28\"," \
	"\"44:19:b6:80:00:00/28\", \"44:19:b6:90:00:00/28\"," \
	"\"44:19:b6:a0:00:00/28\", \"44:19:b6:b0:00:00/28\"," \
	"\"44:19:b6:c0:00:00/28\", \"44:19:b6:d0:00:00/28\"," \
	"\"44:19:b6:e0:00:00/28\", \"44:19:b6:f0:00:00/28\""

#define TABLE                                      \
	"vendor\tacme\t-\t-\t-\tAcme\n"            \
	"vendor\tacme-eye\tacme\t-\t-\tAcme Eye\n" \
	"vendor\tother\t-\t-\t-\tOther\n"          \
	"00:00:05/24\tacme\tMA-L\tAcme Ltd\n"      \
	"00:00:06/24\tacme-eye\tMA-L\tAcme Ltd\n"  \
	"00:00:07/24\tother\tMA-L\tOther Ltd\n"

static const struct {
	const char *name;
	const char *live;
	const char *file;
	const char *rows;
} cases[] = {
	{ "the same", LAN "groups:\n" G(P24), LAN "groups:\n" G(P24), "" },
	{ "one more", LAN "groups:\n" G(P24),
	  LAN "groups:\n" G(P24 ", \"00:11:22/24\""),
	  "+ 00:11:22/24 g lan0\n" },
	{ "one less", LAN "groups:\n" G(P24 ", \"00:11:22/24\""),
	  LAN "groups:\n" G(P24), "- 00:11:22/24 g lan0\n" },
	{ "to another group", LAN "groups:\n" G(P24), LAN "groups:\n" H(P24),
	  "+ 44:19:b6/24 h lan0\n- 44:19:b6/24 g lan0\n" },
	{ "within one that was there", LAN "groups:\n" G(P24),
	  LAN "groups:\n" G(P24 ", " P28), "" },
	{ "within one that stays", LAN "groups:\n" G(P24 ", " P28),
	  LAN "groups:\n" G(P24), "" },
	{ "within one that goes", LAN "groups:\n" G(P24 ", " P28 ", " P36),
	  LAN "groups: []\n", "- 44:19:b6/24 g lan0\n" },
	{ "a part for another group", LAN "groups:\n" G(P24),
	  LAN "groups:\n" G(P24) H(P28),
	  "+ 44:19:b6:10:00:00/28 h lan0\n- 44:19:b6:10:00:00/28 g lan0\n" },
	{ "a part of that part stays", LAN "groups:\n" G(P24 ", " P36),
	  LAN "groups:\n" G(P24 ", " P36) H(P28),
	  "+ 44:19:b6:10:00:00/28 h lan0\n- 44:19:b6:10:00:00/28 g lan0\n" },
	{ "the whole goes, a part stays", LAN "groups:\n" G(P24 ", " P28),
	  LAN "groups:\n" G(P28), "- 44:19:b6/24 g lan0\n" },
	{ "its parts instead of it", LAN "groups:\n" G(P24),
	  LAN "groups:\n" G(ALL16), "" },
	{ "it instead of its parts", LAN "groups:\n" G(ALL16),
	  LAN "groups:\n" G(P24), "" },
	{ "a zone more is no prefix more", LAN "groups:\n" G(P24),
	  TWO "groups:\n" G(P24), "" },
	{ "a zone more, and a prefix", LAN "groups:\n" G(P24),
	  TWO "groups:\n" G(P24 ", \"00:11:22/24\""),
	  "+ 00:11:22/24 g lan0 lan1\n" },
	{ "a prefix in another zone",
	  TWO "groups:\n- {name: g, zones: [lan0], prefixes: [" P24 "]}\n",
	  TWO "groups:\n- {name: g, zones: [lan1], prefixes: [" P24 "]}\n",
	  "+ 44:19:b6/24 g lan1\n- 44:19:b6/24 g lan0\n" },
	{ "another group in one zone", TWO "groups:\n" G(P24),
	  TWO "groups:\n" G(P24) "- {name: h, zones: [lan1], prefixes: [" P24
				 "]}\n",
	  "+ 44:19:b6/24 h lan1\n- 44:19:b6/24 g lan1\n" },
	{ "a MAC", LAN "groups:\n" G(P24),
	  LAN "groups:\n" G(P24) "- {name: h, macs: [\"00:00:00:00:00:01\"]}\n",
	  "+ 00:00:00:00:00:01/48 h lan0\n" },
	{ "nothing in common", LAN "groups:\n" G(P24),
	  LAN1 "groups:\n" G(P24 ", \"00:11:22/24\""),
	  "+ 00:11:22/24 g lan1\n" },
};

/* The same policy, after a new vendor table. */
static const struct {
	const char *name;
	const char *policy;
	const char *before;
	const char *after;
	const char *rows;
} upgrades[] = {
	{ "a vendor has a prefix more", LAN MAKER("acme"),
	  "44:19:b6/24\tacme\tMA-L\tAcme Ltd\n",
	  "00:11:22/24\tacme\tMA-L\tAcme Ltd\n44:19:b6/24\tacme\tMA-L\tAcme Ltd\n",
	  "+ 00:11:22/24 g lan0 acme\n" },
	{ "a prefix is another vendor's now", LAN MAKER("acme"),
	  "44:19:b6/24\tacme\tMA-L\tAcme Ltd\n",
	  "44:19:b6/24\tother\tMA-L\tOther Ltd\n",
	  "- 44:19:b6/24 g lan0 acme\n" },
	{ "a prefix is its brand's now, which comes along", LAN MAKER("acme"),
	  "44:19:b6/24\tacme\tMA-L\tAcme Ltd\n",
	  "44:19:b6/24\tacme-eye\tMA-L\tAcme Ltd\n", "" },
};

static void print_rows(FILE *out, const struct names *names, char mark,
		       const struct diff_prefix_list *list)
{
	char text[MAC_PREFIX_TEXT_LEN];
	const char *vendor;
	unsigned int id;
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct diff_prefix *row = &list->rows[i];

		mac_prefix_format(row->mac, row->bits, text);
		fprintf(out, "%c %s %s", mark, text,
			names_text(names, LC_NAME_GROUP, row->group));
		for (id = 0; id < DIFF_ZONE_IDS; id++)
			if (row->zones[id / 64] >> (id % 64) & 1)
				fprintf(out, " %s",
					names_text(names, LC_NAME_ZONE, id));
		vendor = names_text(names, LC_NAME_VENDOR, row->vendor);
		if (vendor && strcmp(vendor, "hikvision"))
			fprintf(out, " %s", vendor);
		fputc('\n', out);
	}
}

static struct diff_slot slot_of(const struct slot_image *image)
{
	return (struct diff_slot){ &image->hot, &image->rules };
}

static void compare(const char *name, const struct lib_side *live,
		    const struct lib_side *file, const struct names *names,
		    const char *wanted)
{
	struct diff_slot a = slot_of(live->image), b = slot_of(file->image);
	struct diff_prefixes found = { 0 };
	char *text = NULL;
	size_t len;
	FILE *out;

	if (diff_prefixes_find(&a, &b, &found))
		ksft_exit_fail_msg("out of memory\n");
	out = open_memstream(&text, &len);
	print_rows(out, names, '+', &found.gained);
	print_rows(out, names, '-', &found.lost);
	fclose(out);
	if (strcmp(text, wanted))
		printf("# expected:\n%s# but got:\n%s", wanted, text);
	ksft_test_result(!strcmp(text, wanted), "%s\n", name);
	free(text);
	diff_prefixes_free(&found);
}

static void run_cases(void)
{
	struct lib_side live, file;
	struct names *names;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (names_load(-1, &names))
			ksft_exit_fail_msg("out of memory\n");
		lib_side_make(cases[i].live, names, &live);
		lib_side_make(cases[i].file, names, &file);
		compare(cases[i].name, &live, &file, names, cases[i].rows);
		lib_side_free(&file);
		lib_side_free(&live);
		names_free(names);
	}
}

static void run_upgrades(void)
{
	struct lib_side live, file;
	struct names *names;
	char table[1024];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(upgrades); i++) {
		if (names_load(-1, &names))
			ksft_exit_fail_msg("out of memory\n");
		snprintf(table, sizeof(table), TABLE "%s", upgrades[i].before);
		lib_use_vendors(table);
		lib_side_make(upgrades[i].policy, names, &live);
		lib_free_vendors();
		snprintf(table, sizeof(table), TABLE "%s", upgrades[i].after);
		lib_use_vendors(table);
		lib_side_make(upgrades[i].policy, names, &file);
		compare(upgrades[i].name, &live, &file, names,
			upgrades[i].rows);
		lib_side_free(&file);
		lib_side_free(&live);
		lib_free_vendors();
		names_free(names);
	}
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + ARRAY_SIZE(upgrades));
	run_cases();
	lib_free_vendors();
	run_upgrades();
	ksft_finished();
}
