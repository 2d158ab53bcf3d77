// SPDX-License-Identifier: GPL-2.0
/*
 * Port numbers and ranges of them.
 * Nothing about protocols or who may use them.
 */
#include "base/ports.h"

#include <stdio.h>

#include "base/number.h"

int port_range_parse(const char *text, struct port_range *range)
{
	uint64_t low, high;
	int err;

	err = number_range_parse(text, 1, 65535, &low, &high);
	if (err)
		return err;
	range->low = low;
	range->high = high;
	return 0;
}

void port_range_format(const struct port_range *range, char buf[PORT_TEXT_LEN])
{
	if (range->low == range->high)
		snprintf(buf, PORT_TEXT_LEN, "%u", range->low);
	else
		snprintf(buf, PORT_TEXT_LEN, "%u-%u", range->low, range->high);
}

bool port_ranges_have(const struct port_range *ranges, size_t count,
		      uint16_t port)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (port >= ranges[i].low && port <= ranges[i].high)
			return true;
	}
	return !count;
}
