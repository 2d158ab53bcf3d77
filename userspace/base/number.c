// SPDX-License-Identifier: GPL-2.0
/*
 * Whole numbers and ranges of them as text: decimal, no sign, no leading zero.
 * No units.
 */
#include "base/number.h"

#include <errno.h>

int number_read(const char *text, const char **end, uint64_t *value)
{
	uint64_t result = 0;
	const char *p;

	for (p = text; *p >= '0' && *p <= '9'; p++) {
		if (p > text && !result)
			return -EINVAL;
		if (__builtin_mul_overflow(result, 10, &result) ||
		    __builtin_add_overflow(result, *p - '0', &result))
			return -ERANGE;
	}
	if (p == text)
		return -EINVAL;
	*end = p;
	*value = result;
	return 0;
}

int number_range_parse(const char *text, uint64_t min, uint64_t max,
		       uint64_t *low, uint64_t *high)
{
	uint64_t first, last;
	int err;

	err = number_read(text, &text, &first);
	if (err)
		return err;
	last = first;
	if (*text == '-') {
		err = number_read(text + 1, &text, &last);
		if (err)
			return err;
	}
	if (*text)
		return -EINVAL;
	if (first < min || first > max || last < min || last > max)
		return -ERANGE;
	if (first > last)
		return -EDOM;
	*low = first;
	*high = last;
	return 0;
}
