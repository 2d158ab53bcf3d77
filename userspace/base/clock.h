/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The wall clock as all tables and files have it, and the one that only runs on.
 * The coarse one that flows are kept by is flow_clock.h.
 */
#ifndef LENSCAP_CLOCK_H
#define LENSCAP_CLOCK_H

#include <stdint.h>

/* Milliseconds since the epoch. */
int64_t clock_wall_ms(void);

/* CLOCK_MONOTONIC, by which the programs keep rates. */
uint64_t clock_monotonic_ns(void);

/* The same in milliseconds, for waits that people see. */
int64_t clock_monotonic_ms(void);

#endif
