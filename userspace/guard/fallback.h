/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What stands in for the policy between power-on and its being in force: an
 * nftables file beside the saved policy, and the tables it makes (DESIGN 6).
 */
#ifndef LENSCAP_FALLBACK_H
#define LENSCAP_FALLBACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct listing;
struct netdevs;
struct policy;
struct site;

#define FALLBACK_TABLE "lenscap_fallback"

struct fallback_input {
	const struct policy *policy;
	const struct site *site;
	const struct listing *listing;
	const struct netdevs *devs; /* those of this namespace */
};

/*
 * The file's text, the caller's to free; *text NULL where there is nothing to
 * drop: boot says pass, or all is in monitor. The same input makes the same
 * bytes. 0 or a negative errno, *text untouched.
 */
int fallback_text(const struct fallback_input *in, char **text, size_t *len);

/*
 * Make STATE/fallback.nft that of this policy, or remove it where it has none.
 * One of the same policy stays as it is while the site lacks something that the
 * policy names, for it may know more. in->devs is looked up here. 0 or a
 * negative errno with the cause in fault.
 */
int fallback_save(const char *state, const struct fallback_input *in,
		  struct fault *fault);
int fallback_remove(const char *state, struct fault *fault);

/*
 * Do its tables stand in this network namespace? 1, 0, or a negative errno
 * where that cannot be known (-EPERM). Without nftables in the kernel: 0.
 */
int fallback_stands(void);

/*
 * Take the tables away, all at once. *lifted (may be NULL) says whether there
 * were any. 0 or a negative errno with the cause in fault.
 */
int fallback_lift(bool *lifted, struct fault *fault);

#endif
