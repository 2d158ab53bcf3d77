/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of the comparison share among themselves: diff.c calls one
 * after the other. Nobody else includes this.
 */
#ifndef LENSCAP_DIFF_PARTS_H
#define LENSCAP_DIFF_PARTS_H

#include "diff/diff.h"

/* A text of the diff's own; NULL when out of memory (seen at the end). */
__attribute__((format(printf, 2, 3))) const char *
diff_text(struct diff *diff, const char *fmt, ...);

/* Room for count texts, filled by diff_push(). */
struct diff_texts diff_texts_new(struct diff *diff, size_t count);
void diff_push(struct diff_texts *texts, const char *text);
struct diff_texts diff_copy(struct diff *diff, char *const *texts,
			    size_t count);
/* All of them in one text. */
const char *diff_join(struct diff *diff, const struct diff_texts *texts,
		      const char *between);
struct diff_texts diff_addresses(struct diff *diff,
				 const struct addr_list *list);

/* A field, if the two differ. NULL: not there. */
void diff_scalar(struct diff_item *item, const char *key, const char *live,
		 const char *file);
/* The same for lists, whose order does not count; they are sorted. */
void diff_list(struct diff *diff, struct diff_item *item, const char *key,
	       struct diff_texts live, struct diff_texts file);

/* Take the item in, if it says anything. */
void diff_add(struct diff *diff, const struct diff_item *item);

/* What the item is by which side has it. */
enum diff_change diff_change_of(const void *live, const void *file);

/*
 * Call take for each name on either side, in their order; NULL where a side
 * has none of that name. Things are size bytes apart, and begin with their name.
 */
struct diff_list {
	const void *things;
	size_t count;
	size_t size;
};

void diff_each(struct diff *diff, const struct diff_list *live,
	       const struct diff_list *file,
	       void (*take)(struct diff *diff, const void *live,
			    const void *file, void *arg),
	       void *arg);

void diff_interfaces(struct diff *diff, const struct diff_side *live,
		     const struct diff_side *file);
void diff_zones(struct diff *diff, const struct policy *live,
		const struct policy *file);
void diff_endpoints(struct diff *diff, const struct policy *live,
		    const struct policy *file);
void diff_groups(struct diff *diff, const struct policy *live,
		 const struct policy *file);

/* "tcp", "any"; and a rule's ports as the file has them, "" for all. */
const char *diff_proto(enum rule_proto proto);
const char *diff_ports(struct diff *diff, const struct port_range *ports,
		       size_t count);

#endif
