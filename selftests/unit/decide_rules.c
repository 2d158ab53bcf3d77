// SPDX-License-Identifier: GPL-2.0
/*
 * Random policies and frames: what the compiled tables decide is what walking
 * the rules one by one gives, from the policy file on (DESIGN 5, 7 to 10).
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kselftest.h"
#include "lib_model.h"
#include "replay/offline.h"

static const struct size {
	const char *name;
	unsigned int groups;
	unsigned int rules; /* in a group */
	bool openers;
	unsigned int frames;
} sizes[] = {
	{ "1 group, 1 rule", 1, 1, false, 10000 },
	{ "2 groups, 5 rules", 2, 5, false, 30000 },
	{ "1 group, 64 rules", 1, 64, false, 20000 },
	{ "1 group, 65 rules", 1, 65, false, 20000 },
	{ "64 groups, 16 rules", 64, 16, false, 60000 },
	{ "4 groups, 256 rules", 4, 256, false, 200000 },
	{ "2 groups, 10 rules, with openers", 2, 10, true, 40000 },
	{ "4 groups, 100 rules, with openers", 4, 100, true, 40000 },
};

/* What happened, so that a test of nothing does not pass. */
static struct tally {
	unsigned int frames;
	unsigned int unlisted;
	unsigned int by_reason[LC_REASON_MAX][2]; /* drop, pass */
	unsigned int fragments; /* later ones that a rule matched */
	unsigned int router;
	unsigned int late; /* rules from the last 64 of 256 */
	unsigned int family[2];
	unsigned int monitor[2];
} tally;

static struct addr_prefix random_peer(struct rng *rng,
				      const struct model *model,
				      const struct model_rule *rule,
				      unsigned int interface)
{
	unsigned int i;

	if (rule->router && rng_chance(rng, 50))
		return model->own[interface][rng_below(rng, 2)];
	if (rule->prefix_count && rng_chance(rng, 85))
		return rule->prefixes[rng_below(rng, rule->prefix_count)];
	i = rng_below(rng, MODEL_INTERFACES);
	if (rng_chance(rng, 20))
		return model->own[i][rng_below(rng, 2)];
	return lib_random_prefix(rng, rng_chance(rng, 50), 0);
}

/* Of a range of the rule, or just beside it, or any. */
static uint16_t random_port(struct rng *rng, const struct model_rule *rule)
{
	const struct port_range *range;

	if (!rule->port_count || rng_chance(rng, 30))
		return rng_next(rng);
	range = &rule->ports[rng_below(rng, rule->port_count)];
	switch (rng_below(rng, 6)) {
	case 0:
		return range->low - 1;
	case 1:
		return range->high + 1;
	case 2:
		return range->high;
	case 3:
		return range->low +
		       rng_below(rng, range->high - range->low + 1);
	default:
		return range->low;
	}
}

static enum lc_proto random_proto(struct rng *rng,
				  const struct model_rule *rule)
{
	if (rule->proto == PROTO_TCP && rng_chance(rng, 80))
		return LC_PROTO_TCP;
	if (rule->proto == PROTO_UDP && rng_chance(rng, 80))
		return LC_PROTO_UDP;
	if (rule->proto == PROTO_ICMP && rng_chance(rng, 80))
		return LC_PROTO_ICMP;
	return rng_below(rng, LC_PROTO_MAX);
}

/* The facts that parsing finds, in the neighbourhood of some rule. */
static struct lc_frame random_frame(struct rng *rng, const struct model *model)
{
	const struct model_group *group =
		&model->groups[rng_below(rng, model->group_count)];
	const struct model_rule *rule =
		&group->rules[rng_below(rng, group->rule_count)];
	static const uint16_t vlans[] = { 0, MODEL_HALL, MODEL_GATE, 4095 };
	unsigned int interface = rng_below(rng, MODEL_INTERFACES);
	struct addr_prefix peer = random_peer(rng, model, rule, interface);
	struct lc_addr camera = peer.v6 ?
					(struct lc_addr){ 0xfd20ull << 48, 9 } :
					(struct lc_addr){ 0, 0x0a140009 };
	struct lc_addr address = lib_random_addr(rng, &peer);
	struct lc_frame f = {
		.mac = group->oui << 24 | (rng_next(rng) & 0xffffff),
		.ifindex = interface + 1,
		.vlan = vlans[rng_below(rng, ARRAY_SIZE(vlans))],
		.direction = rng_below(rng, LC_DIRECTION_MAX),
		.l3 = peer.v6 ? LC_L3_IPV6 : LC_L3_IPV4,
		.proto = random_proto(rng, rule),
		.ttl = 64,
		.sport = random_port(rng, rule),
		.dport = random_port(rng, rule),
	};

	f.src = f.direction == LC_INGRESS ? camera : address;
	f.dst = f.direction == LC_INGRESS ? address : camera;
	if (rng_chance(rng, 15))
		f.fragment = 1 + rng_below(rng, LC_FRAG_LATER);
	if (rng_chance(rng, 1))
		f.mac = rng_next(rng) & 0xfeffffffffff;
	if (f.proto == LC_PROTO_ICMP && !f.fragment && rng_chance(rng, 60)) {
		f.message = LC_MSG_ICMP_ERROR;
		if (rng_chance(rng, 80))
			f.quote = 1 |
				  (__u64)random_proto(rng, rule)
					  << LC_QUOTE_PROTO |
				  (__u64)random_port(rng, rule)
					  << LC_QUOTE_SPORT |
				  (__u64)random_port(rng, rule)
					  << LC_QUOTE_DPORT;
	}
	return f;
}

/* As the programs do it, without the parsing. */
static void judge(struct lc_frame *f, const struct lc_slot *slot)
{
	const struct lc_iface *iface = classify_iface(f, slot);

	if (!iface)
		return;
	classify_zone(f, slot, iface);
	if (filter_has(slot->hot, f->mac))
		classify_group(f, slot);
	if (f->listed)
		decide(f, slot);
}

static void count(const struct model *model, const struct lc_frame *f,
		  const struct model_verdict *v)
{
	const struct model_rule *rule =
		&model->groups[f->group_index].rules[v->rule < 0 ? 0 : v->rule];

	tally.by_reason[v->reason][v->pass]++;
	tally.monitor[v->monitor]++;
	if (v->rule < 0)
		return;
	tally.family[f->l3 == LC_L3_IPV6]++;
	tally.late += v->rule >= 192;
	tally.fragments += f->fragment == LC_FRAG_LATER;
	tally.router += rule->router && !rule->prefix_count;
}

static void print_frame(const struct lc_frame *f, const char *rule)
{
	ksft_print_msg(
		"%s iface %u vlan %u mac %012llx l3 %u proto %u fragment %u ports %u, %u\n",
		f->direction ? "egress" : "ingress", f->ifindex, f->vlan,
		(unsigned long long)f->mac, f->l3, f->proto, f->fragment,
		f->sport, f->dport);
	ksft_print_msg("from %llx:%llx to %llx:%llx; quote %llx\n",
		       (unsigned long long)f->src.hi,
		       (unsigned long long)f->src.lo,
		       (unsigned long long)f->dst.hi,
		       (unsigned long long)f->dst.lo,
		       (unsigned long long)f->quote);
	ksft_print_msg(
		"listed %u, verdict %u, reason %u, rule %s, monitor %u\n",
		f->listed, f->verdict, f->reason, rule ? rule : "-",
		f->monitor);
}

static bool frame_right(const struct model *model, struct names *names,
			const struct lc_slot *slot, struct lc_frame f)
{
	int group = model_group(model, &f);
	struct model_verdict v;
	const char *rule;
	bool by_rule;

	judge(&f, slot);
	lib_state_clear();
	tally.frames++;
	if (group < 0) {
		tally.unlisted++;
		return !f.listed;
	}
	v = model_judge(model, &f);
	by_rule = v.rule >= 0;
	rule = names_text(names, LC_NAME_RULE, f.rule);
	if (f.listed && f.group_index == group &&
	    f.verdict == (v.pass ? LC_PASS : LC_DROP) && f.reason == v.reason &&
	    !f.monitor == !v.monitor && !!rule == by_rule &&
	    (!rule || !strcmp(rule, model->groups[group].rules[v.rule].name))) {
		count(model, &f, &v);
		return true;
	}
	print_frame(&f, rule);
	ksft_print_msg(
		"expected: group %d, pass %d, reason %u, rule %d, monitor %d\n",
		group, v.pass, v.reason, v.rule, v.monitor);
	return false;
}

/* What no file can say yet. */
static void set_kinds(const struct model *model, struct offline *o)
{
	unsigned int g, i;

	for (g = 0; g < model->group_count; g++)
		for (i = 0; i < model->groups[g].rule_count; i++)
			o->policy->groups[g].rules[i].kind =
				model->groups[g].rules[i].kind;
}

/* Offline no interface has an address of its own: give it two. */
static int compile_again(const struct model *model, struct offline *o)
{
	const struct compile_input input = {
		.policy = o->policy,
		.site = o->site,
		.listing = o->listing,
		.vendors = &o->vendors,
		.names = o->names,
	};
	struct addr_list *own;
	unsigned int i;

	for (i = 0; i < o->site->interface_count; i++) {
		own = &o->site->interfaces[i].own;
		own->items = calloc(2, sizeof(*own->items));
		if (!own->items)
			return -ENOMEM;
		memcpy(own->items, model->own[i], sizeof(model->own[i]));
		own->count = 2;
	}
	set_kinds(model, o);
	slot_image_free(o->image);
	o->image = NULL;
	return compile_slot(&input, o->diag, &o->image);
}

static void load(const struct model *model, struct offline *o)
{
	int fd = memfd_create("policy", MFD_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	const struct diag_finding *finding;
	char path[40];
	size_t i;
	int err;

	if (!file)
		ksft_exit_fail_msg("cannot keep a file in memory\n");
	model_write(model, file);
	fflush(file);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	err = offline_load(path, NULL, o);
	if (!err)
		err = compile_again(model, o);
	fclose(file);
	if (!err)
		return;
	for (i = 0; (finding = diag_finding(o->diag, i)); i++)
		if (finding->error)
			ksft_print_msg("%u: %s\n", finding->where.line,
				       finding->text);
	ksft_exit_fail_msg("the policy was not compiled: %d\n", err);
}

static bool size_right(const struct size *size, uint64_t seed)
{
	struct model *model = calloc(1, sizeof(*model));
	struct rng rng = rng_new(seed);
	struct offline o;
	struct lc_slot slot;
	unsigned int i;
	bool right = true;

	if (!model)
		ksft_exit_fail_msg("out of memory\n");
	model_make(&rng, model, size->groups, size->rules, size->openers);
	load(model, &o);
	slot = lib_slot(o.image);
	for (i = 0; i < size->frames && right; i++)
		right = frame_right(model, o.names, &slot,
				    random_frame(&rng, model));
	if (!right)
		ksft_print_msg("seed %llu, frame %u\n",
			       (unsigned long long)seed, i - 1);
	offline_free(&o);
	free(model);
	return right;
}

static bool tally_right(void)
{
	unsigned int(*by)[2] = tally.by_reason;

	ksft_print_msg("%u frames, %u unlisted; rule: %u drop, %u pass\n",
		       tally.frames, tally.unlisted, by[LC_REASON_RULE][0],
		       by[LC_REASON_RULE][1]);
	ksft_print_msg(
		"default: %u drop, %u pass; protocol: %u; icmp-error: %u\n",
		by[LC_REASON_DEFAULT][0], by[LC_REASON_DEFAULT][1],
		by[LC_REASON_PROTOCOL][0], by[LC_REASON_ICMP_ERROR][1]);
	ksft_print_msg(
		"by a rule: %u later fragments, %u router, %u late; IPv4 %u, IPv6 %u\n",
		tally.fragments, tally.router, tally.late, tally.family[0],
		tally.family[1]);
	return tally.frames >= 200000 && by[LC_REASON_RULE][0] > 10000 &&
	       by[LC_REASON_RULE][1] > 10000 &&
	       by[LC_REASON_DEFAULT][0] > 2000 &&
	       by[LC_REASON_DEFAULT][1] > 2000 &&
	       by[LC_REASON_PROTOCOL][0] > 1000 &&
	       by[LC_REASON_ICMP_ERROR][1] > 1000 && tally.fragments > 1000 &&
	       tally.router > 500 && tally.late > 500 &&
	       tally.family[0] > 10000 && tally.family[1] > 10000 &&
	       tally.monitor[0] > 10000 && tally.monitor[1] > 10000 &&
	       tally.unlisted > 1000;
}

int main(void)
{
	unsigned int i, round, rounds;
	bool right;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(sizes) + 1);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		/* small policies differ more */
		rounds = sizes[i].rules <= 10 ? 10 : 1;
		right = true;
		for (round = 0; round < rounds && right; round++) {
			struct size part = sizes[i];

			part.frames /= rounds;
			right = size_right(&part, i * 100 + round);
		}
		ksft_test_result(right, "%s\n", sizes[i].name);
	}
	ksft_test_result(tally_right(), "enough frames of every kind\n");
	ksft_finished();
}
