/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is in force, the ledger's memory and the census, read together: for the
 * commands that show devices. What of them is shown is theirs.
 */
#ifndef LENSCAP_CENSUS_LOOK_H
#define LENSCAP_CENSUS_LOOK_H

#include <jansson.h>

#include "base/fault.h"
#include "census/census.h"
#include "policy/vendor.h"
#include "slot/live.h"

struct census_look {
	struct live live;
	struct history *history;
	struct census *census;
	struct vendor_table vendors; /* of this build */
};

/*
 * 0, or with the cause in fault and *look untouched: -ENOENT nothing is applied,
 * or another negative errno. pin is kept, not copied. A ledger that cannot be
 * read is warned of, and then nothing is remembered.
 */
int census_look_open(const char *pin, const char *state,
		     struct census_look *look, struct fault *fault);
void census_look_close(struct census_look *look);

/* The slug of a vendor's parent, or NULL. */
const char *census_look_parent(const struct census_look *look,
			       const char *vendor);

/* An address as people write it, or null. */
json_t *census_ipv4_json(uint32_t ipv4);
json_t *census_ipv6_json(const uint64_t ipv6[2]);

/* "10.0.0.5" or "fd20::5"; l3 is 4 or 6. */
#define CENSUS_ADDRESS_LEN 46
const char *census_address_text(uint8_t l3, const uint64_t address[2],
				char buffer[CENSUS_ADDRESS_LEN]);

#endif
