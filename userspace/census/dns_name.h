/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The name that a DNS query asks for (RFC 1035), out of bytes of a stranger.
 * Which packets hold one: payload_name.h.
 */
#ifndef LENSCAP_DNS_NAME_H
#define LENSCAP_DNS_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

/*
 * stream: over TCP, with its length before it. The first question of a query;
 * "." where it asks for the root. 0, or -ENOENT with text untouched: these bytes
 * are no query, or not all of its name.
 */
int dns_name(const uint8_t *data, size_t len, bool stream,
	     char text[LC_NAME_SEEN_LEN]);

#endif
