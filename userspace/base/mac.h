/* SPDX-License-Identifier: GPL-2.0 */
/*
 * MAC addresses and MAC prefixes as text and as 48-bit numbers.
 * Nothing here knows whose a prefix is; that is vendor.h.
 */
#ifndef LENSCAP_MAC_H
#define LENSCAP_MAC_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A MAC is a uint64_t: the first octet on the wire in bits 47..40, the last
 * in bits 7..0, bits 63..48 zero. A prefix keeps its bits on the left side of
 * those 48; the rest is zero.
 */
#define MAC_BITS 48
#define MAC_ALL ((UINT64_C(1) << MAC_BITS) - 1)
#define MAC_MULTICAST (UINT64_C(0x01) << 40)
#define MAC_LOCAL (UINT64_C(0x02) << 40)

#define MAC_TEXT_LEN 18 /* "44:19:b6:00:00:01" and its NUL */
#define MAC_PREFIX_TEXT_LEN 24 /* "8c:1f:64:ab:c0:00/36", NUL, room */

/* The bits of a MAC that a prefix of @bits (0..48) fixes. */
static inline uint64_t mac_mask(unsigned int bits)
{
	return bits ? MAC_ALL & ~((UINT64_C(1) << (MAC_BITS - bits)) - 1) : 0;
}

/* True for the lengths a prefix may have: 24, 28, 36 and 48. */
static inline bool mac_prefix_len_ok(unsigned int bits)
{
	return bits == 24 || bits == 28 || bits == 36 || bits == 48;
}

/*
 * Read "44:19:b6:00:00:01" or "44-19-B6-00-00-01" (one kind of separator, two
 * digits an octet, nothing before or after). 0, or -EINVAL with *mac
 * untouched.
 */
int mac_parse(const char *text, uint64_t *mac);

/*
 * Read a prefix: three or six octets and a length, "44:19:b6/24",
 * "44:19:b6:00:00:00/24", "8c:1f:64:ab:c0:00/36"; three octets only with /24.
 * 0, or with the outputs untouched:
 *   -EINVAL  not written as a prefix
 *   -EDOM    the length is not 24, 28, 36 or 48
 *   -ERANGE  bits beyond the length are set
 */
int mac_prefix_parse(const char *text, uint64_t *mac, unsigned int *bits);

/* Write @mac in lower case with colons. */
void mac_format(uint64_t mac, char buf[MAC_TEXT_LEN]);

/* Write a prefix: three octets for /24, six for the longer ones. */
void mac_prefix_format(uint64_t mac, unsigned int bits,
		       char buf[MAC_PREFIX_TEXT_LEN]);

/*
 * For messages about what neither of the above takes: how an address, or a
 * prefix, in another spelling ("4419.b600.0001", "4419b6") is to be written.
 * False, with buf untouched, where that is anybody's guess.
 */
bool mac_respell(const char *text, char buf[MAC_TEXT_LEN]);
bool mac_prefix_respell(const char *text, char buf[MAC_PREFIX_TEXT_LEN]);

#endif /* LENSCAP_MAC_H */
