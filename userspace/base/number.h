/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whole numbers and ranges of them as text: decimal, no sign, no leading zero.
 * No units.
 */
#ifndef LENSCAP_NUMBER_H
#define LENSCAP_NUMBER_H

#include <stdint.h>

/*
 * Read digits; *end is set behind the last. 0, -EINVAL when there is none or
 * a leading zero, -ERANGE past 64 bits.
 */
int number_read(const char *text, const char **end, uint64_t *value);

/*
 * Read "7" or "7-9" where both are from min to max. 0, or with the outputs
 * untouched -EINVAL, -ERANGE, or -EDOM when the first is higher than the last.
 */
int number_range_parse(const char *text, uint64_t min, uint64_t max,
		       uint64_t *low, uint64_t *high);

#endif
