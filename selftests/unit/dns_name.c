// SPDX-License-Identifier: GPL-2.0
/*
 * The name of a DNS query, and none of what is no query: pointers that go round,
 * labels that lie about their length, names of more octets than there may be.
 */
#include <string.h>

#include "census/dns_name.h"
#include "kselftest.h"
#include "lib_name.h"

/* What a D-Link camera asked its router, with the case that 0x20 gives. */
static const uint8_t query[] = {
	0x00, 0x02, 0x01, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x04, 'n',  't',	'P',  '1',  0x05, 'd',	'L',  'i',  'n',
	'k',  0x03, 'c',  'o',	'm',  0x00, 0x00, 0x01, 0x00, 0x01,
};

#define NAME_END 28 /* of query */

static int udp(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN])
{
	return dns_name(data, len, false, text);
}

static int tcp(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN])
{
	return dns_name(data, len, true, text);
}

/* The head of a query, then these bytes. */
static void asks(const void *name, size_t len, const char *wanted,
		 const char *about)
{
	uint8_t data[600];

	memcpy(data, query, 12);
	memcpy(data + 12, name, len);
	ksft_test_result(lib_name_is(udp, data, 12 + len, wanted), "%s\n",
			 about);
}

static void test_query(void)
{
	uint8_t other[sizeof(query)],
		framed[2 + sizeof(query)] = { 0, sizeof(query) };

	ksft_test_result(lib_name_is(udp, query, sizeof(query),
				     "ntp1.dlink.com"),
			 "%s\n", "in lower case");
	ksft_test_result(lib_name_cut(udp, query, sizeof(query), NAME_END,
				      "ntp1.dlink.com"),
			 "cut at each byte\n");
	memcpy(framed + 2, query, sizeof(query));
	ksft_test_result(lib_name_is(tcp, framed, sizeof(framed),
				     "ntp1.dlink.com"),
			 "%s\n", "over TCP");
	ksft_test_result(lib_name_cut(tcp, framed, sizeof(framed), 2 + NAME_END,
				      "ntp1.dlink.com"),
			 "cut at each byte\n");
	framed[1] = NAME_END - 1;
	ksft_test_result(lib_name_is(tcp, framed, sizeof(framed), NULL), "%s\n",
			 "the length over TCP is believed");
	memcpy(other, query, sizeof(query));
	other[2] |= 0x80;
	ksft_test_result(lib_name_is(udp, other, sizeof(other), NULL), "%s\n",
			 "an answer is no query");
	other[2] = 0x29;
	ksft_test_result(lib_name_is(udp, other, sizeof(other), NULL), "%s\n",
			 "nor is an update");
	other[2] = 1;
	other[5] = 0;
	ksft_test_result(lib_name_is(udp, other, sizeof(other), NULL), "%s\n",
			 "nor what asks nothing");
}

static void test_octets(void)
{
	static const uint8_t dot[] = "\3a.b\3com";
	static const uint8_t line[] = "\7x\n\x1b[\"\\ \3c\0m";
	static const uint8_t utf8[] = "\3\xc3\xa4z\2de";

	asks("", 1, ".", "the root");
	asks(dot, sizeof(dot), "a\\046b.com", "a dot within a label");
	asks(line, sizeof(line), "x\\010\\027\\091\\034\\092\\032.c\\000m",
	     "a line's end, an escape, quotes, a backslash, a NUL");
	asks(utf8, sizeof(utf8), "\\195\\164z.de", "octets above 127");
}

/* Behind labels of 63 octets. */
static void put_dots(char *name)
{
	name[63] = '.';
	name[127] = '.';
	name[191] = '.';
}

static void test_long(void)
{
	uint8_t name[300] = { 0 };
	char wanted[LC_NAME_SEEN_LEN] = { 0 };
	size_t i;

	/* 63 + 63 + 63 + 61 and their dots: 253 */
	memset(name, 'a', sizeof(name));
	for (i = 0; i < 3; i++)
		name[64 * i] = 63;
	name[192] = 61;
	name[254] = 0;
	memset(wanted, 'a', 253);
	put_dots(wanted);
	asks(name, 255, wanted, "253 octets are the longest name");
	name[192] = 62;
	name[254] = 'a';
	name[255] = 0;
	asks(name, 256, NULL, "254 octets are none");
	name[192] = 60;
	name[253] = 0;
	for (i = 0; i < 62; i++)
		name[1 + i] = 1;
	/* 62 octets and 190 characters behind them: of 16 escapes 15 are whole */
	memset(wanted, 0, sizeof(wanted));
	strcpy(wanted, "..");
	for (i = 0; i < 15; i++)
		strcat(wanted, "\\001");
	memset(wanted + 62, 'a', 190);
	put_dots(wanted);
	asks(name, 254, wanted, "of one that does not fit, the end");
}

static void test_pointers(void)
{
	static const uint8_t itself[] = { 0xc0, 12 };
	static const uint8_t on[] = { 0xc0, 14, 1, 'a', 0 };
	static const uint8_t loop[] = { 1, 'a', 0xc0, 12 };
	static const uint8_t head[] = { 0xc0, 7 };
	static const uint8_t cut[] = { 1, 'a', 0xc0 };
	static const uint8_t other[] = { 0x41, 'a', 0 };
	static const uint8_t past[] = { 9, 'a', 0 };

	asks(itself, sizeof(itself), NULL, "a pointer to itself");
	asks(on, sizeof(on), NULL, "a pointer onwards");
	asks(loop, sizeof(loop), NULL, "a pointer to where its name began");
	asks(head, sizeof(head), ".", "a pointer back is followed");
	asks(cut, sizeof(cut), NULL, "half a pointer");
	asks(other, sizeof(other), NULL, "a label of an unknown kind");
	asks(past, sizeof(past), NULL, "a label past the end");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(8 + 4 + 3 + 7);
	test_query();
	test_octets();
	test_long();
	test_pointers();
	ksft_finished();
}
