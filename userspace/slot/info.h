/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is noted of the policies in the slots: name, identity, who and why; and
 * which was in force before. What is in force, for reading: live.h.
 */
#ifndef LENSCAP_INFO_H
#define LENSCAP_INFO_H

#include <lenscap.h>
#include <stdbool.h>

#include "base/fault.h"
#include "maps/object.h"

struct policy;

/* Of a policy read from its file, applied by the caller now. why: NULL or text. */
void info_describe(const struct policy *policy, const char *why,
		   struct lc_policy_info *info);

/* The same policy put in force once more, by the caller now. */
void info_again(struct lc_policy_info *info, const char *why);

/* Can it be noted: one line of UTF-8 that is not empty and not too long? */
bool info_why_fits(const char *why);
#define INFO_WHY_MAX (sizeof(((struct lc_policy_info *)0)->why) - 1)

/* What is noted of slot n, or with LC_INFO_ASIDE of the one kept aside. */
int info_write(const struct object *obj, unsigned int n,
	       const struct lc_policy_info *info, struct fault *fault);

/*
 * Where the policy in force is put in force again, for other devices, what was
 * in force before it is kept aside; where another one is, that is forgotten, for
 * then the one in force is what anybody would go back to. 0 or a negative errno
 * with the cause in fault.
 */
int info_keep_aside(const char *dir, const struct object *obj,
		    struct fault *fault);
int info_forget_aside(const struct object *obj, struct fault *fault);

/*
 * The number of the policy that was in force before, for pins_read_text(), with
 * what is noted of it. Negative: -ENOENT there is none that anybody could go
 * back to, or another errno.
 */
int info_previous(const char *dir, const struct object *obj,
		  struct lc_policy_info *info);

#endif
