// SPDX-License-Identifier: GPL-2.0
/*
 * Text as it may stand in HTML, whatever is in it.
 */
#include "base/html.h"

#include <string.h>

#include "base/utf8.h"

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void html_text(FILE *out, const char *text)
{
	size_t len = strlen(text);
	unsigned int size;
	uint32_t code;

	for (; len; text += size, len -= size) {
		const char *name = entity(*text);

		size = utf8_decode(text, len, &code);
		if (!size) {
			fprintf(out, "\\x{%02X}", (unsigned char)*text);
			size = 1;
		} else if (utf8_is_control(code) || code == 0x61c) {
			fprintf(out, "\\u{%04X}", code);
		} else if (name) {
			fputs(name, out);
		} else {
			fwrite(text, 1, size, out);
		}
	}
}

void html_foreign(FILE *out, const char *text)
{
	fputs("<bdi>", out);
	html_text(out, text);
	fputs("</bdi>", out);
}

void html_css_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c == 0x7f || strchr("\"\\<>&", c))
			fprintf(out, "\\%x ", c);
		else
			fputc(c, out);
	}
}
