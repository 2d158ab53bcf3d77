// SPDX-License-Identifier: GPL-2.0
/*
 * The name in the question of a DNS query.
 * Each index is checked against the bytes that are there.
 */
#include "census/dns_name.h"

#include <errno.h>

#include "census/name_text.h"

#define HEAD 12
#define FLAG_RESPONSE 0x80
#define OPCODE 0x78 /* 0: a query */
#define POINTER 0xc0
#define NAME_MAX_WIRE 255

static int read_name(const uint8_t *data, size_t len, struct name_text *name)
{
	size_t at = HEAD, start = HEAD, wire = 0, label;

	for (;;) {
		if (at >= len)
			return -ENOENT;
		label = data[at];
		if ((label & POINTER) == POINTER) {
			if (at + 1 >= len)
				return -ENOENT;
			at = (label & ~(size_t)POINTER) << 8 | data[at + 1];
			/* only ever backwards, so that it comes to an end */
			if (at >= start)
				return -ENOENT;
			start = at;
			continue;
		}
		if (label & POINTER)
			return -ENOENT;
		wire += 1 + label;
		if (wire > NAME_MAX_WIRE || label > len - at - 1)
			return -ENOENT;
		if (!label)
			break;
		if (name->len)
			name_text_dot(name);
		name_text_label(name, data + at + 1, label);
		at += 1 + label;
	}
	if (!name->len)
		name_text_dot(name);
	return 0;
}

int dns_name(const uint8_t *data, size_t len, bool stream,
	     char text[LC_NAME_SEEN_LEN])
{
	struct name_text name = { 0 };
	size_t told;

	if (stream) {
		if (len < 2)
			return -ENOENT;
		told = (size_t)data[0] << 8 | data[1];
		data += 2;
		len -= 2;
		if (len > told)
			len = told;
	}
	if (len < HEAD || data[2] & (FLAG_RESPONSE | OPCODE) ||
	    !(data[4] | data[5]))
		return -ENOENT;
	if (read_name(data, len, &name))
		return -ENOENT;
	name_text_end(&name, text);
	return 0;
}
