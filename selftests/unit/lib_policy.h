/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What tests of policies share: loading one from a text, tables of cases.
 * No test of its own.
 */
#ifndef LIB_POLICY_H
#define LIB_POLICY_H

#include "policy/policy.h"
#include "policy/vendor.h"

/* The name of what lib_load() loads. */
#define LIB_PATH "/proc/self/fd/100"

#define HEAD "version: 1\ninterfaces: [{name: lan0}]\n"
#define GROUP HEAD "groups:\n- name: g\n  prefixes: [\"44:19:b6/24\"]\n"
#define RULES GROUP "  rules:\n"

/*
 * The table in the program, or the one that lib_use_vendors() made of a text,
 * laid out as data/vendors.tsv. A failure ends the test.
 */
const struct vendor_table *lib_vendors(void);
void lib_use_vendors(const char *text);
void lib_free_vendors(void);

/*
 * policy_load() of so many bytes, without a file on disk. The findings come
 * as text, "LINE:COLUMN: [warning: ]TEXT\n" each, to be freed. diag_free() by
 * the caller too, if diag is not NULL; places in *policy refer to it.
 */
int lib_load(const char *text, size_t len, struct policy **policy,
	     char **findings, struct diag **diag);

/* A valid policy that has every key of the grammar, but include and require. */
extern const char lib_policy_full[];

struct policy_case {
	const char *name;
	const char *text;
	const char *findings; /* all of them, as lib_load() gives them */
};

/* A whole test program: each case gives just these findings. */
int lib_policy_table(const struct policy_case *cases, size_t count);

#endif
