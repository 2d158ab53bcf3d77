/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A policy on a site, compiled into the three parts of a slot.
 * Pure memory to memory: no map, no device, no file is touched.
 */
#ifndef LENSCAP_COMPILE_H
#define LENSCAP_COMPILE_H

#include <lenscap.h>

#include "maps/names.h"
#include "maps/slots.h"
#include "policy/listing.h"

struct vendor_table;

struct compile_input {
	const struct policy *policy;
	const struct site *site;
	const struct listing *listing;
	const struct vendor_table *vendors;
	struct names *names; /* ids are looked up here, and allotted */
};

/*
 * 0 and an image that the caller frees with slot_image_free(), or -EINVAL with
 * errors in diag (a limit exceeded), or -ENOMEM.
 */
int compile_slot(const struct compile_input *input, struct diag *diag,
		 struct slot_image **image);
void slot_image_free(struct slot_image *image);

#endif
