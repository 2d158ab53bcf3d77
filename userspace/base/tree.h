/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A YAML (or JSON) file as a tree of lists, mappings and texts with places.
 * Knows no key and no type: what a text means is the reader's business.
 */
#ifndef LENSCAP_TREE_H
#define LENSCAP_TREE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

#define TREE_FILE_MAX (16u << 20) /* bytes */
#define TREE_DEPTH_MAX 32
#define TREE_NODES_MAX 1000000

enum tree_kind {
	TREE_TEXT,
	TREE_LIST,
	TREE_MAP,
	TREE_REFUSED, /* an alias: reported already, skip it */
};

struct tree_node {
	enum tree_kind kind;
	struct where where;
	const char *key; /* in a mapping: its key, and where */
	struct where key_where;
	const char *text; /* UTF-8 without NUL */
	struct tree_node *first; /* of a list or mapping, in order */
	struct tree_node *last;
	size_t count;
	struct tree_node *next; /* beside this one */
};

/*
 * The whole regular file at path. 0, and the caller frees *data, which has a
 * NUL behind its *len bytes; or a finding in diag, and -EINVAL or -ENOMEM.
 */
int tree_read_file(const char *path, struct diag *diag, char **data,
		   size_t *len);

/*
 * Parse len bytes of the file called name; nodes and texts live in arena.
 * Refused: more than one document, tags, anchors, aliases, NUL, a key twice,
 * and what exceeds the limits above. 0, or findings in diag and -EINVAL or
 * -ENOMEM. A tree may come with findings: what could be read is in it.
 */
int tree_parse(const char *name, const char *data, size_t len,
	       struct arena *arena, struct diag *diag, struct tree_node **root);

/* The value of a key in a mapping, NULL if it is not there. */
const struct tree_node *tree_find(const struct tree_node *map, const char *key);

#endif
