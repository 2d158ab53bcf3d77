/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From a policy file to a compiled slot without looking at this machine.
 * For replay, tests and measurements; apply has steps of its own.
 */
#ifndef LENSCAP_OFFLINE_H
#define LENSCAP_OFFLINE_H

#include "compile/compile.h"
#include "policy/vendor.h"

/* Every stage on the way, each freed by offline_free(). */
struct offline {
	struct vendor_table vendors;
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
	struct names *names;
	struct slot_image *image;
};

/*
 * interface: as in site_offline(), may be NULL. 0, -EINVAL or -ENODEV with the
 * errors in offline->diag, or another negative errno. In every case the caller
 * calls offline_free(); before that, *offline holds what was reached.
 */
int offline_load(const char *path, const char *interface,
		 struct offline *offline);
void offline_free(struct offline *offline);

#endif
