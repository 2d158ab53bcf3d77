// SPDX-License-Identifier: GPL-2.0
/*
 * Random policies, as YAML and as a model that judges in the plainest way:
 * rule by rule, prefix by prefix. No test of its own.
 */
#include "lib_model.h"

#include <string.h>

/* Among few, so that rules meet in their ports. */
static uint16_t random_port(struct rng *rng)
{
	static const uint16_t ports[] = { 1,	53,   80,   443,   554,
					  8000, 8010, 8554, 65534, 65535 };

	if (rng_chance(rng, 20))
		return 1 + rng_below(rng, 65535);
	return ports[rng_below(rng, sizeof(ports) / sizeof(*ports))];
}

static void make_ports(struct rng *rng, struct model_rule *rule)
{
	struct port_range *range;
	uint16_t a, b;

	rule->port_count = 0;
	if (rule->proto == PROTO_ICMP || rng_chance(rng, 35))
		return;
	rule->port_count = 1 + rng_below(rng, MODEL_RANGES);
	for (range = rule->ports; range < rule->ports + rule->port_count;
	     range++) {
		a = random_port(rng);
		b = rng_chance(rng, 70) ? a : random_port(rng);
		range->low = a < b ? a : b;
		range->high = a < b ? b : a;
	}
}

static void add_word(struct model_rule *rule, const char *word)
{
	size_t len = strlen(rule->peer);

	snprintf(rule->peer + len, sizeof(rule->peer) - len, "%s\"%s\"",
		 len ? ", " : "", word);
}

static void make_peer(struct rng *rng, const struct model *model,
		      struct model_rule *rule)
{
	unsigned int parts = 1 + rng_below(rng, 3), e;
	char text[ADDR_TEXT_LEN];

	rule->any = rule->kind == LC_RULE_DROP && rng_chance(rng, 3);
	if (rule->any) {
		add_word(rule, "any");
		return;
	}
	rule->router = rng_chance(rng, 15);
	if (rule->router) {
		add_word(rule, "router");
		parts--;
	}
	while (parts--) {
		if (rng_chance(rng, 75)) {
			e = rng_below(rng, MODEL_ENDPOINTS);
			snprintf(text, sizeof(text), "e%u", e);
			memcpy(&rule->prefixes[rule->prefix_count],
			       model->endpoints[e],
			       sizeof(model->endpoints[e]));
			rule->prefix_count += 4;
		} else {
			/* all addresses may only be dropped */
			rule->prefixes[rule->prefix_count] = lib_random_prefix(
				rng, rng_chance(rng, 50),
				rule->kind == LC_RULE_DROP ? 0 : 1);
			addr_prefix_format(
				&rule->prefixes[rule->prefix_count++], text);
		}
		add_word(rule, text);
	}
}

static void make_group(struct rng *rng, struct model *model, unsigned int g,
		       unsigned int rules, bool openers)
{
	struct model_group *group = &model->groups[g];
	struct model_rule *rule;
	unsigned int i;

	memset(group, 0, sizeof(*group));
	group->oui = 0x001000 + g;
	group->interface = -1;
	if (rng_chance(rng, 20))
		group->interface = rng_below(rng, MODEL_INTERFACES);
	group->monitor = rng_chance(rng, 20);
	group->default_pass = rng_chance(rng, 30);
	group->rule_count = rules;
	for (i = 0; i < rules; i++) {
		rule = &group->rules[i];
		snprintf(rule->name, sizeof(rule->name), "g%u-r%u", g, i);
		rule->kind = rng_chance(rng, 40) ? LC_RULE_DROP :
						   LC_RULE_EITHER;
		if (openers && rng_chance(rng, 60))
			rule->kind = rng_chance(rng, 50) ? LC_RULE_PEER :
							   LC_RULE_DEVICE;
		rule->proto = rng_below(rng, 4);
		make_ports(rng, rule);
		make_peer(rng, model, rule);
	}
}

void model_make(struct rng *rng, struct model *model, unsigned int groups,
		unsigned int rules, bool openers)
{
	unsigned int i, j;

	memset(model, 0, sizeof(*model));
	model->monitor = rng_chance(rng, 20);
	for (i = 0; i < MODEL_ZONES; i++)
		model->zone_monitor[i] = rng_chance(rng, 30);
	for (i = 0; i < MODEL_INTERFACES; i++) {
		model->own[i][0] = lib_random_prefix(rng, false, 32);
		model->own[i][1] = lib_random_prefix(rng, true, 128);
	}
	for (i = 0; i < MODEL_ENDPOINTS; i++)
		for (j = 0; j < 4; j++)
			model->endpoints[i][j] =
				lib_random_prefix(rng, j & 1, 1);
	model->group_count = groups;
	for (i = 0; i < groups; i++)
		make_group(rng, model, i, rules, openers);
}

static void write_rule(const struct model_rule *rule, FILE *out)
{
	static const char *const protos[] = { "any", "tcp", "udp", "icmp" };
	unsigned int i;

	fprintf(out, "  - {name: %s, peer: [%s], proto: %s, %s", rule->name,
		rule->peer, protos[rule->proto],
		rule->kind == LC_RULE_DROP ? "action: drop" :
					     "initiated-by: either");
	for (i = 0; i < rule->port_count; i++)
		fprintf(out, "%s\"%u-%u\"", i ? ", " : ", ports: [",
			rule->ports[i].low, rule->ports[i].high);
	fprintf(out, "%s}\n", i ? "]" : "");
}

static void write_group(const struct model_group *group, unsigned int g,
			FILE *out)
{
	unsigned int i;

	fprintf(out,
		"- name: g%u\n  prefixes: [\"%02x:%02x:%02x/24\"]\n"
		"  housekeeping: [none]\n  default: %s\n",
		g, (unsigned int)(group->oui >> 16),
		(unsigned int)(group->oui >> 8 & 255),
		(unsigned int)(group->oui & 255),
		group->default_pass ? "pass" : "drop");
	if (group->interface >= 0)
		fprintf(out, "  zones: [lan%d]\n", group->interface);
	if (group->monitor)
		fputs("  mode: monitor\n", out);
	fputs("  rules:\n", out);
	for (i = 0; i < group->rule_count; i++)
		write_rule(&group->rules[i], out);
}

void model_write(const struct model *model, FILE *out)
{
	static const char *const modes[] = { "enforce", "monitor" };
	char text[ADDR_TEXT_LEN];
	unsigned int i, j;

	fprintf(out, "version: 1\nmode: %s\ninterfaces:\n",
		modes[model->monitor]);
	for (i = 0; i < MODEL_INTERFACES; i++)
		fprintf(out, "- {name: lan%u, on-link: []}\n", i);
	fprintf(out,
		"zones:\n"
		"- {name: hall, interface: lan0, vlans: [%u], mode: %s}\n"
		"- {name: gate, interface: lan0, vlans: [%u], mode: %s}\n",
		MODEL_HALL, modes[model->zone_monitor[0]], MODEL_GATE,
		modes[model->zone_monitor[1]]);
	fputs("endpoints:\n", out);
	for (i = 0; i < MODEL_ENDPOINTS; i++) {
		fprintf(out, "  e%u:\n", i);
		for (j = 0; j < 4; j++) {
			addr_prefix_format(&model->endpoints[i][j], text);
			fprintf(out, "  - \"%s\"\n", text);
		}
	}
	fputs("groups:\n", out);
	for (i = 0; i < model->group_count; i++)
		write_group(&model->groups[i], i, out);
}

int model_group(const struct model *model, const struct lc_frame *f)
{
	bool own_zone = f->ifindex != 1 ||
			(f->vlan != MODEL_HALL && f->vlan != MODEL_GATE);
	const struct model_group *group;
	unsigned int g;

	for (g = 0; g < model->group_count; g++) {
		group = &model->groups[g];
		if (f->mac >> 24 != group->oui)
			continue;
		if (group->interface < 0 ||
		    (own_zone && group->interface + 1u == f->ifindex))
			return g;
	}
	return -1;
}

/* What a rule is asked about: the frame itself or what it quotes. */
struct asked {
	struct lc_addr peer;
	bool v6;
	unsigned int interface;
	enum lc_proto proto;
	bool fragment; /* not the first */
	uint16_t sport;
	uint16_t dport;
	enum lc_rule_kind opens; /* what may open by it, else LC_RULE_DROP */
};

static bool peer_fits(const struct model *model, const struct model_rule *rule,
		      const struct asked *a)
{
	const struct addr_list list = {
		.items = (struct addr_prefix *)rule->prefixes,
		.count = rule->prefix_count,
	};

	return rule->any || lib_addr_listed(a->peer, a->v6, &list) ||
	       (rule->router &&
		lib_addr_within(a->peer, a->v6,
				&model->own[a->interface][a->v6]));
}

static bool rule_fits(const struct model *model, const struct model_rule *rule,
		      const struct asked *a)
{
	bool has_ports = a->proto == LC_PROTO_TCP || a->proto == LC_PROTO_UDP;
	bool stateless;

	if (rule->proto == PROTO_TCP && a->proto != LC_PROTO_TCP)
		return false;
	if (rule->proto == PROTO_UDP && a->proto != LC_PROTO_UDP)
		return false;
	if (rule->proto == PROTO_ICMP && a->proto != LC_PROTO_ICMP)
		return false;
	if (rule->port_count && (!has_ports || a->fragment))
		return false;
	stateless = rule->kind == LC_RULE_DROP || rule->kind == LC_RULE_EITHER;
	if (!stateless && rule->kind != a->opens)
		return false;
	/* who opens a flow names the other end's port */
	if (!port_ranges_have(rule->ports, rule->port_count, a->dport) &&
	    !(stateless &&
	      port_ranges_have(rule->ports, rule->port_count, a->sport)))
		return false;
	return peer_fits(model, rule, a);
}

static int first_rule(const struct model *model,
		      const struct model_group *group, const struct asked *a)
{
	unsigned int i;

	for (i = 0; i < group->rule_count; i++)
		if (rule_fits(model, &group->rules[i], a))
			return i;
	return -1;
}

struct model_verdict model_judge(const struct model *model,
				 const struct lc_frame *f)
{
	const struct model_group *group = &model->groups[model_group(model, f)];
	struct asked a = {
		.peer = f->direction == LC_INGRESS ? f->dst : f->src,
		.v6 = f->l3 == LC_L3_IPV6,
		.interface = f->ifindex - 1,
		.proto = quoted_proto(f),
		.sport = quoted_sport(f),
		.dport = quoted_dport(f),
	};
	struct model_verdict v = {
		.monitor = model->monitor || group->monitor,
		.rule = -1,
	};

	if (f->ifindex == 1 && f->vlan == MODEL_HALL)
		v.monitor |= model->zone_monitor[0];
	if (f->ifindex == 1 && f->vlan == MODEL_GATE)
		v.monitor |= model->zone_monitor[1];
	if (f->quote)
		v.rule = first_rule(model, group, &a);
	if (v.rule >= 0 && group->rules[v.rule].kind != LC_RULE_DROP) {
		v.pass = true;
		v.reason = LC_REASON_ICMP_ERROR;
		return v;
	}
	a.proto = f->proto;
	a.fragment = f->fragment == LC_FRAG_LATER;
	a.sport = f->sport;
	a.dport = f->dport;
	if (!a.fragment)
		a.opens = f->direction == LC_INGRESS ? LC_RULE_DEVICE :
						       LC_RULE_PEER;
	v.rule = first_rule(model, group, &a);
	if (v.rule >= 0) {
		v.pass = group->rules[v.rule].kind != LC_RULE_DROP;
		v.reason = LC_REASON_RULE;
	} else {
		v.pass = group->default_pass && f->proto != LC_PROTO_OTHER;
		v.reason = v.pass		      ? LC_REASON_DEFAULT :
			   f->message		      ? LC_REASON_ICMP_UNBOUND :
			   f->proto == LC_PROTO_OTHER ? LC_REASON_PROTOCOL :
			   a.fragment		      ? LC_REASON_FRAGMENT :
							LC_REASON_DEFAULT;
	}
	return v;
}
