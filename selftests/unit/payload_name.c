// SPDX-License-Identifier: GPL-2.0
/*
 * What a payload is read as: DNS by the port alone, TLS and HTTP by what they
 * begin with on any port of TCP. What asks mDNS or another service is no name.
 */
#include <netinet/in.h>
#include <string.h>

#include "kselftest.h"
#include "census/payload_name.h"

static const uint8_t query[] = "\0\7\1\0\0\1\0\0\0\0\0\0\4\x63\x61ms\0\0\1\0\1";
static const uint8_t framed[] =
	"\0\x16\0\7\1\0\0\1\0\0\0\0\0\0\4\x63\x61ms\0\0\1\0\1";
static const uint8_t request[] = "GET / HTTP/1.1\r\nHost: cams\r\n\r\n";
static const uint8_t hello[] =
	"\x16\3\1\0\x41\1\0\0\x3d\3\3"
	"0123456789abcdef0123456789abcdef\0"
	"\0\2\x13\1\1\0\0\x12\0\0\0\x9\0\7\0\0\4\x63\x61ms";

static const struct {
	const char *about;
	uint8_t proto;
	uint16_t port;
	const uint8_t *data;
	size_t len;
	int source; /* -1: none */
} cases[] = {
	{ "a query", IPPROTO_UDP, 53, query, sizeof(query) - 1, LC_NAME_DNS },
	{ "mDNS", IPPROTO_UDP, 5353, query, sizeof(query) - 1, -1 },
	{ "LLMNR", IPPROTO_UDP, 5355, query, sizeof(query) - 1, -1 },
	{ "a query over TCP", IPPROTO_TCP, 53, framed, sizeof(framed) - 1,
	  LC_NAME_DNS },
	{ "its bytes elsewhere", IPPROTO_TCP, 8053, framed, sizeof(framed) - 1,
	  -1 },
	{ "a request", IPPROTO_TCP, 8080, request, sizeof(request) - 1,
	  LC_NAME_HTTP },
	{ "a request to a resolver", IPPROTO_TCP, 53, request,
	  sizeof(request) - 1, LC_NAME_HTTP },
	{ "a request on UDP, as SSDP has", IPPROTO_UDP, 1900, request,
	  sizeof(request) - 1, -1 },
	{ "a hello", IPPROTO_TCP, 8443, hello, sizeof(hello) - 1, LC_NAME_TLS },
	{ "a hello on UDP", IPPROTO_UDP, 443, hello, sizeof(hello) - 1, -1 },
	{ "another protocol", IPPROTO_SCTP, 53, query, sizeof(query) - 1, -1 },
	{ "nothing", IPPROTO_TCP, 53, query, 0, -1 },
};

int main(void)
{
	size_t count = sizeof(cases) / sizeof(*cases), i;
	char text[LC_NAME_SEEN_LEN];
	enum lc_name_source source;
	int err, got;

	ksft_print_header();
	ksft_set_plan(count);
	for (i = 0; i < count; i++) {
		strcpy(text, "cams");
		err = payload_name(cases[i].proto, cases[i].port, cases[i].data,
				   cases[i].len, &source, text);
		got = err ? -1 : (int)source;
		if (got != cases[i].source)
			ksft_print_msg("%d, %d \"%s\"\n", err, got, text);
		ksft_test_result(got == cases[i].source &&
					 !strcmp(text, "cams"),
				 "%s\n", cases[i].about);
	}
	ksft_finished();
}
