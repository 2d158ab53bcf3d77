// SPDX-License-Identifier: GPL-2.0
/*
 * What would let a frame pass: tried, not guessed. The policy gets the change,
 * is compiled, and the frame goes through the program once more.
 */
#include <errno.h>
#include <linux/if_ether.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/policy_read.h"
#include "policy/reason.h"
#include "replay/explain_phases.h"
#include "replay/explain_rule.h"

#define BYTES_MAX REPLAY_RUN_MAX

/* One remedy on its way. */
struct curing {
	struct replay *replay;
	struct explain_telling *t;
	struct explain_remedy *out;
	struct policy_group *group; /* changed, and put back */
	struct policy_group before; /* as it is */
	struct explain_new_rule rule;
	unsigned int drops; /* reason of the frame, with the change */
	bool opening_drops; /* that reason is of the frame that it answers */
	struct fault *fault;
};

__attribute__((format(printf, 2, 3))) static void put(char *text,
						      const char *fmt, ...)
{
	struct explain_remedy *none = NULL;
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(none->tried), fmt, args);
	va_end(args);
}

static uint8_t icmp_type(const struct explain_telling *t)
{
	uint32_t off = t->steps->parsed.off;

	return off < t->frame->held ? t->frame->data[off] : 0;
}

static void swap(uint8_t *a, uint8_t *b, size_t len)
{
	uint8_t kept;

	while (len--) {
		kept = *a;
		*a++ = *b;
		*b++ = kept;
	}
}

/* The frame that this one would answer: the same, the other way round. */
static bool turn_round(const struct explain_telling *t,
		       uint8_t bytes[BYTES_MAX], struct capture_frame *turned)
{
	const struct lc_frame *f = &t->steps->parsed;
	bool v6 = f->l3 == LC_L3_IPV6;
	uint32_t ip = f->l3_off + (v6 ? 8 : 12);

	*turned = *t->frame;
	if (turned->held > BYTES_MAX ||
	    f->off + (f->proto == LC_PROTO_TCP ? 14 : 4) > turned->held)
		return false;
	memcpy(bytes, turned->data, turned->held);
	turned->data = bytes;
	swap(bytes, bytes + ETH_ALEN, ETH_ALEN);
	swap(bytes + ip, bytes + ip + (v6 ? 16 : 4), v6 ? 16 : 4);
	if (f->echo)
		bytes[f->off] = v6 ? 128 : 8;
	else
		swap(bytes + f->off, bytes + f->off + 2, 2);
	if (f->proto == LC_PROTO_TCP)
		bytes[f->off + 13] = 0x02;
	return true;
}

/* The frame, after the one that it answers if it does. 1: it passes. */
static int passes(struct curing *c)
{
	struct explain_telling *t = c->t;
	enum lc_direction other = !t->leg->direction;
	struct capture_frame opening;
	uint8_t bytes[BYTES_MAX];
	struct replay_verdict v;
	int err = replay_forget(c->replay, c->fault);

	c->opening_drops = false;
	if (!err && c->rule.answers && turn_round(t, bytes, &opening)) {
		err = replay_hook(c->replay, other, t->ifindex, &opening, &v,
				  c->fault);
		c->opening_drops = !err && v.verdict != LC_PASS;
		c->drops = v.reason;
	}
	if (!err)
		err = replay_hook(c->replay, t->leg->direction, t->ifindex,
				  t->frame, &v, c->fault);
	if (!c->opening_drops)
		c->drops = v.reason;
	return err ? err : v.verdict == LC_PASS;
}

/* A change that was tried in vain is none to offer. */
static void in_vain(struct curing *c)
{
	const char *reason = reason_text(c->drops);
	const char *otherwise = explain_otherwise(c->drops);

	c->out->yaml[0] = '\0';
	c->out->before[0] = '\0';
	c->out->tried[0] = '\0';
	snprintf(c->out->text, sizeof(c->out->text), "no rule alone: %s%s%s%s",
		 c->opening_drops ? "the frame that it would answer drops, " :
				    "with one it drops, ",
		 reason ? reason : "?", otherwise ? "; " : "",
		 otherwise ? otherwise : "");
}

/* Whose destination is listed too has yet to get out. false: it does not. */
static bool gets_out(struct curing *c)
{
	struct explain_telling *t = c->t;
	struct replay_verdict v;
	const char *reason;

	if (t->in->direction != REPLAY_NONE || c->rule.answers)
		return true;
	if (replay_forget(c->replay, c->fault) ||
	    replay_frame(c->replay, t->ifindex, t->frame, &v, c->fault) ||
	    v.verdict == LC_PASS)
		return true;
	reason = reason_text(v.reason);
	put(c->out->tried,
	    "tried: with it the frame comes in, and drops on its way out: %s",
	    reason ? reason : "?");
	c->out->works = false;
	return false;
}

/* With the group as it is changed now. 1: it passes, and is so noted. */
static int try(struct curing *c)
{
	struct slot_image *image = NULL;
	struct fault why = { "" };
	int ret;

	ret = explain_policy_compile(c->t->policy, &image, &why);
	*c->group = c->before;
	if (ret) {
		put(c->out->tried, "not tried: %.200s", why.text);
		return ret == -ENOMEM ? ret : 0;
	}
	replay_switch(c->replay, image);
	c->t->policy->changed = true;
	ret = passes(c);
	slot_image_free(image);
	c->out->works = ret > 0;
	if (ret > 0 && c->rule.answers)
		put(c->out->tried, "tried: it passes, once the %s has opened",
		    c->t->leg->direction == LC_INGRESS ? "peer" : "device");
	else if (ret > 0 && gets_out(c))
		put(c->out->tried, "tried: with it the frame passes");
	else if (!ret)
		in_vain(c);
	return ret;
}

/* It may be an answer to what nobody asked: then the policy is as it should. */
static int try_opening(struct curing *c)
{
	bool in = c->t->leg->direction == LC_INGRESS;
	int ret;

	replay_switch(c->replay, c->t->policy->image);
	ret = passes(c);
	if (ret <= 0)
		return ret;
	snprintf(
		c->out->text, sizeof(c->out->text),
		"nothing in the policy: it looks like an answer, and would pass once the %s has opened; no such flow is open",
		in ? "peer" : "device");
	put(c->out->tried, "tried: it passes after the %s's frame",
	    in ? "peer" : "device");
	c->out->works = true;
	return 1;
}

static int try_house(struct curing *c, unsigned int house)
{
	char *text = c->out->yaml;
	size_t size = sizeof(c->out->yaml), len, i;
	int ret;

	c->group->housekeeping |= house;
	len = snprintf(text, size, "housekeeping: [");
	for (i = 0; i < POLICY_HOUSEKEEPING; i++)
		if (c->group->housekeeping & 1u << i)
			len += snprintf(text + len, size - len, "%s%s",
					text[len - 1] == '[' ? "" : ", ",
					policy_housekeeping_names[i]);
	snprintf(text + len, size - len, "]");
	snprintf(c->out->text, sizeof(c->out->text),
		 "the housekeeping of group %s must name it", c->group->name);
	ret = try(c);
	/* then a rule may */
	if (ret <= 0 && !c->out->tried[0])
		c->out->text[0] = '\0';
	return ret;
}

/* The source that the guard does not know, among the group's addresses. */
static int try_address(struct curing *c)
{
	const struct lc_frame *f = &c->t->steps->parsed;
	size_t count = c->group->addresses.count;
	struct addr_prefix *items = calloc(count + 1, sizeof(*items));
	const char *reason = NULL;
	char text[EXPLAIN_END_LEN];
	int ret;

	if (!items)
		return -ENOMEM;
	if (count)
		memcpy(items, c->group->addresses.items,
		       count * sizeof(*items));
	explain_address(f, &f->src, text);
	addr_prefix_parse(text, &items[count]);
	c->group->addresses.items = items;
	c->group->addresses.count = count + 1;
	snprintf(c->out->text, sizeof(c->out->text),
		 "the addresses of group %s must hold %s", c->group->name,
		 text);
	ret = try(c);
	free(items);
	/* not tried, or it helps */
	if (ret || c->out->tried[0])
		return ret;
	reason = reason_text(c->drops);
	snprintf(
		c->out->text, sizeof(c->out->text),
		"the addresses of group %s must hold %s; with that it goes on, and drops: %s",
		c->group->name, text, reason ? reason : "?");
	return 0;
}

/* Where a rule drops, ahead of it; else at the end. */
static int try_rule(struct curing *c)
{
	size_t count = c->group->rule_count, at = count;
	struct policy_rule *rules = calloc(count + 1, sizeof(*rules));
	int ret;

	if (!rules)
		return -ENOMEM;
	if (c->t->steps->rule >= 0 && c->t->leg->said.reason == LC_REASON_RULE)
		at = c->t->steps->rule;
	if (at < count)
		snprintf(c->out->before, sizeof(c->out->before), "%s",
			 c->group->rules[at].name);
	if (count)
		memcpy(rules, c->group->rules, at * sizeof(*rules));
	if (at < count)
		memcpy(rules + at + 1, c->group->rules + at,
		       (count - at) * sizeof(*rules));
	rules[at] = c->rule.rule;
	c->group->rules = rules;
	c->group->rule_count = count + 1;
	explain_rule_yaml(&c->rule, c->out->yaml, sizeof(c->out->yaml));
	snprintf(c->out->text, sizeof(c->out->text),
		 "group %s needs a rule for it", c->group->name);
	ret = try(c);
	free(rules);
	return ret;
}

/* In the order in which they change least. */
static int cure(struct curing *c)
{
	const struct lc_frame *f = &c->t->steps->parsed;
	unsigned int house = explain_house_of(f);
	int ret = 0;

	if (c->t->leg->said.reason == LC_REASON_SOURCE_GUARD)
		return f->claim ? 0 : try_address(c);
	if (house && !(c->group->housekeeping & house))
		ret = try_house(c, house);
	if (ret || c->out->text[0] || f->l3 < LC_L3_IPV4)
		return ret;
	explain_rule_make(c->group, f, icmp_type(c->t), &c->rule);
	if (c->rule.answers)
		ret = try_opening(c);
	return ret ? ret : try_rule(c);
}

int explain_remedy(struct explain_telling *t, struct explain_remedy *remedy,
		   struct fault *fault)
{
	unsigned int reason = t->leg->said.reason;
	const char *otherwise = explain_otherwise(reason);
	struct curing c = {
		.replay = t->policy->replay,
		.t = t,
		.out = remedy,
		.fault = fault,
	};
	int ret = 0;

	if (t->group && (!otherwise || reason == LC_REASON_ETHERTYPE ||
			 reason == LC_REASON_SOURCE_GUARD)) {
		/* the policy belongs to the caller, and is put back as it was */
		c.group = (struct policy_group *)t->group;
		c.before = *c.group;
		snprintf(remedy->group, sizeof(remedy->group), "%s",
			 t->group->name);
		ret = cure(&c);
	}
	if (ret >= 0 && !remedy->text[0])
		snprintf(remedy->text, sizeof(remedy->text), "%s",
			 otherwise ? otherwise : "no rule can name it");
	return ret < 0 ? ret : 0;
}
