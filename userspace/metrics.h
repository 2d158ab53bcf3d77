/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Families of series in Prometheus' classic text format: labels escaped, equal
 * series added up, too many folded. What is measured: measure.c.
 */
#ifndef LENSCAP_METRICS_H
#define LENSCAP_METRICS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* All families together; what is over stands in series labelled "other". */
#define METRICS_MAX_SERIES 5000

enum metrics_type {
	METRICS_COUNTER,
	METRICS_GAUGE,
};

struct metrics_family {
	const char *name;
	const char *help;
	enum metrics_type type;
	const char *labels; /* "zone,vendor,verdict", or "" */
	const char *kept; /* labels that folding leaves as they are, or NULL */
	size_t limit; /* series before folding begins */
};

struct metrics;

/* family is kept, not copied. NULL when out of memory. */
struct metrics *metrics_new(const struct metrics_family *family);
void metrics_free(struct metrics *metrics);

/*
 * Add value to the series with these label values, as many as the family has
 * labels. NULL stands for "none". Lack of memory is told by metrics_print().
 */
void metrics_add(struct metrics *metrics, const char *const *values,
		 uint64_t value);

/*
 * Write HELP, TYPE and the series in the order of their labels, and free it;
 * NULL counts as out of memory. 0 or -ENOMEM.
 */
int metrics_print(struct metrics *metrics, FILE *out);

#endif
