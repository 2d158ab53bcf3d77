// SPDX-License-Identifier: GPL-2.0
/*
 * Reading endpoints, and peers that name them.
 * Which rule has which peer is policy_rule.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/policy_read.h"

static void endpoint_prefixes(struct reader *r, const struct tree_node *node,
			      void *target)
{
	struct policy_endpoint *endpoint = target;

	read_addresses(r, node, &endpoint->prefixes);
	if (node->kind == TREE_LIST && !node->count)
		read_error(
			r, node->where,
			"no addresses; a peer that names it would match nothing");
}

static void endpoint_note(struct reader *r, const struct tree_node *node,
			  void *target)
{
	struct policy_endpoint *endpoint = target;

	read_note(r, node, &endpoint->note);
}

static const struct reader_key endpoint_keys[] = {
	{ "prefixes", endpoint_prefixes, true },
	{ "note", endpoint_note, false },
};

static void read_endpoint(struct reader *r, const struct tree_node *node)
{
	struct policy *policy = r->policy;
	struct policy_endpoint *endpoint =
		&policy->endpoints[policy->endpoint_count];
	/* Names are read from values; here the name is the key. */
	const struct tree_node name = {
		.kind = TREE_TEXT,
		.where = node->key_where,
		.text = node->key,
	};

	r->scope[0] = '\0';
	endpoint->name = read_name(r, &name);
	endpoint->where = node->key_where;
	snprintf(r->scope, sizeof(r->scope), "endpoint \"%.31s\"", node->key);
	if (node->kind == TREE_MAP)
		read_map(r, node, endpoint_keys, ARRAY_SIZE(endpoint_keys),
			 endpoint);
	else
		endpoint_prefixes(r, node, endpoint);
	if (endpoint->name)
		policy->endpoint_count++;
	r->scope[0] = '\0';
}

static int compare_names(const void *left, const void *right)
{
	const struct policy_endpoint *a =
		*(const struct policy_endpoint *const *)left;
	const struct policy_endpoint *b =
		*(const struct policy_endpoint *const *)right;
	int order = strcmp(a->name, b->name);

	/* They stand in one array, first read first. */
	return order ? order : a < b ? -1 : a > b;
}

static void index_endpoints(struct reader *r)
{
	struct policy *policy = r->policy;
	const struct policy_endpoint *a, *b;
	size_t i;

	r->endpoints = read_alloc(r, policy->endpoint_count,
				  sizeof(struct policy_endpoint *));
	if (!r->endpoints) {
		policy->endpoint_count = 0;
		return;
	}
	for (i = 0; i < policy->endpoint_count; i++)
		r->endpoints[i] = &policy->endpoints[i];
	if (i)
		qsort(r->endpoints, i, sizeof(*r->endpoints), compare_names);
	for (i = 1; i < policy->endpoint_count; i++) {
		a = r->endpoints[i - 1];
		b = r->endpoints[i];
		/* Within one mapping it was reported as a key. */
		if (strcmp(a->name, b->name) || a->where.file == b->where.file)
			continue;
		read_error(r, b->where,
			   "a second endpoint \"%s\" (first at %s:%u)", b->name,
			   a->where.file, a->where.line);
	}
}

void read_endpoints(struct reader *r)
{
	const struct section *section = &r->endpoint_maps;
	const struct tree_node *node;
	size_t count = 0, i;

	for (i = 0; i < section->count; i++)
		count += section->node[i]->count;
	r->policy->endpoints =
		read_alloc(r, count, sizeof(*r->policy->endpoints));
	if (!r->policy->endpoints)
		return;
	for (i = 0; i < section->count; i++) {
		if (!read_is(r, section->node[i], TREE_MAP, "\"endpoints\""))
			continue;
		node = section->node[i]->first;
		for (; node; node = node->next)
			read_endpoint(r, node);
	}
	index_endpoints(r);
}

static const struct policy_endpoint *find_endpoint(const struct reader *r,
						   const char *name)
{
	size_t low = 0, high = r->policy->endpoint_count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(name, r->endpoints[middle]->name);
		if (!order)
			return r->endpoints[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const char *hint_endpoint(struct reader *r, const char *name,
				 bool in_rule)
{
	size_t count = r->policy->endpoint_count, n = 0, i;
	const char **names = NULL;
	const char *hint;

	/* Many wrong names and many right ones would take long. */
	if (r->hints < READ_HINTS_MAX)
		names = calloc(count + 2, sizeof(const char *));
	if (!names)
		return "";
	if (in_rule) {
		names[n++] = "router";
		names[n++] = "any";
	}
	for (i = 0; i < count; i++)
		names[n++] = r->endpoints[i]->name;
	hint = read_hint(r, name, names, n);
	free(names);
	return hint;
}

void read_require(struct reader *r)
{
	const struct tree_node *item;

	if (!r->require || !read_is_list(r, r->require, 0, TREE_NODES_MAX))
		return;
	for (item = r->require->first; item; item = item->next) {
		if (!read_is(r, item, TREE_TEXT, "an endpoint's name"))
			continue;
		if (!find_endpoint(r, item->text))
			read_error(
				r, item->where,
				"required endpoint \"%.64s\" is not defined, here or in an included file%s",
				item->text,
				hint_endpoint(r, item->text, false));
	}
}

/* Counted first, so that an endpoint of many prefixes is copied only once. */
struct peer_parts {
	const struct policy_endpoint *only; /* no other part has prefixes */
	size_t prefixes;
	struct addr_prefix *own; /* those not from endpoints */
	const struct policy_endpoint **named; /* beside words, or NULL */
};

static void peer_word(struct reader *r, const struct tree_node *item,
		      struct policy_peer *peer, struct peer_parts *parts)
{
	struct addr_prefix *own = &parts->own[peer->word_count];
	char canonical[ADDR_TEXT_LEN];
	const char *text = item->text;

	if (!read_is(r, item, TREE_TEXT, "\"peer\""))
		return;
	if (!strcmp(text, "any")) {
		peer->any = true;
	} else if (!strcmp(text, "router")) {
		peer->router = true;
	} else if (strpbrk(text, ".:/")) {
		if (!read_prefix(r, item, own))
			return;
		addr_prefix_format(own, canonical);
		text = canonical;
		parts->prefixes++;
		parts->only = NULL;
	} else {
		const struct policy_endpoint *named = find_endpoint(r, text);

		if (!named) {
			read_error(r, item->where,
				   "unknown endpoint \"%.64s\"%s", text,
				   hint_endpoint(r, text, true));
			return;
		}
		parts->only = parts->prefixes ? NULL : named;
		parts->prefixes += named->prefixes.count;
		parts->named[peer->word_count] = named;
	}
	peer->words[peer->word_count++] =
		arena_text(r->arena, text, strlen(text));
}

static void join_prefixes(struct reader *r, struct where where,
			  struct policy_peer *peer,
			  const struct peer_parts *parts)
{
	struct addr_list *list = &peer->prefixes;
	size_t i;

	if (parts->only) {
		*list = parts->only->prefixes;
		return;
	}
	if (r->peer_prefixes + parts->prefixes > POLICY_PEER_PREFIXES) {
		read_error(
			r, where,
			"the peers of all rules have more than %u prefixes; make one endpoint of those listed together",
			POLICY_PEER_PREFIXES);
		return;
	}
	r->peer_prefixes += parts->prefixes;
	list->items = read_alloc(r, parts->prefixes, sizeof(*list->items));
	if (!list->items)
		return;
	for (i = 0; i < peer->word_count; i++) {
		const struct policy_endpoint *named = parts->named[i];

		if (named && named->prefixes.count) {
			memcpy(list->items + list->count, named->prefixes.items,
			       named->prefixes.count * sizeof(*list->items));
			list->count += named->prefixes.count;
		} else if (!named && strpbrk(peer->words[i], ".:/")) {
			list->items[list->count++] = parts->own[i];
		}
	}
}

static void join_words(struct reader *r, struct policy_peer *peer)
{
	size_t len = 1, i;
	char *end;

	for (i = 0; i < peer->word_count; i++)
		len += strlen(peer->words[i]) + 2;
	peer->text = read_alloc(r, len, 1);
	if (!peer->text)
		return;
	for (end = peer->text, i = 0; i < peer->word_count; i++) {
		if (i)
			end = stpcpy(end, ", ");
		end = stpcpy(end, peer->words[i]);
	}
}

void read_peer(struct reader *r, const struct tree_node *node,
	       struct policy_peer *peer)
{
	const struct tree_node *item = node;
	struct peer_parts parts = { 0 };
	size_t count = 1;

	if (node->kind == TREE_LIST) {
		if (!read_is_list(r, node, 1, LC_MAX_ADDR_PREFIXES))
			return;
		count = node->count;
		item = node->first;
	} else if (!read_is(r, node, TREE_TEXT, "\"peer\"")) {
		return;
	}
	peer->words = read_alloc(r, count, sizeof(*peer->words));
	parts.own = read_alloc(r, count, sizeof(*parts.own));
	parts.named =
		read_alloc(r, count, sizeof(const struct policy_endpoint *));
	if (!peer->words || !parts.own || !parts.named)
		return;
	for (; count; item = item->next, count--)
		peer_word(r, item, peer, &parts);
	if (arena_failed(r->arena))
		return;
	if (peer->any && peer->word_count > 1)
		read_error(
			r, node->where,
			"\"any\" stands alone; remove the other peers or \"any\"");
	join_prefixes(r, node->where, peer, &parts);
	join_words(r, peer);
}
