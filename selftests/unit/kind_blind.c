// SPDX-License-Identifier: GPL-2.0
/*
 * Devices on which a native program is not told by which port a frame came are
 * judged in generic mode only: there it would pass what it should drop.
 */
#include "port/kind.h"
#include "kselftest.h"

static const struct {
	const char *name;
	const char *kind; /* of rtnetlink */
	const char *driver; /* of ethtool */
	bool blind;
} devices[] = {
	{ "a bond", "bond", "bonding", true },
	{ "Hyper-V's card", "", "hv_netvsc", true },
	{ "a port of MediaTek's", "", "mtk_soc_eth", true },
	{ "a veth", "veth", "veth", false },
	{ "an Intel card", "", "igb", false },
	{ "one that says nothing", "", "", false },
};

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(devices));
	for (i = 0; i < ARRAY_SIZE(devices); i++)
		ksft_test_result(
			!!kind_blind(devices[i].kind, devices[i].driver) ==
				devices[i].blind,
			"%s: %s\n", devices[i].name,
			devices[i].blind ? "generic only" : "either mode");
	ksft_finished();
}
