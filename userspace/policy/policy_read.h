/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Private to policy_*.c: what the readers of the parts of a policy share.
 * Everybody else includes policy.h.
 */
#ifndef LENSCAP_POLICY_READ_H
#define LENSCAP_POLICY_READ_H

#include "base/arena.h"
#include "base/array.h"
#include "base/tree.h"
#include "policy/policy.h"

/* Files that one policy may include, and those with itself. */
#define POLICY_INCLUDES_MAX 16
#define POLICY_FILES_MAX (POLICY_INCLUDES_MAX + 1)
/* Prefixes of all peers together, after endpoints were put in their place. */
#define POLICY_PEER_PREFIXES (1u << 22)
#define POLICY_TESTS_MAX 4096
#define POLICY_PERMITS_MAX 1024

/* Suggestions in one run; what comes later gets none. */
#define READ_HINTS_MAX 100

/* Longest texts, in bytes. The first fits struct lc_policy_info. */
#define POLICY_LABEL_MAX 63
#define POLICY_NOTE_MAX 1024

/* A section of the policy: from its file and from those that it includes. */
struct section {
	const struct tree_node *node[POLICY_FILES_MAX];
	size_t count;
};

struct reader {
	struct policy *policy;
	const struct vendor_table *vendors;
	struct diag *diag;
	struct arena *arena;
	bool saved; /* see policy_load_saved() */
	char scope[96]; /* 'group "banned", rule "clock"' or empty */
	char hint[64]; /* see read_hint() */
	unsigned int hints; /* given so far: each costs time */
	size_t addresses; /* counted against their limits */
	size_t peer_prefixes;
	size_t mac_prefixes;
	size_t rules;
	struct policy_endpoint **endpoints; /* in the order of names */
	struct section interfaces;
	struct section zones;
	struct section endpoint_maps;
	struct section permits;
	const struct tree_node *groups;
	const struct tree_node *tests;
	const struct tree_node *include;
	const struct tree_node *require;
};

/* How to read the value of a key into what the mapping describes. */
struct reader_key {
	const char *name;
	void (*read)(struct reader *r, const struct tree_node *value,
		     void *target);
	bool required;
};

/* A finding, with the scope before it. */
__attribute__((format(printf, 3, 4))) void
read_error(struct reader *r, struct where where, const char *fmt, ...);
__attribute__((format(printf, 3, 4))) void
read_warning(struct reader *r, struct where where, const char *fmt, ...);

/* ' (did you mean "x"?)' or "": valid until the next call. */
const char *read_hint(struct reader *r, const char *word,
		      const char *const *candidates, size_t count);

/*
 * All keys of a mapping. Unknown ones, required ones that are missing, and
 * anything but a mapping are errors; known says what the mapping is.
 */
void read_map(struct reader *r, const struct tree_node *node,
	      const struct reader_key *keys, size_t count, void *target);

/* True for that kind of node; else an error, unless it was reported before. */
bool read_is(struct reader *r, const struct tree_node *node,
	     enum tree_kind kind, const char *what);

/* True for a list of at most max (named so in the error) and at least min. */
bool read_is_list(struct reader *r, const struct tree_node *node, size_t min,
		  size_t max);

/* Likewise for a list of mappings that begin with a name. */
bool read_is_entries(struct reader *r, const struct tree_node *node,
		     size_t max);

/* The position of a text in words, or -1 after an error. */
int read_word(struct reader *r, const struct tree_node *node, const char *what,
	      const char *const *words, size_t count);

/* A name of DESIGN 4, or NULL after an error. */
char *read_name(struct reader *r, const struct tree_node *node);

/* One line of text, or some (lines), of 1 to max bytes; NULL after an error. */
char *read_line(struct reader *r, const struct tree_node *node, size_t max);
char *read_lines(struct reader *r, const struct tree_node *node, size_t max);
void read_note(struct reader *r, const struct tree_node *node, void *target);

/* One prefix, counted; false after an error. */
bool read_prefix(struct reader *r, const struct tree_node *node,
		 struct addr_prefix *prefix);
void read_addresses(struct reader *r, const struct tree_node *node,
		    struct addr_list *list);

/* Scope 'kind "name"' by the mapping's name key, else "kind N". */
void read_scope(struct reader *r, const struct tree_node *node,
		const char *kind, size_t number);

/* Zeroed memory of the policy; NULL when out of memory (seen at the end). */
void *read_alloc(struct reader *r, size_t count, size_t size);

/* The parts of the grammar, in the order in which they are read. */
void read_interfaces(struct reader *r);
void read_zones(struct reader *r);
void read_endpoints(struct reader *r);
void read_require(struct reader *r);
void read_groups(struct reader *r);
void read_tests(struct reader *r);
void read_permits(struct reader *r);
void read_rules(struct reader *r, const struct tree_node *node, void *target);
void read_rate(struct reader *r, const struct tree_node *node, void *target);
void read_peer(struct reader *r, const struct tree_node *node,
	       struct policy_peer *peer);
void read_proto(struct reader *r, const struct tree_node *node,
		enum rule_proto *proto);
void read_ports(struct reader *r, const struct tree_node *node,
		struct port_range **ports, size_t *count);

bool read_interface_name_ok(const char *name);

/* What check warns about in a policy without errors. */
void policy_warn(struct reader *r);

/* resolved and the three hashes but base_sha256. 0 or -ENOMEM. */
int policy_print(struct policy *policy, const struct vendor_table *vendors);

extern const char *const policy_housekeeping_names[];
extern const char *const policy_proto_names[];
#define POLICY_HOUSEKEEPING 6

#endif
