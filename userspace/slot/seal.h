/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What follows when the slot in force stays: ports that it does not name are
 * left, the guard forgets, its permits begin, it is saved, the fallback lifted.
 * The switch itself: deploy.h.
 */
#ifndef LENSCAP_SEAL_H
#define LENSCAP_SEAL_H

#include <stdbool.h>

#include "base/fault.h"
#include "maps/slots.h"
#include "port/attach.h"

struct listing;
struct policy;
struct site;

struct seal {
	const char *state;
	const struct attach *at;
	const struct slots *slots;
	const char *sha256; /* of the policy in force, NULL for none */

	/* What it is of, for the next boot; NULL where it is not known here */
	const struct policy *policy;
	const struct site *site;
	const struct listing *listing;
	bool staged; /* its text lies beside the saved one (saved.h) */
	bool again; /* it was in force before, too: apply --again */
	bool first; /* the maps are new */

	/* what seal_run() did */
	unsigned int detached; /* ports that the slot in force does not name */
	bool new_boot_file; /* the guard's is another than before */
	bool lifted; /* the fallback stood */
	struct fault told; /* a warning about permits, or "" */
};

/*
 * All of it, also where a part fails: nothing here takes the policy out of
 * force. 0, or the last negative errno with its cause in fault.
 */
int seal_run(struct seal *seal, struct fault *fault);

/* Only what the router itself is left with: nothing is saved. Likewise. */
int seal_router(struct seal *seal, struct fault *fault);

#endif
