/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Times as RFC 3339 writes them.
 * Never asks a clock.
 */
#ifndef LENSCAP_RFC3339_H
#define LENSCAP_RFC3339_H

#include <stdint.h>

#define RFC3339_LEN 24 /* "2026-08-31T17:00:00Z", room and a NUL */

/*
 * Read "2026-08-31T17:00:00Z" or with "+02:00"; a fraction is dropped. Years
 * 1970 to 9999. 0 and the seconds since the epoch, or -EINVAL.
 */
int rfc3339_parse(const char *text, int64_t *seconds);

/* In UTC. seconds from 0 to the end of year 9999. */
void rfc3339_format(int64_t seconds, char buf[RFC3339_LEN]);

#endif
