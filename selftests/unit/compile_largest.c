// SPDX-License-Identifier: GPL-2.0
/*
 * A policy at every limit of DESIGN 4 at once compiles, and each of its rules
 * judges. What is past a limit is policy_limits.c and compile_limits.c.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kselftest.h"
#include "lib_compile.h"
#include "replay/offline.h"

#define ADDRESSES (LC_MAX_ADDR_PREFIXES / LC_MAX_RULES) /* of a rule */
#define MACS (LC_MAX_PREFIXES / LC_MAX_GROUPS) /* of a group */

/* 256 rules in the first group, what remains shared out among the others. */
static unsigned int group_rules(unsigned int group)
{
	unsigned int rest = LC_MAX_RULES - LC_MAX_GROUP_RULES;

	if (!group)
		return LC_MAX_GROUP_RULES;
	return rest / (LC_MAX_GROUPS - 1) +
	       (group == 1 ? rest % (LC_MAX_GROUPS - 1) : 0);
}

static void write_places(FILE *out)
{
	unsigned int i;

	fputs("version: 1\ninterfaces:\n", out);
	for (i = 0; i < LC_MAX_INTERFACES; i++)
		fprintf(out, "- {name: lan%u, on-link: []}\n", i);
	fputs("zones:\n", out);
	for (i = 0; i < LC_MAX_ZONES; i++)
		fprintf(out, "- {name: z%u, interface: lan%u, vlans: [%u]}\n",
			i, i, i + 1);
}

static void write_endpoints(FILE *out)
{
	unsigned int i, j;

	fputs("endpoints:\n", out);
	for (i = 0; i < LC_MAX_RULES; i++) {
		fprintf(out, "  e%u:\n", i);
		for (j = 0; j < ADDRESSES; j += 2)
			fprintf(out,
				"  - 10.%u.%u.%u\n  - \"fd20:0:0:%x::%x\"\n",
				i >> 8, i & 255, 2 * j + 1, i, j);
	}
}

static void write_groups(FILE *out)
{
	unsigned int g, i, rule = 0;

	fputs("groups:\n", out);
	for (g = 0; g < LC_MAX_GROUPS; g++) {
		fprintf(out, "- name: g%u\n  zones: [z%u, lan%u]\n  macs:\n", g,
			g, (g + 1) % LC_MAX_INTERFACES);
		for (i = 0; i < MACS; i++)
			fprintf(out, "  - 00:00:%02x:00:%02x:%02x\n", g, i >> 8,
				i & 255);
		fputs("  rules:\n", out);
		for (i = 0; i < group_rules(g); i++, rule++)
			fprintf(out,
				"  - {name: g%u-r%u, peer: e%u, proto: tcp, ports: [%u], initiated-by: either}\n",
				g, i, rule, 1000 + rule);
	}
}

static void load(struct offline *o)
{
	int fd = memfd_create("policy", MFD_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	const struct diag_finding *f;
	char path[40];
	size_t i;
	int err;

	if (!file)
		ksft_exit_fail_msg("cannot keep a file in memory\n");
	write_places(file);
	write_endpoints(file);
	write_groups(file);
	fflush(file);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	err = offline_load(path, NULL, o);
	fclose(file);
	for (i = 0; err && (f = diag_finding(o->diag, i)); i++)
		if (f->error)
			ksft_print_msg("%u: %s\n", f->where.line, f->text);
	ksft_test_result(!err, "it compiles\n");
	if (err)
		ksft_exit_fail_msg("nothing to judge by: %d\n", err);
}

/* From a camera of the group, where the group is listed or where it is not. */
static struct lc_frame judged(const struct lc_slot *slot, unsigned int group,
			      bool in_zone, struct lc_addr peer, bool v6,
			      uint16_t port)
{
	struct lc_frame f = {
		.mac = (uint64_t)group << 24 | (MACS - 1),
		.ifindex = group + 1,
		.vlan = in_zone ? group + 1 : 0,
		.l3 = v6 ? LC_L3_IPV6 : LC_L3_IPV4,
		.dst = peer,
		.sport = 40000,
		.dport = port,
	};
	const struct lc_iface *iface = classify_iface(&f, slot);

	if (!iface)
		ksft_exit_fail_msg("interface %u is unknown\n", group);
	classify_zone(&f, slot, iface);
	classify_group(&f, slot);
	if (f.listed)
		decide(&f, slot);
	return f;
}

static bool rule_right(const struct offline *o, unsigned int group,
		       unsigned int i, unsigned int rule, bool v6)
{
	struct lc_slot slot = lib_slot(o->image);
	unsigned int last = ADDRESSES - 2, port = 1000 + rule;
	struct lc_addr peer = { 0, 0x0a000000 | rule << 8 | (2 * last + 1) };
	struct lc_addr beside = { 0, peer.lo + 1 };
	struct lc_frame in, out, no_port, no_peer;
	const char *name;
	char wanted[32];

	if (v6) {
		peer = (struct lc_addr){ 0xfd20ull << 48 | rule, last };
		beside = (struct lc_addr){ peer.hi, last + 1 };
	}
	in = judged(&slot, group, true, peer, v6, port);
	out = judged(&slot, group, false, peer, v6, port);
	no_port = judged(&slot, group, true, peer, v6, port + 1);
	no_peer = judged(&slot, group, true, beside, v6, port);
	snprintf(wanted, sizeof(wanted), "g%u-r%u", group, i);
	name = names_text(o->names, LC_NAME_RULE, in.rule);
	if (in.verdict == LC_PASS && in.reason == LC_REASON_RULE && name &&
	    !strcmp(name, wanted) && in.group_index == group && !out.listed &&
	    no_port.reason == LC_REASON_DEFAULT &&
	    no_peer.reason == LC_REASON_DEFAULT)
		return true;
	ksft_print_msg("rule %u of group %u: %s\n", i, group,
		       name ? name : "no rule");
	return false;
}

int main(void)
{
	unsigned int g, i, rule = 0;
	struct offline o;
	bool right = true;

	ksft_print_header();
	ksft_set_plan(3);
	load(&o);
	ksft_test_result(o.listing->count == LC_MAX_PREFIXES &&
				 o.site->zone_count == LC_ZONE_SLOTS &&
				 o.policy->group_count == LC_MAX_GROUPS,
			 "it is as large as it may be\n");
	for (g = 0; g < LC_MAX_GROUPS; g++)
		for (i = 0; i < group_rules(g); i++, rule++)
			right &= rule_right(&o, g, i, rule, false) &&
				 rule_right(&o, g, i, rule, true);
	ksft_test_result(right && rule == LC_MAX_RULES,
			 "every rule judges in its group and zone\n");
	offline_free(&o);
	ksft_finished();
}
