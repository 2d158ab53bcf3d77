// SPDX-License-Identifier: GPL-2.0
/*
 * Each frame of each test through a private copy of the programs, and what is
 * said where a verdict is another than expected.
 */
#include "replay/trial.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile/compile.h"
#include "frame/frame.h"
#include "policy/reason.h"
#include "policy/vendor.h"
#include "replay/replay.h"

#define NS UINT64_C(1000000000)
/* Between frames that say nothing of it: no flow ends, no rate runs out. */
#define GAP_NS (NS / 1000)
/* So that nothing reads a time of 0 as none. */
#define START_NS (3600 * NS)

/* EtherType for experiments (IEEE 802): dropped, and leaves nothing behind. */
#define TYPE_NOBODYS 0x88b5

/* A policy compiled for some place. */
struct place {
	const struct site *site;
	const struct listing *listing;
	struct site *own_site; /* of a place that is made up */
	struct listing *own_listing;
	struct names *names;
	struct slot_image *image;
};

struct trial {
	const struct trial_input *in;
	struct diag *diag;
	struct fault *fault;
	struct place here;
	struct place elsewhere; /* made when a test needs it */
	const struct place *at;
	struct replay *replay;
	uint64_t now_ns;
	size_t wrong;
};

/* ---- places ----------------------------------------------------------------------------- */

static void place_free(struct place *place)
{
	slot_image_free(place->image);
	names_free(place->names);
	listing_free(place->own_listing);
	site_free(place->own_site);
}

/* 0, -EINVAL with the errors in diag, or another negative errno. */
static int place_compile(const struct trial *t, struct place *place,
			 struct diag *diag)
{
	struct compile_input input = {
		.policy = t->in->policy,
		.site = place->site,
		.listing = place->listing,
		.vendors = t->in->vendors,
	};
	int err = names_load(-1, &place->names);

	input.names = place->names;
	return err ? err : compile_slot(&input, diag, &place->image);
}

static int make_elsewhere(struct trial *t)
{
	struct place *place = &t->elsewhere;
	struct diag *unheard;
	int err;

	if (place->image)
		return 0;
	unheard = diag_new();
	if (!unheard)
		return -ENOMEM;
	err = site_offline(t->in->policy, NULL, unheard, &place->own_site);
	if (!err)
		err = listing_make(t->in->policy, place->own_site,
				   t->in->vendors, unheard,
				   &place->own_listing);
	place->site = place->own_site;
	place->listing = place->own_listing;
	if (!err)
		err = place_compile(t, place, unheard);
	diag_free(unheard);
	return err;
}

static const struct site_interface *find_interface(const struct place *place,
						   const char *name)
{
	int index = site_interface(place->site, name);

	if (index < 0 || !place->site->interfaces[index].ifindex)
		return NULL;
	return &place->site->interfaces[index];
}

static bool has_all(const struct place *place, const struct policy_test *test)
{
	size_t i;

	for (i = 0; i < test->count; i++)
		if (!find_interface(place, test->interfaces[i]))
			return false;
	return true;
}

/* Once for each interface, or a policy of a hundred tests says it as often. */
static bool is_first_of(const struct trial *t, const struct policy_test *test,
			size_t frame)
{
	const struct policy_test *before;
	const char *name = test->interfaces[frame];
	size_t i;

	for (before = t->in->policy->tests; before <= test; before++)
		for (i = 0; i < (before == test ? frame : before->count); i++)
			if (!strcmp(before->interfaces[i], name))
				return false;
	return true;
}

static bool asks_for_router(const struct policy *policy)
{
	size_t g, r;

	for (g = 0; g < policy->group_count; g++)
		for (r = 0; r < policy->groups[g].rule_count; r++)
			if (policy->groups[g].rules[r].peer.router)
				return true;
	return false;
}

/* What is not known of an interface that is not here, and changes verdicts. */
static void warn_absent(struct trial *t, const struct policy_test *test)
{
	bool router = asks_for_router(t->in->policy), on_link;
	const char *name, *why = t->in->why;
	size_t i;

	for (i = 0; i < test->count; i++) {
		name = test->interfaces[i];
		on_link =
			!policy_find_interface(t->in->policy, name)->has_on_link;
		if ((!t->in->made_up && find_interface(&t->here, name)) ||
		    (!on_link && !router) || !is_first_of(t, test, i))
			continue;
		diag_warning(
			t->diag, test->frame_where[i],
			"interface \"%s\" is %s%s: its tests run without %s%s%s%s",
			name,
			why ? "not taken as this machine has it: " : "not here",
			why ? why : "",
			router ? "the router's own addresses" : "",
			router && on_link ? " and " : "",
			on_link ? "on-link prefixes" : "",
			on_link ? "; give the interface on-link" : "");
	}
}

/* Where the test's interfaces are. */
static int go_to(struct trial *t, const struct policy_test *test)
{
	const struct place *to = &t->here;
	int err;

	warn_absent(t, test);
	if (!has_all(to, test)) {
		err = make_elsewhere(t);
		if (err)
			return fault_set(
				t->fault, err == -EINVAL ? -ENODEV : err,
				"the policy cannot be compiled for interfaces that are not here: %s",
				strerror(-err));
		to = &t->elsewhere;
	}
	if (to != t->at)
		replay_switch(t->replay, to->image);
	t->at = to;
	return 0;
}

/* ---- frames ------------------------------------------------------------------------------- */

static int judge(struct trial *t, const struct frame *frame,
		 struct replay_verdict *verdict)
{
	const struct capture_frame passing = {
		.data = frame->bytes,
		.held = (uint32_t)frame->len,
		.len = (uint32_t)frame->len,
		.time_ns = t->now_ns,
	};

	return replay_hook(t->replay, frame->out ? LC_EGRESS : LC_INGRESS,
			   find_interface(t->at, frame->interface)->ifindex,
			   &passing, verdict, t->fault);
}

/*
 * The addresses of a device that a frame gives none for: those that its group
 * may use, or those of its link. Whose it is, a frame of nobody's tells.
 */
static int give_address(struct trial *t, const char *words, struct frame *frame)
{
	const struct policy_group *group;
	const struct addr_list *own;
	struct replay_verdict verdict;
	struct frame probe = *frame;
	char wrong[FRAME_WRONG_MAX];
	size_t at = 12;
	int err;

	while (probe.bytes[at] == 0x81 || probe.bytes[at] == 0x88)
		at += 4;
	probe.bytes[at] = TYPE_NOBODYS >> 8;
	probe.bytes[at + 1] = TYPE_NOBODYS & 0xff;
	err = judge(t, &probe, &verdict);
	if (err)
		return err;
	group = policy_group_named(t->in->policy,
				   names_text(t->at->names, LC_NAME_GROUP,
					      verdict.group));
	own = group && group->has_addresses ?
		      &group->addresses :
		      &find_interface(t->at, frame->interface)->on_link;
	return frame_from_words_of(words, own, frame, wrong, sizeof(wrong));
}

static const char *text_or(const char *text, const char *none)
{
	return text ? text : none;
}

/* 'group "banned", rule "clock", reason flow' */
static void describe(const struct trial *t, const struct replay_verdict *v,
		     char *text, size_t size)
{
	const char *group = names_text(t->at->names, LC_NAME_GROUP, v->group);
	const char *rule = names_text(t->at->names, LC_NAME_RULE, v->rule);

	snprintf(text, size, "%s%s%s%s%s%s, reason %s",
		 group ? "group \"" : "no group", text_or(group, ""),
		 group ? "\"" : "", rule ? ", rule \"" : "", text_or(rule, ""),
		 rule ? "\"" : "", text_or(reason_text(v->reason), "none"));
}

static void compare(struct trial *t, const struct policy_test *test, size_t i,
		    const struct replay_verdict *v)
{
	const char *got = verdict_text(v->verdict);
	char nth[32] = "", why[256];

	if (!strcmp(got, test->expect[i]))
		return;
	if (test->count > 1)
		snprintf(nth, sizeof(nth), ", frame %zu", i + 1);
	describe(t, v, why, sizeof(why));
	diag_error(t->diag, test->frame_where[i],
		   "test %zu%s: expected %s, got %s%s: %s: \"%.200s\"",
		   (size_t)(test - t->in->policy->tests) + 1, nth,
		   test->expect[i], got,
		   v->verdict == LC_WOULD_DROP &&
				   !strcmp(test->expect[i],
					   verdict_text(LC_DROP)) ?
			   " (monitor: expect would-drop, or enforce)" :
			   "",
		   why, test->frames[i]);
	t->wrong++;
}

/* False, and said: no clock counts that far. */
static bool pass_time(struct trial *t, const struct policy_test *test, size_t i,
		      const struct frame *frame)
{
	uint64_t gap = frame->after_ns ? frame->after_ns : GAP_NS;

	if (!__builtin_add_overflow(t->now_ns, gap, &t->now_ns))
		return true;
	diag_error(
		t->diag, test->frame_where[i],
		"test %zu, frame %zu: more than 584 years after the test began; give the frames shorter times behind \"after\"",
		(size_t)(test - t->in->policy->tests) + 1, i + 1);
	t->wrong++;
	return false;
}

static int run_test(struct trial *t, const struct policy_test *test)
{
	struct replay_verdict verdict;
	char wrong[FRAME_WRONG_MAX];
	struct frame frame;
	size_t i;
	int err;

	/* nothing is left of the test before that could be younger */
	t->now_ns = START_NS;
	err = go_to(t, test);
	if (!err)
		err = replay_forget(t->replay, t->fault);
	for (i = 0; i < test->count && !err; i++) {
		err = frame_from_words(test->frames[i], &frame, wrong,
				       sizeof(wrong));
		if (err)
			return fault_set(t->fault, -ENODEV, "%s", wrong);
		if (!pass_time(t, test, i, &frame))
			return 0;
		if (frame.own_filled)
			err = give_address(t, test->frames[i], &frame);
		if (!err)
			err = judge(t, &frame, &verdict);
		if (!err)
			compare(t, test, i, &verdict);
	}
	return err;
}

static int run_tests(struct trial *t)
{
	const struct policy *policy = t->in->policy;
	size_t i;
	int err;

	err = place_compile(t, &t->here, t->diag);
	if (err)
		return err == -EINVAL ?
			       err :
			       fault_set(t->fault, err, "%s", strerror(-err));
	err = replay_new(t->here.image, &t->replay, t->fault);
	if (err)
		return err;
	t->at = &t->here;
	for (i = 0; i < policy->test_count && !err; i++)
		err = run_test(t, &policy->tests[i]);
	replay_free(t->replay);
	return err;
}

int trial_run(const struct trial_input *input, struct diag *diag,
	      struct fault *fault)
{
	struct trial t = {
		.in = input,
		.diag = diag,
		.fault = fault,
		.here = { .site = input->site, .listing = input->listing },
	};
	int err;

	if (!input->policy->test_count)
		return 0;
	err = run_tests(&t);
	place_free(&t.elsewhere);
	place_free(&t.here);
	return err ? err : t.wrong ? -EINVAL : 0;
}
