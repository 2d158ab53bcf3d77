// SPDX-License-Identifier: GPL-2.0
/*
 * The stages from a policy file to a compiled slot, in their order.
 * What a stage does stands in its own file.
 */
#include "replay/offline.h"

#include <errno.h>
#include <string.h>

static int load(const char *path, const char *interface, struct offline *o)
{
	struct compile_input input;
	int err;

	err = policy_load(path, &o->vendors, o->diag, &o->policy);
	if (!err)
		err = site_offline(o->policy, interface, o->diag, &o->site);
	if (!err)
		err = listing_make(o->policy, o->site, &o->vendors, o->diag,
				   &o->listing);
	if (!err)
		err = names_load(-1, &o->names);
	if (err)
		return err;
	input = (struct compile_input){
		.policy = o->policy,
		.site = o->site,
		.listing = o->listing,
		.vendors = &o->vendors,
		.names = o->names,
	};
	return compile_slot(&input, o->diag, &o->image);
}

int offline_load(const char *path, const char *interface,
		 struct offline *offline)
{
	int err;

	memset(offline, 0, sizeof(*offline));
	offline->diag = diag_new();
	if (!offline->diag)
		return -ENOMEM;
	err = vendor_table_load_embedded(&offline->vendors, NULL, 0);
	return err ? err : load(path, interface, offline);
}

void offline_free(struct offline *offline)
{
	slot_image_free(offline->image);
	names_free(offline->names);
	listing_free(offline->listing);
	site_free(offline->site);
	policy_free(offline->policy);
	diag_free(offline->diag);
	vendor_table_free(&offline->vendors);
}
