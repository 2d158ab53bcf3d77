/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is in force here, for a report that is being gathered.
 * For the files of report_gather.h alone.
 */
#ifndef LENSCAP_REPORT_GATHER_PARTS_H
#define LENSCAP_REPORT_GATHER_PARTS_H

#include "base/diag.h"
#include "policy/policy.h"
#include "policy/site.h"
#include "policy/vendor.h"
#include "report/report_gather.h"
#include "slot/live.h"

struct here {
	bool open; /* live is */
	struct live live;
	struct vendor_table vendors;
	struct diag *diag;
	struct policy *policy; /* NULL: none, or it cannot be read again */
	struct site *site; /* likewise */
};

/*
 * Look, and fill in what the site says of its policy, ports, permits, notes and
 * warnings. 0, or a negative errno with the cause in fault; here_close() after
 * 0 and after -ENOENT, where nothing is applied.
 */
int here_open(struct report *report, struct report_site *site,
	      const struct report_wish *wish, struct here *here,
	      struct fault *fault);
void here_close(struct here *here);

#endif
