// SPDX-License-Identifier: GPL-2.0
/*
 * The host of an HTTP request: of its target before that of its Host header, and
 * none of what is no request or is cut within the line.
 */
#include <string.h>

#include "census/http_name.h"
#include "kselftest.h"
#include "lib_name.h"

/* What curl 7.88 sends */
#define CURL                              \
	"GET /index.html HTTP/1.1\r\n"    \
	"Host: Firmware.Example:8080\r\n" \
	"User-Agent: curl/7.88.1\r\n"     \
	"Accept: */*\r\n\r\n"
/* and what curl --proxy sends */
#define PROXY                                        \
	"GET http://api.Example/v1?x=1 HTTP/1.1\r\n" \
	"Host: other.example\r\n\r\n"

static const struct {
	const char *about;
	const char *request;
	const char *wanted;
} cases[] = {
	{ "curl", CURL, "firmware.example" },
	{ "the target's host goes before", PROXY, "api.example" },
	{ "a tunnel", "CONNECT cloud.example:443 HTTP/1.1\r\n\r\n",
	  "cloud.example" },
	{ "user and password are no host",
	  "GET http://a:b@c.example:1/ HTTP/1.0\r\n\r\n", "c.example" },
	{ "an address in brackets",
	  "GET / HTTP/1.1\r\nhOST:[fd20::5]:80\r\n\r\n", "fd20\\058\\0585" },
	{ "lines that end in a line feed alone",
	  "GET / HTTP/1.1\nHost:\t a.example\t\n\n", "a.example" },
	{ "the first of two",
	  "GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n",
	  "a.example" },
	{ "control characters and quotes",
	  "GET / HTTP/1.1\r\nHost: a\x1b[2J\"b\x7f\xff\r\n\r\n",
	  "a\\027\\0912j\\034b\\127\\255" },
	{ "behind a method that was sent by itself",
	  "/v1 HTTP/1.1\r\nHost: a.example\r\n\r\n", "a.example" },
	{ "a header that was sent by itself", "Host: a.example\r\n",
	  "a.example" },
	{ "a host in the body is none",
	  "POST / HTTP/1.1\r\nLength: 9\r\n\r\nHost: a.example\r\n", NULL },
	{ "an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", NULL },
	{ "no host", "GET / HTTP/1.0\r\n\r\n", NULL },
	{ "another protocol", "GET / RTSP/1.0\r\nHost: a.example\r\n\r\n",
	  NULL },
	{ "an answer", "HTTP/1.1 200 OK\r\nHost: a.example\r\n\r\n", NULL },
	{ "a word alone", "GET\r\nHost: a.example\r\n\r\n", NULL },
};

int main(void)
{
	const char *line = strstr(CURL, "Host:");
	size_t count = sizeof(cases) / sizeof(*cases), i;
	size_t least = (size_t)(strchr(line, '\n') - line) +
		       strlen("GET /index.html HTTP/1.1\r\n") + 1;

	ksft_print_header();
	ksft_set_plan(count + 1);
	for (i = 0; i < count; i++)
		ksft_test_result(lib_name_is(http_name, cases[i].request,
					     strlen(cases[i].request),
					     cases[i].wanted),
				 "%s\n", cases[i].about);
	ksft_test_result(lib_name_cut(http_name, CURL, strlen(CURL), least,
				      "firmware.example"),
			 "cut at each byte\n");
	ksft_finished();
}
