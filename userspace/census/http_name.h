/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whom an HTTP/1 request is for (RFC 9112), out of bytes of a stranger.
 * Which packets hold one: payload_name.h.
 */
#ifndef LENSCAP_HTTP_NAME_H
#define LENSCAP_HTTP_NAME_H

#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

/*
 * The host in the request's target where it has one, else that of its Host
 * header; without port. A request may have begun in the packet before this one. 0,
 * or -ENOENT with text untouched: this is no request, or names no host.
 */
int http_name(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN]);

#endif
