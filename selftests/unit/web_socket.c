// SPDX-License-Identifier: GPL-2.0
/*
 * Where to listen, as it is given to serve --listen.
 */
#include <netinet/in.h>
#include <string.h>

#include "kselftest.h"
#include "serve/web_socket.h"

static const struct {
	const char *text;
	int family; /* 0: refused */
	bool open;
} cases[] = {
	{ "127.0.0.1:9877", AF_INET, false },
	{ "127.8.8.8:1", AF_INET, false },
	{ "0.0.0.0:65535", AF_INET, true },
	{ "[::1]:9877", AF_INET6, false },
	{ "[::]:9877", AF_INET6, true },
	{ "[2001:db8::1]:9877", AF_INET6, true },
	{ "unix:/run/lenscap.sock", AF_UNIX, false },
	{ "unix:run/lenscap.sock", 0, false },
	{ "unix:", 0, false },
	{ "", 0, false },
	{ "127.0.0.1", 0, false },
	{ "127.0.0.1:", 0, false },
	{ "127.0.0.1:0", 0, false },
	{ "127.0.0.1:65536", 0, false },
	{ "127.0.0.1:9877x", 0, false },
	{ "127.0.0.1:1-2", 0, false },
	{ "127.0.0.1:-1", 0, false },
	{ ":9877", 0, false },
	{ "::1:9877", 0, false },
	{ "[::1]", 0, false },
	{ "[]:9877", 0, false },
	{ "[::1:9877", 0, false },
	{ "[127.0.0.1]:9877", 0, false },
	{ "localhost:9877", 0, false },
	{ "http://127.0.0.1:9877", 0, false },
};

static void test_none(void)
{
	struct fault fault = { "" };
	struct web_socket at = { .text = "before" };

	ksft_test_result(!web_socket_parse("none", &at, &fault) && at.none,
			 "none\n");
	ksft_test_result(web_socket_parse("x", &at, &fault) && at.none &&
				 strstr(fault.text, "\"x\""),
			 "what is refused changes nothing, and is named\n");
}

static void test_long(void)
{
	struct fault fault = { "" };
	struct web_socket at;
	char path[256] = "unix:/";

	memset(path + 6, 'a', 107);
	ksft_test_result(web_socket_parse(path, &at, &fault) &&
				 strstr(fault.text, "long"),
			 "a path that no socket has\n");
	path[6 + 106] = '\0';
	ksft_test_result(!web_socket_parse(path, &at, &fault) &&
				 strlen(at.addr.file.sun_path) == 107,
			 "the longest\n");
}

int main(void)
{
	struct fault fault = { "" };
	struct web_socket at;
	size_t i;

	ksft_print_header();
	ksft_set_plan(sizeof(cases) / sizeof(*cases) + 4);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int err = web_socket_parse(cases[i].text, &at, &fault);
		bool right = !err == !!cases[i].family;

		if (!err && at.addr.any.sa_family != cases[i].family)
			right = false;
		if (!err && at.open != cases[i].open)
			right = false;
		ksft_test_result(right, "\"%s\"\n", cases[i].text);
	}
	test_none();
	test_long();
	ksft_finished();
}
