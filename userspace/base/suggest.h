/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The nearest of some known words, for "did you mean".
 * Knows no grammar.
 */
#ifndef LENSCAP_SUGGEST_H
#define LENSCAP_SUGGEST_H

#include <stddef.h>

/* A candidate within a small edit distance of word, or NULL. Not owned. */
const char *suggest(const char *word, const char *const *candidates,
		    size_t count);

#endif
