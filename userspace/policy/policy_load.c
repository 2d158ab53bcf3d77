// SPDX-License-Identifier: GPL-2.0
/*
 * A policy from its files: the top of the file, includes, the order in which
 * the parts are read. The parts themselves are the other policy_*.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "policy/policy_read.h"
#include "policy/vendor.h"

static void top_version(struct reader *r, const struct tree_node *node,
			void *target)
{
	(void)target;
	if (read_is(r, node, TREE_TEXT, "\"version\"") &&
	    strcmp(node->text, "1"))
		read_error(
			r, node->where,
			"version \"%.64s\" is not known here; this lenscap reads version 1",
			node->text);
}

static void label_name(struct reader *r, const struct tree_node *node,
		       void *target)
{
	((struct policy *)target)->name = read_line(r, node, POLICY_LABEL_MAX);
}

static void label_revision(struct reader *r, const struct tree_node *node,
			   void *target)
{
	((struct policy *)target)->revision =
		read_line(r, node, POLICY_LABEL_MAX);
}

static void label_owner(struct reader *r, const struct tree_node *node,
			void *target)
{
	((struct policy *)target)->owner = read_line(r, node, POLICY_LABEL_MAX);
}

static void label_basis(struct reader *r, const struct tree_node *node,
			void *target)
{
	((struct policy *)target)->basis = read_line(r, node, POLICY_NOTE_MAX);
}

static const struct reader_key label_keys[] = {
	{ "name", label_name, false },
	{ "revision", label_revision, false },
	{ "owner", label_owner, false },
	{ "basis", label_basis, false },
};

static void top_policy(struct reader *r, const struct tree_node *node,
		       void *target)
{
	snprintf(r->scope, sizeof(r->scope), "policy");
	read_map(r, node, label_keys, ARRAY_SIZE(label_keys), target);
	r->scope[0] = '\0';
}

static void top_mode(struct reader *r, const struct tree_node *node,
		     void *target)
{
	static const char *const words[] = { "enforce", "monitor" };
	struct policy *policy = target;

	policy->monitor = read_word(r, node, "mode", words, 2) == 1;
}

static void boot_on_failure(struct reader *r, const struct tree_node *node,
			    void *target)
{
	static const char *const words[] = { "drop", "pass" };
	struct policy *policy = target;

	policy->boot_pass = read_word(r, node, "on-failure", words, 2) == 1;
}

static const struct reader_key boot_keys[] = {
	{ "on-failure", boot_on_failure, true },
};

static void top_boot(struct reader *r, const struct tree_node *node,
		     void *target)
{
	struct policy *policy = target;

	policy->has_boot = true;
	snprintf(r->scope, sizeof(r->scope), "boot");
	read_map(r, node, boot_keys, ARRAY_SIZE(boot_keys), target);
	r->scope[0] = '\0';
}

/* Sections that refer to each other are kept until all are at hand. */
static void top_section(struct reader *r, const struct tree_node *node,
			void *target)
{
	const struct {
		const char *key;
		struct section *section;
	} sections[] = {
		{ "interfaces", &r->interfaces },
		{ "zones", &r->zones },
		{ "endpoints", &r->endpoint_maps },
		{ "permits", &r->permits },
	};
	size_t i;

	(void)target;
	for (i = 0; i < ARRAY_SIZE(sections); i++) {
		struct section *section = sections[i].section;

		if (!strcmp(sections[i].key, node->key))
			section->node[section->count++] = node;
	}
}

static void top_keep(struct reader *r, const struct tree_node *node,
		     void *target)
{
	(void)target;
	if (!strcmp(node->key, "groups"))
		r->groups = node;
	else if (!strcmp(node->key, "tests"))
		r->tests = node;
	else if (!strcmp(node->key, "include"))
		r->include = node;
	else
		r->require = node;
}

static const struct reader_key top_keys[] = {
	{ "version", top_version, true },     { "policy", top_policy, false },
	{ "include", top_keep, false },	      { "require", top_keep, false },
	{ "mode", top_mode, false },	      { "boot", top_boot, false },
	{ "interfaces", top_section, false }, { "zones", top_section, false },
	{ "endpoints", top_section, false },  { "groups", top_keep, false },
	{ "tests", top_keep, false },	      { "permits", top_section, false },
};

static const struct reader_key include_keys[] = {
	{ "interfaces", top_section, false },
	{ "zones", top_section, false },
	{ "endpoints", top_section, false },
	{ "permits", top_section, false },
};

/* Keys of a policy in an included file deserve more than "unknown". */
static void read_included(struct reader *r, struct tree_node *root)
{
	struct tree_node *node, **link = &root->first;
	size_t i;

	while (root->kind == TREE_MAP && (node = *link)) {
		for (i = 0; i < ARRAY_SIZE(top_keys); i++) {
			if (!strcmp(top_keys[i].name, node->key))
				break;
		}
		if (i < ARRAY_SIZE(top_keys) &&
		    top_keys[i].read != top_section) {
			read_error(
				r, node->key_where,
				"\"%s\" cannot stand in an included file, which holds only interfaces, zones, endpoints and permits",
				node->key);
			*link = node->next;
			continue;
		}
		link = &node->next;
	}
	read_map(r, root, include_keys, ARRAY_SIZE(include_keys), NULL);
}

/* The path of an included file, beside the one that includes it. */
static char *beside(struct reader *r, const char *base, const char *path)
{
	const char *slash = strrchr(base, '/');
	size_t dir = slash && *path != '/' ? slash + 1 - base : 0;
	size_t len = strlen(path);
	char *result = read_alloc(r, dir + len + 1, 1);

	if (!result)
		return NULL;
	memcpy(result, base, dir);
	memcpy(result + dir, path, len);
	return result;
}

static int load_tree(struct reader *r, struct arena *trees, const char *path,
		     struct tree_node **root, char hash[65])
{
	size_t len = 0;
	char *data;
	int err;

	err = tree_read_file(path, r->diag, &data, &len);
	if (err)
		return err;
	err = tree_parse(path, data, len, trees, r->diag, root);
	if (hash)
		sha256(data, len, hash);
	free(data);
	return err;
}

/* 0 also with findings, so that the rest of the file is read all the same. */
static int load_include(struct reader *r, struct arena *trees,
			const struct tree_node *item)
{
	struct tree_node *root;
	char *path;
	int err;

	if (!read_is(r, item, TREE_TEXT, "an included file"))
		return 0;
	if (!*item->text || strlen(item->text) > 1000) {
		read_error(r, item->where,
			   "an included file's name must have 1 to 1000 bytes");
		return 0;
	}
	path = beside(r, r->policy->path, item->text);
	if (!path)
		return -ENOMEM;
	err = load_tree(r, trees, path, &root, NULL);
	if (err == -EINVAL) {
		read_error(r, item->where, "cannot include \"%.64s\"",
			   item->text);
		return 0;
	}
	if (!err)
		read_included(r, root);
	return err;
}

static bool same_text(const struct tree_node *a, const struct tree_node *b)
{
	return a->kind == TREE_TEXT && b->kind == TREE_TEXT &&
	       !strcmp(a->text, b->text);
}

static int load_includes(struct reader *r, struct arena *trees)
{
	const struct tree_node *item, *other;
	int err = 0;

	if (!r->include || !read_is_list(r, r->include, 0, POLICY_INCLUDES_MAX))
		return 0;
	for (item = r->include->first; item && !err; item = item->next) {
		for (other = r->include->first; other != item;
		     other = other->next) {
			if (same_text(item, other))
				break;
		}
		if (other == item)
			err = load_include(r, trees, item);
		else
			read_error(r, item->where,
				   "\"%.64s\" is included twice", item->text);
	}
	return err;
}

static void read_parts(struct reader *r, const struct tree_node *root)
{
	const struct policy *policy = r->policy;

	read_interfaces(r);
	read_zones(r);
	read_endpoints(r);
	read_require(r);
	read_groups(r);
	read_tests(r);
	read_permits(r);
	if (!r->interfaces.count ||
	    (!policy->interface_count && !diag_errors(r->diag)))
		read_error(
			r, root->where,
			"no interfaces: name the ports that the cameras are behind, as \"interfaces: [{name: lan0}]\"");
}

/* The root of the main file, or an error. */
static int load_files(struct reader *r, struct arena *trees, const char *path,
		      struct tree_node **root)
{
	int err;

	err = load_tree(r, trees, path, root, r->policy->base_sha256);
	if (err)
		return err;
	if ((*root)->kind != TREE_MAP) {
		read_error(
			r, (*root)->where,
			"this is not a policy; one begins with \"version: 1\"");
		return -EINVAL;
	}
	read_map(r, *root, top_keys, ARRAY_SIZE(top_keys), r->policy);
	return load_includes(r, trees);
}

static int load_policy(const char *path, const struct vendor_table *vendors,
		       bool saved, struct diag *diag, struct policy **policy)
{
	size_t errors = diag_errors(diag);
	struct policy *made = calloc(1, sizeof(*made));
	struct arena *trees = arena_new();
	struct reader r = {
		.policy = made,
		.vendors = vendors,
		.diag = diag,
		.saved = saved,
	};
	struct tree_node *root = NULL;
	int err = -ENOMEM;

	if (!made || !trees)
		goto out;
	made->arena = arena_new();
	if (!made->arena)
		goto out;
	r.arena = made->arena;
	made->path = arena_text(r.arena, path, strlen(path));
	if (!made->path)
		goto out;
	err = load_files(&r, trees, path, &root);
	if (err)
		goto out;
	read_parts(&r, root);
	err = arena_failed(made->arena) ? -ENOMEM : 0;
	if (!err && diag_errors(diag) > errors)
		err = -EINVAL;
	if (err)
		goto out;
	policy_warn(&r);
	err = policy_print(made, vendors);
	if (err)
		goto out;
	*policy = made;
	made = NULL;
out:
	arena_free(trees);
	policy_free(made);
	return err;
}

int policy_load(const char *path, const struct vendor_table *vendors,
		struct diag *diag, struct policy **policy)
{
	return load_policy(path, vendors, false, diag, policy);
}

int policy_load_saved(const char *path, const struct vendor_table *vendors,
		      struct diag *diag, struct policy **policy)
{
	return load_policy(path, vendors, true, diag, policy);
}

void policy_free(struct policy *policy)
{
	if (!policy)
		return;
	arena_free(policy->arena);
	free(policy->resolved);
	free(policy);
}
