/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Permits as JSON and in the file STATE/permits.json, which outlives a boot.
 * Whether one is still to be believed after that is permit_sync.h.
 */
#ifndef LENSCAP_PERMIT_TEXT_H
#define LENSCAP_PERMIT_TEXT_H

#include <jansson.h>

#include "permit/permit.h"

#define PERMIT_PORTS_LEN 128 /* "443, 8000-8010", all of them */

/* What permit list says of one. NULL when out of memory. */
json_t *permit_json(const struct permit *permit);

/* "tcp 443, 8000-8010", "icmp", "any". */
void permit_service(const struct permit *permit, char buf[PERMIT_PORTS_LEN]);

/* "command" or "file". */
const char *permit_origin_text(unsigned int origin);

/* The file: what was active, in this boot or before it. */
struct permit_file {
	struct permits now; /* of this boot, as far as is known */
	struct permits before; /* of another */
	int64_t written; /* wall clock: it was that late once */
};

/*
 * Read STATE/permits.json; rows that say nothing sensible are left out. 0, or
 * with the cause in fault -ENOENT (there is none) or another negative errno.
 * permit_file_free() after 0.
 */
int permit_file_read(const char *state, struct permit_file *file,
		     struct fault *fault);
void permit_file_free(struct permit_file *file);

/* Remove it. 0, also where there is none, or a negative errno, as above. */
int permit_file_forget(const char *state, struct fault *fault);

/*
 * Replace it: these are active now, those are of another boot and not active.
 * 0 or a negative errno with the cause in fault.
 */
int permit_file_write(const char *state, const struct permits *now,
		      const struct permits *before, int64_t written,
		      struct fault *fault);

#endif
