/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Text as it may stand in HTML, whatever is in it. Nothing about what a page
 * holds.
 */
#ifndef LENSCAP_HTML_H
#define LENSCAP_HTML_H

#include <stdio.h>

/*
 * Escaped for text and for attributes in double quotes. What is a control
 * character, changes the direction of text, or is not UTF-8 is shown as
 * \u{202E} or \x{FF}.
 */
void html_text(FILE *out, const char *text);

/* The same, kept apart from the text around it, which it cannot turn round. */
void html_foreign(FILE *out, const char *text);

/* For a string in double quotes in CSS. */
void html_css_text(FILE *out, const char *text);

#endif
