/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Why XDP judges a port in generic mode, and what to do about it, in words.
 * Nothing is looked up here: attach.h noted the cause, native.h asks the kernel.
 */
#ifndef LENSCAP_GENERIC_H
#define LENSCAP_GENERIC_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>

#include "port/native.h"

#define GENERIC_TEXT_MAX 560

struct generic {
	enum lc_generic_cause cause;
	const char *refusal; /* the kernel's words, or "" */
	const char *driver; /* or "" */
	const char *blind; /* of kind_native_blind(), or NULL */
	enum native_offer offer; /* of the driver, now */
	unsigned int mtu; /* now; 0: not known */
	bool stacked; /* it is made of other devices */
};

/* Part of a sentence, behind a colon. */
void generic_why(const struct generic *generic, char *text, size_t size);

/* "asked", "blind", "missing", "refused"; NULL where it was not noted. */
const char *generic_cause_text(enum lc_generic_cause cause);

#endif
