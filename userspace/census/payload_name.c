// SPDX-License-Identifier: GPL-2.0
/*
 * Which of the readers of names a payload is for.
 * TLS and HTTP are known by their first bytes, on whatever port; DNS by its port.
 */
#include "census/payload_name.h"

#include <errno.h>
#include <netinet/in.h>

#include "census/dns_name.h"
#include "census/http_name.h"
#include "census/tls_name.h"

#define PORT_DNS 53

int payload_name(uint8_t proto, uint16_t port, const uint8_t *data, size_t len,
		 enum lc_name_source *source, char text[LC_NAME_SEEN_LEN])
{
	enum lc_name_source which;
	int err;

	if (proto != IPPROTO_TCP && proto != IPPROTO_UDP)
		return -ENOENT;
	if (port == PORT_DNS) {
		which = LC_NAME_DNS;
		err = dns_name(data, len, proto == IPPROTO_TCP, text);
		if (!err || proto == IPPROTO_UDP)
			goto out;
	} else if (proto == IPPROTO_UDP) {
		return -ENOENT;
	}
	which = LC_NAME_TLS;
	err = tls_name(data, len, text);
	if (!err)
		goto out;
	which = LC_NAME_HTTP;
	err = http_name(data, len, text);
out:
	if (!err)
		*source = which;
	return err;
}
