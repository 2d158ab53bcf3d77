// SPDX-License-Identifier: GPL-2.0
/*
 * A YAML (or JSON) file as a tree of lists, mappings and texts with places.
 * libyaml finds the events; what is refused, is refused event by event, so
 * that no alias is ever expanded and no nesting ever followed too deep.
 */
#include "base/tree.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
/* not a header of ours: those are included by quotes */
#include <yaml.h>

#include "base/utf8.h"

struct builder {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	const char *data; /* for report_parser() */
	size_t len;
	struct tree_node *root;
	struct tree_node *open[TREE_DEPTH_MAX];
	size_t depth;
	size_t nodes;
	const char *key; /* read, its value still to come */
	struct where key_where;
	unsigned int documents;
};

static struct where place(const struct builder *b, yaml_mark_t mark)
{
	return (struct where){ b->file, mark.line + 1, mark.column + 1 };
}

/* Where byte offset is: the parser gives no line for what is not UTF-8. */
static struct where place_of_byte(const char *file, const char *data,
				  size_t len, size_t offset)
{
	struct where where = { file, 1, 1 };
	size_t i;

	for (i = 0; i < offset && i < len; i++) {
		if (data[i] == '\n') {
			where.line++;
			where.column = 1;
		} else if ((data[i] & 0xc0) != 0x80) {
			where.column++;
		}
	}
	return where;
}

/* What YAML takes for a character of a text. */
static bool is_printable(uint32_t code)
{
	if (code < 0x20)
		return code == '\t' || code == '\n' || code == '\r';
	return !(code >= 0x7f && code < 0xa0 && code != 0x85) &&
	       code != 0xfeff && code != 0xfffe && code != 0xffff;
}

/* What libyaml would say of such bytes does not help anybody. */
static int check_bytes(const char *file, const char *data, size_t len,
		       struct diag *diag)
{
	struct where where = { file, 0, 0 };
	unsigned int size;
	uint32_t code;
	size_t i;

	if (!len) {
		diag_error(
			diag, where,
			"the file is empty; a policy starts with \"version: 1\", and \"lenscap init\" prints one");
		return -EINVAL;
	}
	for (i = 0; i < len; i += size) {
		size = utf8_decode(data + i, len - i, &code);
		if (size && is_printable(code))
			continue;
		where = place_of_byte(file, data, len, i);
		if (!size)
			diag_error(
				diag, where,
				"byte 0x%02x is not UTF-8; is this a text file? then save it as UTF-8",
				(unsigned char)data[i]);
		else
			diag_error(
				diag, where,
				"control character 0x%02x; is this a text file? then take it out",
				code);
		return -EINVAL;
	}
	return 0;
}

static struct tree_node *add_node(struct builder *b, enum tree_kind kind,
				  yaml_mark_t mark)
{
	struct tree_node *parent = b->depth ? b->open[b->depth - 1] : NULL;
	struct tree_node *node;

	if (++b->nodes > TREE_NODES_MAX) {
		diag_error(b->diag, place(b, mark),
			   "more than %u values in one file", TREE_NODES_MAX);
		return NULL;
	}
	node = arena_alloc(b->arena, 1, sizeof(*node));
	if (!node)
		return NULL;
	node->kind = kind;
	node->where = place(b, mark);
	node->key = b->key;
	node->key_where = b->key_where;
	b->key = NULL;
	if (!parent) {
		b->root = node;
		return node;
	}
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
	return node;
}

static bool awaits_key(const struct builder *b)
{
	return b->depth && b->open[b->depth - 1]->kind == TREE_MAP && !b->key;
}

static void refuse_decoration(struct builder *b, const yaml_char_t *anchor,
			      const yaml_char_t *tag, yaml_mark_t mark)
{
	if (tag)
		diag_error(
			b->diag, place(b, mark),
			"tags such as \"!!str\" are not accepted; remove it");
	if (anchor)
		diag_error(
			b->diag, place(b, mark),
			"anchors (&%s) are not accepted; write the value out where it is needed",
			anchor);
}

/* A value that was to be a key: take its place, so that reading can go on. */
static int refuse_key(struct builder *b, yaml_mark_t mark)
{
	diag_error(b->diag, place(b, mark),
		   "a key must be a text, not a list or mapping");
	return -EINVAL;
}

static int on_open(struct builder *b, enum tree_kind kind, yaml_mark_t mark)
{
	struct tree_node *node;

	if (awaits_key(b))
		return refuse_key(b, mark);
	if (b->depth == TREE_DEPTH_MAX) {
		diag_error(b->diag, place(b, mark),
			   "lists and mappings are nested more than %u deep",
			   TREE_DEPTH_MAX);
		return -EINVAL;
	}
	node = add_node(b, kind, mark);
	if (!node)
		return -EINVAL;
	b->open[b->depth++] = node;
	return 0;
}

static int on_text(struct builder *b, const yaml_event_t *event)
{
	size_t len = event->data.scalar.length;
	const char *value = (const char *)event->data.scalar.value;
	struct tree_node *node;
	char *text;

	text = arena_text(b->arena, value, len);
	if (!text)
		return -ENOMEM;
	if (memchr(value, '\0', len)) {
		diag_error(b->diag, place(b, event->start_mark),
			   "a text must not have a NUL character");
		return -EINVAL;
	}
	if (awaits_key(b)) {
		b->key = text;
		b->key_where = place(b, event->start_mark);
		return 0;
	}
	node = add_node(b, TREE_TEXT, event->start_mark);
	if (!node)
		return -EINVAL;
	node->text = text;
	return 0;
}

static int on_alias(struct builder *b, const yaml_event_t *event)
{
	diag_error(b->diag, place(b, event->start_mark),
		   "aliases (*%s) are not accepted; write the value out",
		   event->data.alias.anchor);
	if (awaits_key(b))
		return -EINVAL;
	return add_node(b, TREE_REFUSED, event->start_mark) ? 0 : -EINVAL;
}

static int compare_keys(const void *left, const void *right)
{
	const struct tree_node *a = *(const struct tree_node *const *)left;
	const struct tree_node *b = *(const struct tree_node *const *)right;
	int order = strcmp(a->key, b->key);

	if (order)
		return order;
	if (a->key_where.line != b->key_where.line)
		return a->key_where.line < b->key_where.line ? -1 : 1;
	return a->key_where.column < b->key_where.column ? -1 : 1;
}

/* Sorted, so that a mapping of a million keys takes no longer than it must. */
static int check_keys(struct builder *b, const struct tree_node *map)
{
	const struct tree_node **keys, *node;
	size_t i = 0;

	if (map->count < 2)
		return 0;
	keys = malloc(map->count * sizeof(const struct tree_node *));
	if (!keys)
		return -ENOMEM;
	for (node = map->first; node; node = node->next)
		keys[i++] = node;
	qsort(keys, map->count, sizeof(*keys), compare_keys);
	for (i = 1; i < map->count; i++) {
		if (strcmp(keys[i]->key, keys[i - 1]->key))
			continue;
		diag_error(
			b->diag, keys[i]->key_where,
			"key \"%.64s\" stands here a second time (first in line %u)",
			keys[i]->key, keys[i - 1]->key_where.line);
	}
	free(keys);
	return 0;
}

static int on_close(struct builder *b)
{
	const struct tree_node *node = b->open[--b->depth];

	return node->kind == TREE_MAP ? check_keys(b, node) : 0;
}

static int on_event(struct builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (!b->documents++)
			return 0;
		diag_error(b->diag, place(b, event->start_mark),
			   "a second document begins here; only one is read");
		return -EINVAL;
	case YAML_SEQUENCE_START_EVENT:
		refuse_decoration(b, event->data.sequence_start.anchor,
				  event->data.sequence_start.tag,
				  event->start_mark);
		return on_open(b, TREE_LIST, event->start_mark);
	case YAML_MAPPING_START_EVENT:
		refuse_decoration(b, event->data.mapping_start.anchor,
				  event->data.mapping_start.tag,
				  event->start_mark);
		return on_open(b, TREE_MAP, event->start_mark);
	case YAML_SCALAR_EVENT:
		refuse_decoration(b, event->data.scalar.anchor,
				  event->data.scalar.tag, event->start_mark);
		return on_text(b, event);
	case YAML_ALIAS_EVENT:
		return on_alias(b, event);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return on_close(b);
	default:
		return 0;
	}
}

/* The mark counts characters, not bytes. */
static char char_at(const struct builder *b, yaml_mark_t mark)
{
	size_t i, line = 0, column = 0;

	for (i = 0; i < b->len && line <= mark.line; i++) {
		if ((b->data[i] & 0xc0) == 0x80)
			continue;
		if (line == mark.line && column++ == mark.column)
			return b->data[i];
		line += b->data[i] == '\n';
	}
	return '\0';
}

/* What to do about it, where the place tells what is behind libyaml's words. */
static const char *advice(const struct builder *b, const char *problem,
			  yaml_mark_t mark)
{
	char here = char_at(b, mark);

	if (here == '\t')
		return "; this is a tab: YAML is indented with spaces";
	if (strstr(problem, "mapping values are not allowed") ||
	    strstr(problem, "did not find expected key") ||
	    strstr(problem, "could not find expected ':'"))
		return "; keys begin in one column, text with a colon and a blank is in quotes";
	if (strstr(problem, "',' or"))
		return "; is a bracket or brace not closed, or a comma missing?";
	if (here == '*' || here == '&' || here == '@' || here == '%')
		return "; put text that begins so in quotes";
	return "";
}

/* What libyaml says, in its words, at the place that it names. */
static int report_parser(struct builder *b, const yaml_parser_t *parser)
{
	const char *problem = parser->problem ? parser->problem : "error";
	const char *what = advice(b, problem, parser->problem_mark);

	if (parser->error == YAML_MEMORY_ERROR)
		return -ENOMEM;
	if (parser->context)
		diag_error(b->diag, place(b, parser->problem_mark),
			   "not YAML: %s, %s (line %zu)%s", problem,
			   parser->context, parser->context_mark.line + 1,
			   what);
	else
		diag_error(b->diag, place(b, parser->problem_mark),
			   "not YAML: %s%s", problem, what);
	return -EINVAL;
}

static int build(struct builder *b, yaml_parser_t *parser)
{
	yaml_event_t event;
	bool end = false;
	int err = 0;

	while (!err && !end) {
		if (!yaml_parser_parse(parser, &event))
			return report_parser(b, parser);
		err = on_event(b, &event);
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	return err;
}

int tree_parse(const char *name, const char *data, size_t len,
	       struct arena *arena, struct diag *diag, struct tree_node **root)
{
	struct builder b = { .arena = arena, .diag = diag };
	yaml_parser_t parser;
	int err;

	b.file = diag_file(diag, name);
	if (len >= 3 && !memcmp(data, "\xef\xbb\xbf", 3)) {
		data += 3; /* a byte order mark */
		len -= 3;
	}
	err = check_bytes(b.file, data, len, diag);
	if (err)
		return err;
	if (!yaml_parser_initialize(&parser))
		return -ENOMEM;
	b.data = data;
	b.len = len;
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)data, len);
	err = build(&b, &parser);
	yaml_parser_delete(&parser);
	if (arena_failed(arena))
		return -ENOMEM;
	if (err)
		return err;
	if (!b.root) {
		diag_error(
			diag, (struct where){ b.file, 0, 0 },
			"nothing but comments in this file; \"lenscap init\" prints a policy to start from");
		return -EINVAL;
	}
	*root = b.root;
	return 0;
}

const struct tree_node *tree_find(const struct tree_node *map, const char *key)
{
	const struct tree_node *node;

	if (map->kind != TREE_MAP)
		return NULL;
	for (node = map->first; node; node = node->next) {
		if (!strcmp(node->key, key))
			return node;
	}
	return NULL;
}
