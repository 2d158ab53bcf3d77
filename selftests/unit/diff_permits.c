// SPDX-License-Identifier: GPL-2.0
/*
 * Flows that permits carry, under a policy that may come in force: they go on
 * under any that takes the frames in, as long as the permit is active.
 */
#include <linux/in.h>

#include "kselftest.h"
#include "lib_diff.h"
#include "lib_policy.h"
#include "permit/permit.h"
#include "diff/flow_end.h"

#define NOW 1000000000000ull
#define CAMERA 0x4419b6000001
#define ID 0x3f2a9c
#define PLACE 37

#define POLICY(more, rules)                                     \
	"version: 1\ninterfaces: [{name: lan0, on-link: []}]\n" \
	"groups:\n- {name: g, prefixes: [\"44:19:b6/24\"]" more \
	", rules: [" rules "]}\n"
#define UPDATE \
	"{name: r, peer: 10.20.0.10, proto: tcp, ports: [443], initiated-by: device}"
#define NEVER "{name: never, peer: 10.20.0.10, action: drop}"

/* To any peer, for the one camera. */
static struct permit permit = {
	.index = PLACE,
	.note = { .mac_count = 1, .macs = { CAMERA } },
};

static const struct permits active = { &permit, 1 };

static struct flow_seen seen_of(__u64 by)
{
	return (struct flow_seen){
		.key = {
			.mac = CAMERA,
			.l3 = 4,
			.proto = IPPROTO_TCP,
			.device_port = 40000,
			.peer_port = 443,
			.device = { 0, 0x0a140105 }, /* 10.20.1.5 */
			.peer = { 0, 0x0a14000a },
		},
		.flow = { .last_ns = NOW, .opened_by = by },
		.opener = LC_INGRESS,
	};
}

static struct flow_slot slot_of(const struct lib_side *side,
				const struct permits *permits)
{
	return (struct flow_slot){ &side->image->hot, &side->image->rules,
				   &side->image->addr6, permits };
}

/* rule: rule r of the policy in force opened it, else the permit. */
static bool ends(struct names *names, bool rule, const char *from,
		 const char *to, const struct permits *permits)
{
	__u64 by = (__u64)ID << 32 | LC_OPENED_PERMIT | PLACE;
	struct flow_end_input in = { .now = NOW };
	struct lib_side live, file;
	struct flow_places *places;
	struct flow_seen seen;
	unsigned int group, id;
	bool result;

	lib_side_make(from, names, &live);
	lib_side_make(to, names, &file);
	if (rule) {
		group = names_id(names, LC_NAME_GROUP, 0, "g");
		id = names_id(names, LC_NAME_RULE, group, "r");
		by = (__u64)live.image->rules.rule_hash[id] << 32 |
		     group << 16 | id;
	}
	seen = seen_of(by);
	in.live = slot_of(&live, permits);
	in.file = slot_of(&file, permits);
	if (flow_places_find(&in.live, &in.file, &places))
		ksft_exit_fail_msg("out of memory\n");
	result = flow_would_end(&in, places, &seen);
	if (!rule)
		result |= flow_end_group(&seen) || flow_end_rule(&seen);
	flow_places_free(places);
	lib_side_free(&file);
	lib_side_free(&live);
	return result;
}

int main(void)
{
	struct names *names;

	ksft_print_header();
	ksft_set_plan(6);
	if (names_load(-1, &names))
		ksft_exit_fail_msg("out of memory\n");
	permit.what.id = ID;
	permit_set_peer(&permit.what, true, &(const struct addr_list){ 0 });
	permit_set_ports(&permit.what, PROTO_ANY, NULL, 0);
	ksft_test_result(!ends(names, false, POLICY("", ""), POLICY("", NEVER),
			       &active),
			 "a permit's flow goes on under another policy\n");
	ksft_test_result(ends(names, false, POLICY("", ""),
			      POLICY(", addresses: [10.20.2.0/24]", ""),
			      &active),
			 "but not where its source is refused\n");
	ksft_test_result(!ends(names, false, POLICY("", ""), POLICY("", NEVER),
			       NULL),
			 "once the permit has ended, it has ended before\n");
	ksft_test_result(ends(names, true, POLICY("", UPDATE),
			      POLICY("", NEVER), NULL),
			 "a rule's flow ends without the rule\n");
	ksft_test_result(!ends(names, true, POLICY("", UPDATE),
			       POLICY("", NEVER), &active),
			 "but not where a permit would open it again\n");
	permit.note.macs[0]++;
	ksft_test_result(ends(names, true, POLICY("", UPDATE),
			      POLICY("", NEVER), &active),
			 "a permit of another device does not\n");
	names_free(names);
	lib_free_vendors();
	ksft_finished();
}
