/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The policy that a frame is explained by: from a file, or the one in force with
 * what it holds of state. Only read, copied and compiled here.
 */
#ifndef LENSCAP_EXPLAIN_POLICY_H
#define LENSCAP_EXPLAIN_POLICY_H

#include <stdbool.h>

#include "replay/offline.h"
#include "replay/replay.h"
#include "slot/pinned_policy.h"

struct explain_policy {
	const struct policy *policy;
	const struct site *site; /* NULL: not as it is now; why says so */
	const struct listing *listing;
	const struct vendor_table *vendors;
	struct names *names;
	const struct slot_image *image;
	bool in_force; /* else from a file */
	bool older; /* the programs in force are of another build */
	struct fault why;
	struct replay *replay; /* private maps, with the image in force there */
	bool changed; /* another image stands there */
	struct offline offline;
	struct live live;
	struct pinned_policy pinned;
	struct slot_image *copy; /* of the slot in force */
};

/*
 * From a file, for an interface (may be NULL). 0, or -EINVAL with errors in
 * ep->offline.diag, or another negative errno with the cause in fault.
 * explain_policy_close() in either case.
 */
int explain_policy_file(const char *path, const char *interface,
			struct explain_policy *ep, struct fault *fault);

/* The one in force under the pin directory. 0 or a negative errno, likewise. */
int explain_policy_live(const char *pin, struct explain_policy *ep,
			struct fault *fault);
void explain_policy_close(struct explain_policy *ep);

/*
 * The interface that the image judges under that name, NULL if it is not in it.
 * One that was not here when the image was made has no ifindex.
 */
const struct lc_iface *explain_policy_iface(const struct explain_policy *ep,
					    const char *interface);

/* The index that it is judged by; where it has none, that of no device. */
unsigned int explain_policy_ifindex(const struct explain_policy *ep,
				    const char *interface);

/* Name of the first interface that is here, NULL if there is none. */
const char *explain_policy_interface(const struct explain_policy *ep);

/*
 * The policy with its group changed, compiled: what a suggestion would do. 0
 * and an image that the caller frees, or a negative errno with the cause in
 * fault.
 */
int explain_policy_compile(const struct explain_policy *ep,
			   struct slot_image **image, struct fault *fault);

/* The clock that the flows of this policy are kept by, in ns. */
uint64_t explain_policy_now(const struct explain_policy *ep);

/*
 * Copy into the private maps what is in force for this key (NULL: none) and place.
 * *permits: some permit is active. 0 or a negative errno with the cause in
 * fault.
 */
int explain_state_copy(const struct explain_policy *ep, struct replay *replay,
		       const struct lc_flow_key *key,
		       const struct lc_rate_key *place, uint64_t now,
		       bool *permits, struct fault *fault);

#endif
