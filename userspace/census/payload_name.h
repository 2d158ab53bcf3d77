/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The name in a packet's payload, by what it is: DNS, TLS or HTTP.
 * How each is read: dns_name.h, tls_name.h, http_name.h.
 */
#ifndef LENSCAP_PAYLOAD_NAME_H
#define LENSCAP_PAYLOAD_NAME_H

#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

/*
 * proto: IANA number; port: the peer's. Names of mDNS are no attempt to reach
 * anybody. 0, or -ENOENT with the outputs untouched.
 */
int payload_name(uint8_t proto, uint16_t port, const uint8_t *data, size_t len,
		 enum lc_name_source *source, char text[LC_NAME_SEEN_LEN]);

#endif
