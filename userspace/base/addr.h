/* SPDX-License-Identifier: GPL-2.0 */
/*
 * IPv4 and IPv6 prefixes: as text, in order, one within another.
 * No names and no lookups.
 */
#ifndef LENSCAP_ADDR_H
#define LENSCAP_ADDR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* IPv4 in the first four octets of addr, the others zero. Host bits are zero. */
struct addr_prefix {
	uint8_t addr[16];
	uint8_t bits; /* 0..32 or 0..128 */
	bool v6;
};

struct addr_list {
	struct addr_prefix *items;
	size_t count;
};

#define ADDR_TEXT_LEN 50 /* 45 for IPv6, "/128" and a NUL */

/*
 * Read "192.0.2.0/24", "fd20::/64" or a bare address (32 or 128 bits).
 * 0, or with *prefix untouched:
 *   -EINVAL       not an address, or one of a network device ("%lan0")
 *   -EDOM         the length is not a number from 0 to 32 or 128
 *   -EAFNOSUPPORT IPv4 written as IPv6 (::ffff:192.0.2.1)
 * but -ERANGE, bits beyond the length are set, writes the prefix without them.
 */
int addr_prefix_parse(const char *text, struct addr_prefix *prefix);

/* Without the length where it is that of an address. */
void addr_prefix_format(const struct addr_prefix *prefix,
			char buf[ADDR_TEXT_LEN]);

/* IPv4 before IPv6, then by address, then the wider one first. As memcmp(). */
int addr_prefix_compare(const struct addr_prefix *a,
			const struct addr_prefix *b);

/*
 * Does it look like the name of a host? For messages: nothing here looks names
 * up, and no policy may depend on who answers.
 */
bool addr_host_name(const char *text);

/* True when all of inner is within outer. */
bool addr_prefix_covers(const struct addr_prefix *outer,
			const struct addr_prefix *inner);

#endif
