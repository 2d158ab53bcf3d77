// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes as the payload of a frame: a name that is safe to print comes out of
 * it or none, of the same bytes the same, whatever stands behind them.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "census/dns_name.h"
#include "census/http_name.h"
#include "lib_fuzz.h"
#include "census/payload_name.h"
#include "event/ring.h"
#include "census/tls_name.h"

static int dns_udp(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN])
{
	return dns_name(data, len, false, text);
}

static int dns_tcp(const uint8_t *data, size_t len, char text[LC_NAME_SEEN_LEN])
{
	return dns_name(data, len, true, text);
}

typedef int (*reader)(const uint8_t *data, size_t len,
		      char text[LC_NAME_SEEN_LEN]);

static const reader readers[] = { dns_udp, dns_tcp, tls_name, http_name };

/* Letters, digits, '-', '_', dots, and \DDD of an octet. */
static void check_text(const char text[LC_NAME_SEEN_LEN])
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
	size_t len = strnlen(text, LC_NAME_SEEN_LEN), i;

	FUZZ_MUST(len && len < LC_NAME_SEEN_LEN);
	for (i = 0; i < len; i++) {
		if (text[i] != '\\') {
			FUZZ_MUST(strchr(plain, text[i]));
			continue;
		}
		FUZZ_MUST(i + 3 < len &&
			  strspn(text + i + 1, "0123456789") >= 3);
		FUZZ_MUST(text[i + 1] <= '2' &&
			  atoi((char[]){ text[i + 1], text[i + 2], text[i + 3],
					 0 }) < 256);
		i += 3;
	}
	for (; len < LC_NAME_SEEN_LEN; len++)
		FUZZ_MUST(!text[len]);
}

static void check_reader(reader read, const uint8_t *data, size_t len)
{
	char text[LC_NAME_SEEN_LEN], again[LC_NAME_SEEN_LEN];
	uint8_t *copy = fuzz_exact(data, len);
	int err;

	memset(text, 'x', sizeof(text));
	memset(again, 'x', sizeof(again));
	err = read(copy, len, text);
	FUZZ_MUST(!err || err == -ENOENT);
	if (!err)
		check_text(text);
	else
		FUZZ_MUST(!memcmp(text, again, sizeof(text)));
	FUZZ_MUST(read(copy, len, again) == err);
	FUZZ_MUST(!memcmp(text, again, sizeof(text)));
	free(copy);
}

static void check_payload(struct fuzz_input in)
{
	static const uint16_t ports[] = { 53, 80, 443, 5353 };
	unsigned int how = fuzz_take(&in, 1);
	enum lc_name_source source = LC_NAME_SOURCE_MAX;
	char text[LC_NAME_SEEN_LEN];
	int err;

	err = payload_name(how & 1 ? 6 : 17, ports[how >> 1 & 3], in.data,
			   in.size, &source, text);
	FUZZ_MUST(!err == (source < LC_NAME_SOURCE_MAX));
	FUZZ_MUST(err || how & 1 || source == LC_NAME_DNS);
	if (!err)
		check_text(text);
}

/* Within what was checked, each byte that an event speaks of is there. */
static void check_event(const uint8_t *data, size_t len)
{
	struct lc_event *event = fuzz_exact(data, len);

	if (!ring_check(event, len)) {
		FUZZ_MUST(sizeof(*event) + event->held <= len);
		FUZZ_MUST(event->payload <= event->held);
		FUZZ_MUST(event->held <= LC_EVENT_FRAME);
	}
	free(event);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t i;

	for (i = 0; i < FUZZ_COUNT(readers); i++)
		check_reader(readers[i], data, size);
	check_payload((struct fuzz_input){ data, size });
	check_event(data, size);
	return 0;
}
