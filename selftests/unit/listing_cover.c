// SPDX-License-Identifier: GPL-2.0
/*
 * Prefixes within prefixes: the longer one takes over what it does not say
 * itself, and what is within a listed prefix keeps its own maker's name.
 */
#include "kselftest.h"
#include "lib_listing.h"

#define SITE                                                   \
	"version: 1\n"                                         \
	"interfaces: [{name: lan0}]\n"                         \
	"zones: [{name: hall, interface: lan0, vlans: [1]}]\n" \
	"groups:\n"

static const char vendors[] =
	"vendor\tlarge\t-\t-\t-\tLarge\n"
	"vendor\tmiddle\t-\t-\t-\tMiddle\n"
	"vendor\tsmall\t-\t-\t-\tSmall\n"
	"00:00:02/24\tlarge\tMA-L\tLarge Ltd\n"
	"8c:1f:64:ab:c0:00/36\tsmall\tMA-S\tSmall Ltd\n"
	"d0:d9:4f:10:00:00/28\tmiddle\tMA-M\tMiddle Ltd\n";

static const struct listing_case cases[] = {
	{
		"a MAC has the vendor of the block that it is in",
		SITE
		"- {name: a, macs: [\"8c:1f:64:ab:c1:23\", \"8c:1f:64:ab:d1:23\", \"00:00:02:03:04:05\"]}\n",
		"00:00:02:03:04:05/48 large lan0=a hall=a\n"
		"8c:1f:64:ab:c1:23/48 small lan0=a hall=a\n"
		"8c:1f:64:ab:d1:23/48 - lan0=a hall=a\n",
	},
	{
		"a MAC with the local bit has the vendor of the one without",
		SITE
		"- {name: a, macs: [\"02:00:02:03:04:05\", \"02:00:03:03:04:05\"]}\n",
		"02:00:02:03:04:05/48 large lan0=a hall=a\n"
		"02:00:03:03:04:05/48 - lan0=a hall=a\n",
	},
	{
		"blocks within a listed prefix are told apart by vendor",
		SITE
		"- {name: a, prefixes: [\"8c:1f:64/24\", \"d0:d9:4f/24\"]}\n",
		"8c:1f:64/24 - lan0=a hall=a\n"
		"8c:1f:64:ab:c0:00/36 small lan0=a hall=a\n"
		"d0:d9:4f/24 - lan0=a hall=a\n"
		"d0:d9:4f:10:00:00/28 middle lan0=a hall=a\n",
	},
	{
		"a block is not told apart from its own vendor",
		SITE
		"- {name: a, prefixes: [\"8c:1f:64:ab:c0:00/36\", \"00:00:02:10:00:00/28\"]}\n",
		"00:00:02:10:00:00/28 large lan0=a hall=a\n"
		"8c:1f:64:ab:c0:00/36 small lan0=a hall=a\n",
	},
	{
		"the longer prefix decides where it is listed, the shorter elsewhere",
		SITE
		"- {name: a, prefixes: [\"00:00:02/24\"]}\n"
		"- {name: b, prefixes: [\"00:00:02:10:00:00/28\"], zones: [hall]}\n"
		"- {name: c, macs: [\"00:00:02:10:00:01\"], zones: [lan0]}\n",
		"00:00:02/24 large lan0=a hall=a\n"
		"00:00:02:10:00:00/28 large lan0=a hall=b\n"
		"00:00:02:10:00:01/48 large lan0=c hall=b\n",
	},
	{
		"longer beats directly named, and zones",
		SITE
		"- {name: a, macs: [\"8c:1f:64:00:00:01\"]}\n"
		"- {name: b, prefixes: [\"8c:1f:64/24\"], zones: [lan0, hall]}\n"
		"- {name: c, vendors: [any-camera]}\n",
		"00:00:02/24 large lan0=c hall=c\n"
		"8c:1f:64/24 - lan0=b hall=b\n"
		"8c:1f:64:00:00:01/48 - lan0=a hall=a\n"
		"8c:1f:64:ab:c0:00/36 small lan0=c hall=c\n"
		"d0:d9:4f:10:00:00/28 middle lan0=c hall=c\n",
	},
	{
		"neighbours do not cover each other",
		SITE
		"- {name: a, prefixes: [\"00:00:02:00:00:00/28\", \"00:00:02:10:00:00/28\", \"00:00:04/24\"]}\n",
		"00:00:02:00:00:00/28 large lan0=a hall=a\n"
		"00:00:02:10:00:00/28 large lan0=a hall=a\n"
		"00:00:04/24 - lan0=a hall=a\n",
	},
	{
		"no groups list nothing",
		"version: 1\ninterfaces: [{name: lan0}]\n",
		"",
	},
};

int main(void)
{
	return lib_listing_table(vendors, cases, ARRAY_SIZE(cases));
}
