// SPDX-License-Identifier: GPL-2.0
/*
 * Which flows would end under another policy: what the programs would say of
 * their next frames, at each place where the device may be now.
 */
#include <linux/in.h>
#include <stdlib.h>
#include <string.h>

#include "diff/flow_end.h"
#include "kselftest.h"
#include "lib_diff.h"
#include "lib_policy.h"

#define SECOND 1000000000ull
#define NOW (100000 * SECOND)
#define CAMERA 0x0a140105 /* 10.20.1.5 */
#define RECORDER 0x0a14000a /* 10.20.0.10 */
#define MAC_ 0x4419b6000001

#define LAN "version: 1\ninterfaces: [{name: lan0, on-link: []}]\n"
#define TWO \
	"version: 1\ninterfaces: [{name: lan0, on-link: []}, {name: lan1, on-link: []}]\n"
#define ZONES                                                       \
	LAN "zones: [{name: hall, interface: lan0, vlans: [101]}, " \
	    "{name: gate, interface: lan0, vlans: [102, 103]}]\n"
#define GROUP_(name, more, rules)                             \
	"- {name: " name ", prefixes: [\"44:19:b6/24\"]" more \
	", rules: [" rules "]}\n"
#define ONE(rules) LAN "groups:\n" GROUP_("g", "", rules)
#define WITH(more, rules) LAN "groups:\n" GROUP_("g", ", " more, rules)

#define PULL \
	"{name: r, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: peer}"
#define WIDER \
	"{name: r, peer: 10.20.0.0/24, proto: tcp, ports: [\"500-600\"], initiated-by: peer}"
#define OTHER_PORT \
	"{name: r, peer: 10.20.0.10, proto: tcp, ports: [80], initiated-by: peer}"
#define OTHER_PEER \
	"{name: r, peer: 10.20.0.11, proto: tcp, ports: [554], initiated-by: peer}"
#define BY_DEVICE \
	"{name: r, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: device}"
#define EITHER \
	"{name: r, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: either}"
#define RENAMED \
	"{name: video, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: peer}"
#define CLOCK \
	"{name: clock, peer: 10.20.0.1, proto: udp, ports: [123], initiated-by: device}"
#define NEVER "{name: never, peer: 10.20.0.10, action: drop}"
#define NEVER_FAR "{name: never, peer: 192.0.2.1, action: drop}"
#define ASK \
	"{name: r, peer: 10.20.0.10, proto: udp, ports: [123], initiated-by: device}"
#define TOLD \
	"{name: r, peer: 10.20.0.10, proto: udp, ports: [123], initiated-by: peer}"
#define PING "{name: r, peer: 10.20.0.10, proto: icmp, initiated-by: peer}"
#define ESP "{name: r, peer: 10.20.0.10, proto: any, initiated-by: device}"

/* Of TCP, opened by the recorder: rule r of the policy in force. */
static const struct {
	const char *name;
	const char *live;
	const char *file;
	bool ends;
} cases[] = {
	{ "the same again", ONE(PULL), ONE(PULL), false },
	{ "another rule behind it", ONE(PULL), ONE(PULL ", " CLOCK), false },
	{ "another rule before it", ONE(PULL), ONE(CLOCK ", " PULL), false },
	{ "a drop before it that is for others", ONE(PULL),
	  ONE(NEVER_FAR ", " PULL), false },
	{ "a drop before it that is for it", ONE(PULL), ONE(NEVER ", " PULL),
	  true },
	{ "a drop behind it", ONE(PULL), ONE(PULL ", " NEVER), false },
	{ "wider", ONE(PULL), ONE(WIDER), false },
	{ "another port", ONE(PULL), ONE(OTHER_PORT), true },
	{ "another peer", ONE(PULL), ONE(OTHER_PEER), true },
	{ "another name", ONE(PULL), ONE(RENAMED), false },
	{ "the device's now", ONE(PULL), ONE(BY_DEVICE), true },
	{ "without state now", ONE(PULL), ONE(EITHER), false },
	{ "gone", ONE(PULL), ONE(CLOCK), true },
	{ "all rules are gone", ONE(PULL), ONE(""), true },
	{ "gone, and the rest passes", ONE(PULL), WITH("default: pass", ""),
	  false },
	{ "gone, and the group in monitor", ONE(PULL),
	  WITH("mode: monitor", ""), false },
	{ "gone, and the file in monitor", ONE(PULL), "mode: monitor\n" ONE(""),
	  false },
	{ "the group has another name", ONE(PULL),
	  LAN "groups:\n" GROUP_("h", "", PULL), false },
	{ "the device is unlisted", ONE(PULL), LAN, false },
	{ "the device is unlisted, and may not be", ONE(PULL),
	  "version: 1\ninterfaces: [{name: lan0, unlisted: drop}]\n", true },
	{ "its address is not its own", ONE(PULL),
	  WITH("addresses: [10.20.2.0/24]", PULL), true },
	{ "its address is its own", ONE(PULL),
	  WITH("addresses: [10.20.1.0/24]", PULL), false },
	{ "a rate", ONE(PULL), WITH("rate: {per-device: 8kbit}", PULL), false },
	{ "its port is not in the policy",
	  TWO "groups:\n" GROUP_("g", ", zones: [lan1]", PULL),
	  "version: 1\ninterfaces: [{name: lan0, unlisted: drop}]\n", false },
	{ "allowed in one of two places", TWO "groups:\n" GROUP_("g", "", PULL),
	  TWO "groups:\n" GROUP_("g", ", zones: [lan0]", "")
		  GROUP_("h", ", zones: [lan1]", PULL),
	  false },
	{ "allowed in neither", TWO "groups:\n" GROUP_("g", "", PULL),
	  TWO "groups:\n" GROUP_("g", ", zones: [lan0]", "")
		  GROUP_("h", ", zones: [lan1]", CLOCK),
	  true },
	{ "where it is unlisted it is not",
	  TWO "groups:\n" GROUP_("g", ", zones: [lan0]", PULL),
	  TWO "groups:\n" GROUP_("g", ", zones: [lan0]", ""), true },
	{ "where another group has it, it is not",
	  TWO "groups:\n" GROUP_("g", ", zones: [lan0]", PULL)
		  GROUP_("h", ", zones: [lan1]", PULL),
	  TWO "groups:\n" GROUP_("g", ", zones: [lan0]", "")
		  GROUP_("h", ", zones: [lan1]", PULL),
	  true },
	{ "its zone of a VLAN",
	  ZONES "groups:\n" GROUP_("g", ", zones: [gate]", PULL),
	  ZONES "groups:\n" GROUP_("g", ", zones: [gate]", "")
		  GROUP_("h", ", zones: [hall]", PULL),
	  true },
	{ "its VLAN is in another zone",
	  ZONES "groups:\n" GROUP_("g", ", zones: [gate]", PULL),
	  LAN "zones: [{name: hall, interface: lan0, vlans: [101, 102, 103]}]\n"
	      "groups:\n" GROUP_("h", ", zones: [hall]", PULL),
	  false },
	{ "one of its VLANs is",
	  ZONES "groups:\n" GROUP_("g", ", zones: [gate]", PULL),
	  LAN "zones: [{name: hall, interface: lan0, vlans: [103]}]\n"
	      "groups:\n" GROUP_("h", ", zones: [hall]", PULL)
		      GROUP_("g", ", zones: [lan0]", ""),
	  false },
};

static struct flow_slot slot_of(const struct slot_image *image)
{
	return (struct flow_slot){ &image->hot, &image->rules, &image->addr6,
				   NULL };
}

static struct flow_seen seen_of(struct names *names,
				const struct slot_image *image,
				enum lc_direction opener, unsigned int proto,
				unsigned int device_port,
				unsigned int peer_port)
{
	struct flow_seen seen = {
		.key = {
			.mac = MAC_,
			.l3 = 4,
			.proto = proto,
			.device_port = device_port,
			.peer_port = peer_port,
			.device = { 0, CAMERA },
			.peer = { 0, RECORDER },
		},
		.flow = { .last_ns = NOW - SECOND },
		.opener = opener,
	};
	unsigned int group = names_id(names, LC_NAME_GROUP, 0, "g");
	unsigned int rule = names_id(names, LC_NAME_RULE, group, "r");

	seen.flow.opened_by = (__u64)image->rules.rule_hash[rule] << 32 |
			      group << 16 | rule;
	return seen;
}

static bool would_end(const struct lib_side *live, const struct lib_side *file,
		      const struct flow_seen *seen)
{
	struct flow_end_input in = {
		.live = slot_of(live->image),
		.file = slot_of(file->image),
		.now = NOW,
	};
	struct flow_places *places;
	bool ends;

	if (flow_places_find(&in.live, &in.file, &places))
		ksft_exit_fail_msg("out of memory\n");
	ends = flow_would_end(&in, places, seen);
	flow_places_free(places);
	return ends;
}

static void run_cases(struct names *names)
{
	struct lib_side live, file;
	struct flow_seen seen;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		lib_side_make(cases[i].live, names, &live);
		lib_side_make(cases[i].file, names, &file);
		seen = seen_of(names, live.image, LC_EGRESS, IPPROTO_TCP, 554,
			       40000);
		ksft_test_result(would_end(&live, &file, &seen) ==
					 cases[i].ends,
				 "%s\n", cases[i].name);
		lib_side_free(&file);
		lib_side_free(&live);
	}
}

/* A flow of some other kind, under three policies. */
static void run_kind(struct names *names, const char *name, const char *rule,
		     const char *after, enum lc_direction opener,
		     unsigned int proto, unsigned int device_port,
		     unsigned int peer_port)
{
	struct lib_side live, same, gone, next;
	struct flow_seen seen;
	bool right;

	lib_side_make(rule, names, &live);
	lib_side_make(rule, names, &same);
	lib_side_make(ONE(NEVER_FAR), names, &gone);
	lib_side_make(after, names, &next);
	seen = seen_of(names, live.image, opener, proto, device_port,
		       peer_port);
	right = !would_end(&live, &same, &seen) &&
		would_end(&live, &gone, &seen) &&
		!would_end(&live, &next, &seen);
	ksft_test_result(right, "%s\n", name);
	lib_side_free(&next);
	lib_side_free(&gone);
	lib_side_free(&same);
	lib_side_free(&live);
}

static void run_kinds(struct names *names)
{
	run_kind(names, "UDP that the device opened", ONE(ASK),
		 ONE(NEVER_FAR ", " ASK), LC_INGRESS, IPPROTO_UDP, 7777, 123);
	run_kind(names, "the other end may open it now", ONE(ASK), ONE(TOLD),
		 LC_INGRESS, IPPROTO_UDP, 123, 123);
	run_kind(names, "the device may open it now", ONE(TOLD), ONE(ASK),
		 LC_EGRESS, IPPROTO_UDP, 123, 123);
	run_kind(names, "echo", ONE(PING), ONE(NEVER_FAR ", " PING), LC_EGRESS,
		 IPPROTO_ICMP, 17, 17);
	run_kind(names, "a protocol without ports", ONE(ESP),
		 ONE(NEVER_FAR ", " ESP), LC_INGRESS, IPPROTO_ESP, 0, 0);
}

/* What no rule in force carries has ended before. */
static void run_stale(struct names *names)
{
	struct lib_side before, live, file;
	struct flow_seen seen;

	lib_side_make(ONE(PULL), names, &before);
	lib_side_make(ONE(CLOCK), names, &live);
	lib_side_make(ONE(NEVER), names, &file);
	seen = seen_of(names, before.image, LC_EGRESS, IPPROTO_TCP, 554, 40000);
	ksft_test_result(!would_end(&live, &file, &seen),
			 "what has ended under the policy in force\n");
	ksft_test_result(would_end(&before, &file, &seen),
			 "but not what goes on under it\n");
	lib_side_free(&file);
	lib_side_free(&live);
	lib_side_free(&before);
}

static bool alive(unsigned int l3, unsigned int proto, bool closing,
		  __u64 seconds, __u64 more)
{
	struct flow_seen seen = {
		.key = { .l3 = l3, .proto = proto },
		.flow = { .closing = closing },
	};

	seen.flow.last_ns = NOW - seconds * SECOND - more;
	return flow_alive_now(&seen, NOW);
}

static bool lives(unsigned int l3, unsigned int proto, __u64 seconds)
{
	return alive(l3, proto, false, seconds, 0) &&
	       !alive(l3, proto, false, seconds, 1) &&
	       !alive(l3, proto, true, 0, 0);
}

static void run_idle(void)
{
	struct flow_seen ahead = { .flow = { .last_ns = NOW + SECOND } };

	ksft_test_result(lives(4, IPPROTO_TCP, LC_IDLE_TCP), "TCP's time\n");
	ksft_test_result(lives(4, IPPROTO_UDP, LC_IDLE_UDP) &&
				 lives(6, IPPROTO_ESP, LC_IDLE_UDP) &&
				 lives(6, IPPROTO_ICMP, LC_IDLE_UDP),
			 "UDP's, and that of what has no ports\n");
	ksft_test_result(lives(4, IPPROTO_ICMP, LC_IDLE_ECHO) &&
				 lives(6, 58, LC_IDLE_ECHO),
			 "an echo's\n");
	ksft_test_result(flow_alive_now(&ahead, NOW), "a clock behind\n");
}

int main(void)
{
	struct names *names;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 5 + 2 + 4);
	if (names_load(-1, &names))
		ksft_exit_fail_msg("out of memory\n");
	run_cases(names);
	run_kinds(names);
	run_stale(names);
	run_idle();
	names_free(names);
	lib_free_vendors();
	ksft_finished();
}
