// SPDX-License-Identifier: GPL-2.0
/*
 * Whose a MAC is: the longest prefix wins, and the local bit is cleared only
 * for a MAC that matches nothing as it is.
 */
#include <string.h>

#include "kselftest.h"
#include "policy/vendor.h"

/*
 * /24, /28 and /36 of three owners one inside the other; alpha's second block
 * has the local bit, and gamma has the same block without it.
 */
static const char text[] = "vendor\talpha\t-\t-\t-\tAlpha\n"
			   "vendor\tbeta\t-\t-\t-\tBeta\n"
			   "vendor\tgamma\t-\t-\t-\tGamma\n"
			   "00:11:22/24\talpha\tMA-L\tAlpha Ltd\n"
			   "00:11:22:30:00:00/28\tbeta\tMA-M\tBeta Ltd\n"
			   "00:11:22:34:50:00/36\tgamma\tMA-S\tGamma Ltd\n"
			   "40:00:01/24\tgamma\tMA-L\tGamma Ltd\n"
			   "42:00:01/24\talpha\tMA-L\tAlpha Ltd\n"
			   "50:00:00:00:00:00/28\tbeta\tMA-M\tBeta Ltd\n"
			   "fc:ff:ff/24\tbeta\tMA-L\tBeta Ltd\n";

static const struct {
	const char *name;
	uint64_t mac;
	const char *exact; /* NULL: nobody */
	const char *local;
} cases[] = {
	{ "the /24", UINT64_C(0x001122000000), "alpha", "alpha" },
	{ "last of the /24", UINT64_C(0x001122ffffff), "alpha", "alpha" },
	{ "before the /28", UINT64_C(0x0011222fffff), "alpha", "alpha" },
	{ "the /28 beats the /24", UINT64_C(0x001122300000), "beta", "beta" },
	{ "before the /36", UINT64_C(0x001122344fff), "beta", "beta" },
	{ "the /36 beats both", UINT64_C(0x001122345000), "gamma", "gamma" },
	{ "last of the /36", UINT64_C(0x001122345fff), "gamma", "gamma" },
	{ "after the /36", UINT64_C(0x001122346000), "beta", "beta" },
	{ "after the /28", UINT64_C(0x001122400000), "alpha", "alpha" },
	{ "before the /24", UINT64_C(0x001121ffffff), NULL, NULL },
	{ "after the /24", UINT64_C(0x001123000000), NULL, NULL },
	{ "/28 without a /24 around it", UINT64_C(0x50000000ffff), "beta",
	  "beta" },
	{ "beside that /28", UINT64_C(0x500000100000), NULL, NULL },
	{ "the last block", UINT64_C(0xfcffffffffff), "beta", "beta" },
	{ "all ones", UINT64_C(0xffffffffffff), NULL, NULL },
	{ "zero", 0, NULL, NULL },
	{ "local bit: the /24", UINT64_C(0x021122000000), NULL, "alpha" },
	{ "local bit: the /36", UINT64_C(0x021122345001), NULL, "gamma" },
	{ "local bit: nobody's", UINT64_C(0x021123000000), NULL, NULL },
	{ "local bit in the block itself", UINT64_C(0x420001000000), "alpha",
	  "alpha" },
	{ "the block without it", UINT64_C(0x400001000000), "gamma", "gamma" },
	{ "the bit is never set", UINT64_C(0x3cffff000000), NULL, NULL },
};

static bool owner_is(const struct vendor_table *table,
		     const struct vendor_prefix *prefix, const char *slug)
{
	if (!prefix || !slug)
		return !prefix && !slug;
	return !strcmp(table->vendors[prefix->vendor].slug, slug);
}

int main(void)
{
	struct vendor_table table = {};
	char err[256] = "";
	size_t i;

	ksft_print_header();
	ksft_set_plan(2 * ARRAY_SIZE(cases));
	if (vendor_table_load_bytes(&table, "table", text, strlen(text), err,
				    sizeof(err)))
		ksft_exit_fail_msg("%s\n", err);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct vendor_prefix *exact, *local;

		exact = vendor_lookup(&table, cases[i].mac);
		local = vendor_lookup_local(&table, cases[i].mac);
		ksft_test_result(owner_is(&table, exact, cases[i].exact),
				 "%s\n", cases[i].name);
		ksft_test_result(owner_is(&table, local, cases[i].local),
				 "%s, local bit minded\n", cases[i].name);
	}
	vendor_table_free(&table);
	ksft_finished();
}
