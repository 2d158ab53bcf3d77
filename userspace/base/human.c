// SPDX-License-Identifier: GPL-2.0
/*
 * Numbers and times as people say them.
 * For programs there is JSON.
 */
#include "base/human.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

const char *human_size(uint64_t bytes, char buf[HUMAN_LEN])
{
	static const char *const units[] = {
		"kB", "MB", "GB", "TB", "PB", "EB"
	};
	uint64_t unit = 1000;
	size_t i = 0;

	if (bytes < 1000) {
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " B", bytes);
		return buf;
	}
	while (bytes / unit >= 1000 && i + 1 < sizeof(units) / sizeof(*units)) {
		unit *= 1000;
		i++;
	}
	if (bytes / unit < 10)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 ".%" PRIu64 " %s",
			 bytes / unit, bytes % unit / (unit / 10), units[i]);
	else
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " %s", bytes / unit,
			 units[i]);
	return buf;
}

const char *human_ago(int64_t now, int64_t when, char buf[HUMAN_LEN])
{
	int64_t s = (now - when) / 1000;

	if (s < 1)
		snprintf(buf, HUMAN_LEN, "now");
	else if (s < 120)
		snprintf(buf, HUMAN_LEN, "%" PRId64 " s ago", s);
	else if (s < 120 * 60)
		snprintf(buf, HUMAN_LEN, "%" PRId64 " min ago", s / 60);
	else if (s < 48 * 3600)
		snprintf(buf, HUMAN_LEN, "%" PRId64 " h ago", s / 3600);
	else
		snprintf(buf, HUMAN_LEN, "%" PRId64 " days ago",
			 s / (24 * 3600));
	return buf;
}

const char *human_count(uint64_t count, char buf[HUMAN_LEN])
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRIu64, count);
	int i, out = 0;

	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf[out++] = ',';
		buf[out++] = digits[i];
	}
	buf[out] = '\0';
	return buf;
}
