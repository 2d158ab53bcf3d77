// SPDX-License-Identifier: GPL-2.0
/*
 * Ids by name, and limits exceeded, as the parts of the compiler meet them.
 * How ids are kept is names.c.
 */
#include "compile/compile_parts.h"

#include <errno.h>

int compile_limit(struct compile *c, const char *what, size_t limit)
{
	struct where where = { .file = c->in->policy->path };

	diag_error(c->diag, where, "too many %s: the limit is %zu", what,
		   limit);
	return -EINVAL;
}

int compile_name(struct compile *c, enum lc_name_kind kind, unsigned int group,
		 const char *name, unsigned int *id)
{
	static const char *const kinds[] = {
		[LC_NAME_IFACE] = "interfaces", [LC_NAME_ZONE] = "zones",
		[LC_NAME_GROUP] = "groups",	[LC_NAME_VENDOR] = "vendors",
		[LC_NAME_RULE] = "rules",
	};
	struct where where = { .file = c->in->policy->path };
	int found = names_id(c->in->names, kind, group, name);

	if (found == -ENOSPC) {
		diag_error(
			c->diag, where,
			"no id is left for \"%s\": every name of %s that was ever applied keeps one; unload and apply to start anew",
			name, kinds[kind]);
		return -EINVAL;
	}
	if (found < 0)
		return found;
	*id = found;
	return 0;
}
