/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The clock that flows are kept by, as the programs read it.
 * Nothing about flows.
 */
#ifndef LENSCAP_FLOW_CLOCK_H
#define LENSCAP_FLOW_CLOCK_H

#include <linux/types.h>

/* Nanoseconds of the programs' coarse clock. 0, or a negative errno. */
int flow_clock_read(__u64 *now);

/* The kernel's jiffies, and the nanoseconds of one. Likewise. */
int flow_clock_jiffies(__u64 *count, __u64 *tick_ns);

#endif
