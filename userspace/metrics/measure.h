/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is measured, family by family (DESIGN 8), for Prometheus.
 * How it is written is metrics.h, what is looked at overview.h.
 */
#ifndef LENSCAP_MEASURE_H
#define LENSCAP_MEASURE_H

#include <stdio.h>

#include "metrics/metrics_text.h"
#include "metrics/overview.h"

/* All of it, to the end of the text. 0 or -ENOMEM. */
int measure_print(FILE *out, const struct overview *overview,
		  enum metrics_dialect dialect);

#endif
