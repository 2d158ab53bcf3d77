/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What tests of `diff` share: a policy as text in, all that is made of it out.
 * No test of its own.
 */
#ifndef LIB_DIFF_H
#define LIB_DIFF_H

#include "compile/compile.h"

/* On an offline site, with the vendors of lib_policy.h. */
struct lib_side {
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
	struct slot_image *image;
};

/* Ids come from names, which both sides share. A failure ends the test. */
void lib_side_make(const char *text, struct names *names,
		   struct lib_side *side);
void lib_side_free(struct lib_side *side);

#endif
