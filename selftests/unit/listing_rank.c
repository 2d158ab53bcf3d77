// SPDX-License-Identifier: GPL-2.0
/*
 * Which group gets a prefix: the more directly named one, in each zone; then
 * one with zones; and a tie is an error that names both.
 */
#include "kselftest.h"
#include "lib_listing.h"

#define SITE                                                   \
	"version: 1\n"                                         \
	"interfaces: [{name: lan0}]\n"                         \
	"zones: [{name: hall, interface: lan0, vlans: [1]}]\n" \
	"groups:\n"

static const char vendors[] = "vendor\tbrand\tmaker\t-\t-\tBrand\n"
			      "vendor\tmaker\t-\t-\t-\tMaker\n"
			      "vendor\tphones\t-\tbroad\tphones\tPhones\n"
			      "00:00:02/24\tmaker\tMA-L\tMaker Ltd\n"
			      "00:00:04/24\tbrand\tMA-L\tBrand Ltd\n"
			      "00:00:06/24\tphones\tMA-L\tPhones Ltd\n";

static const struct listing_case cases[] = {
	{
		"a vendor takes its brands along",
		SITE "- {name: a, vendors: [maker]}\n",
		"00:00:02/24 maker lan0=a hall=a\n"
		"00:00:04/24 brand lan0=a hall=a\n",
	},
	{
		"any-camera leaves the broad ones out",
		SITE "- {name: a, vendors: [any-camera]}\n",
		"00:00:02/24 maker lan0=a hall=a\n"
		"00:00:04/24 brand lan0=a hall=a\n",
	},
	{
		"a broad one can be named",
		SITE "- {name: a, vendors: [phones]}\n",
		"00:00:06/24 phones lan0=a hall=a\n",
	},
	{
		"a brand that is named beats its parent",
		SITE
		"- {name: a, vendors: [maker]}\n- {name: b, vendors: [brand]}\n",
		"00:00:02/24 maker lan0=a hall=a\n"
		"00:00:04/24 brand lan0=b hall=b\n",
	},
	{
		"a parent beats any-camera, for its brands too",
		SITE
		"- {name: a, vendors: [any-camera]}\n- {name: b, vendors: [maker]}\n",
		"00:00:02/24 maker lan0=b hall=b\n"
		"00:00:04/24 brand lan0=b hall=b\n",
	},
	{
		"named directly beats zones",
		SITE
		"- {name: a, vendors: [any-camera], zones: [hall]}\n- {name: b, vendors: [maker]}\n",
		"00:00:02/24 maker lan0=b hall=b\n"
		"00:00:04/24 brand lan0=b hall=b\n",
	},
	{
		"a group with zones beats one without",
		SITE
		"- {name: a, vendors: [maker]}\n- {name: b, vendors: [maker], zones: [hall]}\n",
		"00:00:02/24 maker lan0=a hall=b\n"
		"00:00:04/24 brand lan0=a hall=b\n",
	},
	{
		"named only for other zones is not listed here",
		SITE "- {name: b, vendors: [maker], zones: [hall]}\n",
		"00:00:02/24 maker hall=b\n"
		"00:00:04/24 brand hall=b\n",
	},
	{
		"an interface's name is the zone of the other VLANs only",
		SITE "- {name: a, vendors: [brand], zones: [lan0]}\n",
		"00:00:04/24 brand lan0=a\n",
	},
	{
		"where a name does not count, any-camera does",
		SITE
		"- {name: a, vendors: [any-camera]}\n- {name: b, vendors: [brand], zones: [hall]}\n",
		"00:00:02/24 maker lan0=a hall=a\n"
		"00:00:04/24 brand lan0=a hall=b\n",
	},
	{
		"a prefix ranks as named: over any-camera and a parent",
		SITE
		"- {name: a, vendors: [any-camera]}\n- {name: b, prefixes: [\"00:00:04/24\"]}\n",
		"00:00:02/24 maker lan0=a hall=a\n"
		"00:00:04/24 brand lan0=b hall=b\n",
	},
	{
		"one group may list a prefix in several ways",
		SITE
		"- {name: a, vendors: [any-camera, maker, brand], prefixes: [\"00:00:02/24\"]}\n",
		"00:00:02/24 maker lan0=a hall=a\n"
		"00:00:04/24 brand lan0=a hall=a\n",
	},
	{
		"a tie of prefix and vendor",
		SITE
		"- {name: a, vendors: [brand]}\n- {name: b, prefixes: [\"00:00:04/24\"]}\n",
		"6:24: group \"b\" lists 00:00:04/24 in zone \"lan0\", and so does group \"a\" (/proc/self/fd/100:5:23): list it in one of them, or in different zones\n",
	},
	{
		"a tie of vendors is told once for all their prefixes",
		SITE
		"- {name: a, vendors: [maker]}\n- {name: b, vendors: [maker]}\n",
		"6:23: group \"b\" lists 00:00:02/24 in zone \"lan0\", and so does group \"a\" (/proc/self/fd/100:5:23): list it in one of them, or in different zones\n",
	},
	{
		"a tie of MACs in one zone of two",
		SITE
		"- {name: a, macs: [\"00:11:22:33:44:55\"], zones: [hall]}\n"
		"- {name: b, macs: [\"00:11:22:33:44:55\"], zones: [lan0, hall]}\n",
		"6:20: group \"b\" lists 00:11:22:33:44:55/48 in zone \"hall\", and so does group \"a\" (/proc/self/fd/100:5:20): list it in one of them, or in different zones\n",
	},
	{
		"a tie that a better claim ends is none",
		SITE
		"- {name: a, vendors: [maker]}\n- {name: b, vendors: [maker]}\n"
		"- {name: c, prefixes: [\"00:00:02/24\", \"00:00:04/24\"], zones: [lan0, hall]}\n",
		"00:00:02/24 maker lan0=c hall=c\n"
		"00:00:04/24 brand lan0=c hall=c\n",
	},
	{
		"the same prefix in different zones is no tie",
		SITE "- {name: a, vendors: [brand], zones: [lan0]}\n"
		     "- {name: b, vendors: [brand], zones: [hall]}\n",
		"00:00:04/24 brand lan0=a hall=b\n",
	},
};

int main(void)
{
	return lib_listing_table(vendors, cases, ARRAY_SIZE(cases));
}
