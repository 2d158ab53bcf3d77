// SPDX-License-Identifier: GPL-2.0
/*
 * Reading a tree by a table of keys: types, names, words, texts, addresses.
 * What the keys of a policy mean is in the other policy_*.c.
 */
#include "policy/policy_read.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "base/utf8.h"

#define CANDIDATES_MAX 4096

void read_error(struct reader *r, struct where where, const char *fmt, ...)
{
	char text[768];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	diag_error(r->diag, where, "%s%s%s", r->scope, *r->scope ? ": " : "",
		   text);
}

void read_warning(struct reader *r, struct where where, const char *fmt, ...)
{
	char text[768];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	diag_warning(r->diag, where, "%s%s%s", r->scope, *r->scope ? ": " : "",
		     text);
}

const char *read_hint(struct reader *r, const char *word,
		      const char *const *candidates, size_t count)
{
	const char *near;

	if (r->hints++ >= READ_HINTS_MAX)
		return "";
	if (count > CANDIDATES_MAX)
		count = CANDIDATES_MAX;
	near = suggest(word, candidates, count);
	if (!near)
		return "";
	snprintf(r->hint, sizeof(r->hint), " (did you mean \"%.36s\"?)", near);
	return r->hint;
}

void *read_alloc(struct reader *r, size_t count, size_t size)
{
	return arena_alloc(r->arena, count, size);
}

bool read_is(struct reader *r, const struct tree_node *node,
	     enum tree_kind kind, const char *what)
{
	static const char *const kinds[] = {
		[TREE_TEXT] = "a single value",
		[TREE_LIST] = "a list",
		[TREE_MAP] = "a mapping",
	};

	if (node->kind == kind)
		return true;
	if (node->kind == TREE_REFUSED)
		return false;
	if (node->kind != TREE_TEXT)
		read_error(r, node->where, "%s must be %s, not %s", what,
			   kinds[kind], kinds[node->kind]);
	else if (!*node->text)
		read_error(r, node->where, "%s has no value; it must be %s",
			   what, kinds[kind]);
	else if (kind == TREE_LIST)
		read_error(r, node->where, "%s must be a list; write [%.64s]",
			   what, node->text);
	else
		read_error(r, node->where, "%s must be %s, not \"%.64s\"", what,
			   kinds[kind], node->text);
	return false;
}

bool read_is_list(struct reader *r, const struct tree_node *node, size_t min,
		  size_t max)
{
	char what[80];

	snprintf(what, sizeof(what), "\"%.64s\"", node->key);
	if (!read_is(r, node, TREE_LIST, what))
		return false;
	if (node->count < min) {
		read_error(r, node->where, "%s is an empty list", what);
		return false;
	}
	if (node->count > max) {
		read_error(r, node->where,
			   "%s has %zu entries; the limit is %zu", what,
			   node->count, max);
		return false;
	}
	return true;
}

/* What stands alone is the name of an entry, not the entry. */
bool read_is_entries(struct reader *r, const struct tree_node *node, size_t max)
{
	if (node->kind != TREE_TEXT || !*node->text)
		return read_is_list(r, node, 0, max);
	read_error(r, node->where,
		   "\"%s\" must be a list; write [{name: %.64s}]", node->key,
		   node->text);
	return false;
}

static void unknown_key(struct reader *r, const struct tree_node *node,
			const struct reader_key *keys, size_t count)
{
	const char *names[32];
	char known[256] = "";
	const char *hint;
	size_t i, used = 0;

	for (i = 0; i < count; i++) {
		names[i] = keys[i].name;
		used += snprintf(known + used, sizeof(known) - used, "%s%s",
				 i ? ", " : "", keys[i].name);
		if (used >= sizeof(known))
			used = sizeof(known) - 1;
	}
	hint = read_hint(r, node->key, names, count);
	if (*hint)
		read_error(r, node->key_where, "unknown key \"%.64s\"%s",
			   node->key, hint);
	else
		read_error(r, node->key_where,
			   "unknown key \"%.64s\"; known here: %s", node->key,
			   known);
}

void read_map(struct reader *r, const struct tree_node *node,
	      const struct reader_key *keys, size_t count, void *target)
{
	const struct tree_node *value;
	char what[80] = "this";
	uint32_t seen = 0;
	size_t i;

	if (node->key)
		snprintf(what, sizeof(what), "\"%.64s\"", node->key);
	/* "interfaces: [lan0]" and "rate: 50mbit" mean their first key */
	if (node->kind == TREE_TEXT && *node->text && count)
		read_error(r, node->where,
			   "%s must be a mapping; write {%s: %.64s}", what,
			   keys[0].name, node->text);
	else
		read_is(r, node, TREE_MAP, what);
	if (node->kind != TREE_MAP)
		return;
	for (value = node->first; value; value = value->next) {
		for (i = 0; i < count; i++) {
			if (!strcmp(keys[i].name, value->key))
				break;
		}
		if (i == count)
			unknown_key(r, value, keys, count);
		else if (!(seen & 1u << i)) /* else reported: a key twice */
			keys[i].read(r, value, target);
		seen |= i < count ? 1u << i : 0;
	}
	for (i = 0; i < count; i++) {
		if (keys[i].required && !tree_find(node, keys[i].name))
			read_error(r, node->where, "\"%s\" is missing%s",
				   keys[i].name,
				   strcmp(keys[i].name, "version") ?
					   "" :
					   "; write \"version: 1\" first");
	}
}

int read_word(struct reader *r, const struct tree_node *node, const char *what,
	      const char *const *words, size_t count)
{
	char known[128] = "", label[80];
	size_t i, used = 0;

	snprintf(label, sizeof(label), "\"%.64s\"", what);
	if (!read_is(r, node, TREE_TEXT, label))
		return -1;
	for (i = 0; i < count; i++) {
		if (!strcmp(words[i], node->text))
			return i;
		used += snprintf(known + used, sizeof(known) - used, "%s%s",
				 !i	       ? "" :
				 i + 1 < count ? ", " :
						 " or ",
				 words[i]);
		if (used >= sizeof(known))
			used = sizeof(known) - 1;
	}
	read_error(r, node->where, "%s must be %s, not \"%.64s\"%s", label,
		   known, node->text, read_hint(r, node->text, words, count));
	return -1;
}

static bool name_ok(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t len = strspn(name, letters);

	return len && len < LC_NAME_LEN && !name[len] && *name != '-';
}

char *read_name(struct reader *r, const struct tree_node *node)
{
	static const char *const reserved[] = { "any", "none", "router",
						"other", "any-camera" };
	size_t i;

	if (!read_is(r, node, TREE_TEXT, "\"name\""))
		return NULL;
	if (!name_ok(node->text)) {
		read_error(
			r, node->where,
			"name \"%.64s\" must be 1 to 31 of a-z, 0-9 and -, not - first",
			node->text);
		return NULL;
	}
	for (i = 0; i < ARRAY_SIZE(reserved); i++) {
		if (strcmp(reserved[i], node->text))
			continue;
		read_error(r, node->where,
			   "name \"%s\" is reserved; choose another",
			   node->text);
		return NULL;
	}
	return arena_text(r->arena, node->text, strlen(node->text));
}

static char *read_text(struct reader *r, const struct tree_node *node,
		       size_t max, bool lines)
{
	unsigned int size;
	size_t len, i;
	uint32_t code;
	char what[80];

	snprintf(what, sizeof(what), "\"%.64s\"", node->key);
	if (!read_is(r, node, TREE_TEXT, what))
		return NULL;
	len = strlen(node->text);
	if (!len || len > max) {
		read_error(r, node->where,
			   "%s must have 1 to %zu bytes, not %zu", what, max,
			   len);
		return NULL;
	}
	for (i = 0; i < len; i += size) {
		size = utf8_decode(node->text + i, len - i, &code);
		if (size && (!utf8_is_control(code) ||
			     (lines && (code == '\n' || code == '\t'))))
			continue;
		read_error(r, node->where, "%s must not have %s", what,
			   lines ? "control characters" :
				   "line breaks or control characters");
		return NULL;
	}
	return arena_text(r->arena, node->text, len);
}

char *read_line(struct reader *r, const struct tree_node *node, size_t max)
{
	return read_text(r, node, max, false);
}

char *read_lines(struct reader *r, const struct tree_node *node, size_t max)
{
	return read_text(r, node, max, true);
}

void read_note(struct reader *r, const struct tree_node *node, void *target)
{
	*(char **)target = read_lines(r, node, POLICY_NOTE_MAX);
}

bool read_prefix(struct reader *r, const struct tree_node *node,
		 struct addr_prefix *prefix)
{
	char right[ADDR_TEXT_LEN];
	const char *text;
	int err;

	if (!read_is(r, node, TREE_TEXT, "an address"))
		return false;
	text = node->text;
	if (r->addresses++ == LC_MAX_ADDR_PREFIXES)
		read_error(
			r, node->where,
			"more than %u address prefixes in endpoints, peers and groups",
			LC_MAX_ADDR_PREFIXES);
	if (r->addresses > LC_MAX_ADDR_PREFIXES)
		return false;
	err = addr_prefix_parse(text, prefix);
	switch (err) {
	case 0:
		return true;
	case -EDOM:
		read_error(
			r, node->where,
			"the length in \"%.64s\" must be a number from 0 to %u",
			text, strchr(text, ':') ? 128 : 32);
		break;
	case -ERANGE:
		addr_prefix_format(prefix, right);
		read_error(r, node->where,
			   "\"%.64s\" has bits set beyond its length; write %s",
			   text, right);
		break;
	case -EAFNOSUPPORT:
		read_error(
			r, node->where,
			"\"%.64s\" is an IPv4 address in IPv6 form; write it as IPv4",
			text);
		break;
	default:
		read_error(
			r, node->where,
			"\"%.64s\" is not an IPv4 or IPv6 address or prefix%s",
			text,
			addr_host_name(text) ?
				"; names are not looked up: write its addresses" :
				"");
	}
	return false;
}

void read_addresses(struct reader *r, const struct tree_node *node,
		    struct addr_list *list)
{
	const struct tree_node *item;
	struct addr_list result = { 0 };

	if (!read_is_list(r, node, 0, LC_MAX_ADDR_PREFIXES))
		return;
	result.items = read_alloc(r, node->count, sizeof(*result.items));
	if (!result.items)
		return;
	for (item = node->first; item; item = item->next) {
		if (read_prefix(r, item, &result.items[result.count]))
			result.count++;
	}
	*list = result;
}

void read_scope(struct reader *r, const struct tree_node *node,
		const char *kind, size_t number)
{
	const struct tree_node *name = tree_find(node, "name");

	if (name && name->kind == TREE_TEXT && *name->text)
		snprintf(r->scope, sizeof(r->scope), "%s \"%.31s\"", kind,
			 name->text);
	else
		snprintf(r->scope, sizeof(r->scope), "%s %zu", kind, number);
}
