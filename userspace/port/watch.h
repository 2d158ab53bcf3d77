/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What rtnetlink tells of devices, their addresses, qdiscs and filters: that
 * something happened, and when first. What it means is looked up elsewhere.
 */
#ifndef LENSCAP_WATCH_H
#define LENSCAP_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

struct watch;

/* Of this network namespace. 0, or a negative errno with the cause in fault. */
int watch_open(struct watch **watch, struct fault *fault);
void watch_close(struct watch *watch);

/* Becomes readable when something happened. */
int watch_fd(const struct watch *watch);

/* Milliseconds of CLOCK_BOOTTIME, as all times here. */
uint64_t watch_clock(void);

/*
 * Take in what came, some at a time; never waits. True: something happened
 * (which may be that the kernel had to drop what it had to tell).
 */
bool watch_read(struct watch *watch);

/* When the first was told about that device; 0: it was not. */
uint64_t watch_first(const struct watch *watch, unsigned int ifindex);

/* That the clsact qdisc or a filter was taken off it was told. */
bool watch_unhooked(const struct watch *watch, unsigned int ifindex);

/* Begin anew: what came before is dealt with. */
void watch_forget(struct watch *watch);

#endif
