// SPDX-License-Identifier: GPL-2.0
/*
 * The table inside the program: it loads, it is data/vendors.tsv, and it tells
 * well-known devices apart. What the table must hold, vendor_rows.py says.
 */
#include <string.h>

#include "kselftest.h"
#include "base/mac.h"
#include "policy/vendor.h"

static const struct {
	const char *mac;
	const char *slug;
	const char *parent;
} devices[] = {
	{ "44:19:b6:00:00:01", "hikvision", "" },
	{ "46:19:b6:00:00:01", "hikvision", "" },
	{ "3c:ef:8c:12:34:56", "dahua", "" },
	{ "ac:3d:fa:00:00:00", "imou", "dahua" },
	{ "34:c6:dd:00:00:00", "ezviz", "hikvision" },
	{ "b0:b3:53:6f:ff:ff", "hikrobot", "hikvision" },
	{ "b0:b3:53:7f:ff:ff", "", "" },
	{ "ac:cc:8e:00:00:00", "axis", "" },
	{ "b0:c5:54:25:5b:0e", "d-link", "" },
	{ "40:2c:76:10:00:00", "", "" },
	{ "02:00:5e:00:00:01", "", "" },
};

static bool is(const struct vendor_table *table, size_t i)
{
	const struct vendor_prefix *prefix;
	const struct vendor *vendor;
	uint64_t mac;

	if (mac_parse(devices[i].mac, &mac))
		return false;
	prefix = vendor_lookup_local(table, mac);
	if (!prefix || !*devices[i].slug)
		return !prefix && !*devices[i].slug;
	vendor = &table->vendors[prefix->vendor];
	if (strcmp(vendor->slug, devices[i].slug))
		return false;
	if (vendor->parent == VENDOR_NONE)
		return !*devices[i].parent;
	return !strcmp(table->vendors[vendor->parent].slug, devices[i].parent);
}

int main(void)
{
	struct vendor_table table = {};
	char err[256] = "";
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(devices) + 2);
	ksft_test_result(!vendor_table_load_embedded(&table, err, sizeof(err)),
			 "the built-in table loads\n");
	if (!table.n_vendors)
		ksft_exit_fail_msg("%s\n", err);
	ksft_test_result(table.n_vendors <= VENDOR_MAX &&
				 table.n_prefixes > 3000 &&
				 strlen(table.sha256) == 64,
			 "it is whole\n");
	for (i = 0; i < ARRAY_SIZE(devices); i++)
		ksft_test_result(is(&table, i), "%s is %s\n", devices[i].mac,
				 *devices[i].slug ? devices[i].slug : "nobody");
	vendor_table_free(&table);
	ksft_finished();
}
