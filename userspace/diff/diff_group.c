// SPDX-License-Identifier: GPL-2.0
/*
 * What two policies differ in: groups, their rules, and the order of those.
 * Which prefixes a group really lists is diff_prefix.c.
 */
#include "diff/diff_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "policy/policy_read.h"

const char *diff_proto(enum rule_proto proto)
{
	return policy_proto_names[proto];
}

const char *diff_ports(struct diff *diff, const struct port_range *ports,
		       size_t count)
{
	struct diff_texts texts = diff_texts_new(diff, count);
	char text[PORT_TEXT_LEN];
	size_t i;

	for (i = 0; i < count; i++) {
		port_range_format(&ports[i], text);
		diff_push(&texts, diff_text(diff, "%s", text));
	}
	return diff_join(diff, &texts, ", ");
}

/* ---- rules ------------------------------------------------------------------ */

static const char *ports_text(struct diff *diff, const struct policy_rule *rule)
{
	if (!rule || !rule->port_count)
		return NULL;
	return diff_ports(diff, rule->ports, rule->port_count);
}

static const char *initiator(const struct policy_rule *rule)
{
	static const char *const words[LC_RULE_KIND_MAX] = {
		[LC_RULE_EITHER] = "either",
		[LC_RULE_PEER] = "peer",
		[LC_RULE_DEVICE] = "device",
	};

	return rule ? words[rule->kind] : NULL;
}

static const char *action(const struct policy_rule *rule)
{
	return rule && rule->kind == LC_RULE_DROP ? "drop" : NULL;
}

static void compare_rule(struct diff *diff, struct diff_item *item,
			 const struct policy_rule *a,
			 const struct policy_rule *b)
{
	diff_scalar(item, "peer", a ? a->peer.text : NULL,
		    b ? b->peer.text : NULL);
	diff_scalar(item, "proto", a ? diff_proto(a->proto) : NULL,
		    b ? diff_proto(b->proto) : NULL);
	diff_scalar(item, "ports", ports_text(diff, a), ports_text(diff, b));
	diff_scalar(item, "action", action(a), action(b));
	diff_scalar(item, "initiated-by", initiator(a), initiator(b));
	diff_scalar(item, "note", a ? a->note : NULL, b ? b->note : NULL);
}

/* The place of the rule with that name, from 1; 0: there is none. */
static size_t find_rule(const struct policy_group *group, const char *name)
{
	size_t i;

	for (i = 0; group && i < group->rule_count; i++)
		if (!strcmp(group->rules[i].name, name))
			return i + 1;
	return 0;
}

/*
 * Which rules moved: those that must, for the rest to stand in the order that
 * they had; the longest such rest. place: in the policy in force, or 0.
 */
static void find_moved(const size_t *place, size_t count, bool *moved)
{
	size_t length[LC_MAX_GROUP_RULES], before[LC_MAX_GROUP_RULES];
	size_t best = LC_MAX_GROUP_RULES, i, j;

	for (i = 0; i < count; i++) {
		moved[i] = place[i];
		length[i] = 1;
		before[i] = LC_MAX_GROUP_RULES;
		for (j = 0; j < i; j++) {
			if (!place[j] || place[j] >= place[i] ||
			    length[j] < length[i])
				continue;
			length[i] = length[j] + 1;
			before[i] = j;
		}
		if (place[i] &&
		    (best == LC_MAX_GROUP_RULES || length[i] >= length[best]))
			best = i;
	}
	for (; best != LC_MAX_GROUP_RULES; best = before[best])
		moved[best] = false;
}

static void add_rule(struct diff *diff, struct diff_item *item,
		     const struct policy_rule *a, const struct policy_rule *b)
{
	item->kind = DIFF_RULE;
	item->change = diff_change_of(a, b);
	compare_rule(diff, item, a, b);
	if (item->moved && !item->field_count)
		item->change = DIFF_MOVED;
	diff_add(diff, item);
}

static void compare_rules(struct diff *diff, const struct policy_group *live,
			  const struct policy_group *file)
{
	size_t place[LC_MAX_GROUP_RULES], i;
	bool moved[LC_MAX_GROUP_RULES];
	struct diff_item item;

	for (i = 0; file && i < file->rule_count; i++)
		place[i] = find_rule(live, file->rules[i].name);
	if (file)
		find_moved(place, file->rule_count, moved);
	for (i = 0; file && i < file->rule_count; i++) {
		item = (struct diff_item){
			.group = file->name,
			.name = file->rules[i].name,
			.moved = moved[i],
			.live_place = place[i],
			.file_place = i + 1,
		};
		add_rule(diff, &item,
			 place[i] ? &live->rules[place[i] - 1] : NULL,
			 &file->rules[i]);
	}
	for (i = 0; live && i < live->rule_count; i++) {
		if (find_rule(file, live->rules[i].name))
			continue;
		item = (struct diff_item){
			.group = live->name,
			.name = live->rules[i].name,
			.live_place = i + 1,
		};
		add_rule(diff, &item, &live->rules[i], NULL);
	}
}

/* ---- groups ----------------------------------------------------------------- */

/* macs: those of 48 bits, else the shorter ones. */
static struct diff_texts
prefixes_of(struct diff *diff, const struct policy_group *group, bool macs)
{
	size_t count = group ? group->prefix_count : 0, i;
	struct diff_texts texts = diff_texts_new(diff, count);
	const struct mac_prefix *prefix;
	char text[MAC_PREFIX_TEXT_LEN];
	bool is_mac;

	for (i = 0; i < count; i++) {
		prefix = &group->prefixes[i];
		is_mac = prefix->bits == MAC_BITS;
		if (is_mac != macs)
			continue;
		if (macs)
			mac_format(prefix->mac, text);
		else
			mac_prefix_format(prefix->mac, prefix->bits, text);
		diff_push(&texts, diff_text(diff, "%s", text));
	}
	return texts;
}

static struct diff_texts zones_of(struct diff *diff,
				  const struct policy_group *group)
{
	return diff_copy(diff, group ? group->zones : NULL,
			 group ? group->zone_count : 0);
}

static struct diff_texts vendors_of(struct diff *diff,
				    const struct policy_group *group)
{
	return diff_copy(diff, group ? group->vendors : NULL,
			 group ? group->vendor_count : 0);
}

static struct diff_texts
addresses_of(struct diff *diff, const struct policy_group *group, bool servers)
{
	static const struct addr_list none = { 0 };

	return diff_addresses(diff, !group  ? &none :
				    servers ? &group->dhcp_servers :
					      &group->addresses);
}

static struct diff_texts housekeeping_of(struct diff *diff,
					 const struct policy_group *group)
{
	struct diff_texts texts = diff_texts_new(diff, POLICY_HOUSEKEEPING);
	size_t i;

	for (i = 0; group && i < POLICY_HOUSEKEEPING; i++)
		if (group->housekeeping & 1 << i)
			diff_push(&texts, policy_housekeeping_names[i]);
	return texts;
}

static const char *default_text(const struct policy_group *group)
{
	return !group ? NULL : group->default_pass ? "pass" : "drop";
}

static const char *rate_text(struct diff *diff,
			     const struct policy_group *group)
{
	if (!group || !group->rate_bits_per_second)
		return NULL;
	return diff_text(diff, "%llu bit/s, burst %llu bytes",
			 (unsigned long long)group->rate_bits_per_second,
			 (unsigned long long)group->rate_burst_bytes);
}

static void compare_group(struct diff *diff, const void *live, const void *file,
			  void *arg)
{
	const struct policy_group *a = live, *b = file, *any = a ? a : b;
	struct diff_item item = {
		.kind = DIFF_GROUP,
		.change = diff_change_of(live, file),
		.name = any->name,
	};

	(void)arg;
	diff_list(diff, &item, "zones", zones_of(diff, a), zones_of(diff, b));
	diff_list(diff, &item, "vendors", vendors_of(diff, a),
		  vendors_of(diff, b));
	diff_list(diff, &item, "prefixes", prefixes_of(diff, a, false),
		  prefixes_of(diff, b, false));
	diff_list(diff, &item, "macs", prefixes_of(diff, a, true),
		  prefixes_of(diff, b, true));
	diff_scalar(&item, "mode", a && a->monitor ? "monitor" : NULL,
		    b && b->monitor ? "monitor" : NULL);
	diff_list(diff, &item, "addresses", addresses_of(diff, a, false),
		  addresses_of(diff, b, false));
	diff_list(diff, &item, "housekeeping", housekeeping_of(diff, a),
		  housekeeping_of(diff, b));
	diff_list(diff, &item, "dhcp-servers", addresses_of(diff, a, true),
		  addresses_of(diff, b, true));
	diff_scalar(&item, "default", default_text(a), default_text(b));
	diff_scalar(&item, "rate", rate_text(diff, a), rate_text(diff, b));
	diff_scalar(&item, "note", a ? a->note : NULL, b ? b->note : NULL);
	diff_add(diff, &item);
	compare_rules(diff, a, b);
}

void diff_groups(struct diff *diff, const struct policy *live,
		 const struct policy *file)
{
	const struct diff_list a = { live->groups, live->group_count,
				     sizeof(*live->groups) };
	const struct diff_list b = { file->groups, file->group_count,
				     sizeof(*file->groups) };

	diff_each(diff, &a, &b, compare_group, NULL);
}
