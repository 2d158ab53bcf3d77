// SPDX-License-Identifier: GPL-2.0
/*
 * One frame explained: through the compiled program for the verdict, beside it
 * through the same code in plain memory for what is told; and both compared.
 */
#include "replay/explain.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mac.h"
#include "policy/reason.h"
#include "replay/explain_phases.h"

static const char *const phase_names[] = {
	[EXPLAIN_LINK] = "link",       [EXPLAIN_DEVICE] = "device",
	[EXPLAIN_PARSE] = "parse",     [EXPLAIN_REFUSALS] = "refusals",
	[EXPLAIN_SOURCE] = "source",   [EXPLAIN_HOUSEKEEPING] = "housekeeping",
	[EXPLAIN_ICMP] = "icmp-error", [EXPLAIN_FLOW] = "flow",
	[EXPLAIN_RULES] = "rules",     [EXPLAIN_DEFAULT] = "default",
	[EXPLAIN_PERMIT] = "permit",   [EXPLAIN_RATE] = "rate",
};

_Static_assert(ARRAY_SIZE(phase_names) == EXPLAIN_PHASE_MAX,
	       "a phase has no name");

const char *explain_phase_name(enum explain_phase phase)
{
	return phase_names[phase];
}

void explain_say(struct explain_telling *t, enum explain_phase phase,
		 enum explain_outcome outcome, const char *fmt, ...)
{
	struct explain_step *step = &t->leg->steps[phase];
	va_list args;

	step->outcome = outcome;
	va_start(args, fmt);
	vsnprintf(step->text, sizeof(step->text), fmt, args);
	va_end(args);
}

void explain_add(struct explain_sentence *s, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(s->text + s->len, sizeof(s->text) - s->len, fmt, args);
	va_end(args);
	if (n > 0)
		s->len += (size_t)n;
	if (s->len >= sizeof(s->text))
		s->len = sizeof(s->text) - 1;
}

/* The same code said another thing in plain memory: then none of it is sure. */
static void compare(struct explain_telling *t)
{
	const struct replay_verdict *said = &t->leg->said;
	const struct lc_frame *told = &t->steps->judged;
	const char *reason = reason_text(told->reason);

	if (told->verdict == said->verdict && told->reason == said->reason &&
	    told->group_id == said->group && told->rule == said->rule &&
	    told->vendor == said->vendor)
		return;
	snprintf(
		t->leg->differs, sizeof(t->leg->differs),
		"the steps told here come to %s, %s, and the program to another verdict",
		verdict_text(told->verdict), reason ? reason : "none");
}

static void name_leg(struct explain_telling *t)
{
	const struct names *names = t->policy->names;
	const struct replay_verdict *said = &t->leg->said;

	t->leg->group = names_text(names, LC_NAME_GROUP, said->group);
	t->leg->zone = names_text(names, LC_NAME_ZONE, said->zone);
	t->leg->vendor = names_text(names, LC_NAME_VENDOR, said->vendor);
	t->leg->rule = names_text(names, LC_NAME_RULE, said->rule);
	mac_format(t->steps->place.mac, t->leg->device);
	t->group = policy_group_named(t->policy->policy, t->leg->group);
}

/* All that there is to tell of one way, once the program has said its word. */
static int tell(struct explain_telling *t)
{
	struct explain_leg *leg = t->leg;

	name_leg(t);
	if (t->group && t->group->rule_count) {
		leg->rules = calloc(t->group->rule_count, sizeof(*leg->rules));
		if (!leg->rules)
			return -ENOMEM;
		leg->rule_count = t->group->rule_count;
	}
	explain_name_rules(t);
	explain_tell_link(t);
	explain_tell_device(t);
	explain_tell_parse(t);
	if (t->group && leg->steps[EXPLAIN_PARSE].outcome != EXPLAIN_DECIDES)
		explain_tell_phases(t);
	compare(t);
	return 0;
}

/* One explanation on its way. */
struct explaining {
	const struct explain_input *in;
	struct explanation *x;
	struct capture_frame frame; /* at the time that counts */
	unsigned int ifindex;
	struct explain_steps steps[LC_DIRECTION_MAX];
	bool permits;
};

static struct explain_against against(const struct explaining *e)
{
	return (struct explain_against){
		.image = e->in->policy->image,
		.obj = replay_object(e->in->policy->replay),
		.permits = e->permits,
	};
}

/* What is open for the frame now, into the private maps. */
static int bring_state(struct explaining *e, enum lc_direction direction,
		       struct fault *fault)
{
	const struct explain_against on = against(e);
	struct explain_steps *steps = &e->steps[direction];
	struct lc_rate_key place = { 0 };
	struct lc_flow_key key;
	bool keyed;

	keyed = explain_key(&on, direction, e->ifindex, &e->frame, &key);
	/* for the device's address, and the VLAN its rate is kept by */
	explain_judge(&on, direction, e->ifindex, &e->frame, steps);
	place.mac = steps->place.mac;
	place.ifindex = e->ifindex;
	place.vlan = steps->place.vlan;
	return explain_state_copy(e->in->policy, e->in->policy->replay,
				  keyed ? &key : NULL, &place, e->frame.time_ns,
				  &e->permits, fault);
}

/* The telling reads what the program then changes: it goes first. */
static void judge(struct explaining *e, enum lc_direction direction)
{
	const struct explain_against on = against(e);

	explain_judge(&on, direction, e->ifindex, &e->frame,
		      &e->steps[direction]);
}

static struct explain_telling telling(struct explaining *e,
				      struct explain_leg *leg)
{
	return (struct explain_telling){
		.in = e->in,
		.policy = e->in->policy,
		.steps = &e->steps[leg->direction],
		.ifindex = e->ifindex,
		.frame = &e->frame,
		.leg = leg,
	};
}

static int add_leg(struct explaining *e, enum lc_direction direction,
		   const struct replay_verdict *said, struct fault *fault)
{
	struct explain_leg *leg = &e->x->legs[e->x->leg_count++];
	struct explain_telling t;

	leg->direction = direction;
	leg->said = *said;
	t = telling(e, leg);
	if (tell(&t))
		return fault_set(fault, -ENOMEM, "out of memory");
	return 0;
}

/* One way, as it was asked for. */
static int run_one(struct explaining *e, struct fault *fault)
{
	enum lc_direction direction =
		e->in->direction == REPLAY_EGRESS ? LC_EGRESS : LC_INGRESS;
	struct replay_verdict v;
	int err;

	err = bring_state(e, direction, fault);
	if (err)
		return err;
	judge(e, direction);
	err = replay_hook(e->in->policy->replay, direction, e->ifindex,
			  &e->frame, &v, fault);
	if (err)
		return err;
	e->x->direction = v.direction;
	e->x->verdict = v.verdict;
	e->x->reason = v.reason;
	return add_leg(e, direction, &v, fault);
}

/* Does the verdict of a leg stand for both? */
static bool is_last_word(const struct explanation *x,
			 const struct explain_leg *leg)
{
	return leg->said.verdict == x->verdict && leg->said.reason == x->reason;
}

/*
 * As replay takes it: the way out is of interest where the destination is listed,
 * the way in unless only that is.
 */
static int run_both(struct explaining *e, struct fault *fault)
{
	struct replay_verdict all, said[LC_DIRECTION_MAX];
	bool asked[LC_DIRECTION_MAX];
	int d, err;

	err = bring_state(e, LC_INGRESS, fault);
	if (!err)
		err = bring_state(e, LC_EGRESS, fault);
	if (err)
		return err;
	judge(e, LC_INGRESS);
	judge(e, LC_EGRESS);
	err = replay_frame(e->in->policy->replay, e->ifindex, &e->frame, &all,
			   fault);
	if (err)
		return err;
	for (d = 0; d < LC_DIRECTION_MAX; d++)
		asked[d] = replay_asked(e->in->policy->replay, d, &said[d]);
	e->x->direction = all.direction;
	e->x->verdict = all.verdict;
	e->x->reason = all.reason;
	if (asked[LC_INGRESS] && all.direction != REPLAY_EGRESS)
		err = add_leg(e, LC_INGRESS, &said[LC_INGRESS], fault);
	if (!err && asked[LC_EGRESS] &&
	    said[LC_EGRESS].direction == REPLAY_EGRESS)
		err = add_leg(e, LC_EGRESS, &said[LC_EGRESS], fault);
	return err;
}

static int remedy(struct explaining *e, struct fault *fault)
{
	struct explanation *x = e->x;
	struct explain_leg *leg = NULL;
	struct explain_telling t;
	size_t i;

	for (i = 0; i < x->leg_count; i++)
		if (!leg ||
		    (!is_last_word(x, leg) && is_last_word(x, &x->legs[i])))
			leg = &x->legs[i];
	x->decides = leg;
	if (!leg || x->verdict == LC_PASS)
		return 0;
	t = telling(e, leg);
	name_leg(&t);
	return explain_remedy(&t, &x->remedy, fault);
}

/* Nothing is there of the frame before. */
static int begin(struct explain_policy *policy, struct fault *fault)
{
	if (policy->changed)
		replay_switch(policy->replay, policy->image);
	policy->changed = false;
	return replay_forget(policy->replay, fault);
}

const struct addr_list *explain_own(const struct explain_input *in)
{
	const struct explain_policy *policy = in->policy;
	const struct explain_against on = {
		.image = policy->image,
		.obj = replay_object(policy->replay),
	};
	const struct policy_group *group;
	struct explain_steps steps;
	int i;

	explain_judge(&on,
		      in->direction == REPLAY_EGRESS ? LC_EGRESS : LC_INGRESS,
		      explain_policy_ifindex(policy, in->interface), &in->frame,
		      &steps);
	group = policy_group_named(policy->policy,
				   names_text(policy->names, LC_NAME_GROUP,
					      steps.place.group_id));
	if (group && group->has_addresses)
		return &group->addresses;
	i = policy->site ? site_interface(policy->site, in->interface) : -1;
	return i < 0 ? NULL : &policy->site->interfaces[i].on_link;
}

int explain_frame(const struct explain_input *in, struct explanation *x,
		  struct fault *fault)
{
	struct explaining e = { .in = in, .x = x, .frame = in->frame };
	int err;

	memset(x, 0, sizeof(*x));
	x->len = in->frame.len;
	snprintf(x->interface, sizeof(x->interface), "%s", in->interface);
	e.ifindex = explain_policy_ifindex(in->policy, in->interface);
	e.frame.time_ns = explain_policy_now(in->policy);
	x->cut = in->frame.held < 12 && in->frame.len >= 12;
	if (x->cut) {
		x->reason = LC_REASON_CAPTURE_CUT;
		x->direction = REPLAY_NONE;
		return 0;
	}
	err = begin(in->policy, fault);
	if (err)
		return err;
	err = in->direction == REPLAY_NONE ? run_both(&e, fault) :
					     run_one(&e, fault);
	if (!err)
		err = remedy(&e, fault);
	return err;
}

void explanation_free(struct explanation *x)
{
	size_t i;

	for (i = 0; i < x->leg_count; i++)
		free(x->legs[i].rules);
}
