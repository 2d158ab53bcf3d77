// SPDX-License-Identifier: GPL-2.0
/*
 * Errors at the top of a policy: keys, version, labels, mode, boot, tests,
 * permits. Each with its place and words, all of a file in one run.
 */
#include "kselftest.h"
#include "lib_policy.h"

#define PERMIT(rest) \
	HEAD "permits: [{macs: [\"00:11:22:33:44:55\"], " rest "}]\n"

#define FRAME "in lan0 from 44:19:b6:00:00:01 dhcp"

static const struct policy_case cases[] = {
	{
		"a version from the future",
		"version: 2\ninterfaces: [{name: lan0}]\ngroups: []\n",
		"1:10: version \"2\" is not known here; this lenscap reads version 1\n",
	},
	{
		"no version, no interfaces",
		"mode: enforce\n",
		"1:1: \"version\" is missing; write \"version: 1\" first\n"
		"1:1: no interfaces: name the ports that the cameras are behind, as \"interfaces: [{name: lan0}]\"\n",
	},
	{
		"an empty list of interfaces",
		"version: 1\ninterfaces: []\n",
		"1:1: no interfaces: name the ports that the cameras are behind, as \"interfaces: [{name: lan0}]\"\n",
	},
	{
		"a slip in a key",
		HEAD "gruops: []\n",
		"3:1: unknown key \"gruops\" (did you mean \"groups\"?)\n",
	},
	{
		"a slip in a word",
		HEAD "mode: monitro\n",
		"3:7: \"mode\" must be enforce or monitor, not \"monitro\" (did you mean \"monitor\"?)\n",
	},
	{
		"a list where a word should be",
		HEAD "mode: [monitor]\n",
		"3:7: \"mode\" must be a single value, not a list\n",
	},
	{
		"a word where a list should be",
		HEAD "groups: cameras\n",
		"3:9: \"groups\" must be a list; write [{name: cameras}]\n",
	},
	{
		"nothing where a list should be",
		HEAD "groups:\n",
		"3:8: \"groups\" has no value; it must be a list\n",
	},
	{
		"an unknown label",
		HEAD "policy: {nam: x}\n",
		"3:10: policy: unknown key \"nam\" (did you mean \"name\"?)\n",
	},
	{
		"a label with a line break",
		HEAD "policy: {name: \"a\\nb\"}\n",
		"3:16: policy: \"name\" must not have line breaks or control characters\n",
	},
	{
		"a label that is too long",
		HEAD
		"policy:\n"
		" name: 0123456789012345678901234567890123456789012345678901234567890123\n",
		"4:8: policy: \"name\" must have 1 to 63 bytes, not 64\n",
	},
	{
		"an escape sequence in a label",
		HEAD "policy: {name: \"\\e[31m\"}\n",
		"3:16: policy: \"name\" must not have line breaks or control characters\n",
	},
	{
		"an escape sequence in a key goes to no terminal",
		HEAD "\"\\e[31m\": 1\n",
		"3:1: unknown key \"?[31m\"; known here: version, policy, include, require, mode, boot, interfaces, zones, endpoints, groups, tests, permits\n",
	},
	{
		"boot without a choice",
		HEAD "boot: {}\n",
		"3:7: boot: \"on-failure\" is missing\n",
	},
	{
		"a test without a frame",
		HEAD "tests: [{expect: drop}]\n",
		"3:9: test 1: give one of \"frame\" and \"frames\"\n",
	},
	{
		"a test with both",
		HEAD "tests: [{frame: " FRAME ", frames: [" FRAME
		     "], expect: drop}]\n",
		"3:9: test 1: give one of \"frame\" and \"frames\", not both\n",
	},
	{
		"frames and expectations that do not match",
		HEAD "tests: [{frames: [" FRAME "], expect: [drop, pass]}]\n",
		"3:65: test 1: \"expect\" has 2 entries for 1 frames\n",
	},
	{
		"an expectation that is none",
		HEAD "tests: [{frame: " FRAME ", expect: dropped}]\n",
		"3:62: test 1: \"expect\" must be pass, drop or would-drop, not \"dropped\"\n",
	},
	{
		"frames that say too little",
		HEAD
		"tests:\n"
		"- {frame: lan0 from a to b, expect: drop}\n"
		"- {frame: in, expect: drop}\n"
		"- {frame: in lan0 from to b, expect: drop}\n"
		"- {frame: in lan0 from 44:19:b6:00:00:01, expect: drop}\n",
		"4:11: test 1: frame \"lan0 from a to b\": it must begin with in or out\n"
		"5:11: test 2: frame \"in\": an interface's name must stand behind in or out\n"
		"6:11: test 3: frame \"in lan0 from to b\": nothing stands between from and to\n"
		"7:11: test 4: frame \"in lan0 from 44:19:b6:00:00:01\": it must say from whom and to whom: \"from A to B\"\n",
	},
	{
		"frames with a wrong word",
		HEAD "tests:\n"
		     "- frames:\n"
		     "  - " FRAME "\n"
		     "  - in lan0 from 44:19:b6:00:00:01 to 10.0.0.1:80 tpc\n"
		     "  - in lan1 from 44:19:b6:00:00:01 dhcp\n"
		     "  expect: [pass, drop, pass]\n",
		"6:5: test 1: frame \"in lan0 from 44:19:b6:00:00:01 to 10.0.0.1:80 tpc\": \"tpc\" (did you mean \"tcp\"?): expected tcp, udp, icmp, arp, dhcp, nd, igmp, mld, eapol, proto N or ethertype N\n"
		"7:5: test 1: frame \"in lan1 from 44:19:b6:00:00:01 dhcp\": interface \"lan1\" is not under \"interfaces\" (did you mean \"lan0\"?)\n",
	},
	{
		"a permit of all kinds of nonsense",
		HEAD
		"permits: [{macs: [\"01:11:22:33:44:55\"], peer: nobody, proto: icmp, ports: [0], until: tomorrow, why: \"\"}]\n",
		"3:19: permit 1: \"01:11:22:33:44:55\" is not the MAC address of a device; write it like \"44:19:b6:00:00:01\"\n"
		"3:47: permit 1: unknown endpoint \"nobody\"\n"
		"3:68: permit 1: icmp has no ports; remove \"ports\"\n"
		"3:76: permit 1: port \"0\" is not from 1 to 65535\n"
		"3:87: permit 1: \"tomorrow\" is not a time; write it like 2026-08-31T17:00:00Z\n"
		"3:102: permit 1: \"why\" must have 1 to 1024 bytes, not 0\n",
	},
	{
		"a permit without end",
		PERMIT("peer: any, proto: any, why: x"),
		"3:11: permit 1: \"until\" is missing\n",
	},
	{
		"29 February of a year without",
		PERMIT("peer: any, proto: any, until: 2027-02-29T10:00:00Z, why: x"),
		"3:71: permit 1: \"2027-02-29T10:00:00Z\" is not a time; write it like 2026-08-31T17:00:00Z\n",
	},
	{
		"a permit for all ports of a protocol",
		PERMIT("peer: any, proto: tcp, until: 2028-02-29T10:00:00Z, why: x"),
		"3:52: permit 1: \"ports\" is missing; a permit names them\n",
	},
};

int main(void)
{
	return lib_policy_table(cases, ARRAY_SIZE(cases));
}
