/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Port numbers and ranges of them.
 * Nothing about protocols or who may use them.
 */
#ifndef LENSCAP_PORTS_H
#define LENSCAP_PORTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct port_range {
	uint16_t low;
	uint16_t high; /* inclusive */
};

#define PORT_TEXT_LEN 12 /* "65535-65535" and a NUL */

/*
 * Read "554" or "8000-8010", 1 to 65535, no leading zeros. 0, or with *range
 * untouched -EINVAL (not written so), -ERANGE (a number out of range) or
 * -EDOM (the first is higher than the last).
 */
int port_range_parse(const char *text, struct port_range *range);

void port_range_format(const struct port_range *range, char buf[PORT_TEXT_LEN]);

/* True when one of the ranges has the port; no ranges mean all ports. */
bool port_ranges_have(const struct port_range *ranges, size_t count,
		      uint16_t port);

#endif
