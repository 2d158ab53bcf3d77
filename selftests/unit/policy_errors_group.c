// SPDX-License-Identifier: GPL-2.0
/*
 * Errors in groups and rules: vendors, prefixes, zones, peers, ports, rates.
 * Each with its place and words, all of a file in one run.
 */
#include "kselftest.h"
#include "lib_policy.h"

#define FIRST HEAD "groups:\n"

static const struct policy_case cases[] = {
	{
		"a slip in a vendor, and one twice",
		FIRST
		"- {name: banned, vendors: [hikvison, dahua, dahua, hik-vision-gmbh]}\n",
		"4:28: group \"banned\": unknown vendor \"hikvison\" (did you mean \"hikvision\"?)\n"
		"4:45: group \"banned\": vendor \"dahua\" is named twice\n"
		"4:52: group \"banned\": unknown vendor \"hik-vision-gmbh\"; \"lenscap vendors\" lists those known\n",
	},
	{
		"nobody in it",
		FIRST "- {name: g}\n",
		"4:3: group \"g\": no device belongs to it; give \"vendors\", \"prefixes\" or \"macs\"\n",
	},
	{
		"an empty list of vendors",
		FIRST "- {name: g, vendors: []}\n",
		"4:22: group \"g\": \"vendors\" is an empty list\n",
	},
	{
		"not a mapping",
		FIRST "- g\n",
		"4:3: group 1: this must be a mapping; write {name: g}\n",
	},
	{
		"a group twice",
		FIRST
		"- {name: g, vendors: [dahua]}\n- {name: g, vendors: [axis]}\n",
		"5:3: group \"g\": a second group of this name (first at /proc/self/fd/100:4)\n",
	},
	{
		"prefixes that are none",
		FIRST
		"- {name: g, prefixes: [\"44:19:b6/25\", \"8c:1f:64:ab:c1:00/36\", \"44:19:b6/28\", x]}\n",
		"4:24: group \"g\": MAC prefix \"44:19:b6/25\" must have 24, 28, 36 or 48 bits\n"
		"4:39: group \"g\": MAC prefix \"8c:1f:64:ab:c1:00/36\" has bits set beyond its length; write 8c:1f:64:ab:c0:00/36\n"
		"4:63: group \"g\": \"44:19:b6/28\" is not a MAC prefix; write it like \"44:19:b6/24\" or \"8c:1f:64:ab:c0:00/36\"\n"
		"4:78: group \"g\": \"x\" is not a MAC prefix; write it like \"44:19:b6/24\" or \"8c:1f:64:ab:c0:00/36\"\n",
	},
	{
		"MACs that are none, or are listed twice",
		FIRST
		"- {name: g, prefixes: [\"00:11:22:33:44:55/48\"], macs: [\"00:11:22:33:44:55\", \"0:11:22:33:44:55\", 12]}\n",
		"4:56: group \"g\": 00:11:22:33:44:55/48 is listed a second time (first at /proc/self/fd/100:4)\n"
		"4:77: group \"g\": \"0:11:22:33:44:55\" is not a MAC address; write it like \"44:19:b6:00:00:01\"\n"
		"4:97: group \"g\": \"12\" is not a MAC address; write it like \"44:19:b6:00:00:01\"\n",
	},
	{
		"zones that are none",
		GROUP "  zones: [lan1, lan0, lan0]\n",
		"6:11: group \"g\": unknown zone \"lan1\" (did you mean \"lan0\"?)\n"
		"6:23: group \"g\": zone \"lan0\" is named twice\n",
	},
	{
		"housekeeping that is none",
		GROUP "  housekeeping: [none, arpp]\n",
		"6:17: group \"g\": \"none\" stands alone; remove it or the others\n"
		"6:24: group \"g\": \"housekeeping\" must be arp, nd, dhcp, igmp, mld, eapol or none, not \"arpp\" (did you mean \"arp\"?)\n",
	},
	{
		"no housekeeping, not said so",
		GROUP "  housekeeping: []\n",
		"6:17: group \"g\": \"housekeeping\" is an empty list; write [none]\n",
	},
	{
		"a guard that nobody passes",
		GROUP "  addresses: []\n",
		"6:14: group \"g\": \"addresses\" is empty: the devices could use none; remove it, or list some\n",
	},
	{
		"a rate in no unit, a burst of less than a packet",
		GROUP "  rate: {per-device: 50mbps, burst: 60kib}\n",
		"6:22: group \"g\": rate \"50mbps\" must be a whole number with bit, kbit, mbit or gbit, like 50mbit\n"
		"6:37: group \"g\": burst \"60kib\" is not from 64kib (a packet after segments were joined) to 1gib\n",
	},
	{
		"a rate past all numbers",
		GROUP
		"  rate: {per-device: 99999999999999999999gbit, burst: 1}\n",
		"6:22: group \"g\": rate \"99999999999999999999gbit\" is not from 8kbit to 1000gbit\n"
		"6:55: group \"g\": burst \"1\" must be a whole number with b, kb, mb, kib or mib, like 1mb\n",
	},
	{
		"a note with a bell",
		GROUP "  note: \"\\a\"\n",
		"6:9: group \"g\": \"note\" must not have control characters\n",
	},
	{
		"a rule that lacks all",
		RULES "  - {}\n",
		"7:5: group \"g\", rule 1: \"name\" is missing\n"
		"7:5: group \"g\", rule 1: \"peer\" is missing\n"
		"7:5: group \"g\", rule 1: \"initiated-by\" is missing: peer, device or either (or \"action: drop\")\n",
	},
	{
		"a rule twice",
		RULES "  - {name: r, peer: 10.0.0.1, action: drop}\n"
		      "  - {name: r, peer: 10.0.0.2, action: drop}\n",
		"8:5: group \"g\", rule \"r\": a second rule of this name in the group (first at /proc/self/fd/100:7)\n",
	},
	{
		"a slip in a peer",
		RULES "  - {name: r, peer: ruoter, action: drop}\n",
		"7:21: group \"g\", rule \"r\": unknown endpoint \"ruoter\" (did you mean \"router\"?)\n",
	},
	{
		"any and others",
		RULES "  - {name: r, peer: [any, 10.0.0.1], action: drop}\n",
		"7:21: group \"g\", rule \"r\": \"any\" stands alone; remove the other peers or \"any\"\n",
	},
	{
		"an address that is none",
		RULES "  - {name: r, peer: [10.0.0.256], action: drop}\n",
		"7:22: group \"g\", rule \"r\": \"10.0.0.256\" is not an IPv4 or IPv6 address or prefix\n",
	},
	{
		"either with any",
		RULES
		"  - {name: a, peer: any, initiated-by: either}\n"
		"  - {name: b, peer: 0.0.0.0/0, initiated-by: either}\n"
		"  - {name: c, peer: [\"::/0\", router], initiated-by: either}\n",
		"7:40: group \"g\", rule \"a\": \"either\" with any as peer would open the group to everybody; name the peers, or who opens\n"
		"8:46: group \"g\", rule \"b\": \"either\" with all addresses as peer would open the group to everybody; name the peers, or who opens\n"
		"9:53: group \"g\", rule \"c\": \"either\" with all addresses as peer would open the group to everybody; name the peers, or who opens\n",
	},
	{
		"an action that is none",
		RULES "  - {name: r, peer: any, action: pass}\n",
		"7:34: group \"g\", rule \"r\": \"action\" can only be drop, not \"pass\"; a rule that passes has \"initiated-by\" instead\n",
	},
	{
		"who opens what is dropped",
		RULES
		"  - {name: r, peer: any, action: drop, initiated-by: device}\n",
		"7:40: group \"g\", rule \"r\": \"initiated-by\" has no place beside \"action: drop\", which matches both directions; remove one\n",
	},
	{
		"ports of what has none",
		RULES
		"  - {name: r, peer: any, proto: icmp, ports: [1], action: drop}\n",
		"7:39: group \"g\", rule \"r\": icmp has no ports; remove \"ports\"\n",
	},
	{
		"ports that are none",
		RULES
		"  - {name: r, peer: any, ports: [0, 65536, 9-8, http, -1, 1-2-3], action: drop}\n",
		"7:34: group \"g\", rule \"r\": port \"0\" is not from 1 to 65535\n"
		"7:37: group \"g\", rule \"r\": port \"65536\" is not from 1 to 65535\n"
		"7:44: group \"g\", rule \"r\": port range \"9-8\" begins above its end\n"
		"7:49: group \"g\", rule \"r\": \"http\" is not a port; write 554 or \"8000-8010\"\n"
		"7:55: group \"g\", rule \"r\": \"-1\" is not a port; write 554 or \"8000-8010\"\n"
		"7:59: group \"g\", rule \"r\": \"1-2-3\" is not a port; write 554 or \"8000-8010\"\n",
	},
	{
		"slips in words",
		RULES
		"  - {name: r, peer: any, proto: tpc, initiated-by: devise}\n",
		"7:33: group \"g\", rule \"r\": \"proto\" must be any, tcp, udp or icmp, not \"tpc\" (did you mean \"tcp\"?)\n"
		"7:52: group \"g\", rule \"r\": \"initiated-by\" must be peer, device or either, not \"devise\" (did you mean \"device\"?)\n",
	},
};

int main(void)
{
	return lib_policy_table(cases, ARRAY_SIZE(cases));
}
