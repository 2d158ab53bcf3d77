// SPDX-License-Identifier: GPL-2.0
/*
 * What two policies differ in, by their texts: each kind of difference gives
 * just its own items, and what means the same gives none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diff/diff.h"
#include "kselftest.h"
#include "lib_diff.h"
#include "lib_policy.h"

#define TOP "version: 1\n"
#define LAN "interfaces: [{name: lan0}]\n"
#define ENDS(list) "endpoints: {" list "}\n"
#define GROUP_(more) \
	"groups:\n- {name: g, prefixes: [\"44:19:b6/24\"]" more "}\n"
#define RULES_(rules) TOP LAN GROUP_(", rules: [" rules "]")
#define VIDEO \
	"{name: video, peer: 10.0.0.1, proto: tcp, ports: [554], initiated-by: peer}"
#define CLOCK \
	"{name: clock, peer: 10.0.0.2, proto: udp, ports: [123], initiated-by: device}"
#define NEVER "{name: never, peer: 10.0.0.3, action: drop}"
#define DNS \
	"{name: dns, peer: 10.0.0.4, proto: udp, ports: [53], initiated-by: device}"

#define OTHER                                                  \
	"{name: video, peer: [10.0.0.9, router], proto: udp, " \
	"ports: [80, \"90-99\"], initiated-by: device, note: n}"
#define USES                                                                  \
	", rules: [{name: r, peer: [b, a], proto: tcp, initiated-by: peer}, " \
	"{name: s, peer: b, action: drop}]"

static const struct {
	const char *name;
	const char *live;
	const char *file;
	const char *items;
} cases[] = {
	{ "the same", TOP LAN GROUP_(""), TOP LAN GROUP_(""), "" },
	{ "another way to say it", RULES_(CLOCK),
	  TOP "groups:\n- name: g\n  prefixes: [44-19-B6/24]\n  default: drop\n"
	      "  housekeeping: [dhcp, nd, arp]\n  rules:\n  - " CLOCK
	      "\ninterfaces:\n- {name: lan0, unlisted: pass, xdp: auto}\n"
	      "mode: enforce\n",
	  "" },
	{ "labels", TOP LAN "policy: {name: a, revision: \"1\", owner: noc}\n",
	  TOP LAN "policy: {name: a, revision: \"2\", basis: law}\n",
	  "policy ~:\n"
	  " revision 1>2\n"
	  " owner noc>none\n"
	  " basis none>law\n" },
	{ "mode", TOP LAN, TOP LAN "mode: monitor\n",
	  "policy ~:\n"
	  " mode enforce>monitor\n" },
	{ "boot", TOP LAN, TOP LAN "boot: {on-failure: pass}\n",
	  "policy ~:\n"
	  " on-failure drop>pass\n" },
	{
		"tests",
		TOP LAN
		"tests:\n- {frame: in lan0 from 44:19:b6:00:00:01 eapol, expect: drop}\n",
		TOP LAN
		"tests:\n- {frame: in lan0 from 44:19:b6:00:00:01 eapol, expect: pass}\n",
		"policy ~:\n"
		" tests -in lan0 from 44:19:b6:00:00:01 eapol -> drop +in lan0 from 44:19:b6:00:00:01 eapol -> pass\n",
	},
	{ "an interface more", TOP LAN,
	  TOP
	  "interfaces: [{name: lan0}, {name: lan1, on-link: [10.0.0.0/8]}]\n",
	  "interface + lan1:\n"
	  " unlisted none>pass\n"
	  " xdp none>auto\n"
	  " on-link +10.0.0.0/8\n" },
	{ "an interface less", TOP "interfaces: [{name: a}, {name: b}]\n",
	  TOP "interfaces: [{name: b}]\n",
	  "interface - a:\n"
	  " unlisted pass>none\n"
	  " xdp auto>none\n" },
	{ "an interface changed", TOP LAN,
	  TOP
	  "interfaces: [{name: lan0, unlisted: drop, xdp: native, on-link: []}]\n",
	  "interface ~ lan0:\n"
	  " unlisted pass>drop\n"
	  " xdp auto>native\n"
	  " on-link addresses carried>given\n" },
	{ "an entry before one that fits",
	  TOP "interfaces: [{match: \"lan*\"}]\n"
	      "zones: [{name: z, interface: lan0, vlans: [5]}]\n",
	  TOP "interfaces: [{name: lan0}, {match: \"lan*\"}]\n"
	      "zones: [{name: z, interface: lan0, vlans: [5]}]\n",
	  "interface + lan0:\n"
	  " unlisted none>pass\n"
	  " xdp none>auto\n"
	  "interface ~ match lan*:\n"
	  " devices -lan0 +lan*\n" },
	{ "zones",
	  TOP LAN
	  "zones: [{name: a, interface: lan0, vlans: [untagged, 1, 2, 3, 9]}]\n",
	  TOP LAN
	  "zones:\n"
	  "- {name: a, interface: lan0, vlans: [\"1-4\"], unlisted: drop, mode: monitor}\n"
	  "- {name: b, interface: lan0, vlans: [4093, 4094]}\n",
	  "zone ~ a:\n"
	  " vlans -1-3 -9 -untagged +1-4\n"
	  " unlisted none>drop\n"
	  " mode none>monitor\n"
	  "zone + b:\n"
	  " interface none>lan0\n"
	  " vlans +4093-4094\n" },
	{ "endpoints, and who uses them",
	  TOP LAN ENDS("a: [10.0.0.1], b: [10.0.0.1]") GROUP_(USES),
	  TOP LAN ENDS("a: [10.0.0.2, \"fd20::/64\"], b: [10.0.0.1]")
		  GROUP_(USES),
	  "endpoint ~ a:\n"
	  " prefixes -10.0.0.1 +10.0.0.2 +fd20::/64\n"
	  " (g/r)\n" },
	{ "an endpoint more and one less", TOP LAN ENDS("a: [10.0.0.1]"),
	  TOP LAN ENDS("b: {prefixes: [10.0.0.1], note: x}"),
	  "endpoint - a:\n"
	  " prefixes -10.0.0.1\n"
	  "endpoint + b:\n"
	  " prefixes +10.0.0.1\n"
	  " note none>x\n" },
	{ "a group changed in every key", TOP LAN GROUP_(""),
	  TOP LAN "groups:\n"
		  "- name: g\n"
		  "  zones: [lan0]\n"
		  "  vendors: [axis]\n"
		  "  prefixes: [\"8c:1f:64:ab:c0:00/36\"]\n"
		  "  macs: [\"00:11:22:33:44:55\"]\n"
		  "  mode: monitor\n"
		  "  addresses: [10.0.0.0/8]\n"
		  "  housekeeping: [arp, igmp]\n"
		  "  dhcp-servers: [10.0.0.9]\n"
		  "  default: pass\n"
		  "  rate: {per-device: 8mbit, burst: 100kb}\n"
		  "  note: n\n",
	  "group ~ g:\n"
	  " zones +lan0\n"
	  " vendors +axis\n"
	  " prefixes -44:19:b6/24 +8c:1f:64:ab:c0:00/36\n"
	  " macs +00:11:22:33:44:55\n"
	  " mode none>monitor\n"
	  " addresses +10.0.0.0/8\n"
	  " housekeeping -dhcp -nd +igmp\n"
	  " dhcp-servers +10.0.0.9\n"
	  " default drop>pass\n"
	  " rate none>8000000 bit/s, burst 100000 bytes\n"
	  " note none>n\n" },
	{ "a group more, with its rules", TOP LAN, RULES_(NEVER),
	  "group + g:\n"
	  " prefixes +44:19:b6/24\n"
	  " housekeeping +arp +dhcp +nd\n"
	  " default none>drop\n"
	  "rule + g/never 0>1:\n"
	  " peer none>10.0.0.3\n"
	  " proto none>any\n"
	  " action none>drop\n" },
	{ "a group less, with its rules", RULES_(NEVER), TOP LAN,
	  "group - g:\n"
	  " prefixes -44:19:b6/24\n"
	  " housekeeping -arp -dhcp -nd\n"
	  " default drop>none\n"
	  "rule - g/never 1>0:\n"
	  " peer 10.0.0.3>none\n"
	  " proto any>none\n"
	  " action drop>none\n" },
	{ "a rule more", RULES_(VIDEO), RULES_(CLOCK ", " VIDEO),
	  "rule + g/clock 0>1:\n"
	  " peer none>10.0.0.2\n"
	  " proto none>udp\n"
	  " ports none>123\n"
	  " initiated-by none>device\n" },
	{ "a rule less", RULES_(CLOCK ", " VIDEO), RULES_(VIDEO),
	  "rule - g/clock 1>0:\n"
	  " peer 10.0.0.2>none\n"
	  " proto udp>none\n"
	  " ports 123>none\n"
	  " initiated-by device>none\n" },
	{ "a rule changed in every key", RULES_(VIDEO), RULES_(OTHER),
	  "rule ~ g/video 1>1:\n"
	  " peer 10.0.0.1>10.0.0.9, router\n"
	  " proto tcp>udp\n"
	  " ports 554>80, 90-99\n"
	  " initiated-by peer>device\n"
	  " note none>n\n" },
	{ "a rule that drops now", RULES_(VIDEO),
	  RULES_("{name: video, peer: 10.0.0.1, proto: tcp, ports: [554], action: drop}"),
	  "rule ~ g/video 1>1:\n"
	  " action none>drop\n"
	  " initiated-by peer>none\n" },
	{ "the last rule is the first now",
	  RULES_(VIDEO ", " CLOCK ", " NEVER ", " DNS),
	  RULES_(DNS ", " VIDEO ", " CLOCK ", " NEVER),
	  "rule = g/dns moved 4>1:\n" },
	{ "the first rule is the last now",
	  RULES_(VIDEO ", " CLOCK ", " NEVER ", " DNS),
	  RULES_(CLOCK ", " NEVER ", " DNS ", " VIDEO),
	  "rule = g/video moved 1>4:\n" },
	{ "moved, changed, gone and new at once",
	  RULES_(VIDEO ", " CLOCK ", " NEVER),
	  RULES_(NEVER ", " VIDEO ", " DNS),
	  "rule = g/never moved 3>1:\n"
	  "rule + g/dns 0>3:\n"
	  " peer none>10.0.0.4\n"
	  " proto none>udp\n"
	  " ports none>53\n"
	  " initiated-by none>device\n"
	  "rule - g/clock 2>0:\n"
	  " peer 10.0.0.2>none\n"
	  " proto udp>none\n"
	  " ports 123>none\n"
	  " initiated-by device>none\n" },
	{ "permits apart", TOP LAN,
	  TOP LAN "permits:\n"
		  "- macs: [\"00:11:22:33:44:55\"]\n"
		  "  peer: 10.0.0.1\n"
		  "  proto: tcp\n"
		  "  ports: [443]\n"
		  "  until: \"2026-08-31T17:00:00Z\"\n"
		  "  why: new\n",
	  "permits ~:\n"
	  " permits +00:11:22:33:44:55 to 10.0.0.1 tcp 443 until 2026-08-31T17:00:00Z: new\n" },
};

static void print_field(FILE *out, const struct diff_field *field)
{
	size_t i;

	fprintf(out, " %s", field->key);
	if (!field->list)
		fprintf(out, " %s>%s", field->live ? field->live : "none",
			field->file ? field->file : "none");
	for (i = 0; i < field->lost.count; i++)
		fprintf(out, " -%s", field->lost.items[i]);
	for (i = 0; i < field->gained.count; i++)
		fprintf(out, " +%s", field->gained.items[i]);
	fputc('\n', out);
}

static void print_item(FILE *out, const struct diff_item *item)
{
	static const char *const kinds[DIFF_KIND_MAX] = {
		[DIFF_POLICY] = "policy",  [DIFF_INTERFACE] = "interface",
		[DIFF_ZONE] = "zone",	   [DIFF_ENDPOINT] = "endpoint",
		[DIFF_GROUP] = "group",	   [DIFF_RULE] = "rule",
		[DIFF_PERMIT] = "permits",
	};
	size_t i;

	fprintf(out, "%s %c", kinds[item->kind], "+-~="[item->change]);
	if (item->name)
		fprintf(out, " %s%s%s", item->group ? item->group : "",
			item->group ? "/" : "", item->name);
	if (item->kind == DIFF_RULE)
		fprintf(out, "%s %zu>%zu", item->moved ? " moved" : "",
			item->live_place, item->file_place);
	fputs(":\n", out);
	for (i = 0; i < item->field_count; i++)
		print_field(out, &item->fields[i]);
	for (i = 0; i < item->used_by.count; i++)
		fprintf(out, " (%s)\n", item->used_by.items[i]);
}

static struct diff_side side_of(const struct lib_side *from)
{
	struct diff_side side = { .policy = from->policy };
	size_t i;

	for (i = 0; i < from->site->interface_count; i++)
		side.devices[side.device_count++] =
			from->site->interfaces[i].name;
	return side;
}

/* What there is to say, to be freed. */
static char *items_of(const struct lib_side *live, const struct lib_side *file)
{
	struct diff_side a = side_of(live), b = side_of(file);
	struct diff *diff = NULL;
	char *text = NULL;
	size_t len, i;
	FILE *out;

	if (diff_make(&a, &b, &diff))
		ksft_exit_fail_msg("out of memory\n");
	out = open_memstream(&text, &len);
	for (i = 0; i < diff->count; i++)
		print_item(out, &diff->items[i]);
	fclose(out);
	diff_free(diff);
	return text;
}

int main(void)
{
	struct lib_side live, file;
	struct names *names;
	const char *wanted;
	char *items;
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases));
	if (names_load(-1, &names))
		ksft_exit_fail_msg("out of memory\n");
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		lib_side_make(cases[i].live, names, &live);
		lib_side_make(cases[i].file, names, &file);
		items = items_of(&live, &file);
		wanted = cases[i].items;
		if (strcmp(items, wanted)) {
			ksft_print_msg("expected:\n");
			printf("%s# but got:\n%s", wanted, items);
		}
		ksft_test_result(!strcmp(items, wanted), "%s\n", cases[i].name);
		free(items);
		lib_side_free(&file);
		lib_side_free(&live);
	}
	names_free(names);
	lib_free_vendors();
	ksft_finished();
}
