// SPDX-License-Identifier: GPL-2.0
/*
 * MACs and MAC prefixes as people write them: what is read, what is refused
 * and why, how they are written back. Nothing about vendors.
 */
#include <errno.h>
#include <string.h>

#include "kselftest.h"
#include "base/mac.h"

static const struct {
	const char *text;
	uint64_t mac;
	int err;
} macs[] = {
	{ "44:19:b6:00:00:01", UINT64_C(0x4419b6000001), 0 },
	{ "44-19-B6-00-00-01", UINT64_C(0x4419b6000001), 0 },
	{ "FF:ff:Ff:fF:ff:ff", UINT64_C(0xffffffffffff), 0 },
	{ "00:00:00:00:00:00", 0, 0 },
	{ "", 0, -EINVAL },
	{ "4", 0, -EINVAL },
	{ "44:19:b6:00:00", 0, -EINVAL },
	{ "44:19:b6:00:00:", 0, -EINVAL },
	{ "44:19:b6:00:00:0", 0, -EINVAL },
	{ "44:19:b6:00:00:01:", 0, -EINVAL },
	{ "44:19:b6:00:00:01:02", 0, -EINVAL },
	{ "44:19:b6:00:00:01 ", 0, -EINVAL },
	{ " 44:19:b6:00:00:01", 0, -EINVAL },
	{ "44:19-b6:00:00:01", 0, -EINVAL },
	{ "4419b6000001", 0, -EINVAL },
	{ "44::19:b6:00:00:01", 0, -EINVAL },
	{ "+4:19:b6:00:00:01", 0, -EINVAL },
	{ "0x:19:b6:00:00:01", 0, -EINVAL },
	{ "44:19:b6:00:00:0g", 0, -EINVAL },
};

static const struct {
	const char *text;
	uint64_t mac;
	unsigned int bits;
	int err;
} prefixes[] = {
	{ "44:19:b6/24", UINT64_C(0x4419b6000000), 24, 0 },
	{ "44-19-B6/24", UINT64_C(0x4419b6000000), 24, 0 },
	{ "44:19:b6:00:00:00/24", UINT64_C(0x4419b6000000), 24, 0 },
	{ "b0:b3:53:60:00:00/28", UINT64_C(0xb0b353600000), 28, 0 },
	{ "8c:1f:64:ab:c0:00/36", UINT64_C(0x8c1f64abc000), 36, 0 },
	{ "8c:1f:64:ab:c0:01/48", UINT64_C(0x8c1f64abc001), 48, 0 },
	{ "44:19:b6:00:00:01/24", 0, 0, -ERANGE },
	{ "b0:b3:53:68:00:00/28", 0, 0, -ERANGE },
	{ "8c:1f:64:ab:c8:00/36", 0, 0, -ERANGE },
	{ "44:19:b6/28", 0, 0, -EINVAL },
	{ "44:19:b6/25", 0, 0, -EDOM },
	{ "44:19:b6:00:00:00/32", 0, 0, -EDOM },
	{ "44:19:b6:00:00:00/49", 0, 0, -EDOM },
	{ "44:19:b6:00:00:00/4294967320", 0, 0, -EDOM },
	{ "44:19:b6:00:00:00/024", 0, 0, -EINVAL },
	{ "44:19:b6/", 0, 0, -EINVAL },
	{ "44:19:b6/+24", 0, 0, -EINVAL },
	{ "44:19:b6/24x", 0, 0, -EINVAL },
	{ "44:19:b6", 0, 0, -EINVAL },
	{ "44:19:b6:00/24", 0, 0, -EINVAL },
	{ "44:19:b6:/24", 0, 0, -EINVAL },
	{ "/24", 0, 0, -EINVAL },
	{ "", 0, 0, -EINVAL },
};

static const struct {
	uint64_t mac;
	unsigned int bits;
	const char *text;
} written[] = {
	{ UINT64_C(0x4419b6000000), 24, "44:19:b6/24" },
	{ UINT64_C(0xb0b353600000), 28, "b0:b3:53:60:00:00/28" },
	{ UINT64_C(0x8c1f64abc000), 36, "8c:1f:64:ab:c0:00/36" },
	{ UINT64_C(0x8c1f64abc001), 48, "8c:1f:64:ab:c0:01/48" },
};

static void test_macs(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(macs); i++) {
		uint64_t before = UINT64_C(0x123456789abc), mac = before;
		int err = mac_parse(macs[i].text, &mac);

		ksft_test_result(err == macs[i].err &&
					 mac == (err ? before : macs[i].mac),
				 "mac \"%s\"\n", macs[i].text);
	}
}

static void test_prefixes(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(prefixes); i++) {
		unsigned int bits = 7;
		uint64_t mac = 7;
		int err = mac_prefix_parse(prefixes[i].text, &mac, &bits);

		ksft_test_result(err == prefixes[i].err &&
					 mac == (err ? 7 : prefixes[i].mac) &&
					 bits == (err ? 7 : prefixes[i].bits),
				 "prefix \"%s\"\n", prefixes[i].text);
	}
}

static void test_written(void)
{
	char text[MAC_PREFIX_TEXT_LEN];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(written); i++) {
		mac_prefix_format(written[i].mac, written[i].bits, text);
		ksft_test_result(!strcmp(text, written[i].text), "write %s\n",
				 written[i].text);
	}
	mac_format(UINT64_C(0x0a0b0c0d0e0f), text);
	ksft_test_result(!strcmp(text, "0a:0b:0c:0d:0e:0f"),
			 "write a whole address\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(macs) + ARRAY_SIZE(prefixes) +
		      ARRAY_SIZE(written) + 1);
	test_macs();
	test_prefixes();
	test_written();
	ksft_finished();
}
