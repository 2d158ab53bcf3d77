// SPDX-License-Identifier: GPL-2.0
/*
 * MAC addresses and MAC prefixes: text to number and back.
 * Nothing here knows whose a prefix is; that is vendor.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/*
 * Read octets with one kind of separator between them, six at the most.
 * Returns how many, and where the text goes on; 0 when it starts otherwise.
 */
static unsigned int read_octets(const char *text, uint64_t *value,
				const char **end)
{
	unsigned int count = 0;
	char separator = 0;

	*value = 0;
	for (;;) {
		int high = hex_digit(text[0]);
		int low = high < 0 ? -1 : hex_digit(text[1]);

		if (low < 0)
			return 0;
		*value = *value << 8 | (unsigned int)(high << 4 | low);
		text += 2;
		count++;
		if (count == 6 || (*text != ':' && *text != '-'))
			break;
		if (separator && *text != separator)
			return 0;
		separator = *text++;
	}
	*end = text;
	return count;
}

int mac_parse(const char *text, uint64_t *mac)
{
	const char *end;
	uint64_t value;

	if (read_octets(text, &value, &end) != 6 || *end)
		return -EINVAL;
	*mac = value;
	return 0;
}

static bool is_separator(char c)
{
	return c == ':' || c == '-' || c == '.' || c == ' ';
}

/* The hexadecimal digits up to end, whatever stands between; 0: other text. */
static unsigned int gather(const char *text, const char *end, uint64_t *value)
{
	unsigned int digits = 0;

	for (*value = 0; text < end; text++) {
		int digit = hex_digit(*text);

		if (digit < 0 && !is_separator(*text))
			return 0;
		if (digit < 0)
			continue;
		*value = *value << 4 | (unsigned int)digit;
		if (++digits > 12)
			return 0;
	}
	return digits;
}

bool mac_respell(const char *text, char buf[MAC_TEXT_LEN])
{
	uint64_t value;

	if (gather(text, text + strlen(text), &value) != 12)
		return false;
	mac_format(value, buf);
	return true;
}

bool mac_prefix_respell(const char *text, char buf[MAC_PREFIX_TEXT_LEN])
{
	const char *slash = strchr(text, '/');
	char spelled[MAC_PREFIX_TEXT_LEN];
	unsigned int digits, bits;
	uint64_t value;

	digits = gather(text, slash ? slash : text + strlen(text), &value);
	if (digits == 6)
		value <<= 24;
	else if (digits != 12)
		return false;
	if (slash)
		bits = strtoul(slash + 1, NULL, 10);
	else
		bits = digits == 6 ? 24 : 48;
	if (!mac_prefix_len_ok(bits) || (digits == 6 && bits != 24))
		return false;
	mac_prefix_format(value, bits, spelled);
	if (mac_prefix_parse(spelled, &value, &bits))
		return false;
	strcpy(buf, spelled);
	return true;
}

/* "/24": one or two digits, no sign, no leading zero, nothing after. */
static int read_length(const char *text, unsigned int *bits)
{
	unsigned int value = 0;
	int digits;

	if (*text++ != '/' || *text == '0')
		return -EINVAL;
	for (digits = 0; *text >= '0' && *text <= '9'; digits++) {
		if (digits == 3)
			return -EDOM;
		value = value * 10 + (unsigned int)(*text++ - '0');
	}
	if (!digits || *text)
		return -EINVAL;
	*bits = value;
	return 0;
}

int mac_prefix_parse(const char *text, uint64_t *mac, unsigned int *bits)
{
	unsigned int count, length;
	const char *end;
	uint64_t value;
	int err;

	count = read_octets(text, &value, &end);
	if (count != 3 && count != 6)
		return -EINVAL;
	err = read_length(end, &length);
	if (err)
		return err;
	if (!mac_prefix_len_ok(length))
		return -EDOM;
	if (count == 3) {
		if (length != 24)
			return -EINVAL;
		value <<= 24;
	}
	if (value & ~mac_mask(length))
		return -ERANGE;
	*mac = value;
	*bits = length;
	return 0;
}

static unsigned int octet(uint64_t mac, int number)
{
	return mac >> (40 - 8 * number) & 0xff;
}

void mac_format(uint64_t mac, char buf[MAC_TEXT_LEN])
{
	snprintf(buf, MAC_TEXT_LEN, "%02x:%02x:%02x:%02x:%02x:%02x",
		 octet(mac, 0), octet(mac, 1), octet(mac, 2), octet(mac, 3),
		 octet(mac, 4), octet(mac, 5));
}

void mac_prefix_format(uint64_t mac, unsigned int bits,
		       char buf[MAC_PREFIX_TEXT_LEN])
{
	char text[MAC_TEXT_LEN];

	mac_format(mac, text);
	snprintf(buf, MAC_PREFIX_TEXT_LEN, "%.*s/%u", bits == 24 ? 8 : 17, text,
		 bits);
}
