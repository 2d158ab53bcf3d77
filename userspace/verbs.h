/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which command a word means: its name, or the beginning of one name alone.
 * The table itself is in main.c.
 */
#ifndef LENSCAP_VERBS_H
#define LENSCAP_VERBS_H

#include <stddef.h>

struct verb {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *operands;
	const char *help;
};

/* The verb of that name, or NULL. */
const struct verb *verbs_named(const struct verb *verbs, size_t count,
			       const char *name);

/*
 * The verb that word means, or NULL after an error was said. A name always
 * wins over what it is the beginning of; what changes the router is never
 * shortened (DESIGN 7).
 */
const struct verb *verbs_find(const struct verb *verbs, size_t count,
			      const char *word);

#endif
