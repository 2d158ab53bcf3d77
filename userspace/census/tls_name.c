// SPDX-License-Identifier: GPL-2.0
/*
 * The server_name in a TLS ClientHello.
 * First the records are laid together, then all is read with bounds.
 */
#include "census/tls_name.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "census/name_text.h"

#define RECORD_HEAD 5
#define RECORD_HANDSHAKE 22
#define HELLO 1
#define RANDOM 32
#define EXTENSION_SERVER_NAME 0
#define HOST_NAME 0

/* What is still to be read; bad: there was less than was asked for. */
struct rest {
	const uint8_t *at;
	size_t left;
	bool bad;
};

static const uint8_t *take(struct rest *rest, size_t len)
{
	const uint8_t *at = rest->at;

	if (rest->bad || len > rest->left) {
		rest->bad = true;
		rest->left = 0;
		return NULL;
	}
	rest->at += len;
	rest->left -= len;
	return at;
}

static size_t take_number(struct rest *rest, unsigned int octets)
{
	const uint8_t *at = take(rest, octets);
	size_t number = 0;

	while (at && octets--)
		number = number << 8 | *at++;
	return number;
}

/* What a length before it counts, as far as it is there. */
static struct rest take_part(struct rest *rest, unsigned int octets)
{
	size_t len = take_number(rest, octets);
	struct rest part = { rest->at, 0, rest->bad };

	part.left = len < rest->left ? len : rest->left;
	take(rest, part.left);
	return part;
}

static void skip(struct rest *rest, unsigned int octets)
{
	take(rest, take_number(rest, octets));
}

/* The handshake within the records; how many bytes of it there are. */
static size_t join(struct rest *rest, uint8_t hello[LC_EVENT_FRAME])
{
	struct rest part;
	size_t len = 0;

	while (rest->left > RECORD_HEAD) {
		if (take_number(rest, 1) != RECORD_HANDSHAKE ||
		    take_number(rest, 1) != 3)
			break;
		take(rest, 1);
		part = take_part(rest, 2);
		if (part.left > LC_EVENT_FRAME - len)
			part.left = LC_EVENT_FRAME - len;
		if (part.left)
			memcpy(hello + len, part.at, part.left);
		len += part.left;
	}
	return len;
}

static int read_names(struct rest names, char text[LC_NAME_SEEN_LEN])
{
	struct name_text name = { 0 };
	struct rest list = take_part(&names, 2);
	const uint8_t *host;
	size_t type, len;

	while (list.left) {
		type = take_number(&list, 1);
		len = take_number(&list, 2);
		/* all of it, or it would be another name */
		host = take(&list, len);
		if (!host)
			return -ENOENT;
		if (type != HOST_NAME || !len)
			continue;
		name_text_dotted(&name, host, len);
		name_text_end(&name, text);
		return 0;
	}
	return -ENOENT;
}

static int read_hello(struct rest *rest, char text[LC_NAME_SEEN_LEN])
{
	struct rest body, extensions, part;
	size_t type;

	if (take_number(rest, 1) != HELLO)
		return -ENOENT;
	body = take_part(rest, 3);
	if (take_number(&body, 1) != 3)
		return -ENOENT;
	take(&body, 1 + RANDOM);
	skip(&body, 1); /* session */
	skip(&body, 2); /* cipher suites */
	skip(&body, 1); /* compression */
	extensions = take_part(&body, 2);
	while (extensions.left) {
		type = take_number(&extensions, 2);
		part = take_part(&extensions, 2);
		if (extensions.bad || part.bad)
			return -ENOENT;
		if (type == EXTENSION_SERVER_NAME)
			return read_names(part, text);
	}
	return -ENOENT;
}

int tls_name(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN])
{
	struct rest rest = { data, len, false };
	uint8_t hello[LC_EVENT_FRAME];

	rest.left = join(&rest, hello);
	rest.at = hello;
	rest.bad = false;
	return read_hello(&rest, text);
}
