/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A report of this router: from the kernel's tables, or for a time from the
 * ledger. Nothing is changed.
 */
#ifndef LENSCAP_REPORT_GATHER_H
#define LENSCAP_REPORT_GATHER_H

#include "base/fault.h"
#include "report/report.h"

struct report_wish {
	const char *pin;
	const char *state;
	const char *site; /* its name; NULL: the host's */
	bool span; /* for a time; else all that the kernel knows */
	int64_t from; /* seconds since the epoch, from <= time < to */
	int64_t to;
};

/* Add the site to the report. 0, or a negative errno with the cause in fault. */
int report_gather(struct report *report, const struct report_wish *wish,
		  struct fault *fault);

#endif
