// SPDX-License-Identifier: GPL-2.0
/*
 * Names in map attempt_names.
 * The map is bounded and lets go of the least recently used by itself.
 */
#include "census/name_seen.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <string.h>

#include "base/sha256.h"

struct lc_name_key name_seen_whose(const struct lc_attempt *attempt)
{
	return (struct lc_name_key){
		.place = attempt->place,
		.peer = { attempt->peer[0], attempt->peer[1] },
		.port = attempt->port,
		.proto = attempt->proto,
		.l3 = attempt->l3,
		.iface = attempt->iface,
	};
}

struct lc_name_key name_seen_key(const struct lc_attempt *attempt,
				 enum lc_name_source source,
				 const char name[LC_NAME_SEEN_LEN])
{
	struct lc_name_key key = name_seen_whose(attempt);

	key.source = (uint8_t)source;
	key.hash = sha256_number(name, strnlen(name, LC_NAME_SEEN_LEN));
	return key;
}

int name_seen_add(int map, struct name_share *share,
		  const struct lc_name_key *key,
		  const char name[LC_NAME_SEEN_LEN], int64_t now)
{
	struct lc_name_seen row = { 0 };

	if (bpf_map_lookup_elem(map, key, &row)) {
		if (errno != ENOENT)
			return -errno;
		if (!name_share_take(share, key->place, now))
			return -EDQUOT;
		row.first = (uint64_t)now;
		memcpy(row.name, name, sizeof(row.name));
		row.name[sizeof(row.name) - 1] = '\0';
	}
	row.last = (uint64_t)now;
	row.seen++;
	return bpf_map_update_elem(map, key, &row, BPF_ANY) ? -errno : 0;
}
