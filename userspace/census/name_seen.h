/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Map attempt_names, written: which name an attempt was for (lenscap_event.h).
 * How a name is found is payload_name.h; who reads the map is census.h.
 */
#ifndef LENSCAP_NAME_SEEN_H
#define LENSCAP_NAME_SEEN_H

#include <stdint.h>

#include <lenscap_event.h>

#include "census/name_share.h"

/* Whose name: the key without source and hash, which are 0. */
struct lc_name_key name_seen_whose(const struct lc_attempt *attempt);

/* The key of a name of that attempt. */
struct lc_name_key name_seen_key(const struct lc_attempt *attempt,
				 enum lc_name_source source,
				 const char name[LC_NAME_SEEN_LEN]);

/*
 * Count it; now: ms since the epoch. 0, -EDQUOT (a new one, of a device that had
 * its share of new ones) or another negative errno.
 */
int name_seen_add(int map, struct name_share *share,
		  const struct lc_name_key *key,
		  const char name[LC_NAME_SEEN_LEN], int64_t now);

#endif
