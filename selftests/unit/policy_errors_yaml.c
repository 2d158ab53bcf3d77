// SPDX-License-Identifier: GPL-2.0
/*
 * What is wrong with a file before it is wrong with a policy: not YAML, not
 * text, too deep, tags, aliases, keys twice. Each with its place and words.
 */
#include "kselftest.h"
#include "lib_policy.h"

#define DEEP "[[[[[[[[[[[[[[[["

static const struct policy_case cases[] = {
	{
		"an empty file",
		"",
		"0:0: the file is empty; a policy starts with \"version: 1\", and \"lenscap init\" prints one\n",
	},
	{
		"only comments",
		"# nothing\n",
		"0:0: nothing but comments in this file; \"lenscap init\" prints a policy to start from\n",
	},
	{
		"only a byte order mark",
		"\xef\xbb\xbf",
		"0:0: the file is empty; a policy starts with \"version: 1\", and \"lenscap init\" prints one\n",
	},
	{
		"a byte order mark before a policy",
		"\xef\xbb\xbf" GROUP "  housekeeping: [none]\n",
		"",
	},
	{
		"lines that end in CR LF",
		"version: 1\r\ninterfaces: [{name: lan0}]\r\ngroups: []\r\nx: 1\r\n",
		"4:1: unknown key \"x\"; known here: version, policy, include, require, mode, boot, interfaces, zones, endpoints, groups, tests, permits\n",
	},
	{
		"a byte that is not UTF-8",
		HEAD "# \xc3\x28\n",
		"3:3: byte 0xc3 is not UTF-8; is this a text file? then save it as UTF-8\n",
	},
	{
		"a column counts characters, not bytes",
		HEAD "# \xc3\xa4\xff\n",
		"3:4: byte 0xff is not UTF-8; is this a text file? then save it as UTF-8\n",
	},
	{
		"a control character",
		HEAD "# \x1b[2J\n",
		"3:3: control character 0x1b; is this a text file? then take it out\n",
	},
	{
		"a delete character",
		HEAD "# \x7f\n",
		"3:3: control character 0x7f; is this a text file? then take it out\n",
	},
	{
		"a C1 control character",
		HEAD "# \xc2\x9b\n",
		"3:3: control character 0x9b; is this a text file? then take it out\n",
	},
	{
		"a byte order mark in the middle",
		HEAD "# \xef\xbb\xbf\n",
		"3:3: control character 0xfeff; is this a text file? then take it out\n",
	},
	{
		"a tab as indentation",
		HEAD "groups:\n\t- name: g\n",
		"4:1: not YAML: found character that cannot start any token, while scanning for the next token (line 4); this is a tab: YAML is indented with spaces\n",
	},
	{
		"a bracket left open",
		"version: 1\ngroups: [\n",
		"3:1: not YAML: did not find expected node content, while parsing a flow node (line 3)\n",
	},
	{
		"not a mapping",
		"- version: 1\n",
		"1:1: this is not a policy; one begins with \"version: 1\"\n",
	},
	{
		"a second document",
		HEAD "---\nversion: 1\n",
		"3:1: a second document begins here; only one is read\n",
	},
	{
		"a tag",
		HEAD "mode: !!str monitor\n",
		"3:7: tags such as \"!!str\" are not accepted; remove it\n",
	},
	{
		"an anchor and an alias",
		"version: 1\ninterfaces:\n- &a {name: lan0}\n- *a\n",
		"3:3: anchors (&a) are not accepted; write the value out where it is needed\n"
		"4:3: aliases (*a) are not accepted; write the value out\n",
	},
	{
		"a list as a key",
		HEAD "? [a, b]\n: c\n",
		"3:3: a key must be a text, not a list or mapping\n",
	},
	{
		"an escaped NUL",
		HEAD "policy: {name: \"a\\0b\"}\n",
		"3:16: a text must not have a NUL character\n",
	},
	{
		"a key twice, each time",
		HEAD "mode: monitor\nmode: enforce\nmode: x\n",
		"4:1: key \"mode\" stands here a second time (first in line 3)\n"
		"5:1: key \"mode\" stands here a second time (first in line 4)\n",
	},
	{
		"a key twice in a small mapping",
		"version: 1\ninterfaces: [{name: lan0, name: lan1}]\n",
		"2:27: key \"name\" stands here a second time (first in line 2)\n",
	},
	{
		"33 lists in each other",
		HEAD "groups: " DEEP DEEP "[",
		"3:40: lists and mappings are nested more than 32 deep\n",
	},
};

int main(void)
{
	return lib_policy_table(cases, ARRAY_SIZE(cases));
}
