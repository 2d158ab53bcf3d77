/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is measured, family by family (DESIGN 8), for Prometheus.
 * The text format is metrics.h.
 */
#ifndef LENSCAP_MEASURE_H
#define LENSCAP_MEASURE_H

#include <stdio.h>

#include "live.h"

/*
 * All families that what is in force has, measure_always() apart. state_dir:
 * where running.yaml stands. 0 or a negative errno.
 */
int measure_live(FILE *out, const struct live *live, const char *state_dir);

/* Instead of it where nothing is pinned: the guard's ports. 0 or -ENOMEM. */
int measure_ports(FILE *out, const char *state_dir);

/* What is known with and without a policy. 0 or -ENOMEM. */
int measure_always(FILE *out);

#endif
