// SPDX-License-Identifier: GPL-2.0
/*
 * Colours for people.
 * Nothing about what they mean.
 */
#include "base/colour.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_wanted(FILE *stream)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (no && *no)
		return false;
	return term && *term && strcmp(term, "dumb") && isatty(fileno(stream));
}

const char *colour_begin(FILE *stream, enum colour colour)
{
	static const char *const codes[] = {
		[COLOUR_NONE] = "",
		[COLOUR_RED] = "\033[31m",
		[COLOUR_YELLOW] = "\033[33m",
	};

	return colour && is_wanted(stream) ? codes[colour] : "";
}

const char *colour_end(FILE *stream, enum colour colour)
{
	return colour && is_wanted(stream) ? "\033[39m" : "";
}
