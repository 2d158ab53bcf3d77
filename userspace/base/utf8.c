// SPDX-License-Identifier: GPL-2.0
/*
 * Text from strangers: is it UTF-8, may it go to a terminal or into JSON.
 * No files and no grammar.
 */
#include "base/utf8.h"

#include <string.h>

unsigned int utf8_decode(const char *text, size_t len, uint32_t *code)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	unsigned int size, i;
	uint32_t value;

	if (s[0] < 0x80) {
		*code = s[0];
		return 1;
	}
	size = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4 || size > len)
		return 0;
	value = s[0] & (0x7f >> size);
	for (i = 1; i < size; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (s[i] & 0x3f);
	}
	if (value < least[size] || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*code = value;
	return size;
}

bool utf8_is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c ||
	       (code >= 0x200e && code <= 0x200f) || /* direction marks */
	       (code >= 0x2028 && code <= 0x202e) || /* lines, directions */
	       (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

void utf8_make_harmless(char *text)
{
	size_t len = strlen(text);
	unsigned int size;
	uint32_t code;

	for (; len; text += size, len -= size) {
		size = utf8_decode(text, len, &code);
		if (size && !utf8_is_control(code))
			continue;
		size = size ? size : 1;
		memset(text, '?', size);
	}
}
