/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the tests of readers of names share: what is read, and that no
 * reader looks behind the bytes that it has. No test of its own.
 */
#ifndef LIB_NAME_H
#define LIB_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

typedef int (*lib_name_fn)(const uint8_t *data, size_t len,
			   char text[LC_NAME_SEEN_LEN]);

/* That name, or none where wanted is NULL, out of an exact copy. */
bool lib_name_is(lib_name_fn fn, const void *data, size_t len,
		 const char *wanted);

/*
 * Of each shorter piece from its front comes that name or none, and from least
 * bytes on, the name.
 */
bool lib_name_cut(lib_name_fn fn, const void *data, size_t len, size_t least,
		  const char *wanted);

#endif
