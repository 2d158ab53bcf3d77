/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The part of serve that monitoring asks: it starts the process that speaks HTTP
 * (web.h), answers what that asks, and starts it again when it ended. It never
 * waits for it.
 */
#ifndef LENSCAP_SCRAPE_H
#define LENSCAP_SCRAPE_H

#include <stdint.h>

#include "base/fault.h"

struct scrape;

/*
 * where: as web_socket_parse() has it. Nothing is started yet. 0, or -EINVAL
 * with the cause in fault, or -ENOMEM. pin and state are kept, not copied.
 */
int scrape_new(const char *where, const char *pin, const char *state,
	       struct scrape **scrape, struct fault *fault);
/* End it all. */
void scrape_free(struct scrape *scrape);

/* Becomes readable when something is asked; -1: nothing runs. */
int scrape_fd(const struct scrape *scrape);

/*
 * Start what is to be started, answer what was asked; to be called whenever
 * scrape_fd() is readable, a child ended, or scrape_left() is over.
 */
void scrape_turn(struct scrape *scrape);

/* In how many milliseconds something is to be started; -1: nothing is. */
int64_t scrape_left(const struct scrape *scrape);

#endif
