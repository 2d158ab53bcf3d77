/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The server_name of a TLS ClientHello (RFC 8446, RFC 6066), out of bytes of a
 * stranger. Which packets hold one: payload_name.h.
 */
#ifndef LENSCAP_TLS_NAME_H
#define LENSCAP_TLS_NAME_H

#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

/*
 * The hello may be cut anywhere behind the name, and stand in several records.
 * 0, or -ENOENT with text untouched: these bytes begin no hello, or it has no
 * name in them.
 */
int tls_name(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN]);

#endif
