/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What two policies differ in, as their files say it, item by item.
 * Prefixes really listed are diff_prefix.h, flows flow_end.h; nothing prints.
 */
#ifndef LENSCAP_DIFF_H
#define LENSCAP_DIFF_H

#include "policy/policy.h"
#include "policy/site.h"

struct arena;

enum diff_kind {
	DIFF_POLICY, /* one item: what stands at the top of the file */
	DIFF_INTERFACE,
	DIFF_ZONE,
	DIFF_ENDPOINT,
	DIFF_GROUP,
	DIFF_RULE, /* after its group's item, where that has one */
	DIFF_PERMIT, /* one item; no part of a policy's identity */
	DIFF_KIND_MAX
};

enum diff_change {
	DIFF_ADDED,
	DIFF_REMOVED,
	DIFF_CHANGED,
	DIFF_MOVED, /* a rule, and nothing else of it changed */
};

struct diff_texts {
	const char **items;
	size_t count;
};

/* One key of the file that differs. */
struct diff_field {
	const char *key;
	bool list; /* gained and lost count, else live and file */
	const char *live; /* NULL: not there */
	const char *file;
	struct diff_texts gained; /* each sorted, none twice */
	struct diff_texts lost;
};

#define DIFF_FIELDS_MAX 12

struct diff_item {
	enum diff_kind kind;
	enum diff_change change;
	const char *group; /* of a rule, else NULL */
	const char *name; /* NULL for the one item of its kind */
	bool moved; /* a rule stands before or after others than it did */
	size_t live_place; /* of a rule, from 1; 0: not there */
	size_t file_place;
	struct diff_field fields[DIFF_FIELDS_MAX];
	size_t field_count;
	struct diff_texts used_by; /* of an endpoint: "group/rule" */
};

struct diff {
	struct diff_item *items; /* by kind and name; rules by place */
	size_t count;
	size_t room; /* private */
	struct arena *arena; /* private: all texts */
};

/* A policy and the devices that it was or would be put on. */
struct diff_side {
	const struct policy *policy;
	const char *devices[LC_MAX_INTERFACES];
	size_t device_count;
};

/*
 * 0 or -ENOMEM. The caller frees; texts of the policies are not copied, so
 * both must outlive the diff.
 */
int diff_make(const struct diff_side *live, const struct diff_side *file,
	      struct diff **diff);
void diff_free(struct diff *diff);

#endif
