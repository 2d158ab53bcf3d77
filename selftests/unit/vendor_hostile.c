// SPDX-License-Identifier: GPL-2.0
/*
 * A vendor table that is cut, damaged or made to harm is refused with the
 * line and the cause, and the caller's table stays as it was.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "kselftest.h"
#include "base/utf8.h"
#include "policy/vendor.h"

#define V(slug) "vendor\t" slug "\t-\t-\t-\tName\n"
#define P(octets) octets "/24\ta\tMA-L\tA Ltd\n"
#define A1 P("00:00:01")
#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *name;
	const char *bytes;
	size_t size;
	const char *message; /* NULL: must be accepted */
} cases[] = {
	{ "smallest table", BYTES(V("a") A1), NULL },
	{ "comments and empty lines", BYTES("# x\n\n" V("a") "#y\n" A1 "\n"),
	  NULL },
	{ "broad with words", BYTES("vendor\ta\t-\tbroad\tlamps\tA\n" A1),
	  NULL },
	{ "registrant in UTF-8",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\tBr\xc3\xbc\xef\xbc\x8c\n"),
	  NULL },
	{ "empty", BYTES(""), "t:0: the table holds no prefix" },
	{ "only comments", BYTES("# x\n"), "t:1: the table holds no prefix" },
	{ "NUL byte", BYTES(V("a") "\0" A1), "t: binary" },
	{ "no end of the last line", BYTES(V("a") "00:00:01/24\ta\tMA-L\tA"),
	  "t:2: the last line has no end" },
	{ "carriage return", BYTES(V("a") "00:00:01/24\ta\tMA-L\tA\r\n"),
	  "t:2: control characters" },
	{ "escape character", BYTES(V("a") "00:00:01/24\ta\tMA-L\tA\033[2J\n"),
	  "t:2: control characters" },
	{ "C1 control in UTF-8",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\tA\xc2\x9b\n"),
	  "t:2: control characters" },
	{ "UTF-8 cut short", BYTES(V("a") "00:00:01/24\ta\tMA-L\tA\xe4\n"),
	  "t:2: control characters" },
	{ "UTF-8 too long", BYTES(V("a") "00:00:01/24\ta\tMA-L\t\xc0\xaf\n"),
	  "t:2: control characters" },
	{ "UTF-8 of three, too long",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\t\xe0\x80\xaf\n"),
	  "t:2: control characters" },
	{ "UTF-8 of four, too long",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\t\xf0\x80\x80\xaf\n"),
	  "t:2: control characters" },
	{ "text from right to left",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\tA\xe2\x80\xae\n"),
	  "t:2: control characters" },
	{ "delete character", BYTES(V("a") "00:00:01/24\ta\tMA-L\tA\x7f\n"),
	  "t:2: control characters" },
	{ "UTF-8 surrogate",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\t\xed\xa0\x80\n"),
	  "t:2: control characters" },
	{ "UTF-8 beyond the last character",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\t\xf4\x90\x80\x80\n"),
	  "t:2: control characters" },
	{ "slug in capitals", BYTES(V("A") A1), "t:1: \"A\" is not a slug" },
	{ "slug that starts with -", BYTES(V("-a") A1),
	  "t:1: \"-a\" is not a slug" },
	{ "slug of 32", BYTES(V("abcdefghijklmnopqrstuvwxyz012345")),
	  "t:1: \"abcdefghijklmnopqrstuvwxyz012345\" is not a slug" },
	{ "slug twice", BYTES(V("a") V("a") A1),
	  "t:2: vendor \"a\" is out of order" },
	{ "slugs out of order", BYTES(V("b") V("a") A1),
	  "t:2: vendor \"a\" is out of order" },
	{ "vendor after a prefix", BYTES(V("a") A1 V("b")),
	  "t:3: a vendor after the first prefix" },
	{ "vendor with a column too few", BYTES("vendor\ta\t-\t-\t-\n" A1),
	  "t:1: a vendor line has" },
	{ "vendor with a column too many",
	  BYTES("vendor\ta\t-\t-\t-\tA\tB\n" A1), "t:1: a vendor line has" },
	{ "vendor with an empty column", BYTES("vendor\ta\t\t-\t-\tA\n" A1),
	  "t:1: a vendor line has" },
	{ "neither broad nor -", BYTES("vendor\ta\t-\tbrod\tlamps\tA\n" A1),
	  "t:1: \"brod\" where broad" },
	{ "broad without words", BYTES("vendor\ta\t-\tbroad\t-\tA\n" A1),
	  "t:1: a broad vendor" },
	{ "words without broad", BYTES("vendor\ta\t-\t-\tlamps\tA\n" A1),
	  "t:1: a broad vendor" },
	{ "unknown parent", BYTES(V("a") "vendor\tb\tc\t-\t-\tB\n" A1),
	  "t:2: the parent \"c\" is not in the table" },
	{ "own parent", BYTES("vendor\ta\ta\t-\t-\tA\n" A1),
	  "t:1: the parent \"a\" has a parent" },
	{ "parent of a parent",
	  BYTES(V("a") "vendor\tb\ta\t-\t-\tB\nvendor\tc\tb\t-\t-\tC\n" A1),
	  "t:3: the parent \"b\" has a parent" },
	{ "prefix of an unknown vendor",
	  BYTES(V("a") "00:00:01/24\tb\tMA-L\tB\n"),
	  "t:2: no vendor line for \"b\"" },
	{ "prefix before any vendor", BYTES(A1 V("a")),
	  "t:1: no vendor line for \"a\"" },
	{ "prefix twice", BYTES(V("a") A1 A1),
	  "t:3: prefix 00:00:01/24 is out of order" },
	{ "prefix with two owners",
	  BYTES(V("a") V("b") A1 "00:00:01/24\tb\tMA-L\tB\n"),
	  "t:4: prefix 00:00:01/24 is out of order" },
	{ "prefixes out of order", BYTES(V("a") P("00:00:02") A1),
	  "t:3: prefix 00:00:01/24 is out of order" },
	{ "prefix with a column too few",
	  BYTES(V("a") "00:00:01/24\ta\tMA-L\n"), "t:2: a prefix line has" },
	{ "no registrant", BYTES(V("a") "00:00:01/24\ta\tMA-L\t\n"),
	  "t:2: a prefix line has" },
	{ "host bits", BYTES(V("a") "00:00:01:00:00:01/24\ta\tMA-L\tA\n"),
	  "t:2: \"00:00:01:00:00:01/24\": bits beyond" },
	{ "/32", BYTES(V("a") "00:00:01:00:00:00/32\ta\tMA-L\tA\n"),
	  "t:2: \"00:00:01:00:00:00/32\": a prefix has" },
	{ "/48", BYTES(V("a") "00:00:01:00:00:00/48\ta\tMA-L\tA\n"),
	  "t:2: \"00:00:01:00:00:00/48\": a prefix has" },
	{ "not lower case", BYTES(V("a") "00:00:AB/24\ta\tMA-L\tA\n"),
	  "t:2: \"00:00:AB/24\" is written 00:00:ab/24" },
	{ "six octets for /24",
	  BYTES(V("a") "00:00:01:00:00:00/24\ta\tMA-L\tA\n"),
	  "t:2: \"00:00:01:00:00:00/24\" is written 00:00:01/24" },
	{ "multicast", BYTES(V("a") "01:00:5e/24\ta\tMA-L\tA\n"),
	  "t:2: \"01:00:5e/24\" is a multicast" },
	{ "block of another length", BYTES(V("a") "00:00:01/24\ta\tMA-S\tA\n"),
	  "t:2: \"MA-S\" where MA-L belongs" },
	{ "neither prefix nor vendor", BYTES(V("a") "vendors\ta\tMA-S\tA\n"),
	  "t:2: \"vendors\" is neither" },
	{ "vendor without a prefix", BYTES(V("a") V("b") A1),
	  "t:2: vendor \"b\" has no prefix" },
};

static void test_cases(void)
{
	struct vendor_table table, untouched;
	size_t i;

	memset(&untouched, 0x5a, sizeof(untouched));
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		/* On the heap and no byte longer, so that overreading shows. */
		char *bytes = malloc(cases[i].size);
		char err[256] = "";
		bool ok;
		int ret;

		table = untouched;
		if (cases[i].size)
			memcpy(bytes, cases[i].bytes, cases[i].size);
		ret = vendor_table_load_bytes(&table, "t", bytes, cases[i].size,
					      err, sizeof(err));
		if (cases[i].message)
			ok = ret == -EINVAL &&
			     !strncmp(err, cases[i].message,
				      strlen(cases[i].message)) &&
			     !memcmp(&table, &untouched, sizeof(table));
		else
			ok = !ret && !*err;
		ksft_test_result(ok, "%s\n", cases[i].name);
		if (!ok)
			ksft_print_msg("%d: %s\n", ret, err);
		if (!ret)
			vendor_table_free(&table);
		free(bytes);
	}
}

/* @count lines of @format, numbered from 0, after @head. */
static char *many(const char *head, unsigned int count, const char *format)
{
	size_t room = strlen(head) + (size_t)count * 64 + 1, len;
	char *text = malloc(room);
	unsigned int i;

	len = (size_t)snprintf(text, room, "%s", head);
	for (i = 0; i < count; i++)
		len += (size_t)snprintf(text + len, room - len, format, i >> 8,
					i & 0xff);
	return text;
}

static bool refused(const char *text, size_t size, int want, const char *words)
{
	struct vendor_table table = {};
	char err[256] = "";
	int ret;

	ret = vendor_table_load_bytes(&table, "t", text, size, err,
				      sizeof(err));
	if (!ret)
		vendor_table_free(&table);
	if (ret != want || (words && !strstr(err, words)))
		ksft_print_msg("%d: %s\n", ret, err);
	return ret == want && (!words || strstr(err, words));
}

static void test_limits(void)
{
	static const char prefix[] = "00:%02x:%02x/24\ta\tMA-L\tA\n";
	static const char vendor[] = "vendor\tv%02x%02x\t-\t-\t-\tV\n";
	size_t size = VENDOR_TABLE_BYTES_MAX;
	char *text, *line;

	text = many("", VENDOR_MAX, vendor);
	ksft_test_result(refused(text, strlen(text), -EINVAL, "no prefix"),
			 "as many vendors as may be\n");
	free(text);
	text = many("", VENDOR_MAX + 1, vendor);
	ksft_test_result(refused(text, strlen(text), -EINVAL,
				 "t:1024: more than 1023 vendors"),
			 "a vendor too many\n");
	free(text);

	text = many(V("a"), VENDOR_PREFIX_MAX, prefix);
	ksft_test_result(refused(text, strlen(text), 0, NULL),
			 "as many prefixes as may be\n");
	line = malloc(strlen(text) + 64);
	sprintf(line, "%s02:00:00/24\ta\tMA-L\tA\n", text);
	ksft_test_result(refused(line, strlen(line), -EINVAL,
				 "more than 65536 prefixes"),
			 "a prefix too many\n");
	free(line);
	free(text);

	text = malloc(size + 1);
	memset(text, '#', size + 1);
	text[size - 1] = '\n';
	ksft_test_result(refused(text, size, -EINVAL, "t:1: longer than"),
			 "a line of 8 MiB\n");
	ksft_test_result(refused(text, size + 1, -EFBIG, "larger than"),
			 "a byte more than 8 MiB\n");
	free(text);
}

/* A message that quotes what is too long for it ends with a whole character. */
static void test_messages(void)
{
	unsigned int head, size = 1;
	char text[512], err[256];
	struct vendor_table table;
	bool whole = true;
	uint32_t code;
	const char *at;
	int i;

	for (head = 100; head < 104; head++) {
		strcpy(text, "vendor\t");
		memset(text + 7, 'x', head);
		for (i = 0; i < 80; i++)
			memcpy(text + 7 + head + 2 * i, "\xc3\xa9", 2);
		strcpy(text + 7 + head + 160, "\t-\t-\t-\tName\n" A1);
		whole &= vendor_table_load_bytes(&table, "t", text,
						 strlen(text), err,
						 sizeof(err)) == -EINVAL;
		for (at = err; whole && *at; at += size) {
			size = utf8_decode(at, strlen(at), &code);
			whole = size;
		}
	}
	ksft_test_result(whole, "a long word is cut between characters\n");
}

/* Each beginning of a good table is refused, without harm, or is whole. */
static void test_cuts(void)
{
	static const char whole[] = V("a") V("b") A1
		"00:00:02/24\tb\tMA-L\tB\xc3\xbc\n" P("00:00:03");
	size_t size, accepted = 0;

	for (size = 0; size < sizeof(whole); size++) {
		struct vendor_table table = {};
		char *bytes = malloc(size);

		if (size)
			memcpy(bytes, whole, size);
		if (!vendor_table_load_bytes(&table, "t", bytes, size, NULL, 0))
			accepted++;
		vendor_table_free(&table);
		free(bytes);
	}
	ksft_test_result(accepted == 2, "cut at every byte\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 8);
	test_cases();
	test_limits();
	test_messages();
	test_cuts();
	ksft_finished();
}
