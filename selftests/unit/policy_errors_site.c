// SPDX-License-Identifier: GPL-2.0
/*
 * Errors in interfaces, zones and endpoints: names, VLANs, addresses.
 * Each with its place and words, all of a file in one run.
 */
#include "kselftest.h"
#include "lib_policy.h"

#define INTERFACES(list) "version: 1\ngroups: []\ninterfaces: [" list "]\n"
#define ZONES(list) HEAD "groups: []\nzones:\n" list

static const struct policy_case cases[] = {
	{
		"neither a name nor a pattern",
		INTERFACES("{xdp: auto}"),
		"3:14: interface 1: give one of \"name\" and \"match\"\n",
	},
	{
		"a name and a pattern",
		INTERFACES("{name: a, match: b}"),
		"3:14: interface \"a\": give one of \"name\" and \"match\", not both\n",
	},
	{
		"a pattern as a name",
		INTERFACES("{name: lan*}"),
		"3:21: interface \"lan*\": \"lan*\" is a pattern; write it as \"match\", not \"name\"\n",
	},
	{
		"names that no device has",
		INTERFACES(
			"{name: sixteen-letters-}, {name: a/b}, {name: ..}, {name: \"a b\"}"),
		"3:21: interface \"sixteen-letters-\": \"sixteen-letters-\" cannot be the name of an interface (1 to 15 characters)\n"
		"3:47: interface \"a/b\": \"a/b\" cannot be the name of an interface (1 to 15 characters)\n"
		"3:60: interface \"..\": \"..\" cannot be the name of an interface (1 to 15 characters)\n"
		"3:72: interface \"a b\": \"a b\" cannot be the name of an interface (1 to 15 characters)\n",
	},
	{
		"an interface twice",
		INTERFACES("{name: lan0}, {name: lan0}"),
		"3:28: interface \"lan0\": stands here a second time (first at /proc/self/fd/100:3)\n",
	},
	{
		"a pattern twice",
		INTERFACES("{match: lan*}, {match: lan*}"),
		"3:29: interface \"lan*\": stands here a second time (first at /proc/self/fd/100:3)\n",
	},
	{
		"slips in words",
		INTERFACES("{name: a, unlisted: drp, xdp: skb}"),
		"3:34: interface \"a\": \"unlisted\" must be pass or drop, not \"drp\" (did you mean \"drop\"?)\n"
		"3:44: interface \"a\": \"xdp\" must be auto, native or generic, not \"skb\"\n",
	},
	{
		"a zone that lacks all",
		ZONES("- {}\n"),
		"5:3: zone 1: \"name\" is missing\n"
		"5:3: zone 1: \"interface\" is missing\n"
		"5:3: zone 1: \"vlans\" is missing\n",
	},
	{
		"names that are none",
		ZONES("- {name: Hall, interface: lan0, vlans: [1]}\n"
		      "- {name: -a, interface: lan0, vlans: [2]}\n"
		      "- {name: other, interface: lan0, vlans: [3]}\n"
		      "- {name: a2345678901234567890123456789012, interface: lan0, vlans: [4]}\n"),
		"5:10: zone \"Hall\": name \"Hall\" must be 1 to 31 of a-z, 0-9 and -, not - first\n"
		"6:10: zone \"-a\": name \"-a\" must be 1 to 31 of a-z, 0-9 and -, not - first\n"
		"7:10: zone \"other\": name \"other\" is reserved; choose another\n"
		"8:10: zone \"a234567890123456789012345678901\": name \"a2345678901234567890123456789012\" must be 1 to 31 of a-z, 0-9 and -, not - first\n",
	},
	{
		"an interface that is not there",
		ZONES("- {name: hall, interface: lan1, vlans: [1]}\n"),
		"5:27: zone \"hall\": interface \"lan1\" is not under \"interfaces\" (did you mean \"lan0\"?)\n",
	},
	{
		"VLANs that are none",
		ZONES("- {name: hall, vlans: [untaged, 0, 4095, 12-10, 1-, 01],\n"
		      "   interface: lan0}\n"),
		"5:24: zone \"hall\": VLAN \"untaged\" must be untagged, 1 to 4094, or a range like \"110-119\" (did you mean \"untagged\"?)\n"
		"5:33: zone \"hall\": VLAN \"0\" must be untagged, 1 to 4094, or a range like \"110-119\"\n"
		"5:36: zone \"hall\": VLAN \"4095\" must be untagged, 1 to 4094, or a range like \"110-119\"\n"
		"5:42: zone \"hall\": VLAN range \"12-10\" begins above its end\n"
		"5:49: zone \"hall\": VLAN \"1-\" must be untagged, 1 to 4094, or a range like \"110-119\"\n"
		"5:53: zone \"hall\": VLAN \"01\" must be untagged, 1 to 4094, or a range like \"110-119\"\n",
	},
	{
		"a VLAN in two zones of one interface",
		ZONES("- {name: a, interface: lan0, vlans: [\"5-9\"]}\n"
		      "- {name: b, interface: lan0, vlans: [3, 7]}\n"
		      "- {name: c, interface: lan0, vlans: [untagged]}\n"
		      "- {name: d, interface: lan0, vlans: [untagged]}\n"),
		"6:3: zone \"b\": VLAN 7 of lan0 is in zone \"a\" already (/proc/self/fd/100:5)\n"
		"8:3: zone \"d\": untagged of lan0 is in zone \"c\" already (/proc/self/fd/100:7)\n",
	},
	{
		"a zone twice, and one with an interface's name",
		ZONES("- {name: a, interface: lan0, vlans: [1]}\n"
		      "- {name: a, interface: lan0, vlans: [2]}\n"
		      "- {name: lan0, interface: lan0, vlans: [3]}\n"),
		"6:3: zone \"a\": a second zone of this name (first at /proc/self/fd/100:5)\n"
		"7:3: zone \"lan0\": an interface has this name, and a zone of its own by it\n",
	},
	{
		"endpoints of all kinds of nonsense",
		HEAD
		"groups: []\nendpoints:\n"
		"  router: [10.0.0.1]\n"
		"  a: 10.0.0.1\n"
		"  b: []\n"
		"  c: {prefix: [10.0.0.1]}\n"
		"  d: [10.0.0.5/8, 10.0.0.0/33, 10.0.0, \"fe80::1%lan0\", \"fd20::1/64\", \"::ffff:1.2.3.4\", 010.0.0.1, 10.0.0.1/]\n",
		"5:3: name \"router\" is reserved; choose another\n"
		"6:6: endpoint \"a\": \"a\" must be a list; write [10.0.0.1]\n"
		"7:6: endpoint \"b\": no addresses; a peer that names it would match nothing\n"
		"8:6: endpoint \"c\": \"prefixes\" is missing\n"
		"8:7: endpoint \"c\": unknown key \"prefix\" (did you mean \"prefixes\"?)\n"
		"9:7: endpoint \"d\": \"10.0.0.5/8\" has bits set beyond its length; write 10.0.0.0/8\n"
		"9:19: endpoint \"d\": the length in \"10.0.0.0/33\" must be a number from 0 to 32\n"
		"9:32: endpoint \"d\": \"10.0.0\" is not an IPv4 or IPv6 address or prefix\n"
		"9:40: endpoint \"d\": \"fe80::1%lan0\" is not an IPv4 or IPv6 address or prefix\n"
		"9:56: endpoint \"d\": \"fd20::1/64\" has bits set beyond its length; write fd20::/64\n"
		"9:70: endpoint \"d\": \"::ffff:1.2.3.4\" is an IPv4 address in IPv6 form; write it as IPv4\n"
		"9:88: endpoint \"d\": \"010.0.0.1\" is not an IPv4 or IPv6 address or prefix\n"
		"9:99: endpoint \"d\": the length in \"10.0.0.1/\" must be a number from 0 to 32\n",
	},
	{
		"a required endpoint that nothing defines",
		HEAD
		"groups: []\nrequire: [recorder, clok]\nendpoints: {clock: [10.0.0.1]}\n",
		"4:11: required endpoint \"recorder\" is not defined, here or in an included file\n"
		"4:21: required endpoint \"clok\" is not defined, here or in an included file (did you mean \"clock\"?)\n",
	},
};

int main(void)
{
	return lib_policy_table(cases, ARRAY_SIZE(cases));
}
