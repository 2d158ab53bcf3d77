/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The wall clock as all tables and files have it.
 * The clocks that the kernel's programs read are flow_clock.h.
 */
#ifndef LENSCAP_CLOCK_H
#define LENSCAP_CLOCK_H

#include <stdint.h>

/* Milliseconds since the epoch. */
int64_t clock_wall_ms(void);

#endif
