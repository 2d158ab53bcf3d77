// SPDX-License-Identifier: GPL-2.0
/*
 * Why a port is judged in generic mode: each cause has its own words, with the
 * driver, the MTU and what the kernel said where they are known.
 */
#include <string.h>

#include "port/generic.h"
#include "kselftest.h"

static const struct {
	struct generic generic;
	const char *says; /* part of the text */
	const char *lacks; /* what must not stand in it */
} cases[] = {
	{ { .cause = LC_GENERIC_MISSING, .driver = "r8169" },
	  "its driver, r8169, has no native XDP (docs/drivers.md)",
	  "name its ports" },
	{ { .cause = LC_GENERIC_MISSING, .driver = "bridge", .stacked = true },
	  "name its ports, or the device below",
	  "its driver" },
	{ { .cause = LC_GENERIC_REFUSED,
	    .driver = "igc",
	    .refusal = "igc: Jumbo frames not supported",
	    .mtu = 9000 },
	  "its driver, igc, refused native mode: igc: Jumbo frames not supported; its MTU is 9000 now",
	  "kernel log" },
	{ { .cause = LC_GENERIC_REFUSED, .driver = "mlx4_en", .mtu = 9000 },
	  "refused native mode, the kernel log may say why; its MTU is 9000 now",
	  "mode:" },
	{ { .cause = LC_GENERIC_REFUSED, .driver = "", .refusal = "no" },
	  "its driver refused native mode: no (docs/drivers.md)",
	  "MTU" },
	{ { .cause = LC_GENERIC_ASKED,
	    .driver = "veth",
	    .offer = NATIVE_OFFERED },
	  "its driver, veth, has native XDP: xdp: native",
	  "offers no" },
	{ { .cause = LC_GENERIC_ASKED, .driver = "r8169", .offer = NATIVE_NONE },
	  "its driver, r8169, offers no native XDP",
	  "unload" },
	{ { .cause = LC_GENERIC_ASKED, .driver = "igb" },
	  "where the driver can do better",
	  "igb" },
	{ { .cause = LC_GENERIC_BLIND,
	    .driver = "bonding",
	    .blind = "it hands on",
	    .stacked = true },
	  "it hands on (docs/drivers.md); name the ports",
	  "unload" },
	{ { .cause = LC_GENERIC_BLIND, .driver = "mtk_soc_eth", .blind = "so" },
	  "so (docs/drivers.md)",
	  "name the ports" },
	{ { .cause = LC_GENERIC_UNKNOWN, .driver = "igb" },
	  "of a bond, bridge or VLAN device, name the ports",
	  "refused" },
};

int main(void)
{
	char text[GENERIC_TEXT_MAX];
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct generic generic = cases[i].generic;

		if (!generic.refusal)
			generic.refusal = "";
		generic_why(&generic, text, sizeof(text));
		ksft_test_result(strstr(text, cases[i].says) &&
					 !strstr(text, cases[i].lacks),
				 "%s\n", text);
	}
	ksft_finished();
}
