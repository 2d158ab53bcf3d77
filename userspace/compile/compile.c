// SPDX-License-Identifier: GPL-2.0
/*
 * The parts of the compiler, one after the other, and what all of them need.
 * What a part makes stands in its own file.
 */
#include "compile/compile_parts.h"

#include <errno.h>
#include <stdlib.h>

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
