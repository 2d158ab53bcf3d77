// SPDX-License-Identifier: GPL-2.0
/*
 * IPv4 and IPv6 prefixes: as text, in order, one within another.
 * No names and no lookups.
 */
#include "base/addr.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Clear what is beyond the length; true when there was something. */
static bool clear_host_bits(struct addr_prefix *prefix)
{
	uint8_t keep, host = 0;
	unsigned int i;

	for (i = 0; i < sizeof(prefix->addr); i++) {
		keep = 0;
		if (prefix->bits >= 8 * (i + 1))
			keep = 0xff;
		else if (prefix->bits > 8 * i)
			keep = 0xff << (8 * (i + 1) - prefix->bits);
		host |= prefix->addr[i] & ~keep;
		prefix->addr[i] &= keep;
	}
	return host;
}

static int parse_length(const char *text, unsigned int max, uint8_t *bits)
{
	unsigned int value = 0, digits = 0;

	for (; *text; text++, digits++) {
		if (*text < '0' || *text > '9' || digits == 3)
			return -EDOM;
		if (digits && !value)
			return -EDOM;
		value = 10 * value + (*text - '0');
	}
	if (!digits || value > max)
		return -EDOM;
	*bits = value;
	return 0;
}

int addr_prefix_parse(const char *text, struct addr_prefix *prefix)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	struct addr_prefix result = { 0 };
	const char *slash = strchr(text, '/');
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	char address[INET6_ADDRSTRLEN];
	int err;

	if (len >= sizeof(address))
		return -EINVAL;
	memcpy(address, text, len);
	address[len] = '\0';
	result.v6 = strchr(address, ':');
	result.bits = result.v6 ? 128 : 32;
	if (inet_pton(result.v6 ? AF_INET6 : AF_INET, address, result.addr) !=
	    1)
		return -EINVAL;
	if (slash) {
		err = parse_length(slash + 1, result.bits, &result.bits);
		if (err)
			return err;
	}
	if (result.v6 && result.bits >= 96 &&
	    !memcmp(result.addr, mapped, sizeof(mapped)))
		return -EAFNOSUPPORT;
	err = clear_host_bits(&result) ? -ERANGE : 0;
	*prefix = result;
	return err;
}

void addr_prefix_format(const struct addr_prefix *prefix,
			char buf[ADDR_TEXT_LEN])
{
	size_t len;

	if (!inet_ntop(prefix->v6 ? AF_INET6 : AF_INET, prefix->addr, buf,
		       INET6_ADDRSTRLEN))
		buf[0] = '\0';
	len = strlen(buf);
	if (prefix->bits != (prefix->v6 ? 128 : 32))
		snprintf(buf + len, ADDR_TEXT_LEN - len, "/%u", prefix->bits);
}

int addr_prefix_compare(const struct addr_prefix *a,
			const struct addr_prefix *b)
{
	int order = (int)a->v6 - (int)b->v6;

	if (!order)
		order = memcmp(a->addr, b->addr, sizeof(a->addr));
	return order ? order : (int)a->bits - (int)b->bits;
}

bool addr_host_name(const char *text)
{
	size_t len = strlen(text);

	return len && !strpbrk(text, ":/ ") && strchr(text, '.') &&
	       isalpha((unsigned char)text[len - 1]);
}

bool addr_prefix_covers(const struct addr_prefix *outer,
			const struct addr_prefix *inner)
{
	struct addr_prefix cut = *inner;

	if (outer->v6 != inner->v6 || outer->bits > inner->bits)
		return false;
	cut.bits = outer->bits;
	clear_host_bits(&cut);
	return !memcmp(cut.addr, outer->addr, sizeof(cut.addr));
}
