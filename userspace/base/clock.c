// SPDX-License-Identifier: GPL-2.0
/*
 * The wall clock as all tables and files have it.
 * The clocks that the kernel's programs read are flow_clock.c.
 */
#include "base/clock.h"

#include <time.h>

int64_t clock_wall_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}
