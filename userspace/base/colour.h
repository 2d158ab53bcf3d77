/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Colours for people: on a terminal that has them, unless NO_COLOR says no.
 * Nothing about what they mean; JSON and CSV never have any.
 */
#ifndef LENSCAP_COLOUR_H
#define LENSCAP_COLOUR_H

#include <stdio.h>

enum colour {
	COLOUR_NONE,
	COLOUR_RED, /* stopped, failed */
	COLOUR_YELLOW, /* would be stopped, to be looked at */
};

/* What goes before and behind a text on that stream; "" where none is wanted. */
const char *colour_begin(FILE *stream, enum colour colour);
const char *colour_end(FILE *stream, enum colour colour);

#endif
