/* SPDX-License-Identifier: GPL-2.0 */
/*
 * So many in a minute and no more; what is more is counted, for one line about it.
 * Nothing about what it is.
 */
#ifndef LENSCAP_ALLOWANCE_H
#define LENSCAP_ALLOWANCE_H

#include <stdbool.h>
#include <stdint.h>

#define ALLOWANCE_WINDOW 60000 /* ms */

/* All zero, but for the most. */
struct allowance {
	unsigned int most;
	uint64_t began; /* ms of the caller's clock */
	unsigned int used;
	uint64_t more;
};

/* One more: may it be told? */
bool allowance_take(struct allowance *allowance, uint64_t now);

/*
 * How many were not told in a minute that is over, or that ends here; 0: none.
 * Each counts once.
 */
uint64_t allowance_more(struct allowance *allowance, uint64_t now, bool end);

#endif
