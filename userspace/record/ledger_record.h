/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A record of what the router knows now, put at the ledger's end. How lines stand
 * on disk is ledger.h, what they come to is ledger_state.h.
 */
#ifndef LENSCAP_LEDGER_RECORD_H
#define LENSCAP_LEDGER_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "ledger/ledger.h"

struct ledger_note {
	const char *pin;
	const char *state;
	const char *kind; /* "hourly", "apply", and so on */
	const char *by; /* NULL: the caller */
	const char *why; /* or NULL */
	int64_t keep_days; /* months that ended before are removed; 0: none */
	bool forget; /* this device, here and in the kernel's tables */
	uint64_t mac;
};

struct ledger_done {
	struct ledger_head head;
	size_t removed; /* months' files */
	size_t forgotten; /* rows of the device */
	bool damaged; /* what stood there before: ledger verify tells */
	struct fault told; /* a warning, or "" */
};

/*
 * Write one. 0, or a negative errno with the cause in fault: nothing is written
 * then, and nothing of the router depends on it. -ENOENT: the device to forget
 * is not known. Its head is told to the system's log.
 */
int ledger_record(const struct ledger_note *note, struct ledger_done *done,
		  struct fault *fault);

/*
 * For what has changed the router, or is about to: what cannot be recorded is a
 * warning, and no failure.
 */
void ledger_note(const char *pin, const char *state, const char *kind,
		 const char *why);

#endif
