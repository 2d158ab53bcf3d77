// SPDX-License-Identifier: GPL-2.0
/*
 * What a dry run says of a port: mode, driver, whether the link may go down,
 * what becomes of receive VLAN offload. How it is found out is cli/dry_run.
 */
#include <string.h>

#include "kselftest.h"
#include "slot/expect.h"

static const struct {
	struct expect_port port;
	const char *line;
} cases[] = {
	{
		{ .step = EXPECT_ATTACH,
		  .mode = LC_XDP_NATIVE,
		  .driver = "igb",
		  .reset = true },
		"would be attached: native XDP, driver igb; that may take its link down for a moment (docs/drivers.md)",
	},
	{ { .step = EXPECT_ATTACH, .mode = LC_XDP_NATIVE, .driver = "veth" },
	  "would be attached: native XDP, driver veth" },
	{ { .step = EXPECT_ATTACH, .mode = LC_XDP_GENERIC, .driver = "r8169" },
	  "would be attached: generic XDP, driver r8169" },
	{
		{ .step = EXPECT_ATTACH, .driver = "igc", .reset = true },
		"would be attached: native XDP if its driver takes it, else generic, driver igc; that may take its link down for a moment (docs/drivers.md)",
	},
	{ { .step = EXPECT_STAYS, .mode = LC_XDP_NATIVE },
	  "stays attached: native XDP" },
	{ { .step = EXPECT_STAYS, .mode = LC_XDP_NATIVE, .rxvlan_off = true },
	  "stays attached: native XDP; receive VLAN offload would be turned off" },
	{ { .step = EXPECT_REATTACH, .mode = LC_XDP_GENERIC },
	  "would be taken off and attached anew, and all passes in between: generic XDP" },
	{
		{ .step = EXPECT_LEAVE,
		  .mode = LC_XDP_GENERIC,
		  .rxvlan_on = true },
		"would be let go, and what is behind it not judged any more: generic XDP; receive VLAN offload would be turned on again",
	},
	{ { .step = EXPECT_LEAVE },
	  "is gone or judged by nothing, and would be forgotten" },
	{ { .away = true },
	  "is in another network namespace, and judged there" },
};

/* Drivers of the table in docs/drivers.md; lint/drivers_link compares. */
static const struct {
	const char *driver;
	bool keeps;
} drivers[] = {
	{ "veth", true },    { "virtio_net", true }, { "igb", false },
	{ "e1000e", false }, { "", false },
};

int main(void)
{
	char line[256];
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + ARRAY_SIZE(drivers));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		expect_line(&cases[i].port, line, sizeof(line));
		if (strcmp(line, cases[i].line))
			ksft_print_msg("%s\n", line);
		ksft_test_result(!strcmp(line, cases[i].line), "%s\n",
				 cases[i].line);
	}
	for (i = 0; i < ARRAY_SIZE(drivers); i++)
		ksft_test_result(native_keeps_link(drivers[i].driver) ==
					 drivers[i].keeps,
				 "\"%s\" %s\n", drivers[i].driver,
				 drivers[i].keeps ? "keeps the link" :
						    "may take it down");
	ksft_finished();
}
