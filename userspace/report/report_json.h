/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A report as JSON, report/1, and back. What members there are:
 * report_fields.h. A file is a stranger's: each word of it is checked.
 */
#ifndef LENSCAP_REPORT_JSON_H
#define LENSCAP_REPORT_JSON_H

#include <stdio.h>

#include "base/fault.h"
#include "report/report_sum.h"

#define REPORT_FILE_MAX (64u << 20) /* octets of one file */

/* Row by row, so that large ones need no more memory. 0 or a negative errno. */
int report_json_write(const struct report *report, const struct report_sum *sum,
		      FILE *out);

/*
 * Add the sites of a file to the report. 0, or a negative errno with the file's
 * name and what is wrong in fault; the report is for report_free() alone then.
 */
int report_json_read(const char *path, struct report *report,
		     struct fault *fault);

#endif
