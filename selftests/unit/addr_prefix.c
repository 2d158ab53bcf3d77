// SPDX-License-Identifier: GPL-2.0
/*
 * IPv4 and IPv6 prefixes: what is read, what is refused and how, the text
 * that comes back, order and cover.
 */
#include <string.h>

#include "base/addr.h"
#include "kselftest.h"

static const struct {
	const char *text;
	int err;
	const char *back; /* NULL: *prefix is untouched */
} cases[] = {
	{ "192.0.2.1", 0, "192.0.2.1" },
	{ "192.0.2.1/32", 0, "192.0.2.1" },
	{ "192.0.2.0/24", 0, "192.0.2.0/24" },
	{ "0.0.0.0/0", 0, "0.0.0.0/0" },
	{ "128.0.0.0/1", 0, "128.0.0.0/1" },
	{ "192.0.2.1/31", -ERANGE, "192.0.2.0/31" },
	{ "255.255.255.255/0", -ERANGE, "0.0.0.0/0" },
	{ "::", 0, "::" },
	{ "::/0", 0, "::/0" },
	{ "FD20:0::10", 0, "fd20::10" },
	{ "fd20::/64", 0, "fd20::/64" },
	{ "fe80::/10", 0, "fe80::/10" },
	{ "fd20::ffff/65", -ERANGE, "fd20::/65" },
	{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127", -ERANGE,
	  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127" },
	{ "::ffff:192.0.2.1", -EAFNOSUPPORT, NULL },
	{ "::ffff:0:0/96", -EAFNOSUPPORT, NULL },
	{ "::/95", 0, "::/95" },
	{ "", -EINVAL, NULL },
	{ "/24", -EINVAL, NULL },
	{ "192.0.2", -EINVAL, NULL },
	{ "192.0.2.256", -EINVAL, NULL },
	{ "192.0.2.01", -EINVAL, NULL },
	{ " 192.0.2.1", -EINVAL, NULL },
	{ "192.0.2.1 ", -EINVAL, NULL },
	{ "fe80::1%lo", -EINVAL, NULL },
	{ "1:2:3:4:5:6:7:8:9", -EINVAL, NULL },
	{ "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb", -EINVAL,
	  NULL },
	{ "192.0.2.0/33", -EDOM, NULL },
	{ "fd20::/129", -EDOM, NULL },
	{ "192.0.2.0/", -EDOM, NULL },
	{ "192.0.2.0/-1", -EDOM, NULL },
	{ "192.0.2.0/024", -EDOM, NULL },
	{ "192.0.2.0/24/24", -EDOM, NULL },
	{ "192.0.2.0/99999999999", -EDOM, NULL },
};

static const struct {
	const char *outer;
	const char *inner;
	bool covers;
} covers[] = {
	{ "10.0.0.0/8", "10.255.255.255", true },
	{ "10.0.0.0/8", "10.0.0.0/8", true },
	{ "10.0.0.0/8", "11.0.0.0", false },
	{ "10.0.0.0/16", "10.0.0.0/8", false },
	{ "0.0.0.0/0", "1.2.3.4", true },
	{ "0.0.0.0/0", "::1", false },
	{ "::/0", "1.2.3.4", false },
	{ "fd00::/10", "fd3f::/16", true },
	{ "fd20::/11", "fd40::/16", false },
};

/* Ascending. */
static const char *const order[] = { "0.0.0.0/0", "10.0.0.0/8", "10.0.0.0",
				     "10.0.0.1",  "::/0",	"fd20::/64" };

static bool read_case(size_t i)
{
	struct addr_prefix prefix, before;
	char text[ADDR_TEXT_LEN];
	int err;

	memset(&prefix, 0xa5, sizeof(prefix));
	before = prefix;
	err = addr_prefix_parse(cases[i].text, &prefix);
	if (err != cases[i].err)
		return false;
	if (!cases[i].back)
		return !memcmp(&prefix, &before, sizeof(prefix));
	addr_prefix_format(&prefix, text);
	return !strcmp(text, cases[i].back);
}

static bool cover_case(size_t i)
{
	struct addr_prefix outer, inner;

	return !addr_prefix_parse(covers[i].outer, &outer) &&
	       !addr_prefix_parse(covers[i].inner, &inner) &&
	       addr_prefix_covers(&outer, &inner) == covers[i].covers;
}

static bool test_order(void)
{
	struct addr_prefix a, b;
	size_t i, j;
	int result;

	for (i = 0; i < ARRAY_SIZE(order); i++) {
		for (j = 0; j < ARRAY_SIZE(order); j++) {
			if (addr_prefix_parse(order[i], &a) ||
			    addr_prefix_parse(order[j], &b))
				return false;
			result = addr_prefix_compare(&a, &b);
			if (i == j ? result : i < j ? result >= 0 : result <= 0)
				return false;
		}
	}
	return true;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + ARRAY_SIZE(covers) + 1);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(read_case(i), "\"%s\"\n", cases[i].text);
	for (i = 0; i < ARRAY_SIZE(covers); i++)
		ksft_test_result(cover_case(i), "%s %s %s\n", covers[i].outer,
				 covers[i].covers ? "covers" : "does not cover",
				 covers[i].inner);
	ksft_test_result(test_order(), "prefixes are in order\n");
	ksft_finished();
}
