/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the parts of deploy.h share.
 * For nobody else.
 */
#ifndef LENSCAP_DEPLOY_PARTS_H
#define LENSCAP_DEPLOY_PARTS_H

#include "slot/deploy.h"

/*
 * Is it the policy that slot n's info tells of? Permits count, too, which the
 * identity leaves out (DESIGN 6) and the text has.
 */
bool deploy_noted(const char *dir, unsigned int n,
		  const struct lc_policy_info *info,
		  const struct policy *policy);

/* The slot that is not in force. */
unsigned int deploy_idle_slot(const struct deploy *deploy,
			      const struct slots *slots);

#endif
