// SPDX-License-Identifier: GPL-2.0
/*
 * What a permit lets a device open, and what it does not: each condition of
 * DESIGN 5.11 by a frame that lacks just that; and how its flows end.
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
#include "permit/permit.h"

#define CAMERA 0x4419b6000001
#define OTHER 0x4419b6000002
#define CAMERA4 0x0a140105 /* 10.20.1.5 */
#define PEER4 0xcb007109 /* 203.0.113.9 */
#define ID 0x3f2a9c
#define PLACE 37 /* where the permit stands */

/* No rule opens a flow here, so that only the live word says: look for one. */
static const char policy[] =
	"version: 1\ninterfaces: [{name: lan0, on-link: []}]\n"
	"groups:\n- name: cams\n  prefixes: ['44:19:b6/24']\n"
	"  addresses: [10.20.0.0/16, 'fd20::/16']\n"
	"  rules:\n"
	"  - {name: web, peer: 203.0.113.80, proto: tcp, ports: [443], initiated-by: either}\n"
	"  - {name: never, peer: 203.0.113.66, action: drop}\n";

static struct offline o;

static struct lc_frame call(void)
{
	return (struct lc_frame){
		.mac = CAMERA,
		.direction = LC_INGRESS,
		.l3 = LC_L3_IPV4,
		.proto = LC_PROTO_TCP,
		.ip_proto = 6,
		.ttl = 64,
		.len = 60,
		.src.lo = CAMERA4,
		.dst.lo = PEER4,
		.sport = 40000,
		.dport = 443,
	};
}

static struct lc_frame answer(void)
{
	struct lc_frame f = call();

	f.direction = LC_EGRESS;
	f.src.lo = PEER4;
	f.dst.lo = CAMERA4;
	f.sport = 443;
	f.dport = 40000;
	return f;
}

/* TCP 443 and 8000-8010 to 203.0.113.0/24 and 2001:db8::/32. */
static void permit(void)
{
	struct addr_prefix peers[2];
	const struct port_range ports[] = { { 443, 443 }, { 8000, 8010 } };
	const struct addr_list list = { .items = peers, .count = 2 };
	struct lc_permit *what = &lib_permits[PLACE];

	lib_state_clear();
	if (addr_prefix_parse("203.0.113.0/24", &peers[0]) ||
	    addr_prefix_parse("2001:db8::/32", &peers[1]) ||
	    permit_set_peer(what, false, &list) ||
	    permit_set_ports(what, PROTO_TCP, ports, 2))
		ksft_exit_fail_msg("no permit\n");
	what->id = ID;
	lib_permit_mac = CAMERA;
	lib_permit_mask = 1ull << PLACE | 1ull << 3;
}

static void permit_anything(void)
{
	struct lc_permit *what = &lib_permits[PLACE];

	permit();
	memset(what, 0, sizeof(*what));
	permit_set_peer(what, true, &(const struct addr_list){ 0 });
	permit_set_ports(what, PROTO_ANY, NULL, 0);
	what->id = ID;
}

static struct lc_frame judged(struct lc_frame f, __u32 live)
{
	struct lc_slot slot = lib_slot(o.image);

	slot.live |= live;
	f.group_id = slot.rules->groups[0].id;
	decide(&f, &slot);
	return f;
}

static bool comes_to(struct lc_frame f, __u32 live, enum lc_verdict verdict,
		     enum lc_reason reason)
{
	f = judged(f, live);
	if (f.verdict == verdict && f.reason == reason &&
	    (reason != LC_REASON_PERMIT || !f.rule))
		return true;
	ksft_print_msg("verdict %u, reason %u, rule %u; expected %u, %u\n",
		       f.verdict, f.reason, f.rule, verdict, reason);
	return false;
}

static bool passes(struct lc_frame f)
{
	return comes_to(f, LC_LIVE_PERMITS, LC_PASS, LC_REASON_PERMIT);
}

static bool drops(struct lc_frame f)
{
	return comes_to(f, LC_LIVE_PERMITS, LC_DROP, LC_REASON_DEFAULT);
}

/* A frame that differs from the permitted one, by the statement. */
#define BESIDE(name, statement)             \
	do {                                \
		struct lc_frame f = call(); \
		statement;                  \
		beside(name, f);            \
	} while (0)
#define WITHIN(name, statement)             \
	do {                                \
		struct lc_frame f = call(); \
		statement;                  \
		within(name, f);            \
	} while (0)

static void beside(const char *name, struct lc_frame f)
{
	permit();
	ksft_test_result(drops(f) && passes(call()), "%s is not permitted\n",
			 name);
}

static void within(const char *name, struct lc_frame f)
{
	permit();
	ksft_test_result(passes(f), "%s is permitted\n", name);
}

static void conditions(void)
{
	WITHIN("the call", (void)f);
	WITHIN("the first of the addresses", f.dst.lo = 0xcb007100);
	WITHIN("the last of the addresses", f.dst.lo = 0xcb0071ff);
	WITHIN("the first of the ports", f.dport = 8000);
	WITHIN("the last of the ports", f.dport = 8010);
	BESIDE("another device", f.mac = OTHER);
	BESIDE("an address below", f.dst.lo = 0xcb0070ff);
	BESIDE("an address above", f.dst.lo = 0xcb007200);
	BESIDE("a port below", f.dport = 7999);
	BESIDE("a port above", f.dport = 8011);
	BESIDE("port 0", f.dport = 0);
	BESIDE("the port on the device's side",
	       (f.sport = 443, f.dport = 40000));
	BESIDE("another protocol", (f.proto = LC_PROTO_UDP, f.ip_proto = 17));
	BESIDE("a call from outside", (f = answer()));
	permit();
	lib_permits[PLACE].id = 0;
	ksft_test_result(drops(call()), "what has ended permits nothing\n");
}

/* The same bits as an address of the other family. */
static void families(void)
{
	struct lc_frame f = call();

	permit();
	f.l3 = LC_L3_IPV6;
	f.src = (struct lc_addr){ 0xfd20ull << 48, 9 };
	ksft_test_result(drops(f),
			 "the compatible IPv6 address is not permitted\n");
	f.dst.hi = 0x20010db8ull << 32;
	ksft_test_result(passes(f), "the IPv6 prefix is permitted\n");
	f.dst.hi = 0x20010db9ull << 32;
	ksft_test_result(drops(f), "the prefix beside it is not permitted\n");
}

static void refusals(void)
{
	struct lc_frame f;

	permit_anything();
	f = call();
	f.reason = LC_REASON_LENGTH;
	ksft_test_result(comes_to(f, LC_LIVE_PERMITS, LC_DROP,
				  LC_REASON_LENGTH),
			 "a permit allows nothing that does not parse\n");
	f = call();
	f.src.lo = PEER4 + 1;
	ksft_test_result(comes_to(f, LC_LIVE_PERMITS, LC_DROP,
				  LC_REASON_SOURCE_GUARD),
			 "nor a source that is not the device's\n");
	f = call();
	f.proto = LC_PROTO_ICMP;
	f.ip_proto = 1;
	f.message = LC_MSG_ICMP_ERROR;
	ksft_test_result(comes_to(f, LC_LIVE_PERMITS, LC_DROP,
				  LC_REASON_ICMP_UNBOUND),
			 "nor ICMP errors\n");
	f.quote = 1 | LC_PROTO_TCP << LC_QUOTE_PROTO |
		  6ull << LC_QUOTE_IP_PROTO | 443ull << LC_QUOTE_SPORT |
		  40000ull << LC_QUOTE_DPORT;
	ksft_test_result(comes_to(f, LC_LIVE_PERMITS, LC_DROP,
				  LC_REASON_ICMP_UNBOUND) &&
				 comes_to(answer(), LC_LIVE_PERMITS, LC_DROP,
					  LC_REASON_DEFAULT),
			 "nor do they open what they quote\n");
	f = call();
	f.fragment = LC_FRAG_LATER;
	ksft_test_result(comes_to(f, LC_LIVE_PERMITS, LC_DROP,
				  LC_REASON_FRAGMENT),
			 "nor later fragments\n");
	f = call();
	f.proto = LC_PROTO_ICMP;
	f.ip_proto = 1;
	ksft_test_result(drops(f), "nor ICMP that is no echo\n");
	f.echo = 1;
	ksft_test_result(passes(f), "but an echo\n");
	f = call();
	f.proto = LC_PROTO_OTHER;
	f.ip_proto = 50;
	f.sport = 0;
	f.dport = 0;
	ksft_test_result(passes(f), "and another protocol, to any\n");
}

static void order(void)
{
	struct lc_frame f = call();

	permit_anything();
	f.dst.lo = 0xcb007150; /* .80 */
	ksft_test_result(comes_to(f, LC_LIVE_PERMITS, LC_PASS, LC_REASON_RULE),
			 "a rule that passes comes first\n");
	f.dst.lo = 0xcb007142; /* .66 */
	ksft_test_result(passes(f), "a permit comes over a rule that drops\n");
	permit();
	lib_permit_mask = 1ull << 3;
	ksft_test_result(drops(call()),
			 "another permit's place is no permit\n");
	permit();
	ksft_test_result(comes_to(call(), 0, LC_DROP, LC_REASON_DEFAULT),
			 "without the live bit none is asked\n");
}

static void flows(void)
{
	struct lc_frame f, error = answer();

	permit();
	ksft_test_result(drops(answer()) && passes(call()) && passes(answer()),
			 "the answer passes after the call, not before\n");
	ksft_test_result(passes(call()), "the call goes on\n");
	f = answer();
	f.dport = 40001;
	ksft_test_result(drops(f), "an answer to another port is none\n");
	f = answer();
	f.mac = OTHER;
	ksft_test_result(drops(f), "nor one to another device\n");
	error.src.lo = PEER4;
	error.proto = LC_PROTO_ICMP;
	error.ip_proto = 1;
	error.message = LC_MSG_ICMP_ERROR;
	error.sport = 0;
	error.dport = 0;
	error.quote = 1 | LC_PROTO_TCP << LC_QUOTE_PROTO |
		      6ull << LC_QUOTE_IP_PROTO | 40000ull << LC_QUOTE_SPORT |
		      443ull << LC_QUOTE_DPORT;
	ksft_test_result(comes_to(error, LC_LIVE_PERMITS, LC_PASS,
				  LC_REASON_ICMP_ERROR),
			 "an error about it is bound to it\n");
	lib_permits[PLACE].id = 0;
	ksft_test_result(drops(answer()) && drops(call()) &&
				 comes_to(error, LC_LIVE_PERMITS, LC_DROP,
					  LC_REASON_ICMP_UNBOUND),
			 "all of it ends with the permit\n");
	lib_permits[PLACE].id = ID + 1;
	ksft_test_result(
		drops(answer()),
		"the next permit at its place does not take it over\n");
	ksft_test_result(passes(call()) && passes(answer()),
			 "but opens it anew\n");
	ksft_test_result(comes_to(answer(), 0, LC_DROP, LC_REASON_DEFAULT),
			 "without the live bit no flow is looked for\n");
}

static void monitored(void)
{
	struct lc_frame f = call();

	permit();
	f.monitor = 1;
	ksft_test_result(passes(f), "monitor keeps the same state\n");
}

int main(void)
{
	int fd = memfd_create("policy", MFD_CLOEXEC);
	char path[40];

	ksft_print_header();
	ksft_set_plan(40);
	if (fd < 0 ||
	    write(fd, policy, strlen(policy)) != (ssize_t)strlen(policy))
		ksft_exit_fail_msg("cannot keep a file in memory\n");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (offline_load(path, NULL, &o))
		ksft_exit_fail_msg("not loaded\n");
	close(fd);
	conditions();
	families();
	refusals();
	order();
	flows();
	monitored();
	offline_free(&o);
	ksft_finished();
}
