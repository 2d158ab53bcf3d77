// SPDX-License-Identifier: GPL-2.0
/*
 * Flows over a switch of policy: one whose rule stands goes on, one whose rule
 * (or what comes before it) changed is judged as if its opening frame came now.
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

#define CAMERA 0x0a140105 /* 10.20.1.5 */
#define RECORDER 0x0a14000a /* 10.20.0.10 */

#define PULL \
	"{name: pull, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: peer}"
#define WIDER \
	"{name: pull, peer: 10.20.0.0/24, proto: tcp, ports: [\"500-600\"], initiated-by: peer}"
#define OTHER_PORT \
	"{name: pull, peer: 10.20.0.10, proto: tcp, ports: [80], initiated-by: peer}"
#define BY_DEVICE \
	"{name: pull, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: device}"
#define EITHER \
	"{name: pull, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: either}"
#define RENAMED \
	"{name: video, peer: 10.20.0.10, proto: tcp, ports: [554], initiated-by: peer}"
#define CLOCK \
	"{name: clock, peer: 10.20.0.1, proto: udp, ports: [123], initiated-by: device}"
#define NEVER "{name: never, peer: 10.20.0.10, action: drop}"
#define NEVER_FAR "{name: never, peer: 192.0.2.1, action: drop}"

/* After a flow was opened under PULL alone, what a frame comes to under this. */
static const struct {
	const char *name;
	const char *rules;
	enum lc_reason in; /* the device's next frame */
	const char *rule;
	enum lc_reason out; /* and the recorder's, after it */
} cases[] = {
	{ "the same again", PULL, LC_REASON_FLOW, "pull", LC_REASON_FLOW },
	{ "another rule behind it", PULL ", " CLOCK, LC_REASON_FLOW, "pull",
	  LC_REASON_FLOW },
	{ "another rule before it", CLOCK ", " PULL, LC_REASON_FLOW, "pull",
	  LC_REASON_FLOW },
	{ "a drop before it that is for others", NEVER_FAR ", " PULL,
	  LC_REASON_FLOW, "pull", LC_REASON_FLOW },
	{ "a drop before it that is for it", NEVER ", " PULL, LC_REASON_RULE,
	  "never", LC_REASON_RULE },
	{ "a drop behind it", PULL ", " NEVER, LC_REASON_FLOW, "pull",
	  LC_REASON_FLOW },
	{ "it became wider", WIDER, LC_REASON_FLOW, "pull", LC_REASON_FLOW },
	{ "it has another port", OTHER_PORT, LC_REASON_DEFAULT, NULL,
	  LC_REASON_DEFAULT },
	{ "it has another name", RENAMED, LC_REASON_FLOW, "video",
	  LC_REASON_FLOW },
	{ "it is the device's now", BY_DEVICE, LC_REASON_DEFAULT, NULL,
	  LC_REASON_DEFAULT },
	{ "it keeps no state now", EITHER, LC_REASON_RULE, "pull",
	  LC_REASON_RULE },
	{ "it is gone", CLOCK, LC_REASON_DEFAULT, NULL, LC_REASON_DEFAULT },
	{ "all are gone", NULL, LC_REASON_DEFAULT, NULL, LC_REASON_DEFAULT },
};

static struct names *names;

/* Compiled with the ids of all that came before, as apply does it. */
static struct slot_image *image_of(const char *rules, const char *group)
{
	int fd = memfd_create("policy", MFD_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	struct compile_input input;
	struct slot_image *image = NULL;
	struct offline o;
	char path[40];

	if (!file)
		ksft_exit_fail_msg("cannot keep a file in memory\n");
	fprintf(file,
		"version: 1\ninterfaces: [{name: lan0, on-link: []}]\n"
		"groups:\n- {name: %s, prefixes: [\"44:19:b6/24\"], rules: [%s]}\n",
		group, rules ? rules : "");
	fflush(file);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (offline_load(path, NULL, &o))
		ksft_exit_fail_msg("%s: not loaded\n", rules);
	fclose(file);
	input = (struct compile_input){
		.policy = o.policy,
		.site = o.site,
		.listing = o.listing,
		.vendors = &o.vendors,
		.names = names,
	};
	if (compile_slot(&input, o.diag, &image))
		ksft_exit_fail_msg("%s: not compiled\n", rules);
	offline_free(&o);
	return image;
}

static struct lc_frame judged(const struct slot_image *image,
			      enum lc_direction direction)
{
	struct lc_slot slot = lib_slot(image);
	bool in = direction == LC_INGRESS;
	struct lc_frame f = {
		.mac = 0x4419b6000001,
		.direction = direction,
		.l3 = LC_L3_IPV4,
		.proto = LC_PROTO_TCP,
		.ip_proto = 6,
		.ttl = 64,
		.len = 60,
		.src.lo = in ? CAMERA : RECORDER,
		.dst.lo = in ? RECORDER : CAMERA,
		.sport = in ? 554 : 40000,
		.dport = in ? 40000 : 554,
		.group_id = slot.rules->groups[0].id,
	};

	decide(&f, &slot);
	return f;
}

static bool is(const struct lc_frame *f, enum lc_reason reason,
	       const char *rule)
{
	const char *got = names_text(names, LC_NAME_RULE, f->rule);

	if (f->reason == reason &&
	    (rule ? got && !strcmp(got, rule) : !f->rule))
		return true;
	ksft_print_msg("%s: reason %u, rule %s; expected %u, %s\n",
		       f->direction ? "egress" : "ingress", f->reason,
		       got ? got : "-", reason, rule ? rule : "-");
	return false;
}

static bool run(size_t i, const char *group)
{
	struct slot_image *before = image_of(PULL, "cams");
	struct slot_image *after = image_of(cases[i].rules, group);
	struct lc_frame f;
	bool right;

	lib_state_clear();
	f = judged(before, LC_EGRESS);
	right = is(&f, LC_REASON_RULE, "pull");
	f = judged(before, LC_INGRESS);
	right &= is(&f, LC_REASON_FLOW, "pull");
	f = judged(after, LC_INGRESS);
	right &= is(&f, cases[i].in, cases[i].rule);
	f = judged(after, LC_EGRESS);
	right &= is(&f, cases[i].out, cases[i].rule);
	slot_image_free(before);
	slot_image_free(after);
	return right;
}

/* A policy that is taken back takes nothing with it. */
static bool comes_back(void)
{
	struct slot_image *with = image_of(PULL, "cams");
	struct slot_image *without = image_of(OTHER_PORT, "cams");
	struct lc_frame f;
	bool right;

	lib_state_clear();
	judged(with, LC_EGRESS);
	judged(without, LC_INGRESS);
	f = judged(with, LC_INGRESS);
	right = is(&f, LC_REASON_FLOW, "pull");
	slot_image_free(with);
	slot_image_free(without);
	return right;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(2 * ARRAY_SIZE(cases) + 1);
	if (names_load(-1, &names))
		ksft_exit_fail_msg("no names\n");
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(run(i, "cams"), "%s\n", cases[i].name);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(run(i, "others"),
				 "%s, and the group is another\n",
				 cases[i].name);
	ksft_test_result(comes_back(),
			 "what a switch ended, another brings back\n");
	names_free(names);
	ksft_finished();
}
