/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The words of a permit as a person gives them: "MAC... to PEER PROTO PORT for
 * 1h". Asks no clock and no kernel; what endpoints there are, it is told.
 */
#ifndef LENSCAP_PERMIT_WORDS_H
#define LENSCAP_PERMIT_WORDS_H

#include "permit/permit.h"

/* The prefixes of an endpoint: 0, -ENOENT, or another negative errno. */
typedef int (*permit_endpoint_fn)(void *data, const char *name,
				  struct addr_list *list);

struct permit_endpoints {
	permit_endpoint_fn find; /* the list is the finder's */
	void *data;
};

/*
 * Read the words into *permit: what, seconds, and of note the devices and the
 * peer. 0, or a negative errno with the cause in fault and *permit untouched.
 */
int permit_words_parse(char *const *words, size_t count,
		       const struct permit_endpoints *endpoints,
		       struct permit *permit, struct fault *fault);

/* "90s", "15m", "1h", "2d": 0 and 1..PERMIT_SECONDS_MAX, -EINVAL, -ERANGE. */
int permit_duration_parse(const char *text, int64_t *seconds);

/* A reason, as --why has it: one line of text. 0 or -EINVAL. */
int permit_why_parse(const char *text, struct lc_permit_note *note,
		     struct fault *fault);

#endif
