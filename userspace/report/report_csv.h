/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A report as CSV (RFC 4180): the devices in one file, or each table of report/1
 * in a file of its own. No cell is a formula to whoever opens it.
 */
#ifndef LENSCAP_REPORT_CSV_H
#define LENSCAP_REPORT_CSV_H

#include <stdio.h>

#include "base/fault.h"
#include "report/report_sum.h"

/* One table, "devices" and so on, of all sites. 0 or a negative errno. */
int report_csv_table(const struct report *report, const char *key, FILE *out);

/*
 * The devices to a file that is replaced, or where path is a directory, or ends
 * in a slash and is made one, all tables to files in it: all of them or none. 0,
 * or a negative errno with the cause in fault.
 */
int report_csv_write(const struct report *report, const char *path,
		     struct fault *fault);

#endif
