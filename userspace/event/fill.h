/* SPDX-License-Identifier: GPL-2.0 */
/*
 * When a table has become full, once a filling.
 * Which tables there are, who tells of them knows.
 */
#ifndef LENSCAP_FILL_H
#define LENSCAP_FILL_H

#include <stdbool.h>
#include <stdint.h>

#define FILL_FULL \
	95 /* per cent: taken for full, and above what is not any more */
#define FILL_ROOM 85

#define FILL_QUIET 600000 /* ms without a loss, before another one is news */

/* All zero to begin with. */
struct fill {
	bool known; /* there was a look */
	bool full;
	uint64_t lost;
	uint64_t lost_at; /* the last of it, ms of the caller's clock */
};

/*
 * Of room places so many are taken; lost: what found none, ever. True: it is
 * full, and was not before.
 */
bool fill_look(struct fill *fill, uint64_t taken, uint64_t room, uint64_t lost,
	       uint64_t now);

#endif
