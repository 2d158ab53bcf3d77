// SPDX-License-Identifier: GPL-2.0
/*
 * Times as RFC 3339 writes them.
 * Never asks a clock.
 */
#include "base/rfc3339.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define YEAR_10000 INT64_C(253402300800)

/* Exactly so many digits; -1 if they are not there. Moves *text on. */
static int digits(const char **text, unsigned int count)
{
	int value = 0;

	for (; count; count--, (*text)++) {
		if (**text < '0' || **text > '9')
			return -1;
		value = 10 * value + (**text - '0');
	}
	return value;
}

/* Digits, within limits, and what must stand behind them ('\0': anything). */
static int field(const char **text, unsigned int count, int min, int max,
		 char behind)
{
	int value = digits(text, count);

	if (value < min || value > max)
		return -1;
	if (behind && *(*text)++ != behind)
		return -1;
	return value;
}

static int offset_seconds(const char *text, int64_t *offset)
{
	int sign = *text == '-' ? -1 : 1;
	int hours, minutes;

	if (*text == 'Z' || *text == 'z') {
		*offset = 0;
		return text[1] ? -EINVAL : 0;
	}
	if (*text != '+' && *text != '-')
		return -EINVAL;
	text++;
	hours = field(&text, 2, 0, 23, ':');
	if (hours < 0)
		return -EINVAL;
	minutes = field(&text, 2, 0, 59, '\0');
	if (minutes < 0 || *text)
		return -EINVAL;
	*offset = sign * (hours * 3600 + minutes * 60);
	return 0;
}

int rfc3339_parse(const char *text, int64_t *seconds)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	struct tm tm = { 0 };
	int64_t offset, result;
	int month;

	tm.tm_year = field(&text, 4, 1970, 9999, '-') - 1900;
	if (tm.tm_year < 70)
		return -EINVAL;
	tm.tm_mon = field(&text, 2, 1, 12, '-') - 1;
	if (tm.tm_mon < 0)
		return -EINVAL;
	tm.tm_mday = field(&text, 2, 1, days[tm.tm_mon], '\0');
	if (tm.tm_mday < 0 || (*text != 'T' && *text != 't' && *text != ' '))
		return -EINVAL;
	text++;
	tm.tm_hour = field(&text, 2, 0, 23, ':');
	if (tm.tm_hour < 0)
		return -EINVAL;
	tm.tm_min = field(&text, 2, 0, 59, ':');
	if (tm.tm_min < 0)
		return -EINVAL;
	tm.tm_sec = field(&text, 2, 0, 60, '\0');
	if (tm.tm_sec < 0)
		return -EINVAL;
	if (*text == '.') {
		text++;
		if (!strspn(text, "0123456789"))
			return -EINVAL;
		text += strspn(text, "0123456789");
	}
	if (offset_seconds(text, &offset))
		return -EINVAL;
	month = tm.tm_mon;
	result = timegm(&tm) - offset;
	/* timegm() turns 29 February into 1 March where there is none. */
	if (result < 0 || result >= YEAR_10000 ||
	    (month == 1 && tm.tm_mon != month))
		return -EINVAL;
	*seconds = result;
	return 0;
}

void rfc3339_format(int64_t seconds, char buf[RFC3339_LEN])
{
	time_t time = seconds;
	struct tm tm;

	if (!gmtime_r(&time, &tm) ||
	    !strftime(buf, RFC3339_LEN, "%Y-%m-%dT%H:%M:%SZ", &tm))
		buf[0] = '\0';
}
