/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of the compiler share among themselves: compile.c calls one
 * after the other. Nobody else includes this.
 */
#ifndef LENSCAP_COMPILE_PARTS_H
#define LENSCAP_COMPILE_PARTS_H

#include "compile/compile.h"

/* The longest chain of moves in a cuckoo table before another seed is tried. */
#define CUCKOO_MOVES 500

struct compile {
	const struct compile_input *in;
	struct diag *diag;
	struct slot_image *image;

	/* compile_vectors.c */
	uint32_t *vector_index; /* open-addressed, vector + 1 */
	size_t vector_count;
	size_t ref_count;
};

/*
 * Each fills its part of the image. 0, -EINVAL with errors in diag, -ENOMEM.
 * compile_rules() needs nothing of the others.
 */
int compile_interfaces(struct compile *c);
int compile_prefixes(struct compile *c);
int compile_rules(struct compile *c);

/* compile_ids.c. An error that names the limit; -EINVAL. */
int compile_limit(struct compile *c, const char *what, size_t limit);

/* An id in *id, or -EINVAL with an error in diag when there is none left. */
int compile_name(struct compile *c, enum lc_name_kind kind, unsigned int group,
		 const char *name, unsigned int *id);

/* Where a vector stands, put there if it is new; -EINVAL past the limit. */
int compile_vector(struct compile *c, const struct lc_vector *vector);

/* The first of count references in a row; -EINVAL past the limit. */
int compile_refs(struct compile *c, size_t count);

static inline void vector_set(struct lc_vector *vector, size_t rule)
{
	vector->word[rule / 64] |= 1ull << (rule % 64);
}

#endif
