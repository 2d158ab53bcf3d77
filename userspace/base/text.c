// SPDX-License-Identifier: GPL-2.0
/*
 * Texts that may be missing, in order.
 * What is in them is utf8.c.
 */
#include "base/text.h"

#include <string.h>

int text_compare(const char *a, const char *b)
{
	if (a == b)
		return 0;
	if (!a || !b)
		return a ? 1 : -1;
	return strcmp(a, b);
}
