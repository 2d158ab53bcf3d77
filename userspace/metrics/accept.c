// SPDX-License-Identifier: GPL-2.0
/*
 * Which dialect of metrics the header Accept of a request wants.
 * It comes from a stranger: what is odd about it counts as not said.
 */
#include "metrics/accept.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#define OPEN_TYPE "application/openmetrics-text"
#define BLANKS " \t"

/* How much a media range is wanted, in thousandths; -1: it is not named. */
struct wanted {
	int open;
	int plain;
	unsigned int exact; /* of plain: 2 the type, 1 its first half, 0 all */
};

/* A piece of a header's text, blanks around it not counted. */
struct piece {
	const char *text;
	size_t len;
};

/* Cut the next piece off, up to one of the marks that is in no quotes. */
static bool next_piece(struct piece *rest, char mark, struct piece *piece)
{
	bool quoted = false;
	size_t i;

	if (!rest->text)
		return false;
	for (i = 0; i < rest->len; i++) {
		if (rest->text[i] == '"')
			quoted = !quoted;
		else if (rest->text[i] == '\\' && quoted && i + 1 < rest->len)
			i++;
		else if (rest->text[i] == mark && !quoted)
			break;
	}
	*piece = (struct piece){ rest->text, i };
	if (i < rest->len)
		*rest = (struct piece){ rest->text + i + 1, rest->len - i - 1 };
	else
		rest->text = NULL;
	while (piece->len && strchr(BLANKS, piece->text[0]))
		piece->text++, piece->len--;
	while (piece->len && strchr(BLANKS, piece->text[piece->len - 1]))
		piece->len--;
	return true;
}

static bool is(const struct piece *piece, const char *word)
{
	return piece->len == strlen(word) &&
	       !strncasecmp(piece->text, word, piece->len);
}

/* "0.75" is 750; what is no such number is 0. */
static int weight(const struct piece *piece)
{
	const char *text = piece->text;
	int value, unit = 100;
	size_t i;

	if (!piece->len || piece->len > 5 || (*text != '0' && *text != '1'))
		return 0;
	value = (*text - '0') * 1000;
	if (piece->len > 1 && text[1] != '.')
		return 0;
	for (i = 2; i < piece->len; i++, unit /= 10) {
		if (!isdigit((unsigned char)text[i]))
			return 0;
		value += (text[i] - '0') * unit;
	}
	return value > 1000 ? 0 : value;
}

/* Is the version named, if one is, what we write? */
static bool version_fits(const struct piece *value, bool open)
{
	if (open)
		return is(value, "1.0.0") || is(value, "\"1.0.0\"");
	return is(value, "0.0.4") || is(value, "\"0.0.4\"");
}

static void take_range(struct piece range, struct wanted *wanted)
{
	struct piece type, param, name;
	bool fits = true, open;
	unsigned int exact;
	int q = 1000;

	if (!next_piece(&range, ';', &type))
		return;
	open = is(&type, OPEN_TYPE);
	while (next_piece(&range, ';', &param)) {
		if (!next_piece(&param, '=', &name) || !param.text)
			continue;
		if (is(&name, "q"))
			q = weight(&param);
		else if (is(&name, "version"))
			fits &= version_fits(&param, open);
	}
	if (!fits)
		return;
	if (open) {
		if (q > wanted->open)
			wanted->open = q;
		return;
	}
	exact = is(&type, "text/plain") ? 2 : is(&type, "text/*") ? 1 : 0;
	if (!exact && !is(&type, "*/*"))
		return;
	if (wanted->plain < 0 || exact > wanted->exact ||
	    (exact == wanted->exact && q > wanted->plain)) {
		wanted->plain = q;
		wanted->exact = exact;
	}
}

enum metrics_dialect accept_dialect(const char *header)
{
	struct wanted wanted = { .open = -1, .plain = -1 };
	struct piece rest = { header, header ? strlen(header) : 0 };
	struct piece range;

	while (next_piece(&rest, ',', &range))
		take_range(range, &wanted);
	/* asked for by name, and no less than the other */
	return wanted.open > 0 && wanted.open >= wanted.plain ? METRICS_OPEN :
								METRICS_CLASSIC;
}
