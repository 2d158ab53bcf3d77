/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What may be completed to: the words that a kind of argument can be, as far as
 * this machine, the policy in force and the vendor table know them.
 */
#ifndef LENSCAP_CANDIDATES_H
#define LENSCAP_CANDIDATES_H

#include <stddef.h>

struct candidates {
	const char *begin; /* only those that begin so */
	const char *before; /* printed before each: "--policy=", or "" */
	const char *pin; /* where the policy in force is */
};

/* A line for the shell, with what it means behind a tab, if there is help. */
void candidates_offer(const struct candidates *c, const char *word,
		      const char *help);

/*
 * All of a kind, as options and operands call it: FILE, IFACE, and so on, or
 * words in lower case with bars between. help: of an option with a KEY, which
 * has the keys. What cannot be looked at is left out.
 */
void candidates_print(const struct candidates *c, const char *kind, size_t len,
		      const char *help);

#endif
