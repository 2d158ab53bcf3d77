/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The devices that the ledger remembers: what was seen before the kernel's tables
 * were made. How the ledger stands on disk is ledger.h; the census adds it up.
 */
#ifndef LENSCAP_HISTORY_H
#define LENSCAP_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

struct history_device {
	uint64_t mac; /* first octet in bits 47..40 */
	int vlan; /* -1: untagged */
	const char *interface; /* names, owned by the history; NULL: none */
	const char *zone;
	const char *vendor;
	const char *group;
	int64_t first_seen; /* ms since the epoch */
	int64_t last_seen;
};

struct history {
	struct history_device *devices; /* by interface, VLAN, MAC */
	size_t count;
};

/*
 * As of the last record in STATE/ledger. Empty where there is no ledger. 0, or a
 * negative errno with the cause in fault and *history untouched.
 */
int history_read(const char *state_dir, struct history **history,
		 struct fault *fault);
void history_free(struct history *history);

#endif
