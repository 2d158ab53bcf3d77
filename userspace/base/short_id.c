// SPDX-License-Identifier: GPL-2.0
/*
 * Ids that a person types: six digits, "3f2a9c".
 * What has such an id is the caller's business.
 */
#include "base/short_id.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define MAX_ID 0xffffffu

int short_id_make(uint32_t *id)
{
	uint32_t made;

	do {
		if (getrandom(&made, sizeof(made), 0) != sizeof(made))
			return -errno;
		made &= MAX_ID;
	} while (!made);
	*id = made;
	return 0;
}

int short_id_parse(const char *text, uint32_t *id)
{
	uint32_t value;

	if (strlen(text) != SHORT_ID_LEN - 1 ||
	    text[strspn(text, "0123456789abcdef")])
		return -EINVAL;
	value = (uint32_t)strtoul(text, NULL, 16);
	if (!value)
		return -EINVAL;
	*id = value;
	return 0;
}

void short_id_format(uint32_t id, char buf[SHORT_ID_LEN])
{
	snprintf(buf, SHORT_ID_LEN, "%06x", id & MAX_ID);
}
