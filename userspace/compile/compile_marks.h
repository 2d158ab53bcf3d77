/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every address and port that a policy names, swept into classes, and the
 * mark that stands for each rule's peer and ports. Private to the compiler.
 */
#ifndef LENSCAP_COMPILE_MARKS_H
#define LENSCAP_COMPILE_MARKS_H

#include "compile/compile_parts.h"
#include "compile/sweep.h"

/* Instead of a mark: a rule for every address or port, or for none of them. */
#define MARK_ALL (-1)
#define MARK_NONE (-2)

/* Marks below are rules' peers (or ports); the same list has one mark. */
#define MARK_ON_LINK (LC_MAX_RULES)
#define MARK_ROUTER (MARK_ON_LINK + LC_MAX_INTERFACES)
#define MARK_DHCP (MARK_ROUTER + LC_MAX_INTERFACES)
#define MARK_GUARD (MARK_DHCP + LC_MAX_GROUPS)
#define MARK_LOCAL (MARK_GUARD + LC_MAX_GROUPS)

/* By position among all rules of the policy. */
struct rule_marks {
	int mark[LC_MAX_RULES];
	const struct policy_rule *rule[LC_MAX_RULES];
	size_t rule_count;
	int used;
};

struct marks {
	struct rule_marks peers;
	struct rule_marks ports;
	struct sweep_classes addr_classes;
	struct sweep_classes port_classes;
};

/*
 * Sweep, and fill the address and port tables of the image. 0 and marks that
 * the caller frees, -EINVAL with an error in diag, -ENOMEM.
 */
int marks_make(struct compile *c, struct marks **marks);
void marks_free(struct marks *marks);

#endif
