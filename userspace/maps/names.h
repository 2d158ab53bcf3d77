/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ids of interfaces, zones, groups, vendors and rules, allotted by name and
 * kept for good (struct lc_name). Reads and writes the map, knows no policy.
 */
#ifndef LENSCAP_NAMES_H
#define LENSCAP_NAMES_H

#include <lenscap.h>

struct names;

/*
 * Load from the map (map_fd), or start empty with map_fd -1 (replay, tests).
 * 0 or a negative errno; the caller frees. The fd is not kept.
 */
int names_load(int map_fd, struct names **names);
void names_free(struct names *names);

/*
 * The id of a name, allotted if new. group: a rule's group id, else 0.
 * > 0, or -ENOSPC when the kind has no id left.
 */
int names_id(struct names *names, enum lc_name_kind kind, unsigned int group,
	     const char *name);

/* The name of an id, NULL for 0 and unknown ones. Valid until names_free(). */
const char *names_text(const struct names *names, enum lc_name_kind kind,
		       unsigned int id);

/* Write what is new since names_load() to the map. 0 or a negative errno. */
int names_store(struct names *names, int map_fd);

#endif
