/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Families of series: equal series added up, too many folded, in the order of
 * their labels. How they are written is metrics_text.h, what is measured measure.h.
 */
#ifndef LENSCAP_METRICS_H
#define LENSCAP_METRICS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "metrics/metrics_text.h"

/* All families together; what is over stands in series labelled "other". */
#define METRICS_MAX_SERIES 5000

struct metrics;

/* family is kept, not copied. NULL when out of memory. */
struct metrics *metrics_new(const struct metrics_family *family);
void metrics_free(struct metrics *metrics);

/*
 * Add value to the series with these label values, as many as the family has
 * labels. NULL stands for "none". The strings are kept, not copied. Lack of
 * memory is told by metrics_print().
 */
void metrics_add(struct metrics *metrics, const char *const *values,
		 uint64_t value);

/*
 * Write what the family is and its series in the order of their labels, and
 * free it; NULL counts as out of memory. 0 or -ENOMEM.
 */
int metrics_print(struct metrics *metrics, FILE *out,
		  enum metrics_dialect dialect);

#endif
