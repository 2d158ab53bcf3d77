// SPDX-License-Identifier: GPL-2.0
/*
 * What check warns about, in these words, and what it stays silent about.
 * All of these policies are valid.
 */
#include "kselftest.h"
#include "lib_policy.h"

#define GUARD "  addresses: [10.0.0.0/8]\n"
#define GUARDED GROUP GUARD "  rules:\n"
#define PLACES                                                               \
	HEAD "zones:\n"                                                      \
	     "- {name: open, interface: lan0, vlans: [1]}\n"                 \
	     "- {name: shut, interface: lan0, vlans: [2], unlisted: drop}\n" \
	     "groups:\n"

static const struct policy_case cases[] = {
	{
		"nothing: guarded, and a peer with a name",
		GUARDED
		"  - {name: r, peer: 10.0.0.1, initiated-by: either}\n"
		"  - {name: s, peer: any, proto: udp, ports: [53], action: drop}\n"
		"  - {name: t, peer: any, proto: tcp, ports: [53], initiated-by: device}\n"
		"  - {name: u, peer: 10.0.0.1, proto: udp, ports: [53], initiated-by: peer}\n",
		"",
	},
	{
		"nothing: what passes nothing needs no guard",
		GROUP "  housekeeping: [none]\n",
		"",
	},
	{
		"a prefix that no device sends from",
		GROUP
		"  housekeeping: [none]\n"
		"- {name: h, prefixes: [\"45:19:b6/24\"], housekeeping: [none]}\n",
		"7:24: warning: group \"h\": \"45:19:b6/24\" has the multicast bit: frames from such a source are dropped on every attached interface\n",
	},
	{
		"either with ports",
		GUARDED
		"  - {name: r, peer: 10.0.0.1, proto: tcp, ports: [554, \"8000-8010\"], initiated-by: either}\n",
		"8:5: warning: group \"g\", rule \"r\": \"either\" keeps no state: from tcp ports 554, 8000-8010 a device reaches every port of 10.0.0.1, and 10.0.0.1 every port of a device; say who opens\n",
	},
	{
		"initiated-by peer with any",
		GUARDED
		"  - {name: r, peer: any, proto: tcp, ports: [554], initiated-by: peer}\n"
		"  - {name: s, peer: any, initiated-by: peer}\n",
		"8:5: warning: group \"g\", rule \"r\": whoever can send through this router may open tcp port 554 to these devices, and gets answers; name the peers\n"
		"9:5: warning: group \"g\", rule \"s\": whoever can send through this router may open any protocol to these devices, and gets answers; name the peers\n",
	},
	{
		"UDP 53 to a resolver",
		GUARDED
		"  - {name: r, peer: router, proto: udp, ports: [\"50-60\"], initiated-by: device}\n"
		"  - {name: s, peer: [10.0.0.1, router], ports: [53], initiated-by: device}\n",
		"8:5: warning: group \"g\", rule \"r\": UDP port 53 to router: through a resolver that asks the internet a device can send anything out, in the names it asks for\n"
		"9:5: warning: group \"g\", rule \"s\": UDP port 53 to 10.0.0.1, router: through a resolver that asks the internet a device can send anything out, in the names it asks for\n",
	},
	{
		"a group without addresses",
		GROUP
		"- name: h\n  prefixes: [\"44:19:b7/24\"]\n  default: pass\n"
		"- name: i\n  prefixes: [\"44:19:b8/24\"]\n  rules: [{name: r, peer: 10.0.0.1, initiated-by: either}]\n",
		"4:3: warning: group \"g\": no \"addresses\": a device may claim any address on its link by ARP\n"
		"6:3: warning: group \"h\": no \"addresses\": what passes, passes from any source address that a device puts into it, and answers carry it there\n"
		"9:3: warning: group \"i\": no \"addresses\": what passes, passes from any source address that a device puts into it, and answers carry it there\n",
	},
	{
		"only MACs where unlisted passes",
		PLACES
		"- {name: a, macs: [\"00:11:22:33:44:01\"], addresses: [10.0.0.1]}\n"
		"- {name: b, macs: [\"00:11:22:33:44:02\"], addresses: [10.0.0.1], zones: [open]}\n"
		"- {name: c, macs: [\"00:11:22:33:44:03\"], addresses: [10.0.0.1], zones: [shut]}\n"
		"- {name: d, macs: [\"00:11:22:33:44:04\"], addresses: [10.0.0.1], prefixes: [\"44:19:b6/24\"]}\n"
		"- {name: e, prefixes: [\"00:11:22:33:44:05/48\"], addresses: [10.0.0.1], zones: [shut, lan0]}\n",
		"7:3: warning: group \"a\": single MACs only, and \"lan0\" passes what is unlisted: a device that changes its MAC is free; list prefixes, or set \"unlisted: drop\"\n"
		"8:3: warning: group \"b\": single MACs only, and \"open\" passes what is unlisted: a device that changes its MAC is free; list prefixes, or set \"unlisted: drop\"\n"
		"11:3: warning: group \"e\": single MACs only, and \"lan0\" passes what is unlisted: a device that changes its MAC is free; list prefixes, or set \"unlisted: drop\"\n",
	},
	{
		"an entry that another one hides",
		"version: 1\ngroups: [{name: g, vendors: [dahua], housekeeping: [none]}]\n"
		"interfaces: [{match: lan*}, {name: lan0}, {name: wan0}]\n",
		"3:29: warning: interface \"lan0\": never used: \"lan*\" (/proc/self/fd/100:3) fits it first\n",
	},
	{
		"no groups at all",
		HEAD,
		"1:1: warning: no groups: nothing is listed\n",
	},
};

int main(void)
{
	return lib_policy_table(cases, ARRAY_SIZE(cases));
}
