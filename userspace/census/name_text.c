// SPDX-License-Identifier: GPL-2.0
/*
 * Names in lower case and with escapes, RFC 4343.
 * No packet is known here.
 */
#include "census/name_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define CUT ".."

static void add_octet(struct name_text *name, uint8_t octet)
{
	char *at = name->text + name->len;

	/* room for the longest, and the NUL that snprintf() wants */
	if (name->len + 5 > sizeof(name->text))
		return;
	if (octet >= 'A' && octet <= 'Z')
		octet += 'a' - 'A';
	if ((octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') ||
	    octet == '-' || octet == '_') {
		*at = (char)octet;
		name->len++;
		return;
	}
	snprintf(at, 5, "\\%03u", octet);
	name->len += 4;
}

void name_text_label(struct name_text *name, const void *octets, size_t len)
{
	const uint8_t *at = octets;
	size_t i;

	for (i = 0; i < len; i++)
		add_octet(name, at[i]);
}

void name_text_dot(struct name_text *name)
{
	if (name->len < sizeof(name->text))
		name->text[name->len++] = '.';
}

void name_text_dotted(struct name_text *name, const void *octets, size_t len)
{
	const uint8_t *at = octets;
	size_t i = len > NAME_TEXT_OCTETS ? len - NAME_TEXT_OCTETS : 0;

	for (; i < len; i++) {
		if (at[i] == '.')
			name_text_dot(name);
		else
			add_octet(name, at[i]);
	}
}

/* Is that place within an escape? */
static bool is_within(const struct name_text *name, size_t from)
{
	size_t back;

	for (back = 1; back <= 3 && back <= from; back++)
		if (name->text[from - back] == '\\')
			return true;
	return false;
}

void name_text_end(const struct name_text *name, char text[LC_NAME_SEEN_LEN])
{
	size_t room = LC_NAME_SEEN_LEN - 1, from = 0, head = 0;

	memset(text, 0, LC_NAME_SEEN_LEN);
	if (name->len > room) {
		head = strlen(CUT);
		memcpy(text, CUT, head);
		from = name->len - (room - head);
		while (is_within(name, from))
			from++;
	}
	memcpy(text + head, name->text + from, name->len - from);
}
