/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Is the ledger's chain whole, and where not? Reads every line.
 * What a chain is stands in ledger.h; how it is told is the command's.
 */
#ifndef LENSCAP_LEDGER_VERIFY_H
#define LENSCAP_LEDGER_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "ledger/ledger.h"

#define LEDGER_FINDINGS_MAX 100

struct ledger_finding {
	bool error; /* the chain is broken; else it is worth a word */
	char file[LEDGER_FILE_LEN]; /* "": no line in particular */
	unsigned int line;
	char text[320];
};

struct ledger_verdict {
	struct ledger_finding findings[LEDGER_FINDINGS_MAX];
	size_t count;
	size_t errors; /* all of them, also those that found no room */
	uint64_t records;
	uint64_t first_seq; /* 0: no record */
	int64_t first_time;
	struct ledger_head head;
	bool checkpoint; /* it was there to be compared */
};

/*
 * known: a record that somebody kept elsewhere (seq, sha256), or NULL. 0, or a
 * negative errno with the cause in fault; free(*verdict) after 0.
 */
int ledger_verify(const char *state_dir, const struct ledger_head *known,
		  struct ledger_verdict **verdict, struct fault *fault);

#endif
