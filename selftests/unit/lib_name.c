// SPDX-License-Identifier: GPL-2.0
/*
 * Readers of names, tried on copies that end where they end.
 * No test of its own.
 */
#include "lib_name.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"

static const char untouched[] = "untouched";

static int read_copy(lib_name_fn fn, const void *data, size_t len,
		     char text[LC_NAME_SEEN_LEN])
{
	uint8_t *copy = malloc(len);
	int err;

	memset(text, 0, LC_NAME_SEEN_LEN);
	strcpy(text, untouched);
	if (len)
		memcpy(copy, data, len);
	err = fn(copy, len, text);
	free(copy);
	return err;
}

bool lib_name_is(lib_name_fn fn, const void *data, size_t len,
		 const char *wanted)
{
	char text[LC_NAME_SEEN_LEN];
	int err = read_copy(fn, data, len, text);
	bool right = err == (wanted ? 0 : -ENOENT) &&
		     !strcmp(text, wanted ? wanted : untouched);

	if (!right)
		ksft_print_msg("%d, \"%s\", wanted \"%s\"\n", err, text,
			       wanted ? wanted : "none");
	return right;
}

bool lib_name_cut(lib_name_fn fn, const void *data, size_t len, size_t least,
		  const char *wanted)
{
	char text[LC_NAME_SEEN_LEN];
	size_t i, wrong = 0;
	int err;

	for (i = 0; i <= len; i++) {
		err = read_copy(fn, data, i, text);
		if (err == (i < least ? -ENOENT : 0) &&
		    !strcmp(text, i < least ? untouched : wanted))
			continue;
		ksft_print_msg("of %zu bytes: %d, \"%s\"\n", i, err, text);
		wrong++;
	}
	return !wrong;
}
