// SPDX-License-Identifier: GPL-2.0
/*
 * Which prefixes a name stands for: a vendor's own, those of its brands, and
 * any-camera, which leaves the broad ones out. Also slugs: found, suggested.
 */
#include <string.h>

#include "kselftest.h"
#include "policy/vendor.h"

static const char text[] =
	"vendor\tbrand\tmaker\t-\t-\tBrand\n"
	"vendor\tmaker\t-\t-\t-\tMaker\n"
	"vendor\tother-brand\tmaker\tbroad\tlamps\tOther brand\n"
	"vendor\tphones\t-\tbroad\tphones, routers\tPhones\n"
	"vendor\tstranger\t-\t-\t-\tStranger\n"
	"00:00:01/24\tbrand\tMA-L\tBrand Ltd\n"
	"00:00:02/24\tmaker\tMA-L\tMaker Ltd\n"
	"00:00:03/24\tother-brand\tMA-L\tOther Brand Ltd\n"
	"00:00:04/24\tphones\tMA-L\tPhones Ltd\n"
	"00:00:05/24\tstranger\tMA-L\tStranger Ltd\n"
	"00:00:06/24\tmaker\tMA-L\tMaker Ltd\n"
	"00:00:07/24\tbrand\tMA-L\tBrand Ltd\n";

/* The third octets of what @vendor stands for, as digits. */
static const char *walk(const struct vendor_table *table, int vendor)
{
	const struct vendor_prefix *prefix = NULL;
	static char digits[32];
	size_t len = 0;

	while ((prefix = vendor_next_prefix(table, vendor, prefix)) &&
	       len < sizeof(digits) - 1)
		digits[len++] = (char)('0' + (prefix->mac >> 24 & 0xff));
	digits[len] = '\0';
	return digits;
}

static const struct {
	const char *slug;
	const char *digits;
} walks[] = {
	{ "maker", "12367" }, { "brand", "17" },   { "other-brand", "3" },
	{ "phones", "4" },    { "stranger", "5" },
};

static void test_slugs(const struct vendor_table *table)
{
	const char *near;
	size_t id, same = 0;

	for (id = 1; id <= table->n_vendors; id++)
		same += vendor_find(table, table->vendors[id].slug) == (int)id;
	ksft_test_result(same == 5, "each slug is found under its id\n");
	ksft_test_result(vendor_find(table, "makers") == VENDOR_NONE &&
				 vendor_find(table, "make") == VENDOR_NONE &&
				 vendor_find(table, "Maker") == VENDOR_NONE &&
				 vendor_find(table, "zzz") == VENDOR_NONE &&
				 vendor_find(table, "") == VENDOR_NONE,
			 "nothing else is\n");
	near = vendor_suggest(table, "stranegr");
	ksft_test_result(near && !strcmp(near, "stranger"),
			 "a slip suggests the slug\n");
	near = vendor_suggest(table, "any-camra");
	ksft_test_result(near && !strcmp(near, VENDOR_ANY_CAMERA_NAME),
			 "any-camera is suggested too\n");
	ksft_test_result(!vendor_suggest(table, "quite-another-thing"),
			 "what is far off suggests nothing\n");
}

int main(void)
{
	struct vendor_table table = {};
	char err[256] = "";
	size_t i;
	int id;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(walks) + 9);
	if (vendor_table_load_bytes(&table, "table", text, strlen(text), err,
				    sizeof(err)))
		ksft_exit_fail_msg("%s\n", err);
	for (i = 0; i < ARRAY_SIZE(walks); i++) {
		id = vendor_find(&table, walks[i].slug);
		ksft_test_result(!strcmp(walk(&table, id), walks[i].digits),
				 "prefixes of %s\n", walks[i].slug);
	}
	ksft_test_result(!strcmp(walk(&table, VENDOR_ANY_CAMERA), "12567"),
			 "any-camera leaves the broad out\n");
	ksft_test_result(!*walk(&table, VENDOR_NONE), "nobody has none\n");
	id = vendor_find(&table, "phones");
	ksft_test_result(table.vendors[id].broad &&
				 !strcmp(table.vendors[id].also_makes,
					 "phones, routers"),
			 "a broad vendor says what else it makes\n");
	id = vendor_find(&table, "maker");
	ksft_test_result(table.vendors[vendor_find(&table, "brand")].parent ==
					 id &&
				 table.vendors[id].parent == VENDOR_NONE,
			 "a brand knows its parent\n");
	test_slugs(&table);
	vendor_table_free(&table);
	ksft_finished();
}
