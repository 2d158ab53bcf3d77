/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The devices and attempts of the kernel's census, added up over the processors,
 * with names for ids, and beside them what the ledger remembers.
 * What counts them is bpf/census.h; how they are shown is the commands'.
 */
#ifndef LENSCAP_CENSUS_H
#define LENSCAP_CENSUS_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "maps/names.h"
#include "maps/object.h"

struct history;

enum census_state {
	CENSUS_ACTIVE, /* seen within the last CENSUS_STALE_MS */
	CENSUS_STALE, /* not; in these tables or, if past, in the ledger */
	/*
	 * One of so many on its interface that were seen for a moment only that
	 * they are taken for forged: no device, in no count of devices.
	 */
	CENSUS_FLOOD,
	CENSUS_STATE_MAX
};

#define CENSUS_STALE_MS (7 * 24 * 3600 * 1000ll) /* a week */
#define CENSUS_FLOOD_LEAST 1024 /* momentary devices on an interface */

/* Strings belong to the names or the history, or are static; NULL: none. */
struct census_device {
	uint64_t mac; /* first octet in bits 47..40 */
	const char *interface;
	const char *zone;
	const char *vendor;
	const char *group;
	int vlan; /* -1: untagged, or not seen */
	uint32_t ipv4; /* host byte order, 0: none */
	uint64_t ipv6[2]; /* 0, 0: none */
	int64_t first_seen; /* ms since the epoch; of the ledger, if it knows */
	int64_t last_seen;
	uint64_t frames; /* from it; since the tables were made, as the rest */
	uint64_t bytes;
	uint64_t dropped;
	uint64_t would_drop;
	uint64_t unnamed; /* of its frames, those whose peers found no row */
	size_t attempts; /* of its rows among the attempts */
	enum census_state state;
	bool momentary; /* seen for less than LC_SETTLED, so far */
	bool past; /* known from the ledger alone: not seen since boot */
};

/* As in struct lc_name_seen, and nothing in it that a terminal would obey. */
struct census_name {
	uint64_t first; /* ms since the epoch */
	uint64_t last;
	uint64_t seen;
	enum lc_name_source source;
	char name[LC_NAME_SEEN_LEN];
};

struct census_attempt {
	uint64_t mac;
	const char *interface;
	const char *zone;
	const char *vendor;
	const char *group;
	int vlan;
	uint64_t peer[2]; /* as in lc_attempt */
	uint8_t l3; /* 4 or 6 */
	uint8_t proto; /* IANA number */
	int port; /* of the peer; -1: none, or the device answered */
	int from_port; /* the device's own, where it answered; else -1 */
	enum lc_verdict verdict;
	uint64_t frames;
	uint64_t bytes;
	int64_t first_seen;
	int64_t last_seen;
	const struct census_name *names; /* latest first; NULL: none known */
	size_t name_count;
	bool flood; /* of a device that is CENSUS_FLOOD */
};

struct census {
	/* by interface, VLAN, MAC */
	struct census_device *devices;
	size_t device_count; /* all states */
	/* by last_seen, latest first */
	struct census_attempt *attempts;
	size_t attempt_count;
	struct census_name *names; /* what attempts point into */
	int64_t now; /* when it was read, ms since the epoch */
	/* of all processors */
	uint64_t unplaced; /* frames of devices that found no place */
	uint64_t displaced; /* momentary devices that gave way */
	uint64_t unnamed; /* frames to peers that found no row */
	uint64_t events_lost;
	/* of the fullest processor */
	size_t device_places;
	size_t attempt_places;
};

/*
 * Read all of it. history: what the ledger remembers, or NULL. names and history
 * must outlive *census. 0 or a negative errno with *census untouched.
 */
int census_read(const struct object *obj, const struct names *names,
		const struct history *history, struct census **census);
void census_free(struct census *census);

/* The same without attempts: for who asks often, as monitoring does. */
int census_read_devices(const struct object *obj, const struct names *names,
			const struct history *history, struct census **census);

/*
 * Take a device out of the kernel's tables, on every interface and VLAN, with
 * its attempts and their names. The number of rows, or a negative errno.
 */
int census_forget(const struct object *obj, uint64_t mac);

/* The device, past or not, or NULL. interface may be NULL: not known. */
const struct census_device *census_find(const struct census *census,
					uint64_t mac, const char *interface,
					int vlan);

/* "dns", "tls", "http". */
const char *census_source_text(enum lc_name_source source);

/* "active", "stale", "flood". */
const char *census_state_text(enum census_state state);

/* "tcp", "udp", "icmp", "icmpv6", or the number. The buffer is the caller's. */
const char *census_proto_text(uint8_t proto, uint8_t l3, char buffer[8]);

#endif
