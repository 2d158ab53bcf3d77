// SPDX-License-Identifier: GPL-2.0
/*
 * How a language puts arguments into its texts, and writes numbers and dates.
 * The texts stand in report_words_<code>.c; a language more is listed here.
 */
#include "report/report_words.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

static const struct report_language *const languages[] = {
	&report_words_en,
	&report_words_de,
};

#define LANGUAGES (sizeof(languages) / sizeof(*languages))

const struct report_language *report_language(unsigned int i)
{
	return i < LANGUAGES ? languages[i] : NULL;
}

const struct report_language *report_language_find(const char *code)
{
	unsigned int i;

	for (i = 0; i < LANGUAGES; i++)
		if (!strcmp(languages[i]->code, code))
			return languages[i];
	return NULL;
}

const char *report_number(const struct report_language *language,
			  uint64_t number, char buf[REPORT_NUMBER_LEN])
{
	char digits[24];
	size_t len =
		(size_t)snprintf(digits, sizeof(digits), "%" PRIu64, number);
	size_t i, at = 0;

	buf[0] = '\0';
	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			at += (size_t)snprintf(buf + at, REPORT_NUMBER_LEN - at,
					       "%s", language->thousands);
		buf[at++] = digits[i];
		buf[at] = '\0';
	}
	return buf;
}

static void put_arg(FILE *out, const struct report_language *language,
		    const struct report_arg *arg)
{
	char buf[REPORT_NUMBER_LEN];

	fputs(arg->text ? arg->text : report_number(language, arg->number, buf),
	      out);
}

/* at: behind the colon of "{0:one|more}", end: its brace. */
static void put_choice(FILE *out, const char *at, const char *end, bool one)
{
	const char *bar = memchr(at, '|', (size_t)(end - at));

	if (!bar)
		return;
	if (one)
		fwrite(at, 1, (size_t)(bar - at), out);
	else
		fwrite(bar + 1, 1, (size_t)(end - bar - 1), out);
}

static void put(FILE *out, const struct report_language *language,
		const char *text, const struct report_arg *args)
{
	const char *end;

	for (; *text; text++) {
		end = *text == '{' && args ? strchr(text, '}') : NULL;
		if (!end) {
			fputc(*text, out);
			continue;
		}
		if (text[2] == ':')
			put_choice(out, text + 3, end,
				   args[text[1] - '0'].number == 1);
		else
			put_arg(out, language, &args[text[1] - '0']);
		text = end;
	}
}

void report_say(FILE *out, const struct report_language *language,
		enum report_word word, const struct report_arg *args)
{
	put(out, language, language->words[word], args);
}

static bool broken_down(int64_t when, struct tm *tm)
{
	time_t seconds = (time_t)when;

	return when && gmtime_r(&seconds, tm);
}

/* What put() prints, into a buffer that is large enough for a date. */
static void put_buf(char *buf, size_t size,
		    const struct report_language *language, const char *text,
		    const struct report_arg *args)
{
	FILE *out = fmemopen(buf, size, "w");

	buf[0] = '\0';
	if (!out)
		return;
	put(out, language, text, args);
	fclose(out);
	buf[size - 1] = '\0';
}

const char *report_date(const struct report_language *language, int64_t when,
			char buf[REPORT_DATE_LEN])
{
	char day[16], year[16];
	struct tm tm;

	buf[0] = '\0';
	if (!broken_down(when, &tm))
		return buf;
	snprintf(day, sizeof(day), "%d", tm.tm_mday);
	snprintf(year, sizeof(year), "%d", tm.tm_year + 1900);
	put_buf(buf, REPORT_DATE_LEN, language, language->date,
		REPORT_ARGS(ARG_TEXT(day),
			    ARG_TEXT(language->months[tm.tm_mon]),
			    ARG_TEXT(year)));
	return buf;
}

const char *report_moment(const struct report_language *language, int64_t when,
			  char buf[REPORT_DATE_LEN])
{
	struct tm tm;
	size_t len;

	report_date(language, when, buf);
	len = strlen(buf);
	if (len && broken_down(when, &tm))
		snprintf(buf + len, REPORT_DATE_LEN - len, ", %02d:%02d UTC",
			 tm.tm_hour, tm.tm_min);
	return buf;
}

const char *report_cell_time(int64_t when, char buf[REPORT_DATE_LEN])
{
	struct tm tm;

	buf[0] = '\0';
	if (broken_down(when, &tm))
		strftime(buf, REPORT_DATE_LEN, "%Y-%m-%d %H:%M", &tm);
	return buf;
}

const char *report_percent(const struct report_language *language,
			   uint64_t part, uint64_t whole,
			   char buf[REPORT_NUMBER_LEN])
{
	unsigned int tenths = 0;
	char text[REPORT_NUMBER_LEN];

	if (whole)
		tenths = (unsigned int)(1000.0 * (double)part / (double)whole);
	if (tenths >= 1000)
		tenths = part < whole ? 999 : 1000;
	snprintf(text, sizeof(text), "%u%s%u", tenths / 10, language->decimal,
		 tenths % 10);
	put_buf(buf, REPORT_NUMBER_LEN, language, language->percent,
		REPORT_ARGS(ARG_TEXT(text)));
	return buf;
}
