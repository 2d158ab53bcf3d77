/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Series as text, in the two dialects that Prometheus reads: its own classic one,
 * and OpenMetrics 1.0. Which one a client asks for is accept.h.
 */
#ifndef LENSCAP_METRICS_TEXT_H
#define LENSCAP_METRICS_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define METRICS_MAX_LABELS 6

enum metrics_dialect {
	METRICS_CLASSIC, /* text/plain; version=0.0.4 */
	METRICS_OPEN, /* application/openmetrics-text; version=1.0.0 */
	METRICS_DIALECT_MAX
};

enum metrics_type {
	METRICS_COUNTER, /* its name ends in _total */
	METRICS_GAUGE,
	METRICS_INFO, /* its name ends in _info, and each value is 1 */
};

struct metrics_family {
	const char *name; /* of its series */
	const char *help;
	enum metrics_type type;
	const char *labels; /* "zone,vendor,verdict", or "" */
	/* the one label that becomes "other" first, where there are too many */
	const char *lossy; /* or NULL: all but those kept */
	const char *kept; /* labels that folding leaves as they are, or NULL */
	size_t limit; /* series before folding begins */
};

/* For the header Content-Type. */
const char *metrics_text_type(enum metrics_dialect dialect);

/* What the family is; then its series; after all families, the end. */
void metrics_text_family(FILE *out, const struct metrics_family *family,
			 enum metrics_dialect dialect);

/* values: one a label, NULL stands for "none". */
void metrics_text_series(FILE *out, const struct metrics_family *family,
			 const char *const *values, uint64_t value);
void metrics_text_end(FILE *out, enum metrics_dialect dialect);

#endif
