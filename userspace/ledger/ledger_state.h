/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What all records up to the last one come to, and its checkpoint, from which
 * it is read without reading them all. What a record is made from: ledger_record.h.
 */
#ifndef LENSCAP_LEDGER_STATE_H
#define LENSCAP_LEDGER_STATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/boot_id.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "ledger/ledger_table.h"

#define LEDGER_TOTALS 4 /* unplaced, displaced, unnamed, events_lost */

/* Members of a record, which owns the strings. */
struct ledger_entry {
	json_t *json;
	uint64_t seq;
	int64_t time; /* seconds since the epoch */
	const char *prev_sha256;
	const char *boot_id;
	const char *kind;
	uint64_t maps; /* which maps were read; 0: none */
	int64_t since; /* when they began to count; 0: none */
	bool judging;
};

/* Read a line. 0, or -EINVAL: it is no record. ledger_entry_free() after 0. */
int ledger_entry_read(const char *text, size_t len, struct ledger_entry *entry);
void ledger_entry_free(struct ledger_entry *entry);

struct ledger_state {
	/* the last record */
	struct ledger_head head;
	char file[LEDGER_FILE_LEN]; /* "": there is none */
	uint64_t offset; /* of its line in the file */
	uint64_t size; /* up to the end of its line */
	char boot_id[BOOT_ID_LEN];
	uint64_t maps;
	bool judging;

	/* since the maps were made, as of then */
	struct ledger_table tables[LEDGER_KIND_MAX];
	uint64_t totals[LEDGER_TOTALS];

	/* what was found while it was read */
	uint64_t torn; /* bytes of a line that a crash left behind `size` */
	uint64_t lost_seq; /* the checkpoint knows a later record than there is */
	char lost_sha256[65];
	bool broken; /* a line that is no record, or a chain that breaks */
};

/* Whether rows of a kind are wanted; a mask of 1 << enum ledger_kind. */
#define LEDGER_ALL ((1u << LEDGER_KIND_MAX) - 1)

/*
 * From the checkpoint and the lines behind it, or from all lines. 0, or a
 * negative errno with the cause in fault and *state untouched.
 */
int ledger_state_load(int dir_fd, unsigned int kinds,
		      struct ledger_state **state, struct fault *fault);
void ledger_state_free(struct ledger_state *state);

/*
 * What a record adds. count: its deltas, too; reset: they begin anew where the
 * maps are others. month: of its file, "2026-11". 0 or -ENOMEM.
 */
int ledger_state_add(struct ledger_state *state, unsigned int kinds,
		     const struct ledger_entry *entry, const char *month,
		     bool count, bool reset);

/* Counts are 0 from here on: the maps are others. */
void ledger_state_reset(struct ledger_state *state);

/* Take a device and its attempts out; how many rows. */
size_t ledger_state_forget(struct ledger_state *state, uint64_t mac);

/* Those last seen before are let go. */
void ledger_state_age(struct ledger_state *state, int64_t before);

/*
 * Of devices and attempts so many that there is hardly room for others, the half
 * that was not seen for longest is let go: a device that made up addresses for
 * months must not keep a camera out.
 */
void ledger_state_trim(struct ledger_state *state);

#endif
