// SPDX-License-Identifier: GPL-2.0
/*
 * Sweeps what a policy names into classes of addresses and ports; fills the masks
 * and the port table. Address tables are compile_addr4.c and compile_addr6.c,
 * which rules a class stands for is compile_rules.c.
 */
#include "compile/compile_marks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compile/compile_addr.h"

/* What of the policy and the site is gathered before any table is filled. */
struct sweeps {
	struct sweep v4;
	struct sweep v6;
	struct sweep ports;
	struct addr6_prefixes prefixes6;
};

static bool list_same(const struct addr_list *a, const struct addr_list *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (addr_prefix_compare(&a->items[i], &b->items[i]))
			return false;
	return true;
}

static bool peers_same(const struct policy_rule *a, const struct policy_rule *b)
{
	return list_same(&a->peer.prefixes, &b->peer.prefixes);
}

static bool ports_same(const struct policy_rule *a, const struct policy_rule *b)
{
	return a->port_count == b->port_count &&
	       !memcmp(a->ports, b->ports, a->port_count * sizeof(*a->ports));
}

/* The mark of a rule with the same list as this one, or -1. */
static int mark_of_same(const struct rule_marks *marks,
			const struct policy_rule *rule,
			bool (*same)(const struct policy_rule *,
				     const struct policy_rule *))
{
	size_t i;

	for (i = 0; i < marks->rule_count; i++)
		if (marks->mark[i] >= 0 && same(marks->rule[i], rule))
			return marks->mark[i];
	return -1;
}

static struct sweep_key prefix_first(const struct addr_prefix *prefix)
{
	struct sweep_key key = { 0 };
	int i, octets = prefix->v6 ? 16 : 4;

	for (i = 0; i < octets; i++) {
		key.hi = key.hi << 8 | key.lo >> 56;
		key.lo = key.lo << 8 | prefix->addr[i];
	}
	return key;
}

static int add_prefix(struct sweeps *sweeps, const struct addr_prefix *prefix,
		      int mark)
{
	struct sweep_key first = prefix_first(prefix), last = first;
	unsigned int host = (prefix->v6 ? 128 : 32) - prefix->bits;
	bool open;
	int err;

	if (host >= 64) {
		last.hi |= host == 64 ? 0 : ~0ull >> (128 - host);
		last.lo = ~0ull;
	} else if (host) {
		last.lo |= ~0ull >> (64 - host);
	}
	open = prefix->v6 ? last.hi == ~0ull && last.lo == ~0ull :
			    last.lo == 0xffffffff;
	err = sweep_add(prefix->v6 ? &sweeps->v6 : &sweeps->v4, first, last,
			open, mark);
	if (!err && prefix->v6)
		err = addr6_prefixes_add(&sweeps->prefixes6, first,
					 prefix->bits);
	return err;
}

static int add_list(struct sweeps *sweeps, const struct addr_list *list,
		    int mark)
{
	int err = 0;
	size_t i;

	for (i = 0; i < list->count && !err; i++)
		err = add_prefix(sweeps, &list->items[i], mark);
	return err;
}

static int add_peer(struct marks *m, const struct policy_rule *rule,
		    struct sweeps *sweeps)
{
	int mark = MARK_NONE, err = 0;

	if (rule->peer.any) {
		mark = MARK_ALL;
	} else if (rule->peer.prefixes.count) {
		mark = mark_of_same(&m->peers, rule, peers_same);
		if (mark < 0) {
			mark = m->peers.used++;
			err = add_list(sweeps, &rule->peer.prefixes, mark);
		}
	}
	m->peers.rule[m->peers.rule_count] = rule;
	m->peers.mark[m->peers.rule_count++] = mark;
	return err;
}

static int add_ports(struct marks *m, const struct policy_rule *rule,
		     struct sweep *ports)
{
	int mark = MARK_ALL, err = 0;
	size_t i;

	if (rule->port_count) {
		mark = mark_of_same(&m->ports, rule, ports_same);
		if (mark < 0) {
			mark = m->ports.used++;
			for (i = 0; i < rule->port_count && !err; i++)
				err = sweep_add(ports,
						(struct sweep_key){
							0, rule->ports[i].low },
						(struct sweep_key){
							0,
							rule->ports[i].high },
						false, mark);
		}
	}
	m->ports.rule[m->ports.rule_count] = rule;
	m->ports.mark[m->ports.rule_count++] = mark;
	return err;
}

static int add_rules(struct compile *c, struct marks *m, struct sweeps *sweeps)
{
	const struct policy *policy = c->in->policy;
	size_t g, i;
	int err = 0;

	for (g = 0; g < policy->group_count; g++)
		for (i = 0; i < policy->groups[g].rule_count && !err; i++) {
			err = add_peer(m, &policy->groups[g].rules[i], sweeps);
			if (!err)
				err = add_ports(m, &policy->groups[g].rules[i],
						&sweeps->ports);
		}
	return err;
}

/* Where the link is not known, nothing is known not to be on it. */
static int add_local(struct sweeps *sweeps,
		     const struct site_interface *interface, int mark)
{
	const struct addr_prefix all[2] = { { .v6 = 0 }, { .v6 = 1 } };
	int err = add_list(sweeps, &interface->on_link, mark);
	size_t i;

	for (i = 0; i < 2 && !err && !interface->on_link_known; i++)
		err = add_prefix(sweeps, &all[i], mark);
	return err;
}

static int add_places(struct compile *c, struct sweeps *sweeps)
{
	const struct policy *policy = c->in->policy;
	const struct site *site = c->in->site;
	int err = 0;
	size_t i;

	for (i = 0; i < site->interface_count && !err; i++) {
		err = add_list(sweeps, &site->interfaces[i].on_link,
			       MARK_ON_LINK + i);
		if (!err)
			err = add_local(sweeps, &site->interfaces[i],
					MARK_LOCAL + i);
		if (!err)
			err = add_list(sweeps, &site->interfaces[i].own,
				       MARK_ROUTER + i);
	}
	for (i = 0; i < policy->group_count && !err; i++) {
		err = add_list(sweeps, &policy->groups[i].dhcp_servers,
			       MARK_DHCP + i);
		if (!err)
			err = add_list(sweeps, &policy->groups[i].addresses,
				       MARK_GUARD + i);
	}
	return err;
}

static int too_large(struct compile *c, int err, const char *what, size_t limit)
{
	return err == -E2BIG ? compile_limit(c, what, limit) : err;
}

/* The ranges of one family, in a result that the caller frees. */
static int addr_ranges(struct compile *c, struct sweep *sweep, struct marks *m,
		       const char *what, struct sweep_result *result)
{
	int err = sweep_run(sweep, &m->addr_classes, result);

	if (err)
		return too_large(c, err, "kinds of addresses", LC_ADDR_CLASSES);
	if (result->count <= LC_ADDR_RANGES)
		return 0;
	sweep_result_free(result);
	return compile_limit(c, what, LC_ADDR_RANGES);
}

static int fill_addr4(struct compile *c, struct sweeps *sweeps, struct marks *m)
{
	struct sweep_result result;
	int err;

	err = addr_ranges(c, &sweeps->v4, m, "IPv4 address ranges", &result);
	if (err)
		return err;
	addr4_fill(&c->image->rules, &result);
	sweep_result_free(&result);
	return 0;
}

static int fill_addr6(struct compile *c, struct sweeps *sweeps, struct marks *m)
{
	struct sweep_result result;
	int err;

	err = addr_ranges(c, &sweeps->v6, m, "IPv6 address ranges", &result);
	if (err)
		return err;
	err = addr6_fill(&c->image->addr6, &result, &sweeps->prefixes6);
	sweep_result_free(&result);
	return err;
}

static int fill_ports(struct compile *c, struct sweep *sweep, struct marks *m)
{
	struct lc_rule_slot *slot = &c->image->rules;
	struct sweep_result result;
	size_t i = 0, port;
	int err;

	err = sweep_run(sweep, &m->port_classes, &result);
	if (err)
		return too_large(c, err, "kinds of ports", LC_PORT_CLASSES);
	for (port = 0; port < 65536; port++) {
		while (i < result.count && result.bounds[i].lo <= port)
			i++;
		slot->port_class[port] = result.classes[i];
	}
	sweep_result_free(&result);
	return 0;
}

static uint64_t class_mask(const struct sweep_classes *classes, size_t class,
			   unsigned int first)
{
	uint64_t mask = 0;
	unsigned int i;

	for (i = 0; i < 64; i++)
		if (sweep_classes_has(classes, class, first + i))
			mask |= 1ull << i;
	return mask;
}

static int fill_classes(struct compile *c, const struct marks *m)
{
	const struct sweep_classes *classes = &m->addr_classes;
	size_t i;

	if (classes->count > LC_ADDR_CLASSES)
		return compile_limit(c, "kinds of addresses", LC_ADDR_CLASSES);
	if (m->port_classes.count > LC_PORT_CLASSES)
		return compile_limit(c, "kinds of ports", LC_PORT_CLASSES);
	for (i = 0; i < classes->count; i++)
		c->image->rules.addr_classes[i] = (struct lc_addr_class){
			.on_link = class_mask(classes, i, MARK_ON_LINK),
			.router = class_mask(classes, i, MARK_ROUTER),
			.dhcp_server = class_mask(classes, i, MARK_DHCP),
			.guard = class_mask(classes, i, MARK_GUARD),
			.local = class_mask(classes, i, MARK_LOCAL),
		};
	return 0;
}

_Static_assert(MARK_LOCAL + LC_MAX_INTERFACES <= SWEEP_MARKS,
	       "marks do not fit");

int marks_make(struct compile *c, struct marks **marks)
{
	struct sweeps sweeps = { 0 };
	struct marks *m = calloc(1, sizeof(*m));
	int err = -ENOMEM;

	if (!m)
		return err;
	if (sweep_classes_init(&m->addr_classes) ||
	    sweep_classes_init(&m->port_classes))
		goto out;
	err = add_rules(c, m, &sweeps);
	if (!err)
		err = add_places(c, &sweeps);
	if (!err)
		err = fill_addr4(c, &sweeps, m);
	if (!err)
		err = fill_addr6(c, &sweeps, m);
	if (!err)
		err = fill_ports(c, &sweeps.ports, m);
	if (!err)
		err = fill_classes(c, m);
out:
	sweep_free(&sweeps.v4);
	sweep_free(&sweeps.v6);
	sweep_free(&sweeps.ports);
	addr6_prefixes_free(&sweeps.prefixes6);
	if (err)
		marks_free(m);
	else
		*marks = m;
	return err;
}

void marks_free(struct marks *marks)
{
	if (!marks)
		return;
	sweep_classes_free(&marks->addr_classes);
	sweep_classes_free(&marks->port_classes);
	free(marks);
}
