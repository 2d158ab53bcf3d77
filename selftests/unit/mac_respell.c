// SPDX-License-Identifier: GPL-2.0
/*
 * How an address or a prefix in another spelling is to be written: as labels,
 * switches and spreadsheets print them. What is no address stays none.
 */
#include <string.h>

#include "kselftest.h"
#include "base/mac.h"

static const struct {
	const char *text;
	const char *mac;
	const char *prefix;
} cases[] = {
	{ "4419.b600.0001", "44:19:b6:00:00:01", "44:19:b6:00:00:01/48" },
	{ "4419B6000001", "44:19:b6:00:00:01", "44:19:b6:00:00:01/48" },
	{ "44 19 b6 00 00 01", "44:19:b6:00:00:01", "44:19:b6:00:00:01/48" },
	{ "44:19-b6:00-00:01", "44:19:b6:00:00:01", "44:19:b6:00:00:01/48" },
	{ "44:19:b6", "none", "44:19:b6/24" },
	{ "4419b6", "none", "44:19:b6/24" },
	{ "4419B6/24", "none", "44:19:b6/24" },
	{ "8c1f.64ab.c000/36", "none", "8c:1f:64:ab:c0:00/36" },
	{ "8c1f.64ab.c001/36", "none", "none" }, /* bits beyond the length */
	{ "4419b6/20", "none", "none" },
	{ "4419b6/28", "none", "none" },
	{ "4419b600000", "none", "none" },
	{ "4419b60000011", "none", "none" },
	{ "10.0.0.1", "none", "none" },
	{ "hello", "none", "none" },
	{ "", "none", "none" },
	{ "/24", "none", "none" },
};

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		char mac[MAC_TEXT_LEN] = "none";
		char prefix[MAC_PREFIX_TEXT_LEN] = "none";

		mac_respell(cases[i].text, mac);
		mac_prefix_respell(cases[i].text, prefix);
		ksft_test_result(!strcmp(mac, cases[i].mac) &&
					 !strcmp(prefix, cases[i].prefix),
				 "\"%s\": %s, %s\n", cases[i].text, mac,
				 prefix);
	}
	ksft_finished();
}
