// SPDX-License-Identifier: GPL-2.0
/*
 * Reading permits: what single devices may do for a time, and why.
 * Whether one has ended depends on the clock, so it is not asked here.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mac.h"
#include "base/rfc3339.h"
#include "policy/policy_read.h"

static void permit_macs(struct reader *r, const struct tree_node *node,
			void *target)
{
	struct policy_permit *permit = target;
	const struct tree_node *item;
	uint64_t mac = 0;

	if (!read_is_list(r, node, 1, LC_PERMIT_MACS))
		return;
	permit->macs = read_alloc(r, node->count, sizeof(*permit->macs));
	if (!permit->macs)
		return;
	for (item = node->first; item; item = item->next) {
		if (!read_is(r, item, TREE_TEXT, "a MAC address"))
			continue;
		if (mac_parse(item->text, &mac) || mac & MAC_MULTICAST)
			read_error(
				r, item->where,
				"\"%.64s\" is not the MAC address of a device; write it like \"44:19:b6:00:00:01\"",
				item->text);
		else
			permit->macs[permit->mac_count++] = mac;
	}
}

static void permit_peer(struct reader *r, const struct tree_node *node,
			void *target)
{
	struct policy_permit *permit = target;

	read_peer(r, node, &permit->peer);
	if (permit->peer.router)
		read_error(
			r, node->where,
			"\"router\" cannot be the peer of a permit; name the address");
	if (permit->peer.prefixes.count > LC_PERMIT_PEERS)
		read_error(
			r, node->where,
			"%zu prefixes are too many: a permit has at most %u; write two",
			permit->peer.prefixes.count, LC_PERMIT_PEERS);
}

static void permit_proto(struct reader *r, const struct tree_node *node,
			 void *target)
{
	struct policy_permit *permit = target;

	read_proto(r, node, &permit->proto);
}

static void permit_ports(struct reader *r, const struct tree_node *node,
			 void *target)
{
	struct policy_permit *permit = target;

	read_ports(r, node, &permit->ports, &permit->port_count);
	if (permit->port_count > LC_PERMIT_PORTS)
		read_error(
			r, node->where,
			"%zu ports are too many: a permit has at most %u, or ranges of them; write two",
			permit->port_count, LC_PERMIT_PORTS);
}

static void permit_until(struct reader *r, const struct tree_node *node,
			 void *target)
{
	struct policy_permit *permit = target;

	if (!read_is(r, node, TREE_TEXT, "\"until\""))
		return;
	if (rfc3339_parse(node->text, &permit->until))
		read_error(
			r, node->where,
			"\"%.64s\" is not a time; write it like 2026-08-31T17:00:00Z",
			node->text);
}

static void permit_why(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_permit *permit = target;

	permit->why = read_lines(r, node, POLICY_NOTE_MAX);
}

static const struct reader_key permit_keys[] = {
	{ "macs", permit_macs, true },	 { "peer", permit_peer, true },
	{ "proto", permit_proto, true }, { "ports", permit_ports, false },
	{ "until", permit_until, true }, { "why", permit_why, true },
};

static void read_permit(struct reader *r, const struct tree_node *node,
			struct policy_permit *permit)
{
	const struct tree_node *ports = tree_find(node, "ports");
	const struct tree_node *proto = tree_find(node, "proto");

	permit->where = node->where;
	read_map(r, node, permit_keys, ARRAY_SIZE(permit_keys), permit);
	if (ports && permit->proto == PROTO_ICMP)
		read_error(r, ports->key_where,
			   "icmp has no ports; remove \"ports\"");
	if (!ports && proto &&
	    (permit->proto == PROTO_TCP || permit->proto == PROTO_UDP))
		read_error(r, proto->key_where,
			   "\"ports\" is missing; a permit names them");
}

void read_permits(struct reader *r)
{
	struct policy *policy = r->policy;
	const struct tree_node *node, *item;
	size_t count = 0, i;

	for (i = 0; i < r->permits.count; i++)
		count += r->permits.node[i]->count;
	policy->permits = read_alloc(r, count, sizeof(*policy->permits));
	if (!policy->permits)
		return;
	if (count > POLICY_PERMITS_MAX) {
		read_error(r, r->permits.node[0]->where,
			   "\"permits\" has %zu entries; the limit is %u",
			   count, POLICY_PERMITS_MAX);
		return;
	}
	for (i = 0; i < r->permits.count; i++) {
		node = r->permits.node[i];
		if (!read_is_list(r, node, 0, POLICY_PERMITS_MAX))
			continue;
		for (item = node->first; item; item = item->next) {
			snprintf(r->scope, sizeof(r->scope), "permit %zu",
				 policy->permit_count + 1);
			read_permit(r, item,
				    &policy->permits[policy->permit_count++]);
		}
		r->scope[0] = '\0';
	}
}
