/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Policies by the word: numbers out of an input choose what is written, so that
 * most of them are valid. No fuzzer of its own.
 */
#ifndef LIB_WRITE_H
#define LIB_WRITE_H

#include <stddef.h>

struct fuzz_input;

/* A policy as YAML, to be freed. */
char *write_policy(struct fuzz_input *in, size_t *len);

#endif
