// SPDX-License-Identifier: GPL-2.0
/*
 * The parts of the compiler, one after the other, and what all of them need.
 * What a part makes stands in its own file.
 */
#include "compile_parts.h"

#include <errno.h>
#include <stdlib.h>

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

int compile_slot(const struct compile_input *input, struct diag *diag,
		 struct slot_image **image)
{
	struct compile c = { .in = input, .diag = diag };
	int err = -ENOMEM;

	c.image = calloc(1, sizeof(*c.image));
	if (!c.image)
		return -ENOMEM;
	c.vector_index = calloc(LC_VECTORS * 2, sizeof(*c.vector_index));
	if (!c.vector_index)
		goto out;
	err = compile_interfaces(&c);
	if (!err)
		err = compile_prefixes(&c);
	if (!err)
		err = compile_rules(&c);
out:
	free(c.vector_index);
	if (err)
		slot_image_free(c.image);
	else
		*image = c.image;
	return err;
}

void slot_image_free(struct slot_image *image)
{
	free(image);
}
